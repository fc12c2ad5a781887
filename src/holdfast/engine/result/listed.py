"""`ListedScalars`: single values that are all here already, as the ORM has them once its objects are made.

The commonest ways to take them (`all`, `one`, `first`) answer from the list. Everything else goes the general way, over
a `Result` that is made when something first asks for it. What must not live here: another idea of what a fetch means.
"""

from __future__ import annotations

from typing import Any, TypeVar

from .filters import ScalarResult
from .metadata import NO_ROWS, ResultMetaData
from .result import Result

_R = TypeVar("_R", covariant=True)


class ListedScalars(ScalarResult[_R]):
    """Values from a list. `_list` is None once the general way has been taken, or the result is closed."""

    __slots__ = ("_list", "_metadata", "_real")
    _list: list[Any] | None

    def __init__(self, metadata: ResultMetaData, values: list[Any]) -> None:
        self._list = values
        self._metadata = metadata
        self._index = 0
        self._seen = self._strategy = self._yield_per = None
        self._real: Result[Any] | None = None

    @property
    def _result(self) -> Any:
        """The result of the general way, made when somebody needs it."""
        if self._real is None:
            values, self._list = self._list, None
            self._real = Result(self._metadata, values, None, True)
        return self._real

    def all(self) -> list[Any]:
        """All that are left."""
        values = self._list
        if values is None or self._seen is not None:
            return self._portion(None)
        self._list = []
        return values

    fetchall = all

    def one(self) -> Any:
        """The one there is; NoResultFound or MultipleResultsFound otherwise."""
        values = self._list
        if values is None or len(values) != 1:
            return self._only(required=True, many_is_error=True)
        self._list, self._real = None, _ENDED
        return values[0]

    def one_or_none(self) -> Any:
        values = self._list
        if values is None or len(values) > 1:
            return self._only(required=False, many_is_error=True)
        self._list, self._real = None, _ENDED
        return values[0] if values else None

    def first(self) -> Any:
        """The first or None; the rest is given up."""
        values = self._list
        if values is None:
            return self._only(required=False, many_is_error=False)
        self._list, self._real = None, _ENDED
        return values[0] if values else None


# What stands behind every result that is used up: fetching from it says that it is closed.
_ENDED: Result[Any] = Result(NO_ROWS)
_ENDED.close()

__all__ = ["ListedScalars"]
