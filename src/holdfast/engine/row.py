"""Rows: tuples that know the names of their columns.

Each shape (tuple of names) has its own subclass of `Row` with one C-level property a column, so that `row.name` costs
what a namedtuple's attribute costs and making a row costs one tuple. The class carries the metadata; the row carries
its values only. What must not live here: cursors, results, conversions.
"""

from __future__ import annotations

import builtins  # `Row` has a method called `tuple`
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from itertools import islice
from operator import itemgetter
from typing import Any, ClassVar, TypeVarTuple, cast

from .. import exc
from ..util import collector_paused

# Names that stay methods of the row although a column may be called so; the column is in `row._mapping`.
_RESERVED = frozenset(
    {"tuple", "_mapping", "_fields", "_asdict", "_tuple", "_t", "_data", "_key_to_index", "_metadata", "_new"}
)
_Ts = TypeVarTuple("_Ts")
_PAUSE_COLLECTOR_FROM = 500


class KeyView(KeysView[str]):
    """The names of a result's columns, in order; columns and labels may be looked up in it too."""

    __slots__ = ("_keys", "_metadata")

    def __init__(self, metadata: Any) -> None:
        self._metadata = metadata
        self._keys: tuple[str, ...] = metadata.keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __contains__(self, key: object) -> bool:
        # An integer is an address of a column inside a result, never one of its keys.
        return not isinstance(key, int) and self._metadata.find(key) is not None

    def __eq__(self, other: object) -> bool:
        return list(other) == list(self._keys) if isinstance(other, (list, tuple, KeysView)) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"RMKeyView({list(self._keys)!r})"


class Row(tuple[*_Ts]):
    """One row of a result: a tuple whose values may be read by column name as attributes.

    `row.name`, `row[1]`, unpacking and comparison are the tuple's; `row._mapping` looks up by name, column
    or label; `row._asdict()` and `row._fields` as in a namedtuple.
    """

    __slots__ = ()
    _metadata: ClassVar[Any] = None

    @property
    def _mapping(self) -> RowMapping:
        return RowMapping(self)

    @property
    def _fields(self) -> builtins.tuple[str, ...]:
        return cast("builtins.tuple[str, ...]", self._metadata.keys)

    @property
    def _key_to_index(self) -> Mapping[Any, int]:
        return cast("Mapping[Any, int]", self._metadata.keymap)

    @property
    def _data(self) -> builtins.tuple[*_Ts]:
        return builtins.tuple(self)  # type: ignore[return-value, arg-type]

    @property
    def _t(self) -> builtins.tuple[*_Ts]:
        return self

    @property
    def t(self) -> builtins.tuple[*_Ts]:
        return self

    def tuple(self) -> builtins.tuple[*_Ts]:
        return self

    def _tuple(self) -> builtins.tuple[*_Ts]:
        return self

    def _asdict(self) -> dict[str, Any]:
        _refuse_repeated(self._metadata)
        return dict(zip(self._metadata.keys, self, strict=True))  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        # Only names without a property come here: a wrong name, or a column named like a dunder.
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self._metadata.repeated:
            raise exc.AmbiguousColumnError(self._metadata.describe_repeated(name))
        raise AttributeError(self._metadata.describe_missing(name))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("can't set attribute")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("can't delete attribute")

    def __reduce__(self) -> Any:
        return (rebuild_row, (self._metadata.keys, builtins.tuple(self)))  # type: ignore[arg-type]

    def __copy__(self) -> Row:
        return self


class RowMapping(Mapping[Any, Any]):
    """A row as a read-only mapping: keys are the column names; columns and labels are understood too."""

    __slots__ = ("_row",)

    def __init__(self, row: Row) -> None:
        self._row = row

    def __getitem__(self, key: Any) -> Any:
        return self._row[self._row._metadata.index_in_mapping(key)]

    def __len__(self) -> int:
        return len(self._row)

    def __iter__(self) -> Iterator[str]:
        return iter(self._row._metadata.keys)

    def __contains__(self, key: object) -> bool:
        return not isinstance(key, int) and self._row._metadata.find(key) is not None

    def __repr__(self) -> str:
        return repr(dict(zip(self._row._metadata.keys, self._row, strict=True)))

    def __hash__(self) -> int:
        return hash(tuple(self._row))

    def keys(self) -> KeyView:
        return KeyView(self._row._metadata)

    def values(self) -> ValuesView[Any]:
        return RowValuesView(self)

    def items(self) -> ItemsView[Any, Any]:
        return RowItemsView(self)

    def __reduce__(self) -> Any:
        return (RowMapping, (self._row,))


class RowValuesView(ValuesView[Any]):
    """All values in order, also where two columns share a name."""

    __slots__ = ()
    _mapping: RowMapping

    def __iter__(self) -> Iterator[Any]:
        return iter(self._mapping._row)

    def __repr__(self) -> str:
        return f"ROMappingKeysValuesView({list(self)!r})"


class RowItemsView(ItemsView[Any, Any]):
    """All pairs in order."""

    __slots__ = ()
    _mapping: RowMapping

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        row = self._mapping._row
        _refuse_repeated(row._metadata)
        return iter(zip(row._metadata.keys, row, strict=True))

    def __repr__(self) -> str:
        return f"ROMappingItemsView({dict(self)!r})"


def _refuse_repeated(metadata: Any) -> None:
    """No dictionary can be made of a row in which a name stands for two columns."""
    for name in metadata.repeated:
        raise exc.AmbiguousColumnError(metadata.describe_repeated(name))


def make_row_class(metadata: Any) -> type[Row]:
    """The subclass of `Row` for one shape."""
    keys: Sequence[str] = metadata.keys
    namespace: dict[str, Any] = {"__slots__": (), "_metadata": metadata, "__module__": __name__}
    for index, key in enumerate(keys):
        if isinstance(key, str) and key not in _RESERVED and key not in metadata.repeated and not key.startswith("__"):
            namespace[key] = property(itemgetter(index))
    return cast("type[Row]", type("Row", (Row,), namespace))


def make_fetch(row_class: type[Row]) -> Callable[[Any], list[Any]]:
    """A function that takes all rows of a driver's cursor, which gives tuples, as rows of one shape.

    Made one by one as they come: values are looked at while they are at hand, and each tuple's memory serves the next.
    """

    def fetch(cursor: Any) -> list[Any]:
        rows = list(map(row_class, islice(cursor, _PAUSE_COLLECTOR_FROM)))
        if len(rows) == _PAUSE_COLLECTOR_FROM:
            with collector_paused():
                rows += map(row_class, cursor)
        return rows

    return fetch


def make_rows(row_class: type[Row], rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Rows of one shape from many tuples; a list of such rows itself.

    For many of them the cyclic collector is paused: none of the new rows can be garbage yet, and looking at them again
    and again costs as much as making them.
    """
    if rows and rows[0].__class__ is row_class and rows.__class__ is list:
        return rows
    if len(rows) < _PAUSE_COLLECTOR_FROM:
        return [*map(row_class, rows)]
    with collector_paused():
        return list(map(row_class, rows))


def rebuild_row(keys: Sequence[str], values: Sequence[Any]) -> Row:
    """A row from its names and values (unpickling)."""
    if _metadata_for is None:
        raise exc.InvalidRequestError("Can't rebuild a Row before holdfast.engine.result is imported")
    return cast(Row, _metadata_for(tuple(keys)).row_class(values))


# The seam that engine.result fills: names -> metadata, shared by all rows of one shape.
_metadata_for: Any = None


def install_metadata_factory(factory: Any) -> None:
    """Called once by engine.result: how names become metadata."""
    global _metadata_for
    _metadata_for = factory


__all__ = [
    "KeyView",
    "Row",
    "RowItemsView",
    "RowMapping",
    "RowValuesView",
    "install_metadata_factory",
    "make_fetch",
    "make_row_class",
    "make_rows",
    "rebuild_row",
]
