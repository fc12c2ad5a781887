"""The functions by which expressions are written: `literal()`, `bindparam()`, `desc()`, `any_()` ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ... import exc
from ...util import NO_ARG
from .. import operators
from .base import MAKERS, ClauseElement, ColumnElement
from .bind import BindParameter
from .boolean import OrderByList
from .build import collated, quantified
from .coerce import expect
from .column import ColumnClause
from .roles import BY_OF, EXPRESSION_ELEMENT
from .unary import CollectionAggregate, UnaryExpression

if TYPE_CHECKING:
    from ..types import TypeEngine
    from .binary import BinaryExpression
    from .operations import SQLCoreOperations

_T = TypeVar("_T")


if TYPE_CHECKING:

    @overload
    def bindparam(
        key: str | None,
        value: Any = ...,
        *,
        type_: type[TypeEngine[_T]] | TypeEngine[_T],
        unique: bool = ...,
        required: Any = ...,
        quote: bool | None = ...,
        callable_: Callable[[], Any] | None = ...,
        expanding: bool = ...,
        isoutparam: bool = ...,
        literal_execute: bool = ...,
    ) -> BindParameter[_T]: ...
    @overload
    def bindparam(
        key: str | None,
        value: Any,
        type_: type[TypeEngine[_T]] | TypeEngine[_T],
        unique: bool = ...,
        required: Any = ...,
        quote: bool | None = ...,
        callable_: Callable[[], Any] | None = ...,
        expanding: bool = ...,
        isoutparam: bool = ...,
        literal_execute: bool = ...,
    ) -> BindParameter[_T]: ...
    @overload
    def bindparam(
        key: str | None,
        value: _T,
        type_: None = ...,
        unique: bool = ...,
        required: Any = ...,
        quote: bool | None = ...,
        callable_: Callable[[], Any] | None = ...,
        expanding: bool = ...,
        isoutparam: bool = ...,
        literal_execute: bool = ...,
    ) -> BindParameter[_T]: ...
    @overload
    def bindparam(
        key: str | None,
        value: Any = ...,
        type_: Any = ...,
        unique: bool = ...,
        required: Any = ...,
        quote: bool | None = ...,
        callable_: Callable[[], Any] | None = ...,
        expanding: bool = ...,
        isoutparam: bool = ...,
        literal_execute: bool = ...,
    ) -> BindParameter[Any]: ...


def bindparam(
    key: str | None,
    value: Any = NO_ARG,
    type_: Any = None,
    unique: bool = False,
    required: Any = NO_ARG,
    quote: bool | None = None,
    callable_: Callable[[], Any] | None = None,
    expanding: bool = False,
    isoutparam: bool = False,
    literal_execute: bool = False,
) -> BindParameter[Any]:
    """A named parameter, given a value here or when the statement is executed."""
    return BindParameter(
        key,
        value,
        type_,
        unique,
        required,
        quote,
        callable_,
        expanding,
        isoutparam,
        literal_execute,
    )


def outparam(key: str, type_: Any = None) -> BindParameter[Any]:
    """A parameter that a stored procedure fills."""
    return BindParameter(key, None, type_=type_, unique=False, isoutparam=True)


if TYPE_CHECKING:

    @overload
    def literal(
        value: Any, type_: type[TypeEngine[_T]] | TypeEngine[_T], literal_execute: bool = False
    ) -> BindParameter[_T]: ...
    @overload
    def literal(value: _T, type_: None = None, literal_execute: bool = False) -> BindParameter[_T]: ...


def literal(value: Any, type_: Any = None, literal_execute: bool = False) -> BindParameter[Any]:
    """A value as an expression: sent as a bound parameter."""
    if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        raise exc.ArgumentError(f"Literal Python value expected, got {value!r}.")
    return BindParameter(None, value, type_=type_, unique=True, literal_execute=literal_execute)


if TYPE_CHECKING:

    @overload
    def literal_column(text: str, type_: type[TypeEngine[_T]] | TypeEngine[_T]) -> ColumnClause[_T]: ...
    @overload
    def literal_column(text: str, type_: Any = None) -> ColumnClause[Any]: ...


def literal_column(text: str, type_: Any = None) -> ColumnClause[Any]:
    """SQL text as a column expression, with a type; never put input of users here."""
    return ColumnClause(text, type_=type_, is_literal=True)


if TYPE_CHECKING:

    @overload
    def column(
        text: str, type_: type[TypeEngine[_T]] | TypeEngine[_T], is_literal: bool = False, _selectable: Any = None
    ) -> ColumnClause[_T]: ...
    @overload
    def column(
        text: str, type_: Any = None, is_literal: bool = False, _selectable: Any = None
    ) -> ColumnClause[Any]: ...


def column(text: str, type_: Any = None, is_literal: bool = False, _selectable: Any = None) -> ColumnClause[Any]:
    """A column by its name."""
    return ColumnClause(text, type_, is_literal, _selectable)


def between(expr: Any, lower_bound: Any, upper_bound: Any, symmetric: bool = False) -> BinaryExpression[bool]:
    """`expr BETWEEN lower_bound AND upper_bound`."""
    return expect(EXPRESSION_ELEMENT, expr).between(lower_bound, upper_bound, symmetric=symmetric)  # type: ignore[no-any-return]


def collate(expression: Any, collation: str, collation_schema: str | None = None) -> BinaryExpression[str]:
    """The expression under a collation."""
    element = expect(EXPRESSION_ELEMENT, expression)
    if isinstance(element, ColumnElement):
        return element.collate(collation, collation_schema)
    return collated(element, operators.collate, collation, collation_schema)  # type: ignore[no-any-return]


def distinct(expr: SQLCoreOperations[_T]) -> UnaryExpression[_T]:
    """`DISTINCT expr`, inside an aggregate function."""
    element = expect(EXPRESSION_ELEMENT, expr)
    return UnaryExpression(element, operator=operators.distinct_op, type_=element.type)


def bitwise_not(expr: SQLCoreOperations[_T]) -> UnaryExpression[_T]:
    """`~expr`."""
    element = expect(EXPRESSION_ELEMENT, expr)
    return UnaryExpression(element, operator=operators.bitwise_not_op, type_=element.type)


def _quantified(expr: Any, operator: Any) -> Any:
    element = expect(EXPRESSION_ELEMENT, expr)
    return element.operate(operator) if isinstance(element, ColumnElement) else quantified(element, operator)


def any_(expr: Any) -> CollectionAggregate[Any]:
    """`ANY (expr)`, to be compared with."""
    return _quantified(expr, operators.any_op)  # type: ignore[no-any-return]


def all_(expr: Any) -> CollectionAggregate[Any]:
    """`ALL (expr)`, to be compared with."""
    return _quantified(expr, operators.all_op)  # type: ignore[no-any-return]


def _ordered(column: Any, modifier: Any) -> Any:
    element = expect(BY_OF, column)
    if isinstance(element, OrderByList):
        return element._each(modifier.__name__.removesuffix("_op"))
    return UnaryExpression(element, modifier=modifier)


def asc(column: SQLCoreOperations[_T] | str) -> UnaryExpression[_T]:
    """`column ASC`."""
    return _ordered(column, operators.asc_op)  # type: ignore[no-any-return]


def desc(column: SQLCoreOperations[_T] | str) -> UnaryExpression[_T]:
    """`column DESC`."""
    return _ordered(column, operators.desc_op)  # type: ignore[no-any-return]


def nulls_first(column: SQLCoreOperations[_T] | str) -> UnaryExpression[_T]:
    """`column NULLS FIRST`."""
    return _ordered(column, operators.nulls_first_op)  # type: ignore[no-any-return]


def nulls_last(column: SQLCoreOperations[_T] | str) -> UnaryExpression[_T]:
    """`column NULLS LAST`."""
    return _ordered(column, operators.nulls_last_op)  # type: ignore[no-any-return]


def Nullable(val: Any) -> Any:
    """The column or class unchanged; to type checkers its value may be None, as behind an outer join."""
    return val


def NotNullable(val: Any) -> Any:
    """The column or class unchanged; to type checkers its value is not None, as after `is_not(None)`."""
    return val


nullsfirst = nulls_first
nullslast = nulls_last
MAKERS["column"] = ColumnClause
