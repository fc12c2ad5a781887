"""PGInspector: what only PostgreSQL has: enums, domains, foreign tables, numbers of relations."""

from __future__ import annotations

from typing import Any, TypedDict

from ....engine.reflection import Inspector
from ....plan import Plan
from .types import NAMED_TYPES, NamedType


class ReflectedNamedType(TypedDict):
    """What enums and domains have in common."""

    name: str
    schema: str
    visible: bool


class ReflectedEnum(ReflectedNamedType):
    """An enum as the database describes it."""

    labels: list[str]


class ReflectedDomainConstraint(TypedDict):
    """A condition of a domain."""

    name: str
    check: str


class ReflectedDomain(ReflectedNamedType):
    """A domain as the database describes it; `type` is the text of the type underneath."""

    type: str
    nullable: bool
    default: str | None
    constraints: list[ReflectedDomainConstraint]
    collation: str | None
    collation_schema: str | None


class PGInspector(Inspector):
    """The Inspector of a PostgreSQL database."""

    def get_table_oid(self, table_name: str, schema: str | None = None) -> int:
        """The OID of a table or view; NoSuchTableError when there is none."""
        return self._ask("table_oid", table_name, schema)  # type: ignore[no-any-return]

    def get_foreign_table_names(self, schema: str | None = None) -> list[str]:
        """The names of the foreign tables, which `get_table_names()` leaves out."""
        return list(self._ask("names", "foreign_table", schema))

    def has_type(self, type_name: str, schema: str | None = None, **kw: Any) -> bool:
        """Whether there is a type of this name in the schema, the search path (None), or anywhere (`'*'`)."""
        return self._exist("type", schema, (type_name,))[0]

    def get_enums(self, schema: str | None = None) -> list[ReflectedEnum]:
        """The enums of a schema, of the search path (None), or of all schemas (`'*'`)."""
        return [
            {"name": one.name, "schema": one.schema, "visible": one.visible, "labels": list(one.labels)}
            for one in self._named_types(schema)
            if one.kind == "e"
        ]

    def get_domains(self, schema: str | None = None) -> list[ReflectedDomain]:
        """The domains of a schema, of the search path (None), or of all schemas (`'*'`)."""
        return [
            {
                "name": one.name,
                "schema": one.schema,
                "visible": one.visible,
                "type": one.base,
                "nullable": not one.not_null,
                "default": one.default,
                "constraints": [{"name": name, "check": check} for name, check in one.checks],
                "collation": one.collation,
                "collation_schema": one.collation_schema,
            }
            for one in self._named_types(schema)
            if one.kind == "d"
        ]

    def _named_types(self, schema: str | None) -> list[NamedType]:
        key = ("named_types", schema)
        if key not in self.info_cache:
            self.info_cache[key] = self._run(lambda connection: self._plan_named_types(connection, schema))
        return self.info_cache[key]  # type: ignore[no-any-return]

    def _plan_named_types(self, connection: Any, schema: str | None) -> Plan[list[NamedType]]:
        order = " ORDER BY n.nspname, t.typname"
        if schema is None or schema == "*":
            where = "true" if schema else "pg_catalog.pg_type_is_visible(t.oid)"
            rows = yield from self.dialect.reflection.rows(connection, NAMED_TYPES + where + order)
        else:
            rows = yield from self.dialect.reflection.rows(
                connection, NAMED_TYPES + "n.nspname = :schema" + order, schema=str(schema)
            )
        return [NamedType(row) for row in rows]


__all__ = ["PGInspector", "ReflectedDomain", "ReflectedDomainConstraint", "ReflectedEnum", "ReflectedNamedType"]
