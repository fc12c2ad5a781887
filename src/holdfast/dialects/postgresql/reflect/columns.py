"""Columns: types, defaults, identity, computed expressions, comments."""

from __future__ import annotations

import re
from typing import Any

from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, Selection
from ....plan import Plan
from ...base import Reflection
from .relations import relations
from .types import TYPE_PARTS, TypeMaker

_COLUMNS = f"""SELECT r.relname, a.attname, a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text,
       a.attidentity::text, CASE WHEN a.attcollation <> t.typcollation THEN c.collname END, e.description,
       t.typtype = 'd' AND t.typnotnull, CASE WHEN t.typtype = 'd' THEN t.typdefault END,
       s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       {TYPE_PARTS.format(number="a.atttypid", modifier="a.atttypmod", type="t", item="i")}
FROM {{relations}}
     LEFT JOIN (pg_catalog.pg_attribute AS a
                JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
                LEFT JOIN pg_catalog.pg_type AS i ON t.typcategory = 'A' AND i.oid = t.typelem
                LEFT JOIN pg_catalog.pg_attrdef AS d ON a.atthasdef AND d.adrelid = a.attrelid AND d.adnum = a.attnum
                LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = a.attcollation
                LEFT JOIN pg_catalog.pg_description AS e
                  ON e.objoid = a.attrelid AND e.objsubid = a.attnum AND e.classoid = 'pg_catalog.pg_class'::regclass
                LEFT JOIN pg_catalog.pg_depend AS p
                  ON a.attidentity <> '' AND p.refclassid = 'pg_catalog.pg_class'::regclass AND p.deptype = 'i'
                 AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.classid = p.refclassid
                LEFT JOIN pg_catalog.pg_sequence AS s ON s.seqrelid = p.objid)
       ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY r.relname, a.attnum"""
_NEXT_VALUE = re.compile(r"nextval\('([^']+)'::regclass\)")


def read_columns(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    source, parameters = relations(selection)
    rows = yield from reflection.rows(connection, _COLUMNS.format(relations=source), **parameters)
    maker = TypeMaker(connection.dialect)
    yield from maker.plan_load(reflection, connection, {row[-2] for row in rows})
    found: dict[TableKey, list[Any]] = {}
    for row in rows:
        columns = found.setdefault((selection.schema, row[0]), [])
        if row[1] is not None:
            columns.append(_column(maker, selection.schema, row))
    return {"columns": found}


def _column(maker: TypeMaker, schema: str | None, row: Any) -> dict[str, Any]:
    _, name, not_null, default, generated, identity, collation, comment, domain_not_null, domain_default = row[:10]
    written, number, is_array = row[16:]
    described: dict[str, Any] = {
        "name": name,
        "type": maker.make(written, number, is_array, collation, f"column '{name}'"),
        "nullable": not (not_null or domain_not_null),
        "default": domain_default if default is None else default,
        "autoincrement": False,
        "comment": comment,
    }
    if generated:
        described["computed"] = {"sqltext": default, "persisted": generated == "s"}
        described["default"] = None
    elif identity:
        names = ("start", "increment", "minvalue", "maxvalue", "cache", "cycle")
        described["identity"] = {"always": identity == "a", **dict(zip(names, row[10:16], strict=True))}
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
