"""Bulk statements of the Session: `insert(User)` and `update(User)` with a list of dictionaries by attribute name.

What must not live here: the unit of work; objects are made only by `returning()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from ... import exc
from ...engine.core import execute as core_execute
from ...engine.result import IteratorResult, Result, SimpleResultMetaData
from ...plan import Plan
from ...sql.elements import bindparam
from .returning import plan_returning, read_returned


def bulk_insert(
    session: Any, statement: Any, rows: Sequence[Mapping[str, Any]], options: Mapping[str, Any], bind_arguments: Any
) -> Plan[Any]:
    """INSERT many rows given by attribute name; rows with the same attributes go in one statement."""
    entity = statement.table
    mapper = entity.mapper
    connection = yield from session.plan_connection(mapper, statement, bind_arguments)
    plain, planned = plan_returning(statement)
    objects: list[Any] = []
    if not rows:
        rows = [{}]
    keys_of = _columns_by_key(mapper)
    metadata = None
    if not options.get("render_nulls"):
        # As in a flush: a value of None leaves the column to its default.
        rows = [_without_none(keys_of, row) if None in row.values() else row for row in rows]
    for _, group in groupby(rows, key=tuple):
        sets = [_by_column(mapper, keys_of, row) for row in group]
        result = yield from core_execute(connection, plain, sets, dict(options))
        if planned is not None:
            found, metadata = yield from read_returned(session, connection, planned, result, options)
            objects += found
    if planned is None or metadata is None:
        return IteratorResult(SimpleResultMetaData(()), [])
    return Result(metadata, objects, None, planned.row.is_single)


def bulk_update(
    session: Any, statement: Any, rows: Sequence[Mapping[str, Any]], options: Mapping[str, Any], bind_arguments: Any
) -> Plan[Any]:
    """UPDATE many rows by primary key; each dictionary has the key and the new values, by attribute name."""
    mapper = statement.table.mapper
    if statement._where_criteria:
        raise exc.InvalidRequestError(
            "bulk ORM UPDATE does not support additional WHERE criteria right now.  Pass the session's connection an "
            "update() of the table, with bindparam() for the values, instead."
        )
    connection = yield from session.plan_connection(mapper, statement, bind_arguments)
    keys_of = _columns_by_key(mapper)
    pk_keys = mapper.pk_keys
    table = mapper.local_table
    for names, group in groupby(rows, key=tuple):
        missing = [key for key in pk_keys if key not in names]
        if missing:
            raise exc.InvalidRequestError(
                f"No primary key value supplied for column(s) {', '.join(missing)}; per-row ORM Bulk UPDATE by Primary "
                "Key requires that records contain primary key values"
            )
        made = table.update().where(
            *(column == bindparam(_key_name(column), type_=column.type) for column in mapper.primary_key)
        )
        changed = [name for name in names if name in keys_of and name not in pk_keys]
        made = made.values({keys_of[name].key: bindparam(name, type_=keys_of[name].type) for name in changed})
        sets = []
        for row in group:
            values = {name: row[name] for name in changed}
            for key, column in zip(pk_keys, mapper.primary_key, strict=True):
                values[_key_name(column)] = row[key]
            sets.append(values)
        yield from core_execute(connection, made, sets, dict(options))
        _refresh_held(session, mapper, changed, sets)
    return IteratorResult(SimpleResultMetaData(()), [])


def _key_name(column: Any) -> str:
    """The parameter of a key column in WHERE: never that of a value."""
    return f"{column.table.name}_{column.name}"


def _refresh_held(session: Any, mapper: Any, changed: Iterable[str], sets: Iterable[Mapping[str, Any]]) -> None:
    """Objects that the session holds get the values that were written."""
    names = [_key_name(column) for column in mapper.primary_key]
    for values in sets:
        obj = session.identity_map.lookup(mapper.identity_mapper, tuple(values[name] for name in names))
        if obj is not None:
            session._note_written(obj)
            present = obj.__dict__
            state = present["_sa_instance_state"]
            for key in changed:
                if key not in state.committed:
                    present[key] = values[key]


def _columns_by_key(mapper: Any) -> dict[str, Any]:
    return {prop.key: prop.columns[0] for prop in mapper.column_attrs}


def _without_none(keys_of: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without its Nones, but for those that are values of their own (JSON null)."""
    return {
        name: value
        for name, value in row.items()
        if value is not None or (name in keys_of and keys_of[name].type.should_evaluate_none)
    }


def _by_column(mapper: Any, keys_of: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """A dictionary by attribute name as one by column key."""
    made: dict[str, Any] = {}
    for name, value in row.items():
        column = keys_of.get(name)
        if column is not None:  # rows of an import may have more than the table: what is not mapped is left out
            made[column.key] = value
    _add_discriminator(mapper, made)
    return made


def _add_discriminator(mapper: Any, values: dict[str, Any]) -> None:
    column = mapper.polymorphic_on
    if column is not None and mapper.polymorphic_identity is not None and hasattr(column, "nullable"):
        values.setdefault(column.key, mapper.polymorphic_identity)
