"""Async results: rows that are fetched as they are asked for.

Each method first has the rows it needs fetched into the buffer of the sync result (`_load`, a plan), then lets that result
answer from the buffer; so the ways to take rows exist once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, TypeVarTuple, overload

from ...engine.result import FilterResult, FrozenResult, Result
from ...engine.row import KeyView, Row, RowMapping
from ...plan import arun
from ...util import Generic

_R = TypeVar("_R", covariant=True)
_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")


class AsyncFetching(Generic[_R]):
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

    def unique(self, strategy: Callable[[Any], Any] | None = None) -> Self:
        """Leave out what came before."""
        self._rows.unique(strategy)
        return self

    def yield_per(self, num: int) -> Self:
        """Fetch `num` rows at a time when iterating."""
        self._rows.yield_per(num)
        return self

    async def all(self) -> Sequence[_R]:
        """All that are left."""
        await self._have(None)
        return self._rows.all()  # type: ignore[no-any-return]

    async def fetchall(self) -> Sequence[_R]:
        return await self.all()

    async def fetchmany(self, size: int | None = None) -> Sequence[_R]:
        """The next ones, at most `size`."""
        if size is None:
            size = self._rows._yield_per or self._rows._usual_size()
        await self._have(size)
        return self._rows._many(size) if size is not None else self._rows.all()  # type: ignore[no-any-return]

    async def first(self) -> _R | None:
        """The first or None; the rest is given up."""
        return await self._finish_only(1, "first")  # type: ignore[no-any-return]

    async def one(self) -> _R:
        """The one there is; NoResultFound or MultipleResultsFound otherwise."""
        return await self._finish_only(2, "one")  # type: ignore[no-any-return]

    async def one_or_none(self) -> _R | None:
        return await self._finish_only(2, "one_or_none")  # type: ignore[no-any-return]

    async def partitions(self, size: int | None = None) -> AsyncIterator[Sequence[_R]]:
        """Iterate over lists of the given size."""
        while rows := await self.fetchmany(size):
            yield rows

    async def __aiter__(self) -> AsyncIterator[_R]:
        size = self._rows._yield_per or 100
        while True:
            await self._have(size)
            lent = self._rows._lend(size)
            if lent is None:
                return
            for row in lent.rows:
                yield row

    async def __anext__(self) -> _R:
        rows = await self.fetchmany(1)
        if not rows:
            raise StopAsyncIteration
        return rows[0]


class AsyncResult(AsyncFetching[Row[*_Ts]], Generic[*_Ts]):
    """The rows of a streamed statement; every fetch method is awaited."""

    __slots__ = ()

    def __init__(self, real_result: Result[*_Ts]) -> None:
        super().__init__(real_result, real_result)

    @property
    def _real_result(self) -> Result[*tuple[Any, ...]]:
        return self._source

    def keys(self) -> KeyView:
        """The names of the columns."""
        return self._source.keys()

    def columns(self, *col_expressions: Any) -> AsyncResult[*tuple[Any, ...]]:
        """Keep only these columns, in this order."""
        self._source.columns(*col_expressions)
        return self

    if TYPE_CHECKING:

        @overload
        def scalars(self: AsyncResult[_T, *tuple[Any, ...]], index: Literal[0] = 0) -> AsyncScalarResult[_T]: ...
        @overload
        def scalars(self, index: Any = 0) -> AsyncScalarResult[Any]: ...

    def scalars(self, index: Any = 0) -> AsyncScalarResult[Any]:
        """One column only: the values instead of rows."""
        return AsyncScalarResult(self._source, index)

    def mappings(self) -> AsyncMappingResult:
        """Rows as mappings from column name to value."""
        return AsyncMappingResult(self._source)

    def tuples(self) -> AsyncTupleResult[tuple[*_Ts]]:
        return self  # type: ignore[return-value]  # AsyncTupleResult is how checkers call it

    @property
    def t(self) -> AsyncTupleResult[tuple[*_Ts]]:
        return self  # type: ignore[return-value]

    async def fetchone(self) -> Row[*_Ts] | None:
        """The next row, or None when there is none left."""
        await self._have(1)
        return self._rows.fetchone()  # type: ignore[no-any-return]

    if TYPE_CHECKING:

        @overload
        async def scalar(self: AsyncResult[_T, *tuple[Any, ...]]) -> _T | None: ...
        @overload
        async def scalar(self) -> Any: ...

    async def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return await self._finish_only(1, "scalar")

    if TYPE_CHECKING:

        @overload
        async def scalar_one(self: AsyncResult[_T, *tuple[Any, ...]]) -> _T: ...
        @overload
        async def scalar_one(self) -> Any: ...

    async def scalar_one(self) -> Any:
        return await self._finish_only(2, "scalar_one")

    if TYPE_CHECKING:

        @overload
        async def scalar_one_or_none(self: AsyncResult[_T, *tuple[Any, ...]]) -> _T | None: ...
        @overload
        async def scalar_one_or_none(self) -> Any: ...

    async def scalar_one_or_none(self) -> Any:
        return await self._finish_only(2, "scalar_one_or_none")

    async def freeze(self) -> FrozenResult[*_Ts]:
        """All rows as a value that gives a new result each time it is called."""
        await self._have(None)
        return self._source.freeze()


class AsyncScalarResult(AsyncFetching[_R]):
    """One column of a streamed statement."""

    __slots__ = ()

    def __init__(self, real_result: Result[*tuple[Any, ...]], index: Any = 0) -> None:
        rows: FilterResult[Any] = real_result.scalars(index)
        super().__init__(rows, real_result)


class AsyncMappingResult(AsyncFetching[RowMapping]):
    """The rows of a streamed statement as mappings."""

    __slots__ = ()

    def __init__(self, result: Result[*tuple[Any, ...]]) -> None:
        super().__init__(result.mappings(), result)

    def keys(self) -> KeyView:
        """The names of the columns."""
        return self._source.keys()

    def columns(self, *col_expressions: Any) -> AsyncMappingResult:
        """Keep only these columns, in this order."""
        self._source.columns(*col_expressions)
        return self

    async def fetchone(self) -> RowMapping | None:
        """The next mapping, or None when there is none left."""
        await self._have(1)
        return self._rows.fetchone()  # type: ignore[no-any-return]


class AsyncTupleResult(AsyncFetching[_R]):
    """For annotations only: an `AsyncResult` whose rows type checkers see as plain tuples."""

    __slots__ = ()


__all__ = ["AsyncMappingResult", "AsyncResult", "AsyncScalarResult", "AsyncTupleResult"]
