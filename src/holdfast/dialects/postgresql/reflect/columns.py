"""Columns: types, defaults, identity, computed expressions, comments.

A row a table: what belongs to its columns is gathered by the server, in one index scan a catalogue and not one a column.
Types of PostgreSQL's own need no look into pg_type; of others (numbers from 16384) enums and domains are read.
"""

from __future__ import annotations

import re
from typing import Any

from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, Selection
from ....plan import Plan
from ....util import collector_paused, late
from ...base import Reflection
from .relations import relations
from .types import TypeMaker

json = late("json")

_COLUMNS = """SELECT r.relname,
       (SELECT json_agg(json_build_array(a.attnum, a.attname, a.attnotnull, a.attgenerated, a.attidentity, a.atttypid::int8,
               pg_catalog.format_type(a.atttypid, a.atttypmod),
               CASE WHEN a.attcollation NOT IN (0, 100) THEN
                    (SELECT c.collname FROM pg_catalog.pg_collation AS c WHERE c.oid = a.attcollation) END,
               CASE WHEN a.attidentity <> '' THEN
                    (SELECT json_build_array(s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
                     FROM pg_catalog.pg_depend AS p JOIN pg_catalog.pg_sequence AS s ON s.seqrelid = p.objid
                     WHERE p.refclassid = 'pg_catalog.pg_class'::regclass AND p.classid = p.refclassid
                       AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype = 'i') END)
               ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped)::text,
       (SELECT json_object_agg(d.adnum, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
        FROM pg_catalog.pg_attrdef AS d WHERE d.adrelid = r.oid)::text,
       (SELECT json_object_agg(e.objsubid, e.description) FROM pg_catalog.pg_description AS e
        WHERE e.objoid = r.oid AND e.objsubid > 0 AND e.classoid = 'pg_catalog.pg_class'::regclass)::text
FROM {relations} ORDER BY r.relname"""
_NEXT_VALUE = re.compile(r"nextval\('((?:[^']|'')+)'::regclass\)")
_SEQUENCE = ("start", "increment", "minvalue", "maxvalue", "cache", "cycle")


def read_columns(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    source, parameters = relations(selection)
    rows = yield from reflection.rows(connection, _COLUMNS.format(relations=source), **parameters)
    with collector_paused():
        tables = [(row[0], *(json.loads(part) if part else {} for part in row[1:])) for row in rows]
    maker = TypeMaker(connection.dialect)
    yield from maker.plan_load(reflection, connection, {column[5] for _, columns, _, _ in tables for column in columns})
    found: dict[TableKey, Any] = {}
    with collector_paused():
        for name, columns, defaults, comments in tables:
            found[selection.schema, name] = [
                _column(maker, selection.schema, column, defaults.get(str(column[0])), comments.get(str(column[0])))
                for column in columns
            ]
    return {"columns": found}


def _column(
    maker: TypeMaker, schema: str | None, column: list[Any], default: str | None, comment: str | None
) -> dict[str, Any]:
    _, name, not_null, generated, identity, type_number, written, collation, sequence = column
    domain = maker.named.get(type_number)
    described: dict[str, Any] = {
        "name": name,
        "type": maker.make(written, type_number, collation, name),
        "nullable": not (not_null or (domain is not None and domain.not_null)),
        "default": domain.default if default is None and domain is not None else default,
        "autoincrement": False,
        "comment": comment,
    }
    if generated:
        described["computed"] = {"sqltext": default, "persisted": generated == "s"}
        described["default"] = None
    elif identity:
        described["identity"] = {"always": identity == "a", **dict(zip(_SEQUENCE, sequence or (), strict=False))}
        described["autoincrement"] = True
    elif default is not None:
        found = _NEXT_VALUE.search(default)
        if found is not None:
            described["autoincrement"] = True
            if schema is not None and "." not in found[1]:
                # In another search path the name alone would be somebody else's.
                described["default"] = f'{default[: found.start(1)]}"{schema}".{default[found.start(1) :]}'
    return described


__all__ = ["read_columns"]
