"""Where rows come from when they are not all at hand: sources that a result asks for more.

A source is asked by plans, so that the same result serves both worlds. What must not live here: rows already
fetched (the result buffers them) and what becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ...plan import Plan
from ...util import Protocol


class RowSource(Protocol):
    """`fetch(n)` gives up to about n more rows (None: all that are left), an empty list when there are none."""

    def fetch(self, size: int | None) -> Plan[list[Any]]: ...
    def close(self) -> Plan[None]: ...


class IteratorSource:
    """Rows of a local iterator; asks nobody."""

    __slots__ = ("_iterator",)

    def __init__(self, rows: Iterable[Any]) -> None:
        self._iterator = iter(rows)

    def fetch(self, size: int | None) -> Plan[list[Any]]:
        yield from ()
        return list(self._iterator if size is None else islice(self._iterator, size))

    def close(self) -> Plan[None]:
        yield from ()
        self._iterator = iter(())


class ChunkSource:
    """Rows of a function that, given a size, iterates over lists of rows."""

    __slots__ = ("_chunks", "_make", "size")

    def __init__(self, make: Callable[[int | None], Iterator[Sequence[Any]]], size: int | None = None) -> None:
        self._make = make
        self._chunks: Iterator[Sequence[Any]] | None = None
        self.size = size

    def fetch(self, size: int | None) -> Plan[list[Any]]:
        yield from ()
        if self._chunks is None:
            self._chunks = self._make(self.size)
        if size is None:
            return [row for chunk in self._chunks for row in chunk]
        for chunk in self._chunks:
            if chunk:
                return list(chunk)
        return []

    def close(self) -> Plan[None]:
        yield from ()
        self._chunks = iter(())


class FetchedInPortions(Protocol):
    """Rows that can be fetched and closed: `engine.core.OpenRows`."""

    def fetch(self, size: int) -> Plan[list[Any]]: ...
    def close(self) -> Plan[None]: ...


class CursorSource:
    """Rows that are still on the server, fetched in growing portions up to `limit`."""

    __slots__ = ("_limit", "_open_rows", "_portion")

    def __init__(self, open_rows: FetchedInPortions, limit: int = 1000, fixed: int | None = None) -> None:
        self._open_rows: FetchedInPortions | None = open_rows
        self._limit = limit
        self._portion = fixed or min(5, limit)
        if fixed:
            self._limit = fixed

    def fetch(self, size: int | None) -> Plan[list[Any]]:
        if self._open_rows is None:
            return []
        if size is None:
            rows: list[Any] = []
            while portion := (yield from self._open_rows.fetch(self._limit)):
                rows.extend(portion)
        else:
            rows = yield from self._open_rows.fetch(max(size, self._portion))
            self._portion = min(self._portion * 5, self._limit)
        if not rows or size is None:
            yield from self.close()
        return rows

    def close(self) -> Plan[None]:
        open_rows, self._open_rows = self._open_rows, None
        if open_rows is not None:
            yield from open_rows.close()


__all__ = ["ChunkSource", "CursorSource", "FetchedInPortions", "IteratorSource", "RowSource"]
