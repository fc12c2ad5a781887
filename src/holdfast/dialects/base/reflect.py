"""Reflection of a dialect: the plans behind the Inspector's questions.

A database's own class answers what it can; what it has no notion of answers empty here.
"""

from __future__ import annotations

from typing import Any

from ... import exc
from ...engine.core import send_text
from ...plan import Plan


class Reflection:
    """The questions of the Inspector; every method is a plan and takes the connection first."""

    def rows(self, connection: Any, sql: str, parameters: Any = ()) -> Plan[list[Any]]:
        """The rows of a query."""
        reply = yield from send_text(connection, sql, parameters)
        return reply.rows or []

    def _unsupported(self, connection: Any, what: str) -> exc.CompileError:
        return exc.CompileError(f"Reflection of {what} is not supported by the {connection.dialect.name!r} dialect")

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        yield from ()
        return None

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        yield from ()
        raise self._unsupported(connection, "schema names")

    def plan_table_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        yield from ()
        raise self._unsupported(connection, "table names")

    def plan_view_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        yield from ()
        return []

    def plan_materialized_view_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        yield from ()
        return []

    def plan_sequence_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        yield from ()
        return []

    def plan_temp_table_names(self, connection: Any) -> Plan[list[str]]:
        yield from ()
        return []

    def plan_temp_view_names(self, connection: Any) -> Plan[list[str]]:
        yield from ()
        return []

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        yield from ()
        raise self._unsupported(connection, "view definitions")

    def plan_exists(self, connection: Any, kind: str, schema: str | None, name: str, table: str | None) -> Plan[bool]:
        """Whether there is a thing of this kind: table, view, sequence, index (of `table`)."""
        yield from ()
        raise self._unsupported(connection, kind)

    def plan_columns(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        yield from ()
        raise self._unsupported(connection, "columns")

    def plan_pk_constraint(self, connection: Any, name: str, schema: str | None) -> Plan[dict[str, Any]]:
        yield from ()
        return {"constrained_columns": [], "name": None}

    def plan_foreign_keys(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        yield from ()
        return []

    def plan_indexes(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        yield from ()
        return []

    def plan_unique_constraints(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        yield from ()
        return []

    def plan_check_constraints(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        yield from ()
        return []

    def plan_table_comment(self, connection: Any, name: str, schema: str | None) -> Plan[dict[str, Any]]:
        yield from ()
        return {"text": None}

    def plan_table_options(self, connection: Any, name: str, schema: str | None) -> Plan[dict[str, Any]]:
        yield from ()
        return {}


__all__ = ["Reflection"]
