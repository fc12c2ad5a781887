"""`ext()`: a clause of one's own in a statement."""

from __future__ import annotations

import pytest

import holdfast as h
from holdfast.ext.compiler import compiles
from holdfast.sql import SyntaxExtension


class Qualify(SyntaxExtension):
    inherit_cache = False

    def __init__(self, text):
        self.text = text

    def apply_to_select(self, select_stmt):
        select_stmt.apply_syntax_extension_point(self.append_replacing_same_type, "post_criteria")


@compiles(Qualify)
def _qualify(element, compiler, **keywords):
    return f"QUALIFY {element.text}"


def test_an_extension_in_a_select():
    table = h.table("t", h.column("x"))
    statement = h.select(table).where(table.c.x == 1).ext(Qualify("one")).ext(Qualify("two"))
    assert " ".join(str(statement).split()) == "SELECT t.x FROM t WHERE t.x = :x_1 QUALIFY two"


def test_an_extension_where_it_does_not_belong():
    with pytest.raises(NotImplementedError, match="cannot be applied to delete"):
        h.delete(h.table("t")).ext(Qualify("one"))
    with pytest.raises(ValueError, match="Unknown position 'nowhere'"):
        h.select(h.literal(1)).apply_syntax_extension_point(list, "nowhere")


class Other(Qualify):
    inherit_cache = False

    def append_replacing_same_type(self, existing):
        return [*existing, self]


def test_two_extensions_at_one_point():
    compiles(Other)(_qualify)
    table = h.table("t", h.column("x"))
    statement = h.select(table).ext(Qualify("one")).ext(Other("two"))
    assert " ".join(str(statement).split()) == "SELECT t.x FROM t QUALIFY one QUALIFY two"
