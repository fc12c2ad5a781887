"""The functions of `orm.attributes` that programs use: history, flags, values by name."""

from __future__ import annotations

from typing import Any

from ...exc import InvalidRequestError
from ...util import suggest
from ..collections import adapter_of
from ..flags import NO_VALUE, PASSIVE_OFF
from ..state import History, InstanceState, instance_dict, instance_state


def get_history(obj: Any, key: str, passive: int = PASSIVE_OFF) -> History:
    """The `History` of an attribute: what was added, what stayed, what was removed since the last flush."""
    state = instance_state(obj)
    return get_state_history(state, key, passive)


def get_state_history(state: InstanceState, key: str, passive: int = PASSIVE_OFF) -> History:
    history: History = _impl(state, key).get_history(state, state.dict, passive)
    return history


def has_parent(cls: type, obj: Any, key: str, optimistic: bool = False) -> bool:
    """Whether the object is a member of somebody's attribute `cls.key`."""
    manager: Any = cls.__dict__["_sa_class_manager"]
    result: bool = manager.mapper.impls[key].has_parent(instance_state(obj), optimistic)
    return result


def set_attribute(instance: Any, key: str, value: Any, initiator: Any = None) -> None:
    """Set an attribute as an assignment would, with its events."""
    _impl(instance_state(instance), key).set(instance, value, initiator)


def get_attribute(instance: Any, key: str) -> Any:
    """The value of an attribute as reading it would give; loads if need be."""
    return _impl(instance_state(instance), key).get(instance, instance_dict(instance))


def del_attribute(instance: Any, key: str) -> None:
    """Delete an attribute as `del` would, with its events."""
    _impl(instance_state(instance), key).delete(instance)


def init_collection(obj: Any, key: str) -> Any:
    """Give the object an empty collection for `key`, and answer its adapter."""
    impl = _impl(instance_state(obj), key)
    return adapter_of(impl.set_committed(obj, ()))


def flag_modified(instance: Any, key: str) -> None:
    """Mark an attribute as changed although nothing was assigned: it was changed in place."""
    state, present = instance_state(instance), instance_dict(instance)
    impl = _impl(state, key)
    if key not in present:
        raise InvalidRequestError(f"Can't flag attribute '{key}' modified; it's not present in the object state")
    state.committed[key] = NO_VALUE
    if not state.modified:
        state.touch(instance)
    if impl.listening:
        for listener in impl.dispatch.modified:
            listener(instance, impl._replace_token)


def flag_dirty(instance: Any) -> None:
    """Mark an object as changed without naming an attribute: the flush looks at it."""
    state = instance_state(instance)
    state.touch(instance)


def _impl(state: InstanceState, key: str) -> Any:
    impls = state.mapper.impls
    impl = impls.get(key)
    if impl is None:
        raise KeyError(f"{state.mapper.class_.__name__} has no mapped attribute {key!r}.{suggest(key, impls)}")
    return impl
