"""The steps of creating and dropping, as values: no engine, no database."""

from __future__ import annotations

from types import SimpleNamespace

import holdfast as h
from holdfast.sql.ddl import CheckFirst, Emit, questions, steps
from holdfast.sql.schema import DDLRequest

DIALECT = SimpleNamespace(
    name="any",
    supports_alter=True,
    supports_sequences=True,
    sequences_optional=False,
    supports_comments=True,
    inline_comments=False,
    supports_constraint_comments=False,
)


def schema():
    metadata = h.MetaData()
    h.Table("a", metadata, h.Column("id", h.Integer, primary_key=True), h.Column("b_id", h.ForeignKey("b.id")))
    h.Table(
        "b",
        metadata,
        h.Column("id", h.Integer, h.Sequence("s"), primary_key=True),
        h.Column("x", h.Integer, index=True),
    )
    return metadata


def emitted(request, checkfirst=False, existing=()):
    return [
        (type(step.element).__name__, str(step.element.target.name))
        for step in steps(request, DIALECT, checkfirst, existing)
        if isinstance(step, Emit)
    ]


def test_create_in_the_order_of_foreign_keys():
    assert emitted(DDLRequest("create", schema())) == [
        ("CreateSequence", "s"),
        ("CreateTable", "b"),
        ("CreateIndex", "ix_b_x"),
        ("CreateTable", "a"),
    ]


def test_drop_the_other_way_round():
    assert emitted(DDLRequest("drop", schema())) == [("DropTable", "a"), ("DropTable", "b"), ("DropSequence", "s")]


def test_what_exists_is_left_out():
    request = DDLRequest("create", schema())
    asked = questions(request, DIALECT, True)
    assert {question[:3] for question in asked} == {
        ("table", None, "a"),
        ("table", None, "b"),
        ("sequence", None, "s"),
    }
    existing = {question for question in asked if question[2] != "a"}
    assert emitted(request, True, existing) == [("CreateTable", "a")]


def test_a_conditional_index():
    metadata = schema()
    index = next(iter(metadata.tables["b"].indexes))
    index.ddl_if(dialect="other")
    assert ("CreateIndex", "ix_b_x") not in emitted(DDLRequest("create", metadata), CheckFirst.NONE)
