"""What a session is between its statements: its objects and their sets, and the moves between them. No I/O.

`Session` adds the methods that run plans. Left boxes call the underscored methods named in the contracts note:
`_register_modified`, `_cascade_save_update`, `_orphan_removed`, `_expunge_states`.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from ... import exc
from ...plan import ask
from ...util import IdentitySet, late
from ..collections import adapter_of
from ..exc import UnmappedInstanceError
from ..flags import NO_VALUE
from ..identity import IdentityMap
from ..state import DETACHED, STATE, LoadState, Owner, SharedChanges, promote, state_str
from . import plans_commit, restore
from .events import SessionEvents, SessionTarget
from .transaction import Bound, SessionTransaction, SessionTransactionOrigin

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...plan import Plan

flush = late("holdfast.orm.flush")

_NO_KEYS: frozenset[str] = frozenset()
_NO_VALUES: dict[str, Any] = {}
_numbers = count(1)
_sessions: weakref.WeakValueDictionary[int, SessionCore] = weakref.WeakValueDictionary()


class SessionCore(SessionTarget):
    """The state of a session. `_new` is by `id(obj)`, as a new object need not have a state of its own."""

    autoflush: bool
    expire_on_commit: bool
    autobegin: bool
    twophase: bool

    def _init_core(self) -> None:
        self.hash_key = next(_numbers)
        self.dispatch: Any = SessionEvents.class_table(type(self))
        self.identity_map = IdentityMap()
        self._owner = Owner(self)
        self._new: dict[int, Any] = {}
        self._deleted: dict[Any, Any] = {}
        # Changed objects: those that have a state of their own, and those that share theirs.
        self._modified: dict[Any, Any] = {}
        self._changed = SharedChanges(promote)
        self._pending_states: dict[Any, LoadState] = {}
        self._lone_places: dict[Any, tuple[dict[Any, Any], LoadState]] = {}
        self._transaction: SessionTransaction | None = None
        self._context_transaction: SessionTransaction | None = None
        # The connection of the transaction under way and what it is for, when there is nothing left to ask.
        self._at_hand: Any = None
        self._at_hand_bind: Any = None
        self._held: dict[Any, Any] = {}
        self._is_async = False
        self._flushing = False
        self._autoflushing = False
        self._closed = False
        _sessions[self.hash_key] = self

    # -- transactions ------------------------------------------------------------------------------------------------

    def _autobegin(self) -> SessionTransaction:
        """Begin because something is about to be done; refused when the session may not."""
        context = self._context_transaction
        if context is not None:
            raise exc.InvalidRequestError(plans_commit.CLOSED_CONTEXT)
        if self._closed:
            raise exc.InvalidRequestError(
                "This Session has been permanently closed and is unable to handle any more transaction requests."
            )
        if not self.autobegin:
            raise exc.InvalidRequestError(
                "Autobegin is disabled on this Session; please call session.begin() to start a new transaction"
            )
        return self._new_transaction(SessionTransactionOrigin.AUTOBEGIN, None)

    def _new_transaction(
        self, origin: SessionTransactionOrigin, parent: SessionTransaction | None
    ) -> SessionTransaction:
        transaction = SessionTransaction(self, origin, parent)
        self._transaction = transaction
        self._at_hand = None
        for handler in self.dispatch.after_transaction_create:
            handler(self, transaction)
        return transaction

    def _subtransaction(self, parent: SessionTransaction) -> SessionTransaction | None:
        """The transaction that handlers see during a flush; made only for them."""
        dispatch = self.dispatch
        if not (dispatch.after_transaction_create or dispatch.after_transaction_end or dispatch.after_soft_rollback):
            return None
        inner = SessionTransaction(self, SessionTransactionOrigin.SUBTRANSACTION, parent)
        for handler in dispatch.after_transaction_create:
            handler(self, inner)
        return inner

    def _new_bound(self, connection: Any, transaction: Any, owns_connection: bool, owns_transaction: bool) -> Bound:
        return Bound(connection, transaction, owns_connection=owns_connection, owns_transaction=owns_transaction)

    def _mark_lost(self, error: BaseException) -> None:
        """A plan was dropped in the middle of a flush: what reached the database is unknown until rollback()."""
        transaction = self._transaction
        if transaction is not None and transaction.is_active:
            transaction.cause = error
            transaction.advance("deactivate")

    def _call(self, handler: Callable[..., Any], *arguments: Any) -> Plan[Any]:
        """Call a handler that may itself use the session, as a request: the async runner gives it a thread."""
        return ask.call(handler, *arguments)

    # -- the sets ------------------------------------------------------------------------------------------------------

    @property
    def new(self) -> IdentitySet:
        """Objects that were added and not yet written."""
        return IdentitySet(self._new.values())

    @property
    def deleted(self) -> IdentitySet:
        """Objects that `delete()` marked and whose rows are still there."""
        return IdentitySet(self._deleted.values())

    @property
    def dirty(self) -> IdentitySet:
        """Persistent objects with an attribute that was set, whether or not its value changed."""
        changed = self._changed.objects()
        return IdentitySet([*(obj for state, obj in self._modified.items() if state not in self._deleted), *changed])

    def _is_clean(self) -> bool:
        return not (self._new or self._modified or self._changed or self._deleted)

    def _contains_state(self, state: Any) -> bool:
        if state.owner.session is not self:
            return False
        return bool(not state._deleted)

    def __contains__(self, instance: object) -> bool:
        state = _shared_state(instance)
        return bool(state.owner.session is self and not state._deleted)

    def __iter__(self) -> Iterator[object]:
        return iter([*self._new.values(), *self.identity_map.values()])

    # -- what objects tell ------------------------------------------------------------------------------------------------

    def _register_modified(self, state: Any, obj: Any) -> None:
        """A persistent object changed: hold it until its change is written."""
        if state._key is not None and not state._deleted:
            if self._transaction is None:
                self._autobegin()
            self._modified[state] = obj

    def _share_changes(self, shared: Any, key: str) -> Any:
        """The state for objects that share `shared` and change `key`; False if each needs a state of its own."""
        if key not in flush.shareable_keys(shared.mapper):
            shared.following = {**shared.following, key: False}
            return False
        if self._transaction is None:
            self._autobegin()
        return self._changed.begin(shared, key, self)

    def _note_written(self, obj: Any) -> None:
        """A statement wrote the row of an object: a rollback to the savepoint before it makes its values old."""
        if self._transaction is not None and self._transaction.nested:
            self._transaction.snapshot.dirty[promote(obj)] = None

    def _cascade_save_update(self, obj: Any, target: Any) -> None:
        """`target` became a member of `obj`, which is here: it comes in too."""
        if target is not None:
            state = promote(target)
            if state.owner.session is not self or state._deleted:
                self._save_or_update(state, target)

    def _orphan_removed(self, state: Any, obj: Any, relationship: Any) -> None:
        """A pending object lost the parent it may not be without: it leaves again."""
        if id(obj) in self._new and flush.is_removed_orphan(state):
            self._expunge_states([state])

    # -- coming in -------------------------------------------------------------------------------------------------------

    def _add(self, instance: Any) -> None:
        """Take an object in, and all it leads to along save-update."""
        try:
            present = instance.__dict__
            shared = present[STATE]
        except (AttributeError, KeyError):
            shared = _shared_state(instance)
            present = instance.__dict__
        if self._transaction is None:
            self._autobegin()
        mapper = shared.mapper
        if (
            shared is mapper.new_state
            and _relationship_keys(mapper).isdisjoint(present)
            and not (dispatch := self.dispatch).before_attach
            and not dispatch.after_attach
            and not dispatch.transient_to_pending
        ):
            # Just constructed and nothing but columns: it keeps sharing a state, one of this session's.
            pending = self._pending_states.get(mapper)
            if pending is None:
                pending = self._pending_states[mapper] = LoadState(mapper, self._owner, transient=True)
            present[STATE] = pending
            self._new[id(instance)] = instance
            return
        self._save_or_update(promote(instance), instance)

    def _add_all(self, instances: Iterable[Any]) -> None:
        """`_add` each; where one kept sharing a state, others of its class follow without asking again."""
        add, new, pending_states = self._add, self._new, self._pending_states
        shared = pending = None
        keys: frozenset[str] = _NO_KEYS
        for instance in instances:
            present = getattr(instance, "__dict__", _NO_VALUES)
            found = present.get(STATE)
            if found is shared is not None and keys.isdisjoint(present):
                present[STATE] = pending
                new[id(instance)] = instance
                continue
            add(instance)
            if found is not None and found is not shared and found.transient:
                pending = pending_states.get(found.mapper)
                if instance.__dict__[STATE] is pending is not None:
                    shared, keys = found, _relationship_keys(found.mapper)

    def _save_or_update(self, state: Any, obj: Any) -> None:
        self._take_in(state, obj)
        owner, waiting = self._owner, [(state, obj)]
        for current, holder in waiting:
            for relationship in _save_update(current.mapper):
                members = _members_in_memory(relationship.key, current, holder.__dict__)
                if members is None:
                    # Members that left: the long road knows them all.
                    present, seen = holder.__dict__, {current}
                    for member, _, member_state, _ in relationship.cascade_iterator(
                        "save-update", current, present, seen, self._contains_state
                    ):
                        self._take_in(member_state, member)
                        waiting.append((member_state, member))
                    continue
                for member in members:
                    if member is None:
                        continue
                    shared = member.__dict__.get(STATE) or promote(member)
                    if shared.owner is owner and not shared._deleted:
                        continue
                    mapper = shared.mapper
                    if mapper is not relationship.mapper and not mapper.isa(relationship.mapper):
                        raise AssertionError(
                            f"Attribute '{relationship.key}' on class '{relationship.parent.class_}' doesn't handle "
                            f"objects of type '{type(member)}'"
                        )
                    member_state = shared if shared.is_own else promote(member)
                    self._take_in(member_state, member)
                    waiting.append((member_state, member))

    def _take_in(self, state: Any, obj: Any) -> None:
        if state._key is None:
            self._save(state, obj)
        else:
            self._update(state, obj)

    def _save(self, state: Any, obj: Any) -> None:
        dispatch = self.dispatch
        if (
            state.owner is DETACHED
            and self._transaction is not None
            and not (dispatch.before_attach or dispatch.after_attach or dispatch.transient_to_pending)
        ):
            # Nobody has it and nobody listens: the common case.
            self._new[id(obj)] = obj
            state.owner = self._owner
            return
        if not self._before_attach(state, obj):
            return
        self._new[id(obj)] = obj
        self._attached(state, obj)
        for handler in self.dispatch.transient_to_pending:
            handler(self, obj)

    def _update(self, state: Any, obj: Any) -> None:
        """A detached object becomes persistent here."""
        if state.owner.session is self and not state._deleted:
            self._deleted.pop(state, None)
            return
        if state._deleted:
            raise exc.InvalidRequestError(
                f"Instance '{state_str(state)}' has been deleted.  Use the make_transient() function to send this object "
                "back to the transient state."
            )
        if not self._before_attach(state, obj):
            return
        self.identity_map.add(state)
        self._attached(state, obj)
        if state.modified:
            self._modified[state] = obj
        for handler in self.dispatch.detached_to_persistent:
            handler(self, obj)

    def _before_attach(self, state: Any, obj: Any) -> bool:
        owner = state.owner.session
        if owner is self:
            return False
        if owner is not None:
            raise exc.InvalidRequestError(
                f"Object '{state_str(state)}' is already attached to session '{owner.hash_key}' (this is '{self.hash_key}')"
            )
        if self._transaction is None:
            self._autobegin()
        for handler in self.dispatch.before_attach:
            handler(self, obj)
        return True

    def _attached(self, state: Any, obj: Any) -> None:
        state.owner = self._owner
        for handler in self.dispatch.after_attach:
            handler(self, obj)

    # -- going out -------------------------------------------------------------------------------------------------------

    def _expunge(self, instance: Any) -> None:
        state = promote_checked(instance)
        if state.owner.session is not self:
            raise exc.InvalidRequestError(f"Instance {state_str(state)} is not present in this Session")
        members = [found[2] for found in state.mapper.cascade_iterator("expunge", state)]
        self._expunge_states([state, *members])

    def _expunge_states(self, states: Iterable[Any]) -> None:
        """Let objects go: pending ones become transient, persistent ones detached."""
        for state in states:
            obj = state.ref()
            if state.owner.session is not self or obj is None:
                continue
            if self._new.pop(id(obj), None) is not None:
                state.owner = DETACHED
                state.load = state.mapper.new_state
                handlers = self.dispatch.pending_to_transient
            else:
                self.identity_map.safe_discard(state)
                self._deleted.pop(state, None)
                self._modified.pop(state, None)
                was_deleted = state._deleted
                state.owner = DETACHED
                handlers = self.dispatch.deleted_to_detached if was_deleted else self.dispatch.persistent_to_detached
            for handler in handlers:
                handler(self, obj)

    def _expunge_all(self) -> None:
        """Let all objects go at once: the cell they share is emptied."""
        dispatch = self.dispatch
        new = list(self._new.values())
        held = self.identity_map.values() if dispatch.persistent_to_detached else []
        self._new.clear()
        self._owner.release()
        self._changed.take_all_apart()
        self._owner = Owner(self)
        self._pending_states.clear()
        self._lone_places.clear()
        self.identity_map.clear()
        self._held.clear()
        self._deleted.clear()
        self._modified.clear()
        for obj in held:
            for handler in dispatch.persistent_to_detached:
                handler(self, obj)
        for obj in new:
            present = obj.__dict__
            shared = present[STATE]
            if shared.is_own:
                shared.owner = DETACHED
                shared.load = shared.mapper.new_state
            else:
                present[STATE] = shared.mapper.new_state
            for handler in dispatch.pending_to_transient:
                handler(self, obj)

    # -- expiry ------------------------------------------------------------------------------------------------------------

    def _require_persistent(self, state: Any) -> None:
        if state.owner.session is not self or state._key is None:
            raise exc.InvalidRequestError(f"Instance '{state_str(state)}' is not persistent within this Session")

    def _expire_state(self, state: Any, attribute_names: Iterable[str] | None) -> None:
        self._require_persistent(state)
        if attribute_names is not None:
            state.expire_attributes(state.dict, list(attribute_names))
            return
        members = [found[2] for found in state.mapper.cascade_iterator("refresh-expire", state)]
        self._conditionally_expire(state)
        for member in members:
            self._conditionally_expire(member)

    def _conditionally_expire(self, state: Any) -> None:
        obj = state.ref()
        if obj is None:
            return
        if state._key is not None:
            state.expire(obj.__dict__)
            self._modified.pop(state, None)
        elif id(obj) in self._new and flush.delete_orphan_tokens(state.mapper):
            # It may not be without the parent that forgets it.
            self._expunge_states([state])

    def _expire_all(self) -> None:
        restore.expire_all(self)

    def _remove_deleted_row(self, state: Any) -> None:
        """The row of a held object turned out to be gone, or a DELETE statement took it."""
        self.identity_map.safe_discard(state)
        self._modified.pop(state, None)
        self._deleted.pop(state, None)
        state._deleted = True
        if self._transaction is not None:
            # A commit detaches the object, a rollback gives it back.
            self._transaction.snapshot.deleted[state] = None
        obj = state.ref()
        for handler in self.dispatch.persistent_to_deleted if obj is not None else ():
            handler(self, obj)


def _save_update(mapper: Any) -> tuple[Any, ...]:
    """The relationships along which `add` goes."""
    found = mapper.emitted.get("session.save_update")
    if found is None:
        found = tuple(one for one in mapper._props.values() if one.is_relationship and "save-update" in one.cascade)
        mapper.emitted["session.save_update"] = found
    result: tuple[Any, ...] = found
    return result


def _members_in_memory(key: str, state: Any, present: dict[str, Any]) -> Any:
    """What an object's relationship holds, without loading; None if there is more to know than the present value."""
    value = present.get(key)
    before = state.committed.get(key)
    if before is not None and before is not NO_VALUE and (before or type(before) is not list):
        return None
    if value is None:
        return ()
    if not state.mapper.impls[key].collection:
        return (value,)
    adapter = adapter_of(value)
    return None if adapter is None else adapter.members()


def _relationship_keys(mapper: Any) -> frozenset[str]:
    found = mapper.emitted.get("session.relationships")
    if found is None:
        found = frozenset(relationship.key for relationship in mapper.relationships)
        mapper.emitted["session.relationships"] = found
    result: frozenset[str] = found
    return result


def _shared_state(instance: Any) -> Any:
    """The state an object has, shared or its own; an error if it is not mapped. Looking does not promote."""
    shared = getattr(instance, "__dict__", {}).get(STATE)
    return promote_checked(instance) if shared is None else shared


def promote_checked(instance: Any) -> Any:
    """The object's own state, or the error that says it is not mapped."""
    if not hasattr(type(instance), "_sa_class_manager") or isinstance(instance, type):
        raise UnmappedInstanceError(instance)
    return promote(instance)


def object_session(instance: Any) -> Any:
    """The session an object belongs to, or None."""
    return _shared_state(instance).owner.session


def all_sessions() -> list[Any]:
    """Every session that is alive."""
    return list(_sessions.values())
