"""Collections: an attribute whose value is a list, set, dict or a user's container of objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from ..collections import CollectionAdapter, InstrumentedList, adapt_value, adapter_of
from ..flags import INCLUDE_PENDING_MUTATIONS, NO_VALUE, PASSIVE_NO_RESULT, PASSIVE_OFF, SQL_OK
from ..state import HISTORY_BLANK, STATE, History, InstanceState, collection_history, promote
from .backref import follow_removed, follow_set, join_session, leave
from .impl import OP_BULK_REPLACE, AttributeEventToken, AttributeImpl

_NO_VALUES: dict[str, Any] = {}


class QueuedChanges:
    """Members added to and removed from a collection that is not loaded."""

    __slots__ = ("added", "removed")

    def __init__(self) -> None:
        self.added: list[Any] = []
        self.removed: list[Any] = []

    def append(self, value: Any) -> None:
        if not _drop(self.removed, value):
            self.added.append(value)

    def remove(self, value: Any) -> None:
        if not _drop(self.added, value):
            self.removed.append(value)

    @property
    def added_items(self) -> list[Any]:
        return self.added

    @property
    def deleted_items(self) -> list[Any]:
        return self.removed


def _drop(items: list[Any], value: Any) -> bool:
    for index, item in enumerate(items):
        if item is value:
            del items[index]
            return True
    return False


class CollectionImpl(AttributeImpl):
    """A collection of objects; `factory` makes an empty one."""

    __slots__ = ("_bulk_token", "duck_type", "factory")

    collection: ClassVar[bool] = True
    uses_objects: ClassVar[bool] = True

    def __init__(self, mapper: Any, key: str, prop: Any, dispatch: Any, factory: Any, duck_type: Any) -> None:
        super().__init__(mapper, key, prop, dispatch)
        self.factory = factory
        self.duck_type = duck_type
        self._bulk_token = AttributeEventToken(self, OP_BULK_REPLACE)

    # -- making collections -----------------------------------------------------------------------------------

    def new_collection(self, obj: Any) -> Any:
        """An empty collection that belongs to `obj`."""
        collection = self.factory()
        CollectionAdapter(self, obj, collection)
        if self.listening:
            for listener in self.dispatch.init_collection:
                listener(obj, collection, adapter_of(collection))
        return collection

    def default(self, obj: Any, present: dict[str, Any]) -> Any:
        """The empty collection of an object that has nothing to load; it enters `__dict__` with its first member."""
        state = promote(obj)
        if state.empty_collections is None:
            state.empty_collections = {}
        elif self.key in state.empty_collections:
            return state.empty_collections[self.key]
        collection = self.new_collection(obj)
        adapter_of(collection).empty = True
        state.empty_collections[self.key] = collection
        return collection

    def settle(self, obj: Any, adapter: CollectionAdapter) -> None:
        """A default collection gets its first member: from now on it is a value of the object."""
        state = promote(obj)
        adapter.empty = False
        if state.empty_collections:
            collection = state.empty_collections.pop(self.key, None)
            if collection is not None:
                obj.__dict__[self.key] = collection

    def invalidate(self, value: Any) -> None:
        adapter = adapter_of(value)
        if adapter is not None:
            adapter.invalidated = True

    # -- called by the collection's own methods, through its adapter ------------------------------------------

    def item_added(self, obj: Any, adapter: CollectionAdapter, item: Any, initiator: Any = None) -> Any:
        """A member is about to be put in; answers what to put in its place."""
        if adapter.empty:
            self.settle(obj, adapter)
        token = self._append_token if initiator is None else initiator
        if self.checks is not None:
            for check in self.checks.append:
                item = check(obj, item, token)
        if item is not None:
            child = item._sa_instance_state
            state = self._note(obj, adapter)
            if self.track_parent:
                self.set_parent(child, state, True)
            if initiator is None or initiator.impl is self:
                join_session(self, state, item, token)
                follow_set(self, obj, item, token)
        else:
            self._note(obj, adapter)
        if self.listening:
            for listener in self.dispatch.append:
                item = listener(obj, item, token)
        return item

    def item_removed(self, obj: Any, adapter: CollectionAdapter, item: Any, initiator: Any = None) -> None:
        """A member is about to be taken out."""
        token = self._remove_token if initiator is None else initiator
        if self.checks is not None:
            for check in self.checks.remove:
                check(obj, item, token)
        state = self._note(obj, adapter)
        if item is not None:
            if self.track_parent:
                self.set_parent(item._sa_instance_state, state, False)
            if initiator is None or initiator.impl is self:
                follow_removed(self, obj, item, token)
            leave(self, state, item, token)
        if self.listening:
            for listener in self.dispatch.remove:
                listener(obj, item, token)

    def _note(self, obj: Any, adapter: CollectionAdapter) -> InstanceState:
        state = promote(obj)
        if self.key not in state.committed:
            state.committed[self.key] = adapter.members()
        if not state.modified:
            state.touch(obj)
        if self.listening:
            for listener in self.dispatch.modified:
                listener(obj, AttributeEventToken(self, "modified"))
        return state

    # -- changes from outside ---------------------------------------------------------------------------------

    def append(self, obj: Any, value: Any, initiator: Any = None) -> None:
        """Put in a member as the collection's own appender would (loads nothing)."""
        collection = self._in_memory(obj)
        if collection is None:
            self._queue(obj, value, initiator, added=True)
        else:
            adapter_of(collection).append_with_event(value, initiator)

    def remove(self, obj: Any, value: Any, initiator: Any = None) -> None:
        """Take out a member as the collection's own remover would (loads nothing)."""
        collection = self._in_memory(obj)
        if collection is None:
            self._queue(obj, value, initiator, added=False)
        else:
            adapter_of(collection).remove_with_event(value, initiator)

    def append_quietly(self, obj: Any, value: Any, token: Any) -> None:
        """The other side changed: take `value` in, without telling it back."""
        self.append(obj, value, token)

    def remove_quietly(self, obj: Any, value: Any, token: Any) -> None:
        """The other side changed: let `value` go if it is here, without telling it back."""
        collection = self._in_memory(obj)
        if collection is None:
            self._queue(obj, value, token, added=False)
        elif any(member is value for member in adapter_of(collection)):
            adapter_of(collection).remove_with_event(value, token)

    def _in_memory(self, obj: Any) -> Any:
        """The collection if it is loaded, or if there is nothing to load; else None."""
        present = obj.__dict__
        if self.key in present:
            return present[self.key]
        state = promote(obj)
        if state._key is None and not (self.load_on_pending and state.owner.session is not None):
            return self.default(obj, present)
        return None

    def _queue(self, obj: Any, value: Any, initiator: Any, *, added: bool) -> None:
        state = promote(obj)
        token = (self._append_token if added else self._remove_token) if initiator is None else initiator
        if self.listening:
            tables = [self.dispatch] if self.checks is None else [self.checks, self.dispatch]
            for listener in [each for table in tables for each in (table.append if added else table.remove)]:
                answer = listener(obj, value, token)
                value = answer if added else value
        if state.queued is None:
            state.queued = {}
        queue = state.queued.get(self.key)
        if queue is None:
            queue = state.queued[self.key] = QueuedChanges()
        if added:
            queue.append(value)
        else:
            queue.remove(value)
        if self.track_parent:
            self.set_parent(promote(value), state, added)
        if not state.modified:
            state.touch(obj)

    def set(self, obj: Any, value: Any, initiator: Any = None) -> None:
        """Replace the collection: members that stay are not touched, others come and go with their events."""
        if (
            type(value) is list
            and self.factory is InstrumentedList
            and not self.listening
            and self._fill_new(obj, value)
        ):
            return
        self.replace(obj, adapt_value(self, value), value, initiator)

    def _fill_new(self, obj: Any, members: list[Any]) -> bool:
        """`set` for a new object that has no collection yet: every member comes, none goes. False if it is no such object."""
        present, key = obj.__dict__, self.key
        if key in present:
            return False
        state = promote(obj)
        if state._key is not None or key in state.committed or state.empty_collections or state.queued:
            return False
        state.committed[key] = []
        if not state.modified:
            state.touch(obj)
        collection: Any = InstrumentedList()
        CollectionAdapter(self, obj, collection)
        present[key] = collection
        token, parent_token, track_parent = self._bulk_token, self.parent_token, self.track_parent
        joins = self.save_update and state.owner.session is not None
        for member in members:
            if member is not None:
                child = getattr(member, "__dict__", _NO_VALUES).get(STATE)
                if type(child) is not InstanceState:
                    child = member._sa_instance_state if child is None else promote(member)
                if track_parent:
                    if child.parents is None:
                        child.parents = {parent_token: state}
                    else:
                        child.parents[parent_token] = state
                if joins:
                    join_session(self, state, member, token)
                if self.backrefs:
                    follow_set(self, obj, member, token)
            list.append(collection, member)
        return True

    def replace(self, obj: Any, pairs: Iterable[tuple[Any, Any]], value: Any, initiator: Any = None) -> None:
        present = obj.__dict__
        old = self.load(obj, present) if self.key not in present else present[self.key]
        if old is value:
            return
        pairs = list(pairs)
        if self.listening:
            values = [member for _, member in pairs]
            keys = [key for key, _ in pairs]
            checks = () if self.checks is None else self.checks.bulk_replace
            for listener in (*checks, *self.dispatch.bulk_replace):
                listener(obj, values, self._bulk_token)
            pairs = list(zip(keys, values, strict=True)) if len(keys) == len(values) else [(None, v) for v in values]
        before = adapter_of(old)
        old_members = before.members()
        state = self._note(obj, before)
        collection = self.factory()
        after = CollectionAdapter(self, obj, collection)
        if self.listening:
            for listener in self.dispatch.init_collection:
                listener(obj, collection, after)
        if state.empty_collections:
            state.empty_collections.pop(self.key, None)
        present[self.key] = collection
        known = {id(member) for member in old_members}
        kept = {id(member) for _, member in pairs if id(member) in known}
        for key, member in pairs:
            if id(member) not in known:
                after.place(key, member, self._bulk_token)
                continue
            after.place(key, member, False)
            if member is not None:
                # It may have come by the other side, which brings nobody into a session.
                join_session(self, state, member, self._bulk_token)
        for member in old_members:
            if id(member) not in kept:
                self.item_removed(obj, before, member, self._bulk_token)
        before.invalidate_owner()
        if self.listening:
            for listener in self.dispatch.dispose_collection:
                listener(obj, old, before)

    def delete(self, obj: Any) -> None:
        """`del user.addresses`: every member leaves."""
        present = obj.__dict__
        if self.key not in present:
            self.load(obj, present)
            if self.key not in present:
                return
        adapter_of(present[self.key]).clear_with_event()
        del present[self.key]

    # -- loading and history ----------------------------------------------------------------------------------

    def set_committed(self, obj: Any, items: Iterable[Any]) -> Any:
        """Store what the database has; changes that were queued meanwhile are carried out on top of it."""
        collection = self.factory()
        adapter = CollectionAdapter(self, obj, collection)
        adapter.fill(items)
        present = obj.__dict__
        shared = present.get("_sa_instance_state")
        if shared is not None and shared.is_own:
            self._merge_queued(shared, adapter)
        if self.listening:
            for listener in self.dispatch.init_collection:
                listener(obj, collection, adapter)
        present[self.key] = collection
        return collection

    def _merge_queued(self, state: InstanceState, adapter: CollectionAdapter) -> None:
        state.committed.pop(self.key, None)
        if state.empty_collections:
            state.empty_collections.pop(self.key, None)
        queue = state.queued.pop(self.key, None) if state.queued else None
        if queue is None:
            return
        state.committed[self.key] = adapter.members()
        known = {id(member) for member in adapter}
        for value in queue.added:
            if id(value) not in known:
                adapter.append_without_event(value)
        for value in queue.removed:
            if id(value) in known:
                adapter.remove_without_event(value)

    def get_history(self, state: InstanceState, present: dict[str, Any], passive: int = PASSIVE_OFF) -> History:
        key = self.key
        collection = present.get(key)
        queue = state.queued.get(key) if state.queued else None
        if collection is None:
            obj = state.ref()
            if obj is None:
                return HISTORY_BLANK
            if queue is not None and (not passive & SQL_OK or passive & INCLUDE_PENDING_MUTATIONS):
                return History(list(queue.added), (), list(queue.removed))
            collection = self.get(obj, present, passive)
            if collection is PASSIVE_NO_RESULT or collection is NO_VALUE or collection is None:
                return HISTORY_BLANK
        adapter = adapter_of(collection)
        members = adapter.members() if adapter is not None else list(collection)
        return collection_history(state.committed.get(key, NO_VALUE), members, key in state.committed)

    def members(self, obj: Any, present: dict[str, Any], passive: int = PASSIVE_OFF) -> list[Any]:
        """The members as a list, as far as `passive` allows to look; queued ones included."""
        value = self.get(obj, present, passive)
        if value is None or value is NO_VALUE or value is PASSIVE_NO_RESULT:
            state = promote(obj)
            queue = state.queued.get(self.key) if state.queued else None
            return list(queue.added) if queue is not None else []
        members: list[Any] = adapter_of(value).members()
        return members
