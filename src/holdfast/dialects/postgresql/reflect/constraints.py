"""Primary keys, foreign keys, UNIQUE and CHECK constraints: all from one query."""

from __future__ import annotations

import re
from typing import Any

from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, ReflectionDefaults, Selection
from ....plan import Plan
from ...base import Reflection
from .indexes import has_nulls_not_distinct
from .relations import relations

_NAMES_OF = """ARRAY(SELECT a.attname::text FROM pg_catalog.unnest({numbers}) WITH ORDINALITY AS p(number, n)
             JOIN pg_catalog.pg_attribute AS a ON a.attrelid = {relation} AND a.attnum = p.number ORDER BY p.n)"""
_CONSTRAINTS = f"""SELECT r.relname, k.contype::text, k.conname, d.description,
       {_NAMES_OF.format(numbers="k.conkey", relation="k.conrelid")},
       CASE WHEN k.contype IN ('c', 'f') THEN pg_catalog.pg_get_constraintdef(k.oid, true) END,
       k.convalidated, k.connoinherit, k.condeferrable, k.condeferred,
       f.relname, n.nspname, pg_catalog.pg_table_is_visible(f.oid),
       CASE WHEN k.contype = 'f' THEN {_NAMES_OF.format(numbers="k.confkey", relation="k.confrelid")} END,
       CASE WHEN k.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN ARRAY(
            SELECT a.attname::text FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) AS p(n)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p.n - 1] ORDER BY p.n) END,
       {{nulls_not_distinct}}
FROM {{relations}}
     LEFT JOIN (pg_catalog.pg_constraint AS k
                LEFT JOIN pg_catalog.pg_description AS d
                  ON d.objoid = k.oid AND d.objsubid = 0 AND d.classoid = 'pg_catalog.pg_constraint'::regclass
                LEFT JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
                LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = f.relnamespace
                LEFT JOIN pg_catalog.pg_index AS i ON k.contype IN ('p', 'u') AND i.indexrelid = k.conindid)
       ON k.conrelid = r.oid AND k.contype IN ('p', 'u', 'c', 'f')
ORDER BY r.relname, k.conname"""
_CHECK = re.compile(r"CHECK \((.*)\)(?: NO INHERIT)?(?: NOT VALID)?$", re.S)
_ACTIONS = re.compile(r" ON (DELETE|UPDATE) ((?:SET NULL|SET DEFAULT)(?: \([^)]*\))?|CASCADE|RESTRICT)")


def read_constraints(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    source, parameters = relations(selection)
    nulls = "i.indnullsnotdistinct" if has_nulls_not_distinct(connection) else "false"
    sql = _CONSTRAINTS.format(relations=source, nulls_not_distinct=nulls)
    rows = yield from reflection.rows(connection, sql, **parameters)
    primary: dict[TableKey, Any] = {}
    foreign: dict[TableKey, Any] = {}
    unique: dict[TableKey, Any] = {}
    check: dict[TableKey, Any] = {}
    for row in rows:
        key = (selection.schema, row[0])
        if key not in primary:
            primary[key] = ReflectionDefaults.pk_constraint()
            foreign[key], unique[key], check[key] = [], [], []
        match row[1]:
            case "p":
                primary[key] = _primary_key(row)
            case "f":
                foreign[key].append(_foreign_key(connection, selection, row))
            case "u":
                unique[key].append(_unique(row))
            case "c":
                check[key].append(_check(row))
    return {
        "pk_constraint": primary,
        "foreign_keys": foreign,
        "unique_constraints": unique,
        "check_constraints": check,
    }


def _primary_key(row: Any) -> dict[str, Any]:
    _, _, name, comment, columns, *_, included, _ = row
    return {
        "constrained_columns": columns,
        "name": name,
        "comment": comment,
        "dialect_options": {"postgresql_include": included or []},
    }


def _unique(row: Any) -> dict[str, Any]:
    _, _, name, comment, columns, *_, included, nulls_not_distinct = row
    options = {"postgresql_include": included or [], "postgresql_nulls_not_distinct": nulls_not_distinct}
    return {"column_names": columns, "name": name, "comment": comment, "dialect_options": options}


def _check(row: Any) -> dict[str, Any]:
    _, _, name, comment, _, definition, validated, no_inherit, *_ = row
    found = _CHECK.match(definition)
    described: dict[str, Any] = {"name": name, "sqltext": found[1] if found else "", "comment": comment}
    options = {option: True for option, given in (("not_valid", not validated), ("no_inherit", no_inherit)) if given}
    if options:
        described["dialect_options"] = options
    return described


def _foreign_key(connection: Any, selection: Selection, row: Any) -> dict[str, Any]:
    _, _, name, comment, columns, definition, _, _, deferrable, deferred, table, schema, visible, referred, *_ = row
    options: dict[str, Any] = {f"on{action.lower()}": rule for action, rule in _ACTIONS.findall(definition)}
    if deferred:
        options["initially"] = "DEFERRED"
    if deferrable:
        options["deferrable"] = True
    if " MATCH FULL" in definition:
        options["match"] = "FULL"
    return {
        "name": name,
        "constrained_columns": columns,
        "referred_schema": _referred_schema(connection, selection, schema, visible),
        "referred_table": table,
        "referred_columns": referred,
        "options": options,
        "comment": comment,
    }


def _referred_schema(connection: Any, selection: Selection, schema: str, visible: bool) -> str | None:
    """What the search path finds has no schema, unless it is the schema of the table that refers."""
    if schema == selection.schema:
        return selection.schema
    if dict(selection.options).get("postgresql_ignore_search_path"):
        return None if schema == connection.dialect.default_schema_name else schema
    return None if visible else schema


__all__ = ["read_constraints"]
