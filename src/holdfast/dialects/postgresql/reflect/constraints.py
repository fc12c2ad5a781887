"""Primary keys, foreign keys, UNIQUE and CHECK constraints: all from one query, a row a table."""

from __future__ import annotations

from typing import Any

from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, ReflectionDefaults, Selection
from ....plan import Plan
from ....util import late
from ...base import Reflection
from .indexes import has_nulls_not_distinct
from .relations import COLUMN_NAMES, relations

json = late("json")

_CONSTRAINTS = f"""SELECT r.relname, {COLUMN_NAMES},
       (SELECT json_agg(json_build_array(k.contype, k.conname, k.conkey, d.description, k.condeferrable, k.condeferred,
               CASE WHEN k.contype = 'c' THEN json_build_array(
                    pg_catalog.pg_get_expr(k.conbin, k.conrelid, true), k.convalidated, k.connoinherit) END,
               CASE WHEN k.contype = 'f' THEN json_build_array(
                    f.relname, n.nspname, pg_catalog.pg_table_is_visible(f.oid), k.confkey,
                    (SELECT json_object_agg(a.attnum, a.attname) FROM pg_catalog.pg_attribute AS a
                     WHERE a.attrelid = f.oid AND a.attnum = ANY (k.confkey)),
                    k.confupdtype, k.confdeltype, k.confmatchtype, {{set_columns}}) END,
               CASE WHEN k.contype IN ('p', 'u') THEN
                    (SELECT json_build_array(i.indkey::text, i.indnkeyatts, {{nulls_not_distinct}})
                     FROM pg_catalog.pg_index AS i WHERE i.indexrelid = k.conindid) END)
               ORDER BY k.conname)
        FROM pg_catalog.pg_constraint AS k
             LEFT JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
             LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = f.relnamespace
             LEFT JOIN pg_catalog.pg_description AS d
               ON d.objoid = k.oid AND d.objsubid = 0 AND d.classoid = 'pg_catalog.pg_constraint'::regclass
        WHERE k.conrelid = r.oid AND k.contype IN ('p', 'u', 'c', 'f'))::text
FROM {{relations}} ORDER BY r.relname"""
_ACTIONS = {"c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT", "r": "RESTRICT"}


def read_constraints(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    source, parameters = relations(selection)
    recent = has_nulls_not_distinct(connection)
    sql = _CONSTRAINTS.format(
        relations=source,
        nulls_not_distinct="i.indnullsnotdistinct" if recent else "false",
        set_columns="k.confdelsetcols" if recent else "NULL",
    )
    rows = yield from reflection.rows(connection, sql, **parameters)
    found: dict[str, dict[TableKey, Any]] = {
        subject: {} for subject in ("pk_constraint", "foreign_keys", "unique_constraints", "check_constraints")
    }
    for table, columns, constraints in rows:
        key = (selection.schema, table)
        found["pk_constraint"][key] = ReflectionDefaults.pk_constraint()
        for subject in ("foreign_keys", "unique_constraints", "check_constraints"):
            found[subject][key] = []
        names = json.loads(columns) if columns else {}
        for kind, name, numbers, comment, *when, check, foreign, index in (
            json.loads(constraints) if constraints else ()
        ):
            described: dict[str, Any] = {"name": name, "comment": comment}
            own = [names[str(number)] for number in numbers or ()]
            if kind == "p":
                options = {"postgresql_include": _included(names, index)}
                described.update(_time(*when), constrained_columns=own, dialect_options=options)
                found["pk_constraint"][key] = described
            elif kind == "u":
                options = {"postgresql_include": _included(names, index), "postgresql_nulls_not_distinct": index[2]}
                described.update(_time(*when), column_names=own, dialect_options=options)
                found["unique_constraints"][key].append(described)
            elif kind == "c":
                _add_check(described, *check)
                found["check_constraints"][key].append(described)
            else:
                described["constrained_columns"] = own
                _add_reference(described, connection, selection, names, foreign)
                described["options"].update(_time(*when))
                found["foreign_keys"][key].append(described)
    return found


def _included(names: dict[str, str], index: list[Any]) -> list[str]:
    """The columns that an index carries along."""
    numbers, keys, _ = index
    return [names[number] for number in numbers.split()[keys:]]


def _time(deferrable: bool, deferred: bool) -> dict[str, Any]:
    """When a constraint is checked, where it is not at once."""
    options: dict[str, Any] = {"deferrable": True} if deferrable else {}
    return {**options, "initially": "DEFERRED"} if deferred else options


def _add_check(described: dict[str, Any], condition: str, validated: bool, no_inherit: bool) -> None:
    # The server puts the whole in parentheses or not, by what it is.
    described["sqltext"] = condition
    options = {option: True for option, given in (("not_valid", not validated), ("no_inherit", no_inherit)) if given}
    if options:
        described["dialect_options"] = options


def _add_reference(
    described: dict[str, Any], connection: Any, selection: Selection, names: dict[str, str], foreign: list[Any]
) -> None:
    table, schema, visible, numbers, referred, on_update, on_delete, match, set_columns = foreign
    options: dict[str, Any] = {}
    if on_update in _ACTIONS:
        options["onupdate"] = _ACTIONS[on_update]
    if on_delete in _ACTIONS:
        options["ondelete"] = _ACTIONS[on_delete]
        if set_columns:
            quote = connection.dialect.identifier_preparer.quote
            options["ondelete"] += f" ({', '.join(quote(names[str(number)]) for number in set_columns)})"
    if match == "f":
        options["match"] = "FULL"
    described["referred_schema"] = _referred_schema(connection, selection, schema, visible)
    described["referred_table"] = table
    described["referred_columns"] = [referred[str(number)] for number in numbers]
    described["options"] = options


def _referred_schema(connection: Any, selection: Selection, schema: str, visible: bool) -> str | None:
    """What the search path finds has no schema, unless it is the schema of the table that refers."""
    if schema == selection.schema:
        return selection.schema
    if dict(selection.options).get("postgresql_ignore_search_path"):
        return None if schema == connection.dialect.default_schema_name else schema
    return None if visible else schema


__all__ = ["read_constraints"]
