"""VALUES: literal rows as a FROM element, or as the right side of IN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from ... import exc
from ..elements import ClauseElement, ColumnElement, expect, roles
from ..structure import UNCACHEABLE, AnonymousName, Field, Structure, intern_key, name_structure
from ..types import TupleType
from .alias import LateralFromClause
from .base import FromClause
from .cte import HasCTE


class Values(HasCTE, LateralFromClause):
    """`(VALUES (...), (...)) AS name (columns)`."""

    __visit_name__ = "values"
    _roles = LateralFromClause._roles | {roles.IN_ELEMENT, roles.HAS_CTE}
    _memos = (*FromClause._memos, "c", "columns", "primary_key", "foreign_keys", "_inner")
    _fields: ClassVar[tuple[Field, ...]] = ()
    name_cte_columns = True
    _is_lateral = False
    _unnamed = False

    def __init__(self, *columns: Any, name: str | None = None, literal_binds: bool = False) -> None:
        self._column_args = columns
        self._data: tuple[Sequence[tuple[Any, ...]], ...] = ()
        self.literal_binds = literal_binds
        self.name: Any = name
        self._unnamed = name is None

    @property
    def named_with_column(self) -> bool:  # type: ignore[override]
        return not self._unnamed

    @property
    def _column_types(self) -> list[Any]:
        return [column.type for column in self._column_args]

    def _with(self, name: str, value: Any) -> Self:
        made = self._generate()
        made.__dict__[name] = value
        return made

    def data(self, values: Sequence[tuple[Any, ...]]) -> Self:
        """Add rows."""
        return self._with("_data", (*self._data, _rows(values, len(self._column_args))))

    def alias(self, name: str | None = None, flat: bool = False) -> Self:
        """These rows under another name."""
        made = self._generate()
        made._unnamed = False
        made.name = AnonymousName.of(None) if name is None else name
        return made

    def lateral(self, name: str | None = None) -> Self:
        """These rows as LATERAL."""
        made = self._generate()
        made.__dict__["_is_lateral"] = True
        if name is not None or self.name is None:
            made.name = AnonymousName.of(None) if name is None else name
        return made

    def scalar_values(self) -> ScalarValues:
        """These rows as a column expression, for the right side of IN."""
        return ScalarValues(self._column_args, self._data, self.literal_binds)

    def _fill_columns(self, columns: Any, primary_key: list[Any]) -> None:
        for column in self._column_args:
            key, proxy = column._make_proxy(self, name=column.name, key=column.key)
            columns.add(proxy, key=key)

    def _compute_structure(self) -> Structure:
        return _HOLE, (self,)

    def inner_structure(self) -> Structure:
        """The columns and the shape of the rows; plain values in them have no place in a key."""
        keys, holes = [], []
        cacheable = True
        for column in self._column_args:
            key, inner = column.structure()
            keys.append(key)
            holes += inner
        for row in (row for rows in self._data for row in rows):
            for cell in row:
                if not hasattr(cell, "structure"):
                    cacheable = False  # the compiler writes these values into the statement
        name, anchors = name_structure(self.name)
        holes += anchors
        shape = tuple(len(rows) for rows in self._data)
        if not cacheable or self._data:
            return UNCACHEABLE, tuple(holes)
        return intern_key((Values, tuple(keys), name, shape, self.literal_binds, self._is_lateral)), tuple(holes)

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [cell for rows in self._data for row in rows for cell in row if hasattr(cell, "structure")]

    def _copy_internals(self, replace: Any) -> Any:
        return self


_HOLE = intern_key((Values, "hole"))


def _rows(values: Sequence[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    """Rows as they are kept: constructs and NULLs as elements, values as they are."""
    rows = []
    for row in values:
        if len(row) != width:
            raise exc.ArgumentError(
                f"Wrong number of elements for {width}-tuple: {row!r:.80}. Give each row one value for each column."
            )
        rows.append(tuple([_element(value) for value in row]))
    return rows


def _element(value: Any) -> Any:
    if value is None or isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        return expect(roles.EXPRESSION_ELEMENT, value)
    return value


class ScalarValues(ColumnElement[Any]):
    """`VALUES (...), (...)` on the right side of IN."""

    __visit_name__ = "scalar_values"
    _roles = ColumnElement._roles | {roles.IN_ELEMENT}

    def __init__(
        self, columns: Sequence[Any], data: tuple[Sequence[tuple[Any, ...]], ...], literal_binds: bool
    ) -> None:
        self._column_args = columns
        self._data = data
        self.literal_binds = literal_binds
        self.type = TupleType(*[column.type for column in columns])

    @property
    def _column_types(self) -> list[Any]:
        return [column.type for column in self._column_args]

    @property
    def _froms(self) -> tuple[Any, ...]:
        return ()

    def _compute_structure(self) -> Structure:
        return UNCACHEABLE, ()

    def self_group(self, against: Any = None) -> Any:
        return self

    def __clause_element__(self) -> ScalarValues:
        return self
