"""CAST, TRY_CAST and the cast that only Python sees, `type_coerce`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..structure import CHILD, TYPE, Field
from ..types import TypeEngine, to_instance
from .base import MAKERS, DQLDMLClauseElement, WrapsColumnExpression
from .coerce import expect
from .roles import EXPRESSION_ELEMENT

_T = TypeVar("_T")


class TypeClause(DQLDMLClauseElement):
    """A type name in an expression."""

    __visit_name__ = "typeclause"
    _fields = (Field("type", TYPE),)
    _froms_memo = ()

    def __init__(self, type_: Any) -> None:
        self.type = type_


class Cast(WrapsColumnExpression[_T]):
    """`CAST(clause AS type)`."""

    __visit_name__ = "cast"
    _fields = (Field("clause", CHILD), Field("typeclause", CHILD), Field("type", TYPE))

    def __init__(self, expression: Any, type_: Any) -> None:
        self.type = to_instance(type_)
        self.typeclause = TypeClause(self.type)
        self.clause = expect(EXPRESSION_ELEMENT, expression, type_=self.type)

    @property
    def wrapped_column_expression(self) -> Any:
        return self.clause


class TryCast(Cast[_T]):
    """`TRY_CAST(clause AS type)`: NULL instead of an error, where the database has it."""

    __visit_name__ = "try_cast"
    inherit_cache = True


class TypeCoerce(WrapsColumnExpression[_T]):
    """An expression treated as another type on the Python side; the SQL does not change."""

    __visit_name__ = "type_coerce"
    _fields = (Field("clause", CHILD), Field("type", TYPE))

    def __init__(self, expression: Any, type_: Any) -> None:
        self.type = to_instance(type_)
        self.clause = expect(EXPRESSION_ELEMENT, expression, type_=self.type)

    @property
    def typed_expression(self) -> Any:
        """The expression that is rendered: a bound parameter takes over the type."""
        if self.clause.is_bind:
            return self.clause._with_binary_element_type(self.type)
        return self.clause

    @property
    def wrapped_column_expression(self) -> Any:
        return self.clause

    def self_group(self, against: Any = None) -> Any:
        grouped = self.clause.self_group(against)
        if grouped is self.clause:
            return self
        return TypeCoerce(grouped, self.type)


if TYPE_CHECKING:

    @overload
    def cast(expression: Any, type_: type[TypeEngine[_T]] | TypeEngine[_T]) -> Cast[_T]: ...
    @overload
    def cast(expression: Any, type_: Any) -> Cast[Any]: ...


def cast(expression: Any, type_: Any) -> Cast[Any]:
    """The expression as another type, converted by the database."""
    return Cast(expression, type_)


def try_cast(expression: Any, type_: type[TypeEngine[_T]] | TypeEngine[_T]) -> TryCast[_T]:
    """The expression as another type, or NULL when it cannot be converted."""
    return TryCast(expression, type_)


def type_coerce(expression: Any, type_: type[TypeEngine[_T]] | TypeEngine[_T]) -> TypeCoerce[_T]:
    """The expression with another type on the Python side only."""
    return TypeCoerce(expression, type_)


MAKERS["cast"] = Cast
