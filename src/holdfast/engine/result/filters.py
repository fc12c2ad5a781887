"""Views of a result that change what a row looks like: single values, or mappings.

A view takes raw rows from its result and finishes them its own way; rows that nobody sees are never made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from ...util import Generic
from ..row import KeyView, RowMapping
from .fetching import Fetching

_R = TypeVar("_R", covariant=True)


class FilterResult(Fetching, Generic[_R]):
    """What the views share: they take from, and close, the result they look at."""

    __slots__ = ("_result",)

    def __init__(self, result: Any) -> None:
        self._result = result
        self._seen = result._seen
        self._strategy = result._strategy
        self._yield_per = result._yield_per

    def _take(self, size: int | None) -> list[Any]:
        return self._result._take(size)  # type: ignore[no-any-return]

    def _take_some(self, most: int) -> list[Any]:
        return self._result._take_some(most)  # type: ignore[no-any-return]

    def _close_hard(self) -> None:
        self._result._close_hard()

    def _holder(self) -> Any:
        return self._result

    def _usual_size(self) -> int | None:
        return self._result._usual_size()  # type: ignore[no-any-return]

    @property
    def _real_result(self) -> Any:
        return self._result

    def close(self) -> None:
        """Close the result behind this view."""
        self._result.close()

    @property
    def closed(self) -> bool:
        return bool(self._result.closed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._result.close()

    def unique(self, strategy: Callable[[Any], Any] | None = None) -> Self:
        """Leave out what came before; `strategy(value)` gives what is compared."""
        return self._make_unique(strategy)

    def yield_per(self, num: int) -> Self:
        """Fetch `num` rows at a time when iterating."""
        self._result.yield_per(num)
        self._yield_per = num
        return self

    def __iter__(self) -> Iterator[_R]:
        return self._iterate()

    def __next__(self) -> _R:
        rows: list[_R] = self._portion(1)
        if not rows:
            raise StopIteration
        return rows[0]

    def all(self) -> Sequence[_R]:
        """All that are left."""
        return self._portion(None)

    def fetchall(self) -> Sequence[_R]:
        return self._portion(None)

    def fetchmany(self, size: int | None = None) -> Sequence[_R]:
        return self._many(size)

    def partitions(self, size: int | None = None) -> Iterator[Sequence[_R]]:
        """Iterate over lists of the given size."""
        return self._partitions(size)

    def first(self) -> _R | None:
        """The first or None; the rest is given up."""
        return self._only(required=False, many_is_error=False)  # type: ignore[no-any-return]

    def one(self) -> _R:
        """The one there is; NoResultFound or MultipleResultsFound otherwise."""
        return self._only(required=True, many_is_error=True)  # type: ignore[no-any-return]

    def one_or_none(self) -> _R | None:
        return self._only(required=False, many_is_error=True)  # type: ignore[no-any-return]


class ScalarResult(FilterResult[_R]):
    """One column of a result: its values, without rows around them."""

    __slots__ = ("_index",)

    def __init__(self, real_result: Any, index: int) -> None:
        super().__init__(real_result)
        self._index = index
        # Uniqueness asked of the rows is asked of the values here; an earlier strategy saw rows.
        if self._seen is not None:
            self._seen = set()

    def _finish(self, rows: list[Any]) -> list[Any]:
        result = self._result
        if result.scalar_rows:
            return rows
        if result._pick is not None:
            rows = result._pick(rows)
        else:
            processor = result._metadata.processor_at(self._index)
            if processor is not None:
                index = self._index
                return [processor(row[index]) for row in rows]
        index = self._index
        return [row[index] for row in rows]

    def _unique_filter(self) -> Callable[[Any], Any] | None:
        if self._strategy is not None:
            return self._strategy
        filters = self._result._metadata.unique_filters
        return None if filters is None else filters[self._index]


class MappingResult(FilterResult[RowMapping]):
    """The rows of a result as mappings from column name to value."""

    __slots__ = ()

    def _finish(self, rows: list[Any]) -> list[Any]:
        return [RowMapping(row) for row in self._result._finish(rows)]

    def _unique_filter(self) -> Callable[[Any], Any] | None:
        # A strategy is given the row, as SQLAlchemy does.
        by_row = self._strategy if self._strategy is not None else self._result._unique_filter()
        return (lambda mapping: mapping._row) if by_row is None else (lambda mapping: by_row(mapping._row))

    def keys(self) -> KeyView:
        """The names of the columns."""
        return self._result.keys()  # type: ignore[no-any-return]

    def columns(self, *col_expressions: Any) -> Self:
        """Keep only these columns, in this order."""
        self._result.columns(*col_expressions)
        return self

    def fetchone(self) -> RowMapping | None:
        """The next mapping, or None when there is none left."""
        rows = self._portion(1)
        return rows[0] if rows else None


class TupleResult(FilterResult[_R]):
    """For annotations only: a `Result` whose rows type checkers see as plain tuples."""

    __slots__ = ()

    if TYPE_CHECKING:

        def keys(self) -> KeyView: ...
        def fetchone(self) -> _R | None: ...
        def scalar(self) -> Any: ...
        def scalar_one(self) -> Any: ...
        def scalar_one_or_none(self) -> Any: ...
        def scalars(self, index: Any = 0) -> ScalarResult[Any]: ...
        def mappings(self) -> MappingResult: ...


__all__ = ["FilterResult", "MappingResult", "ScalarResult", "TupleResult"]
