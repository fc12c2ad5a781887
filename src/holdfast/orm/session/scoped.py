"""`scoped_session`: one session per scope (by default per thread), behind one object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ... import exc
from ...util import Generic, ScopedRegistry, ThreadLocalRegistry, warn
from .scoped_methods import ScopedSessionMethods
from .session import Session

_S = TypeVar("_S", bound=Session)


class QueryPropertyDescriptor:
    """`User.query`: a query of the class, on the session of the scope."""

    def __init__(self, scope: scoped_session[Any], query_cls: Any) -> None:
        self.scope = scope
        self.query_cls = query_cls

    def __get__(self, instance: Any, owner: Any) -> Any:
        session = self.scope.registry()
        if self.query_cls is not None:
            return self.query_cls((owner,), session)
        return session.query(owner)


class scoped_session(ScopedSessionMethods, Generic[_S]):
    """Stands for the session of the current scope, which is made at the first use.

    The methods of a Session are in `scoped_methods`, written by tools/make_shells.py.
    """

    def __init__(self, session_factory: Callable[..., _S], scopefunc: Callable[[], Any] | None = None) -> None:
        self.session_factory: Any = session_factory
        self.registry: Any = (
            ScopedRegistry(session_factory, scopefunc) if scopefunc else ThreadLocalRegistry(session_factory)
        )

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

    def remove(self) -> None:
        """Close this scope's session, if there is one; the next use makes another."""
        if self.registry.has():
            self.registry().close()
        self.registry.clear()

    def query_property(self, query_cls: Any = None) -> QueryPropertyDescriptor:
        """A class attribute that makes queries of its class."""
        return QueryPropertyDescriptor(self, query_cls)
