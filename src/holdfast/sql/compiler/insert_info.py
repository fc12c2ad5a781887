"""What INSERT, UPDATE and DELETE tell the engine beside their text."""

from __future__ import annotations

from typing import Any


class InsertInfo:
    """Facts about a compiled data change.

    prefetch: columns with a Python-side default (or onupdate) to be worked out before each execution; their
    parameters bear the column's key. postfetch: columns that the database fills in.
    returning: the columns of an explicit RETURNING. implicit_returning: those that the compiler added itself to
    learn generated keys. keyed: `column.key -> parameter name` of each single value. lastrowid_column: the
    column whose value `cursor.lastrowid` tells.
    """

    __slots__ = (
        "autoincrement_sequence",
        "column_parameters",
        "constants",
        "implicit_returning",
        "inline",
        "lastrowid_column",
        "many_rows",
        "postfetch",
        "prefetch",
        "returning",
        "sentinel",
        "table",
    )

    def __init__(self, table: Any) -> None:
        self.table = table
        self.prefetch: list[Any] = []
        self.postfetch: list[Any] = []
        self.returning: tuple[Any, ...] | None = None
        self.implicit_returning: tuple[Any, ...] = ()
        self.inline = False
        self.column_parameters: dict[Any, str] = {}
        self.constants: dict[Any, Any] = {}
        self.lastrowid_column: Any = None
        self.autoincrement_sequence: Any = None
        self.many_rows = 0
        self.sentinel: Any = None  # a `Sentinel`, when rows are to come in the order of the parameters

    def primary_key_getter(self) -> Any:
        """`getter(lastrowid, parameters) -> tuple`: the primary key of the row just inserted."""
        sources: list[tuple[str | None, bool]] = []
        for column in self.table.primary_key:
            sources.append((self.column_parameters.get(column), column is self.lastrowid_column))

        def getter(lastrowid: Any, parameters: Any) -> tuple[Any, ...]:
            found = []
            for name, generated in sources:
                value = parameters.get(name) if name is not None else None
                found.append(lastrowid if value is None and generated else value)
            return tuple(found)

        return getter
