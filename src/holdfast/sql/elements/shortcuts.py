"""Shortcuts: the second time that a column meets an operator, its expression is made without any questions.

The first such expression is built the long way (build.py); it leaves a constructor in the column's `_shortcuts`, which
makes the next ones with known types, names and structural keys. What is in here decides for what that is safe:
nothing but the value may differ, and no class of the user's own may have a say. Columns of subqueries of one shape
share their shortcuts (selectable/shapes.py): a constructor takes from the column that it is called with all that
belongs to that one, and keeps hold of none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .. import operators
from ..structure import Structure, known_keys
from ..types import NULLTYPE
from .base import ColumnElement, _is_plain
from .binary import BinaryExpression, ExpressionClauseList
from .bind import BindParameter
from .unary import UnaryExpression

# Classes whose instances are values and nothing else.
PLAIN_CLASSES = {int, str, float, bytes, dt.date, dt.datetime, dt.time, dt.timedelta}
_SHORT_OPERATORS = frozenset(
    {
        *(operators.eq, operators.ne, operators.lt, operators.le, operators.gt, operators.ge),
        *(operators.add, operators.sub, operators.mul, operators.truediv, operators.mod, operators.concat_op),
        operators.like_op,
    }
)
_MOST_PARTNERS = 1000
_COLUMN_OPERATORS = frozenset({operators.eq, operators.ne, operators.lt, operators.le, operators.gt, operators.ge})


def _is_met_again(column: Any, kind: Any) -> bool:
    """Whether a shortcut will pay: at once on a table, which stays; on an alias or subquery at the second meeting."""
    table = column.table
    if not getattr(table, "_is_replaceable_from", False) or kind in column._shortcuts:
        return True
    column._shortcuts[kind] = None
    return False


def _takes_shortcuts(column: Any) -> bool:
    """Whether nothing of a user's own has a say in what an operator on this column gives."""
    return column.table is not None and _is_plain(column.type.comparator_factory)


def leave_shortcut(column: Any, op: Any, cls: type, sample: BinaryExpression[Any]) -> None:
    """Leave a constructor for further expressions of this kind, if nothing about them can differ but the value."""
    if not _is_met_again(column, (op, cls)):
        return
    type_ = column.type
    if (
        op not in _SHORT_OPERATORS
        or sample.__class__ is not BinaryExpression
        or sample.left is not column
        or sample.modifiers
        or sample.right.__class__ is not BindParameter
        or sample.right.type is not type_
        or not _takes_shortcuts(column)
        or not type(type_).coerce_compared_value.__module__.startswith("holdfast.")
    ):
        return
    if sample.structure()[0]:
        column._shortcuts[op, cls] = _constructor(column, op, sample)


def _constructor(column: Any, op: Any, sample: BinaryExpression[Any]) -> Callable[[Any, Any], Any]:
    binary_class, bind_class = BinaryExpression, BindParameter
    new = object.__new__
    bind = sample.right
    bind_name, bind_base, type_ = bind.key, bind._orig_key, bind.type
    bind_key = bind.structure()[0]
    key = sample.structure()[0]
    written, negate, result, boolean = sample.operator, sample.negate, sample.type, sample._is_implicitly_boolean
    placeholders = sample._has_placeholders()
    has_holes = bool(column.structure()[1])

    def make(left: Any, value: Any) -> Any:
        if left.type is not type_:  # the column was given another type since
            left._shortcuts.pop((op, type(value)), None)
            return left.operate(op, value)
        right: Any = new(bind_class)
        right.value = value
        right.key = bind_name
        right._orig_key = bind_base
        right.unique = True
        right.type = type_
        right._bind_key = bind_key
        made: Any = new(binary_class)
        made.left = left
        made.right = right
        made.operator = written
        made.type = result
        made.negate = negate
        made._is_implicitly_boolean = boolean
        made._placeholders = placeholders
        made._structure = (key, (*(left._structure or left.structure())[1], right) if has_holes else (right,))
        return made

    return make


def leave_column_shortcut(column: Any, op: Any, other: Any, sample: BinaryExpression[Any]) -> None:
    """The same for a comparison with another column: an ON clause, mostly."""
    cls = other.__class__
    if not _is_met_again(column, (op, cls)):
        return
    if (
        op not in _COLUMN_OPERATORS
        or sample.__class__ is not BinaryExpression
        or sample.left is not column
        or sample.right is not other
        or sample.modifiers
        or cls.self_group is not ColumnElement.self_group
        or not _takes_shortcuts(column)
    ):
        return
    if sample.structure()[0]:
        column._shortcuts[op, cls] = _column_constructor(column, op, sample)


def _column_constructor(column: Any, op: Any, sample: BinaryExpression[Any]) -> Callable[[Any, Any], Any]:
    binary_class, new = BinaryExpression, object.__new__
    type_, result, negate = column.type, sample.type, sample.negate
    result_key = result.type_key()
    column_key, own_holes = column.structure()
    has_holes = bool(own_holes)
    # structural key of the right side -> that of the comparison
    known: dict[int, int] = {sample.right.structure()[0]: sample.structure()[0]}

    def learn(other: int) -> int | None:
        key = known_keys.get((binary_class, op, column_key, other, result_key))
        if key is not None and len(known) < _MOST_PARTNERS:
            known[other] = key
        return key

    def make(left: Any, right: Any) -> Any:
        if left.type is not type_:
            left._shortcuts.pop((op, type(right)), None)
            return left.operate(op, right)
        made: Any = new(binary_class)
        made.left = left
        made.right = right
        made.operator = op
        made.type = result
        made.negate = negate
        made._is_implicitly_boolean = True
        structure = right._structure
        if structure is not None:  # a column without a table has none yet
            other, holes = structure
            key = known.get(other) or learn(other)
            if key is not None:
                made._structure = (key, (left._structure or left.structure())[1] + holes if has_holes else holes)
        return made

    return make


def _modifier_constructor(op: Any, structure: Structure) -> Callable[[Any], Any]:
    unary_class, new = UnaryExpression, object.__new__
    key, own_holes = structure
    has_holes = bool(own_holes)
    without_holes = (key, ())

    def make(column: Any) -> Any:
        made: Any = new(unary_class)
        made.operator = None
        made.modifier = op
        made.element = column
        made.type = NULLTYPE
        made._structure = (key, (column._structure or column.structure())[1]) if has_holes else without_holes
        return made

    return make


def _are_shortcut_binds(column: Any, binds: tuple[Any, ...]) -> bool:
    """Whether the next values would become parameters of exactly this kind."""
    type_ = column.type
    return (
        all(bind.__class__ is BindParameter and bind.type is type_ and bind.structure()[0] for bind in binds)
        and _takes_shortcuts(column)
        and type(type_).coerce_compared_value.__module__.startswith("holdfast.")
        and bool(column.structure()[0])
    )


def _between_constructor(column: Any, op: Any, sample: Any) -> Callable[[Any, Any, Any], Any]:
    bind = _bind_constructor(sample.right.clauses[0])
    binary_class, list_class, new = BinaryExpression, ExpressionClauseList, object.__new__
    type_, negate, modifiers = column.type, sample.negate, sample.modifiers
    key = sample.structure()[0]
    list_key = sample.right.structure()[0]
    boolean = sample._is_implicitly_boolean
    has_holes = bool(column.structure()[1])

    def make(left: Any, lower: Any, upper: Any) -> Any:
        if left.type is not type_:
            left._shortcuts.pop((op, type(lower), type(upper)), None)
            return left.operate(op, lower, upper, symmetric=False)
        pair = (bind(lower), bind(upper))
        bounds: Any = new(list_class)
        bounds.group = False
        bounds.operator = operators.and_
        bounds.clauses = pair
        bounds.type = type_
        bounds._is_implicitly_boolean = False
        bounds._structure = (list_key, pair)
        made: Any = new(binary_class)
        made.left = left
        made.right = bounds
        made.operator = op
        made.type = NULLTYPE
        made.negate = negate
        made.modifiers = modifiers
        made._is_implicitly_boolean = boolean
        made._structure = (key, (left._structure or left.structure())[1] + pair if has_holes else pair)
        return made

    return make


def _member_constructor(column: Any, op: Any, sample: Any) -> Callable[[Any, Any], Any]:
    bind = _bind_constructor(sample.right)
    binary_class, new = BinaryExpression, object.__new__
    type_, result, negate = column.type, sample.type, sample.negate
    key = sample.structure()[0]
    boolean = sample._is_implicitly_boolean
    has_holes = bool(column.structure()[1])

    def make(left: Any, values: Any) -> Any:
        if left.type is not type_ or not PLAIN_CLASSES.issuperset(map(type, values)):
            return left.operate(op, values)
        right = bind(values.copy())
        made: Any = new(binary_class)
        made.left = left
        made.right = right
        made.operator = op
        made.type = result
        made.negate = negate
        made._is_implicitly_boolean = boolean
        made._structure = (key, (*(left._structure or left.structure())[1], right) if has_holes else (right,))
        return made

    return make


def _bind_constructor(sample: Any) -> Callable[[Any], Any]:
    """Parameters like this one, which a column made of a value or a list, with other values."""
    bind_class, new = BindParameter, object.__new__
    name, base, type_, bind_key = sample.key, sample._orig_key, sample.type, sample.structure()[0]
    expanding, expand_op = sample.expanding, sample.expand_op

    def make(value: Any) -> Any:
        made: Any = new(bind_class)
        made.value = value
        made.key = name
        made._orig_key = base
        made.unique = True
        made.type = type_
        made._bind_key = bind_key
        if expanding:
            made.expanding = True
            made.expand_op = expand_op
        return made

    return make


def leave_modifier_shortcut(column: Any, op: Any, sample: Any) -> None:
    """The same for `desc()` and its like."""
    if sample.element is column and _is_met_again(column, op) and _takes_shortcuts(column) and sample.structure()[0]:
        column._shortcuts[op] = _modifier_constructor(op, sample._structure)


def leave_between_shortcut(column: Any, op: Any, lower: Any, upper: Any, sample: Any) -> None:
    """The same for BETWEEN two values."""
    kind = (op, lower.__class__, upper.__class__)
    if (
        lower.__class__ in PLAIN_CLASSES
        and upper.__class__ in PLAIN_CLASSES
        and sample.left is column
        and _is_met_again(column, kind)
        and _are_shortcut_binds(column, sample.right.clauses)
    ):
        column._shortcuts[kind] = _between_constructor(column, op, sample)


def leave_member_shortcut(column: Any, op: Any, values: Any, sample: Any) -> None:
    """The same for IN with a list of values; the class of the first one decides, as it does for their type."""
    if values.__class__ is not list or not values or values[0].__class__ not in PLAIN_CLASSES:
        return
    kind = (op, list, values[0].__class__)
    if sample.left is column and not sample.modifiers and _is_met_again(column, kind):
        if _are_shortcut_binds(column, (sample.right,)):
            column._shortcuts[kind] = _member_constructor(column, op, sample)
