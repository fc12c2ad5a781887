"""What the Inspector says of what only PostgreSQL has, and in how few queries."""

from __future__ import annotations

import uuid

import pytest

import holdfast as sa
from holdfast.dialects import postgresql
from holdfast.engine.reflection import ObjectKind


@pytest.fixture
def connection(postgresql_url):
    """A connection in a schema of its own, which is gone afterwards."""
    engine = sa.create_engine(postgresql_url)
    with engine.connect() as connection:
        name = f"own_{uuid.uuid4().hex[:8]}"
        run(connection, f"CREATE SCHEMA {name}", f"SET LOCAL search_path TO {name}")
        connection.info["schema"] = name
        yield connection
        connection.rollback()
    engine.dispose()


def run(connection, *statements):
    for statement in statements:
        connection.exec_driver_sql(statement)


def test_foreign_tables(connection):
    schema = connection.info["schema"]
    run(
        connection,
        f"CREATE FOREIGN DATA WRAPPER w_{schema}",
        f"CREATE SERVER s_{schema} FOREIGN DATA WRAPPER w_{schema}",
        f"CREATE FOREIGN TABLE far (id integer NOT NULL, t text) SERVER s_{schema}",
        "CREATE TABLE near (id integer)",
    )
    inspector = sa.inspect(connection)
    assert inspector.get_foreign_table_names() == ["far"]
    assert inspector.get_table_names() == ["near"]
    assert [column["name"] for column in inspector.get_columns("far")] == ["id", "t"]
    assert list(inspector.get_multi_columns()) == [(None, "far"), (None, "near")]
    assert inspector.has_table("far")


def test_the_columns_that_a_foreign_key_sets(connection):
    run(
        connection,
        "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b))",
        'CREATE TABLE c (a integer, "B" integer, FOREIGN KEY (a, "B") REFERENCES p ON DELETE SET NULL ("B"))',
    )
    (key,) = sa.inspect(connection).get_foreign_keys("c")
    assert key["options"] == {"ondelete": 'SET NULL ("B")'}
    table = sa.Table("c", sa.MetaData(), autoload_with=connection)
    assert 'ON DELETE SET NULL ("B")' in str(sa.schema.CreateTable(table).compile(dialect=connection.dialect))


def test_order_of_expressions_and_what_is_deferred(connection):
    run(
        connection,
        "CREATE TABLE t (a integer, b text, CONSTRAINT uq UNIQUE (a) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE INDEX ix ON t ((a + 1) DESC NULLS LAST, lower(b) text_pattern_ops DESC, a NULLS FIRST)",
    )
    inspector = sa.inspect(connection)
    index = next(one for one in inspector.get_indexes("t") if one["name"] == "ix")
    assert index["expressions"] == ["(a + 1)", "lower(b)", "a"]
    assert index["column_sorting"] == {
        "(a + 1)": ("desc", "nulls_last"),
        "lower(b)": ("desc",),
        "a": ("nulls_first",),
    }
    assert index["dialect_options"]["postgresql_ops"] == {"lower(b)": "text_pattern_ops"}
    (unique,) = inspector.get_unique_constraints("t")
    assert (unique["deferrable"], unique["initially"]) == (True, "DEFERRED")
    table = sa.Table("t", sa.MetaData(), autoload_with=connection)
    made = str(sa.schema.CreateIndex(next(iter(table.indexes))).compile(dialect=connection.dialect))
    assert made == "CREATE INDEX ix ON t ((a + 1) DESC NULLS LAST, lower(b) text_pattern_ops DESC, a NULLS FIRST)"


def test_domains_whole(connection):
    run(
        connection,
        "CREATE DOMAIN code AS varchar(10) COLLATE \"C\" DEFAULT 'x' NOT NULL CONSTRAINT short CHECK (length(VALUE) > 1)",
        "CREATE TABLE t (c code)",
    )
    inspector = sa.inspect(connection)
    (domain,) = inspector.get_domains()
    assert (domain["type"], domain["collation"], domain["nullable"]) == ("character varying(10)", "C", False)
    assert domain["constraints"] == [{"name": "short", "check": "length(VALUE::text) > 1"}]
    (column,) = inspector.get_columns("t")
    assert isinstance(column["type"], postgresql.DOMAIN)
    assert repr(column["type"].data_type) == "VARCHAR(length=10, collation='C')"
    assert (column["nullable"], column["default"]) == (False, "'x'::character varying")


def test_types_of_an_extension_elsewhere_and_of_a_program(connection, monkeypatch):
    schema = connection.info["schema"]
    run(connection, f"CREATE SCHEMA {schema}_x", "CREATE TYPE pair AS (a integer, b integer)")
    if connection.exec_driver_sql("SELECT 1 FROM pg_extension WHERE extname = 'citext'").first() is not None:
        pytest.skip("citext is in another place already")
    run(
        connection,
        f"CREATE EXTENSION citext SCHEMA {schema}_x",
        f"CREATE TABLE t (c {schema}_x.citext, p pair, g point)",
    )

    class Point(sa.types.UserDefinedType):
        cache_ok = True

    monkeypatch.setitem(connection.dialect.ischema_names, "point", Point)
    with pytest.warns(sa.exc.SAWarning, match="Did not recognize type 'pair' of column 'p'"):
        columns = sa.inspect(connection).get_columns("t")
    assert [type(column["type"]) for column in columns] == [postgresql.CITEXT, sa.types.NullType, Point]


def test_materialized_views(connection):
    run(
        connection,
        "CREATE TABLE t (a integer)",
        "CREATE MATERIALIZED VIEW m AS SELECT a AS b FROM t",
        "CREATE VIEW v AS SELECT a FROM t",
    )
    inspector = sa.inspect(connection)
    assert (inspector.get_view_names(), inspector.get_materialized_view_names()) == (["v"], ["m"])
    assert list(inspector.get_multi_columns(kind=ObjectKind.MATERIALIZED_VIEW)) == [(None, "m")]
    assert "SELECT t.a AS b" in inspector.get_view_definition("m")
    metadata = sa.MetaData()
    metadata.reflect(connection, views=True)
    assert sorted(metadata.tables) == ["m", "t", "v"]


def test_few_queries(connection):
    far = connection.info["schema"] + "_far"
    run(connection, f"CREATE SCHEMA {far}", f"CREATE TABLE {far}.t (id integer PRIMARY KEY)")
    run(connection, "CREATE TYPE mood AS ENUM ('a')")
    for number in range(5):
        run(connection, f"CREATE TABLE t{number} (id integer REFERENCES {far}.t, m mood)")
    sent = []
    sa.event.listen(connection, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    metadata = sa.MetaData()
    metadata.reflect(connection)
    assert len(metadata.tables) == 6
    # Names; columns, their enums, constraints, indexes, comments and options; then the same of the table elsewhere.
    assert len(sent) == 10
    sent.clear()
    sa.Table("t0", sa.MetaData(), autoload_with=connection, resolve_fks=False)
    assert len(sent) == 5


def test_inherited_tables_are_created_after_their_parents(connection):
    run(
        connection,
        "CREATE TABLE parent (x integer, CONSTRAINT ck CHECK (x > 1))",
        "CREATE TABLE heir (extra integer) INHERITS (parent)",
    )
    metadata = sa.MetaData()
    metadata.reflect(connection)
    assert [table.name for table in metadata.sorted_tables] == ["parent", "heir"]
    again = connection.info["schema"] + "_again"
    before = sa.inspect(connection).get_multi_table_options()
    run(connection, f"CREATE SCHEMA {again}", f"SET LOCAL search_path TO {again}")
    metadata.create_all(connection)
    assert sa.inspect(connection).get_multi_table_options() == before
    assert before[None, "heir"] == {"postgresql_inherits": ("parent",)}
