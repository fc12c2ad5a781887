"""The ways to take rows: each fetch method once, for every view of a result.

What lives here: `Fetching`, over two methods of its subclasses (`_take` raw rows, `_finish` them). What must not:
where rows come from (source.py) and what they look like (result.py, filters.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from operator import length_hint
from typing import Any, Final, NoReturn, Self, TypeVar, cast

from ... import exc

_IN_A_LOOP = 100
# The rows of a result whose end was seen.
END: Final[list[Any]] = []
Self_ = TypeVar("Self_", bound="Fetching")


class Lent:
    """Rows that a loop is under way with: finished, and not yet all seen. What else is asked of the result takes them back.

    raw_count: of how many raw rows they were made, the last that the result gave. starts, marks: of unique rows, from which
    raw row on each stands, and what it was compared by.
    """

    __slots__ = ("marks", "raw_count", "rows", "seen", "starts")

    def __init__(self, raw_count: int, rows: Iterator[Any], seen: set[Any] | None) -> None:
        self.raw_count = raw_count
        self.rows = rows
        self.seen = seen
        self.starts: list[int] = []
        self.marks: list[Any] = []

    def take_back(self) -> int:
        """How many raw rows the loop has not seen; it finds no more of them."""
        left = length_hint(self.rows)
        deque(self.rows, maxlen=0)
        if not left or self.seen is None:
            return left
        self.seen.difference_update(self.marks[-left:])
        return self.raw_count - self.starts[-left]


class Fetching:
    """The ways to take rows, over two methods of the subclass: `_take(n)` and `_finish(raw_rows)`."""

    __slots__ = ("_seen", "_strategy", "_yield_per")
    _seen: set[Any] | None
    _strategy: Callable[[Any], Any] | None
    _yield_per: int | None

    def _take(self, size: int | None) -> list[Any]:
        raise TypeError("a result takes its rows from somewhere")

    def _take_some(self, most: int) -> list[Any]:
        raise TypeError("a result takes its rows from somewhere")

    def _finish(self, rows: list[Any]) -> list[Any]:
        raise TypeError("a result makes something of its rows")

    def _close_hard(self) -> None:
        raise TypeError("a result can be closed")

    def _holder(self) -> Any:
        """The result that holds the rows."""
        raise TypeError("some result holds the rows")

    def _usual_size(self) -> int | None:
        """How many rows `fetchmany()` takes that is not told a number; None for all."""
        raise TypeError("some result knows")

    def _unique_filter(self) -> Callable[[Any], Any] | None:
        return self._strategy

    # -- the two roads: all repeated rows allowed, or each once

    def _portion(self, size: int | None) -> list[Any]:
        if self._seen is None:
            return self._finish(self._take(size))
        if size is None:
            return self._fresh(self._finish(self._take(None)))
        found: list[Any] = []
        while len(found) < size:
            taken = self._take(size - len(found))
            if not taken:
                break
            found.extend(self._fresh(self._finish(taken)))
        return found

    def _fresh(self, rows: list[Any], lent: Lent | None = None) -> list[Any]:
        """Those of the rows that were not seen before."""
        seen = cast("set[Any]", self._seen)
        strategy = self._unique_filter()
        found = []
        for number, row in enumerate(rows):
            mark = row if strategy is None else strategy(row)
            try:
                if mark in seen:
                    continue
                seen.add(mark)
            except TypeError:
                raise exc.InvalidRequestError(
                    f"Can't apply uniqueness to row tuple containing value {mark!r:.80}: it is not hashable; "
                    "give unique() a function that makes a hashable value of a row."
                )
            found.append(row)
            if lent is not None:
                lent.starts.append(number)
                lent.marks.append(mark)
        return found

    def _only(self, required: bool, many_is_error: bool) -> Any:
        """The single row, or None; closes the result, unless its end was seen before."""
        holder = self._holder()
        ended = holder.ends_softly and holder._rows is END
        rows = self._finish(self._take(2 if many_is_error and self._seen is None else 1))
        if not rows:
            if not ended:
                self._close_hard()
            if required:
                raise exc.NoResultFound("No row was found when one was required")
            return None
        if many_is_error:
            if self._seen is not None:
                rows = self._fresh(rows)
                while len(rows) < 2 and (more := self._take(1)):
                    rows += self._fresh(self._finish(more))
            if len(rows) > 1:
                self._close_hard()
                wanted = "exactly one was" if required else "one or none was"
                raise exc.MultipleResultsFound(f"Multiple rows were found when {wanted} required")
        self._close_hard()
        return rows[0]

    def _iterate(self) -> Iterator[Any]:
        size = most = self._yield_per or _IN_A_LOOP
        while (lent := self._lend(size)) is not None:
            yield from lent.rows
            # Where something else takes rows inside the loop, rows are made one by one, not again and again.
            size = most if self._holder()._lent is lent else 1

    def _lend(self, size: int) -> Lent | None:
        """Some rows for a loop, None when there are none left. They are taken back when something else asks for rows."""
        holder = self._holder()
        while raw := self._take_some(size):
            lent = Lent(len(raw), iter(()), self._seen)
            rows = self._finish(raw)
            if self._seen is not None:
                rows = self._fresh(rows, lent)
            if rows:
                lent.rows = iter(rows)
                holder._lent = lent
                return lent
        return None

    def _many(self, size: int | None) -> list[Any]:
        """What `fetchmany(size)` gives."""
        return self._portion(self._yield_per or self._usual_size() if size is None else size)

    def _partitions(self, size: int | None) -> Iterator[list[Any]]:
        while rows := self._many(size):
            yield rows

    def _make_unique(self, strategy: Callable[[Any], Any] | None) -> Self:
        self._seen = set()
        refuses = strategy is None and getattr(self._holder()._source, "refuses_unique", False)
        self._strategy = _refuse_unique if refuses else strategy
        return self


def _refuse_unique(row: Any) -> NoReturn:
    raise exc.InvalidRequestError(
        "Can't use the ORM yield_per feature in conjunction with unique(): objects of earlier batches are not kept. "
        "Leave out the one or the other."
    )


__all__ = ["END", "Fetching", "Lent"]
