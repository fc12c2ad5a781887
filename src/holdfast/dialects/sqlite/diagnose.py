"""Which constraint an error of SQLite speaks of; its messages are all that it tells."""

from __future__ import annotations

import re

from ...exc import Diagnosis

_COLUMNS = re.compile(r"(?:UNIQUE|NOT NULL|PRIMARY KEY) constraint failed: (.+)", re.S)
_CHECK = re.compile(r"CHECK constraint failed: (\w+)$")


def diagnose(message: str) -> Diagnosis:
    """Constraint, table and columns from a message."""
    found = _COLUMNS.match(message)
    if found is not None:
        return _columns_of(found.group(1))
    # Of a CHECK without a name SQLite shows the condition.
    check = _CHECK.match(message)
    return (None if check is None else check.group(1)), None, ()


def _columns_of(text: str) -> Diagnosis:
    index = re.match(r"index '(.+)'$", text)
    if index is not None:
        return index.group(1), None, ()
    names = [part.split(".", 1) for part in text.split(", ")]
    return None, names[0][0], tuple(name[-1] for name in names)


__all__ = ["diagnose"]
