"""`dialect.get_columns(connection, "t")` and its like: the Inspector's questions as methods of a dialect.

Programs call them (`engine.dialect.has_table(connection, "t")`), and a dialect written for SQLAlchemy brings its own
instead of a `reflection`: `OwnMethods` lets the Inspector ask those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from ...engine.interfaces import ObjectKind, ObjectScope, TableKey
from ...engine.reflection import Descriptions, Inspector, Selection
from ...inspection import inspect
from ...plan import Plan, ask
from ...sql.ddl import Question


def asked(name: str) -> Callable[..., Any]:
    """A method that asks the Inspector of the connection; `info_cache` may bring what is known already."""

    def method(self: Any, connection: Any, *arguments: Any, info_cache: Any = None, **keywords: Any) -> Any:
        inspector: Inspector = inspect(connection)
        if info_cache is not None:
            inspector.info_cache = info_cache
        found = getattr(inspector, name)(*arguments, **keywords)
        return found.items() if "_multi_" in name else found

    method.__name__ = name
    method.__doc__ = f"`Inspector.{name}` on this connection."
    return method


class InspectorMethods:
    """The questions of the Inspector, with a connection in front."""

    get_schema_names = asked("get_schema_names")
    get_table_names = asked("get_table_names")
    get_view_names = asked("get_view_names")
    get_materialized_view_names = asked("get_materialized_view_names")
    get_sequence_names = asked("get_sequence_names")
    get_temp_table_names = asked("get_temp_table_names")
    get_temp_view_names = asked("get_temp_view_names")
    get_view_definition = asked("get_view_definition")
    get_columns = asked("get_columns")
    get_pk_constraint = asked("get_pk_constraint")
    get_foreign_keys = asked("get_foreign_keys")
    get_indexes = asked("get_indexes")
    get_unique_constraints = asked("get_unique_constraints")
    get_check_constraints = asked("get_check_constraints")
    get_table_comment = asked("get_table_comment")
    get_table_options = asked("get_table_options")
    get_multi_columns = asked("get_multi_columns")
    get_multi_pk_constraint = asked("get_multi_pk_constraint")
    get_multi_foreign_keys = asked("get_multi_foreign_keys")
    get_multi_indexes = asked("get_multi_indexes")
    get_multi_unique_constraints = asked("get_multi_unique_constraints")
    get_multi_check_constraints = asked("get_multi_check_constraints")
    get_multi_table_comment = asked("get_multi_table_comment")
    get_multi_table_options = asked("get_multi_table_options")
    has_table = asked("has_table")
    has_multi_table = asked("has_multi_table")
    has_index = asked("has_index")
    has_sequence = asked("has_sequence")
    has_schema = asked("has_schema")


_NAMES = {
    (ObjectKind.TABLE, ObjectScope.DEFAULT): "get_table_names",
    (ObjectKind.VIEW, ObjectScope.DEFAULT): "get_view_names",
    (ObjectKind.MATERIALIZED_VIEW, ObjectScope.DEFAULT): "get_materialized_view_names",
    (ObjectKind.TABLE, ObjectScope.TEMPORARY): "get_temp_table_names",
    (ObjectKind.VIEW, ObjectScope.TEMPORARY): "get_temp_view_names",
}


class OwnMethods:
    """What a dialect's own methods answer, as plans: they do their queries themselves, so they are called as users' code."""

    def __init__(self, dialect: Any) -> None:
        self.dialect = dialect

    def has(self, name: str) -> bool:
        """Whether the dialect brings this method itself."""
        return getattr(type(self.dialect), name, None) is not getattr(InspectorMethods, name, None)

    def plan_describe(self, connection: Any, subject: str, selection: Selection) -> Plan[Descriptions]:
        """A subject of each selected table, one by one."""
        names: Collection[str] | None = selection.names
        if names is None:
            names = yield from self._names(connection, selection)
        method = getattr(self.dialect, f"get_{subject}")
        found: dict[TableKey, Any] = {}
        for name in names:
            found[selection.schema, name] = yield from ask.call(method, connection, name, selection.schema)
        return {subject: found}

    def _names(self, connection: Any, selection: Selection) -> Plan[list[str]]:
        found: list[str] = []
        for (kind, scope), name in _NAMES.items():
            if kind in selection.kind and scope in selection.scope and self.has(name):
                arguments = (selection.schema,) if scope is ObjectScope.DEFAULT else ()
                found += yield from ask.call(getattr(self.dialect, name), connection, *arguments)
        return found

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        found: set[Question] = set()
        for question in questions:
            kind, schema, name, table = question
            if kind == "index":
                exists = yield from ask.call(self.dialect.has_index, connection, table, name, schema)
            else:
                method = self.dialect.has_sequence if kind == "sequence" else self.dialect.has_table
                exists = yield from ask.call(method, connection, name, schema)
            if exists:
                found.add(question)
        return found


__all__ = ["InspectorMethods", "OwnMethods", "asked"]
