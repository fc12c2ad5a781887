"""INSERT."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVarTuple

from ... import exc
from ..elements import BindParameter, expect
from ..selectable import Maker, TypedReturnsRows, read_plain, read_rows
from ..structure import CHILD, Field
from .base import UpdateBase, ValuesBase, read_values
from .typed import TypedInsert

_Ts = TypeVarTuple("_Ts")


def _read_many(rows: Sequence[Mapping[Any, Any]], parts: list[Any], holes: list[Any]) -> bool:
    return read_rows(tuple([tuple(row.items()) for row in rows]), parts, holes)


class RowValue(BindParameter[Any]):
    """A plain value in one of many rows of VALUES; a parameter that users made themselves keeps its own name."""

    inherit_cache = True


class Insert(TypedInsert, ValuesBase):
    """An INSERT statement; made by `insert()`."""

    __visit_name__ = "insert"
    is_insert: ClassVar[bool] = True
    _verb = "INSERT"
    _extension_points = ("post_values",)
    _fields = (*UpdateBase._fields, Field("select", CHILD))
    _readers = {
        **ValuesBase._readers,
        "_values": read_values,
        "_multi_values": _read_many,
        "include_insert_from_select_defaults": read_plain,
    }

    _select_names: tuple[Any, ...] = ()
    include_insert_from_select_defaults: bool = False

    def _add_rows(self, rows: Sequence[Any]) -> Self:
        if self._values:
            raise exc.InvalidRequestError(
                "Can't mix single and multiple VALUES formats in one INSERT statement; one style appends to a list "
                "while the other replaces values, so the intent is ambiguous."
            )
        added = []
        for row in rows:
            named = row if isinstance(row, Mapping) else self._named(row)
            keyed = {self._column_key(key): value for key, value in named.items()}
            added.append({key: self._value(key, value, RowValue) for key, value in keyed.items()})
        return self._with("_multi_values", (*self._multi_values, *added))

    def _multi_rows(self) -> Iterator[Mapping[Any, Any]]:
        """The rows of VALUES when there are many, each by column key."""
        return iter(self._multi_values)

    def target_alias(self, name: str) -> Any:
        """The table under another name, as ON CONFLICT clauses speak of the row that could not be inserted."""
        target = self.table.selectable if self.table.is_placeholder else self.table
        return target.alias(name=name)

    def from_select(self, names: Sequence[Any], select: Any, include_defaults: bool = True) -> Self:
        """Insert what a SELECT gives, into the columns `names` in order.

        include_defaults: Python-side defaults of the other columns are added to the SELECT, worked out once.
        """
        if self._values or self._multi_values:
            raise exc.InvalidRequestError("This construct already inserts value expressions")
        made = self._with("_select_names", tuple([self._column_key(name) for name in names]))
        made.__dict__["select"] = expect("dml_select", select)
        made.__dict__["_inline"] = True
        made.__dict__["include_insert_from_select_defaults"] = include_defaults
        return made

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        found = super().get_children()
        for row in self._multi_values:
            found += list(row.values())
        if self.select is not None:
            found.append(self.select)
        return found

    def _copy_internals(self, replace: Any) -> Self:
        made = super()._copy_internals(replace)
        if self.select is not None:
            made.__dict__["select"] = replace(self.select)
        if self._multi_values:
            made.__dict__["_multi_values"] = tuple(
                [{key: replace(value) for key, value in row.items()} for row in self._multi_values]
            )
        return made


class ReturningInsert(Insert, TypedReturnsRows[*_Ts]):
    """An INSERT with RETURNING, as annotations call it."""


def insert(table: Any) -> Insert:
    """An INSERT into a table or mapped class."""
    return Insert(table)


Maker.insert = Insert
