"""Expressions of an operator and its operands: two (`BinaryExpression`) or a row of them.

The structure of a binary expression is computed by hand: it is the commonest node of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from .. import operators
from ..operators import PRECEDENCE, is_associative, is_precedent
from ..structure import CHILDREN, PLAIN, TYPE, Field, Structure, intern_key, known_keys
from ..types import NULLTYPE, to_instance
from .base import ColumnElement
from .grouping import Grouping

_T = TypeVar("_T")
_NO_MODIFIERS: Mapping[str, Any] = {}
# operator -> operator beside it -> whether parentheses are needed
_grouped: dict[Any, dict[Any, bool]] = {}


class OperatorExpression(ColumnElement[_T]):
    """An operator and its operands."""

    operator: Any
    type: Any

    def self_group(self, against: Any = None) -> Any:
        operator = self.operator
        try:
            grouped = _grouped[operator][against]
        except KeyError:
            grouped = is_precedent(operator, against)
            if operator in PRECEDENCE and against in PRECEDENCE:  # built-in ones: there are not many pairs
                _grouped.setdefault(operator, {})[against] = grouped
        return Grouping(self) if grouped else self

    @property
    def _flattened_operator_clauses(self) -> tuple[Any, ...]:
        raise NotImplementedError

    @classmethod
    def _construct_for_op(
        cls,
        left: Any,
        right: Any,
        op: Any,
        *,
        type_: Any,
        negate: Any = None,
        modifiers: Mapping[str, Any] | None = None,
    ) -> Any:
        """The expression of two operands; an associative operator continues the row that it meets."""
        if is_associative(op):
            multiple = _row_of(left, op) or _row_of(right, op)
            if multiple and not modifiers:
                operands = (*(_row_of(left, op) or (left,)), *(_row_of(right, op) or (right,)))
                return ExpressionClauseList._construct_for_list(op, type_, *operands)
        return BinaryExpression(left, right, op, type_=type_, negate=negate, modifiers=modifiers)


def _row_of(operand: Any, op: Any) -> tuple[Any, ...] | None:
    """The operands of an expression of the same associative operator."""
    if getattr(operand, "operator", None) is op and isinstance(operand, OperatorExpression):
        return operand._flattened_operator_clauses
    return None


class BinaryExpression(OperatorExpression[_T]):
    """`left OPERATOR right`, with an operator that negates it where there is one."""

    __visit_name__ = "binary"
    inherit_cache = True

    left: Any
    right: Any
    operator: Any
    negate: Any
    modifiers: Mapping[str, Any] = _NO_MODIFIERS

    def __init__(
        self,
        left: Any,
        right: Any,
        operator: Any,
        type_: Any = None,
        negate: Any = None,
        modifiers: Mapping[str, Any] | None = None,
    ) -> None:
        self.left = left.self_group(operator)
        self.right = right.self_group(operator)
        self.operator = operator
        self.type = NULLTYPE if type_ is None else type_
        self.negate = negate
        if modifiers:
            self.modifiers = modifiers
        self._is_implicitly_boolean = operator in operators._BOOLEAN or operators.is_boolean(operator)

    def _compute_structure(self) -> Structure:
        left, right, type_ = self.left, self.right, self.type
        left_key, left_holes = left._structure or left.structure()
        right_key, right_holes = right._structure or right.structure()
        holes = left_holes + right_holes if left_holes else right_holes
        type_key = type_._type_key or type_.type_key()
        if not (left_key and right_key and type_key):
            return 0, holes
        modifiers = self.modifiers
        if modifiers:
            try:
                rest, more = _modifier_parts(modifiers)
                return intern_key((BinaryExpression, self.operator, left_key, right_key, type_key, rest)), holes + more
            except TypeError:
                return 0, holes
        parts = (BinaryExpression, self.operator, left_key, right_key, type_key)
        return known_keys.get(parts) or intern_key(parts), holes

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [self.left, self.right]

    def _copy_internals(self, replace: Any) -> Any:
        left, right = replace(self.left), replace(self.right)
        if left is self.left and right is self.right:
            return self
        made = self._generate()
        made.left = left
        made.right = right
        return made

    def _find_froms(self) -> tuple[Any, ...]:
        left, right = self.left._froms, self.right._froms
        if not right:
            return left  # type: ignore[no-any-return]
        if not left:
            return right  # type: ignore[no-any-return]
        return (*left, *[from_ for from_ in right if not any(from_ is known for known in left)])

    def __bool__(self) -> bool:
        """`a == b` as a Python truth: whether they are the same element; so `in` and `list.index` work."""
        if self.operator is operators.eq:
            return self.left._ungroup() is self.right._ungroup()
        if self.operator is operators.ne:
            return self.left._ungroup() is not self.right._ungroup()
        raise TypeError("Boolean value of this clause is not defined")

    @property
    def is_comparison(self) -> bool:
        return bool(operators.is_comparison(self.operator))

    @property
    def _flattened_operator_clauses(self) -> tuple[Any, ...]:
        return (self.left, self.right)

    def _negate(self) -> Any:
        if self.negate is None:
            return Grouping(self)._negate()
        made: Any = self._generate()
        made.operator = self.negate
        made.negate = self.operator
        right = self.right
        if right._is_text_clause:
            made.right = right.self_group(self.negate)
        elif right.is_bind and right.expanding:
            made.right = right._negate_in_binary(self.negate, self.operator)
        return made

    def _with_operator(self, name: str) -> BinaryExpression[_T]:
        """The same operands under the operator of this name."""
        made = self._generate()
        made.operator = getattr(operators, name)
        return made


def _modifier_parts(modifiers: Mapping[str, Any]) -> tuple[Any, tuple[Any, ...]]:
    parts: list[Any] = []
    holes: tuple[Any, ...] = ()
    for name, value in sorted(modifiers.items()):
        if isinstance(value, ColumnElement):
            key, inner = value.structure()
            holes += inner
            if not key:
                raise TypeError(name)
            parts.append((name, key))
        else:
            hash(value)
            parts.append((name, value, value.__class__))
    return tuple(parts), holes


class ExpressionClauseList(OperatorExpression[_T]):
    """A row of operands with one operator between them: `a + b + c`."""

    __visit_name__ = "expression_clauselist"
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("operator", PLAIN),
        Field("clauses", CHILDREN),
        Field("type", TYPE),
        Field("group", PLAIN),
    )

    clauses: tuple[Any, ...]
    group: bool = True

    def __init__(self, operator: Any, *clauses: Any, type_: Any = None) -> None:
        self.operator = operator
        self.clauses = tuple([clause.self_group(operator) for clause in clauses])
        self.type = NULLTYPE if type_ is None else to_instance(type_)
        self._is_implicitly_boolean = operators.is_boolean(operator)

    @classmethod
    def _construct_for_list(cls, operator: Any, type_: Any, *clauses: Any, group: bool = True) -> Any:
        made = cls.__new__(cls)
        made.group = group
        made.operator = operator
        made.clauses = tuple([clause.self_group(operator) for clause in clauses]) if group else clauses
        made.type = type_
        made._is_implicitly_boolean = False
        return made

    @property
    def _flattened_operator_clauses(self) -> tuple[Any, ...]:
        return self.clauses

    def __iter__(self) -> Any:
        return iter(self.clauses)

    def __len__(self) -> int:
        return len(self.clauses)

    def self_group(self, against: Any = None) -> Any:
        if self.group and is_precedent(self.operator, against):
            return Grouping(self)
        return self

    def _negate(self) -> Any:
        return Grouping(self)._negate()
