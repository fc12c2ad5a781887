"""The Inspector and reflected tables on SQLite."""

from __future__ import annotations

import re

import pytest

from holdfast import Column, MetaData, Table, create_engine, event, exc, inspect, select

STATEMENTS = [
    """create table p(id integer primary key, name varchar(30) not null default 'x',
       n numeric(10,2) constraint uq unique, constraint ck check (n > 0))""",
    """create table ch(a integer, b integer, p_id integer constraint fk references p(id) on delete cascade,
       constraint pkx primary key (a, b))""",
    "create index ix1 on p(name)",
    "create unique index ix2 on p(n, name) where n > 3",
    "create view v as select id, name from p",
]


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/x.db")
    with engine.begin() as connection:
        for statement in STATEMENTS:
            connection.exec_driver_sql(statement)
    return engine


def test_inspector(engine):
    inspector = inspect(engine)
    assert inspector.get_table_names() == ["ch", "p"]
    assert inspector.get_view_names() == ["v"]
    assert [column["name"] for column in inspector.get_columns("p")] == ["id", "name", "n"]
    assert repr(inspector.get_columns("p")[2]["type"]) == "NUMERIC(precision=10, scale=2)"
    assert inspector.get_pk_constraint("ch") == {"constrained_columns": ["a", "b"], "name": "pkx"}
    assert inspector.get_foreign_keys("ch") == [
        {
            "name": "fk",
            "constrained_columns": ["p_id"],
            "referred_schema": None,
            "referred_table": "p",
            "referred_columns": ["id"],
            "options": {"ondelete": "CASCADE"},
        }
    ]
    assert [(one["name"], one["column_names"], one["unique"]) for one in inspector.get_indexes("p")] == [
        ("ix1", ["name"], 0),
        ("ix2", ["n", "name"], 1),
    ]
    assert inspector.get_unique_constraints("p") == [{"name": "uq", "column_names": ["n"]}]
    assert inspector.get_check_constraints("p") == [{"sqltext": "n > 0", "name": "ck"}]
    assert inspector.has_table("p")
    assert not inspector.has_table("nope")
    assert inspector.get_sorted_table_and_fkc_names() == [("p", []), ("ch", [("ch", "fk")]), (None, [])]
    with pytest.raises(exc.NoSuchTableError, match="nope"):
        inspector.get_columns("nope")


def test_answers_are_kept_until_cleared(engine):
    inspector = inspect(engine)
    assert not inspector.has_table("late")
    engine.execute("create table late(i integer)")
    assert not inspector.has_table("late")
    inspector.clear_cache()
    assert inspector.has_table("late")


def test_autoload(engine):
    metadata = MetaData()
    child = Table("ch", metadata, autoload_with=engine)
    assert sorted(metadata.tables) == ["ch", "p"]
    assert [column.name for column in child.primary_key] == ["a", "b"]
    assert next(iter(child.c.p_id.foreign_keys)).column is metadata.tables["p"].c.id
    with engine.connect() as connection:
        assert connection.execute(select(child)).all() == []
    with pytest.raises(exc.NoSuchTableError, match="nope"):
        Table("nope", MetaData(), autoload_with=engine)


def test_reflect(engine):
    metadata = MetaData()
    metadata.reflect(engine, views=True)
    assert sorted(metadata.tables) == ["ch", "p", "v"]
    only = MetaData()
    only.reflect(engine, only=lambda name, _: name == "p")
    assert list(only.tables) == ["p"]
    with pytest.raises(
        exc.InvalidRequestError, match=r"Could not reflect: requested table\(s\) not available in .*: \(zz\)"
    ):
        MetaData().reflect(engine, only=["zz"])


def test_column_reflect(engine):
    metadata = MetaData()

    @event.listens_for(metadata, "column_reflect")
    def rename(inspector, table, info):
        info["key"] = "c_" + info["name"]

    assert list(Table("p", metadata, autoload_with=engine).c.keys()) == ["c_id", "c_name", "c_n"]


def test_who_listens_to_columns_hears_of_each_and_changes_nothing(engine):
    def shown():
        metadata = MetaData()
        metadata.reflect(engine, views=True)
        parts = [part for table in metadata.sorted_tables for part in (table, *table.constraints, *table.indexes)]
        return sorted(re.sub("0x[0-9a-f]+", "", repr(part)) for part in parts)

    alone, heard = shown(), []

    def hear(column, table):
        heard.append((table.name, column.name))

    event.listen(Column, "after_parent_attach", hear)
    try:
        assert shown() == alone
    finally:
        event.remove(Column, "after_parent_attach", hear)
    assert sorted(heard) == sorted(
        (table, column)
        for table, columns in {"p": "id name n", "ch": "a b p_id", "v": "id name"}.items()
        for column in columns.split()
    )
