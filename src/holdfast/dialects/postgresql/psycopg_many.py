"""Statements with very many parameters, in the form that costs the driver least: numbered placeholders, values in order.

psycopg looks through a text for `%(name)s` at each execution; for a statement of a thousand rows that takes longer than
all the rest. `numbered` does it once. `row_pages` makes of an INSERT for a list of rows statements of many rows each, which
the server executes three to four times as fast as one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

_MANY_PARAMETERS: Final = 60
_FEW_ROWS: Final = 8
_MOST_ROWS: Final = 1000
_MOST_PARAMETERS: Final = 16_000  # of 65535 that the protocol can count
_MOST_TEXTS: Final = 100

_PLACEHOLDER = re.compile(r"%(?:%|\(([^)]*)\)s)")
# Nothing but the names of columns before VALUES, one row after it, nothing behind that.
_ONE_ROW = re.compile(r"(INSERT INTO [^%'()]+ \([^%'()]*\) VALUES )(\((?:[^'\"()]|%\([^)]*\)s)*\))")


class Numbered(NamedTuple):
    """A statement with `$1 $2 ...`, and the names of the parameters in that order."""

    sql: str
    names: tuple[str, ...]


def numbered(sql: str, known: dict[str, Numbered]) -> Numbered:
    """A statement with numbers for names; the work is done once for a text."""
    found = known.get(sql)
    if found is None:
        numbers: dict[str, int] = {}

        def number(match: re.Match[str]) -> str:
            name = match[1]
            return "%" if name is None else f"${numbers.setdefault(name, len(numbers) + 1)}"

        if len(known) > _MOST_TEXTS:
            known.clear()
        found = known[sql] = Numbered(_PLACEHOLDER.sub(number, sql), tuple(numbers))
    return found


def has_many_parameters(parameters: Any) -> bool:
    return bool(parameters) and len(parameters) > _MANY_PARAMETERS and isinstance(parameters, Mapping)


def in_order(sql: str, parameters: Mapping[str, Any], known: dict[str, Numbered]) -> tuple[str, list[Any]]:
    """The statement with numbers, and the values in their order."""
    text, names = numbered(sql, known)
    return text, [parameters[name] for name in names]


def row_pages(sql: str, sets: Sequence[Any], known: dict[str, Numbered]) -> Iterator[tuple[str, list[Any]]] | None:
    """Statements of many rows for an INSERT of one row and a list of sets; None where that is not the same thing."""
    parts = one_row_of(sql, sets)
    if parts is None:
        return None
    return _pages(*parts, numbered(parts[1], known).names, sets)


def one_row_of(sql: str, sets: Sequence[Any]) -> tuple[str, str] | None:
    """The text up to VALUES and the one row behind it, for an INSERT that may as well be of many rows."""
    if len(sets) < _FEW_ROWS or not sql.startswith("INSERT INTO ") or not isinstance(sets[0], Mapping):
        return None
    parts = _ONE_ROW.fullmatch(sql)
    return None if parts is None or "%(" not in parts[2] else (parts[1], parts[2])


def _pages(prefix: str, row: str, names: tuple[str, ...], sets: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    size = min(_MOST_ROWS, _MOST_PARAMETERS // len(names))
    get = itemgetter(*names)
    sql, rows = "", 0
    for start in range(0, len(sets), size):
        page = sets[start : start + size]
        if len(page) != rows:
            rows = len(page)
            sql = prefix + ", ".join([_row(row, names, number) for number in range(rows)])
        if len(names) == 1:
            yield sql, [get(one) for one in page]
        else:
            yield sql, [value for one in page for value in get(one)]


def _row(row: str, names: tuple[str, ...], number: int) -> str:
    first = number * len(names) + 1
    places = {name: f"${first + index}" for index, name in enumerate(names)}
    return _PLACEHOLDER.sub(lambda match: "%" if match[1] is None else places[match[1]], row)


__all__ = ["Numbered", "has_many_parameters", "in_order", "numbered", "one_row_of", "row_pages"]
