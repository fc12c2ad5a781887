"""`values()`: what INSERT and UPDATE write, in all the forms in which it may be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from ... import exc
from ..elements import BindParameter, ClauseElement, expect
from ..selectable import read_node, read_nodes
from ..structure import UNCACHEABLE
from .base import UpdateBase


def read_values(values: Any, holes: list[Any]) -> Any:
    """Column keys and what is written there: pairs of a name or column and a node."""
    if values is None:
        return None
    parts: list[Any] = []
    cacheable = True
    for column, value in values.items():
        if isinstance(column, str):
            parts.append(column)
        else:
            key = read_node(column, holes)
            parts.append((key,))
            cacheable = cacheable and key != UNCACHEABLE
        key = read_node(value, holes)
        parts.append(key)
        cacheable = cacheable and key != UNCACHEABLE
    return tuple(parts) if cacheable else UNCACHEABLE


def read_many_values(batches: Any, holes: list[Any]) -> Any:
    """Rows of a multi-row VALUES: only which columns each row has, and the nodes among the values."""
    parts: list[Any] = []
    for rows in batches:
        for row in rows:
            for column, value in row.items():
                parts.append(column if isinstance(column, str) else (read_node(column, holes),))
                if isinstance(value, ClauseElement):
                    parts.append(read_node(value, holes))
                else:
                    return UNCACHEABLE
    return tuple(parts)


def read_pairs(pairs: Any, holes: list[Any]) -> Any:
    """Ordered pairs of a column and a value."""
    if pairs is None:
        return None
    parts: list[Any] = []
    for column, value in pairs:
        parts.append(column if isinstance(column, str) else (read_node(column, holes),))
        parts.append(read_node(value, holes))
    return tuple(parts)


class ValuesBase(UpdateBase):
    """INSERT and UPDATE: statements with values.

    `_values` maps a column (or its key) to a construct; `_multi_values` holds the rows of a VALUES of many rows.
    """

    select: Any = None
    _values: Mapping[Any, Any] | None = None
    _multi_values: tuple[Any, ...] = ()
    _ordered_values: tuple[tuple[Any, Any], ...] | None = None
    _maintain_values_ordering: bool = False
    _select_names: tuple[str, ...] | None = None
    _inline: bool = False
    _supports_multi_parameters = False

    _readers = {
        **UpdateBase._readers,
        "_values": read_values,
        "_multi_values": read_many_values,
        "_ordered_values": read_pairs,
        "_inline": lambda value, holes: (value,),
        "_select_names": lambda value, holes: (value,),
        "select": read_node,
        "_post_values_clause": lambda value, holes: read_nodes((value,), holes),
    }

    def values(self, *args: Any, **kwargs: Any) -> Self:
        """What to write: keywords, one dict or tuple, or (INSERT) a list of them for many rows."""
        if self.select is not None:
            raise exc.InvalidRequestError("This construct already inserts from a SELECT")
        if self._ordered_values:
            raise exc.InvalidRequestError("This statement already has ordered values present")
        if not args:
            return self._with_values(kwargs) if kwargs else self._generate()
        if kwargs:
            raise exc.ArgumentError("Can't pass positional and kwargs to values() simultaneously")
        if len(args) > 1:
            raise exc.ArgumentError(
                "Only a single dictionary/tuple or list of dictionaries/tuples is accepted positionally."
            )
        given = args[0]
        if isinstance(given, dict):
            return self._with_values(given)
        if isinstance(given, tuple) and given and isinstance(given[0], tuple) and len(given[0]) == 2:
            return self._with_values(dict(given))
        if isinstance(given, (list, tuple)) and given and isinstance(given[0], (list, dict, tuple)):
            return self._with_rows(given)
        if isinstance(given, (list, tuple)):
            return self._with_values({column.key: value for column, value in zip(self.table.c, given, strict=False)})
        return self._with_values(dict(given))

    def _with_values(self, given: Mapping[Any, Any]) -> Self:
        if self._multi_values:
            raise _mixed()
        columns = self.table.c if self.table._is_from_clause else None
        values = dict(self._values) if self._values else {}
        for key, value in given.items():
            values[column_key(key)] = column_value(columns, key, value)
        return self._with("_values", values)

    def _with_rows(self, rows: Any) -> Self:
        if not self._supports_multi_parameters:
            raise exc.InvalidRequestError(f"{self._verb} construct does not support multiple parameter sets.")
        if self._values:
            raise _mixed()
        columns = list(self.table.c)
        made = [
            {column_key(key): _row_value(value) for key, value in row.items()}
            if isinstance(row, dict)
            else {column.key: _row_value(value) for column, value in zip(columns, row, strict=False)}
            for row in rows
        ]
        return self._with("_multi_values", (*self._multi_values, made))

    def _multi_rows(self) -> Iterator[Mapping[Any, Any]]:
        """The rows of a VALUES of many rows, one by one."""
        for rows in self._multi_values:
            yield from rows


def _mixed() -> exc.InvalidRequestError:
    return exc.InvalidRequestError(
        "Can't mix single and multiple VALUES formats in one INSERT statement; one style appends to a list while the "
        "other replaces values, so the intent is ambiguous."
    )


def column_key(key: Any) -> Any:
    return key if isinstance(key, str) else expect("dml_column", key)


def column_value(columns: Any, key: Any, value: Any) -> Any:
    """The value as a construct: a plain one becomes a parameter with the column's type."""
    if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        return expect("expression_element", value)
    column = columns.get(key) if isinstance(key, str) and columns is not None else key
    type_ = getattr(column, "type", None)
    name = key if isinstance(key, str) else getattr(column, "key", None)
    return BindParameter(name, value, type_=type_, unique=True, _is_crud=True)


def _row_value(value: Any) -> Any:
    if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        return expect("expression_element", value)
    return value
