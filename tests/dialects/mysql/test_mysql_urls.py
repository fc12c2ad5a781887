"""URLs of MySQL and MariaDB: the drivers' arguments as SQLAlchemy makes them, and what comes of them on a server."""

import pytest
import sqlalchemy

from holdfast import create_engine, exc, make_url, text
from holdfast.dialects.mysql.connect import flag_of

URLS = [
    "host/db",
    "user:p%40ss@host:3307/db",
    "user@/db?unix_socket=/run/mysqld.sock",
    "host/db?charset=latin1&use_unicode=0",
    "host/db?connect_timeout=3&read_timeout=4&write_timeout=5&compress=true",
    "host/db?client_flag=8&local_infile=1",
    "host/db?ssl_key=a&ssl_cert=b&ssl_ca=c&ssl_capath=d&ssl_cipher=e&ssl_check_hostname=false",
    "host/db?read_default_file=/etc/my.cnf&read_default_group=client&init_command=SET+x%3D1",
    "host/db?foo=bar",
    "?host=other",
]


@pytest.mark.parametrize("parts", URLS)
def test_arguments_are_those_of_sqlalchemy(drivername, parts):
    address = f"{drivername}://{parts}"
    theirs = sqlalchemy.create_engine(address).dialect.create_connect_args(sqlalchemy.make_url(address))
    ours = create_engine(address).dialect.create_connect_args(make_url(address))
    if drivername.endswith("mariadbconnector"):
        # Where SQLAlchemy hands on text, flags and numbers are made of it.
        theirs[1].update(
            {
                name: flag_of(value)
                for name, value in theirs[1].items()
                if name == "use_unicode" and isinstance(value, str)
            }
        )
    assert ours == (list(theirs[0]), theirs[1])


@pytest.mark.parametrize("query", ["compress=perhaps", "connect_timeout=soon", "client_flag=x"])
def test_an_option_that_is_no_flag_or_number(query):
    with pytest.raises(exc.ArgumentError, match=r"true/false|a number is expected"):
        create_engine(f"mysql+pymysql://host/db?{query}")


@pytest.mark.parametrize("name", ["mysql", "mariadb", "mysql+mysqldb", "mysql+pymysql", "mariadb+mariadbconnector"])
def test_names_of_dialects(name):
    ours, theirs = make_url(f"{name}://").get_dialect(), sqlalchemy.make_url(f"{name}://").get_dialect()
    assert (ours.name, ours.driver, ours().paramstyle) == (theirs.name, theirs.driver, theirs().paramstyle)


def ask(url, sql, **options):
    engine = create_engine(url, **options)
    with engine.connect() as connection:
        row = connection.execute(text(sql)).one()
    engine.dispose()
    return tuple(row)


def test_options_reach_the_server(drivername, mariadb_url):
    url = make_url(mariadb_url).set(drivername=drivername)
    assert ask(
        url.update_query_dict({"init_command": "SET @@session.sort_buffer_size = 65536"}), "SELECT @@sort_buffer_size"
    ) == (65536,)
    assert ask(url, "SELECT @@character_set_client, 'é☃😀'") == ("utf8mb4", "é☃😀")
    assert ask(url, "SELECT @@sort_buffer_size", connect_args={"init_command": "SET sort_buffer_size = 131072"}) == (
        131072,
    )


def test_a_socket_and_a_file_of_options(mariadb_url, tmp_path):
    url = make_url(mariadb_url).set(drivername="mysql+pymysql")
    (socket,) = ask(url, "SELECT @@socket")
    by_socket = f"mysql+pymysql://{url.username}@/{url.database}?unix_socket={socket}"
    assert ask(by_socket, "SELECT DATABASE()") == (url.database,)
    options = tmp_path / "my.cnf"
    options.write_text(
        f"[client]\nhost = {url.host}\nport = {url.port}\nuser = {url.username}\ndatabase = {url.database}\n"
    )
    assert ask(f"mysql+pymysql://?read_default_file={options}", "SELECT DATABASE()") == (url.database,)


def test_without_a_driver_its_name_is_told(monkeypatch):
    from holdfast.dialects.mysql import MySQLDialect_mysqldb

    def missing():
        raise ModuleNotFoundError("No module named 'MySQLdb'", name="MySQLdb")

    monkeypatch.setattr(MySQLDialect_mysqldb, "import_dbapi", staticmethod(missing))
    with pytest.raises(ModuleNotFoundError, match="mysqlclient"):
        create_engine("mysql://host/db")
