"""`scoped_session`: one session per scope (by default per thread), behind one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ... import exc
from ...util import ScopedRegistry, ThreadLocalRegistry, warn
from .core import object_session
from .session import Session


class QueryPropertyDescriptor:
    """`User.query`: a query of the class, on the session of the scope."""

    def __init__(self, scope: scoped_session, query_cls: Any) -> None:
        self.scope = scope
        self.query_cls = query_cls

    def __get__(self, instance: Any, owner: Any) -> Any:
        session = self.scope.registry()
        if self.query_cls is not None:
            return self.query_cls((owner,), session)
        return session.query(owner)


class scoped_session:
    """Stands for the session of the current scope, which is made at the first use."""

    def __init__(self, session_factory: Any, scopefunc: Callable[[], Any] | None = None) -> None:
        self.session_factory = session_factory
        self.registry: Any = (
            ScopedRegistry(session_factory, scopefunc) if scopefunc else ThreadLocalRegistry(session_factory)
        )

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

    def remove(self) -> None:
        """Close this scope's session, if there is one; the next use makes another."""
        if self.registry.has():
            self.registry().close()
        self.registry.clear()

    def query_property(self, query_cls: Any = None) -> QueryPropertyDescriptor:
        """A class attribute that makes queries of its class."""
        return QueryPropertyDescriptor(self, query_cls)

    def __contains__(self, instance: object) -> bool:
        return instance in self.registry()

    def __iter__(self) -> Iterator[object]:
        return iter(self.registry())

    object_session = staticmethod(object_session)
    identity_key = staticmethod(Session.identity_key)
    close_all = staticmethod(Session.close_all)

    def __class_getitem__(cls, item: Any) -> Any:
        return cls


_METHODS = (
    "add",
    "add_all",
    "begin",
    "begin_nested",
    "bulk_insert_mappings",
    "bulk_save_objects",
    "bulk_update_mappings",
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
    "get_bind",
    "get_one",
    "held",
    "invalidate",
    "is_modified",
    "merge",
    "merge_all",
    "plan",
    "query",
    "refresh",
    "reset",
    "rollback",
    "scalar",
    "scalars",
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
    def method(self: scoped_session, *arguments: Any, **keywords: Any) -> Any:
        return getattr(self.registry(), name)(*arguments, **keywords)

    original = getattr(Session, name)
    method.__name__ = name
    method.__qualname__ = f"scoped_session.{name}"
    method.__doc__ = original.__doc__
    method.__wrapped__ = original  # type: ignore[attr-defined]
    return method


def _forward_property(name: str) -> property:
    return property(
        lambda self: getattr(self.registry(), name), lambda self, value: setattr(self.registry(), name, value)
    )


for _name in _METHODS:
    setattr(scoped_session, _name, _forward(_name))
for _name in _PROPERTIES:
    setattr(scoped_session, _name, _forward_property(_name))
