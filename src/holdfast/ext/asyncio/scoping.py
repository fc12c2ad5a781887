"""`async_scoped_session`: one AsyncSession per scope, behind one object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ... import exc
from ...util import Generic, ScopedRegistry, warn
from .scoped_methods import AsyncScopedSessionMethods
from .session import AsyncSession

_S = TypeVar("_S", bound=AsyncSession)


class async_scoped_session(AsyncScopedSessionMethods, Generic[_S]):
    """Stands for the AsyncSession of the current scope, which `scopefunc` names (`asyncio.current_task`).

    The methods of an AsyncSession are in `scoped_methods`, written by tools/make_shells.py.
    """

    _support_async = True

    def __init__(self, session_factory: Callable[..., _S], scopefunc: Callable[[], Any]) -> None:
        self.session_factory: Any = session_factory
        self.registry: Any = ScopedRegistry(session_factory, scopefunc)

    @property
    def _proxied(self) -> Any:
        return self.registry()

    def __call__(self, **kw: Any) -> _S:
        """The session of this scope; keywords are for one that is not there yet."""
        if not kw:
            return self.registry()  # type: ignore[no-any-return]
        if self.registry.has():
            raise exc.InvalidRequestError("Scoped session is already present; no new arguments may be specified.")
        session = self.session_factory(**kw)
        self.registry.set(session)
        return session  # type: ignore[no-any-return]

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
