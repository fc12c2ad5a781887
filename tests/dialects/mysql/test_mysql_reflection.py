"""What the Inspector says of MariaDB tables beyond what SQLAlchemy reads, and in how few queries."""

from __future__ import annotations

import uuid

import pytest

import holdfast as sa
from holdfast.dialects import mysql


@pytest.fixture
def connection(mariadb_url):
    """A connection to a database of its own."""
    server = mariadb_url.rpartition("/")[0]
    name = f"own_{uuid.uuid4().hex[:8]}"
    outer = sa.create_engine(mariadb_url)
    engine = sa.create_engine(f"{server}/{name}")
    with outer.connect() as administrator:
        administrator.exec_driver_sql(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()
            administrator.exec_driver_sql(f"DROP DATABASE {name}")
    outer.dispose()


def run(connection, *statements):
    for statement in statements:
        connection.exec_driver_sql(statement)


def test_what_sqlalchemy_leaves_out(connection):
    run(
        connection,
        "CREATE SEQUENCE counter",
        """CREATE TABLE t (id INT DEFAULT NEXTVAL(counter) PRIMARY KEY, net INET6, small INT CHECK (small < 10),
           `odd``name` INT, j JSON, KEY ix (small DESC, id) USING BTREE)""",
        "CREATE VIEW v AS SELECT id, small FROM t",
    )
    inspector = sa.inspect(connection)
    columns = {column["name"]: column for column in inspector.get_columns("t")}
    assert "nextval(" in columns["id"]["default"]
    assert isinstance(columns["net"]["type"], mysql.INET6)
    assert "odd`name" in columns
    assert repr(columns["j"]["type"]) == "LONGTEXT(charset='utf8mb4', collation='utf8mb4_bin')"
    assert inspector.get_check_constraints("t") == [{"name": "small", "sqltext": "`small` < 10"}]
    (index,) = inspector.get_indexes("t")
    assert index["column_sorting"] == {"small": ("desc",)}
    assert index["dialect_options"] == {f"{connection.dialect.name}_using": "BTREE"}
    assert [column["nullable"] for column in inspector.get_columns("v")] == [False, True]
    assert inspector.get_sequence_names() == ["counter"]
    assert inspector.has_sequence("counter")


def test_a_view_over_a_table_that_is_gone(connection):
    run(connection, "CREATE TABLE t (id INT)", "CREATE VIEW v AS SELECT id FROM t", "CREATE VIEW w AS SELECT 1 AS one")
    run(connection, "DROP TABLE t")
    inspector = sa.inspect(connection)
    assert inspector.has_table("v")
    with pytest.raises(sa.exc.UnreflectableTableError, match="references invalid table"):
        inspector.get_columns("v")
    metadata = sa.MetaData()
    with pytest.warns(sa.exc.SAWarning, match="Skipping table v"):
        metadata.reflect(connection, views=True)
    assert list(metadata.tables) == ["w"]


def test_few_queries(connection):
    for number in range(5):
        run(connection, f"CREATE TABLE t{number} (id INT PRIMARY KEY)")
    sent = []
    sa.event.listen(connection, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    metadata = sa.MetaData()
    metadata.reflect(connection)
    assert len(sent) == 6  # the names, and one a table
    sent.clear()
    inspector = sa.inspect(connection)
    inspector.get_columns("t0")
    inspector.get_indexes("t0")
    inspector.get_table_options("t0")
    assert len(sent) == 1
    sent.clear()
    metadata.create_all(connection)
    assert len(sent) == 1


def test_odd_names_exist(connection):
    metadata = sa.MetaData()
    table = sa.Table("it's %s `odd`", metadata, sa.Column("a b", sa.Integer, index=True))
    metadata.create_all(connection)
    inspector = sa.inspect(connection)
    assert inspector.has_table(table.name)
    assert not inspector.has_table("IT'S %S `ODD`".lower() + "!")
    assert inspector.has_index(table.name, next(iter(table.indexes)).name)
    assert not inspector.has_index(table.name, "nothing")
    metadata.create_all(connection)
    metadata.drop_all(connection)
    inspector.clear_cache()
    assert not inspector.has_table(table.name)


def test_ansi_quotes(connection, mariadb_url):
    run(
        connection,
        """CREATE TABLE t (`od"d``name` INT PRIMARY KEY COMMENT 'a "quoted" word', s VARCHAR(9) DEFAULT '"x"',
           KEY `ix "1"` (s), CONSTRAINT ck CHECK (s <> '"'))""",
    )
    expected = sa.inspect(connection)
    engine = sa.create_engine(connection.engine.url, connect_args={"init_command": "SET sql_mode = 'ANSI_QUOTES'"})
    with engine.connect() as other:
        assert other.exec_driver_sql("SHOW CREATE TABLE t").first()[1].startswith('CREATE TABLE "t"')
        found = sa.inspect(other)
        assert [column["name"] for column in found.get_columns("t")] == ['od"d`name', "s"]
        for question in ("get_pk_constraint", "get_indexes", "get_check_constraints", "get_table_options"):
            assert getattr(found, question)("t") == getattr(expected, question)("t")
        assert found.get_columns("t")[0]["comment"] == 'a "quoted" word'
        assert found.get_columns("t")[1]["default"] == "'\"x\"'"
    engine.dispose()
