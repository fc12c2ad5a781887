"""From what a database says to Table objects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from ... import exc
from ...plan import Plan, ask
from ...sql.elements import text
from ...sql.schema import (
    CheckConstraint,
    Column,
    Computed,
    DefaultClause,
    ForeignKeyConstraint,
    Identity,
    Index,
    Table,
    UniqueConstraint,
)


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
    reflection = connection.dialect.reflection
    name, schema = table.name, table.schema
    columns = yield from reflection.plan_columns(connection, name, schema)
    by_original_name: dict[str, Any] = {}
    for described in columns:
        yield from _add_column(inspector, table, dict(described), include_columns, exclude_columns, by_original_name)
    if not by_original_name and not table.c:
        raise exc.NoSuchTableError(name)
    primary_key = yield from reflection.plan_pk_constraint(connection, name, schema)
    _set_primary_key(table, primary_key, by_original_name)
    keys = yield from reflection.plan_foreign_keys(connection, name, schema)
    for key in keys:
        yield from _add_foreign_key(connection, inspector, table, key, resolve_fks, by_original_name, extend_on)
    indexes = yield from reflection.plan_indexes(connection, name, schema)
    for index in indexes:
        _add_index(table, index, by_original_name, include_columns)
    uniques = yield from reflection.plan_unique_constraints(connection, name, schema)
    for unique in uniques:
        parts = [by_original_name.get(column) for column in unique["column_names"]]
        if all(part is not None for part in parts) and not unique.get("duplicates_index"):
            table.append_constraint(UniqueConstraint(*parts, name=unique["name"]))
    checks = yield from reflection.plan_check_constraints(connection, name, schema)
    for check in checks:
        table.append_constraint(CheckConstraint(text(check["sqltext"]), name=check["name"]))


def _add_column(
    inspector: Any,
    table: Any,
    described: dict[str, Any],
    include: Collection[str] | None,
    exclude: Collection[str],
    by_original_name: dict[str, Any],
) -> Plan[None]:
    original = described["name"]
    handlers: Sequence[Callable[..., Any]] = (*_handlers_of(table.metadata), *_handlers_of(table))
    for handler in dict.fromkeys(handlers):
        yield from ask.call(handler, inspector, table, described)
    if (include is not None and original not in include) or original in exclude:
        return
    arguments: list[Any] = []
    if described.get("computed") is not None:
        computed = described["computed"]
        arguments.append(Computed(text(computed["sqltext"]), persisted=computed.get("persisted")))
    elif described.get("identity") is not None:
        arguments.append(Identity(**described["identity"]))
    elif described.get("default") is not None:
        default = described["default"]
        arguments.append(DefaultClause(text(default), _reflected=True) if isinstance(default, str) else default)
    settings = {
        name: described[name]
        for name in ("nullable", "autoincrement", "quote", "info", "comment", "key")
        if name in described
    }
    column = Column(described["name"], described["type"], *arguments, **settings)
    by_original_name[original] = column
    table.append_column(column, replace_existing=True)


def _handlers_of(target: Any) -> tuple[Any, ...]:
    dispatch = getattr(target, "dispatch", None)
    return getattr(dispatch, "column_reflect", ()) if dispatch is not None else ()


def _set_primary_key(table: Any, described: Any, by_original_name: dict[str, Any]) -> None:
    if not described:
        return
    columns = [by_original_name[name] for name in described["constrained_columns"] if name in by_original_name]
    if columns:
        table.primary_key._reload(columns)
        if described.get("name"):
            table.primary_key.name = described["name"]
        if described.get("comment"):
            table.primary_key.comment = described["comment"]


def _add_foreign_key(
    connection: Any,
    inspector: Any,
    table: Any,
    key: dict[str, Any],
    resolve: bool,
    by_original_name: dict[str, Any],
    extend_on: set[Any] | None,
) -> Plan[None]:
    local = [by_original_name[name].key if name in by_original_name else name for name in key["constrained_columns"]]
    if any(name not in by_original_name for name in key["constrained_columns"]):
        return
    schema, referred = key["referred_schema"], key["referred_table"]
    prefix = f"{schema}.{referred}" if schema else referred
    if resolve:
        other = table.metadata.tables.get(prefix)
        if other is None or (extend_on is not None and other not in extend_on):
            if other is None:
                other = Table(referred, table.metadata, schema=schema)
            try:
                yield from plan_reflect_table(connection, inspector, other, None, (), resolve, extend_on)
            except BaseException:
                table.metadata._remove_table(referred, schema)
                raise
    options = {name: value for name, value in (key.get("options") or {}).items() if name in _KEY_OPTIONS}
    targets = [f"{prefix}.{name}" for name in key["referred_columns"]]
    table.append_constraint(ForeignKeyConstraint(local, targets, key["name"], link_to_name=True, **options))


_KEY_OPTIONS = frozenset({"onupdate", "ondelete", "deferrable", "initially", "match"})


def _add_index(
    table: Any, described: dict[str, Any], by_original_name: dict[str, Any], include: Collection[str] | None
) -> None:
    if described.get("duplicates_constraint"):
        return
    names = described["column_names"]
    if include is not None and not set(names) <= set(include):
        return
    parts: list[Any] = []
    expressions = described.get("expressions") or names
    for name, expression in zip(names, expressions, strict=True):
        parts.append(text(expression) if name is None else by_original_name.get(name))
    if any(part is None for part in parts):
        return
    Index(
        described["name"],
        *parts,
        _table=table,
        unique=bool(described["unique"]),
        **described.get("dialect_options", {}),
    )


__all__ = ["plan_reflect_table"]
