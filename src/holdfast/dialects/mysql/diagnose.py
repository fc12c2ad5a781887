"""Which constraint an error of MySQL or MariaDB speaks of: by its number, from the words of its message."""

from __future__ import annotations

import re
from typing import Any

from ...exc import Diagnosis
from .connect import code_of

_NAME = r"`((?:[^`]|``)*)`"
_FOREIGN_KEY = re.compile(rf"\({_NAME}\.{_NAME}, CONSTRAINT {_NAME} FOREIGN KEY \(((?:[^)`]|{_NAME})*)\)")
_DUPLICATE = re.compile(r".* for key '(.*)'$", re.S)
_COLUMN = re.compile(r"(?:Column|Field) '(.*)' (?:cannot be null|doesn't have a default value)", re.S)
_CHECK_MARIADB = re.compile(rf"CONSTRAINT {_NAME} failed for {_NAME}\.{_NAME}")
_CHECK_MYSQL = re.compile(r"Check constraint '(.*)' is violated", re.S)


def diagnose(error: Any, is_mariadb: bool) -> Diagnosis:
    """Constraint, table and columns from a driver's error."""
    reader = _READERS.get(code_of(error) or 0)
    message = str(error.args[-1]) if error.args else ""
    return (None, None, ()) if reader is None else reader(message, is_mariadb)


def _duplicate(message: str, is_mariadb: bool) -> Diagnosis:
    found = _DUPLICATE.search(message)
    if found is None:
        return None, None, ()
    key = found.group(1)
    if is_mariadb:
        return key, None, ()
    # MySQL 8.0.19 and later put the table before it.
    table, _, name = key.rpartition(".")
    return name, table or None, ()


def _missing_value(message: str, is_mariadb: bool) -> Diagnosis:
    found = _COLUMN.search(message)
    return None, None, () if found is None else (found.group(1),)


def _foreign_key(message: str, is_mariadb: bool) -> Diagnosis:
    found = _FOREIGN_KEY.search(message)
    if found is None:
        return None, None, ()
    columns = tuple(_unquoted(name) for name in re.findall(_NAME, found.group(4)))
    return _unquoted(found.group(3)), _unquoted(found.group(2)), columns


def _check(message: str, is_mariadb: bool) -> Diagnosis:
    found = _CHECK_MARIADB.search(message)
    if found is not None:
        return _unquoted(found.group(1)), _unquoted(found.group(3)), ()
    named = _CHECK_MYSQL.search(message)
    return (None if named is None else named.group(1)), None, ()


def _unquoted(name: str) -> str:
    return name.replace("``", "`")


_READERS = {
    1048: _missing_value,
    1062: _duplicate,
    1364: _missing_value,
    1451: _foreign_key,
    1452: _foreign_key,
    1586: _duplicate,
    3819: _check,
    4025: _check,
}

__all__ = ["diagnose"]
