"""Comparators: the operators that a type gives to an expression, and the type that each results in.

Types stand left of elements and know none: a comparator computes types and asks its expression to build.
"""

from __future__ import annotations

from typing import Any, TypeVar

from ...exc import InvalidRequestError
from ...util import Generic, warn_deprecated
from .. import operators
from ..operators import ColumnOperators, OperatorType

T = TypeVar("T")


class Comparator(ColumnOperators, Generic[T]):
    """The operators of an expression of some type. Subclass it to add or change some, and name it as `comparator_factory`."""

    __slots__ = ("expr", "type")

    def __init__(self, expr: Any) -> None:
        self.expr = expr
        self.type = expr.type

    __hash__ = ColumnOperators.__hash__

    def __clause_element__(self) -> Any:
        return self.expr

    def __reduce__(self) -> Any:
        return self.__class__, (self.expr,)

    def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
        return self.expr._build_operation(op, *other, **kwargs)

    def reverse_operate(self, op: OperatorType, other: Any, **kwargs: Any) -> Any:
        return self.expr._build_operation(op, other, reverse=True, **kwargs)

    def _adapt_expression(self, op: OperatorType, other_comparator: Any) -> tuple[OperatorType, Any]:
        """The operator to print and the type of the result, for `self op other`."""
        return self.type._adapt_operator(op, other_comparator.type)  # type: ignore[no-any-return]


class IndexableComparator(Comparator[T]):
    """Of types whose values have members: `column[index]`."""

    __slots__ = ()

    def _setup_getitem(self, index: Any) -> tuple[OperatorType, Any, Any]:
        """The operator, the right side and the type of the result."""
        raise NotImplementedError(
            f"{type(self.type).__name__} does not say how its members are reached: its comparator has no _setup_getitem()"
        )

    def __getitem__(self, index: Any) -> Any:
        op, right, result_type = self._setup_getitem(index)
        return self.expr._build_operation(op, right, result_type=result_type)


def is_expression(value: Any) -> bool:
    """True for an expression or what stands for one; false for a plain Python value."""
    return isinstance(value, ColumnOperators) or hasattr(value, "__clause_element__")


class JSONComparator(IndexableComparator[T]):
    """Of JSON: members by key, by position and by path, read out as the type that is needed."""

    __slots__ = ()

    def _setup_getitem(self, index: Any) -> tuple[OperatorType, Any, Any]:
        json = self.type
        if not isinstance(index, str) and isinstance(index, (tuple, list)):
            right = self.expr._bind_param(operators.json_path_getitem_op, index, type_=json.JSONPathType())
            return operators.json_path_getitem_op, right, json
        if is_expression(index):
            return operators.json_getitem_op, index, json
        index_type = json.JSONIntIndexType() if isinstance(index, int) else json.JSONStrIndexType()
        right = self.expr._bind_param(operators.json_getitem_op, index, type_=index_type)
        return operators.json_getitem_op, right, json

    def _read_as(self, type_: Any, method_name: str) -> Any:
        op = getattr(self.expr, "operator", None)
        if op not in (operators.json_getitem_op, operators.json_path_getitem_op):
            raise InvalidRequestError(
                f"The JSON cast operator JSON.{method_name}() only works with a JSON index expression e.g. "
                f"col['q'].{method_name}()"
            )
        return self.expr._with_binary_element_type(type_)

    def as_boolean(self) -> Any:
        """The member as a boolean: `data["active"].as_boolean()`."""
        return self._read_as(self.type._scalar_types["boolean"], "as_boolean")

    def as_string(self) -> Any:
        """The member as a string, without its quotes."""
        return self._read_as(self.type._scalar_types["string"], "as_string")

    def as_integer(self) -> Any:
        return self._read_as(self.type._scalar_types["integer"], "as_integer")

    def as_float(self) -> Any:
        return self._read_as(self.type._scalar_types["float"], "as_float")

    def as_numeric(self, precision: int, scale: int, asdecimal: bool = True) -> Any:
        numeric = self.type._scalar_types["numeric"]
        return self._read_as(numeric(precision, scale, asdecimal=asdecimal), "as_numeric")

    def as_json(self) -> Any:
        """The member as JSON, which is what it is unless another type was asked for."""
        return self.expr


class ARRAYComparator(IndexableComparator[T]):
    """Of arrays: elements and slices, `any()` and `all()`."""

    __slots__ = ()

    def _setup_getitem(self, index: Any) -> tuple[OperatorType, Any, Any]:
        array = self.type
        if isinstance(index, slice):
            if array.zero_indexes:
                index = slice(_one_more(index.start), _one_more(index.stop), index.step)
            return operators.getitem, self.expr._build_slice(index, array), array
        if array.zero_indexes:
            index = index + 1
        if array.dimensions is None or array.dimensions == 1:
            return operators.getitem, index, array.item_type
        return operators.getitem, index, array.adapt(array.__class__, dimensions=array.dimensions - 1)

    def contains(self, *arg: Any, **kw: Any) -> Any:
        raise NotImplementedError(
            "ARRAY.contains() not implemented for the base ARRAY type; please use the dialect-specific ARRAY type"
        )

    def any(self, other: Any, operator: OperatorType | None = None) -> Any:
        """`other = ANY (array)`: true if some element compares so."""
        return self._quantified(operators.any_op, other, operator or operators.eq)

    def all(self, other: Any, operator: OperatorType | None = None) -> Any:
        """`other = ALL (array)`: true if every element compares so."""
        return self._quantified(operators.all_op, other, operator or operators.eq)

    def _quantified(self, quantifier: OperatorType, other: Any, op: OperatorType) -> Any:
        warn_deprecated(
            "The ARRAY.Comparator.any() and ARRAY.Comparator.all() methods for arrays are deprecated for removal, along "
            "with the PG-specific Any() and All() functions. See any_() and all_() functions for modern use. "
            "(deprecated since: 2.1)",
            "2.1",
        )
        if not is_expression(other):
            other = self.expr._bind_param(op, other, type_=self.type.item_type)
        return self.expr.operate(quantifier).operate(operators.mirror(op), other)


def _one_more(bound: Any) -> Any:
    return bound if bound is None else bound + 1
