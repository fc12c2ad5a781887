"""From the type a column was declared with to a type object, by SQLite's rules of affinity."""

from __future__ import annotations

import re
from typing import Any

from ...sql import types
from .types import DATE, DATETIME, JSON, JSONB, TIME, TIMESTAMP

_DECLARED = re.compile(r"([\w ]+?)\s*(?:\(([^)]*)\))?\s*$")
TYPES_BY_NAME: dict[str, type[Any]] = {
    "BIGINT": types.BIGINT,
    "BLOB": types.BLOB,
    "BOOL": types.BOOLEAN,
    "BOOLEAN": types.BOOLEAN,
    "CHAR": types.CHAR,
    "DATE": DATE,
    "DATETIME": DATETIME,
    "DATETIME_CHAR": DATETIME,
    "DATE_CHAR": DATE,
    "DECIMAL": types.DECIMAL,
    "DOUBLE": types.DOUBLE,
    "DOUBLE_PRECISION": types.DOUBLE_PRECISION,
    "FLOAT": types.FLOAT,
    "INT": types.INTEGER,
    "INTEGER": types.INTEGER,
    "JSON": JSON,
    "JSONB": JSONB,
    "NCHAR": types.NCHAR,
    "NUMERIC": types.NUMERIC,
    "NVARCHAR": types.NVARCHAR,
    "REAL": types.REAL,
    "SMALLINT": types.SMALLINT,
    "TEXT": types.TEXT,
    "TIME": TIME,
    "TIMESTAMP": TIMESTAMP,
    "TIME_CHAR": TIME,
    "VARCHAR": types.VARCHAR,
}
_AFFINITIES: tuple[tuple[tuple[str, ...], type[Any]], ...] = (
    (("INT",), types.INTEGER),
    (("CHAR", "CLOB", "TEXT"), types.TEXT),
    (("BLOB",), types.NullType),
    (("REAL", "FLOA", "DOUB"), types.REAL),
)


def type_of(declared: str) -> Any:
    """The type of a column declared with this text, upper case."""
    found = _DECLARED.match(declared)
    name = found[1].strip() if found else ""
    arguments = [int(number) for number in re.findall(r"\d+", found[2] or "")] if found else []
    kind = TYPES_BY_NAME.get(name) or _by_affinity(declared)
    if kind in {DATE, DATETIME, TIME, TIMESTAMP}:
        return kind()
    try:
        return kind(*arguments)
    except TypeError:
        # More numbers than the type takes: SQLite ignores them too.
        return kind()


def _by_affinity(declared: str) -> type[Any]:
    if not declared:
        return types.NullType
    for parts, kind in _AFFINITIES:
        if any(part in declared for part in parts):
            return kind
    return types.NUMERIC


__all__ = ["TYPES_BY_NAME", "type_of"]
