"""`Result`: the rows of a statement, and the ways to take them.

A result holds raw rows (the driver's tuples, or bare values when `scalar_rows`), a position, and perhaps a source of
more. Everything public is one of: take n raw rows, finish them (convert, pick columns, make rows), drop repeated ones.
The views that change what a row looks like (`scalars()`, `mappings()`) live in filters.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, Self, TypeVar, TypeVarTuple, overload

from ... import exc
from ...plan import Plan, run
from ...util import Generic
from ..row import KeyView, Row, make_rows
from .fetching import END, Fetching, Lent
from .filters import MappingResult, ScalarResult, TupleResult
from .metadata import ResultMetaData, SimpleResultMetaData, pick
from .source import ChunkSource, IteratorSource, RowSource

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")


class Result(Fetching, Generic[*_Ts]):
    """The rows of a statement: iterate over it, or take them with `all()`, `one()`, `first()`, `scalars()` ...

    A result is consumed once. `first()`, `one()`, `scalar()` and their like close it; fetching beyond the end
    gives None or an empty list.
    """

    __slots__ = (
        "__weakref__",
        "_closed",
        "_lent",
        "_metadata",
        "_pick",
        "_position",
        "_rows",
        "_source",
        "raw",
        "scalar_rows",
    )
    _lent: Lent | None
    ends_softly: ClassVar[bool] = False  # once its end was seen, `first()` and its like find nothing, and do not close

    def __init__(
        self: Result[*tuple[Any, ...]],
        cursor_metadata: ResultMetaData,
        rows: list[Any] | None = None,
        source: RowSource | None = None,
        scalar_rows: bool = False,
    ) -> None:
        self._metadata = cursor_metadata
        self._rows: list[Any] = [] if rows is None else rows
        self._position = 0
        self._source = source
        self._pick: Callable[[list[Any]], list[Any]] | None = None
        self._closed = False
        self._lent = None
        self._seen = None
        self._strategy = None
        self._yield_per: int | None = None
        self.scalar_rows = scalar_rows
        self.raw: Any = None

    # -- taking raw rows

    def _take(self, size: int | None) -> list[Any]:
        if self._closed:
            self._refuse()
        if self._lent is not None:
            self._take_back()
        if self._source is not None:
            run(self._load(size))
        rows, position = self._rows, self._position
        if size is None:
            self._rows, self._position = END, 0
            return rows[position:] if position or rows is END else rows
        taken = rows[position : position + size]
        if taken:
            self._position = position + len(taken)
        else:
            self._rows, self._position = END, 0
        return taken

    def _take_some(self, most: int) -> list[Any]:
        """At most so many rows; at least one as long as there is one."""
        taken = Result._take(self, 1)
        if taken and most > 1 and len(self._rows) > self._position:
            position = self._position
            taken = self._rows[position - 1 : position - 1 + most]
            self._position = position - 1 + len(taken)
        return taken

    def _take_back(self) -> None:
        """What was lent to a loop, as far as the loop has not seen it: the rows just before the position."""
        lent, self._lent = self._lent, None
        if lent is not None:
            self._position -= lent.take_back()

    def _holder(self) -> Self:
        return self

    def _usual_size(self) -> int | None:
        return None

    def _load(self, size: int | None) -> Plan[None]:
        """Have at least `size` rows in the buffer, as far as there are so many (None: all)."""
        source = self._source
        if source is None or self._closed:
            return
        if self._lent is not None:
            self._take_back()
        if self._position:
            del self._rows[: self._position]
            self._position = 0
        while size is None or len(self._rows) < size:
            more = yield from source.fetch(None if size is None else size - len(self._rows))
            if not more:
                self._source = None
                return
            self._rows = [*self._rows, *more] if self._rows else more

    def _refuse(self) -> NoReturn:
        raise exc.ResourceClosedError("This result object is closed.")

    def _finish(self, rows: list[Any]) -> list[Any]:
        if self.scalar_rows:
            row_class = self._metadata.row_class
            return [row_class((value,)) for value in rows]
        metadata = self._metadata
        if self._pick is not None:
            rows = self._pick(rows)
        elif metadata.processors is not None:
            rows = metadata.process(rows)
        return make_rows(metadata.row_class, rows)

    def _unique_filter(self) -> Callable[[Any], Any] | None:
        strategy, filters = self._strategy, self._metadata.unique_filters
        if strategy is not None or filters is None or not any(filters):
            return strategy
        return lambda row: tuple(
            [value if mark is None else mark(value) for value, mark in zip(row, filters, strict=True)]
        )

    # -- closing

    def _close_hard(self) -> None:
        if self._lent is not None:
            self._take_back()
        self._closed = True
        self._rows = []
        source, self._source = self._source, None
        if source is not None:
            run(source.close())

    def close(self) -> None:
        """Give up what is left; fetching afterwards raises ResourceClosedError."""
        self._close_hard()

    @property
    def closed(self) -> bool:
        return self._closed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # -- what the rows look like

    def keys(self) -> KeyView:
        """The names of the columns."""
        return KeyView(self._metadata)

    def columns(self, *col_expressions: Any) -> Result[*tuple[Any, ...]]:
        """Keep only these columns, in this order: names, positions or column objects."""
        if not self._metadata.returns_rows:
            self._refuse()
        indexes = [self._metadata.index_of(key) for key in col_expressions]
        if self.scalar_rows and indexes == [0]:
            return self
        metadata, earlier, cut = self._metadata, self._pick, pick(indexes)
        if self.scalar_rows:
            self.scalar_rows = False
            before: Callable[[list[Any]], list[Any]] = lambda rows: [(value,) for value in rows]
        elif earlier is not None:
            before = earlier
        else:
            before = metadata.process
        self._pick = lambda rows: cut(before(rows))
        self._metadata = metadata.reduced(indexes)
        return self

    if TYPE_CHECKING:

        @overload
        def scalars(self: Result[_T, *tuple[Any, ...]], index: Literal[0] = 0) -> ScalarResult[_T]: ...
        @overload
        def scalars(self, index: Any = 0) -> ScalarResult[Any]: ...

    def scalars(self, index: Any = 0) -> ScalarResult[Any]:
        """One column only: the values instead of rows."""
        if not self._metadata.returns_rows:
            self._refuse()
        return ScalarResult(self, self._metadata.index_of(index) if index != 0 else 0)

    def mappings(self) -> MappingResult:
        """Rows as mappings from column name to value."""
        return MappingResult(self)

    def tuples(self) -> TupleResult[tuple[*_Ts]]:
        """The result itself: rows are tuples."""
        return self  # type: ignore[return-value]  # TupleResult is how checkers call it

    @property
    def t(self) -> TupleResult[tuple[*_Ts]]:
        return self  # type: ignore[return-value]

    def unique(self, strategy: Callable[[Any], Any] | None = None) -> Self:
        """Leave out rows that came before; `strategy(row)` gives what is compared."""
        return self._make_unique(strategy)

    def yield_per(self, num: int) -> Self:
        """Fetch `num` rows at a time when iterating."""
        self._yield_per = num
        source = self._source
        if source is not None and hasattr(source, "size"):
            source.size = num
        return self

    # -- taking rows

    def __iter__(self) -> Iterator[Row[*_Ts]]:
        return self._iterate()

    def __next__(self) -> Row[*_Ts]:
        rows: list[Row[*_Ts]] = self._portion(1)
        if not rows:
            raise StopIteration
        return rows[0]

    def all(self) -> Sequence[Row[*_Ts]]:
        """All rows that are left."""
        return self._portion(None)

    def fetchall(self) -> Sequence[Row[*_Ts]]:
        return self._portion(None)

    def fetchone(self) -> Row[*_Ts] | None:
        """The next row, or None when there is none left."""
        rows = self._portion(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int | None = None) -> Sequence[Row[*_Ts]]:
        return self._many(size)

    def partitions(self, size: int | None = None) -> Iterator[Sequence[Row[*_Ts]]]:
        """Iterate over lists of rows of the given size."""
        return self._partitions(size)

    def first(self) -> Row[*_Ts] | None:
        """The first row or None; the rest is given up."""
        return self._only(required=False, many_is_error=False)  # type: ignore[no-any-return]

    def one(self) -> Row[*_Ts]:
        """The one row there is; NoResultFound or MultipleResultsFound otherwise."""
        return self._only(required=True, many_is_error=True)  # type: ignore[no-any-return]

    def one_or_none(self) -> Row[*_Ts] | None:
        return self._only(required=False, many_is_error=True)  # type: ignore[no-any-return]

    if TYPE_CHECKING:

        @overload
        def scalar(self: Result[_T, *tuple[Any, ...]]) -> _T | None: ...
        @overload
        def scalar(self) -> Any | None: ...

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        row = self._only(required=False, many_is_error=False)
        return None if row is None else row[0]

    if TYPE_CHECKING:

        @overload
        def scalar_one(self: Result[_T, *tuple[Any, ...]]) -> _T: ...
        @overload
        def scalar_one(self) -> Any: ...

    def scalar_one(self) -> Any:
        return self._only(required=True, many_is_error=True)[0]

    if TYPE_CHECKING:

        @overload
        def scalar_one_or_none(self: Result[_T, *tuple[Any, ...]]) -> _T | None: ...
        @overload
        def scalar_one_or_none(self) -> Any | None: ...

    def scalar_one_or_none(self) -> Any:
        row = self._only(required=False, many_is_error=True)
        return None if row is None else row[0]

    # -- keeping and joining

    def freeze(self) -> FrozenResult[*_Ts]:
        """All rows as a value that gives a new result each time it is called."""
        return FrozenResult(self)

    def merge(self, *others: Result[*tuple[Any, ...]]) -> MergedResult[*_Ts]:
        """The rows of this result, then those of the others."""
        return MergedResult(self._metadata, (self, *others))

    def _unrowed(self) -> list[Any]:
        """All rows that are left, converted and cut but not made rows of."""
        rows = self._take(None)
        if self._pick is not None:
            return self._pick(rows)
        return rows if self.scalar_rows else self._metadata.process(rows)


class IteratorResult(Result[*_Ts]):
    """A result over values at hand: a list, or any iterable of tuples (of bare values with `_source_supports_scalars`)."""

    __slots__ = ("context",)

    def __init__(
        self,
        cursor_metadata: ResultMetaData,
        iterator: Iterable[Any],
        raw: Any = None,
        _source_supports_scalars: bool = False,
        context: Any = None,
    ) -> None:
        if isinstance(iterator, list):
            super().__init__(cursor_metadata, iterator, None, _source_supports_scalars)
        else:
            super().__init__(cursor_metadata, None, IteratorSource(iterator), _source_supports_scalars)
        self.raw = raw
        self.context = context


class ChunkedIteratorResult(Result[*_Ts]):
    """A result over a function that iterates over lists of rows; `yield_per()` chooses their size."""

    __slots__ = ("context",)

    def __init__(
        self,
        cursor_metadata: ResultMetaData,
        chunks: Callable[[int | None], Iterator[Sequence[Any]]],
        source_supports_scalars: bool = False,
        raw: Any = None,
        dynamic_yield_per: bool = False,
        context: Any = None,
    ) -> None:
        super().__init__(cursor_metadata, None, ChunkSource(chunks), source_supports_scalars)
        self.raw = raw
        self.context = context


class FrozenResult(Generic[*_Ts]):
    """The rows of a result as a value, for caching: calling it gives a new result over them."""

    __slots__ = ("data", "metadata", "source_supports_scalars")

    def __init__(self, result: Result[*_Ts]) -> None:
        self.data: list[Any] = result._unrowed()
        if result._seen is not None:
            self.data = [tuple(row) for row in result._fresh(make_rows(result._metadata.row_class, self.data))]
        self.metadata = result._metadata.plain()
        self.source_supports_scalars = result.scalar_rows

    def with_new_rows(self, tuple_data: Sequence[Any]) -> FrozenResult[*_Ts]:
        """The same columns over other rows."""
        fresh: FrozenResult[*_Ts] = object.__new__(FrozenResult)
        fresh.metadata = self.metadata
        fresh.source_supports_scalars = self.source_supports_scalars
        fresh.data = [row[0] for row in tuple_data] if self.source_supports_scalars else list(tuple_data)
        return fresh

    def rewrite_rows(self) -> list[Any]:
        return [(value,) for value in self.data] if self.source_supports_scalars else list(self.data)

    def __call__(self) -> IteratorResult[*_Ts]:
        return IteratorResult(self.metadata, list(self.data), _source_supports_scalars=self.source_supports_scalars)


class MergedResult(IteratorResult[*_Ts]):
    """The rows of several results of one shape, one after the other; `rowcount` is their sum."""

    __slots__ = ("_results", "rowcount")

    def __init__(self, cursor_metadata: ResultMetaData, results: Sequence[Result]) -> None:
        first = results[0]
        # Columns that the first was cut to are cut from the others, too.
        cut = first._pick
        portions = (
            cut(one._take(None)) if cut is not None and one._pick is None else one._unrowed() for one in results
        )
        rows = (row for portion in portions for row in portion)
        super().__init__(cursor_metadata.plain(), rows, _source_supports_scalars=first.scalar_rows)
        self._results = results
        self._seen, self._strategy, self._yield_per = first._seen, first._strategy, first._yield_per
        counts = [getattr(result, "rowcount", -1) for result in results]
        self.rowcount = sum(count for count in counts if count >= 0) if any(count >= 0 for count in counts) else -1

    def _close_hard(self) -> None:
        super()._close_hard()
        for result in self._results:
            result.close()


def null_result() -> IteratorResult[*tuple[Any, ...]]:
    """A result without columns and rows."""
    return IteratorResult(SimpleResultMetaData([]), [])


__all__ = ["ChunkedIteratorResult", "FrozenResult", "IteratorResult", "MergedResult", "Result", "null_result"]
