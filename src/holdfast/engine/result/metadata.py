"""What a result knows about its columns: names, what else may name them, converters, the class of its rows.

One metadata belongs to a shape, not to a result: it is made once per compiled statement (or per tuple of names) and
shared. Everything beyond the names is worked out when it is first asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from ... import exc
from ..row import Row, install_metadata_factory, make_row_class

RawRow = Any
_PROCESS_IN_LOOP = 32
_MOST_RECENT = 16


class ResultMetaData:
    """The columns of a result.

    keys: the names, in order, as rows show them.
    objects: per column, what besides its name finds it (a column, its label, its proxies).
    processors: per column, a converter of the driver's value or None; None when no column has one.
    unique_filters: per column, what `unique()` compares instead of the value, or None.
    repeated: names that stand for more than one column of a statement, and are therefore refused.
    """

    __slots__ = ("_keymap", "_row_class", "keys", "objects", "processors", "recent", "repeated", "unique_filters")
    returns_rows = True

    def __init__(
        self,
        keys: Sequence[str],
        objects: Sequence[Sequence[Any]] | None = None,
        processors: Sequence[Callable[[Any], Any] | None] | None = None,
        unique_filters: Sequence[Callable[[Any], Any] | None] | None = None,
    ) -> None:
        self.keys = tuple(keys)
        self.objects = objects
        self.processors = tuple(processors) if processors is not None and any(processors) else None
        self.unique_filters = unique_filters
        self.repeated: frozenset[str] = frozenset()
        self._keymap: dict[Any, int] | None = None
        self._row_class: type[Row] | None = None
        # Statements executed lately that share this metadata though they are not the one it was made from: their
        # labels, functions and aliases are other objects of equal structure, and may be used to look up columns.
        self.recent: deque[Any] = deque(maxlen=_MOST_RECENT)

    @property
    def row_class(self) -> type[Row]:
        found = self._row_class
        if found is None:
            found = self._row_class = make_row_class(self)
        return found

    @property
    def keymap(self) -> dict[Any, int]:
        """Names and objects to positions; of columns with one name the last, as a dict display has it."""
        found = self._keymap
        if found is None:
            found = {}
            for index, objects in enumerate(self.objects or ()):
                for one in objects:
                    found.setdefault(one, index)
            for index, key in enumerate(self.keys):
                found[key] = index
            self._keymap = found
        return found

    # -- finding a column

    def find(self, key: Any) -> int | None:
        """The position of a column by name or object, or None."""
        try:
            found = self.keymap.get(key)
        except TypeError:
            return None
        if found is None and not isinstance(key, (str, int)):
            return self._find_related(key)
        return found

    def _find_related(self, key: Any) -> int | None:
        """A column that stands for one of ours (same table column through a proxy), or one of the same name."""
        element = getattr(key, "__clause_element__", None)
        if element is not None:
            return self.find(element())
        for statement in reversed(tuple(self.recent)):
            for index, column in enumerate(_columns_of(statement, len(self.keys))):
                if column is key:
                    return index
        base = getattr(key, "base_columns", None) or getattr(key, "proxy_set", None)
        if base is None:
            return None
        for one in base:
            found = self.keymap.get(one)
            if found is not None:
                return found
        if self.objects is not None and getattr(key, "table", None) is not None:
            return None
        name = getattr(key, "_result_name", None) or getattr(key, "key", None) or getattr(key, "name", None)
        return self.keymap.get(name) if isinstance(name, str) and name not in self.repeated else None

    def index_of(self, key: Any) -> int:
        """The position for `scalars(key)` and `columns(key)`: integers are positions."""
        if isinstance(key, int):
            if -len(self.keys) <= key < len(self.keys):
                return key
            raise IndexError(f"list index out of range; the row has {len(self.keys)} columns, there is none at {key}")
        return self.index_in_mapping(key)

    def index_in_mapping(self, key: Any) -> int:
        """The position for `row._mapping[key]`: integers are not understood, as a mapping has no positions."""
        if self.repeated and isinstance(key, str) and key in self.repeated:
            raise exc.AmbiguousColumnError(self.describe_repeated(key))
        found = self.find(key)
        if found is None:
            raise exc.NoSuchColumnError(self.describe_missing(key))
        return found

    def describe_missing(self, key: Any) -> str:
        if isinstance(key, (str, int)):
            shown = str(key)
        else:
            table, name = getattr(key, "table", None), getattr(key, "name", None)
            qualified = f"{getattr(table, 'name', None) or table}.{name}" if table is not None else name
            shown = str(qualified) if isinstance(name, str) else f"{key!r:.80}"
        names = ", ".join(map(repr, self.keys[:12])) + (", ..." if len(self.keys) > 12 else "")
        return f"Could not locate column in row for column '{shown}'; the row has {names}"

    def refuse_repeated(self) -> None:
        """Remember which names stand for several columns: they are asked for by position, or by the column."""
        if len(set(self.keys)) < len(self.keys):
            self.repeated = frozenset(key for key in self.keys if self.keys.count(key) > 1)

    def describe_repeated(self, key: Any) -> str:
        places = " and ".join([str(index) for index, one in enumerate(self.keys) if one == key])
        return (
            f"Ambiguous column name {str(key)!r} in result set column descriptions: it stands for the columns at {places}. "
            "Label one of them, or ask for a position."
        )

    # -- deriving

    def reduced(self, indexes: Sequence[int]) -> ResultMetaData:
        """The metadata of some of the columns; values are expected processed already."""
        made = ResultMetaData(
            [self.keys[index] for index in indexes],
            [self.objects[index] for index in indexes] if self.objects is not None else None,
            None,
            [self.unique_filters[index] for index in indexes] if self.unique_filters is not None else None,
        )
        if self.repeated:
            made.refuse_repeated()
        return made

    def joined(self, other: ResultMetaData) -> ResultMetaData:
        """These columns, then the other's; values are expected processed already."""
        made = ResultMetaData(
            [*self.keys, *other.keys],
            [*(self.objects or [()] * len(self.keys)), *(other.objects or [()] * len(other.keys))],
        )
        made.refuse_repeated()
        return made

    def plain(self) -> ResultMetaData:
        """The same columns for rows whose values are converted already."""
        if self.processors is None:
            return self
        made = ResultMetaData(self.keys, self.objects, None, self.unique_filters)
        made.repeated = self.repeated
        return made

    # -- converting

    def process(self, rows: list[RawRow]) -> list[RawRow]:
        """Convert the driver's values of all rows; the list itself when nothing needs converting."""
        processors = self.processors
        if processors is None or not rows:
            return rows
        if len(rows) <= _PROCESS_IN_LOOP:
            return [
                tuple(
                    [
                        value if processor is None else processor(value)
                        for value, processor in zip(row, processors, strict=True)
                    ]
                )
                for row in rows
            ]
        # Column by column: the loop over the rows runs inside map() and zip(), not in bytecode.
        columns = list(zip(*rows, strict=True))
        return list(
            zip(
                *(
                    column if processor is None else map(processor, column)
                    for column, processor in zip(columns, processors, strict=True)
                ),
                strict=True,
            )
        )

    def processor_at(self, index: int) -> Callable[[Any], Any] | None:
        return None if self.processors is None else self.processors[index]


class SimpleResultMetaData(ResultMetaData):
    """Metadata from names alone, for results over values that are at hand."""

    __slots__ = ()

    def __init__(
        self,
        keys: Sequence[str],
        extra: Sequence[Sequence[Any]] | None = None,
        _unique_filters: Sequence[Callable[[Any], Any] | None] | None = None,
    ) -> None:
        super().__init__(keys, extra, None, _unique_filters)


class NoRowsMetaData(ResultMetaData):
    """Stands where a statement returned no rows; whoever asks for them is told so."""

    __slots__ = ()
    returns_rows = False

    def __init__(self) -> None:
        super().__init__(())


def _columns_of(statement: Any, count: int) -> Sequence[Any]:
    """The columns of a statement one by one, if they correspond to the columns of its rows."""
    columns = getattr(statement, "_all_selected_columns", None) or getattr(statement, "_returning", None) or ()
    return columns if len(columns) == count else ()


NO_ROWS = NoRowsMetaData()
_shapes: dict[tuple[str, ...], ResultMetaData] = {}
_MOST_SHAPES = 2000


def metadata_for(keys: tuple[str, ...]) -> ResultMetaData:
    """The shared metadata of a shape known by its names only."""
    found = _shapes.get(keys)
    if found is None:
        if len(_shapes) > _MOST_SHAPES:
            _shapes.clear()
        found = _shapes.setdefault(keys, ResultMetaData(keys))
    return found


def result_tuple(fields: Sequence[str], extra: Sequence[Sequence[Any]] | None = None) -> Callable[[Sequence[Any]], Row]:
    """A function that makes rows of the given names from sequences of values."""
    return SimpleResultMetaData(fields, extra).row_class


def pick(indexes: Sequence[int]) -> Callable[[list[RawRow]], list[RawRow]]:
    """A function that cuts the given columns out of each row of a list."""
    if len(indexes) == 1:
        index = indexes[0]
        return lambda rows: [(row[index],) for row in rows]
    if not indexes:
        return lambda rows: [()] * len(rows)
    getter = itemgetter(*indexes)
    return lambda rows: list(map(getter, rows))


install_metadata_factory(metadata_for)

__all__ = [
    "NO_ROWS",
    "NoRowsMetaData",
    "ResultMetaData",
    "SimpleResultMetaData",
    "metadata_for",
    "pick",
    "result_tuple",
]
