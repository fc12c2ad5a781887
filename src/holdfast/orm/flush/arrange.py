"""From those who take part in a flush to what is done to whom: inserts, updates and deletes, each in its order.

What lives here: the row switch, what outweighs what, the order by key. What must not: who takes part (`collect`).
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from ..state import promote
from .changeset import ChangeSet, Link
from .relations import has_row_events, owns_key


def arranged(
    session: Any,
    changes: ChangeSet,
    *,
    saved: dict[Any, Any],
    deleted: dict[Any, Any],
    plain: dict[Any, list[Any]],
) -> ChangeSet:
    """`changes`, with all who take part in their places.

    saved, deleted: objects by their states. plain: new objects by the state that they share.
    """
    _drop_useless(changes, deleted)
    # By identity, for the row switch: a new object takes over the row of a deleted one.
    former_owners = {state.key: state for state in deleted}
    if former_owners and plain:
        _promote_switching(former_owners, saved, plain)
    own: dict[Any, list[Any]] = {}
    changes.objects.update(saved)
    last: Any = None
    group: list[Any] = []
    for state, obj in saved.items():
        base = state.mapper.base_mapper
        if state._key is not None:
            if base is not last:
                last, group = base, changes.updates.setdefault(base, [])
            group.append(state)
        elif former_owners and (former := former_owners.get(owns_key(state.mapper, obj.__dict__))) is not None:
            changes.switched[state] = former
            deleted.pop(former, None)
            changes.updates.setdefault(base, []).append(state)
        else:
            own.setdefault(base, []).append(obj)
    _merge_new(session, changes, own, plain, all_own=bool(former_owners))
    _take_shared(session, changes)
    for state, obj in deleted.items():
        changes.objects[state] = obj
        changes.deletes.setdefault(state.mapper.base_mapper, []).append(state)
    for states in (*changes.updates.values(), *changes.deletes.values()):
        _sort_by_key(states)
    return changes


def take_apart(session: Any, changes: ChangeSet, shared: list[Any]) -> list[Any]:
    """Give objects that share their changes a state each, and put those among the updates, sorted by key."""
    found = []
    for one in shared:
        base = one.mapper.base_mapper
        states = session._changed.take_apart(one)
        changes.objects.update((state, session._modified[state]) for state in states)
        updates = changes.updates[base] = [*changes.updates.get(base, ()), *states]
        if one in changes.shared.get(base, ()):
            changes.shared[base].remove(one)
        _sort_by_key(updates)
        found += states
    _sort_by_key(found)
    return found


def _take_shared(session: Any, changes: ChangeSet) -> None:
    """Objects that share their changes; among others of their table each is written in its place."""
    alone = []
    for shared in session._changed:
        base = shared.mapper.base_mapper
        if base in changes.updates or has_row_events(base):
            alone.append(shared)
        else:
            changes.shared.setdefault(base, []).append(shared)
    take_apart(session, changes, alone)


def _drop_useless(changes: ChangeSet, deleted: dict[Any, Any]) -> None:
    """A new parent outweighs the loss of the old one; the deleted need no foreign key, and no new associations."""
    if deleted:
        changes.associations = [
            one
            for one in changes.associations
            if not one.added or (one.parent not in deleted and one.child not in deleted)
        ]
    if not deleted and all(link.source is not None for links in (changes.links, changes.late_links) for link in links):
        return
    given = {
        (link.dest, _dest_columns(link)) for link in (*changes.links, *changes.late_links) if link.source is not None
    }

    def counts(link: Link) -> bool:
        return link.source is not None or (link.dest, _dest_columns(link)) not in given

    changes.links = [link for link in changes.links if link.dest not in deleted and counts(link)]
    changes.late_links = [link for link in changes.late_links if counts(link)]


def _dest_columns(link: Link) -> tuple[Any, ...]:
    return tuple(dest for _, dest in link.relationship.synchronize_pairs)


def _merge_new(
    session: Any, changes: ChangeSet, own: dict[Any, list[Any]], plain: dict[Any, list[Any]], *, all_own: bool
) -> None:
    """Put all new objects together by base mapper, in the order in which they were added.

    all_own: those with a state of their own (`own`) may be out of that order, even where no others are.
    """
    groups = [(state.mapper.base_mapper, objects) for state, objects in plain.items() if objects]
    groups += own.items()
    inserts = changes.inserts
    mixed = set()
    for base, objects in groups:
        if base in inserts:
            mixed.add(base)
            inserts[base] = [*inserts[base], *objects]
        else:
            inserts[base] = objects
    # Alone, the states of their own are in that order already: they were taken in it.
    if mixed or all_own:
        order = {key: number for number, key in enumerate(session._new)}
        for base in mixed.union(own if all_own else ()):
            inserts[base].sort(key=lambda obj: order.get(id(obj), 0))


def _promote_switching(former_owners: dict[Any, Any], saved: dict[Any, Any], plain: dict[Any, list[Any]]) -> None:
    """New objects that take over a deleted one's row need a state of their own."""
    for shared, objects in plain.items():
        left = []
        for obj in objects:
            if owns_key(shared.mapper, obj.__dict__) in former_owners:
                saved[promote(obj)] = obj
            else:
                left.append(obj)
        plain[shared] = left


def _sort_by_key(states: list[Any]) -> None:
    """By primary key, so that two sessions lock rows in one order; row switches, which have no key yet, come first."""
    try:
        states.sort(key=attrgetter("pk"))
        return
    except TypeError:
        pass
    try:
        states.sort(key=lambda state: () if state._key is None else state.key[1])
    except TypeError:
        states.sort(key=lambda state: () if state._key is None else tuple(map(repr, state.key[1])))
