"""`Result`: the rows of a statement, and the ways to take them.

A result holds raw rows (the driver's tuples, or bare values when `scalar_rows`), a position, and perhaps a source of
more. Everything public is one of: take n raw rows, finish them (convert, pick columns, make rows), drop repeated ones.
The views that change what a row looks like (`scalars()`, `mappings()`) live in filters.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, NoReturn, TypeVar, cast

from ... import exc
from ...plan import Plan, run
from ..row import KeyView, Row
from .metadata import ResultMetaData, pick
from .source import RowSource

T = TypeVar("T")
Self_ = TypeVar("Self_", bound="Fetching")
_new_row = tuple.__new__


class Fetching:
    """The ways to take rows, over two methods of the subclass: `_take(n)` and `_finish(raw_rows)`."""

    __slots__ = ("_seen", "_strategy", "_yield_per")
    _seen: set[Any] | None
    _strategy: Callable[[Any], Any] | None
    _yield_per: int | None
    _scalar_view: ClassVar[bool] = False

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

    def _make_unique(self: Self_, strategy: Callable[[Any], Any] | None) -> Self_:
        self._seen = set()
        self._strategy = strategy
        return self


class Result(Fetching):
    """The rows of a statement: iterate over it, or take them with `all()`, `one()`, `first()`, `scalars()` ...

    A result is consumed once. `first()`, `one()`, `scalar()` and their like close it; fetching beyond the end
    gives None or an empty list.
    """

    __slots__ = ("__weakref__", "_closed", "_metadata", "_pick", "_position", "_rows", "_source", "context", "raw", "scalar_rows")

    def __init__(
        self,
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
        self._seen = None
        self._strategy = None
        self._yield_per: int | None = None
        self.scalar_rows = scalar_rows
        self.context: Any = None
        self.raw: Any = None

    # -- taking raw rows

    def _take(self, size: int | None) -> list[Any]:
        if self._closed:
            self._refuse()
        if self._source is not None:
            run(self._load(size))
        rows, position = self._rows, self._position
        if size is None:
            self._rows, self._position = [], 0
            return rows[position:] if position else rows
        taken = rows[position : position + size]
        self._position = position + len(taken)
        return taken

    def _load(self, size: int | None) -> Plan[None]:
        """Have at least `size` rows in the buffer, as far as there are so many (None: all)."""
        source = self._source
        if source is None or self._closed:
            return
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
        row_class = metadata.row_class
        return [_new_row(row_class, row) for row in rows]

    def _unique_filter(self) -> Callable[[Any], Any] | None:
        strategy, filters = self._strategy, self._metadata.unique_filters
        if strategy is not None or filters is None or not any(filters):
            return strategy
        return lambda row: tuple([value if mark is None else mark(value) for value, mark in zip(row, filters, strict=True)])

    # -- closing

    def _close_hard(self) -> None:
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

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # -- what the rows look like

    def keys(self) -> KeyView:
        """The names of the columns."""
        return KeyView(self._metadata)

    def columns(self, *col_expressions: Any) -> Any:
        """Keep only these columns, in this order: names, positions or column objects."""
        if self._closed:
            self._refuse()
        indexes = [self._metadata.index_of(key) for key in col_expressions]
        if self.scalar_rows and indexes == [0]:
            return self
        metadata, earlier, cut = self._metadata, self._pick, pick(indexes)
        if self.scalar_rows:
            self.scalar_rows = False
            before: Callable[[list[Any]], list[Any]] = lambda rows: [(value,) for value in rows]  # noqa: E731
        elif earlier is not None:
            before = earlier
        else:
            before = metadata.process
        self._pick = lambda rows: cut(before(rows))
        self._metadata = metadata.reduced(indexes)
        return self

    def unique(self, strategy: Callable[[Any], Any] | None = None) -> Any:
        """Leave out rows that came before; `strategy(row)` gives what is compared."""
        return self._make_unique(strategy)

    def yield_per(self, num: int) -> Any:
        """Fetch `num` rows at a time when iterating."""
        self._yield_per = num
        source = self._source
        if source is not None and hasattr(source, "size"):
            source.size = num
        return self

    # -- taking rows

    def __iter__(self) -> Iterator[Any]:
        return self._iterate()

    def __next__(self) -> Any:
        rows = self._portion(1)
        if not rows:
            raise StopIteration
        return rows[0]

    def all(self) -> list[Any]:
        """All rows that are left."""
        return self._portion(None)

    def fetchall(self) -> list[Any]:
        return self._portion(None)

    def fetchone(self) -> Any:
        """The next row, or None when there is none left."""
        rows = self._portion(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return self._portion(size or self._yield_per or 1)

    def partitions(self, size: int | None = None) -> Iterator[list[Any]]:
        """Iterate over lists of rows of the given size."""
        return self._partitions(size)

    def first(self) -> Any:
        """The first row or None; the rest is given up."""
        return self._only(required=False, many_is_error=False)

    def one(self) -> Any:
        """The one row there is; NoResultFound or MultipleResultsFound otherwise."""
        return self._only(required=True, many_is_error=True)

    def one_or_none(self) -> Any:
        return self._only(required=False, many_is_error=True)

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        row = self._only(required=False, many_is_error=False)
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        return self._only(required=True, many_is_error=True)[0]

    def scalar_one_or_none(self) -> Any:
        row = self._only(required=False, many_is_error=True)
        return None if row is None else row[0]


def rows_are_made(rows: Sequence[Any], metadata: ResultMetaData) -> list[Row]:
    """Rows of a shape from tuples of values."""
    row_class = metadata.row_class
    return [_new_row(row_class, row) for row in rows]


__all__ = ["Fetching", "Result", "rows_are_made"]
