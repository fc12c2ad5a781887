"""Expressions of one operand: `-x`, `NOT x`, `x DESC`, `DISTINCT x`, `EXISTS (...)`, and truth of a boolean column."""

from __future__ import annotations

from typing import Any, TypeVar

from ... import exc
from .. import operators
from ..operators import is_precedent
from ..structure import CHILD, PLAIN, TYPE, Field
from ..types import BOOLEANTYPE, NULLTYPE, Boolean, to_instance
from .base import MAKERS, ColumnElement
from .constants import False_, True_
from .grouping import Grouping

_T = TypeVar("_T")


class UnaryExpression(ColumnElement[_T]):
    """An operator before its operand (`operator`) or after it (`modifier`)."""

    __visit_name__ = "unary"
    _fields = (
        Field("element", CHILD),
        Field("operator", PLAIN),
        Field("modifier", PLAIN),
        Field("type", TYPE),
    )

    element: Any
    operator: Any = None
    modifier: Any = None
    wraps_column_expression: bool = False

    def __init__(
        self,
        element: Any,
        *,
        operator: Any = None,
        modifier: Any = None,
        type_: Any = None,
        wraps_column_expression: bool = False,
    ) -> None:
        self.operator = operator
        self.modifier = modifier
        self.element = element.self_group(operator or modifier)
        self.type = NULLTYPE if type_ is None else to_instance(type_)
        if wraps_column_expression:
            self.wraps_column_expression = True

    @property
    def wrapped_column_expression(self) -> Any:
        return self.element

    @property
    def _non_anon_label(self) -> Any:
        return self.element._non_anon_label if self.wraps_column_expression else None

    @property
    def _anon_base(self) -> Any:
        return self.element._anon_base if self.wraps_column_expression else None

    @property
    def _order_by_label_element(self) -> Any:
        return self.element._order_by_label_element if self.modifier in operators._ORDER_BY_MODIFIERS else None

    def self_group(self, against: Any = None) -> Any:
        if self.operator is not None and is_precedent(self.operator, against):
            return Grouping(self)
        return self

    def _negate(self) -> Any:
        if self.type._type_affinity is Boolean:
            element = Grouping(self) if self.operator is operators.inv else self
            return AsBoolean(element, operators.is_false, operators.is_true)
        return ColumnElement._negate(self)


class AsBoolean(UnaryExpression[bool]):
    """A boolean expression where a condition is wanted: `x`, `NOT x`, or `x = 1` without native booleans."""

    inherit_cache = True

    def __init__(self, element: Any, operator: Any, negate: Any) -> None:
        self.element = element
        self.type = BOOLEANTYPE
        self.operator = operator
        self.negate = negate
        self.wraps_column_expression = True
        self._is_implicitly_boolean = element._is_implicitly_boolean

    def self_group(self, against: Any = None) -> Any:
        return self

    def _negate(self) -> Any:
        if isinstance(self.element, (True_, False_)):
            return self.element._negate()
        return AsBoolean(self.element, self.negate, self.operator)


class CollectionAggregate(UnaryExpression[_T]):
    """`ANY (...)` or `ALL (...)`: only good for being compared with."""

    inherit_cache = True
    _is_collection_aggregate = True

    def operate(self, op: Any, *other: Any, **keywords: Any) -> Any:
        """Only comparisons: the other side is written first."""
        if not operators.is_comparison(op):
            raise _only_comparisons()
        keywords["reverse"] = True
        return self._build_operation(operators.mirror(op), *other, **keywords)

    def _bind_param(self, operator: Any, value: Any, type_: Any = None, expanding: bool = False) -> Any:
        """A value is compared with the elements of an array, and with the column of a subquery."""
        own = self.element.type
        member = own.item_type if own._is_array else own
        return MAKERS["bind"](
            None,
            value,
            type_=type_,
            unique=True,
            expanding=expanding,
            _compared_to_operator=operator,
            _compared_to_type=member,
        )

    def _negate(self) -> Any:
        raise _only_comparisons()

    def reverse_operate(self, op: Any, other: Any, **keywords: Any) -> Any:
        """Comparisons with ANY or ALL are turned by `operate`."""
        raise _only_comparisons()


def _only_comparisons() -> Exception:
    return exc.ArgumentError("Only comparison operators may be used with ANY/ALL")


def negate_plain(element: Any) -> Any:
    """`NOT element`, for what has no negation of its own."""
    grouped = element.self_group(operators.inv)
    type_ = BOOLEANTYPE if isinstance(element, UnaryExpression) and element.type._type_affinity is Boolean else None
    made: UnaryExpression[Any] = UnaryExpression(grouped, operator=operators.inv, type_=type_)
    if type_ is not None:
        made._is_implicitly_boolean = True
    return made


MAKERS["as_boolean"] = AsBoolean
MAKERS["not"] = negate_plain
