"""`AsyncAttrs`: a mixin that gives each attribute as an awaitable: `await user.awaitable_attrs.addresses`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...orm.session import object_session, plan_load_attribute, plan_load_expired
from ...orm.state import promote
from ...plan import arun, bridge

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ...plan import Plan


class AwaitableAttributes:
    """The attributes of one object, each read by awaiting it."""

    __slots__ = ("_instance",)

    def __init__(self, instance: Any) -> None:
        self._instance = instance

    def __getattr__(self, name: str) -> Coroutine[Any, Any, Any]:
        return _read(self._instance, name)


class AsyncAttrs:
    """Mixin for mapped classes (or the declarative base) used with AsyncSession."""

    __slots__ = ()

    @property
    def awaitable_attrs(self) -> AwaitableAttributes:
        """The attributes as awaitables; what is loaded already costs nothing."""
        return AwaitableAttributes(self)


async def _read(obj: Any, name: str) -> Any:
    if name in obj.__dict__:
        return getattr(obj, name)
    state = promote(obj)
    impl = state.mapper.impls.get(name)
    session = object_session(obj)
    if impl is None:
        # A property or hybrid of the user's: its code may read anything, so it runs where reading may wait.
        return await bridge(getattr, obj, name)
    if session is not None and state._key is not None and name not in state.committed:
        holder = session.async_session
        plan = _load(session, obj, state, impl)
        if holder is None:
            await arun(plan)
        else:
            await holder._run("awaitable_attrs", plan)
    return getattr(obj, name)


def _load(session: Any, obj: Any, state: Any, impl: Any) -> Plan[Any]:
    if impl.key in state.expired_attributes:
        yield from plan_load_expired(session, obj, state, state.expired_attributes)
    if impl.key not in obj.__dict__ and (not impl.loads_with_row or impl.deferred):
        return (yield from plan_load_attribute(session, obj, state, impl))
    return None
