"""Evaluate SQL criteria in Python, on objects that the session holds: for UPDATE and DELETE by criteria.

Only what gives the same answer as the database for sure is understood; anything else raises UnevaluatableError, and the
session asks the database instead. SQL's NULL is None; a comparison with it is unknown (None).
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from typing import Any, Final

from ... import exc
from ..state import promote

Evaluate = Callable[[Any], Any]


class UnevaluatableError(exc.InvalidRequestError):
    """A criterion that cannot be evaluated in Python."""


class Unknown:
    """The value of an attribute that is not loaded: the object may match."""

    __slots__ = ()


UNKNOWN: Final = Unknown()

_COMPARISONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "eq": python.eq,
    "ne": python.ne,
    "lt": python.lt,
    "le": python.le,
    "gt": python.gt,
    "ge": python.ge,
    "add": python.add,
    "sub": python.sub,
    "mul": python.mul,
    "mod": python.mod,
    "concat_op": python.add,
}


def evaluator(mapper: Any, clause: Any) -> Evaluate:
    """A function from an object to the value of `clause` for it."""
    make = _MAKERS.get(clause.__visit_name__)
    if make is None:
        raise UnevaluatableError(f"Cannot evaluate {type(clause).__name__}")
    return make(mapper, clause)


def _column(mapper: Any, clause: Any) -> Evaluate:
    column = getattr(clause, "element", clause) if clause.is_placeholder else clause
    key = mapper.key_of_column(column)
    if key is None:
        raise UnevaluatableError(f"Cannot evaluate column: {column}")

    def read(obj: Any) -> Any:
        return obj.__dict__.get(key, UNKNOWN)

    if key not in mapper.pk_keys:
        return read
    place = mapper.pk_keys.index(key)

    def read_key(obj: Any) -> Any:
        # An expired object knows its key.
        identity = None if key in obj.__dict__ else promote(obj).identity
        return read(obj) if identity is None else identity[place]

    return read_key


def _bind(mapper: Any, clause: Any) -> Evaluate:
    if clause.expanding:
        raise UnevaluatableError("Cannot evaluate an expanding parameter by itself")
    return _always(clause.effective_value)


def _always(value: Any) -> Evaluate:
    def answer(obj: Any) -> Any:
        return value

    return answer


def _constant(value: Any) -> Callable[[Any, Any], Evaluate]:
    def make(mapper: Any, clause: Any) -> Evaluate:
        return _always(value)

    return make


def _grouping(mapper: Any, clause: Any) -> Evaluate:
    return evaluator(mapper, clause.element)


def _binary(mapper: Any, clause: Any) -> Evaluate:
    name = clause.operator.__name__
    if name in {"in_op", "not_in_op"}:
        return _membership(mapper, clause, negate=name == "not_in_op")
    left, right = evaluator(mapper, clause.left), evaluator(mapper, clause.right)
    if name in {"is_", "is_not"}:
        return _identity(left, right, negate=name == "is_not")
    apply = _COMPARISONS.get(name)
    if apply is None:
        raise UnevaluatableError(f"Cannot evaluate {type(clause).__name__} with operator {clause.operator}")

    def compute(obj: Any) -> Any:
        one, other = left(obj), right(obj)
        if one is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        if one is None or other is None:
            return None
        return apply(one, other)

    return compute


def _identity(left: Evaluate, right: Evaluate, *, negate: bool) -> Evaluate:
    def compare(obj: Any) -> Any:
        one, other = left(obj), right(obj)
        if one is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        return (one == other) is not negate

    return compare


def _membership(mapper: Any, clause: Any, *, negate: bool) -> Evaluate:
    right = clause.right
    while right.__visit_name__ == "grouping":
        right = right.element
    if right.__visit_name__ != "bindparam":
        raise UnevaluatableError("Cannot evaluate IN of anything but a list of values")
    values = list(right.effective_value)
    left = evaluator(mapper, clause.left)

    def test(obj: Any) -> Any:
        value = left(obj)
        if value is UNKNOWN:
            return UNKNOWN
        if value is None or None in values:
            return None
        return (value in values) is not negate

    return test


def _list(mapper: Any, clause: Any) -> Evaluate:
    parts = [evaluator(mapper, part) for part in clause.clauses]
    name = clause.operator.__name__
    if name not in {"and_", "or_"}:
        raise UnevaluatableError(f"Cannot evaluate clauselist with operator {clause.operator}")
    decisive = name == "or_"

    def combine(obj: Any) -> Any:
        outcome: Any = not decisive
        for part in parts:
            value = part(obj)
            if value is UNKNOWN:
                outcome = UNKNOWN
            elif value is None:
                if outcome is not UNKNOWN:
                    outcome = None
            elif bool(value) is decisive:
                return decisive
        return outcome

    return combine


def _unary(mapper: Any, clause: Any) -> Evaluate:
    name = getattr(clause.operator, "__name__", "")
    inner = evaluator(mapper, clause.element)
    if name == "inv":

        def negated(obj: Any) -> Any:
            value = inner(obj)
            return value if value is UNKNOWN or value is None else not value

        return negated
    if name in {"is_true", "istrue"}:
        return inner
    raise UnevaluatableError(f"Cannot evaluate {type(clause).__name__} with operator {clause.operator}")


_MAKERS: Final[dict[str, Callable[[Any, Any], Evaluate]]] = {
    "column": _column,
    "entity_column": _column,
    "bindparam": _bind,
    "grouping": _grouping,
    "binary": _binary,
    "clauselist": _list,
    "boolean_list": _list,
    "unary": _unary,
    "null": _constant(None),
    "true": _constant(True),
    "false": _constant(False),
}
