"""`Inspector`: what is in a database: names of tables and views, their columns, keys, indexes, constraints.

Each question is a plan of the dialect's `reflection`, run on the connection or on one taken from the engine; answers
are kept until `clear_cache()`. A question about one table and the same about many are one question with another
selection. What must not live here: SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from ... import exc
from ...inspection import _inspects, _self_inspects
from ...plan import Plan, run
from ..connection import Connection
from ..core import looked_up
from ..engine import Engine
from ..interfaces import (
    ObjectKind,
    ObjectScope,
    ReflectedCheckConstraint,
    ReflectedColumn,
    ReflectedForeignKeyConstraint,
    ReflectedIndex,
    ReflectedPrimaryKeyConstraint,
    ReflectedTableComment,
    ReflectedUniqueConstraint,
    TableKey,
)
from .build import plan_reflect_table
from .many import reflect_metadata
from .order import by_dependency
from .selection import SUBJECTS, Selection

Options = tuple[tuple[str, Any], ...]


@_self_inspects
class Inspector:
    """Looks at a database through an Engine or a Connection; made by `inspect(engine)`."""

    def __init__(self, bind: Any) -> None:
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect
        self.info_cache: dict[Any, Any] = {}

    @classmethod
    def from_engine(cls, bind: Any) -> Inspector:
        """The older spelling of `inspect(bind)`."""
        return inspector_of(bind)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.bind!r}>"

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

    def _options_for(self, subject: str, given: dict[str, Any]) -> Options:
        """What of the caller's keywords means something to the dialect for this subject."""
        known = self.dialect.reflection.options.get(subject, ())
        return tuple((name, given[name]) for name in known if given.get(name))

    def _one(self, subject: str, table_name: str, schema: str | None, given: dict[str, Any]) -> Any:
        options = self._options_for(subject, given)
        key = (subject, schema, table_name, options)
        if key not in self.info_cache:
            self._run(lambda connection: self._plan_one(connection, subject, table_name, schema, options))
        return _copied(_answered(self.info_cache[key]))

    def _plan_one(
        self, connection: Any, subject: str, table_name: str, schema: str | None, options: Options
    ) -> Plan[Any]:
        """What the database says of one table, not to be changed; NoSuchTableError when there is none."""
        key = (subject, schema, table_name, options)
        if key not in self.info_cache:
            yield from self._plan_read(connection, subject, Selection(schema, (table_name,), options=options))
            if key not in self.info_cache:
                raise exc.NoSuchTableError(f"{schema}.{table_name}" if schema else table_name)
        return _answered(self.info_cache[key])

    def _plan_told(
        self, connection: Any, table_name: str, schema: str | None, given: dict[str, Any]
    ) -> Plan[dict[str, Any]]:
        """What the database says of one table, by subject; a database may have no comments."""
        cache, told = self.info_cache, {}
        reflection = self.dialect.reflection
        for subject in SUBJECTS:
            options = self._options_for(subject, given) if given else ()
            answer = cache.get((subject, schema, table_name, options))
            if answer is not None and not isinstance(answer, Exception):
                told[subject] = answer
            elif subject != "table_comment" or reflection.reads(self.dialect, subject):
                told[subject] = yield from self._plan_one(connection, subject, table_name, schema, options)
        return told

    def _many(
        self,
        subject: str,
        schema: str | None,
        filter_names: Sequence[str] | None,
        kind: ObjectKind,
        scope: ObjectScope,
        given: dict[str, Any],
    ) -> dict[TableKey, Any]:
        names = tuple(filter_names) if filter_names else None
        selection = Selection(schema, names, kind, scope, self._options_for(subject, given))
        found = self.info_cache.get((subject, selection))
        if found is None:
            found = self._run(lambda connection: self._plan_read(connection, subject, selection))
        answers = ((key, self.info_cache[(subject, *key, selection.options)]) for key in found)
        return {key: _copied(answer) for key, answer in answers if not isinstance(answer, Exception)}

    def _plan_read(self, connection: Any, subject: str, selection: Selection) -> Plan[tuple[TableKey, ...]]:
        """Ask the database; keep everything that it said along with the answer. Returns which tables it knows."""
        described = yield from self.dialect.reflection.plan_describe(connection, subject, selection)
        cache = self.info_cache
        for about, answers in described.items():
            options = selection.options if self._options_for(about, dict(selection.options)) else ()
            for (schema, name), answer in answers.items():
                cache[about, schema, name, options] = answer
            cache[about, selection] = tuple(answers)
        return tuple(described[subject])

    def _plan_prepare(self, connection: Any, selection: Selection, given: dict[str, Any]) -> Plan[None]:
        """Read every subject of these tables, so that what follows finds its answers."""
        for subject in SUBJECTS:
            if not self.dialect.reflection.reads(self.dialect, subject):
                continue
            options = self._options_for(subject, given)
            wanted = Selection(selection.schema, selection.names, selection.kind, selection.scope, options)
            if (subject, wanted) not in self.info_cache:
                yield from self._plan_read(connection, subject, wanted)

    # -- names

    @property
    def default_schema_name(self) -> str | None:
        """The schema that is meant when none is named."""
        return self.dialect.default_schema_name or self._ask("default_schema_name")  # type: ignore[no-any-return]

    def get_schema_names(self, **kw: Any) -> list[str]:
        """The names of all schemas."""
        return list(self._ask("schema_names"))

    def get_table_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        """The names of the tables of a schema, sorted, views left out."""
        return list(self._ask("names", "table", schema))

    def get_view_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        """The names of the views of a schema, materialized ones left out."""
        return list(self._ask("names", "view", schema))

    def get_materialized_view_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        """The names of the materialized views of a schema."""
        return list(self._ask("names", "materialized_view", schema))

    def get_sequence_names(self, schema: str | None = None, **kw: Any) -> list[str]:
        """The names of the sequences of a schema."""
        return list(self._ask("names", "sequence", schema))

    def get_temp_table_names(self, **kw: Any) -> list[str]:
        """The names of the temporary tables of this connection."""
        return list(self._ask("names", "temp_table", None))

    def get_temp_view_names(self, **kw: Any) -> list[str]:
        """The names of the temporary views of this connection."""
        return list(self._ask("names", "temp_view", None))

    def get_view_definition(self, view_name: str, schema: str | None = None, **kw: Any) -> str:
        """The text of a view, as the database keeps it."""
        return str(self._ask("view_definition", view_name, schema))

    # -- existence

    def _exist(self, kind: str, schema: str | None, names: Sequence[str], table: str | None = None) -> list[bool]:
        cache = self.info_cache
        questions = [(kind, schema, name, table) for name in names]
        unknown = [question for question in questions if question not in cache]
        if unknown:
            existing = self._run(lambda connection: self._plan_existing(connection, unknown))
            cache.update((question, question in existing) for question in unknown)
        return [cache[question] for question in questions]

    def _plan_existing(self, connection: Any, questions: list[Any]) -> Plan[set[Any]]:
        reflection = self.dialect.reflection
        found = set((yield from reflection.plan_existing(connection, questions)))
        missing = [question for question in questions if question not in found]
        if missing:
            found.update((yield from reflection.plan_temporary(connection, missing)))
        return found

    def has_table(self, table_name: str, schema: str | None = None, **kw: Any) -> bool:
        """Whether there is a table or view of this name, a temporary one included."""
        return self._exist("table", schema, (table_name,))[0]

    def has_multi_table(self, table_names: Sequence[str], schema: str | None = None, **kw: Any) -> dict[TableKey, bool]:
        """The same for several tables, asked together."""
        found = self._exist("table", schema, table_names)
        return {(schema, name): exists for name, exists in zip(table_names, found, strict=True)}

    def has_schema(self, schema_name: str, **kw: Any) -> bool:
        """Whether there is a schema of this name."""
        return schema_name in self._ask("schema_names")

    def has_sequence(self, sequence_name: str, schema: str | None = None, **kw: Any) -> bool:
        """Whether there is a sequence of this name."""
        return self._exist("sequence", schema, (sequence_name,))[0]

    def has_index(self, table_name: str, index_name: str, schema: str | None = None, **kw: Any) -> bool:
        """Whether a table has an index of this name."""
        return self._exist("index", schema, (index_name,), table_name)[0]

    # -- one table

    def get_columns(self, table_name: str, schema: str | None = None, **kw: Any) -> list[ReflectedColumn]:
        """The columns of a table or view, in order.

        Raises NoSuchTableError when there is no such table, as the other questions about one table do.
        """
        return self._one("columns", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_pk_constraint(self, table_name: str, schema: str | None = None, **kw: Any) -> ReflectedPrimaryKeyConstraint:
        """The primary key of a table; one without columns when it has none."""
        return self._one("pk_constraint", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_foreign_keys(
        self, table_name: str, schema: str | None = None, **kw: Any
    ) -> list[ReflectedForeignKeyConstraint]:
        """The foreign keys of a table, with the options that differ from the default."""
        return self._one("foreign_keys", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_indexes(self, table_name: str, schema: str | None = None, **kw: Any) -> list[ReflectedIndex]:
        """The indexes of a table, sorted by name; not that of its primary key."""
        return self._one("indexes", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_unique_constraints(
        self, table_name: str, schema: str | None = None, **kw: Any
    ) -> list[ReflectedUniqueConstraint]:
        """The UNIQUE constraints of a table."""
        return self._one("unique_constraints", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_check_constraints(
        self, table_name: str, schema: str | None = None, **kw: Any
    ) -> list[ReflectedCheckConstraint]:
        """The CHECK constraints of a table."""
        return self._one("check_constraints", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_table_comment(self, table_name: str, schema: str | None = None, **kw: Any) -> ReflectedTableComment:
        """The comment of a table: `{"text": None}` when it has none."""
        return self._one("table_comment", table_name, schema, kw)  # type: ignore[no-any-return]

    def get_table_options(self, table_name: str, schema: str | None = None, **kw: Any) -> dict[str, Any]:
        """What a table was created with besides: the dialect's own arguments of `Table`."""
        return self._one("table_options", table_name, schema, kw)  # type: ignore[no-any-return]

    # -- many tables

    def get_multi_columns(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, list[ReflectedColumn]]:
        """`get_columns` for all tables of a schema, or those named, together: `{(schema, name): columns}`."""
        return self._many("columns", schema, filter_names, kind, scope, kw)

    def get_multi_pk_constraint(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, ReflectedPrimaryKeyConstraint]:
        """`get_pk_constraint` for many tables together."""
        return self._many("pk_constraint", schema, filter_names, kind, scope, kw)

    def get_multi_foreign_keys(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, list[ReflectedForeignKeyConstraint]]:
        """`get_foreign_keys` for many tables together."""
        return self._many("foreign_keys", schema, filter_names, kind, scope, kw)

    def get_multi_indexes(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, list[ReflectedIndex]]:
        """`get_indexes` for many tables together."""
        return self._many("indexes", schema, filter_names, kind, scope, kw)

    def get_multi_unique_constraints(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, list[ReflectedUniqueConstraint]]:
        """`get_unique_constraints` for many tables together."""
        return self._many("unique_constraints", schema, filter_names, kind, scope, kw)

    def get_multi_check_constraints(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, list[ReflectedCheckConstraint]]:
        """`get_check_constraints` for many tables together."""
        return self._many("check_constraints", schema, filter_names, kind, scope, kw)

    def get_multi_table_comment(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, ReflectedTableComment]:
        """`get_table_comment` for many tables together."""
        return self._many("table_comment", schema, filter_names, kind, scope, kw)

    def get_multi_table_options(
        self,
        schema: str | None = None,
        filter_names: Sequence[str] | None = None,
        kind: ObjectKind = ObjectKind.TABLE,
        scope: ObjectScope = ObjectScope.DEFAULT,
        **kw: Any,
    ) -> dict[TableKey, dict[str, Any]]:
        """`get_table_options` for many tables together."""
        return self._many("table_options", schema, filter_names, kind, scope, kw)

    # -- order

    def sort_tables_on_foreign_key_dependency(
        self, consider_schemas: Collection[str | None] = (None,), **kw: Any
    ) -> list[tuple[TableKey | None, list[tuple[TableKey, str | None]]]]:
        """The tables, referred ones first, each with its foreign keys; last, under None, keys of circles."""
        keys_of: dict[TableKey, list[Any]] = {}
        for schema in consider_schemas:
            keys = self.get_multi_foreign_keys(schema, **kw)
            keys_of.update(((schema, name), keys.get((schema, name), [])) for name in self.get_table_names(schema))
        return by_dependency(keys_of)

    def get_sorted_table_and_fkc_names(
        self, schema: str | None = None, **kw: Any
    ) -> list[tuple[str | None, list[tuple[str, str | None]]]]:
        """The same for one schema, by bare names."""
        return [
            (table[1] if table else None, [(owner[1], name) for owner, name in keys])
            for table, keys in self.sort_tables_on_foreign_key_dependency((schema,), **kw)
        ]

    # -- Table objects

    def reflect_table(
        self,
        table: Any,
        include_columns: Collection[str] | None = None,
        exclude_columns: Collection[str] = (),
        resolve_fks: bool = True,
        extend_on: set[Any] | None = None,
    ) -> None:
        """Fill a Table with the columns, keys, constraints and indexes that the database has."""
        self._run(
            lambda connection: plan_reflect_table(
                connection, self, table, include_columns, exclude_columns, resolve_fks, extend_on
            )
        )

    def reflect_metadata(self, metadata: Any, **options: Any) -> None:
        """Make Table objects in `metadata` of the tables that the database has."""
        reflect_metadata(self, metadata, **options)


def _answered(answer: Any) -> Any:
    """The answer; the error, when that is what was kept."""
    if isinstance(answer, Exception):
        raise answer
    return answer


def _copied(answer: Any) -> Any:
    """A copy that the caller may change."""
    return [dict(one) for one in answer] if isinstance(answer, list) else dict(answer)


def inspector_of(bind: Any) -> Inspector:
    """The Inspector that the dialect wants for an engine or connection."""
    kind: type[Inspector] = bind.dialect.inspector or Inspector
    return kind(bind)


@_inspects(Engine)
def _inspect_engine(engine: Engine) -> Inspector:
    return inspector_of(engine)


@_inspects(Connection)
def _inspect_connection(connection: Connection) -> Inspector:
    return inspector_of(connection)


__all__ = ["Inspector"]
