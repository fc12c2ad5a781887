"""`async_scoped_session`: one AsyncSession per scope, behind one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ... import exc
from ...util import ScopedRegistry, warn
from .session import AsyncSession, close_all_sessions


class async_scoped_session:
    """Stands for the AsyncSession of the current scope, which `scopefunc` names (`asyncio.current_task`)."""

    _support_async = True

    def __init__(self, session_factory: Any, scopefunc: Callable[[], Any]) -> None:
        self.session_factory = session_factory
        self.registry: Any = ScopedRegistry(session_factory, scopefunc)

    @property
    def _proxied(self) -> Any:
        return self.registry()

    def __call__(self, **kw: Any) -> Any:
        """The session of this scope; keywords are for one that is not there yet."""
        if not kw:
            return self.registry()
        if self.registry.has():
            raise exc.InvalidRequestError("Scoped session is already present; no new arguments may be specified.")
        session = self.session_factory(**kw)
        self.registry.set(session)
        return session

    def configure(self, **kwargs: Any) -> None:
        """Change the settings of sessions made from now on."""
        if self.registry.has():
            warn(
                "At least one scoped session is already present.  configure() can not affect sessions that have already "
                "been created."
            )
        self.session_factory.configure(**kwargs)

    async def remove(self) -> None:
        """Close this scope's session, if there is one; the next use makes another."""
        if self.registry.has():
            await self.registry().close()
        self.registry.clear()

    @staticmethod
    async def close_all() -> None:
        """Close all AsyncSessions of this process."""
        await close_all_sessions()

    def __contains__(self, instance: object) -> bool:
        return instance in self.registry()

    def __iter__(self) -> Iterator[object]:
        return iter(self.registry())

    object_session = staticmethod(AsyncSession.object_session)
    identity_key = staticmethod(AsyncSession.identity_key)

    def __class_getitem__(cls, item: Any) -> Any:
        return cls


_METHODS = (
    "aclose",
    "add",
    "add_all",
    "begin",
    "begin_nested",
    "close",
    "commit",
    "connection",
    "delete",
    "delete_all",
    "execute",
    "expire",
    "expire_all",
    "expunge",
    "expunge_all",
    "flush",
    "get",
    "get_async_bind",
    "get_bind",
    "get_one",
    "held",
    "invalidate",
    "is_modified",
    "merge",
    "merge_all",
    "refresh",
    "reset",
    "rollback",
    "run_sync",
    "scalar",
    "scalars",
    "stream",
    "stream_scalars",
)
_PROPERTIES = (
    "autoflush",
    "bind",
    "binds",
    "deleted",
    "dirty",
    "execution_options",
    "identity_map",
    "info",
    "is_active",
    "new",
    "no_autoflush",
)


def _forward(name: str) -> Any:
    def method(self: async_scoped_session, *arguments: Any, **keywords: Any) -> Any:
        return getattr(self.registry(), name)(*arguments, **keywords)

    original = getattr(AsyncSession, name)
    method.__name__ = name
    method.__qualname__ = f"async_scoped_session.{name}"
    method.__doc__ = original.__doc__
    method.__wrapped__ = original  # type: ignore[attr-defined]
    return method


def _forward_property(name: str) -> property:
    return property(
        lambda self: getattr(self.registry(), name), lambda self, value: setattr(self.registry(), name, value)
    )


for _name in _METHODS:
    setattr(async_scoped_session, _name, _forward(_name))
for _name in _PROPERTIES:
    setattr(async_scoped_session, _name, _forward_property(_name))
