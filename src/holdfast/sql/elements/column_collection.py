"""Columns in order, found by key, by position or as attributes: `table.c.id`, `table.c["id"]`, `table.c[0]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, overload

from ... import exc, util
from ...util import Generic
from .base import MAKERS

_new = object.__new__
_put = object.__setattr__
_KEY = TypeVar("_KEY")
_COL = TypeVar("_COL", covariant=True)


class ColumnCollection(Generic[_KEY, _COL]):
    """An ordered collection of columns by key; a key may repeat (the first wins) in a select's columns."""

    # `__dict__` holds the columns that were asked for as attributes, so that the next time it is no call; a
    # collection and its read-only view share it, and every change empties it.
    __slots__ = ("__dict__", "_collection", "_index", "_readonly")

    _collection: list[tuple[Any, Any]]
    _index: dict[Any, Any]
    _readonly: ReadOnlyColumnCollection[_KEY, _COL] | None

    def __init__(self, columns: Iterable[tuple[Any, Any]] | None = None) -> None:
        _put(self, "_collection", [])
        _put(self, "_index", {})
        _put(self, "_readonly", None)
        if columns:
            for key, column in columns:
                self._collection.append((key, column))
                self._index.setdefault(key, column)

    # -- reading -------------------------------------------------------------------------------------------

    def __getattr__(self, key: str) -> _COL:
        if key == "_index":  # not initialized yet: being unpickled
            raise AttributeError(key)
        if key == "_collection":  # of a view that was made of its index alone
            pairs: Any = list(self._index.items())
            _put(self, key, pairs)
            return pairs  # type: ignore[no-any-return]
        try:
            found: _COL = self._index[key]
            self.__dict__[key] = found
            return found
        except KeyError:
            pass
        raise AttributeError(f"{key}{util.suggest(key, self._string_keys())}")

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: str | int) -> _COL: ...
        @overload
        def __getitem__(self, key: tuple[str | int, ...] | slice) -> ReadOnlyColumnCollection[_KEY, _COL]: ...

    def __getitem__(self, key: Any) -> Any:
        try:
            return self._index[key]
        except (KeyError, TypeError):
            pass
        if isinstance(key, int):
            try:
                return self._collection[key][1]
            except IndexError:
                raise IndexError(key) from None
        if isinstance(key, slice):
            return ColumnCollection(self._collection[key]).as_readonly()
        if isinstance(key, tuple):
            return ColumnCollection([(self._key_of(part), self[part]) for part in key]).as_readonly()
        raise KeyError(key)

    def _key_of(self, part: Any) -> Any:
        return self._collection[part][0] if isinstance(part, int) else part

    def _string_keys(self) -> list[str]:
        return [key for key, _ in self._collection if isinstance(key, str)]

    def __clause_element__(self) -> Any:
        """All columns, in places where a statement lists columns: `select(table.c)`."""
        return MAKERS["clause_list"](self, group=False)

    def __iter__(self) -> Iterator[_COL]:
        return iter([column for _, column in self._collection])

    def __len__(self) -> int:
        return len(self._collection)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            raise exc.ArgumentError(
                "__contains__ requires a string argument; use contains_column() to ask for a column object"
            )
        return key in self._index

    def get(self, key: str, default: Any = None) -> _COL | None:
        """The column of this key, or the default."""
        return self._index.get(key, default)  # type: ignore[no-any-return]

    def keys(self) -> list[_KEY]:
        """The keys, in order."""
        return [key for key, _ in self._collection]

    def values(self) -> list[_COL]:
        """The columns, in order."""
        return [column for _, column in self._collection]

    def items(self) -> list[tuple[_KEY, _COL]]:
        """Keys and columns, in order."""
        return list(self._collection)

    @property
    def _all_columns(self) -> list[Any]:
        return [column for _, column in self._collection]

    def contains_column(self, col: Any) -> bool:
        """Whether this very column is in here."""
        if isinstance(col, str):
            raise exc.ArgumentError(
                "contains_column cannot be used with string arguments. Use ``col_name in table.c`` instead."
            )
        return any(column is col for _, column in self._collection)

    def compare(self, other: ColumnCollection[Any, Any]) -> bool:
        """Whether two collections hold the same columns in the same order."""
        own, theirs = self._all_columns, other._all_columns
        return len(own) == len(theirs) and all(map(_same, own, theirs))

    def corresponding_column(self, column: Any, require_embedded: bool = False) -> _COL | None:
        """The column in here that stands for `column`: itself, or one that proxies it."""
        return MAKERS["corresponding_column"](self, column, require_embedded)  # type: ignore[no-any-return]

    def as_readonly(self) -> ReadOnlyColumnCollection[_KEY, _COL]:
        """A view that cannot be changed, but sees the changes made here."""
        if self._readonly is None:
            object.__setattr__(self, "_readonly", ReadOnlyColumnCollection(self))
        return self._readonly  # type: ignore[return-value]

    def __str__(self) -> str:
        return f"{type(self).__name__}({', '.join(str(column) for column in self)})"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(repr(column) for column in self)})"

    def __eq__(self, other: object) -> Any:
        return isinstance(other, ColumnCollection) and self.compare(other)

    __hash__ = object.__hash__

    # -- changing ------------------------------------------------------------------------------------------

    def add(self, column: Any, key: Any = None, *, index: int | None = None) -> None:
        """Add a column at the end, or at `index`; a key that is there already still finds the earlier one."""
        self._insert(column, column.key if key is None else key, index)

    def _insert(self, column: Any, key: Any, index: int | None = None) -> None:
        if index is None:
            self._collection.append((key, column))
        else:
            self._collection.insert(index, (key, column))
        self._index.setdefault(key, column)
        self.__dict__.clear()

    def __setattr__(self, key: str, value: Any) -> NoReturn:
        raise NotImplementedError

    def clear(self) -> NoReturn:
        """Not possible: a collection of columns only grows."""
        raise NotImplementedError

    def remove(self, column: Any) -> None:
        """Not possible here; a table's own collection can."""
        raise NotImplementedError

    def update(self, iter_: Any) -> NoReturn:
        """Not possible: columns are added one by one."""
        raise NotImplementedError

    def __getstate__(self) -> Any:
        return self._collection

    def __setstate__(self, state: Any) -> None:
        self.__init__(state)  # type: ignore[misc]


class DedupeColumnCollection(ColumnCollection[_KEY, _COL]):
    """A collection in which every key is there once: a table's columns."""

    __slots__ = ()

    def add(self, column: Any, key: Any = None, *, index: int | None = None) -> None:
        """Add a column; one of the same key is replaced in its place."""
        if key is not None and column.key != key:
            raise exc.ArgumentError("DedupeColumnCollection requires columns be under the same key as their .key")
        key = column.key
        if key is None:
            raise exc.ArgumentError("Can't add unnamed column to column collection")
        known = self._index.get(key)
        if known is column:
            return
        if known is not None:
            self.replace(column)
        else:
            self._insert(column, key, index)

    def replace(self, column: Any, *, index: int | None = None, known: Any = None) -> None:
        """Put a column in the place of the one with its key or name (and of `known`), or at the end."""
        gone = {id(known), *(id(self._index[name]) for name in (column.key, column.name) if name in self._index)}
        places = [n for n, (_, member) in enumerate(self._collection) if id(member) in gone]
        if index is None:
            position = places[0] if places else None
        else:  # counted while those that go are still there
            position = index - sum(place < index for place in places)
        kept = [(key, member) for key, member in self._collection if id(member) not in gone]
        kept.insert(len(kept) if position is None else position, (column.key, column))
        self._collection[:] = kept
        self._index.clear()
        self._index.update(kept)
        self.__dict__.clear()

    def remove(self, column: Any) -> None:
        """Take a column out."""
        known: Any = self._index.get(column.key)
        if known is not column:
            raise ValueError(f"Can't remove column {column!r}; column is not in this collection")
        del self._index[column.key]
        self._collection[:] = [(key, member) for key, member in self._collection if member is not column]
        self.__dict__.clear()

    def extend(self, iter_: Iterable[Any]) -> None:
        """Add columns."""
        for column in iter_:
            self.add(column)


class ReadOnlyColumnCollection(ColumnCollection[_KEY, _COL]):
    """What users see as `.c`: the same columns, without the methods that change them."""

    __slots__ = ("_parent",)

    def __init__(self, collection: ColumnCollection[Any, Any]) -> None:
        put = object.__setattr__
        put(self, "_parent", collection)
        put(self, "__dict__", collection.__dict__)
        put(self, "_collection", collection._collection)
        put(self, "_index", collection._index)

    def add(self, column: Any, key: Any = None, *, index: int | None = None) -> NoReturn:
        """Not possible: this view is read-only."""
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly.")

    def extend(self, elements: Any) -> NoReturn:
        """Not possible: this view is read-only."""
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly.")

    def remove(self, column: Any) -> NoReturn:
        """Not possible: this view is read-only."""
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly.")

    @classmethod
    def _of(cls, index: dict[str, Any], *, named: bool) -> Self:
        """A view of columns that nobody changes, each key once; `named`: all keys may be found as attributes."""
        made = _new(cls)
        _put(made, "_index", index)
        if named:
            _put(made, "__dict__", index)
        return made

    def as_readonly(self) -> Self:
        """Itself."""
        return self

    def __getstate__(self) -> Any:
        return getattr(self, "_parent", None) or ColumnCollection(self._collection)

    def __setstate__(self, state: Any) -> None:
        self.__init__(state)  # type: ignore[misc]


def _same(left: Any, right: Any) -> bool:
    return left is right
