"""The text of CREATE statements taken apart: names of constraints, conditions of checks, generated columns, indexes.

SQLite keeps the statement as it was written and has no other place for these. The parser splits at commas and
parentheses with quotes and comments respected; it does not judge whether the SQL is valid, SQLite did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_TOKEN = re.compile(
    r"""\s+ | --[^\n]*\n? | /\*.*?\*/ | (?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]) | (?P<string>'(?:[^']|'')*')
        | (?P<word>\w+) | (?P<sign>.)""",
    re.X | re.S,
)
_ACTIONS = re.compile(
    r"\bON\s+(DELETE|UPDATE)\s+(SET\s+NULL|SET\s+DEFAULT|CASCADE|RESTRICT|NO\s+ACTION)"
    r"|\b(NOT\s+)?DEFERRABLE(?:\s+INITIALLY\s+(DEFERRED|IMMEDIATE))?",
    re.I,
)


class Token:
    """A piece of the text: its kind (word, quoted, string, sign), what it says, where it is."""

    __slots__ = ("end", "kind", "start", "text")

    def __init__(self, kind: str, text: str, start: int, end: int) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end

    @property
    def is_name(self) -> bool:
        return self.kind in {"word", "quoted"}

    @property
    def upper(self) -> str:
        return self.text.upper() if self.kind == "word" else ""

    @property
    def name(self) -> str:
        if self.kind == "quoted":
            inner, mark = self.text[1:-1], self.text[0]
            return inner if mark == "[" else inner.replace(mark * 2, mark)
        return self.text


class ForeignKeyText:
    """The name of a foreign key and its options."""

    __slots__ = ("name", "options")

    def __init__(self, name: str | None, options: dict[str, object]) -> None:
        self.name = name
        self.options = options


class TableText:
    """What the text of a table says that pragmas do not. Names of columns and tables are keys in lower case."""

    def __init__(self) -> None:
        self.primary_key_name: str | None = None
        self.uniques: dict[tuple[str, ...], str | None] = {}
        self.checks: list[tuple[str | None, str]] = []
        # Columns and table do not identify a key: there may be two, so all of them in order.
        self.foreign_keys: dict[tuple[tuple[str, ...], str], list[ForeignKeyText]] = {}
        self.generated: dict[str, str] = {}
        self.collations: dict[str, str] = {}
        self.options: dict[str, bool] = {}


class IndexText:
    """What the text of an index says that pragmas do not."""

    def __init__(self, parts: list[str], condition: str | None) -> None:
        self.parts = parts
        self.condition = condition


def parse_index(sql: str) -> IndexText:
    """Take a CREATE INDEX statement apart: what is indexed, without the direction, and the condition."""
    tokens = list(_tokens(sql))
    opening = next(number for number, token in enumerate(tokens) if token.text == "(")
    closing = _closing(tokens, opening)
    parts = []
    for part in _split(tokens[opening + 1 : closing]):
        last = part[-2] if part[-1].upper in {"ASC", "DESC"} else part[-1]
        parts.append(sql[part[0].start : last.end])
    rest = tokens[closing + 1 :]
    return IndexText(parts, sql[rest[1].start : rest[-1].end] if rest and rest[0].upper == "WHERE" else None)


@lru_cache(maxsize=256)
def parse_table(sql: str) -> TableText:
    """Take a CREATE TABLE statement apart; of other statements nothing is known. Three readers want the same text."""
    table = TableText()
    tokens = list(_tokens(sql))
    opening = next((number for number, token in enumerate(tokens) if token.text == "("), None)
    words = [token.upper for token in tokens[:4]]
    if opening is None or "TABLE" not in words or "VIRTUAL" in words:
        return table
    closing = _closing(tokens, opening)
    for part in _split(tokens[opening + 1 : closing]):
        _read_part(sql, part, table)
    tail = " ".join(token.upper for token in tokens[closing + 1 :])
    if "WITHOUT ROWID" in tail:
        table.options["sqlite_with_rowid"] = False
    if "STRICT" in tail:
        table.options["sqlite_strict"] = True
    return table


def _tokens(sql: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(sql):
        if found.lastgroup is not None:
            yield Token(found.lastgroup, found[0], found.start(), found.end())


def _closing(tokens: list[Token], opening: int) -> int:
    """The index of the parenthesis that closes the one at `opening`."""
    depth = 0
    for number in range(opening, len(tokens)):
        if tokens[number].text == "(":
            depth += 1
        elif tokens[number].text == ")":
            depth -= 1
            if not depth:
                return number
    return len(tokens) - 1


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "," and not depth:
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _names(tokens: list[Token], opening: int) -> tuple[tuple[str, ...], int]:
    closing = _closing(tokens, opening)
    return tuple(part[0].name.lower() for part in _split(tokens[opening + 1 : closing]) if part), closing


_TABLE_WORDS = frozenset({"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})


def _read_part(sql: str, part: list[Token], table: TableText) -> None:
    """One column definition or table constraint."""
    if not part:
        return
    column: str | None = None
    number = 0
    if part[0].upper not in _TABLE_WORDS:
        column, number = part[0].name.lower(), 1
    name: str | None = None
    while number < len(part):
        word = part[number].upper
        if word == "CONSTRAINT":
            name = part[number + 1].name
            number += 2
            continue
        number = _read_constraint(sql, part, number, word, name, column, table)
        if word in {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "REFERENCES", "NOT", "NULL", "DEFAULT", "COLLATE", "AS"}:
            name = None


def _read_constraint(
    sql: str, part: list[Token], number: int, word: str, name: str | None, column: str | None, table: TableText
) -> int:
    """Read what begins at `number`; return where to go on."""
    following = part[number + 1] if number + 1 < len(part) else None
    if word == "PRIMARY":
        table.primary_key_name = name
        return number + 2
    if word == "AUTOINCREMENT":
        table.options["sqlite_autoincrement"] = True
        return number + 1
    if word == "COLLATE" and column is not None and following is not None:
        table.collations[column] = following.name
        return number + 2
    if word == "UNIQUE":
        if column is not None:
            table.uniques[(column,)] = name
            return number + 1
        names, closing = _names(part, number + 1)
        table.uniques[names] = name
        return closing + 1
    if word == "CHECK":
        closing = _closing(part, number + 1)
        table.checks.append((name, sql[part[number + 1].end : part[closing].start].strip()))
        return closing + 1
    if word == "FOREIGN":
        names, closing = _names(part, number + 2)
        return _read_references(sql, part, closing + 1, name, names, table)
    if word == "REFERENCES" and column is not None:
        return _read_references(sql, part, number, name, (column,), table)
    if word == "AS" and column is not None and following is not None and following.text == "(":
        closing = _closing(part, number + 1)
        table.generated[column] = sql[following.end : part[closing].start].strip()
        return closing + 1
    if part[number].text == "(":
        return _closing(part, number) + 1
    return number + 1


def _read_references(
    sql: str, part: list[Token], number: int, name: str | None, columns: tuple[str, ...], table: TableText
) -> int:
    target = part[number + 1].name.lower()
    rest = sql[part[number + 1].end : part[-1].end]
    options: dict[str, object] = {}
    for found in _ACTIONS.finditer(rest):
        if found[1]:
            action = " ".join(found[2].upper().split())
            if action != "NO ACTION":
                options["on" + found[1].lower()] = action
        else:
            options["deferrable"] = not found[3]
            if found[4]:
                options["initially"] = found[4].upper()
    table.foreign_keys.setdefault((columns, target), []).append(ForeignKeyText(name, options))
    position = number + 2
    if position < len(part) and part[position].text == "(":
        position = _closing(part, position) + 1
    return position


__all__ = ["ForeignKeyText", "IndexText", "TableText", "Token", "parse_index", "parse_table"]
