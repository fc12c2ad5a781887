"""Columns that a database has told of, put into their table at once.

What `Column(...)` and `append_column()` do for such a column, without what they do for people: arguments in any order,
checks, constraints in short, events. Reading an attribute of a column is slow (it has `__getattr__`), so nothing is read.
What must not live here: columns that have more to them; those are made as users make them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import SchemaEventTarget
from .column import Column, next_creation

_new = object.__new__
# All that may be told of a column made here. Its default is the caller's affair.
_TOLD = frozenset({"name", "type", "nullable", "default", "autoincrement", "comment", "primary_key"})


class PlainColumns:
    """The columns of a table that is being made: those made here, and in between those that join it the usual way."""

    __slots__ = ("_index", "_metadata", "_pairs", "_table")

    def __init__(self, table: Any) -> None:
        self._table = table
        self._metadata = table.metadata
        self._pairs: list[tuple[str, Any]] = table._columns._collection
        self._index: dict[str, Any] = table._columns._index

    @classmethod
    def of(cls, table: Any) -> PlainColumns | None:
        """None when there are columns already that a new one may have to replace, or somebody listens to columns."""
        listeners = Column._listeners_of_class()
        if table._columns._index or listeners.before_parent_attach or listeners.after_parent_attach:
            return None
        return cls(table)

    def add(self, told: Mapping[str, Any]) -> Column[Any] | None:
        """A new column at the end of the table; None, and nothing done, where there is more to it."""
        name, type_ = told["name"], told["type"]
        if (
            not _TOLD.issuperset(told)
            or name in self._index
            # Types that bring something of their own to the table, or want to know of it.
            or isinstance(type_, SchemaEventTarget)
            or type_._is_array
            or type_._is_type_decorator
            or type_._variant_mapping
        ):
            return None
        column: Column[Any] = _new(Column)
        column.name = column.key = name
        column.type = type_
        column._shortcuts = {}
        column.table = self._table
        column.primary_key = False
        column._creation_order = next_creation()
        column._user_defined_nullable = column.nullable = told["nullable"]
        column.autoincrement = told.get("autoincrement", "auto")
        comment = told.get("comment")
        if comment is not None:
            column.comment = comment
        self._pairs.append((name, column))
        self._index[name] = column
        if self._metadata._waiting_foreign_keys:
            self._metadata._column_attached(column)
        return column


__all__ = ["PlainColumns"]
