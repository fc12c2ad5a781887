"""Indexes: what is indexed and how. The index of a primary key is left out, those of other constraints are marked."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, Selection
from ....plan import Plan
from ...base import Reflection
from .relations import relations
from .tables import storage_parameters

# A row for each column of each index; the last columns of an index may only be carried along (INCLUDE).
_INDEXES = """SELECT r.relname, x.relname, i.indisunique, m.amname, x.reloptions, k.conname,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid), {nulls_not_distinct}, p.n > i.indnkeyatts, a.attname,
       CASE WHEN i.indkey[p.n - 1] = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, p.n, true) END,
       CASE WHEN p.n <= i.indnkeyatts THEN i.indoption[p.n - 1] ELSE 0 END,
       CASE WHEN NOT o.opcdefault THEN o.opcname END
FROM {relations}
     LEFT JOIN (pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
                JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
                CROSS JOIN LATERAL pg_catalog.generate_series(1, i.indnatts) AS p(n)
                LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p.n - 1]
                LEFT JOIN pg_catalog.pg_opclass AS o ON p.n <= i.indnkeyatts AND o.oid = i.indclass[p.n - 1]
                LEFT JOIN pg_catalog.pg_constraint AS k
                  ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))
       ON i.indrelid = r.oid AND NOT i.indisprimary
ORDER BY r.relname, x.relname, p.n"""


def read_indexes(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    source, parameters = relations(selection)
    nulls = "i.indnullsnotdistinct" if has_nulls_not_distinct(connection) else "false"
    sql = _INDEXES.format(relations=source, nulls_not_distinct=nulls)
    rows = yield from reflection.rows(connection, sql, **parameters)
    found: dict[TableKey, list[Any]] = {}
    for (table, name), group in groupby(rows, itemgetter(0, 1)):
        indexes = found.setdefault((selection.schema, table), [])
        if name is not None:
            indexes.append(_index(list(group)))
    return {"indexes": found}


def has_nulls_not_distinct(connection: Any) -> bool:
    return (connection.dialect.server_version_info or (15,)) >= (15,)


def _index(rows: list[Any]) -> dict[str, Any]:
    _, name, unique, method, settings, constraint, condition, nulls_not_distinct, *_ = rows[0]
    keys = [row for row in rows if not row[8]]
    shown = [column if column is not None else expression for *_, column, expression, _, _ in keys]
    described: dict[str, Any] = {"name": name, "unique": unique, "column_names": [row[9] for row in keys]}
    if None in described["column_names"]:
        described["expressions"] = shown
    sorting = {column: order for column, row in zip(shown, keys, strict=True) if (order := _order(row[11]))}
    if sorting:
        described["column_sorting"] = sorting
    if constraint is not None:
        described["duplicates_constraint"] = constraint
    options: dict[str, Any] = {"postgresql_include": [row[9] for row in rows if row[8]]}
    classes = {column: row[12] for column, row in zip(shown, keys, strict=True) if row[12] is not None}
    if classes:
        options["postgresql_ops"] = classes
    if settings:
        options["postgresql_with"] = storage_parameters(settings)
    if method != "btree":
        options["postgresql_using"] = method
    if condition is not None:
        options["postgresql_where"] = condition
    if nulls_not_distinct:
        options["postgresql_nulls_not_distinct"] = True
    described["dialect_options"] = options
    return described


def _order(bits: int) -> tuple[str, ...]:
    """What differs from ascending, or from a direction's own place for nulls."""
    descending, nulls_first = bits & 1, bits & 2
    if descending:
        return ("desc",) if nulls_first else ("desc", "nulls_last")
    return ("nulls_first",) if nulls_first else ()


__all__ = ["has_nulls_not_distinct", "read_indexes"]
