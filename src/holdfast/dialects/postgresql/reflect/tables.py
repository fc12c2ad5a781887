"""Names and existence of relations, comments and options of tables, texts of views."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .... import exc
from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, Selection
from ....plan import Plan
from ....sql.ddl import Question
from ...base import Reflection
from .relations import in_schema, relations

# kind of names -> relkinds, and which persistence
_NAMES: dict[str, tuple[str, str]] = {
    "table": ("'r', 'p'", "<> 't'"),
    "temp_table": ("'r', 'p'", "= 't'"),
    "view": ("'v'", "<> 't'"),
    "temp_view": ("'v'", "= 't'"),
    "materialized_view": ("'m'", "<> 't'"),
    "sequence": ("'S'", "IS NOT NULL"),
    "foreign_table": ("'f'", "IS NOT NULL"),
}
_LETTERS = {"table": "rpfvm", "view": "vm", "sequence": "S", "index": "iI"}

_TABLES = """SELECT r.relname, d.description, r.reloptions, s.spcname, CASE WHEN r.relkind IN ('r', 'm') THEN m.amname END,
       ARRAY(SELECT p.relname::text FROM pg_catalog.pg_inherits AS h JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
             WHERE h.inhrelid = r.oid ORDER BY h.inhseqno)
FROM {relations}
     LEFT JOIN pg_catalog.pg_description AS d
       ON d.objoid = r.oid AND d.objsubid = 0 AND d.classoid = 'pg_catalog.pg_class'::regclass
     LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = r.reltablespace
     LEFT JOIN pg_catalog.pg_am AS m ON m.oid = r.relam
ORDER BY r.relname"""


def plan_names(reflection: Reflection, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
    kinds, persistence = _NAMES[kind]
    parameters: dict[str, Any] = {}
    where = in_schema(schema, parameters)
    if kind.startswith("temp_"):
        where = "true"
    rows = yield from reflection.rows(
        connection,
        "SELECT c.relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
        f"WHERE c.relkind IN ({kinds}) AND c.relpersistence {persistence} AND {where} "
        + ("AND n.nspname <> 'pg_catalog' " if schema is None else "")
        + "ORDER BY c.relname",
        **parameters,
    )
    return [row[0] for row in rows]


def read_tables(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    """Comments and options."""
    source, parameters = relations(selection)
    rows = yield from reflection.rows(connection, _TABLES.format(relations=source), **parameters)
    comments: dict[TableKey, Any] = {}
    options: dict[TableKey, Any] = {}
    for name, comment, settings, tablespace, method, parents in rows:
        key = (selection.schema, name)
        comments[key] = {"text": comment}
        described: dict[str, Any] = {}
        if settings:
            described["postgresql_with"] = storage_parameters(settings)
        if tablespace:
            described["postgresql_tablespace"] = tablespace
        if method is not None and method != "heap":
            described["postgresql_using"] = method
        if parents:
            described["postgresql_inherits"] = tuple(parents)
        options[key] = described
    return {"table_comment": comments, "table_options": options}


def storage_parameters(settings: Collection[str]) -> dict[str, str]:
    """`WITH (...)` from the catalogue's list of `name=value`."""
    return dict(setting.split("=", 1) for setting in settings)


def plan_view_definition(reflection: Reflection, connection: Any, name: str, schema: str | None) -> Plan[str]:
    parameters: dict[str, Any] = {"name": str(name)}
    rows = yield from reflection.rows(
        connection,
        "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class AS c "
        "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
        f"WHERE c.relkind IN ('v', 'm') AND c.relname = :name AND {in_schema(schema, parameters)}",
        **parameters,
    )
    if not rows:
        raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
    return str(rows[0][0])


def plan_table_oid(reflection: Reflection, connection: Any, name: str, schema: str | None) -> Plan[int]:
    source, parameters = relations(Selection(schema, (name,)))
    rows = yield from reflection.rows(connection, f"SELECT r.oid FROM {source}", **parameters)
    if not rows:
        raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
    return int(rows[0][0])


def plan_existing(reflection: Reflection, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
    """Which of the relations and types exist: a query for each of the two."""
    types = [question for question in questions if question[0] == "type"]
    others = [question for question in questions if question[0] != "type"]
    found: set[Question] = set()
    if others:
        rows = yield from reflection.rows(
            connection,
            "SELECT c.relname, n.nspname, pg_catalog.pg_table_is_visible(c.oid), c.relkind::text, t.relname "
            "FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
            "LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid "
            "LEFT JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid "
            "WHERE c.relname = ANY (CAST(:names AS text[]))",
            names=_names_of(others),
        )
        there = _by_place((row[0], row[1], row[2], (row[3], row[4])) for row in rows)
        for question in others:
            kind, schema, name, table = question
            for letter, own in there.get((schema, name), ()):
                if letter in _LETTERS[kind] and (table is None or own == table):
                    found.add(question)
    if types:
        rows = yield from reflection.rows(
            connection,
            "SELECT t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid), 1 FROM pg_catalog.pg_type AS t "
            "JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace WHERE t.typname = ANY (CAST(:names AS text[]))",
            names=_names_of(types),
        )
        there = _by_place(rows)
        found.update(
            question
            for question in types
            if (question[1], question[2]) in there
            or (question[1] == "*" and any(name == question[2] for _, name in there))
        )
    return found


def _names_of(questions: Collection[Question]) -> list[str]:
    return sorted({str(question[2]) for question in questions})


def _by_place(rows: Any) -> dict[tuple[str | None, str], list[Any]]:
    """(schema, name) -> what is there; under schema None what the search path finds."""
    there: dict[tuple[str | None, str], list[Any]] = {}
    for name, schema, visible, value in rows:
        there.setdefault((schema, name), []).append(value)
        if visible:
            there.setdefault((None, name), []).append(value)
    return there


__all__ = [
    "plan_existing",
    "plan_names",
    "plan_table_oid",
    "plan_view_definition",
    "read_tables",
    "storage_parameters",
]
