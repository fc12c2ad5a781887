"""What becomes of objects when a transaction ends: expiry after a commit, restoring after a rollback.

No I/O and no SQL: it reads the transaction's snapshot and changes states, the identity map and the session's sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...util import collector_paused
from ..flags import NO_VALUE
from ..state import DETACHED, NO_NAMES, STATE, ExpiredState, LoadState, own_names, promote

_STATE = STATE
new = object.__new__


def accept(session: Any, transaction: Any) -> None:
    """After COMMIT: expire what the session holds, let go of deleted objects. A savepoint hands over to its parent."""
    snapshot = transaction.snapshot
    if transaction.nested:
        snapshot.merge_into(transaction.parent.snapshot)
        return
    if session.expire_on_commit:
        expire_all(session)
    for state in list(snapshot.deleted):
        _detach_deleted(session, state)
    snapshot.clear()


def _detach_deleted(session: Any, state: Any) -> None:
    obj = state.ref()
    if obj is None or state.owner.session is not session or not state._deleted:
        return
    state.owner = DETACHED
    for handler in session.dispatch.deleted_to_detached:
        handler(session, obj)


def expire_all(session: Any) -> None:
    """Forget the values of all persistent objects; the next read of each asks the database (its cohort with it)."""
    with collector_paused():
        for refs in list(session.identity_map.by_mapper.values()):
            _expire_refs(refs.copy().items())
    session._modified.clear()
    session._changed.forget()


def _expire_refs(refs: Iterable[tuple[Any, Any]]) -> None:
    """Expire the objects of one base mapper: (primary key, weak reference) of each, as the identity map has them."""
    last: Any = None
    names: frozenset[str] = NO_NAMES
    collections: Any = ()
    heard: Any = ()
    plain: Any = None
    for pk, reference in refs:
        obj = reference()
        if obj is None:
            continue
        present = obj.__dict__
        state = present[_STATE]
        if state is plain and names.issuperset(present):
            # One of the same load again, and nothing but columns: nearly all are. Without a call of `__init__`.
            present.clear()
            present[_STATE] = expired = new(ExpiredState)
            expired.load, expired.pk = state, pk
            continue
        if state.expired and len(present) == 1 and not state.modified:
            continue
        mapper = state.mapper
        if mapper is not last:
            last, names, collections = mapper, own_names(mapper), mapper.collection_keys
            heard = mapper.class_manager.dispatch.expire
        if heard:
            promote(obj).expire(present)
            continue
        if collections:
            for key in collections:
                if key in present:
                    mapper.impls[key].invalidate(present[key])
        if names.issuperset(present):
            present.clear()
        else:
            for name in names:
                present.pop(name, None)
        if state.is_own:
            state.note_expired()
            present[_STATE] = state
        else:
            # Nothing else is known of it now: no state of its own is needed to say so.
            load = state if state.__class__ is LoadState else state.load
            present[_STATE] = ExpiredState(load, pk)
            plain = None if collections else load


def give_back(session: Any, transaction: Any) -> None:
    """After ROLLBACK: objects are as they were when the transaction (or savepoint) began."""
    snapshot = transaction.snapshot
    newborn = list(snapshot.newborn())
    gone = {id(obj) for obj in newborn}
    for state, (before, _) in snapshot.switched.items():
        obj = state.ref()
        if obj is None:
            continue
        session.identity_map.safe_discard(state)
        state.key = before
        if id(obj) not in gone and state.owner.session is session:
            session.identity_map.replace(state)
    for obj in newborn:
        _make_transient(session, obj)
    for obj in list(session._new.values()):
        _pending_to_transient(session, obj)
    session._new.clear()
    for state in [*snapshot.deleted, *session._deleted]:
        _undelete(session, state, gone)
    session._deleted.clear()
    _expire_after_rollback(session, transaction, snapshot)
    snapshot.clear()


def _expire_after_rollback(session: Any, transaction: Any, snapshot: Any) -> None:
    if not transaction.nested:
        expire_all(session)
        return
    session._changed.take_all_apart()
    for mapper, keys in snapshot.written:
        refs = session.identity_map.refs_of(mapper)
        _expire_refs([(key, refs[key]) for key in keys if key in refs])
    for state in [*session._modified, *snapshot.dirty]:
        obj = state.ref()
        if obj is not None and state._key is not None:
            state.expire(obj.__dict__)
    session._modified.clear()


def _pending_to_transient(session: Any, obj: Any) -> None:
    """A pending object leaves the session; its values stay, as values that were set."""
    present = obj.__dict__
    shared = present[_STATE]
    if shared.is_own:
        shared.owner = DETACHED
        shared.load = shared.mapper.new_state
    else:
        present[_STATE] = shared.mapper.new_state
    for handler in session.dispatch.pending_to_transient:
        handler(session, obj)


def _make_transient(session: Any, obj: Any) -> None:
    """An object whose INSERT was rolled back: no identity, and its values count as set again."""
    state = promote(obj)
    was_here = state.owner.session is session
    if state._key is not None:
        session.identity_map.safe_discard(state)
    present = obj.__dict__
    state.key = None
    state.owner = DETACHED
    state.load = state.mapper.new_state
    state._deleted = False
    state.expired = False
    state.expired_attributes = NO_NAMES
    impls = state.mapper.impls
    state.committed.clear()
    state.committed.update((name, NO_VALUE) for name in present if name in impls)
    state.modified = bool(state.committed)
    session._modified.pop(state, None)
    if was_here:
        for handler in session.dispatch.persistent_to_transient:
            handler(session, obj)


def _undelete(session: Any, state: Any, gone: set[int]) -> None:
    """The row of a deleted object is back."""
    obj = state.ref()
    if obj is None or id(obj) in gone or state._key is None:
        return
    was_deleted = state._deleted
    state._deleted = False
    state.owner = session._owner
    session.identity_map.replace(state)
    if was_deleted:
        for handler in session.dispatch.deleted_to_persistent:
            handler(session, obj)
