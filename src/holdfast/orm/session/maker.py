"""`sessionmaker`: a factory of sessions with settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from ...util import Generic
from .core import object_session
from .session import Session

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_S = TypeVar("_S", bound=Session)


class sessionmaker(Generic[_S]):
    """Makes sessions: `make = sessionmaker(engine); session = make()`. Keywords given then win."""

    class_: type[_S]

    if TYPE_CHECKING:

        @overload
        def __init__(
            self,
            bind: Any = ...,
            *,
            class_: type[_S],
            autoflush: bool = ...,
            expire_on_commit: bool = ...,
            info: dict[Any, Any] | None = ...,
            **kw: Any,
        ) -> None: ...
        @overload
        def __init__(
            self: sessionmaker[Session],
            bind: Any = ...,
            *,
            class_: type[Session] = ...,
            autoflush: bool = ...,
            expire_on_commit: bool = ...,
            info: dict[Any, Any] | None = ...,
            **kw: Any,
        ) -> None: ...

    def __init__(
        self,
        bind: Any = None,
        *,
        class_: Any = Session,
        autoflush: bool = True,
        expire_on_commit: bool = True,
        info: dict[Any, Any] | None = None,
        **kw: Any,
    ) -> None:
        kw.update(bind=bind, autoflush=autoflush, expire_on_commit=expire_on_commit)
        if info is not None:
            kw["info"] = info
        self.kw = kw
        # A class of its own, so that events can be listened to for the sessions of this maker.
        self.class_ = type(class_.__name__, (class_,), {"__module__": class_.__module__})

    def __call__(self, **local_kw: Any) -> _S:
        """A new session."""
        settings = {**self.kw, **local_kw}
        if "info" in self.kw and "info" in local_kw:
            settings["info"] = {**self.kw["info"], **local_kw["info"]}
        return self.class_(**settings)

    def begin(self) -> AbstractContextManager[_S]:
        """A context manager: a session in a transaction that is committed at the end."""
        return self()._maker_context_manager()

    def configure(self, **new_kw: Any) -> None:
        """Change the settings for sessions made from now on."""
        self.kw.update(new_kw)

    object_session = staticmethod(object_session)
    identity_key = staticmethod(Session.identity_key)
    close_all = staticmethod(Session.close_all)

    def __repr__(self) -> str:
        settings = ", ".join(f"{key}={value!r}" for key, value in self.kw.items())
        return f"{type(self).__name__}(class_={self.class_.__name__!r}, {settings})"
