"""UPDATEs and DELETEs of a flush, and the check that they met the rows they meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import eq
from typing import TYPE_CHECKING, Any

from ...engine import core
from ...sql.dml import update
from ...util import warn
from ..exc import StaleDataError
from ..flags import NO_VALUE
from .context import DefaultContext, Write
from .shapes import (
    Bound,
    DeleteShape,
    Shape,
    UpdateShape,
    as_expression,
    identity_criteria,
    is_expression,
    plain_values,
)

if TYPE_CHECKING:
    from ...plan import Plan


def update_rows(context: Any, connection: Any, feed: Any, states: list[Any]) -> Plan[list[Write]]:
    """The statements that write the changed columns of `states` in one table; states are sorted by key."""
    objects = context.changes.objects
    writes = _same_columns(feed, connection, states, objects)
    if writes:
        return writes
    pairs = [(state, objects[state].__dict__) for state in states]
    for keys, run in _runs(feed, pairs):
        rows = None
        shape = update_shape(feed, keys) if keys and feed.version is None and not feed.touched else None
        if shape is not None:
            rows = shape.changes(run)
        if rows is not None and plain_values(rows):
            writes += update_writes(feed, shape, connection, rows)
            continue
        for state, values in run:
            yield from _load_version(context, feed, state)
            write = yield from _update_one(context, connection, feed, state, values)
            writes = yield from _append(context, connection, writes, write)
    return _merged(writes)


def _same_columns(feed: Any, connection: Any, states: list[Any], objects: dict[Any, Any]) -> list[Write]:
    """The statement for states that all changed the same columns and nothing else; empty if they did not."""
    names = states[0].committed
    known = feed.by_key
    if feed.version is not None or feed.touched or not names or not known.keys() >= names.keys():
        return []
    shape = update_shape(feed, tuple(names) if len(names) == 1 else tuple([name for name in known if name in names]))
    rows = None if shape is None else shape.exact(states, objects)
    return [] if rows is None or not plain_values(rows) else update_writes(feed, shape, connection, rows)


def _load_version(context: Any, feed: Any, state: Any) -> Plan[None]:
    """The version the row had when the object was last loaded; asked for if it was expired since."""
    key = feed.version_key
    if key is not None and state._key is not None and key not in state.committed and key not in state.dict:
        yield from context.session.plan_load_expired(context.changes.objects[state], state, [key])


def _append(context: Any, connection: Any, writes: list[Write], write: Any) -> Plan[list[Write]]:
    """Take one more statement; one that must be run by itself makes those before it go first."""
    if write is None:
        return writes
    if isinstance(write, Write):
        writes.append(write)
        return writes
    yield from context.send(connection, writes)
    yield from write
    return []


def _runs(feed: Any, pairs: list[tuple[Any, Any]]) -> Iterator[tuple[tuple[str, ...], list[tuple[Any, Any]]]]:
    """Neighbours with the same changed columns."""
    known = feed.by_key
    last: tuple[str, ...] | None = None
    run: list[tuple[Any, Any]] = []
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    for pair in pairs:
        changed = tuple(pair[0].committed)
        keys = seen.get(changed)
        if keys is None:
            names = {name for name in changed if name in known}
            keys = seen[changed] = tuple(name for name in known if name in names)
        if keys != last:
            if run:
                yield last or (), run
            run, last = [], keys
        run.append(pair)
    if run:
        yield last or (), run


def update_shape(feed: Any, keys: tuple[str, ...]) -> UpdateShape | None:
    """The statement for exactly these columns; None for a key column (its old value is needed), or if a type compares."""
    shape = feed.made.get(("update", keys))
    if shape is None:
        feeds = [feed.by_key[key] for key in keys]
        impls = feed.mapper.impls
        is_plain = all(not one.is_key and impls[one.key].is_equal is eq for one in feeds)
        shape = feed.made[("update", keys)] = UpdateShape(feed, feeds) if is_plain else _NONE
    return None if shape is _NONE else shape


_NONE: Any = object()


def bind_shape(shape: Shape, connection: Any) -> Bound:
    """The shape for the connection's dialect."""
    bound = shape.bound.get(connection.dialect)
    if bound is None:
        compiled = core.compiled_for(connection, shape.statement, shape.key, column_keys=shape.names)
        bound = shape.bound[connection.dialect] = Bound(shape, compiled)
    return bound


def row_writes(shape: Shape, connection: Any, rows: list[Any], on_reply: Any) -> list[Write]:
    """One statement for all rows: an execution, or an executemany."""
    bound = bind_shape(shape, connection)
    parameters = bound.parameters(rows, connection)
    if len(parameters) == 1:
        return [Write(bound.compiled, parameters[0], False, on_reply)]
    return [Write(bound.compiled, parameters, True, on_reply)]


def update_writes(feed: Any, shape: Any, connection: Any, rows: list[Any]) -> list[Write]:
    """The statement that writes these rows, and the check that it met as many."""
    return row_writes(shape, connection, rows, partial(_check_updated, feed.table, len(rows)))


def _check_updated(table: Any, expected: int, reply: Any) -> None:
    if reply.rowcount not in {expected, -1}:
        raise stale("UPDATE", table, "update", expected, reply.rowcount)


def stale(verb: str, table: Any, word: str, expected: int, found: int) -> StaleDataError:
    """The error for rows that someone else deleted or changed meanwhile."""
    return StaleDataError(
        f"{verb} statement on table '{table.description}' expected to {word} {expected} row(s); {found} were matched."
    )


def _update_one(context: Any, connection: Any, feed: Any, state: Any, values: dict[str, Any]) -> Plan[Any]:
    """The UPDATE of one state by the long road: versions, changed keys, SQL expressions, `onupdate`."""
    yield from ()
    changed, expressions = _changed_columns(context, connection, feed, state, values)
    if not changed:
        return None
    identity = [_identity_value(feed, state, column) for column in feed.key_columns]
    extra: list[Any] = []
    if feed.version is not None:
        identity.append(_version_value(context, feed, state, values, changed))
        extra.append(feed.version)
    ordered = [one for one in feed.feeds if one in changed]
    if not expressions:
        key = ("update", tuple(one.key for one in ordered), "long")
        shape = feed.made.get(key)
        if shape is None:
            shape = feed.made[key] = UpdateShape(feed, ordered, extra)
        row = (*(changed[one] for one in ordered), *identity)
        [write] = row_writes(shape, connection, [row], partial(_check_updated, feed.table, 1))
        return write
    return _update_expressions(context, connection, feed, state, values, changed, identity, extra)


def _update_expressions(
    context: Any,
    connection: Any,
    feed: Any,
    state: Any,
    values: dict[str, Any],
    changed: dict[Any, Any],
    identity: list[Any],
    extra: list[Any],
) -> Plan[None]:
    criteria = identity_criteria((*feed.key_columns, *extra))
    statement = update(feed.table).where(*[criterion for _, criterion in criteria])
    statement = statement.values({one.name: value for one, value in changed.items()})
    parameters = {name: value for (name, _), value in zip(criteria, identity, strict=True)}
    result = yield from core.execute(connection, statement, parameters, None)
    if result.rowcount not in {1, -1}:
        raise stale("UPDATE", feed.table, "update", 1, result.rowcount)
    unknown = [one.key for one, value in changed.items() if is_expression(value)]
    for key in unknown:
        values.pop(key, None)
    context.expired.append(([values], unknown))


def _changed_columns(
    context: Any, connection: Any, feed: Any, state: Any, values: dict[str, Any]
) -> tuple[dict[Any, Any], bool]:
    """The columns to set with their values, and whether one is an SQL expression."""
    changed: dict[Any, Any] = {}
    expressions = False
    committed = state.committed
    switched = context.changes.switched.get(state)
    impls = state.mapper.impls
    for one in feed.feeds:
        key = one.key
        if switched is not None:
            if not one.is_key and (key in values or not one.optional):
                changed[one] = values.get(key)
                expressions = expressions or is_expression(values.get(key))
            continue
        if key not in committed:
            continue
        value, old = values.get(key), committed[key]
        if is_expression(value):
            changed[one] = as_expression(value)
            expressions = True
        elif old is NO_VALUE or (value is not old and impls[key].is_equal(value, old) is not True):
            changed[one] = value
    if changed and feed.touched:
        _apply_onupdate(context, connection, feed, values, changed)
    return changed, expressions


def _apply_onupdate(context: Any, connection: Any, feed: Any, values: dict[str, Any], changed: dict[Any, Any]) -> None:
    """Client-side `onupdate` values; what the database computes itself is expired."""
    unknown = []
    for one in feed.touched:
        if one in changed:
            continue
        if one.onupdate is not None and one.onupdate.is_scalar:
            values[one.key] = changed[one] = one.onupdate.arg
        elif one.onupdate is not None and one.onupdate.is_callable:
            default_context = DefaultContext(connection, feed)
            default_context.values = values
            values[one.key] = changed[one] = one.onupdate.arg(default_context)
        else:
            values.pop(one.key, None)
            unknown.append(one.key)
    if unknown:
        context.expired.append(([values], unknown))


def _identity_value(feed: Any, state: Any, column: Any) -> Any:
    """The value a key column has in the database now."""
    key = feed.key_of[column]
    if state._key is not None:
        places = {name: number for number, name in enumerate(state.mapper.pk_keys)}
        if key in places:
            return state.key[1][places[key]]
    return state.dict.get(key)


def _version_value(context: Any, feed: Any, state: Any, values: dict[str, Any], changed: dict[Any, Any]) -> Any:
    """The version the row must still have; the next one goes into the UPDATE."""
    key = feed.version_key
    old = state.committed.get(key, NO_VALUE)
    if old is NO_VALUE:
        old = values.get(key)
    one = feed.by_key[key]
    if feed.generator and one not in changed:
        changed[one] = values[key] = feed.generator(old)
    return old


def _merged(writes: list[Write]) -> list[Write]:
    """Neighbouring executions of one statement become one executemany; their counts are checked as a sum."""
    merged: list[Write] = []
    for write in writes:
        last = merged[-1] if merged else None
        if last is None or last.compiled is not write.compiled or write.is_many:
            merged.append(write)
            continue
        if not last.is_many:
            last.parameters = [last.parameters]
            last.is_many = True
        last.parameters.append(write.parameters)
        table = write.compiled.statement.table
        last.on_reply = partial(_check_updated, table, len(last.parameters))
    return merged


def delete_rows(context: Any, connection: Any, feed: Any, states: list[Any]) -> Plan[list[Write]]:
    """The statement that deletes the rows of `states` in one table."""
    columns = (*feed.key_columns, feed.version) if feed.version is not None else feed.key_columns
    shape = feed.made.get("delete")
    if shape is None:
        shape = feed.made["delete"] = DeleteShape(feed.table, columns)
    rows = []
    for state in states:
        identity = [_identity_value(feed, state, column) for column in feed.key_columns]
        if feed.version is not None:
            yield from _load_version(context, feed, state)
            old = state.committed.get(feed.version_key, NO_VALUE)
            identity.append(state.dict.get(feed.version_key) if old is NO_VALUE else old)
        rows.append(tuple(identity))
    return row_writes(shape, connection, rows, partial(_check_deleted, feed, len(rows)))


def _check_deleted(feed: Any, expected: int, reply: Any) -> None:
    if reply.rowcount in {expected, -1} or not feed.mapper.settings.confirm_deleted_rows:
        return
    if feed.version is not None:
        raise stale("DELETE", feed.table, "delete", expected, reply.rowcount)
    warn(
        f"DELETE statement on table '{feed.table.description}' expected to delete {expected} row(s); {reply.rowcount} "
        "were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning."
    )
