"""Write a changeset: step by step, each wave in one batch, with the handlers of row events around it.

What lives here: the order of events, foreign keys copied, statements sent. What must not: what a statement looks like
(`shapes`), what is written (`collect`), what becomes of objects afterwards (`apply`).
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ..exc import FlushError
from ..flags import MANYTOONE, NO_VALUE
from ..state import STATE, state_str
from .arrange import take_apart
from .context import Write
from .relations import owns_key
from .rows import table_feeds
from .shapes import AssociationShape, DissociationShape
from .steps import ASSOCIATE, DELETE, LATE, SAVE, Step, plan_steps
from .write_insert import insert_rows
from .write_shared import update_shared
from .write_update import delete_rows, row_writes, stale, update_rows

if TYPE_CHECKING:
    from ...plan import Plan


def perform(context: Any) -> Plan[None]:
    """Write all steps of the context's changeset."""
    for _, wave in groupby(plan_steps(context.changes), key=lambda step: step.wave):
        batch: list[Write] = []
        connection = None
        for step in wave:
            connection, batch = yield from _perform_step(context, step, connection, batch)
        yield from context.send(connection, batch)


def _perform_step(context: Any, step: Step, connection: Any, batch: list[Write]) -> Plan[tuple[Any, list[Write]]]:
    """Add the statements of one step to the batch; what needs answers sends the batch first."""
    base = step.base.parent if step.kind == ASSOCIATE else step.base
    own = yield from context.session.plan_connection(base) if base is not None else _same(connection)
    if own is not connection:
        yield from context.send(connection, batch)
        connection, batch = own, []
    if step.kind == SAVE:
        batch = yield from _save(context, step, connection, batch)
    elif step.kind == DELETE:
        batch = yield from _delete(context, step, connection, batch)
    elif step.kind == ASSOCIATE:
        batch += _associate(context, step, connection)
    elif step.kind == LATE:
        yield from context.send(connection, batch)
        batch = []
        yield from _write_late(context, step)
    return connection, batch


def _same(connection: Any) -> Plan[Any]:
    yield from ()
    return connection


# -- saving ----------------------------------------------------------------------------------------------------------


def _save(context: Any, step: Step, connection: Any, batch: list[Write]) -> Plan[list[Write]]:
    if step.links:
        copy_foreign_keys(context, step.links)
    if step.shared:
        batch += _save_shared(context, step, connection)
    by_mapper = _by_mapper(step.inserted)
    states_by_mapper = _states_by_mapper(step.updated)
    heard = yield from _row_events(context, connection, by_mapper, states_by_mapper, "before")
    single = len(by_mapper) + len(states_by_mapper) == 1
    tables = _tables(by_mapper, states_by_mapper)
    for number, table in enumerate(tables):
        if number:
            # The rows of an inheriting table need the key that the table before it was given.
            yield from context.send(connection, batch)
            batch = []
        for mapper, states in states_by_mapper.items():
            feed = _feed(mapper, table)
            if feed is not None:
                batch += yield from update_rows(context, connection, feed, states)
        if single and by_mapper:
            [(mapper, objects)] = by_mapper.items()
            batch += yield from insert_rows(context, connection, _feed(mapper, table), objects)
            continue
        here = {mapper: feed for mapper in by_mapper if (feed := _feed(mapper, table)) is not None}
        objects = [obj for obj in step.inserted if _mapper_of(obj) in here]
        for mapper, run in groupby(objects, key=_mapper_of):
            batch += yield from insert_rows(context, connection, here[mapper], list(run))
    if heard:
        yield from context.send(connection, batch)
        batch = []
        yield from _row_events(context, connection, by_mapper, states_by_mapper, "after")
    return batch


def _save_shared(context: Any, step: Step, connection: Any) -> list[Write]:
    """The statements for changed objects without a state of their own; who needs one after all is given it."""
    writes: list[Write] = []
    for mapper, run in groupby(list(step.shared), key=attrgetter("mapper")):
        states = list(run)
        for shared in states:
            shared.promoted = []
        written = update_shared(table_feeds(mapper)[0], connection, states)
        if written is None:
            step.updated = [*step.updated, *take_apart(context.session, context.changes, states)]
        else:
            writes += written
    return writes


def _mapper_of(obj: Any) -> Any:
    return obj.__dict__[STATE].mapper


def _by_mapper(objects: list[Any]) -> dict[Any, list[Any]]:
    if not objects:
        return {}
    mapper = objects[0].__dict__[STATE].mapper
    if mapper.base_mapper is mapper and len(mapper.self_and_descendants) == 1:
        return {mapper: objects}
    found: dict[Any, list[Any]] = {}
    for obj in objects:
        mapper = obj.__dict__[STATE].mapper
        known = found.get(mapper)
        if known is None:
            known = found[mapper] = []
        known.append(obj)
    return found


def _states_by_mapper(states: list[Any]) -> dict[Any, list[Any]]:
    if states and len((mapper := states[0].mapper).base_mapper.self_and_descendants) == 1:
        return {mapper: states}
    found: dict[Any, list[Any]] = {}
    for state in states:
        found.setdefault(state.mapper, []).append(state)
    return found


def _tables(*groups: dict[Any, Any]) -> list[Any]:
    """The tables of all these mappers: those of base classes first."""
    return list(dict.fromkeys(feed.table for group in groups for mapper in group for feed in table_feeds(mapper)))


def _feed(mapper: Any, table: Any) -> Any:
    for feed in table_feeds(mapper):
        if feed.table is table:
            return feed
    return None


def _row_events(
    context: Any, connection: Any, by_mapper: dict[Any, list[Any]], states: dict[Any, list[Any]], moment: str
) -> Plan[bool]:
    """Call before_insert/after_insert and before_update/after_update of all rows of a step, if anybody listens."""
    call = context.session._call
    objects = context.changes.objects
    heard = False
    for mapper, saved in by_mapper.items():
        heard = heard or bool(mapper.dispatch.before_insert or mapper.dispatch.after_insert)
        for handler in getattr(mapper.dispatch, f"{moment}_insert"):
            for obj in saved:
                yield from call(handler, mapper, connection, obj)
    for mapper, changed in states.items():
        heard = heard or bool(mapper.dispatch.before_update or mapper.dispatch.after_update)
        for handler in getattr(mapper.dispatch, f"{moment}_update"):
            for state in changed:
                yield from call(handler, mapper, connection, objects[state])
    return heard


# -- foreign keys ------------------------------------------------------------------------------------------------------


def copy_foreign_keys(context: Any, links: list[Any]) -> None:
    """`copy_foreign_key` for all links of a step: rows that are new and point at a key in memory take the short road."""
    objects = context.changes.objects
    relationship: Any = None
    pairs: list[tuple[str, str]] = []
    for link in links:
        dest, source = link.dest, link.source
        if link.relationship is not relationship:
            relationship = link.relationship
            pairs = _synchronized_keys(relationship)
        if source is None or dest._key is not None:
            copy_foreign_key(context, link)
            continue
        held = objects[source] if source in objects else source.ref()
        key = held.__dict__
        values = objects[dest].__dict__
        for source_key, dest_key in pairs:
            if source_key not in key:
                copy_foreign_key(context, link)
                break
            values[dest_key] = key[source_key]


def _synchronized_keys(relationship: Any) -> list[tuple[str, str]]:
    """Pairs of attributes: the key, and what takes its value."""
    source_mapper, dest_mapper = _sides(relationship)
    return [
        (source_mapper._property_of_column[source].key, dest_mapper._property_of_column[dest].key)
        for source, dest in relationship.synchronize_pairs
    ]


def copy_foreign_key(context: Any, link: Any) -> None:
    """Give the row that points the key of the row it points at, or NULL."""
    relationship, dest = link.relationship, link.dest
    source_mapper, dest_mapper = _sides(relationship)
    values = context.changes.objects[dest].__dict__ if dest in context.changes.objects else dest.dict
    for source_column, dest_column in relationship.synchronize_pairs:
        key = dest_mapper._property_of_column[dest_column].key
        if link.source is None:
            if dest_column.primary_key and key in dest_mapper.pk_keys:
                raise AssertionError(
                    f"Dependency rule on column '{source_column}' tried to blank-out primary key column "
                    f"'{dest_column}' on instance '{state_str(dest)}'"
                )
            value = None
        else:
            value = key_value(link.source, source_mapper, source_column)
        if dest._key is not None and key not in dest.committed:
            dest.committed[key] = values.get(key, NO_VALUE)
        values[key] = value


def _sides(relationship: Any) -> tuple[Any, Any]:
    """The mapper that has the key, and the mapper that points at it."""
    if relationship.direction is MANYTOONE:
        return relationship.mapper, relationship.parent
    return relationship.parent, relationship.mapper


def _write_late(context: Any, step: Step) -> Plan[None]:
    """`post_update`: foreign keys between rows that exist by now, one UPDATE for each row."""
    found: dict[Any, list[Any]] = {}
    for link in step.links:
        found.setdefault(link.dest, []).append(link)
    for dest, links in found.items():
        before = dict(dest.committed)
        dest.committed.clear()
        context.changes.objects.setdefault(dest, dest.ref())
        key, dest.key = dest.key, dest.key or owns_key(dest.mapper, dest.dict)
        for link in links:
            copy_foreign_key(context, link)
        connection = yield from context.session.plan_connection(dest.mapper.base_mapper)
        for feed in table_feeds(dest.mapper):
            yield from context.send(connection, (yield from update_rows(context, connection, feed, [dest])))
        dest.key = key
        dest.committed.update(before)


# -- secondary rows ------------------------------------------------------------------------------------------------------


def _associate(context: Any, step: Step, connection: Any) -> list[Write]:
    relationship = step.base
    columns = [
        column
        for pairs in (relationship.synchronize_pairs, relationship.secondary_synchronize_pairs)
        for _, column in pairs
    ]
    removed = [_association_row(relationship, one) for one in step.associations if not one.added]
    added = [_association_row(relationship, one) for one in step.associations if one.added]
    writes: list[Write] = []
    table = relationship.secondary
    made = relationship.parent.emitted
    if removed:
        shape = made.get(("flush.unlink", relationship.key))
        if shape is None:
            shape = made["flush.unlink", relationship.key] = DissociationShape(table, columns)
        expected = len(removed)

        def check(reply: Any) -> None:
            if reply.rowcount not in {expected, -1}:
                raise stale("DELETE", table, "delete", expected, reply.rowcount)

        writes += row_writes(shape, connection, removed, check)
    if added:
        shape = made.get(("flush.link", relationship.key))
        if shape is None:
            shape = made["flush.link", relationship.key] = AssociationShape(table, columns)
        writes += row_writes(shape, connection, added, None)
    return writes


def _association_row(relationship: Any, association: Any) -> tuple[Any, ...]:
    parent, child = relationship.parent, relationship.mapper
    return (
        *(key_value(association.parent, parent, column) for column, _ in relationship.synchronize_pairs),
        *(key_value(association.child, child, column) for column, _ in relationship.secondary_synchronize_pairs),
    )


def key_value(state: Any, mapper: Any, column: Any) -> Any:
    """The value of a column that others point at; of an expired object its identity tells."""
    key = mapper._property_of_column[column].key
    values = state.dict
    if key in values:
        return values[key]
    if state._key is not None and key in state.mapper.pk_keys:
        return state.key[1][state.mapper.pk_keys.index(key)]
    raise FlushError(
        f"Can't copy the value of '{column}' from {state_str(state)}: the attribute '{key}' has no value there. Load or set "
        "it before the flush."
    )


# -- deleting ------------------------------------------------------------------------------------------------------------


def _delete(context: Any, step: Step, connection: Any, batch: list[Write]) -> Plan[list[Write]]:
    groups = _states_by_mapper(step.deleted)
    objects, call = context.changes.objects, context.session._call
    heard = False
    for mapper, states in groups.items():
        heard = heard or bool(mapper.dispatch.before_delete or mapper.dispatch.after_delete)
        for handler in mapper.dispatch.before_delete:
            for state in states:
                yield from call(handler, mapper, connection, objects[state])
    for table in reversed(_tables(groups)):
        for mapper, states in groups.items():
            feed = _feed(mapper, table)
            if feed is not None:
                batch += yield from delete_rows(context, connection, feed, states)
    if heard:
        yield from context.send(connection, batch)
        batch = []
        for mapper, states in groups.items():
            for handler in mapper.dispatch.after_delete:
                for state in states:
                    yield from call(handler, mapper, connection, objects[state])
    return batch
