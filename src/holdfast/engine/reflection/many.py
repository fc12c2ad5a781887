"""`MetaData.reflect`: the tables of a schema, read together, and those that their foreign keys lead to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from ... import exc
from ...plan import Plan
from ...sql.schema import Table
from ...util import collector_paused, warn
from ..engine import Engine
from ..interfaces import ObjectKind, ObjectScope
from .selection import Selection


def reflect_metadata(
    inspector: Any,
    metadata: Any,
    schema: str | None = None,
    views: bool = False,
    only: Any = None,
    extend_existing: bool = False,
    autoload_replace: bool = True,
    resolve_fks: bool = True,
    **options: Any,
) -> None:
    """Make Table objects in `metadata` of the tables that the database has, or of those that `only` wants."""
    if isinstance(inspector.bind, Engine):
        with inspector.bind.connect() as connection:  # one for all that follows
            same = type(inspector)(connection)
            same.info_cache = inspector.info_cache
            reflect_metadata(
                same, metadata, schema, views, only, extend_existing, autoload_replace, resolve_fks, **options
            )
        return
    wanted = _wanted(inspector, metadata, schema, views, only, extend_existing)
    if not wanted:
        return
    kind = ObjectKind.ANY if views else ObjectKind.TABLE
    named = only is not None or inspector.dialect.reflection.one_by_one
    selection = Selection(schema, tuple(wanted) if named else None, kind, ObjectScope.ANY)
    inspector._run(lambda connection: _plan_read(inspector, connection, selection, options, resolve_fks))
    settings = {
        "extend_existing": extend_existing,
        "autoload_replace": autoload_replace,
        "resolve_fks": resolve_fks,
        "_extend_on": set(),
        **options,
    }
    with collector_paused():  # all is read: what follows makes objects
        for name in wanted:
            if not extend_existing and _full_name(schema, name) in metadata.tables:
                continue  # a foreign key of another table led there already
            try:
                Table(name, metadata, autoload_with=inspector, schema=schema, **settings)
            except exc.UnreflectableTableError as error:
                warn(f"Skipping table {name}: {error}")
    for name in wanted:
        table = metadata.tables.get(_full_name(schema, name))
        if table is not None:
            for parent in inspector.dialect.reflection.created_after(table.dialect_kwargs):
                if _full_name(schema, parent) in metadata.tables:
                    table.add_is_dependent_on(metadata.tables[_full_name(schema, parent)])


def _full_name(schema: str | None, name: str) -> str:
    return f"{schema}.{name}" if schema else name


def _wanted(inspector: Any, metadata: Any, schema: str | None, views: bool, only: Any, extend: bool) -> list[str]:
    """The names of the tables to reflect."""
    available = dict.fromkeys(inspector.get_table_names(schema))
    if views:
        for get in (inspector.get_view_names, inspector.get_materialized_view_names):
            available.update(dict.fromkeys(_names_if_any(get, schema)))

    def is_new(name: str) -> bool:
        return extend or _full_name(schema, name) not in metadata.tables

    if only is None:
        return [name for name in available if is_new(name)]
    if callable(only):
        return [name for name in available if is_new(name) and only(name, metadata)]
    missing = [name for name in only if name not in available]
    if missing:
        place = f" schema {schema!r}" if schema else ""
        raise exc.InvalidRequestError(
            f"Could not reflect: requested table(s) not available in {inspector.engine!r}{place}: "
            f"({', '.join(missing)})"
        )
    return [name for name in only if is_new(name)]


def _names_if_any(get: Callable[[str | None], list[str]], schema: str | None) -> Collection[str]:
    try:
        return get(schema)
    except NotImplementedError:
        return ()


def _plan_read(
    inspector: Any, connection: Any, selection: Selection, options: dict[str, Any], resolve_fks: bool
) -> Plan[None]:
    """Read the tables, then those that their foreign keys lead to, then those of these: a query a wave, not a table."""
    yield from inspector._plan_prepare(connection, selection, options)
    if not resolve_fks:
        return
    settings = inspector._options_for("foreign_keys", options)
    cache = inspector.info_cache
    named = Selection(selection.schema, selection.names, selection.kind, selection.scope, settings)
    front = list(cache["foreign_keys", named])
    seen = set(front)
    while front:
        by_schema: dict[str | None, dict[str, None]] = {}
        for schema, name in front:
            keys = cache.get(("foreign_keys", schema, name, settings), ())
            for key in () if isinstance(keys, Exception) else keys:
                referred = key["referred_schema"], key["referred_table"]
                if referred not in seen:
                    seen.add(referred)
                    by_schema.setdefault(referred[0], {})[referred[1]] = None
        front = []
        for schema, names in by_schema.items():
            yield from inspector._plan_prepare(connection, Selection(schema, tuple(names)), options)
            front += [(schema, name) for name in names]


__all__ = ["reflect_metadata"]
