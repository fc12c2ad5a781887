"""The ways to take rows: each fetch method once, for every view of a result.

What lives here: `Fetching`, over two methods of its subclasses (`_take` raw rows, `_finish` them). What must not:
where rows come from (source.py) and what they look like (result.py, filters.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Self, TypeVar, cast

from ... import exc

Self_ = TypeVar("Self_", bound="Fetching")


class Fetching:
    """The ways to take rows, over two methods of the subclass: `_take(n)` and `_finish(raw_rows)`."""

    __slots__ = ("_seen", "_strategy", "_yield_per")
    _seen: set[Any] | None
    _strategy: Callable[[Any], Any] | None
    _yield_per: int | None

    def _take(self, size: int | None) -> list[Any]:
        raise TypeError("a result takes its rows from somewhere")

    def _finish(self, rows: list[Any]) -> list[Any]:
        raise TypeError("a result makes something of its rows")

    def _close_hard(self) -> None:
        raise TypeError("a result can be closed")

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

    def _fresh(self, rows: list[Any]) -> list[Any]:
        seen = cast("set[Any]", self._seen)
        strategy = self._unique_filter()
        found = []
        for row in rows:
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
        return found

    def _only(self, required: bool, many_is_error: bool) -> Any:
        """The single row, or None; hard-closes."""
        rows = self._finish(self._take(2 if many_is_error and self._seen is None else 1))
        if not rows:
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
        size = self._yield_per or 100
        while rows := self._portion(size):
            yield from rows

    def _partitions(self, size: int | None) -> Iterator[list[Any]]:
        size = size or self._yield_per or 1
        while rows := self._portion(size):
            yield rows

    def _make_unique(self, strategy: Callable[[Any], Any] | None) -> Self:
        self._seen = set()
        self._strategy = strategy
        return self


__all__ = ["Fetching"]
