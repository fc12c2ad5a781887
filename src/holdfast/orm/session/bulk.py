"""The older bulk methods: rows from objects or dictionaries, past the unit of work (no cascades, no relationships)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ...engine import core
from ...sql.dml import insert
from ..flush import UOWTransaction, insert_rows, table_feeds, update_rows
from ..state import promote
from . import plans_commit, plans_get

if TYPE_CHECKING:
    from ...plan import Plan


class _Row:
    """A dictionary of attribute values as writers of a flush want it: something with a `__dict__`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values


class _RowState:
    """What an UPDATE asks of a state, for a dictionary: all its values are changes but the key."""

    def __init__(self, mapper: Any, values: dict[str, Any]) -> None:
        self.mapper = mapper
        self.dict = values
        self.pk = mapper.pk_of(values)
        self.key = self._key = mapper.identity_of(values)
        self.committed = {key: _CHANGED for key in values if key not in mapper.pk_keys}


_CHANGED: Any = object()


def save_objects(session: Any, objects: Iterable[Any], return_defaults: bool, update_changed_only: bool) -> Plan[None]:
    """INSERT new objects, UPDATE those that have an identity."""
    context = UOWTransaction(session)
    for (mapper, is_update), run in groupby(objects, key=_kind):
        connection = yield from _connection(session, mapper)
        members = list(run)
        if is_update:
            states = [promote(obj) for obj in members]
            context.changes.objects.update(zip(states, members, strict=True))
            for feed in table_feeds(mapper):
                yield from context.send(connection, (yield from update_rows(context, connection, feed, states)))
            continue
        if return_defaults:
            yield from _insert(context, connection, mapper, members)
        else:
            yield from _insert_given(connection, mapper, [obj.__dict__ for obj in members], False)


def _kind(obj: Any) -> tuple[Any, bool]:
    state = promote(obj)
    return state.mapper, state._key is not None


def insert_mappings(
    session: Any, entity: Any, mappings: Iterable[dict[str, Any]], return_defaults: bool, render_nulls: bool
) -> Plan[None]:
    """INSERT one row for each dictionary."""
    mapper = plans_get.mapper_of(entity)
    connection = yield from _connection(session, mapper)
    rows = list(mappings)
    if return_defaults and rows:
        yield from _insert(UOWTransaction(session), connection, mapper, [_Row(values) for values in rows])
    elif rows:
        yield from _insert_given(connection, mapper, rows, render_nulls)


def update_mappings(session: Any, entity: Any, mappings: Iterable[dict[str, Any]]) -> Plan[None]:
    """UPDATE one row for each dictionary, found by the primary key in it."""
    mapper = plans_get.mapper_of(entity)
    connection = yield from _connection(session, mapper)
    context = UOWTransaction(session)
    states = []
    for values in mappings:
        row = dict(values)
        state = _RowState(mapper, row)
        states.append(state)
        context.changes.objects[state] = _Row(row)
    for feed in table_feeds(mapper):
        yield from context.send(connection, (yield from update_rows(context, connection, feed, states)))


def _connection(session: Any, mapper: Any) -> Plan[Any]:
    plans_commit.require_begun(session)
    return session.plan_connection(mapper)  # type: ignore[no-any-return]


def _insert_given(connection: Any, mapper: Any, rows: list[dict[str, Any]], render_nulls: bool) -> Plan[None]:
    """Only the columns that are given; the Core does the rest. Neighbours with the same columns go together.

    Rows of an inheriting table need the key of the one before, so there the database is asked for it.
    """
    feeds = table_feeds(mapper)
    if len(feeds) > 1:
        for feed in feeds:
            for values in rows:
                context = UOWTransaction(None)
                writes = yield from insert_rows(context, connection, feed, [_Row(values)])
                yield from context.send(connection, writes)
        return
    names = {one.key: one.name for one in feeds[0].feeds}
    sets = [
        {names[key]: value for key, value in values.items() if key in names and (render_nulls or value is not None)}
        for values in rows
    ]
    for _, run in groupby(sets, key=tuple):
        yield from core.execute(connection, insert(feeds[0].table), list(run), None)


def _insert(context: Any, connection: Any, mapper: Any, rows: list[Any]) -> Plan[None]:
    for feed in table_feeds(mapper):
        yield from context.send(connection, (yield from insert_rows(context, connection, feed, rows)))
