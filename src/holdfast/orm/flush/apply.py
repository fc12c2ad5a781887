"""After the rows are written: identities, states and the session's sets follow, and handlers hear of it.

No I/O. Until here a flush has changed no state's identity, so one that fails leaves nothing to undo on states.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any
from weakref import ref

from ...util import warn
from ..state import BORN, DETACHED, LATE, STATE, LoadState, promote, state_str
from .relations import owns_key


def apply(context: Any) -> None:
    """Make the session agree with the database after a flush."""
    session, changes = context.session, context.changes
    snapshot = session._transaction.snapshot
    for state in changes.expunged:
        _let_go(session, state)
    for states in changes.deletes.values():
        for state in states:
            _deleted(session, snapshot, state)
    for states in changes.updates.values():
        _all_updated(session, snapshot, changes, states)
    for shared in changes.shared.values():
        _all_written(session, snapshot, shared)
    for objects in changes.inserts.values():
        mapper = _mapper_of(objects[0])
        if mapper.base_mapper is mapper and len(mapper.self_and_descendants) == 1:
            _inserted(session, snapshot, mapper, objects)
            continue
        for mapper, run in groupby(objects, key=_mapper_of):
            _inserted(session, snapshot, mapper, list(run))
    _expire(context)
    if session._new and changes.inserts:
        _forget_new(session, changes)
    _events(session, changes)


def _mapper_of(obj: Any) -> Any:
    return obj.__dict__[STATE].mapper


def _inserted(session: Any, snapshot: Any, mapper: Any, objects: list[Any]) -> None:
    """New objects become persistent: those without a state of their own share one, the cohort of their birth."""
    dicts = [obj.__dict__ for obj in objects]
    keys = list(map(mapper.pk_of, dicts))
    refs = [ref(obj) for obj in objects]
    identities = session.identity_map.refs_of(mapper.identity_mapper)
    if not identities.keys().isdisjoint(keys):
        _warn_of_replaced(mapper, identities, keys, objects)
    identities.update(zip(keys, refs, strict=True))
    born = LoadState(mapper, session._owner, [], BORN)
    for values in dicts:
        if values[STATE].is_own:
            break
    else:
        for values in dicts:
            values[STATE] = born
        born.refs = refs
        snapshot.born.append(born)
        return
    cohort, new = born.refs, snapshot.new
    for values, key, reference in zip(dicts, keys, refs, strict=True):
        state = values[STATE]
        if state.is_own:
            state.pk, state._key = key, LATE
            state.load = born
            state.committed.clear()
            state.modified = False
            if state.queued or state.expired_attributes or state.expired:
                state.commit_all()
            new[state] = None
        else:
            values[STATE] = born
            cohort.append(reference)
    if cohort:
        snapshot.born.append(born)


def _warn_of_replaced(mapper: Any, identities: dict[Any, Any], keys: list[Any], objects: list[Any]) -> None:
    for key, obj in zip(keys, objects, strict=True):
        reference = identities.get(key)
        other = None if reference is None else reference()
        if other is not None and other is not obj:
            identity = (mapper.identity_mapper.class_, key if isinstance(key, tuple) else (key,), None)
            warn(
                f"Identity map already had an identity for {identity}, replacing it with newly flushed object. "
                "Are there load operations occurring inside of an event handler within the flush?"
            )


def _all_updated(session: Any, snapshot: Any, changes: Any, states: list[Any]) -> None:
    """Changed objects are unchanged again; those whose identity changed are found under the new one."""
    modified = session._modified
    switched = changes.switched
    last: Any = None
    key_names: frozenset[str] = frozenset()
    for state in states:
        if state.mapper is not last:
            last = state.mapper
            key_names = frozenset(last.pk_keys)
        if switched and state in switched:
            _switched(session, snapshot, changes, state)
        elif not key_names.isdisjoint(state.committed):
            _rekeyed(session, snapshot, changes, state)
        state.committed.clear()
        state.modified = False
        if state.expired_attributes or state.queued or state.expired:
            state.commit_all()
    written = dict.fromkeys(states)
    snapshot.dirty.update(written)
    if modified.keys() <= written.keys():
        modified.clear()
    else:
        for state in states:
            modified.pop(state, None)


def _all_written(session: Any, snapshot: Any, shared: list[Any]) -> None:
    """Changed objects that have no state of their own are unchanged again."""
    nested = session._transaction.nested
    for one in shared:
        for state in one.promoted or ():
            # Somebody looked at it while it was written.
            state.commit(one.names)
            if not state.committed and not state.queued:
                state.modified = False
                session._modified.pop(state, None)
            snapshot.dirty[state] = None
        if nested:
            snapshot.written.append((one.mapper.identity_mapper, list(one.changes)))
        session._changed.share_again(one)


def _switched(session: Any, snapshot: Any, changes: Any, state: Any) -> None:
    """A new object took over the row of a deleted one."""
    obj, former = changes.objects[state], changes.switched[state]
    session.identity_map.safe_discard(former)
    session._deleted.pop(former, None)
    former._deleted = True
    snapshot.deleted[former] = None
    session._new.pop(id(obj), None)
    state.key = owns_key(state.mapper, obj.__dict__)
    snapshot.new[state] = None
    session.identity_map.replace(state)


def _rekeyed(session: Any, snapshot: Any, changes: Any, state: Any) -> None:
    """The primary key was set; if it changed, the object has another identity now."""
    key = owns_key(state.mapper, changes.objects[state].__dict__)
    if key is None or key == state.key:
        return
    snapshot.rekeyed(state, state.key, key)
    session.identity_map.safe_discard(state)
    state.key = key
    if session.identity_map.replace(state) is not None:
        warn(
            f"Identity map already had an identity for {key}, replacing it with newly flushed object {state_str(state)}."
        )


def _deleted(session: Any, snapshot: Any, state: Any) -> None:
    session.identity_map.safe_discard(state)
    session._deleted.pop(state, None)
    session._modified.pop(state, None)
    state._deleted = True
    snapshot.deleted[state] = None


def _let_go(session: Any, state: Any) -> None:
    """A pending orphan leaves the session unsaved."""
    obj = state.ref()
    if obj is not None and session._new.pop(id(obj), None) is not None:
        state.owner = DETACHED
        for handler in session.dispatch.pending_to_transient:
            handler(session, obj)


def _expire(context: Any) -> None:
    """Attributes whose value only the database knows are loaded when they are read."""
    if not context.expired:
        return
    by_dict = {id(obj.__dict__): obj for objects in context.changes.inserts.values() for obj in objects}
    by_dict.update((id(obj.__dict__), obj) for obj in context.changes.objects.values())
    for dicts, keys in context.expired:
        if keys:
            for values in dicts:
                obj = by_dict.get(id(values))
                if obj is not None:
                    promote(obj).expire_attributes(values, keys)


def _forget_new(session: Any, changes: Any) -> None:
    count = sum(map(len, changes.inserts.values()))
    if count == len(session._new):
        session._new.clear()
        return
    for objects in changes.inserts.values():
        for obj in objects:
            session._new.pop(id(obj), None)


def _events(session: Any, changes: Any) -> None:
    dispatch = session.dispatch
    if dispatch.pending_to_persistent:
        for objects in changes.inserts.values():
            for obj in objects:
                for handler in dispatch.pending_to_persistent:
                    handler(session, obj)
    if dispatch.persistent_to_deleted:
        for states in changes.deletes.values():
            for state in states:
                for handler in dispatch.persistent_to_deleted:
                    handler(session, changes.objects[state])
