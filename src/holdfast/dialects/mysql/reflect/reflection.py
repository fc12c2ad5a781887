"""MySQLReflection: what exists, from information_schema; what a table is, from SHOW CREATE TABLE, which tells it all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from .... import exc
from ....engine.interfaces import ObjectKind, ObjectScope, TableKey
from ....engine.reflection import SUBJECTS, Descriptions, ReflectionDefaults, Selection
from ....plan import Plan
from ....sql.ddl import Question
from ....util import collector_paused
from ...base import Reader, Reflection
from ..connect import code_of
from .parse import parse_table
from .text import closing, with_backticks
from .types import TypeText

_KINDS = {
    "table": ("BASE TABLE", "SYSTEM VERSIONED", "SYSTEM VIEW", "VIEW"),
    "view": ("VIEW", "SYSTEM VIEW"),
    "sequence": ("SEQUENCE",),
}
_NAMES = {"table": ("BASE TABLE", "SYSTEM VERSIONED"), "view": ("VIEW", "SYSTEM VIEW"), "sequence": ("SEQUENCE",)}
# No such table, no such database, no such thing.
_MISSING = frozenset({1146, 1049, 1051})
# The view refers to what is gone.
_BROKEN = 1356


def _quoted(name: str, schema: str | None = None) -> str:
    written = "`" + name.replace("`", "``") + "`"
    return written if schema is None else f"{_quoted(schema)}.{written}"


class MySQLReflection(Reflection):
    """The questions of the Inspector, answered by MySQL and MariaDB."""

    one_by_one = True

    # -- names

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        rows = yield from self.rows(connection, "SELECT DATABASE()")
        return _text(rows[0][0])

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        rows = yield from self.rows(connection, "SHOW SCHEMAS")
        return [str(_text(row[0])) for row in rows]

    def plan_names(self, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
        if kind not in _NAMES or (kind == "sequence" and not connection.dialect.supports_sequences):
            return (yield from super().plan_names(connection, kind, schema))
        return [name for name, found in (yield from self._listed(connection, schema)) if found in _NAMES[kind]]

    def _listed(self, connection: Any, schema: str | None) -> Plan[list[tuple[str, str]]]:
        """(name, kind) of all that a database has; temporary tables are not told."""
        place = f" FROM {_quoted(schema)}" if schema is not None else ""
        rows = yield from self.rows(connection, f"SHOW FULL TABLES{place}")
        return [(str(_text(row[0])), str(_text(row[1])).upper()) for row in rows]

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        try:
            rows = yield from self.rows(connection, f"SHOW CREATE TABLE {_quoted(name, schema)}")
        except exc.DBAPIError as error:
            raise _no_such(error, name, schema) from error
        definition = str(_text(rows[0][1]))
        if not _is_view(definition):
            raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
        return definition

    # -- existence

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """One query for tables, views and sequences, one for indexes."""
        found: set[Question] = set()
        others = [question for question in questions if question[0] in _KINDS]
        if others:
            rows = yield from self._named(
                connection, "table_schema, table_name, table_type", "tables", "table_name", others
            )
            kinds = {(place, name): kind for place, name, kind in rows}
            for question in others:
                kind, schema, name, _ = question
                if kinds.get((_home(connection, schema), _cased(connection, name))) in _KINDS[kind]:
                    found.add(question)
        indexes = [question for question in questions if question[0] == "index"]
        if indexes:
            rows = yield from self._named(
                connection, "table_schema, table_name, index_name", "statistics", "index_name", indexes
            )
            there = {(place, table, str(name).lower()) for place, table, name in rows}
            for question in indexes:
                _, schema, name, table = question
                if (_home(connection, schema), _cased(connection, str(table)), str(name).lower()) in there:
                    found.add(question)
        return found

    def _named(
        self, connection: Any, columns: str, source: str, column: str, questions: Collection[Question]
    ) -> Plan[list[tuple[Any, ...]]]:
        names = sorted({question[2] for question in questions})
        schemas = sorted({schema for question in questions if (schema := _home(connection, question[1])) is not None})
        values = {f"n{_letters(number)}": name for number, name in enumerate(names)}
        places = {f"s{_letters(number)}": schema for number, schema in enumerate(schemas)}
        rows = yield from self.rows(
            connection,
            f"SELECT {columns} FROM information_schema.{source} WHERE table_schema IN "
            f"({', '.join(f':{key}' for key in places) or 'NULL'}) AND {column} IN "
            f"({', '.join(f':{key}' for key in values)})",
            **values,
            **places,
        )
        return [(_text(row[0]), _cased(connection, str(_text(row[1]))), _text(row[2])) for row in rows]

    def plan_temporary(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """information_schema does not tell of temporary tables."""
        found: set[Question] = set()
        for question in questions:
            kind, schema, name, _ = question
            if kind == "table":
                try:
                    yield from self.rows(connection, f"DESCRIBE {_quoted(name, schema)}")
                except exc.DBAPIError as error:
                    if _code(error) not in _MISSING and _code(error) != _BROKEN:
                        raise
                    if _code(error) in _MISSING:
                        continue
                found.add(question)
        return found

    # -- tables

    def read_tables(self, connection: Any, selection: Selection) -> Plan[Descriptions]:
        """All subjects of each table."""
        names = selection.names
        if names is None:
            if ObjectScope.DEFAULT not in selection.scope:
                names = ()
            else:
                listed = yield from self._listed(connection, selection.schema)
                wanted = [
                    *(_NAMES["table"] if ObjectKind.TABLE in selection.kind else ()),
                    *(_NAMES["view"] if ObjectKind.VIEW in selection.kind else ()),
                ]
                names = tuple(name for name, kind in listed if kind in wanted)
        found: dict[str, dict[TableKey, Any]] = {subject: {} for subject in SUBJECTS}
        told: dict[str, Any] = {}  # the text of a table, the description of a view
        for name in dict.fromkeys(names):
            sql = yield from self._text_of(connection, str(name), selection.schema)
            if sql is None:
                continue
            if not _is_view(sql):
                if ObjectKind.TABLE in selection.kind:
                    told[name] = sql
            elif ObjectKind.VIEW in selection.kind:
                told[name] = yield from self._describe_view(connection, str(name), selection.schema)
        with collector_paused():
            for name, one in told.items():
                described = _described(one, connection.dialect, selection.schema) if isinstance(one, str) else one
                for subject in SUBJECTS:
                    found[subject][selection.schema, name] = described[subject]
        return found

    def _text_of(self, connection: Any, name: str, schema: str | None) -> Plan[str | None]:
        """What creates a table or view; None when there is no such thing."""
        try:
            rows = yield from self.rows(connection, f"SHOW CREATE TABLE {_quoted(name, schema)}")
        except exc.DBAPIError as error:
            if _code(error) in _MISSING:
                return None
            raise
        return str(_text(rows[0][1]))

    def _describe_view(self, connection: Any, name: str, schema: str | None) -> Plan[dict[str, Any]]:
        described: dict[str, Any] = {subject: getattr(ReflectionDefaults, subject)() for subject in SUBJECTS}
        try:
            rows = yield from self.rows(connection, f"SHOW FULL COLUMNS FROM {_quoted(name, schema)}")
        except exc.DBAPIError as error:
            if _code(error) != _BROKEN:
                raise
            broken = exc.UnreflectableTableError(f"{error.orig}")
            return {**described, "columns": broken}
        classes = connection.dialect.ischema_names
        described["columns"] = [_view_column(classes, [_text(value) for value in row]) for row in rows]
        return described

    readers: ClassVar[dict[str, Reader]] = dict.fromkeys(SUBJECTS, read_tables)


def _described(sql: str, dialect: Any, schema: str | None) -> dict[str, Any]:
    """Every subject of a table, by what creates it."""
    parsed = parse_table(with_backticks(sql) if dialect.ansi_quotes else sql, dialect)
    for key in parsed.foreign_keys:
        key["referred_schema"] = key["referred_schema"] or schema
    uniques = [
        {"name": index["name"], "column_names": index["column_names"], "duplicates_index": index["name"]}
        for index in parsed.indexes
        if index["unique"] and None not in index["column_names"]
    ]
    return {
        "columns": parsed.columns,
        "pk_constraint": {"constrained_columns": parsed.primary_key, "name": None},
        "foreign_keys": parsed.foreign_keys,
        "indexes": parsed.indexes,
        "unique_constraints": uniques,
        "check_constraints": parsed.checks,
        "table_comment": {"text": parsed.comment},
        "table_options": parsed.options,
    }


def _letters(number: int) -> str:
    """A number in letters: names of parameters have no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _home(connection: Any, schema: str | None) -> str | None:
    return _cased(connection, schema) if schema is not None else connection.dialect.default_schema_name


def _cased(connection: Any, name: str) -> str:
    """A name as the server compares it."""
    return name.lower() if connection.dialect.lower_case_table_names else name


def _text(value: Any) -> str | None:
    """Some drivers give the text of the catalogue as bytes."""
    return value.decode() if isinstance(value, bytes) else value


def _code(error: exc.DBAPIError) -> int | None:
    return code_of(error.orig)


def _no_such(error: exc.DBAPIError, name: str, schema: str | None) -> Exception:
    return exc.NoSuchTableError(f"{schema}.{name}" if schema else name) if _code(error) in _MISSING else error


def _is_view(sql: str) -> bool:
    return not sql.startswith(("CREATE TABLE", "CREATE TEMPORARY TABLE", "CREATE OR REPLACE TABLE"))


def _view_column(classes: dict[str, Any], row: list[Any]) -> dict[str, Any]:
    name, written, _, null, _, default, _, _, comment = row
    kind, _, rest = written.partition("(")
    arguments = None
    if rest:
        end = closing(written, len(kind))
        arguments, rest = written[len(kind) + 1 : end], written[end + 1 :]
    else:
        kind, _, rest = written.partition(" ")
    words = {word: word in rest.split() for word in ("unsigned", "zerofill")}
    type_ = TypeText(kind.lower(), arguments, words).make(classes, name)
    described: dict[str, Any] = {
        "name": name,
        "type": type_,
        "nullable": null == "YES",
        "default": None if default is None else "'" + default.replace("'", "''") + "'",
        "comment": comment or None,
    }
    if "int" in kind.lower():
        described["autoincrement"] = False
    return described


__all__ = ["MySQLReflection"]
