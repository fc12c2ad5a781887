"""A rule that is registered after a dialect has compiled something is known to that dialect."""

from __future__ import annotations

from holdfast.sql.compiler import compile_statement, rule
from holdfast.sql.elements import ColumnElement, column


def test_a_rule_may_come_late():
    assert str(compile_statement(column("x") == column("y"))) == "x = y"

    class Late(ColumnElement):
        __visit_name__ = "late_for_test"
        inherit_cache = True

    @rule("late_for_test")
    def late(compiler, node, context):
        return "LATE"

    assert str(compile_statement(column("x") == Late())) == "x = LATE"
