"""Columns that a database has told of: like those that a program declares."""

from __future__ import annotations

import pytest

from holdfast import Boolean, Column, Enum, ForeignKey, Integer, MetaData, String, Table, event
from holdfast.sql.schema import PlainColumns

TOLD = {"name": "n", "type": String(5), "nullable": False, "default": None, "autoincrement": False, "comment": "of it"}


def test_it_is_as_one_that_was_declared():
    made = Table("t", MetaData())
    column = PlainColumns.of(made).add(TOLD)
    declared = Table(
        "t", MetaData(), Column("n", TOLD["type"], nullable=False, autoincrement=False, comment="of it")
    ).c.n
    assert made.c.n is column
    assert list(made.c) == [column]
    assert made.c.contains_column(column)
    differ = {"table", "_creation_order"}
    assert {key: value for key, value in vars(column).items() if key not in differ} == {
        key: value for key, value in vars(declared).items() if key not in differ
    }
    assert column._creation_order < declared._creation_order
    assert column.foreign_keys == column.constraints == set()
    assert str((column == "x").compile()) == str((declared == "x").compile())


def test_where_a_column_was_told_of_its_type_waits_no_more():
    metadata = MetaData()
    refers = Table("r", metadata)
    refers.append_column(Column("to", ForeignKey("t.n")))
    PlainColumns.of(Table("t", metadata)).add(TOLD)
    assert refers.c.to.type is TOLD["type"]


@pytest.mark.parametrize(
    "more",
    [
        {"type": Enum("a", "b", name="e")},
        {"type": Boolean(create_constraint=True)},
        {"type": Integer().with_variant(String(), "sqlite")},
        {"key": "other"},
        {"identity": {}},
        {"computed": {"sqltext": "1"}},
    ],
)
def test_what_has_more_to_it_is_left_to_the_constructor(more):
    table = Table("t", MetaData())
    assert PlainColumns.of(table).add({**TOLD, **more}) is None
    assert not len(table.c)


def test_a_name_that_is_there_is_left_to_the_constructor():
    plain = PlainColumns.of(Table("t", MetaData()))
    plain.add(TOLD)
    assert plain.add(TOLD) is None


def test_not_into_a_table_with_columns():
    assert PlainColumns.of(Table("t", MetaData(), Column("a", Integer))) is None


@pytest.mark.parametrize("name", ["before_parent_attach", "after_parent_attach"])
def test_not_when_somebody_listens(name):
    def heard(column, table):
        """Nothing: that it is there counts."""

    event.listen(Column, name, heard)
    try:
        assert PlainColumns.of(Table("t", MetaData())) is None
    finally:
        event.remove(Column, name, heard)
    assert PlainColumns.of(Table("t", MetaData())) is not None
