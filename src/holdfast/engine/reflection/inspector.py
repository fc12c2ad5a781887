"""`Inspector`: what is in a database: names of tables and views, their columns, keys, indexes, constraints.

Each question is a plan of the dialect's `reflection`, run on the connection or on one taken from the engine; answers
are kept until `clear_cache()`. What must not live here: SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from ... import exc
from ...inspection import _inspects
from ...plan import Plan, run
from ...sql.schema import Table
from ...util import sort_as_subsets, warn
from ..connection import Connection
from ..core import looked_up
from ..engine import Engine
from ..interfaces import ObjectKind, ObjectScope
from .build import plan_reflect_table

TableKey = tuple[str | None, str]


class Inspector:
    """Looks at a database through an Engine or a Connection; made by `inspect(engine)`."""

    def __init__(self, bind: Any) -> None:
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect
        self.info_cache: dict[Any, Any] = {}

    @classmethod
    def from_engine(cls, bind: Any) -> Inspector:
        return cls(bind)

    def __repr__(self) -> str:
        return f"<Inspector of {self.bind!r}>"

    def clear_cache(self) -> None:
        """Forget what was looked up: the next question asks the database again."""
        self.info_cache.clear()

    # -- asking

    def _run(self, work: Callable[[Any], Plan[Any]]) -> Any:
        if isinstance(self.bind, Engine):
            return run(looked_up(self.bind, work))
        return run(work(self.bind))

    def _ask(self, question: str, *arguments: Any) -> Any:
        key = (question, *arguments)
        if key not in self.info_cache:
            plan = getattr(self.dialect.reflection, "plan_" + question)
            self.info_cache[key] = self._run(lambda connection: plan(connection, *arguments))
        return self.info_cache[key]

    def _ask_rows(self, question: str, *arguments: Any) -> Any:
        """An answer of dictionaries: callers may change their copies."""
        answer = self._ask(question, *arguments)
        return [dict(one) for one in answer] if isinstance(answer, list) else dict(answer)

    # -- names

    @property
    def default_schema_name(self) -> str | None:
        return self.dialect.default_schema_name or self._ask("default_schema_name")  # type: ignore[no-any-return]

    def get_schema_names(self, **kw: Any) -> list[str]:
        return list(self._ask("schema_names"))

    def get_table_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        """The names of the tables of a schema, sorted, views left out."""
        return list(self._ask("table_names", schema))

    def get_view_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        return list(self._ask("view_names", schema))

    def get_materialized_view_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        return list(self._ask("materialized_view_names", schema))

    def get_sequence_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        return list(self._ask("sequence_names", schema))

    def get_temp_table_names(self, **kw: Any) -> list[str]:
        return list(self._ask("temp_table_names"))

    def get_temp_view_names(self, **kw: Any) -> list[str]:
        return list(self._ask("temp_view_names"))

    def get_view_definition(self, view_name: str, schema: str | None = None, **kw: Any) -> str:
        return str(self._ask("view_definition", view_name, schema))

    # -- existence

    def has_table(self, table_name: str, schema: str | None = None, **kw: Any) -> bool:
        """Whether there is a table or view of this name."""
        return bool(self._ask("exists", "table", schema, table_name, None))

    def has_multi_table(self, table_names: Sequence[str], schema: str | None = None, **kw: Any) -> dict[TableKey, bool]:
        return {(schema, name): self.has_table(name, schema) for name in table_names}

    def has_schema(self, schema_name: str, **kw: Any) -> bool:
        return schema_name in self._ask("schema_names")

    def has_sequence(self, sequence_name: str, schema: str | None = None, **kw: Any) -> bool:
        return bool(self._ask("exists", "sequence", schema, sequence_name, None))

    def has_index(self, table_name: str, index_name: str, schema: str | None = None, **kw: Any) -> bool:
        return bool(self._ask("exists", "index", schema, index_name, table_name))

    # -- one table

    def get_columns(self, table_name: str, schema: str | None = None, **kw: Any) -> list[Any]:
        """The columns of a table: dictionaries with `name type nullable default primary_key ...`."""
        return self._ask_rows("columns", table_name, schema)  # type: ignore[no-any-return]

    def get_pk_constraint(self, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        return self._ask_rows("pk_constraint", table_name, schema)

    def get_foreign_keys(self, table_name: str, schema: str | None = None, **kw: Any) -> list[Any]:
        return self._ask_rows("foreign_keys", table_name, schema)  # type: ignore[no-any-return]

    def get_indexes(self, table_name: str, schema: str | None = None, **kw: Any) -> list[Any]:
        return self._ask_rows("indexes", table_name, schema)  # type: ignore[no-any-return]

    def get_unique_constraints(self, table_name: str, schema: str | None = None, **kw: Any) -> list[Any]:
        return self._ask_rows("unique_constraints", table_name, schema)  # type: ignore[no-any-return]

    def get_check_constraints(self, table_name: str, schema: str | None = None, **kw: Any) -> list[Any]:
        return self._ask_rows("check_constraints", table_name, schema)  # type: ignore[no-any-return]

    def get_table_comment(self, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        return self._ask_rows("table_comment", table_name, schema)

    def get_table_options(self, table_name: str, schema: str | None = None, **kw: Any) -> dict[str, Any]:
        return self._ask_rows("table_options", table_name, schema)  # type: ignore[no-any-return]

    # -- many tables

    def _multi(
        self,
        get: Callable[..., Any],
        schema: str | None,
        names: Sequence[str] | None,
        kind: ObjectKind,
        scope: ObjectScope,
    ) -> dict[TableKey, Any]:
        found: list[str] = []
        if ObjectKind.TABLE in kind:
            if ObjectScope.DEFAULT in scope:
                found += self.get_table_names(schema)
            if ObjectScope.TEMPORARY in scope:
                found += self.get_temp_table_names()
        if ObjectKind.VIEW in kind:
            if ObjectScope.DEFAULT in scope:
                found += self.get_view_names(schema)
            if ObjectScope.TEMPORARY in scope:
                found += self.get_temp_view_names()
        wanted = found if names is None else [name for name in found if name in set(names)]
        return {(schema, name): get(name, schema) for name in wanted}

    def get_multi_columns(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_columns, schema, filter_names, kind, scope)

    def get_multi_pk_constraint(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_pk_constraint, schema, filter_names, kind, scope)

    def get_multi_foreign_keys(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_foreign_keys, schema, filter_names, kind, scope)

    def get_multi_indexes(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_indexes, schema, filter_names, kind, scope)

    def get_multi_unique_constraints(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_unique_constraints, schema, filter_names, kind, scope)

    def get_multi_check_constraints(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_check_constraints, schema, filter_names, kind, scope)

    def get_multi_table_comment(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_table_comment, schema, filter_names, kind, scope)

    def get_multi_table_options(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, Any]:
        return self._multi(self.get_table_options, schema, filter_names, kind, scope)

    # -- order

    def sort_tables_on_foreign_key_dependency(
        self, consider_schemas: Collection[str | None] = (None,), **kw: Any
    ) -> list[tuple[TableKey | None, list[tuple[TableKey, str | None]]]]:
        """The tables, referred ones first, each with its foreign keys; last, under None, keys of circles."""
        keys_of: dict[TableKey, list[Any]] = {}
        for schema in consider_schemas:
            for name in self.get_table_names(schema):
                keys_of[(schema, name)] = self.get_foreign_keys(name, schema)
        edges = {
            ((key["referred_schema"], key["referred_table"]), table)
            for table, keys in keys_of.items()
            for key in keys
            if (key["referred_schema"], key["referred_table"]) != table
        }
        left_out: list[tuple[TableKey, str | None]] = []
        try:
            ordered = [one for subset in sort_as_subsets(edges, keys_of) for one in subset if one in keys_of]
        except exc.CircularDependencyError as error:
            circle = set(error.cycles)
            kept = {edge for edge in edges if not (edge[0] in circle and edge[1] in circle)}
            left_out = [(table, key["name"]) for table, keys in keys_of.items() if table in circle for key in keys]
            ordered = [one for subset in sort_as_subsets(kept, keys_of) for one in subset if one in keys_of]
        apart = {table for table, _ in left_out}
        found: list[Any] = [
            (table, [] if table in apart else [(table, key["name"]) for key in keys_of[table]]) for table in ordered
        ]
        return [*found, (None, left_out)]

    def get_sorted_table_and_fkc_names(self, schema: str | None = None, **kw: Any) -> list[Any]:
        """The same for one schema, by bare names."""
        return [
            (table[1] if table else None, [(owner[1], name) for owner, name in keys])
            for table, keys in self.sort_tables_on_foreign_key_dependency((schema,))
        ]

    # -- Table objects

    def reflect_table(
        self,
        table: Any,
        include_columns: Collection[str] | None = None,
        exclude_columns: Collection[str] = (),
        resolve_fks: bool = True,
        extend_on: set[Any] | None = None,
        **kw: Any,
    ) -> None:
        """Fill a Table with the columns, keys, constraints and indexes that the database has."""
        self._run(
            lambda connection: plan_reflect_table(
                connection, self, table, include_columns, exclude_columns, resolve_fks, extend_on
            )
        )

    def reflect_metadata(
        self,
        metadata: Any,
        schema: str | None = None,
        views: bool = False,
        only: Any = None,
        extend_existing: bool = False,
        autoload_replace: bool = True,
        resolve_fks: bool = True,
        **options: Any,
    ) -> None:
        """Make Table objects in `metadata` of the tables that the database has."""
        available = list(self.get_table_names(schema))
        if schema is None:
            available += self.get_temp_table_names()
        if views:
            available += self.get_view_names(schema)
        known = metadata.tables
        named = {name: f"{schema}.{name}" if schema else name for name in available}
        if only is None:
            wanted = [name for name in available if extend_existing or named[name] not in known]
        elif callable(only):
            wanted = [
                name for name in available if (extend_existing or named[name] not in known) and only(name, metadata)
            ]
        else:
            missing = [name for name in only if name not in named]
            if missing:
                place = f" schema {schema!r}" if schema else ""
                raise exc.InvalidRequestError(
                    f"Could not reflect: requested table(s) not available in {self.engine!r}{place}: ({', '.join(missing)})"
                )
            wanted = [name for name in only if extend_existing or named[name] not in known]
        settings = {
            "extend_existing": extend_existing,
            "autoload_replace": autoload_replace,
            "resolve_fks": resolve_fks,
            "_extend_on": set(),
            **options,
        }
        for name in wanted:
            if not extend_existing and named[name] in known:
                continue  # a foreign key of another table led there already
            try:
                Table(name, metadata, autoload_with=self, schema=schema, **settings)
            except exc.UnreflectableTableError as error:
                warn(f"Skipping table {name}: {error}")


@_inspects(Engine)
def _inspect_engine(engine: Engine) -> Inspector:
    return Inspector(engine)


@_inspects(Connection)
def _inspect_connection(connection: Connection) -> Inspector:
    return Inspector(connection)


__all__ = ["Inspector"]
