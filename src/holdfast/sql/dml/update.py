"""UPDATE and DELETE."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVarTuple

from ... import exc
from ..elements import ColumnElement, expect
from ..selectable import Maker, TypedReturnsRows, read_nodes, read_rows
from ..structure import CHILD, CHILDREN, Field
from .base import DMLWhereBase, UpdateBase, ValuesBase, single_columns
from .typed import TypedDelete, TypedUpdate

_Ts = TypeVarTuple("_Ts")


class Update(TypedUpdate, DMLWhereBase, ValuesBase):
    """An UPDATE statement; made by `update()`."""

    __visit_name__ = "update"
    is_update: ClassVar[bool] = True
    _verb = "UPDATE"
    _extension_points = ("post_criteria",)
    _fields = (*UpdateBase._fields, Field("_where_criteria", CHILDREN))
    _readers = {
        **ValuesBase._readers,
        "_where_criteria": read_nodes,
        "_ordered_values": read_rows,
    }

    def ordered_values(self, *args: Any) -> Self:
        """Set values as pairs, to be written in just this order."""
        if self._values:
            raise exc.ArgumentError("This statement already has values present")
        if self._ordered_values is not None:
            raise exc.ArgumentError("This statement already has ordered values present")
        pairs = []
        for pair in args:
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise exc.ArgumentError(f"ordered_values() takes pairs of a column and its value; got {pair!r}")
            for key, value in single_columns([(pair[0], pair[1])]):
                column = self._column_key(key)
                pairs.append((column, self._value(column, value)))
        return self._with("_ordered_values", tuple(pairs))

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        pairs = self._ordered_values or ()
        return [*super().get_children(), *self._where_criteria, *[value for _, value in pairs]]

    def _copy_internals(self, replace: Any) -> Self:
        made = super()._copy_internals(replace)
        made.__dict__["_where_criteria"] = tuple([replace(criterion) for criterion in self._where_criteria])
        if self._ordered_values is not None:
            made.__dict__["_ordered_values"] = tuple([(key, replace(value)) for key, value in self._ordered_values])
        return made


class Delete(TypedDelete, DMLWhereBase):
    """A DELETE statement; made by `delete()`."""

    __visit_name__ = "delete"
    is_delete: ClassVar[bool] = True
    _extension_points = ("post_criteria",)
    _fields = (*UpdateBase._fields, Field("_where_criteria", CHILDREN))
    _readers = {
        **UpdateBase._readers,
        "_where_criteria": read_nodes,
        "_using": read_nodes,
    }
    _using: tuple[Any, ...] = ()

    def using(self, *froms: Any) -> Self:
        """Add FROM elements beside the table, even if no criterion names them."""
        return self._with("_using", self._using + tuple([expect("from_clause", element) for element in froms]))

    @property
    def _namespace_sources(self) -> list[Any]:
        return list(dict.fromkeys([*super()._namespace_sources, *self._using]))

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [*super().get_children(), *self._where_criteria, *self._using]

    def _copy_internals(self, replace: Any) -> Self:
        made = super()._copy_internals(replace)
        made.__dict__["_where_criteria"] = tuple([replace(criterion) for criterion in self._where_criteria])
        made.__dict__["_using"] = tuple([replace(element) for element in self._using])
        return made


class ReturningUpdate(Update, TypedReturnsRows[*_Ts]):
    """An UPDATE with RETURNING, as annotations call it."""


class ReturningDelete(Delete, TypedReturnsRows[*_Ts]):
    """A DELETE with RETURNING, as annotations call it."""


class DMLTargetCopy(ColumnElement[Any]):
    """Within an INSERT or UPDATE: the value that the same statement sets for another column."""

    __visit_name__ = "dmltargetcopy"
    _fields = (Field("column", CHILD),)

    def __init__(self, column: Any) -> None:
        self.column = expect("column_argument", column)
        self.type = self.column.type


def from_dml_column(column: Any) -> DMLTargetCopy:
    """The value that this INSERT or UPDATE sets for `column`, to be used in another column's expression."""
    return DMLTargetCopy(column)


def update(table: Any) -> Update:
    """An UPDATE of a table or mapped class."""
    return Update(table)


def delete(table: Any) -> Delete:
    """A DELETE from a table or mapped class."""
    return Delete(table)


Maker.update = Update
Maker.delete = Delete
