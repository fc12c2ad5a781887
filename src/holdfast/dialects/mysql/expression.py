"""MATCH ... AGAINST, and the LIMIT of UPDATE and DELETE."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from ... import exc
from ...sql import operators
from ...sql.elements import BindParameter, ColumnElement, ElementList, Grouping, UnaryExpression, expect
from ...sql.selectable import SyntaxExtension
from ...sql.structure import CHILD, PLAIN, Field
from ...sql.types import BOOLEANTYPE, INTEGERTYPE, NULLTYPE

__all__ = ["DMLLimitClause", "limit", "match"]


class match(ColumnElement[Any]):
    """`MATCH (columns) AGAINST (text)`: how well rows answer a full-text search.

    `match(t.c.title, t.c.body, against="words").in_boolean_mode()`
    """

    __visit_name__ = "mysql_match"
    stringify_dialect: ClassVar[str] = "mysql"
    inherit_cache = True
    _fields = (Field("columns", CHILD), Field("against", CHILD), Field("flags", PLAIN))
    type = NULLTYPE  # a number: how well a row answers

    def __init__(self, *cols: Any, **kw: Any) -> None:
        if not cols:
            raise exc.ArgumentError("columns are required")
        against = kw.pop("against", None)
        if against is None:
            raise exc.ArgumentError("against is required")
        self.against = expect("expression_element", against).self_group(operators.match_op)
        self.columns = ElementList([expect("expression_element", column) for column in cols])
        self.flags = tuple([name for name in _FLAGS if kw.pop(name, False)])
        for name in _FLAGS:
            kw.pop(name, None)
        if kw:
            raise exc.ArgumentError(f"unknown arguments: {', '.join(sorted(kw))}")

    def _with_flag(self, name: str) -> Self:
        made = self._generate()
        made.flags = tuple([one for one in _FLAGS if one == name or one in self.flags])
        return made

    def in_boolean_mode(self) -> Self:
        """With operators in the text: `+must -not`."""
        return self._with_flag("in_boolean_mode")

    def in_natural_language_mode(self) -> Self:
        """The text as people write it."""
        return self._with_flag("in_natural_language_mode")

    def with_query_expansion(self) -> Self:
        """Search again with words of the best answers."""
        return self._with_flag("with_query_expansion")

    def self_group(self, against: Any = None) -> Any:
        """As an operand it is put in parentheses, as a comparison is."""
        if operators.is_precedent(operators.match_op, against):
            return Grouping(self)
        return self

    def _negate(self) -> Any:
        return UnaryExpression(Grouping(self), operator=operators.inv, type_=BOOLEANTYPE)


_FLAGS = ("in_boolean_mode", "in_natural_language_mode", "with_query_expansion")


class DMLLimitClause(SyntaxExtension):
    """`LIMIT` at the end of an UPDATE or DELETE."""

    __visit_name__ = "mysql_dml_limit_clause"
    stringify_dialect: ClassVar[str] = "mysql"
    _fields = (Field("_limit_clause", CHILD),)

    def __init__(self, limit: Any) -> None:
        if isinstance(limit, int):
            self._limit_clause: Any = BindParameter(None, limit, type_=INTEGERTYPE, unique=True, literal_execute=True)
            return
        found = expect("limit_offset", limit)
        if isinstance(found, BindParameter) and not found.literal_execute:
            found = found.render_literal_execute()
        self._limit_clause = found

    def apply_to_update(self, update_stmt: Any) -> None:
        update_stmt.apply_syntax_extension_point(self.append_replacing_same_type, "post_criteria")

    def apply_to_delete(self, delete_stmt: Any) -> None:
        delete_stmt.apply_syntax_extension_point(self.append_replacing_same_type, "post_criteria")


def limit(limit: Any) -> DMLLimitClause:
    """`update(t).ext(limit(5))`: change five rows at most."""
    return DMLLimitClause(limit)
