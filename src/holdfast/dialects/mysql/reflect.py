"""What MySQL and MariaDB tell about their tables, from information_schema."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...plan import Plan
from ...sql.ddl import Question
from ..base import Reflection

_KINDS = {"table": ("BASE TABLE", "SYSTEM VIEW", "VIEW"), "view": ("VIEW",), "sequence": ("SEQUENCE",)}


class MySQLReflection(Reflection):
    """The questions of the Inspector, answered by MySQL and MariaDB."""

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        rows = yield from self.rows(connection, "SELECT DATABASE()")
        return None if rows[0][0] is None else str(rows[0][0])

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        found: set[Question] = set()
        for question in questions:
            kind, schema, name, table = question
            if kind == "index":
                rows = yield from self.rows(
                    connection,
                    "SELECT 1 FROM information_schema.statistics WHERE table_schema = COALESCE(:schema, DATABASE()) "
                    "AND table_name = :table AND index_name = :name LIMIT 1",
                    schema=schema,
                    table=table,
                    name=name,
                )
                exists = bool(rows)
            else:
                rows = yield from self.rows(
                    connection,
                    "SELECT table_type FROM information_schema.tables "
                    "WHERE table_schema = COALESCE(:schema, DATABASE()) AND table_name = :name",
                    schema=schema,
                    name=name,
                )
                exists = any(row[0] in _KINDS.get(kind, ()) for row in rows)
            if exists:
                found.add(question)
        return found

    def plan_names(self, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
        rows = yield from self.rows(
            connection,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = COALESCE(:schema, DATABASE()) "
            "AND table_type = 'BASE TABLE' ORDER BY table_name",
            schema=schema,
        )
        return [row[0] for row in rows]


__all__ = ["MySQLReflection"]
