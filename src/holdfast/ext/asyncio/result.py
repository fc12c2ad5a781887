"""Async results: rows that are fetched as they are asked for.

Each method first has the rows it needs fetched into the buffer of the sync result (`_load`, a plan), then lets that result
answer from the buffer; so the ways to take rows exist once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

from ...engine.result import FilterResult, FrozenResult, Result
from ...engine.row import KeyView
from ...plan import arun


class AsyncFetching:
    """What the async views share. `_rows` is the sync result or view; `_source` the sync result that holds the buffer."""

    __slots__ = ("_rows", "_source")

    def __init__(self, rows: Any, source: Result) -> None:
        self._rows = rows
        self._source = source

    async def _have(self, size: int | None) -> None:
        # Unique rows are counted after the fact: all must be at hand.
        if self._source._source is not None:
            await arun(self._source._load(None if self._rows._seen is not None else size))

    @property
    def closed(self) -> bool:
        """Whether the result was closed."""
        return self._source.closed

    async def close(self) -> None:
        """Give up what is left."""
        source, self._source._source = self._source._source, None
        if source is not None:
            await arun(source.close())
        self._source._close_hard()

    async def _finish_only(self, size: int, method: str) -> Any:
        await self._have(size)
        source, self._source._source = self._source._source, None
        if source is not None:
            await arun(source.close())
        return getattr(self._rows, method)()

    def unique(self, strategy: Callable[[Any], Any] | None = None) -> Any:
        """Leave out what came before."""
        self._rows.unique(strategy)
        return self

    def yield_per(self, num: int) -> Any:
        """Fetch `num` rows at a time when iterating."""
        self._rows.yield_per(num)
        return self

    async def all(self) -> list[Any]:
        """All that are left."""
        await self._have(None)
        return self._rows.all()  # type: ignore[no-any-return]

    async def fetchall(self) -> list[Any]:
        return await self.all()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next ones, at most `size`."""
        size = size or self._rows._yield_per or 1
        await self._have(size)
        return self._rows.fetchmany(size)  # type: ignore[no-any-return]

    async def first(self) -> Any:
        """The first or None; the rest is given up."""
        return await self._finish_only(1, "first")

    async def one(self) -> Any:
        """The one there is; NoResultFound or MultipleResultsFound otherwise."""
        return await self._finish_only(2, "one")

    async def one_or_none(self) -> Any:
        return await self._finish_only(2, "one_or_none")

    async def partitions(self, size: int | None = None) -> AsyncIterator[list[Any]]:
        """Iterate over lists of the given size."""
        while rows := await self.fetchmany(size):
            yield rows

    async def __aiter__(self) -> AsyncIterator[Any]:
        size = self._rows._yield_per or 100
        while rows := await self.fetchmany(size):
            for row in rows:
                yield row

    async def __anext__(self) -> Any:
        rows = await self.fetchmany(1)
        if not rows:
            raise StopAsyncIteration
        return rows[0]


class AsyncResult(AsyncFetching):
    """The rows of a streamed statement; every fetch method is awaited."""

    __slots__ = ()

    def __init__(self, real_result: Result) -> None:
        super().__init__(real_result, real_result)

    @property
    def _real_result(self) -> Result:
        return self._source

    def keys(self) -> KeyView:
        """The names of the columns."""
        return self._source.keys()

    def columns(self, *col_expressions: Any) -> AsyncResult:
        """Keep only these columns, in this order."""
        self._source.columns(*col_expressions)
        return self

    def scalars(self, index: Any = 0) -> AsyncScalarResult:
        """One column only: the values instead of rows."""
        return AsyncScalarResult(self._source, index)

    def mappings(self) -> AsyncMappingResult:
        """Rows as mappings from column name to value."""
        return AsyncMappingResult(self._source)

    def tuples(self) -> AsyncResult:
        return self

    @property
    def t(self) -> AsyncResult:
        return self

    async def fetchone(self) -> Any:
        """The next row, or None when there is none left."""
        await self._have(1)
        return self._rows.fetchone()

    async def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return await self._finish_only(1, "scalar")

    async def scalar_one(self) -> Any:
        return await self._finish_only(2, "scalar_one")

    async def scalar_one_or_none(self) -> Any:
        return await self._finish_only(2, "scalar_one_or_none")

    async def freeze(self) -> FrozenResult:
        """All rows as a value that gives a new result each time it is called."""
        await self._have(None)
        return self._source.freeze()


class AsyncScalarResult(AsyncFetching):
    """One column of a streamed statement."""

    __slots__ = ()

    def __init__(self, real_result: Result, index: Any = 0) -> None:
        rows: FilterResult = real_result.scalars(index)
        super().__init__(rows, real_result)


class AsyncMappingResult(AsyncFetching):
    """The rows of a streamed statement as mappings."""

    __slots__ = ()

    def __init__(self, result: Result) -> None:
        super().__init__(result.mappings(), result)

    def keys(self) -> KeyView:
        """The names of the columns."""
        return self._source.keys()

    def columns(self, *col_expressions: Any) -> AsyncMappingResult:
        """Keep only these columns, in this order."""
        self._source.columns(*col_expressions)
        return self

    async def fetchone(self) -> Any:
        """The next mapping, or None when there is none left."""
        await self._have(1)
        return self._rows.fetchone()


class AsyncTupleResult(AsyncFetching):
    """For annotations only: an `AsyncResult` whose rows type checkers see as plain tuples."""

    __slots__ = ()


__all__ = ["AsyncMappingResult", "AsyncResult", "AsyncScalarResult", "AsyncTupleResult"]
