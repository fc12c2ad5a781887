"""The events of pools."""

from __future__ import annotations

from typing import Any

from ..event import Dispatch, Events, OlderSignature, from_older

_OLDER = {
    "reset": OlderSignature(
        2,
        "2.0",
        lambda older: lambda *arguments: older(*arguments[:2]),
        "dbapi_connection, connection_record, reset_state",
    )
}


class PoolEvents(Events):
    """What happens to pooled connections. Targets: a Pool, a Pool class, an Engine (its pool), the Engine class (all pools).

    Handlers may use the DBAPI connection; on an async engine they get an adapter that looks like one.
    """

    def connect(self, dbapi_connection: Any, connection_record: Any) -> None:
        """A connection was opened."""

    def first_connect(self, dbapi_connection: Any, connection_record: Any) -> None:
        """The first connection of the pool was opened."""

    def checkout(self, dbapi_connection: Any, connection_record: Any, connection_proxy: Any) -> None:
        """A connection is about to be given. Raise DisconnectionError to have another one."""

    def checkin(self, dbapi_connection: Any, connection_record: Any) -> None:
        """A connection came back; None when it was lost."""

    def reset(self, dbapi_connection: Any, connection_record: Any, reset_state: Any) -> None:
        """A connection is about to be reset for its next user."""

    def invalidate(self, dbapi_connection: Any, connection_record: Any, exception: Any) -> None:
        """A connection is given up, because of `exception` or at will."""

    def soft_invalidate(self, dbapi_connection: Any, connection_record: Any, exception: Any) -> None:
        """A connection is to be replaced when it is next taken."""

    def close(self, dbapi_connection: Any, connection_record: Any) -> None:
        """A connection is about to be closed."""

    def detach(self, dbapi_connection: Any, connection_record: Any) -> None:
        """A connection leaves its pool."""

    def close_detached(self, dbapi_connection: Any) -> None:
        """A connection that left its pool is about to be closed."""

    @classmethod
    def _accept(cls, target: Any) -> Any:
        if isinstance(target, type):
            pool_class = getattr(target, "_pool_events_target", None)
            return pool_class if isinstance(pool_class, type) else super()._accept(target)
        if isinstance(getattr(type(target), "_pool_events_target", None), type):
            target = target.pool
        return super()._accept(target)

    @classmethod
    def _adapt(cls, target: Any, name: str, listener: Any, **options: Any) -> Any:
        options.pop("retval", None)  # no event of a pool replaces anything
        return super()._adapt(target, name, from_older("PoolEvents", name, listener, _OLDER), **options)


PoolDispatch = Dispatch

__all__ = ["PoolDispatch", "PoolEvents"]
