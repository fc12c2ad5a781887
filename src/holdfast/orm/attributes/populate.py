"""What loaders use to put values into objects: no events, no history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..state import STATE, promote


def set_committed_value(instance: Any, key: str, value: Any) -> Any:
    """Store `value` as the attribute's value in the database. For a collection `value` is an iterable of members."""
    present = instance.__dict__
    state = present.get(STATE)
    if state is None or (not state.is_own and (state.transient or state.modified)):
        state = promote(instance)
    impl = state.mapper.impls[key]
    if impl.collection:
        return impl.set_committed(instance, value)
    if state.is_own:
        state.committed.pop(key, None)
        if key in state.expired_attributes:
            state.refreshed((key,))
    present[key] = value
    return value


def dict_setter(cls: type) -> Callable[[Any, dict[str, Any]], None]:
    """What gives an object its `__dict__` at once, past the class' own `__setattr__`."""
    for base in cls.__mro__:
        descriptor = base.__dict__.get("__dict__")
        if descriptor is not None and hasattr(descriptor, "__set__"):
            return descriptor.__set__  # type: ignore[no-any-return]
    return lambda obj, values: obj.__dict__.update(values)


def set_committed_collection(instance: Any, impl: Any, members: Iterable[Any]) -> Any:
    """The same for loaders that know the implementation: fills a collection of the object."""
    return impl.set_committed(instance, members)
