"""From what a database says to Table objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from ...plan import Plan, ask
from ...sql.elements import TextClause, asc, desc, nulls_first, nulls_last, text
from ...sql.schema import (
    BLANK_SCHEMA,
    CheckConstraint,
    Column,
    Computed,
    DefaultClause,
    FetchedValue,
    ForeignKeyConstraint,
    Identity,
    Index,
    PlainColumns,
    Table,
    UniqueConstraint,
)
from ...util import warn

_ORDERS = {"asc": asc, "desc": desc, "nulls_first": nulls_first, "nulls_last": nulls_last}
_COLUMN_SETTINGS = ("nullable", "autoincrement", "quote", "info", "comment", "key")
_SETTINGS = ("comment", "deferrable", "initially")
_COLON = re.compile(r"(?<![:\w\\]):(?=\w)")


def plan_reflect_table(
    connection: Any,
    inspector: Any,
    table: Any,
    include_columns: Collection[str] | None,
    exclude_columns: Collection[str],
    resolve_fks: bool,
    extend_on: set[Any] | None = None,
) -> Plan[None]:
    """Fill `table` with what the database has under its name; tables its foreign keys refer to are reflected too."""
    if extend_on is not None:
        if table in extend_on:
            return
        extend_on.add(table)
    # Constraints are named by the metadata's conventions once all are there.
    is_made = table.__dict__.pop("_is_made", None)
    try:
        yield from _plan_fill(
            connection, _Build(inspector, table, include_columns, exclude_columns), resolve_fks, extend_on
        )
    finally:
        if is_made:
            table.__dict__["_is_made"] = True
    if is_made:
        table._apply_naming()


def _plan_fill(connection: Any, build: _Build, resolve_fks: bool, extend_on: set[Any] | None) -> Plan[None]:
    inspector, table = build.inspector, build.table
    given = _reflection_options(connection, table)
    told = yield from inspector._plan_told(connection, table.name, table.schema, given)
    if told["table_options"]:
        table._set_dialect_options(told["table_options"])
    for described in told["columns"]:
        if build.handlers:
            described = dict(described)
            original = described["name"]
            for handler in build.handlers:
                yield from ask.call(handler, inspector, table, described)
            build.add_column(original, described)
        else:
            build.add_column(described["name"], described)
    build.set_primary_key(told["pk_constraint"])
    for key in told["foreign_keys"]:
        columns = build.located("foreign key", key["constrained_columns"])
        if columns:
            if resolve_fks:
                yield from _reflect_referred(connection, inspector, table, key, extend_on, given)
            build.add_foreign_key(key, columns)
    for index in told["indexes"]:
        build.add_index(index)
    for unique in told["unique_constraints"]:
        build.add_unique(unique)
    for check in told["check_constraints"]:
        build.add_check(check)
    if "table_comment" in told:
        table.comment = told["table_comment"]["text"]


def _reflection_options(connection: Any, table: Any) -> dict[str, Any]:
    """The table's own options that change what is read of it."""
    names = connection.dialect.reflection_options
    return {name: table.dialect_kwargs[name] for name in names if name in table.dialect_kwargs}


def _reflect_referred(
    connection: Any,
    inspector: Any,
    table: Any,
    key: dict[str, Any],
    extend_on: set[Any] | None,
    options: dict[str, Any],
) -> Plan[None]:
    """The table that a foreign key refers to, unless it is there."""
    schema, name = key["referred_schema"], key["referred_table"]
    metadata = table.metadata
    if (f"{schema}.{name}" if schema else name) in metadata.tables:
        return
    other = Table(name, metadata, schema=BLANK_SCHEMA if schema is None else schema, **options)
    try:
        yield from plan_reflect_table(connection, inspector, other, None, (), True, extend_on)
    except BaseException:
        metadata._remove_table(name, schema)
        raise


def sql_text(sql: Any) -> TextClause:
    """A piece of SQL from the database, in which a colon is a colon."""
    if isinstance(sql, TextClause):
        return sql
    return text(_COLON.sub(r"\\:", sql) if ":" in sql else sql)


def _default_clause(sql: Any) -> DefaultClause:
    return DefaultClause(sql_text(sql), _reflected=True)


class _Build:
    """One table being filled."""

    def __init__(self, inspector: Any, table: Any, include: Collection[str] | None, exclude: Collection[str]) -> None:
        self.inspector = inspector
        self.table = table
        self.include = include
        self.exclude = exclude
        self.columns: dict[str, Any] = {}
        self.handlers: dict[Callable[..., Any], None] = dict.fromkeys(table.metadata._listeners().column_reflect)
        self.handlers.update(dict.fromkeys(table._listeners().column_reflect))
        # Handlers may have put anything into what is told of a column.
        self.plain = None if self.handlers else PlainColumns.of(table)
        # The foreign keys that the table has before, by the columns they hold.
        self.own_keys: list[list[int]] = []
        if self.plain is None:
            self.own_keys += [[id(column) for column in own.columns] for own in table.foreign_key_constraints]

    def located(self, kind: str, names: Collection[str | None], parts: Sequence[Any] | None = None) -> list[Any]:
        """The columns of a constraint or index; empty when one of them was left out on purpose, or is not there.

        Columns that were not read, because the table has its own of that name, count. Where a name is None,
        the part of `parts` in its place is taken.
        """
        found: list[Any] = []
        for number, name in enumerate(names):
            column = self.columns.get(name) if name is not None else (parts or ())[number]
            if column is None:
                column = next((one for one in self.table.c if one.name == name), None)
            if column is None:
                if self.include is None:
                    warn(f"{kind} key '{name}' was not located in columns for table '{self.table.name}'")
                return []
            found.append(column)
        return found

    def add_column(self, original: str, described: dict[str, Any]) -> None:
        """`original` is the name in the database; handlers may have changed the one in the description."""
        if (self.include is not None and original not in self.include) or original in self.exclude:
            return
        default = described.get("default")
        column = self.plain.add(described) if self.plain is not None else None
        if column is not None:
            self.columns[original] = column
            if default is not None:
                given = default if isinstance(default, FetchedValue) else _default_clause(default)
                given._set_parent_with_dispatch(column)
            return
        arguments: list[Any] = []
        if described.get("computed") is not None:
            computed = described["computed"]
            arguments.append(Computed(sql_text(computed["sqltext"]), persisted=computed.get("persisted")))
        elif isinstance(default, FetchedValue):
            arguments.append(default)
        elif default is not None:
            arguments.append(_default_clause(default))
        if described.get("identity") is not None:
            arguments.append(Identity(**described["identity"]))
        settings = {name: described[name] for name in _COLUMN_SETTINGS if name in described}
        settings.update(described.get("dialect_options") or {})
        if described.get("key", described["name"]) in self.table.primary_key:
            settings["primary_key"] = True  # it takes the place of one that is; what the database says comes after
        self.columns[original] = column = Column(described["name"], described["type"], *arguments, **settings)
        column._set_parent_with_dispatch(self.table, allow_replacements=True)

    def set_primary_key(self, described: Any) -> None:
        names = [name for name in described["constrained_columns"] if name in self.columns]
        if not names:
            return
        primary_key = self.table.primary_key
        found = [self.columns[name] for name in names]
        kept = {id(column) for column in self.table.c}.difference(map(id, found))
        own = [column for column in primary_key.columns if id(column) in kept]
        primary_key._reload([*own, *found])
        primary_key._implicit_generated = False  # the order is the database's
        counting = [column for column in primary_key if column.autoincrement is True]
        if len(counting) > 1:  # the database counts in each of them; here only one may say so
            for column in counting:
                column.autoincrement = "auto"
        if described.get("name"):
            primary_key.name = described["name"]
        for name in _SETTINGS:
            if described.get(name):
                setattr(primary_key, name, described[name])
        if described.get("dialect_options"):
            primary_key._set_dialect_options(described["dialect_options"])

    def add_foreign_key(self, key: dict[str, Any], columns: list[Any]) -> None:
        table = self.table
        if self.own_keys and [id(column) for column in columns] in self.own_keys:
            return  # the program's own, of columns that were left as they are
        schema, referred = key["referred_schema"], key["referred_table"]
        prefix = f"{schema}.{referred}" if schema else referred
        local = [column.key for column in columns]
        targets = [f"{prefix}.{name}" for name in key["referred_columns"]]
        settings = {"comment": key["comment"]} if key.get("comment") else {}
        table.append_constraint(
            ForeignKeyConstraint(
                local, targets, key["name"], link_to_name=True, **(key.get("options") or {}), **settings
            )
        )

    def add_index(self, described: dict[str, Any]) -> None:
        if described.get("duplicates_constraint"):
            return
        names = described["column_names"]
        expressions = described.get("expressions") or names
        options = described.get("dialect_options") or {}
        # A column has its operator class among the options, by its key; an expression has none but its text.
        classes = options.get(f"{self.inspector.dialect.name}_ops") or {}
        written = [f"{one} {classes[one]}" if one in classes else one for one in expressions]
        parts = self.located("index", names, [sql_text(one) for one in written] if None in names else None)
        if not parts:
            return
        sorting = described.get("column_sorting") or {}
        for number, name in enumerate(names):
            for order in sorting.get(name if name is not None else expressions[number], ()):
                parts[number] = _ORDERS[order](parts[number])
        Index(
            described["name"],
            *parts,
            _table=self.table,
            unique=bool(described["unique"]),
            **options,
        )

    def add_unique(self, described: dict[str, Any]) -> None:
        if described.get("duplicates_index"):
            return
        parts = self.located("unique constraint", described["column_names"])
        if not parts:
            return
        settings = dict(described.get("dialect_options") or {})
        settings.update((name, described[name]) for name in _SETTINGS if described.get(name))
        self.table.append_constraint(UniqueConstraint(*parts, name=described["name"], _autoattach=False, **settings))

    def add_check(self, described: dict[str, Any]) -> None:
        settings = {"comment": described["comment"]} if described.get("comment") else {}
        if (described.get("dialect_options") or {}).get("not_valid"):
            settings[f"{self.inspector.dialect.name}_not_valid"] = True
        self.table.append_constraint(
            CheckConstraint(sql_text(described["sqltext"]), name=described["name"], _autoattach=False, **settings)
        )


__all__ = ["plan_reflect_table", "sql_text"]
