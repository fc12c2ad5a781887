"""Indexes: what is indexed and how. The index of a primary key is left out, those of other constraints are marked."""

from __future__ import annotations

from typing import Any

from ....engine.interfaces import TableKey
from ....engine.reflection import Descriptions, Selection
from ....plan import Plan
from ....util import late
from ...base import Reflection
from .relations import COLUMN_NAMES, relations
from .tables import storage_parameters

json = late("json")

_INDEXES = f"""SELECT r.relname, {COLUMN_NAMES},
       (SELECT json_agg(json_build_array(x.relname, i.indisunique, m.amname, x.reloptions, k.conname,
               pg_catalog.pg_get_expr(i.indpred, i.indrelid), {{nulls_not_distinct}}, i.indnkeyatts, i.indkey::text,
               i.indoption::text,
               CASE WHEN i.indexprs IS NOT NULL THEN
                    (SELECT json_object_agg(p.n, pg_catalog.pg_get_indexdef(i.indexrelid, p.n + 1, true))
                     FROM pg_catalog.generate_series(0, i.indnatts - 1) AS p(n) WHERE i.indkey[p.n] = 0) END,
               (SELECT json_object_agg(p.n, o.opcname) FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS p(n)
                JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[p.n] WHERE NOT o.opcdefault))
               ORDER BY x.relname)
        FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
             JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
             LEFT JOIN pg_catalog.pg_constraint AS k
               ON k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
        WHERE i.indrelid = r.oid AND NOT i.indisprimary)::text
FROM {{relations}} ORDER BY r.relname"""


def read_indexes(reflection: Reflection, connection: Any, selection: Selection) -> Plan[Descriptions]:
    source, parameters = relations(selection)
    nulls = "i.indnullsnotdistinct" if has_nulls_not_distinct(connection) else "false"
    sql = _INDEXES.format(relations=source, nulls_not_distinct=nulls)
    rows = yield from reflection.rows(connection, sql, **parameters)
    found: dict[TableKey, list[Any]] = {}
    for table, columns, indexes in rows:
        names = json.loads(columns) if columns else {}
        found[selection.schema, table] = [_index(names, one) for one in json.loads(indexes)] if indexes else []
    return {"indexes": found}


def has_nulls_not_distinct(connection: Any) -> bool:
    return (connection.dialect.server_version_info or (15,)) >= (15,)


def _index(names: dict[str, str], index: list[Any]) -> dict[str, Any]:
    name, unique, method, settings, constraint, condition, nulls_not_distinct, keys, numbers, bits, *parts = index
    expressions, classes = parts
    columns = [names.get(number) for number in numbers.split()]
    described: dict[str, Any] = {"name": name, "unique": unique, "column_names": columns[:keys]}
    shown: list[Any] = columns[:keys]
    if expressions:
        shown = [(expressions.get(str(number)) if column is None else column) for number, column in enumerate(shown)]
        described["expressions"] = shown
    orders = [_order(int(bit)) for bit in bits.split()]
    sorting = {column: order for column, order in zip(shown, orders, strict=False) if order}
    if sorting:
        described["column_sorting"] = sorting
    if constraint is not None:
        described["duplicates_constraint"] = constraint
    options: dict[str, Any] = {"postgresql_include": columns[keys:]}
    if classes:
        options["postgresql_ops"] = {shown[int(number)]: operators for number, operators in classes.items()}
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
