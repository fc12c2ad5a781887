"""Range and MultiRange: values of PostgreSQL's range types, with its set operations in Python.

A range is between two bounds, each of which may belong to it or not; None is no bound. Types are in `ranges`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from ...util import Generic

T = TypeVar("T")

_DAY = dt.timedelta(days=1)
_INT32 = 2**31

# class of the bounds -> (range type, multirange type); filled by `ranges`, which stands on this module.
TYPES_BY_BOUND: dict[str, tuple[Any, Any]] = {}


class Range(Generic[T]):
    """`Range(1, 5)` holds 1 to 4; `bounds` says which ends belong to it: `[)`, `()`, `[]` or `(]`."""

    __slots__ = ("bounds", "empty", "lower", "upper")
    __match_args__: ClassVar[tuple[str, ...]] = ("lower", "upper")

    lower: T | None
    upper: T | None
    bounds: str
    empty: bool

    def __init__(
        self, lower: T | None = None, upper: T | None = None, *, bounds: str = "[)", empty: bool = False
    ) -> None:
        put = object.__setattr__
        put(self, "lower", lower)
        put(self, "upper", upper)
        put(self, "bounds", bounds)
        put(self, "empty", empty)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"cannot assign to field {name!r}: a Range never changes")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete field {name!r}: a Range never changes")

    def __reduce__(self) -> Any:
        return _remade, (self.lower, self.upper, self.bounds, self.empty)

    def __repr__(self) -> str:
        return f"Range(lower={self.lower!r}, upper={self.upper!r}, bounds={self.bounds!r}, empty={self.empty!r})"

    def __str__(self) -> str:
        return self._stringify()

    def _stringify(self) -> str:
        """The text that PostgreSQL reads."""
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else _bound_text(self.lower)
        upper = "" if self.upper is None else _bound_text(self.upper)
        return f"{self.bounds[0]}{lower},{upper}{self.bounds[1]}"

    # -- what it is ------------------------------------------------------------------------------------------

    @property
    def isempty(self) -> bool:
        """Whether it holds nothing."""
        return self.empty

    @property
    def is_empty(self) -> bool:
        return self.empty

    @property
    def lower_inc(self) -> bool:
        """Whether the lower bound belongs to it."""
        return self.bounds[0] == "["

    @property
    def lower_inf(self) -> bool:
        """Whether it has no lower bound."""
        return not self.empty and self.lower is None

    @property
    def upper_inc(self) -> bool:
        return self.bounds[1] == "]"

    @property
    def upper_inf(self) -> bool:
        return not self.empty and self.upper is None

    @property
    def __sa_type_engine__(self) -> Any:
        """The range type of the database for these bounds; None when the bounds do not tell."""
        return range_type_of((self,), 0)

    def __bool__(self) -> bool:
        return not self.empty

    def __hash__(self) -> int:
        if self.empty:
            return hash("empty range")
        low, high = self._edges()
        return hash((low, high))

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same values; `[1,3)` and `[1,2]` do."""
        if not isinstance(other, Range):
            return NotImplemented
        if self.empty or other.empty:
            return self.empty and other.empty
        return self._edges() == other._edges()

    def _edges(self) -> tuple[_Edge, _Edge]:
        """Where it begins and ends; discrete bounds in the one form `[)`."""
        step = _step_of(self.lower if self.lower is not None else self.upper)
        low = _Edge(self.lower, 0 if self.lower_inc else 1, -1)
        high = _Edge(self.upper, 1 if self.upper_inc else 0, 1)
        return (low, high) if step is None else (low.whole(step), high.whole(step))

    # -- comparing -------------------------------------------------------------------------------------------

    def contains(self, value: Any) -> bool:
        """Whether a value, or all of another range, lies in this one."""
        if isinstance(value, Range):
            return value.contained_by(self)
        if self.empty or value is None:
            return False
        low, high = self._edges()
        return low <= _Edge(value, 0, 0) and _Edge(value, 1, 0) <= high

    __contains__ = contains

    def contained_by(self, other: Range[T]) -> bool:
        """Whether all of it lies in the other."""
        if self.empty:
            return True
        if other.empty:
            return False
        low, high = self._edges()
        other_low, other_high = other._edges()
        return other_low <= low and high <= other_high

    def overlaps(self, other: Range[T]) -> bool:
        """Whether they have a value in common."""
        if self.empty or other.empty:
            return False
        low, high = self._edges()
        other_low, other_high = other._edges()
        return low < other_high and other_low < high

    def strictly_left_of(self, other: Range[T]) -> bool:
        """Whether it ends before the other begins."""
        if self.empty or other.empty:
            return False
        return self._edges()[1] <= other._edges()[0]

    __lshift__ = strictly_left_of

    def strictly_right_of(self, other: Range[T]) -> bool:
        """Whether it begins after the other ends."""
        if self.empty or other.empty:
            return False
        return other._edges()[1] <= self._edges()[0]

    __rshift__ = strictly_right_of

    def not_extend_left_of(self, other: Range[T]) -> bool:
        """Whether it begins no earlier than the other."""
        if self.empty or other.empty:
            return False
        return other._edges()[0] <= self._edges()[0]

    def not_extend_right_of(self, other: Range[T]) -> bool:
        """Whether it ends no later than the other."""
        if self.empty or other.empty:
            return False
        return self._edges()[1] <= other._edges()[1]

    def adjacent_to(self, other: Range[T]) -> bool:
        """Whether one begins where the other ends, with nothing between them."""
        if self.empty or other.empty:
            return False
        low, high = self._edges()
        other_low, other_high = other._edges()
        return high == other_low or other_high == low

    # -- as sets ---------------------------------------------------------------------------------------------

    def union(self, other: Range[T]) -> Range[T]:
        """The values of both; a ValueError when there is something between them."""
        if self.empty:
            return other
        if other.empty:
            return self
        if not self.overlaps(other) and not self.adjacent_to(other):
            raise ValueError("Adding non-overlapping and non-adjacent ranges is not implemented")
        first = self if self._edges()[0] <= other._edges()[0] else other
        last = self if other._edges()[1] < self._edges()[1] else other
        return Range(first.lower, last.upper, bounds=first.bounds[0] + last.bounds[1])

    __add__ = union

    def difference(self, other: Range[T]) -> Range[T]:
        """The values that are not in the other; a ValueError when two pieces would be left."""
        if self.empty or other.empty or not self.overlaps(other):
            return self
        low, high = self._edges()
        other_low, other_high = other._edges()
        if low < other_low and other_high < high:
            raise ValueError("Subtracting a strictly inner range is not implemented")
        if other_low <= low:
            if high <= other_high:
                return Range(None, None, empty=True)
            return Range(other.upper, self.upper, bounds=("(" if other.upper_inc else "[") + self.bounds[1])
        return Range(self.lower, other.lower, bounds=self.bounds[0] + (")" if other.lower_inc else "]"))

    __sub__ = difference

    def intersection(self, other: Range[T]) -> Range[T]:
        """The values that are in both."""
        if not self.overlaps(other):
            return Range(None, None, empty=True)
        low, high = self._edges()
        other_low, other_high = other._edges()
        first = self if other_low <= low else other
        last = self if high <= other_high else other
        return Range(first.lower, last.upper, bounds=first.bounds[0] + last.bounds[1])

    __mul__ = intersection


class MultiRange(list[Range[T]], Generic[T]):
    """Several ranges as one value; a list that says what it is, so that a literal of it needs no type."""

    @property
    def __sa_type_engine__(self) -> Any:
        return range_type_of(self, 1)


class _Edge:
    """One end of a range on the line of its values: at `value`, or just after it (`after` 1).

    Without a value it lies before everything (`side` -1) or after everything (1).
    """

    __slots__ = ("after", "side", "value")

    def __init__(self, value: Any, after: int, side: int) -> None:
        self.value = value
        self.after = after
        self.side = side

    def whole(self, step: Any) -> _Edge:
        """The same end where values lie `step` apart: just after one is at the next."""
        if self.value is None or not self.after:
            return self
        return _Edge(self.value + step, 0, self.side)

    def _place(self) -> tuple[Any, ...]:
        return ("", self.side) if self.value is None else (self.value, self.after)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Edge) and self._place() == other._place()

    def __hash__(self) -> int:
        return hash(self._place())

    def __lt__(self, other: _Edge) -> bool:
        if self.value is None or other.value is None:
            own = 0 if self.value is not None else self.side
            theirs = 0 if other.value is not None else other.side
            return own < theirs
        return (self.value, self.after) < (other.value, other.after)

    def __le__(self, other: _Edge) -> bool:
        return not other < self


def _step_of(value: Any) -> Any:
    """How far values lie apart; None where there is always one between two."""
    if isinstance(value, int):
        return 1
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return _DAY
    return None


def _bound_text(value: Any) -> str:
    text = str(value)
    if text and not set(text) & set('"\\,()[]{}') and not any(character.isspace() for character in text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _remade(lower: Any, upper: Any, bounds: str, empty: bool) -> Range[Any]:
    return Range(lower, upper, bounds=bounds, empty=empty)


def range_type_of(ranges: Iterable[Range[Any]], number: int) -> Any:
    """The type (0: of ranges, 1: of multiranges) that fits all these ranges; None when no bound tells."""
    found = None
    for one in ranges:
        for bound in (one.lower, one.upper):
            if bound is None:
                continue
            name = _bound_name(bound)
            if name == "int8" or found is None:
                found = name
    types = TYPES_BY_BOUND.get(found) if found is not None else None
    return types[number]() if types is not None else None


def _bound_name(bound: Any) -> str:
    if isinstance(bound, int):
        return "int4" if -_INT32 <= bound < _INT32 else "int8"
    if isinstance(bound, dt.datetime):
        return "tstz" if bound.tzinfo is not None else "ts"
    return type(bound).__name__  # date, Decimal


__all__ = ["MultiRange", "Range", "range_type_of"]
