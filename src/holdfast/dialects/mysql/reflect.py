"""What MySQL and MariaDB tell about their tables, from information_schema."""

from __future__ import annotations

from typing import Any

from ...plan import Plan
from ..base import Reflection

_KINDS = {"table": ("BASE TABLE", "SYSTEM VIEW", "VIEW"), "view": ("VIEW",), "sequence": ("SEQUENCE",)}


class MySQLReflection(Reflection):
    """The questions of the Inspector, answered by MySQL and MariaDB."""

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        rows = yield from self.rows(connection, "SELECT DATABASE()")
        return None if rows[0][0] is None else str(rows[0][0])

    def plan_exists(self, connection: Any, kind: str, schema: str | None, name: str, table: str | None) -> Plan[bool]:
        if kind == "index":
            rows = yield from self.rows(
                connection,
                "SELECT 1 FROM information_schema.statistics WHERE table_schema = COALESCE(%s, DATABASE()) AND table_name = %s "
                "AND index_name = %s LIMIT 1",
                (schema, table, name),
            )
            return bool(rows)
        rows = yield from self.rows(
            connection,
            "SELECT table_type FROM information_schema.tables WHERE table_schema = COALESCE(%s, DATABASE()) AND table_name = %s",
            (schema, name),
        )
        return any(row[0] in _KINDS.get(kind, ()) for row in rows)

    def plan_table_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        rows = yield from self.rows(
            connection,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = COALESCE(%s, DATABASE()) "
            "AND table_type = 'BASE TABLE' ORDER BY table_name",
            (schema,),
        )
        return [row[0] for row in rows]


__all__ = ["MySQLReflection"]
