"""What the Inspector says of SQLite tables that are written in odd ways, more than SQLAlchemy reads."""

from __future__ import annotations

import pytest

import holdfast as sa
from holdfast.pool import StaticPool

STATEMENTS = [
    """CREATE TABLE parent (
        id INTEGER PRIMARY KEY AUTOINCREMENT, amount NUMERIC(10, 2) CONSTRAINT uq_amount UNIQUE,
        code CHAR(3) COLLATE NOCASE, Name TEXT)""",
    """CREATE TABLE "child table" (
        a INTEGER, "p id" INTEGER CONSTRAINT fk_parent REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL,
        other INTEGER REFERENCES parent, -- and a comment with ) in it
        "Sel""ect" VARCHAR /* , ( */ DEFAULT "quoted", CONSTRAINT uq_named UNIQUE ("Sel""ect"), UNIQUE (A))""",
    """CREATE TABLE computed_one (a INTEGER PRIMARY KEY, b INTEGER GENERATED ALWAYS AS (a + 1),
        c TEXT GENERATED ALWAYS AS (a || ')') STORED, d INTEGER AS (a * 2) VIRTUAL NOT NULL)""",
    "CREATE INDEX ix_expr ON parent (lower(Name), amount DESC)",
    "CREATE TEMPORARY TABLE temp_one (id INTEGER PRIMARY KEY, x VARCHAR(5) UNIQUE)",
    "CREATE INDEX temp.ix_temp ON temp_one (x) WHERE x IS NOT NULL",
]


@pytest.fixture
def engine():
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        for statement in STATEMENTS:
            connection.exec_driver_sql(statement)
    yield engine
    engine.dispose()


def test_names_of_constraints_within_columns(engine):
    inspector = sa.inspect(engine)
    assert inspector.get_unique_constraints("parent") == [{"name": "uq_amount", "column_names": ["amount"]}]
    assert inspector.get_unique_constraints("child table") == [
        {"name": "uq_named", "column_names": ['Sel"ect']},
        {"name": None, "column_names": ["a"]},
    ]
    first, second = inspector.get_foreign_keys("child table")
    assert (first["name"], first["options"]) == ("fk_parent", {"ondelete": "CASCADE", "onupdate": "SET NULL"})
    assert (second["name"], second["constrained_columns"], second["referred_columns"]) == (None, ["other"], ["id"])


def test_computed_columns(engine):
    computed = {column["name"]: column.get("computed") for column in sa.inspect(engine).get_columns("computed_one")}
    assert computed == {
        "a": None,
        "b": {"sqltext": "a + 1", "persisted": False},
        "c": {"sqltext": "a || ')'", "persisted": True},
        "d": {"sqltext": "a * 2", "persisted": False},
    }


def test_expressions_order_and_collation(engine):
    inspector = sa.inspect(engine)
    (index,) = inspector.get_indexes("parent")
    assert index["column_names"] == [None, "amount"]
    assert index["expressions"] == ["lower(Name)", "amount"]
    assert index["column_sorting"] == {"amount": ("desc",)}
    assert inspector.get_columns("parent")[2]["type"].collation == "NOCASE"
    assert inspector.get_table_options("parent") == {"sqlite_autoincrement": True}
    table = sa.Table("parent", sa.MetaData(), autoload_with=engine)
    made = str(sa.schema.CreateIndex(next(iter(table.indexes))).compile(dialect=engine.dialect))
    assert made == "CREATE INDEX ix_expr ON parent (lower(Name), amount DESC)"


def test_temporary_tables(engine):
    inspector = sa.inspect(engine)
    assert inspector.get_unique_constraints("temp_one") == [{"name": None, "column_names": ["x"]}]
    assert str(inspector.get_indexes("temp_one")[0]["dialect_options"]["sqlite_where"]) == "x IS NOT NULL"
    assert inspector.has_index("temp_one", "ix_temp")
    assert inspector.has_table("temp_one", schema="temp")


def test_a_view_over_a_table_that_is_gone(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW broken AS SELECT * FROM gone")
        connection.exec_driver_sql("CREATE VIEW fine AS SELECT id FROM parent")
    inspector = sa.inspect(engine)
    assert (None, "fine") in inspector.get_multi_columns(kind=sa.engine.reflection.ObjectKind.VIEW)
    with pytest.raises(sa.exc.UnreflectableTableError, match=r"broken: no such table: main\.gone"):
        inspector.get_columns("broken")
    metadata = sa.MetaData()
    with pytest.warns(sa.exc.SAWarning, match="Skipping table broken"):
        metadata.reflect(engine, views=True)
    assert "fine" in metadata.tables
    assert "broken" not in metadata.tables


def test_few_queries(engine):
    sent = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    sa.MetaData().reflect(engine)
    # Names; three subjects, of the main and of the temporary database; the key of what is referred to without columns.
    assert len(sent) == 8
    sent.clear()
    inspector = sa.inspect(engine)
    inspector.get_multi_columns()
    inspector.get_columns("parent")
    inspector.get_pk_constraint("child table")
    inspector.get_check_constraints("parent")
    assert len(sent) == 1
