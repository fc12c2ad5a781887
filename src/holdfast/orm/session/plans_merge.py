"""Plans of merge() and delete(): they walk objects along cascades, and load what they must know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ... import exc
from ...util import warn
from ..attributes import set_committed_value
from ..exc import StaleDataError
from ..flush import flush_relationships, owns_key
from ..state import STATE, promote, state_str
from . import plans_flush, plans_get
from .core import promote_checked

if TYPE_CHECKING:
    from ...plan import Plan


def delete(session: Any, instance: Any) -> Plan[None]:
    """Mark an object, and what delete cascades to, for deletion by the next flush."""
    state = promote_checked(instance)
    if state._key is None:
        raise exc.InvalidRequestError(f"Instance '{state_str(state)}' is not persisted")
    owner = state.owner.session
    if state in session._deleted:
        return
    if session._transaction is None:
        session._autobegin()
    if owner is not session:
        session._update(state, instance)
    elif state._deleted:
        return
    reached: dict[Any, Any] = {state: instance}
    yield from _reach(session, state, instance, reached)
    for member_state, obj in reached.items():
        if member_state._key is not None:
            if member_state.owner.session is not session:
                session._update(member_state, obj)
            session._deleted[member_state] = obj


def _reach(session: Any, state: Any, obj: Any, reached: dict[Any, Any]) -> Plan[None]:
    for relationship in flush_relationships(state.mapper):
        if not relationship.cascade.delete or (relationship.passive_deletes and relationship.key not in obj.__dict__):
            continue
        for member in (yield from plans_get.members(session, obj, state, relationship.key)):
            member_state = promote(member)
            if member_state not in reached:
                reached[member_state] = member
                yield from _reach(session, member_state, member, reached)


def merge(session: Any, instance: Any, *, load: bool, options: Iterable[Any] | None) -> Plan[Any]:
    """Copy an object's state onto the session's object of the same identity, and return that."""
    state = promote_checked(instance)
    if load and session.autoflush:
        yield from plans_flush.autoflush(session)
    merger = _Merger(session, load, tuple(options or ()))
    autoflush, session.autoflush = session.autoflush, False
    try:
        return (yield from merger.merge(state, instance))
    finally:
        session.autoflush = autoflush


def merge_all(session: Any, instances: Iterable[Any], *, load: bool, options: Iterable[Any] | None) -> Plan[list[Any]]:
    """`merge` of several objects that may lead to one another."""
    if load and session.autoflush:
        yield from plans_flush.autoflush(session)
    merger = _Merger(session, load, tuple(options or ()))
    autoflush, session.autoflush = session.autoflush, False
    merged = []
    try:
        for instance in instances:
            merged.append((yield from merger.merge(promote_checked(instance), instance)))
    finally:
        session.autoflush = autoflush
    return merged


class _Merger:
    """One call of merge: what was merged already, by state and by identity."""

    __slots__ = ("by_key", "done", "load", "options", "session", "walked")

    def __init__(self, session: Any, load: bool, options: tuple[Any, ...]) -> None:
        self.session = session
        self.load = load
        self.options = options
        self.done: dict[Any, Any] = {}
        self.by_key: dict[Any, Any] = {}
        self.walked: set[tuple[Any, Any]] = set()

    def merge(self, state: Any, source: Any) -> Plan[Any]:
        """The session's object for `source`, with its values."""
        if state in self.done:
            return self.done[state]
        key = self._identity(state, source)
        target = yield from self._find(state, source, key)
        if target is None:
            target = _new_object(state.mapper)
            self.session._save_or_update(promote(target), target)
        self.done[state] = target
        if key is not None:
            self.by_key[key] = target
        if target is not source:
            self._check_version(state, source, target)
            yield from self._copy(state, source, target)
            if not self.load:
                promote(target).commit_all()
        return target

    def _identity(self, state: Any, source: Any) -> Any:
        if state._key is not None:
            return state.key
        if state.owner.session is self.session:
            warn(
                f"Instance {state_str(state)} is already pending in this Session yet is being merged again; this is "
                "probably not what you want to do"
            )
        if not self.load:
            raise exc.InvalidRequestError(
                "merge() with load=False option does not support objects transient (i.e. unpersisted) objects.  flush() "
                "all changes on mapped instances before merging with load=False."
            )
        return owns_key(state.mapper, source.__dict__)

    def _find(self, state: Any, source: Any, key: Any) -> Plan[Any]:
        if key is None:
            return None
        found = self.session.identity_map.get(key)
        if found is None:
            found = self.by_key.get(key)
        if found is not None:
            return found
        if not self.load:
            return self._make_persistent(state, key)
        return (yield from plans_get.get(self.session, state.mapper, key[1], options=self.options))

    def _make_persistent(self, state: Any, key: Any) -> Any:
        if state.modified:
            raise exc.InvalidRequestError(
                "merge() with load=False option does not support objects marked as 'dirty'.  flush() all changes on "
                "mapped instances before merging with load=False."
            )
        target = _new_object(state.mapper)
        target_state = promote(target)
        target_state.key = key
        target_state.load = state.mapper.detached_state
        self.session._update(target_state, target)
        return target

    def _check_version(self, state: Any, source: Any, target: Any) -> None:
        column = state.mapper.version_id_col
        if column is None or promote(target).key is None:
            return
        key = state.mapper._property_of_column[column].key
        ours, theirs = target.__dict__.get(key), source.__dict__.get(key)
        if ours is not None and theirs is not None and ours != theirs:
            raise StaleDataError(
                f"Version id '{theirs}' on merged state {state_str(state)} does not match existing version '{ours}'. "
                "Leave the version attribute unset when merging if you wish to update the most recent version."
            )

    def _copy(self, state: Any, source: Any, target: Any) -> Plan[None]:
        present = source.__dict__
        for prop in state.mapper.attrs:
            if prop.is_column:
                if prop.key in present:
                    self._set(target, prop.key, present[prop.key])
            elif prop.is_relationship:
                yield from self._copy_relationship(state, prop, present, target)

    def _set(self, target: Any, key: str, value: Any) -> None:
        if self.load:
            if key in target.__dict__ and target.__dict__[key] is value:
                return
            setattr(target, key, value)
        else:
            target.__dict__[key] = value

    def _copy_relationship(self, state: Any, prop: Any, present: dict[str, Any], target: Any) -> Plan[None]:
        for reverse in prop._reverse_property:
            if (state, reverse) in self.walked:
                return
        if "merge" not in prop.cascade or prop.key not in present:
            return
        impl = state.mapper.impls[prop.key]
        target_state = promote(target)
        if impl.collection:
            if self.load and target_state._key is not None:
                yield from plans_get.members(self.session, target, target_state, prop.key)
            merged = []
            for member in impl.members(state.ref(), present, 0):
                member_state = promote(member)
                self.walked.add((member_state, prop))
                merged.append((yield from self.merge(member_state, member)))
            if self.load:
                setattr(target, prop.key, _as_collection(impl, target, merged))
            else:
                set_committed_value(target, prop.key, merged)
            return
        current = present[prop.key]
        merged_one = None
        if current is not None:
            current_state = promote(current)
            self.walked.add((current_state, prop))
            merged_one = yield from self.merge(current_state, current)
        if self.load:
            if target.__dict__.get(prop.key, STATE) is not merged_one:
                setattr(target, prop.key, merged_one)
        else:
            set_committed_value(target, prop.key, merged_one)


def _as_collection(impl: Any, target: Any, members: list[Any]) -> Any:
    """Members in a container that may be assigned to the attribute."""
    if impl.duck_type is list or impl.duck_type is None:
        return members
    return impl.collection_of(target, members)


def _new_object(mapper: Any) -> Any:
    """An object made without its constructor, as loaders make them; transient until it is given an identity."""
    cls = mapper.class_
    return cls.__new__(cls)
