"""What PostgreSQL's catalogue tells."""

from __future__ import annotations

from typing import Any

from ...plan import Plan
from ..base import Reflection

_KINDS = {"table": "rpfvm", "view": "vm", "sequence": "S", "index": "iI"}
_RELATION = """\
SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = %(name)s AND c.relkind = ANY (%(kinds)s::"char"[]) AND """
_TYPE = """\
SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typname = %(name)s AND """


class PGReflection(Reflection):
    """The questions of the Inspector, answered by PostgreSQL."""

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        yield from ()
        return connection.dialect.default_schema_name  # type: ignore[no-any-return]

    def plan_exists(self, connection: Any, kind: str, schema: str | None, name: str, table: str | None) -> Plan[bool]:
        parameters: dict[str, Any] = {"name": str(name)}
        if kind == "type":
            sql, visible = _TYPE, "pg_catalog.pg_type_is_visible(t.oid)"
        else:
            sql, visible = _RELATION, "pg_catalog.pg_table_is_visible(c.oid)"
            parameters["kinds"] = list(_KINDS[kind])
        if schema is None:
            sql += visible
        else:
            sql += "n.nspname = %(schema)s"
            parameters["schema"] = str(schema)
        rows = yield from self.rows(connection, sql, parameters)
        return bool(rows)


__all__ = ["PGReflection"]
