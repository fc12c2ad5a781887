"""The other side of a relationship follows, and sessions take in what a change brings.

`follow_*` carry a change of one side to the other (`impl.backrefs`), once: the follower does not answer. The
other side is never loaded for it: a collection that is not in memory queues the change until it is.
"""

from __future__ import annotations

from typing import Any

from ..state import STATE, InstanceState, promote


def follow_set(impl: Any, obj: Any, value: Any, token: Any) -> None:
    """`obj.impl` now holds `value`: tell the attributes of `value` that mirror it."""
    shared = value.__dict__.get(STATE)
    impls = (promote(value) if shared is None else shared).mapper.impls
    for key in impl.backrefs:
        other = impls.get(key)
        if other is None:
            continue
        if other.collection:
            other.append_quietly(value, obj, token)
        else:
            _take_over(impl, other, value, obj, token)


def _take_over(impl: Any, other: Any, value: Any, obj: Any, token: Any) -> None:
    """Set the single mirror of `value` to `obj`; whoever it pointed to before loses `value`."""
    present = value.__dict__
    if other.key not in present and not other.listening:
        state = present[STATE]
        if not state.is_own:
            state = promote(value)
        if state._key is None and other.key not in state.committed:
            other.set_first(value, present, state, obj, token, follow=False)
            return
    before = present.get(other.key)
    if before is None and impl.collection:
        before = _known_reference(other, value, present)
    other.set(value, obj, token, follow=False)
    if before is not None and before is not obj:
        former = _impl_of(before, impl.key)
        if former is None:
            return
        if former.collection:
            former.remove_quietly(before, value, token)
        elif before.__dict__.get(former.key) is value:
            former.set(before, None, token, follow=False)


def _known_reference(other: Any, value: Any, present: dict[str, Any]) -> Any:
    old = other._old_value(value, present)
    return old if hasattr(old, "__dict__") and STATE in old.__dict__ else None


def announce_parent(impl: Any, state: InstanceState, value: Any) -> None:
    """`value` is about to be taken over: it is no orphan while the one it had lets it go."""
    member = promote(value)
    for key in impl.backrefs:
        other = member.mapper.impls.get(key)
        if other is not None and other.track_parent:
            other.set_parent(state, member, True)


def follow_removed(impl: Any, obj: Any, value: Any, token: Any) -> None:
    """`obj.impl` holds `value` no more: tell the attributes of `value` that mirror it."""
    for key in impl.backrefs:
        other = _impl_of(value, key)
        if other is None:
            continue
        if other.collection:
            other.remove_quietly(value, obj, token)
        elif value.__dict__.get(other.key) is obj or other.key not in value.__dict__:
            other.set(value, None, token, follow=False)


def join_session(impl: Any, state: InstanceState, value: Any, token: Any) -> None:
    """A new member of an object in a session comes into that session (save-update), unless a backref brought it."""
    if not impl.save_update or token.impl is not impl:
        return
    session = state.owner.session
    if session is not None:
        member = value.__dict__.get(STATE)
        if member is None or member.owner.session is not session or member._deleted:
            session._cascade_save_update(state.ref(), value)


def leave(impl: Any, state: InstanceState, value: Any, token: Any) -> None:
    """A member left: a pending object that nobody else holds leaves the session again (delete-orphan)."""
    if not impl.track_parent or not impl.prop.cascade.delete_orphan:
        return
    member = promote(value)
    session = member.owner.session
    if session is not None and member._key is None:
        session._orphan_removed(member, value, impl.prop)


def _impl_of(value: Any, key: str) -> Any:
    shared = value.__dict__.get(STATE)
    return (promote(value) if shared is None else shared).mapper.impls.get(key)
