"""The functions by which expressions are written: `literal()`, `bindparam()`, `desc()`, `any_()` ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...util import NO_ARG
from .. import operators
from .base import MAKERS
from .bind import BindParameter
from .build import any_all_argument, collated
from .coerce import expect
from .column import ColumnClause
from .roles import BY_OF, EXPRESSION_ELEMENT
from .unary import CollectionAggregate, UnaryExpression


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


def literal(value: Any, type_: Any = None, literal_execute: bool = False) -> BindParameter[Any]:
    """A value as an expression: sent as a bound parameter."""
    return BindParameter(None, value, type_=type_, unique=True, literal_execute=literal_execute)


def literal_column(text: str, type_: Any = None) -> ColumnClause[Any]:
    """SQL text as a column expression, with a type; never put input of users here."""
    return ColumnClause(text, type_=type_, is_literal=True)


def column(text: str, type_: Any = None, is_literal: bool = False, _selectable: Any = None) -> ColumnClause[Any]:
    """A column by its name."""
    return ColumnClause(text, type_, is_literal, _selectable)


def between(expr: Any, lower_bound: Any, upper_bound: Any, symmetric: bool = False) -> Any:
    """`expr BETWEEN lower_bound AND upper_bound`."""
    return expect(EXPRESSION_ELEMENT, expr).between(lower_bound, upper_bound, symmetric=symmetric)


def collate(expression: Any, collation: str, collation_schema: str | None = None) -> Any:
    """The expression under a collation."""
    return collated(expect(EXPRESSION_ELEMENT, expression), operators.collate, collation, collation_schema)


def distinct(expr: Any) -> UnaryExpression[Any]:
    """`DISTINCT expr`, inside an aggregate function."""
    element = expect(EXPRESSION_ELEMENT, expr)
    return UnaryExpression(element, operator=operators.distinct_op, type_=element.type)


def bitwise_not(expr: Any) -> UnaryExpression[Any]:
    """`~expr`."""
    element = expect(EXPRESSION_ELEMENT, expr)
    return UnaryExpression(element, operator=operators.bitwise_not_op, type_=element.type)


def any_(expr: Any) -> CollectionAggregate[Any]:
    """`ANY (expr)`, to be compared with."""
    return any_all_argument(expr).any_()  # type: ignore[no-any-return]


def all_(expr: Any) -> CollectionAggregate[Any]:
    """`ALL (expr)`, to be compared with."""
    return any_all_argument(expr).all_()  # type: ignore[no-any-return]


def _ordered(column: Any, modifier: Any) -> Any:
    element = expect(BY_OF, column)
    distribute = getattr(element, "_order_modifier", None)
    if distribute is not None:
        return distribute(modifier)
    return UnaryExpression(element, modifier=modifier)


def asc(column: Any) -> Any:
    """`column ASC`."""
    return _ordered(column, operators.asc_op)


def desc(column: Any) -> Any:
    """`column DESC`."""
    return _ordered(column, operators.desc_op)


def nulls_first(column: Any) -> Any:
    """`column NULLS FIRST`."""
    return _ordered(column, operators.nulls_first_op)


def nulls_last(column: Any) -> Any:
    """`column NULLS LAST`."""
    return _ordered(column, operators.nulls_last_op)


nullsfirst = nulls_first
nullslast = nulls_last
MAKERS["column"] = column
