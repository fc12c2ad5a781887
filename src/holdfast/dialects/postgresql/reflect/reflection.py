"""PGReflection: which room answers which question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar

from ....plan import Plan
from ....sql.ddl import Question
from ...base import Reader, Reflection
from . import tables
from .columns import read_columns
from .constraints import read_constraints
from .indexes import read_indexes


class PGReflection(Reflection):
    """The questions of the Inspector, answered by PostgreSQL."""

    readers: ClassVar[dict[str, Reader]] = {
        "columns": read_columns,
        "pk_constraint": read_constraints,
        "foreign_keys": read_constraints,
        "unique_constraints": read_constraints,
        "check_constraints": read_constraints,
        "indexes": read_indexes,
        "table_comment": tables.read_tables,
        "table_options": tables.read_tables,
    }
    options: ClassVar[dict[str, tuple[str, ...]]] = {"foreign_keys": ("postgresql_ignore_search_path",)}

    def created_after(self, table_options: Mapping[str, Any]) -> Iterable[str]:
        return table_options.get("postgresql_inherits") or ()

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        rows = yield from self.rows(connection, "SELECT pg_catalog.current_schema()")
        return rows[0][0]  # type: ignore[no-any-return]

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        rows = yield from self.rows(
            connection,
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' ORDER BY nspname",
        )
        return [row[0] for row in rows]

    def plan_names(self, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
        return tables.plan_names(self, connection, kind, schema)

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        return tables.plan_view_definition(self, connection, name, schema)

    def plan_table_oid(self, connection: Any, name: str, schema: str | None) -> Plan[int]:
        return tables.plan_table_oid(self, connection, name, schema)

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        return tables.plan_existing(self, connection, questions)


__all__ = ["PGReflection"]
