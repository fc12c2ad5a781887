"""From a session's new, changed and deleted objects to a changeset: who takes part, and which foreign keys follow whom.

What lives here: cascades of a flush, orphans. What must not: the order of rows (`arrange`), writing, and changing objects. The only
reads of the database are of unloaded members of what is to be deleted; they come before the first write.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ...util import warn
from ..collections import adapter_of
from ..flags import (
    INCLUDE_PENDING_MUTATIONS,
    MANYTOMANY,
    MANYTOONE,
    NO_VALUE,
    ONETOMANY,
    PASSIVE_NO_INITIALIZE,
    PASSIVE_NO_RESULT,
)
from ..state import STATE, promote
from .arrange import arranged
from .changeset import Association, ChangeSet, Link
from .relations import delete_orphan_tokens, flush_relationships, follow_keys, pointed_at

if TYPE_CHECKING:
    from ...plan import Plan

# What is in memory, with the changes that wait for a collection to be loaded.
_AS_IN_MEMORY = PASSIVE_NO_INITIALIZE | INCLUDE_PENDING_MUTATIONS

_AUTOFLUSH_NOTE = (
    " (This warning originated from the Session 'autoflush' process, which was invoked automatically in response to a "
    "user-initiated operation. Consider using ``no_autoflush`` context manager if this warning happened while "
    "initializing objects.)"
)


def collect(session: Any, objects: Iterable[Any] | None = None) -> Plan[ChangeSet]:
    """Work out what a flush of `session` (or of `objects` only) would do. Changes nothing."""
    collector = _Collector(session)
    wanted = None if objects is None else {id(obj) for obj in objects}
    dispatch = session.dispatch
    if session._changed and (wanted is not None or dispatch.after_flush or dispatch.after_flush_postexec):
        # Who is asked for one by one needs a state to be asked by.
        session._changed.take_all_apart()
    plain = collector.plain
    for obj in session._new.values():
        if wanted is not None and id(obj) not in wanted:
            continue
        state = obj.__dict__[STATE]
        if state.is_own:
            collector.take_new(state, obj)
        elif state in plain:
            # It was constructed and added, and no relationship was touched: only its columns matter.
            plain[state].append(obj)
        else:
            plain[state] = [obj]
    _take_modified(collector, session, wanted)
    for state, obj in list(session._deleted.items()):
        if wanted is None or id(obj) in wanted:
            collector.delete(state, obj, None)
    yield from collector.follow()
    return arranged(session, collector.changes, saved=collector.saved, deleted=collector.deleted, plain=collector.plain)


def _take_modified(collector: _Collector, session: Any, wanted: set[int] | None) -> None:
    """Changed objects: where only columns changed, and nobody follows them, there is nothing more to ask."""
    modified, deleted, saved = session._modified, session._deleted, collector.saved
    last: Any = None
    followed: frozenset[str] = frozenset()
    more = bool(deleted) or wanted is not None
    for state in () if more else modified:
        if state.mapper is not last:
            last, followed = state.mapper, follow_keys(state.mapper)
        if (
            state.parents is not None
            or state.queued is not None
            or (followed and not followed.isdisjoint(state.committed))
        ):
            more = True
            break
    if not more:
        saved.update(modified)
        return
    for state, obj in modified.items():
        if state in deleted or (wanted is not None and id(obj) not in wanted):
            continue
        if state.parents is None and state.queued is None and follow_keys(state.mapper).isdisjoint(state.committed):
            saved[state] = obj
        else:
            collector.take_changed(state, obj)


class _Collector:
    """The work of `collect`: grows the set of states until nothing is added."""

    __slots__ = ("associated", "associating", "changes", "deleted", "plain", "queue", "saved", "session")

    def __init__(self, session: Any) -> None:
        self.session = session
        self.changes = ChangeSet()
        self.saved: dict[Any, Any] = {}
        self.deleted: dict[Any, Any] = {}
        self.plain: dict[Any, list[Any]] = {}
        self.queue: list[tuple[Any, bool]] = []
        self.associating: set[Any] = set()
        self.associated: set[tuple[Any, Any, Any]] = set()

    # -- who takes part ----------------------------------------------------------------------------------------

    def take_new(self, state: Any, obj: Any) -> None:
        if is_removed_orphan(state):
            self.changes.expunged.append(state)
        else:
            self.save(state, obj, None)

    def take_changed(self, state: Any, obj: Any) -> None:
        if is_removed_orphan(state):
            self.delete(state, obj, "it has no parent left (delete-orphan)")
        else:
            self.save(state, obj, None)

    def save(self, state: Any, obj: Any, reason: str | None) -> None:
        if state in self.saved or state in self.deleted:
            return
        self.saved[state] = obj
        if reason is not None:
            self.changes.reasons[state] = reason
        self.queue.append((state, False))

    def delete(self, state: Any, obj: Any, reason: str | None) -> None:
        if state in self.deleted:
            return
        self.saved.pop(state, None)
        if state._key is None:
            self.changes.expunged.append(state)
            return
        self.deleted[state] = obj
        if reason is not None:
            self.changes.reasons[state] = reason
        self.queue.append((state, True))

    def follow(self) -> Plan[None]:
        """Walk the relationships of all who take part, until no one is added."""
        position = 0
        while position < len(self.queue):
            state, is_delete = self.queue[position]
            position += 1
            if is_delete:
                yield from self._follow_deleted(state, self.deleted[state])
            elif state in self.saved and (left := self._follow_new(state, self.saved[state])):
                yield from self._follow_saved(state, self.saved[state], left)

    # -- relationships of an object that is saved ----------------------------------------------------------------

    def _follow_new(self, state: Any, obj: Any) -> Any:
        """Follow the references and collections that a new object was given; what else there is to follow is answered."""
        relationships = flush_relationships(state.mapper)
        if state._key is not None or state.queued:
            return relationships
        committed, present, owner = state.committed, obj.__dict__, self.session._owner
        left: list[Any] = []
        for relationship in relationships:
            key = relationship.key
            if key not in committed:
                continue
            before = committed[key]
            value = present.get(key)
            if relationship.direction is MANYTOONE and before is NO_VALUE and value is not None:
                target = value.__dict__[STATE]
                if target.is_own and target.owner is owner and not target._deleted:
                    self._link(relationship, target, state, _reason("{} was set", relationship))
                    continue
            elif relationship.direction is ONETOMANY and before == [] and type(before) is list:
                adapter = adapter_of(value)
                if adapter is not None and self._follow_members(relationship, state, obj, adapter.members()):
                    continue
            left.append(relationship)
        return left

    def _follow_members(self, relationship: Any, state: Any, obj: Any, members: list[Any]) -> bool:
        """Link the members of a new object's collection; False, nothing done, if one of them is not in the session."""
        owner = self.session._owner
        states = []
        for child in members:
            child_state = None if child is None else child.__dict__[STATE]
            if child_state is None or not child_state.is_own or child_state.owner is not owner or child_state._deleted:
                return False
            states.append(child_state)
        mirror = _mirror(relationship)
        reason = _reason("it was added to {}", relationship)
        saved = self.saved
        for child, child_state in zip(members, states, strict=True):
            if child_state not in saved:
                self.save(child_state, child, reason)
            if child_state._key is None and mirror in child_state.committed and child.__dict__.get(mirror) is obj:
                continue  # a new member links itself, when its own side is followed
            self._link(relationship, state, child_state, reason)
        return True

    def _follow_saved(self, state: Any, obj: Any, relationships: Iterable[Any]) -> Plan[None]:
        committed, queued = state.committed, state.queued
        for relationship in relationships:
            key = relationship.key
            if key in committed or (queued and key in queued):
                yield from self._load_former(relationship, state, obj)
                if (
                    key not in obj.__dict__
                    and not relationship.passive_updates
                    and self._key_changed(relationship, state)
                ):
                    yield from self._stored_members(relationship, state, obj)
                history = state.mapper.impls[key].get_history(state, obj.__dict__, _AS_IN_MEMORY)
                if relationship.direction is ONETOMANY:
                    yield from self._children_changed(relationship, state, history)
                elif relationship.direction is MANYTOONE:
                    yield from self._reference_changed(relationship, state, history)
                elif relationship.direction is MANYTOMANY:
                    yield from self._partners_changed(relationship, state, history)
            elif state._key is not None and self._key_changed(relationship, state):
                if relationship.passive_updates:
                    members = state.mapper.impls[key].members(obj, obj.__dict__, PASSIVE_NO_INITIALIZE)
                else:
                    members = yield from self._stored_members(relationship, state, obj)
                for child in members:
                    self._link_child(relationship, state, child, "the key it points to changes")

    def _key_changed(self, relationship: Any, state: Any) -> bool:
        """Whether members must be given a new key; with `passive_updates` the database does it.

        But for rows of the same table, which are written in one order with this one.
        """
        mapper = state.mapper
        if relationship.direction is not ONETOMANY or (
            relationship.passive_updates and relationship.mapper.base_mapper is not mapper.base_mapper
        ):
            return False
        return not state.committed.keys().isdisjoint(pointed_at(relationship, mapper))

    def _children_changed(self, relationship: Any, state: Any, history: Any) -> Plan[None]:
        for child in history.added:
            if child is not None:
                self._link_child(relationship, state, child, f"it was added to {relationship}")
        if state._key is not None and self._key_changed(relationship, state):
            for child in history.unchanged:
                self._link_child(relationship, state, child, "the key it points to changes")
        mirror = _mirror(relationship)
        for child in history.deleted:
            if child is None:
                continue
            child_state = promote(child)
            if child_state.owner.session is not self.session:
                continue
            parent = child.__dict__.get(mirror)
            if parent is not None and parent is not state.ref():
                continue  # it has another parent now, which its own side follows
            if relationship.cascade.delete_orphan:
                if is_removed_orphan(child_state):
                    self.delete(child_state, child, f"it was removed from {relationship} (delete-orphan)")
                    yield from self._delete_along(child_state, child)
            elif relationship.passive_deletes != "all" or state._key is not None:
                self._clear(relationship, child_state, child, f"it was removed from {relationship}")

    def _link_child(self, relationship: Any, state: Any, child: Any, reason: str) -> None:
        child_state = promote(child)
        if not self._in_session(relationship, child_state, "add"):
            return
        self.save(child_state, child, reason)
        self._link(relationship, state, child_state, reason)

    def _link(self, relationship: Any, source: Any, dest: Any, reason: str) -> None:
        links = self.changes.late_links if relationship.post_update else self.changes.links
        links.append(Link(relationship, source, dest, reason))

    def _clear(self, relationship: Any, child_state: Any, child: Any, reason: str) -> None:
        if child_state in self.deleted or child_state._key is None or child_state._deleted:
            return
        self.save(child_state, child, reason)
        self._link(relationship, None, child_state, reason)

    def _reference_changed(self, relationship: Any, state: Any, history: Any) -> Plan[None]:
        target = history.added[0] if history.added else None
        if target is not None:
            target_state = promote(target)
            if self._in_session(relationship, target_state, "add"):
                self._link(relationship, target_state, state, f"{relationship} was set")
        elif history.added or history.deleted:
            self._link(relationship, None, state, f"{relationship} was set to None")
        if relationship.cascade.delete_orphan:
            for former in history.deleted:
                former_state = promote(former) if former is not None else None
                if former_state is not None and is_removed_orphan(former_state):
                    self.delete(former_state, former, f"it was removed from {relationship} (delete-orphan)")
                    yield from self._delete_along(former_state, former)

    def _partners_changed(self, relationship: Any, state: Any, history: Any) -> Plan[None]:
        for child in history.added:
            if child is not None and self._in_session(relationship, promote(child), "add"):
                self._associate(relationship, state, promote(child), added=True)
        for child in history.deleted:
            if child is None:
                continue
            child_state = promote(child)
            if child_state._deleted:
                continue  # the rows went with it
            self._associate(relationship, state, child_state, added=False)
            if relationship.cascade.delete_orphan and is_removed_orphan(child_state):
                self.delete(child_state, child, f"it was removed from {relationship} (delete-orphan)")
                yield from self._delete_along(child_state, child)

    def _associate(self, relationship: Any, parent: Any, child: Any, *, added: bool) -> None:
        for other in relationship._reverse_property:
            if (other, child, parent) in self.associated:
                return
            if other in self.associating:
                # The same rows seen from the other side: those of one table are written together.
                relationship, parent, child = other, child, parent
                break
        self.associating.add(relationship)
        if (relationship, parent, child) not in self.associated:
            self.associated.add((relationship, parent, child))
            self.changes.associations.append(Association(relationship, parent, child, added=added))

    def _in_session(self, relationship: Any, state: Any, operation: str) -> bool:
        if state.owner.session is self.session and not state._deleted:
            return True
        warn(
            f"Object of type <{state.mapper.class_.__name__}> not in session, {operation} operation along "
            f"'{relationship}' will not proceed{_AUTOFLUSH_NOTE if self.session._autoflushing else ''}"
        )
        return False

    # -- relationships of an object that is deleted -----------------------------------------------------------------

    def _follow_deleted(self, state: Any, obj: Any) -> Plan[None]:
        for relationship in flush_relationships(state.mapper):
            direction = relationship.direction
            if direction is MANYTOONE:
                if relationship.cascade.delete:
                    yield from self._delete_members(relationship, state, obj)
                elif relationship.post_update and any((yield from self._members(relationship, state, obj))):
                    self.changes.late_links.append(Link(relationship, None, state, "the row is deleted"))
                continue
            if relationship.passive_deletes == "all":
                continue
            members, former = yield from self._members(relationship, state, obj)
            # Whoever left before is deleted only where that is what becomes of those who leave.
            for child in former:
                self._leave_child(relationship, state, child, goes=relationship.cascade.delete_orphan)
            for child in members:
                self._leave_child(relationship, state, child, goes=relationship.cascade.delete)
            if relationship.cascade.delete_orphan:
                members += former
            if relationship.cascade.delete and direction is ONETOMANY:
                for child in members:
                    yield from self._delete_along(promote(child), child)

    def _leave_child(self, relationship: Any, state: Any, child: Any, *, goes: bool) -> None:
        """`state` is deleted: its `child` goes too, or loses its foreign key, or its association row."""
        child_state = promote(child)
        if relationship.direction is MANYTOMANY:
            self._associate(relationship, state, child_state, added=False)
            if goes:
                self.delete(child_state, child, f"delete cascades along {relationship}")
        elif goes:
            if child_state.owner.session is self.session:
                self.delete(child_state, child, f"delete cascades along {relationship}")
        elif child_state.owner.session is self.session:
            self._clear(relationship, child_state, child, f"its parent in {relationship} is deleted")

    def _members(self, relationship: Any, state: Any, obj: Any) -> Plan[tuple[list[Any], list[Any]]]:
        """The members a deleted object has, and those it had before; passive deletes take what is in memory."""
        key = relationship.key
        impl = state.mapper.impls[key]
        if not relationship.passive_deletes:
            if key not in obj.__dict__:
                yield from self._stored_members(relationship, state, obj)
            yield from self._load_former(relationship, state, obj)
        history = impl.get_history(state, obj.__dict__, PASSIVE_NO_INITIALIZE)
        former = [child for child in history.deleted if child is not None and not _has_other_parent(impl, child)]
        return [child for child in history.unchanged if child is not None], former

    def _stored_members(self, relationship: Any, state: Any, obj: Any) -> Plan[list[Any]]:
        """The members, loaded by the key that the database has, if that is about to change."""
        present, committed = obj.__dict__, state.committed
        # (A reference is looked up by what it holds now.)
        keys = [] if relationship.direction is MANYTOONE else pointed_at(relationship, state.mapper)
        changed = {key: present[key] for key in keys if key in present and committed.get(key, NO_VALUE) is not NO_VALUE}
        present.update((key, committed[key]) for key in changed)
        try:
            members: list[Any] = yield from self.session.plan_members(obj, state, relationship.key)
        finally:
            present.update(changed)
        return members

    def _load_former(self, relationship: Any, state: Any, obj: Any) -> Plan[None]:
        """Who was referred to before and is not known, but must be: it is deleted, or points here no more."""
        key, committed = relationship.key, state.committed
        if committed.get(key) is not PASSIVE_NO_RESULT or not (
            relationship.cascade.delete_orphan or relationship.direction is ONETOMANY
        ):
            return
        committed[key] = former = yield from self.session.plan_former_reference(obj, state, key)
        impl = state.mapper.impls[key]
        if impl.track_parent and former is not None and former is not obj.__dict__.get(key):
            impl.set_parent(promote(former), state, False)

    def _delete_members(self, relationship: Any, state: Any, obj: Any) -> Plan[None]:
        for child in (yield from self._doomed(relationship, state, obj)):
            self.delete(promote(child), child, f"delete cascades along {relationship}")

    def _doomed(self, relationship: Any, state: Any, obj: Any) -> Plan[list[Any]]:
        """The members that go with a deleted object, where delete cascades to them."""
        members, former = yield from self._members(relationship, state, obj)
        return [*members, *former] if relationship.cascade.delete_orphan else members

    def _delete_along(self, state: Any, obj: Any) -> Plan[None]:
        """All that deleting `obj` deletes with it, along `cascade="delete"`; loaded as far as needed."""
        for relationship in flush_relationships(state.mapper):
            if relationship.cascade.delete and state in self.deleted:
                for child in (yield from self._doomed(relationship, state, obj)):
                    child_state = promote(child)
                    if child_state not in self.deleted:
                        self.delete(child_state, child, f"delete cascades along {relationship}")
                        yield from self._delete_along(child_state, child)


def _reason(words: str, relationship: Any) -> str:
    """Why a row takes part, in words; written once per relationship."""
    written = relationship.parent.emitted
    key = (words, relationship.key)
    reason = written.get(key)
    if reason is None:
        reason = written[key] = words.format(relationship)
    return str(reason)


def _mirror(relationship: Any) -> str | None:
    """The many-to-one attribute of the members that says the same as this one-to-many."""
    made = relationship.parent.emitted
    place = ("flush.mirror", relationship.key)
    if place not in made:
        made[place] = _find_mirror(relationship)
    mirror: str | None = made[place]
    return mirror


def _find_mirror(relationship: Any) -> str | None:
    for other in relationship._reverse_property:
        if (
            other.direction is MANYTOONE
            and not other.viewonly
            and other.post_update == relationship.post_update
            and other.mapper is relationship.parent
            and set(other.synchronize_pairs) == set(relationship.synchronize_pairs)
        ):
            return str(other.key)
    return None


def _has_other_parent(impl: Any, child: Any) -> bool:
    return bool(impl.has_parent(promote(child))) if impl.track_parent else False


def is_removed_orphan(state: Any) -> bool:
    """Whether the object was taken from a parent that it may not exist without (delete-orphan)."""
    parents = state.parents
    if not parents or False not in parents.values():
        return False
    return any(parents.get(token) is False for token in delete_orphan_tokens(state.mapper))
