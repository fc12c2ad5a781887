"""What PostgreSQL refuses, before and after the connection stands: clear words, what to do about it, and a pool that goes on."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from tests.faults.words import LOST

import holdfast as hf
from holdfast import exc
from holdfast.ext.asyncio import create_async_engine
from tools import servers


@pytest.fixture(scope="module")
def guarded(postgresql_url):
    """A server that asks one user for a password and admits few connections."""
    with tempfile.TemporaryDirectory(prefix="holdfast", ignore_cleanup_errors=True) as path:
        Path(path).chmod(0o755)
        try:
            server = servers.PostgreSQL(Path(path))
        except servers.Missing as error:
            pytest.skip(f"the programs of a throw-away server are not here: {error}")
        with server:
            engine = hf.create_engine(server.url, isolation_level="AUTOCOMMIT", poolclass=hf.pool.NullPool)
            rules = Path(server.data, "pg_hba.conf")
            rules.write_text(
                "host all guarded all scram-sha-256\nhost all barred all reject\n" + rules.read_text(), encoding="utf-8"
            )
            with engine.connect() as connection:
                connection.exec_driver_sql("CREATE ROLE guarded LOGIN PASSWORD 'right:@/%%'")
                connection.exec_driver_sql("CREATE ROLE barred LOGIN")
                connection.exec_driver_sql("CREATE ROLE few LOGIN CONNECTION LIMIT 1")
                connection.exec_driver_sql("SELECT pg_reload_conf()")
            yield hf.make_url(server.url)


REFUSED = {
    "password": (
        lambda url: url.set(username="guarded", password="wrong"),
        'password authentication failed for user "guarded"',
        "Correct user and password in the URL",
    ),
    "no password": (lambda url: url.set(username="guarded"), "no password supplied", "Give a password in the URL"),
    "rules": (lambda url: url.set(username="barred"), "pg_hba.conf rejects connection", "a line in pg_hba.conf"),
    "role": (lambda url: url.set(username="nobody"), 'role "nobody" does not exist', "CREATE ROLE nobody LOGIN"),
    "database": (
        lambda url: url.set(database="nowhere"),
        'database "nowhere" does not exist',
        "CREATE DATABASE nowhere",
    ),
    "port": (lambda url: url.set(port=1), "Connection refused", "Start the server, or correct the host and port"),
    "host": (lambda url: url.set(host="nowhere.invalid"), "failed to resolve host", "Correct the host in the URL"),
    "socket": (
        lambda url: url.set(host=None).update_query_dict({"host": "/nowhere"}),
        "No such file or directory",
        "name the folder of its socket",
    ),
    "option": (
        lambda url: url.update_query_dict({"pool_size": "3"}),
        'invalid connection option "pool_size"',
        "arguments of create_engine()",
    ),
    "all hosts": (
        lambda url: url.set(host=None, port=None).update_query_dict({"host": ("127.0.0.1:1", "127.0.0.1:2")}),
        "port 2 failed",
        "Start the server",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_no_connection_and_why(guarded, kind):
    change, fact, fix = REFUSED[kind]
    engine = hf.create_engine(change(guarded), pool_size=1, max_overflow=0, pool_timeout=0.1)
    # More attempts than the pool has places: a failed one costs none.
    for _ in range(3):
        with pytest.raises(exc.DBAPIError) as caught:
            engine.connect()
    error = caught.value
    assert isinstance(error, exc.ProgrammingError if kind == "option" else exc.OperationalError)
    assert fact in str(error)
    assert fix in str(error)
    assert "wrong" not in str(error)
    assert not error.connection_invalidated
    assert engine.pool.checkedout() == 0


def test_the_async_engine_says_the_same(guarded):
    async def work():
        engine = create_async_engine(guarded.set(database="nowhere"))
        with pytest.raises(exc.OperationalError, match="CREATE DATABASE nowhere"):
            await engine.connect()
        assert engine.pool.checkedout() == 0

    asyncio.run(work())


def test_the_right_password_with_letters_that_urls_use(guarded):
    url = guarded.set(username="guarded", password="right:@/%")
    for given in (url, url.render_as_string(hide_password=False)):
        with hf.create_engine(given).connect() as connection:
            assert connection.scalar(hf.text("SELECT current_user")) == "guarded"


def test_the_second_of_two_hosts(guarded):
    url = guarded.set(host=None, port=None).update_query_dict({"host": ("127.0.0.1:1", f"127.0.0.1:{guarded.port}")})
    with hf.create_engine(url).connect() as connection:
        assert connection.connection.driver_connection.info.port == guarded.port


def test_too_many_for_the_server(guarded):
    engine = hf.create_engine(guarded.set(username="few"), pool_size=5)
    first = engine.connect()
    with pytest.raises(exc.OperationalError, match="too many connections for role"):
        engine.connect()
    first.close()
    with engine.connect() as connection:
        assert connection.scalar(hf.select(1)) == 1
    engine.dispose()


# ------------------------------------------------------------------ after the connection stands


@pytest.fixture
def engine(postgresql_url):
    made = hf.create_engine(postgresql_url, pool_size=1, max_overflow=0)
    yield made
    made.dispose()


LIMITS = {
    "a statement": (
        "SET LOCAL statement_timeout = 50",
        "SELECT pg_sleep(5)",
        "canceling statement due to statement timeout",
    ),
    "a lock": (
        "SET LOCAL lock_timeout = 50",
        "SELECT pg_advisory_xact_lock(4711)",
        "canceling statement due to lock timeout",
    ),
}


@pytest.mark.parametrize("kind", LIMITS)
def test_time_is_up(engine, postgresql_url, kind):
    limit, statement, words = LIMITS[kind]
    with hf.create_engine(postgresql_url).connect() as other, engine.connect() as connection:
        other.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
        connection.exec_driver_sql(limit)
        with pytest.raises(exc.OperationalError, match=words) as caught:
            connection.exec_driver_sql(statement)
        assert not caught.value.connection_invalidated
        assert caught.value.statement == statement
        with pytest.raises(exc.InternalError, match="current transaction is aborted"):
            connection.exec_driver_sql("SELECT 1")
        connection.rollback()
        number = connection.scalar(hf.text("SELECT pg_backend_pid()"))
    with engine.connect() as connection:
        assert connection.scalar(hf.text("SELECT pg_backend_pid()")) == number


def test_a_session_that_waited_too_long_in_its_transaction(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 50")
        connection.exec_driver_sql("SELECT pg_sleep(0)")
        with engine.pool._dialect.loaded_dbapi.connect(str(engine.url).replace("+psycopg", "")) as other:
            other.execute("SELECT pg_sleep(0.3)")
        with pytest.raises(LOST) as caught:
            connection.exec_driver_sql("SELECT 1")
        assert caught.value.connection_invalidated
    with engine.connect() as connection:
        assert connection.scalar(hf.select(1)) == 1


def test_copy_through_execute_is_refused_and_the_connection_replaced(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TEMPORARY TABLE t (a int)")
        with pytest.raises(exc.ProgrammingError, match="COPY cannot be used with this method") as caught:
            connection.exec_driver_sql("COPY t FROM STDIN")
        assert caught.value.connection_invalidated
        connection.rollback()
        assert connection.scalar(hf.select(1)) == 1
        # The driver's own way is open.
        connection.exec_driver_sql("CREATE TEMPORARY TABLE t (a int)")
        with connection.connection.cursor() as cursor, cursor.copy("COPY t FROM STDIN") as copy:
            copy.write_row((7,))
        assert connection.exec_driver_sql("SELECT a FROM t").scalar() == 7


def test_serialization_failures_are_told_apart(engine, postgresql_url):
    other_engine = hf.create_engine(postgresql_url, isolation_level="SERIALIZABLE")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS serial_failure (a int)")
    try:
        with (
            engine.connect().execution_options(isolation_level="SERIALIZABLE") as one,
            other_engine.connect() as two,
        ):
            for connection in (one, two):
                connection.exec_driver_sql("SELECT sum(a) FROM serial_failure")
                connection.exec_driver_sql("INSERT INTO serial_failure VALUES (1)")
            one.commit()
            with pytest.raises(exc.OperationalError, match="could not serialize access") as caught:
                two.commit()
            assert caught.value.orig.sqlstate == "40001"
            two.rollback()
            assert two.exec_driver_sql("SELECT count(*) FROM serial_failure").scalar() == 1
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE serial_failure")
        other_engine.dispose()
