"""The text of SHOW CREATE TABLE taken apart: one line for each column, key and constraint, then the options.

The server wrote it, so its shape is known; what is read here is what a Table can hold. What must not live here: queries.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .text import NAME, STRING, closing, name_of, names_in, plain_names, split, string_of
from .types import TypeText

_COLUMN = re.compile(rf"\s*({NAME})\s+", re.I)
_TYPE = re.compile(r"([A-Za-z]\w*(?: precision)?)(\s*\()?", re.I)
_KEY = re.compile(rf"\s*(?:(UNIQUE|FULLTEXT|SPATIAL|VECTOR)\s+)?(?:PRIMARY\s+)?(?:KEY|INDEX)\s*({NAME})?[^(]*\(", re.I)
_FOREIGN_KEY = re.compile(
    rf"\s*CONSTRAINT\s+({NAME})\s+FOREIGN\s+KEY\s+\(((?:{NAME}|[, ])+)\)\s+REFERENCES\s+(?:({NAME})\.)?({NAME})\s+"
    rf"\(((?:{NAME}|[, ])+)\)(.*)",
    re.I,
)
_CHECK = re.compile(rf"\s*CONSTRAINT\s+({NAME})\s+CHECK\s*\(", re.I)
_ACTION = re.compile(r"\bON\s+(DELETE|UPDATE)\s+(CASCADE|SET\s+NULL|SET\s+DEFAULT|RESTRICT)", re.I)
_PART = re.compile(rf"({NAME})(?:\((\d+)\))?(?:\s+(ASC|DESC))?$", re.I)
_PARSER = re.compile(rf"WITH PARSER\s+({NAME}|\w+)", re.I)
_USING = re.compile(r"\bUSING\s+(\w+)", re.I)
_OPTION = re.compile(rf"([A-Z]\w*(?: [A-Z]\w*)*|`\w+`)\s*=\s*({STRING}|\([^)]*\)|[^\s,]+)", re.I)
_PARTITION = re.compile(r"PARTITION BY (.*?)(?:\s+PARTITIONS (\d+))?\s*(?:\((PARTITION .*)\))?\s*$", re.S)
_SUBPARTITION = re.compile(r"(.*?)\s+SUBPARTITION BY (.*?)(?:\s+SUBPARTITIONS (\d+))?\s*$", re.S)
# What belongs to one server's copy of a table, not to the table.
_LEFT_OUT = frozenset({"auto_increment", "data_directory", "index_directory"})
_WORDS = re.compile(
    rf"""\s*(?:(?P<flag>unsigned|zerofill|NOT\ NULL|NULL|AUTO_INCREMENT|VIRTUAL|STORED|PERSISTENT|UNIQUE|PRIMARY\ KEY|KEY)\b
      | CHARACTER\ SET\s+(?P<charset>\w+) | COLLATE\s+(?P<collation>\w+) | COMMENT\s+(?P<comment>{STRING})
      | (?:GENERATED\ ALWAYS\ )?AS\s*(?P<generated>\() | CHECK\s*(?P<check>\()
      | DEFAULT\s+(?P<default>(?:_\w+)?{STRING}|b'[01]*'|[^\s,(']*\(?)
      | ON\ UPDATE\s+(?P<on_update>\w+(?:\(\d*\))?) | (?P<other>/\*.*?\*/|\S+))""",
    re.X | re.I,
)


class ParsedTable:
    """A table as the Inspector describes it, all subjects at once; foreign keys have the schema as written, or None."""

    def __init__(self) -> None:
        self.columns: list[dict[str, Any]] = []
        self.primary_key: list[str] = []
        self.foreign_keys: list[dict[str, Any]] = []
        self.indexes: list[dict[str, Any]] = []
        self.checks: list[dict[str, Any]] = []
        self.options: dict[str, Any] = {}
        self.comment: str | None = None


def parse_table(sql: str, dialect: Any) -> ParsedTable:
    """Take the text of SHOW CREATE TABLE apart."""
    table = ParsedTable()
    lines = iter(sql.split("\n")[1:])
    for line in lines:
        if line.startswith(")"):
            options, table.comment = _options(line[1:], "\n".join(lines))
            table.options = {f"{dialect.name}_{option}": value for option, value in options.items()}
            break
        if line.startswith("  `"):
            _read_column(line, table, dialect)
        else:
            _read_constraint(line, table, dialect.name)
    table.indexes.sort(key=_by_name)
    table.foreign_keys.sort(key=_by_name)
    table.checks.sort(key=_by_name)
    return table


def _by_name(described: dict[str, Any]) -> str:
    return described["name"] or ""


def _read_column(line: str, table: ParsedTable, dialect: Any) -> None:
    name, between, rest = line[3:].partition("` ")
    if not between or "`" in name:
        found = _COLUMN.match(line)
        if found is None:
            return
        name, rest = name_of(found[1]), line[found.end() :]
    written = _definition(rest)
    words = written.words
    checked = words.get("check")
    type_ = written.make(dialect.ischema_names, name)
    described: dict[str, Any] = {
        "name": name,
        "type": type_,
        "default": words.get("default"),
        "comment": words.get("comment") or None,
        "nullable": not words.get("not null"),
    }
    if _counts(type_):
        described["autoincrement"] = bool(words.get("auto_increment"))
    if "generated" in words:
        persisted = bool(words.get("stored") or words.get("persistent"))
        described["computed"] = {"sqltext": f"({words['generated']})", "persisted": persisted}
    if checked is not None and not checked.startswith("json_valid("):  # that is what JSON is made of
        table.checks.append({"name": name, "sqltext": checked})
    table.columns.append(described)


def _counts(type_: Any) -> bool:
    return hasattr(type_, "display_width") and type_.__visit_name__ != "YEAR"


@lru_cache(maxsize=1024)
def _definition(line: str) -> TypeText:
    """The type of a column with what follows it. Few definitions make up most columns of a schema."""
    found = _TYPE.match(line)
    if found is None:
        return TypeText("", None, {})
    position, arguments = found.end(), None
    if found[2]:
        end = closing(line, position - 1)
        arguments, position = line[position:end], end + 1
    return TypeText(found[1].lower(), arguments, _words_of(line, position))


def _words_of(line: str, position: int) -> dict[str, Any]:
    """What follows the type of a column."""
    words: dict[str, Any] = {}
    while (found := _WORDS.match(line, position)) is not None:
        position = found.end()
        kind = str(found.lastgroup)
        value = found[kind]
        if kind == "flag":
            words[value.lower()] = True
        elif kind in {"generated", "check"}:
            end = closing(line, position - 1)
            words[kind] = line[position:end]
            position = end + 1
        elif kind == "default":
            if value.endswith("(") and not value.startswith("'"):
                end = closing(line, position - 1)
                value, position = value + line[position : end + 1], end + 1
            words["default"] = None if value.upper().rstrip(",") == "NULL" else value.rstrip(",")
        elif kind == "on_update":
            if words.get("default") is not None:
                words["default"] += f" ON UPDATE {value.rstrip(',')}"
        elif kind == "comment":
            words["comment"] = string_of(value)
        else:
            words[kind] = value.rstrip(",")
    return words


def _read_constraint(line: str, table: ParsedTable, dialect_name: str) -> None:
    if line.startswith("  CONSTRAINT "):
        foreign = _FOREIGN_KEY.match(line)
        if foreign is not None:
            table.foreign_keys.append(_foreign_key(foreign))
            return
        check = _CHECK.match(line)
        if check is not None:
            end = closing(line, check.end() - 1)
            table.checks.append({"name": name_of(check[1]), "sqltext": line[check.end() : end]})
            return
    key = _KEY.match(line)
    if key is not None:
        end = closing(line, key.end() - 1)
        parts = line[key.end() : end]
        if key[2] is None:
            table.primary_key = plain_names(parts) or [name_of(str(_PART.match(part)[1])) for part in split(parts)]  # type: ignore[index]
        else:
            table.indexes.append(_index(name_of(key[2]), (key[1] or "").upper(), parts, line[end:], dialect_name))


def _foreign_key(found: re.Match[str]) -> dict[str, Any]:
    options = {f"on{action.lower()}": " ".join(rule.upper().split()) for action, rule in _ACTION.findall(found[6])}
    return {
        "name": name_of(found[1]),
        "constrained_columns": plain_names(found[2]) or names_in(found[2]),
        "referred_schema": name_of(found[3]) if found[3] else None,
        "referred_table": name_of(found[4]),
        "referred_columns": plain_names(found[5]) or names_in(found[5]),
        "options": options,
    }


def _index(name: str, kind: str, parts: str, rest: str, dialect_name: str) -> dict[str, Any]:
    names = plain_names(parts)
    described: dict[str, Any] = {"name": name, "column_names": names or [], "unique": kind == "UNIQUE"}
    lengths = {} if names is not None else _read_parts(described, parts)
    parser, using = _PARSER.search(rest), _USING.search(rest)
    options = {
        "length": lengths,
        "prefix": kind if kind != "UNIQUE" else "",
        "with_parser": name_of(parser[1]) if parser else "",
        "using": using[1] if using else "",
    }
    written = {f"{dialect_name}_{option}": value for option, value in options.items() if value}
    if written:
        described["dialect_options"] = written
    return described


def _read_parts(described: dict[str, Any], parts: str) -> dict[str, int]:
    """What is indexed, in what order; returns how much of which column."""
    shown: list[str] = []
    lengths: dict[str, int] = {}
    sorting: dict[str, tuple[str, ...]] = {}
    for part in split(parts):
        found = _PART.match(part)
        if found is None:
            described["column_names"].append(None)
            expression = part.removesuffix(" DESC")
            shown.append(expression)
            if expression != part:
                sorting[expression] = ("desc",)
            continue
        column = name_of(found[1])
        described["column_names"].append(column)
        shown.append(column)
        if found[2]:
            lengths[column] = int(found[2])
        if found[3] and found[3].upper() == "DESC":
            sorting[column] = ("desc",)
    if None in described["column_names"]:
        described["expressions"] = shown
    if sorting:
        described["column_sorting"] = sorting
    return lengths


@lru_cache(maxsize=256)
def _options(line: str, rest: str) -> tuple[dict[str, Any], str | None]:
    """The options of a table, not to be changed, and its comment. Most tables of a database have the same."""
    options: dict[str, Any] = {}
    for name, value in _OPTION.findall(line):
        word = name_of(name).lower()
        if word.replace(" ", "_") not in _LEFT_OUT:
            options[word] = string_of(value) if value.startswith("'") else value
    partition = _PARTITION.search(_without_versions(rest))
    if partition is not None:
        _read_partition(partition, options)
    return options, options.get("comment") or None


def _without_versions(text: str) -> str:
    """MySQL hides partitions from old servers: `/*!50100 PARTITION BY ... */`."""
    return re.sub(r"/\*!\d+ ?|\*/", "", text)


def _read_partition(found: re.Match[str], options: dict[str, Any]) -> None:
    by, count, definitions = found[1].strip(), found[2], found[3]
    sub = _SUBPARTITION.match(by)
    if sub is not None:
        by, options["subpartition_by"] = sub[1], sub[2]
        if sub[3]:
            options["subpartitions"] = sub[3]
    options["partition_by"] = by
    if count:
        options["partitions"] = count
    if definitions:
        options["partition_definitions"] = re.sub(r",\s*\n\s*", ", ", definitions)


__all__ = ["ParsedTable", "parse_table"]
