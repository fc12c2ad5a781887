"""What SQLite tells about its tables: pragmas for the facts, the text of CREATE for the names that pragmas leave out.

A pragma is also a table-valued function, so one query reads a subject of all tables of a database. What must not live
here: taking the text apart (`parse_create`), types (`reflect_types`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar

from ... import exc
from ...engine.interfaces import ObjectKind, ObjectScope, TableKey
from ...engine.reflection import Descriptions, Selection
from ...plan import Plan
from ...sql.ddl import Question
from ...sql.elements import text
from ...sql.types import String
from ..base import Reader, Reflection
from .parse_create import TableText, parse_index, parse_table
from .reflect_types import type_of

_OWN = "name NOT LIKE 'sqlite~_%' ESCAPE '~'"
_KINDS = {"table": ObjectKind.TABLE, "view": ObjectKind.VIEW}
# The tables that SQLite keeps for itself are not in its own list.
_CATALOGUES = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"})

# Each begins with the table's name as asked for, its kind, and its CREATE statement (on its first row).
_COLUMNS = """SELECT t.name, t.type, CASE WHEN x.cid = 0 THEN t.sql END,
       x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
FROM {tables} LEFT JOIN pragma_table_xinfo(t.name, {place}) AS x ORDER BY t.number, x.cid"""
_KEYS = """SELECT t.name, t.type, CASE WHEN f.seq = 0 THEN t.sql END,
       f.id, f."table", f."from", f."to", f.on_update, f.on_delete
FROM {tables} LEFT JOIN pragma_foreign_key_list(t.name, {place}) AS f ORDER BY t.number, f.id DESC, f.seq"""
_INDEXES = """SELECT t.name, t.type, CASE WHEN i.seqno = 0 THEN t.sql END,
       l.name, l."unique", l.origin, l.partial, i.name, i.desc, CASE WHEN i.seqno = 0 THEN m.sql END
FROM {tables} LEFT JOIN pragma_index_list(t.name, {place}) AS l
     LEFT JOIN pragma_index_xinfo(l.name, {place}) AS i ON i.key = 1
     LEFT JOIN {master} AS m ON m.type = 'index' AND m.name = l.name
ORDER BY t.number, l.name, i.seqno"""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _shown(schema: str | None, name: str) -> str:
    return f"{schema}.{name}" if schema else name


class SQLiteReflection(Reflection):
    """The questions of the Inspector, answered by SQLite."""

    # -- names

    def plan_names(self, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
        if kind.removeprefix("temp_") not in _KINDS:
            return (yield from super().plan_names(connection, kind, schema))
        source = f"{_quoted(schema)}.sqlite_master" if schema else "sqlite_master"
        if kind.startswith("temp_"):
            kind, source = kind.removeprefix("temp_"), "sqlite_temp_master"
        rows = yield from self.rows(
            connection, f"SELECT name FROM {source} WHERE type='{kind}' AND {_OWN} ORDER BY name"
        )
        return [row[0] for row in rows]

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        rows = yield from self.rows(connection, "PRAGMA database_list")
        return [row[1] for row in rows if row[1] != "temp"]

    def plan_default_schema_name(self, connection: Any) -> Plan[str]:
        yield from ()
        return "main"

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        masters = [f"{_quoted(place)}.sqlite_master" for place in _places(schema, ObjectScope.ANY)]
        parts = [f"SELECT sql FROM {master} WHERE name = :name AND type = 'view'" for master in masters]
        rows = yield from self.rows(connection, " UNION ALL ".join(parts), name=name)
        if not rows:
            raise exc.NoSuchTableError(_shown(schema, name))
        return str(rows[0][0])

    # -- existence

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """One by one, in the pragmas that SQLAlchemy sends: `create_all()` in an echo or a log reads the same."""
        found: set[Question] = set()
        schemas: Collection[str] | None = None
        for question in questions:
            kind, schema, name, table = question
            if kind in {"sequence", "type"}:
                raise NotImplementedError(f"SQLite has no {kind}s")
            if schema is not None and schemas is None:
                schemas = {*(yield from self.plan_schema_names(connection)), "temp"}
            if schema is not None and schema not in (schemas or ()):
                continue
            pragma, about = ("index_list", str(table)) if kind == "index" else ("table_info", name)
            for place in _places(schema, ObjectScope.ANY):
                rows = yield from self.rows(
                    connection, f"PRAGMA {place if schema is None else _quoted(place)}.{pragma}({_quoted(about)})"
                )
                if any(row[1] == name for row in rows) if kind == "index" else rows:
                    found.add(question)
                    break
        return found

    # -- many tables at once

    def _about(
        self, connection: Any, query: str, selection: Selection
    ) -> Plan[list[tuple[str, TableKey, str | None, list[Any]]]]:
        """(place, table, its CREATE statement, rows) for every selected table; rows are empty where there is nothing."""
        found = []
        for place in _places(selection.schema, selection.scope):
            master = f"{_quoted(place)}.sqlite_master"
            written = query.format(tables=_tables(master, selection), place=_literal(place), master=master)
            try:
                rows = yield from self.rows(connection, written)
            except exc.OperationalError:
                # A view over a table that is gone makes the whole query fail.
                rows = yield from self._one_by_one(connection, query, place, selection)
            for name, group in groupby(rows, itemgetter(0)):
                own = list(group)
                kind = _KINDS.get(own[0][1])
                if kind is None and name.lower() in _CATALOGUES:
                    kind = ObjectKind.TABLE
                if kind is not None and kind in selection.kind:
                    sql = next((row[2] for row in own if row[2] is not None), None)
                    rows_there = [row[3:] for row in own if row[3] is not None]
                    found.append((place, (selection.schema, name), sql, rows_there))
        return found

    def _one_by_one(self, connection: Any, query: str, place: str, selection: Selection) -> Plan[list[Any]]:
        master = f"{_quoted(place)}.sqlite_master"
        names = selection.names
        if names is None:
            listed = yield from self.rows(connection, f"SELECT name FROM {master} WHERE type IN ('table', 'view')")
            names = tuple(row[0] for row in listed)
        found: list[Any] = []
        for name in names:
            tables = _tables(master, Selection(selection.schema, (name,)))
            written = query.format(tables=tables, place=_literal(place), master=master)
            try:
                found += yield from self.rows(connection, written)
            except exc.OperationalError as error:
                if len(names) == 1:
                    raise exc.UnreflectableTableError(f"{name}: {error.orig}") from error
        return found

    def read_columns(self, connection: Any, selection: Selection) -> Plan[Descriptions]:
        """Columns, primary keys, checks and options: all from one pragma and the text."""
        columns: dict[TableKey, Any] = {}
        keys: dict[TableKey, Any] = {}
        checks: dict[TableKey, Any] = {}
        options: dict[TableKey, Any] = {}
        for _, key, sql, rows in (yield from self._about(connection, _COLUMNS, selection)):
            if key in columns and not rows:
                continue
            parsed = parse_table(sql or "")
            columns[key] = [_column(row, parsed) for row in rows if row[5] != 1]
            parts = sorted((row[4], row[0]) for row in rows if row[4])
            keys[key] = {
                "constrained_columns": [column for _, column in parts],
                "name": parsed.primary_key_name if parts else None,
            }
            checks[key] = [{"sqltext": condition, "name": name} for name, condition in parsed.checks]
            options[key] = dict(parsed.options)
        return {"columns": columns, "pk_constraint": keys, "check_constraints": checks, "table_options": options}

    def read_foreign_keys(self, connection: Any, selection: Selection) -> Plan[Descriptions]:
        found: dict[TableKey, Any] = {}
        implied: dict[str, list[dict[str, Any]]] = {}
        for place, table, sql, rows in (yield from self._about(connection, _KEYS, selection)):
            parsed = parse_table(sql or "")
            named = {signature: list(texts) for signature, texts in parsed.foreign_keys.items()}
            keys = [_foreign_key(table[0], list(group)) for _, group in groupby(rows, itemgetter(0))]
            for key in keys:
                columns = tuple(column.lower() for column in key["constrained_columns"])
                texts = named.get((columns, str(key["referred_table"]).lower()))
                if texts:
                    own = texts.pop(0)
                    key["name"] = own.name
                    key["options"].update(own.options)
                if not key["referred_columns"]:
                    implied.setdefault(place, []).append(key)
            found[table] = sorted(keys, key=_key_order)
        for place, keys in implied.items():
            yield from self._fill_implied(connection, place, keys)
        return {"foreign_keys": found}

    def _fill_implied(self, connection: Any, place: str, keys: list[dict[str, Any]]) -> Plan[None]:
        """`REFERENCES table` without columns means its primary key."""
        names = tuple(dict.fromkeys(key["referred_table"] for key in keys))
        described = yield from self.read_columns(connection, Selection(place, names))
        for key in keys:
            referred = described["pk_constraint"].get((place, key["referred_table"]))
            key["referred_columns"] = list((referred or key)["constrained_columns"])

    def read_indexes(self, connection: Any, selection: Selection) -> Plan[Descriptions]:
        """Indexes, and UNIQUE constraints, which SQLite keeps as indexes."""
        indexes: dict[TableKey, Any] = {}
        uniques: dict[TableKey, Any] = {}
        for _, table, sql, rows in (yield from self._about(connection, _INDEXES, selection)):
            parsed = parse_table(sql or "")
            own: list[dict[str, Any]] = []
            unique: list[tuple[tuple[str, ...], dict[str, Any]]] = []
            for name, group in groupby(rows, itemgetter(0)):
                parts = list(group)
                origin = parts[0][2]
                if origin == "c":
                    own.append(_index(name, parts))
                elif origin == "u":
                    columns = [part[4] for part in parts]
                    signature = tuple(column.lower() for column in columns)
                    unique.append((signature, {"name": parsed.uniques.get(signature), "column_names": columns}))
            order = {names: number for number, names in enumerate(parsed.uniques)}
            unique.sort(key=lambda one: order.get(one[0], len(order)))
            indexes[table] = own
            uniques[table] = [constraint for _, constraint in unique]
        return {"indexes": indexes, "unique_constraints": uniques}

    readers: ClassVar[dict[str, Reader]] = {
        "columns": read_columns,
        "pk_constraint": read_columns,
        "check_constraints": read_columns,
        "table_options": read_columns,
        "foreign_keys": read_foreign_keys,
        "indexes": read_indexes,
        "unique_constraints": read_indexes,
    }


def _places(schema: str | None, scope: ObjectScope) -> Iterator[str]:
    """The databases to look at; without a schema the main one, then that of the temporary tables."""
    if schema is not None:
        if ObjectScope.DEFAULT in scope or schema == "temp":
            yield schema
        return
    if ObjectScope.DEFAULT in scope:
        yield "main"
    if ObjectScope.TEMPORARY in scope:
        yield "temp"


def _tables(master: str, selection: Selection) -> str:
    """A FROM: the selected tables as `t(name, type, sql, number)`, in order."""
    if selection.names is None:
        return f"(SELECT name, type, sql, name AS number FROM {master} WHERE type IN ('table', 'view') AND {_OWN}) AS t"
    names = ", ".join(f"({number}, {_literal(name)})" for number, name in enumerate(dict.fromkeys(selection.names)))
    return (
        f"(SELECT w.column2 AS name, m.type AS type, m.sql AS sql, w.column1 AS number FROM (VALUES {names}) AS w "
        f"LEFT JOIN {master} AS m ON lower(m.name) = lower(w.column2) AND m.type IN ('table', 'view')) AS t"
    )


def _column(row: Any, parsed: TableText) -> dict[str, Any]:
    column, declared, not_null, default, position, hidden = row
    generated = hidden in {2, 3}
    type_ = type_of(declared.upper().replace("GENERATED ALWAYS", "").strip())
    collation = parsed.collations.get(column.lower())
    if collation is not None and isinstance(type_, String):
        type_.collation = collation
    described: dict[str, Any] = {
        "name": column,
        "type": type_,
        "nullable": not not_null,
        "default": None if generated else default,
        "primary_key": position,
    }
    if generated:
        described["computed"] = {"sqltext": parsed.generated.get(column.lower(), ""), "persisted": hidden == 3}
    return described


def _foreign_key(schema: str | None, rows: list[Any]) -> dict[str, Any]:
    _, table, _, _, on_update, on_delete = rows[0]
    actions = (("onupdate", on_update), ("ondelete", on_delete))
    return {
        "name": None,
        "constrained_columns": [row[2] for row in rows],
        "referred_schema": schema,
        "referred_table": table,
        "referred_columns": [row[3] for row in rows if row[3] is not None],
        "options": {option: action for option, action in actions if action and action != "NO ACTION"},
    }


def _key_order(key: dict[str, Any]) -> tuple[bool, str, list[str]]:
    return key["name"] is None, key["name"] or "", key["constrained_columns"]


def _index(name: str, parts: list[Any]) -> dict[str, Any]:
    _, unique, _, partial, _, _, sql = parts[0]
    names = [part[4] for part in parts]
    described: dict[str, Any] = {"name": name, "column_names": names, "unique": unique, "dialect_options": {}}
    written = parse_index(sql) if partial or None in names else None
    if written is not None and None in names:
        described["expressions"] = [
            given if column is None else column for column, given in zip(names, written.parts, strict=True)
        ]
    if written is not None and written.condition is not None:
        described["dialect_options"]["sqlite_where"] = text(written.condition)
    shown = described.get("expressions", names)
    sorting = {column: ("desc",) for column, part in zip(shown, parts, strict=True) if part[5]}
    if sorting:
        described["column_sorting"] = sorting
    return described


__all__ = ["SQLiteReflection"]
