"""What users hold of a pool: a DBAPI connection that goes back when it is closed."""

from __future__ import annotations

from typing import Any

from ..plan import Plan, ask, run
from .record import ConnectionRecord, ManagesConnection


class PoolProxiedConnection(ManagesConnection):
    """A pooled DBAPI connection: the driver's methods, and `close()` that gives it back.

    `dbapi_connection` is the DBAPI connection itself (for async drivers: an adapter that looks like one),
    `driver_connection` the driver's own.
    """

    __slots__ = ("__weakref__", "_detached", "_record")

    def __init__(self, record: ConnectionRecord) -> None:
        self._record: ConnectionRecord | None = record
        self._detached = False
        record.used = True

    # -- the connection

    @property
    def dbapi_connection(self) -> Any:
        return None if self._record is None else self._record.dbapi_connection

    connection = dbapi_connection

    @property
    def driver_connection(self) -> Any:
        return None if self._record is None else self._record.driver_connection

    @property
    def is_valid(self) -> bool:
        """Whether there is a connection behind this one."""
        return self._record is not None and self._record.channel is not None

    @property
    def is_detached(self) -> bool:
        """Whether this one has no place in a pool (any more)."""
        return self._detached or self._record is None

    @property
    def info(self) -> dict[Any, Any]:
        return self._held().info

    @property
    def record_info(self) -> dict[Any, Any] | None:
        return None if self._detached else self._held().record_info

    def _held(self) -> ConnectionRecord:
        if self._record is None:
            raise AssertionError("This connection was closed and is back in its pool; take another one.")
        return self._record

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A cursor of the driver."""
        return self._held().dbapi_connection.cursor(*args, **kwargs)

    def commit(self) -> None:
        self._held().dbapi_connection.commit()

    def rollback(self) -> None:
        self._held().dbapi_connection.rollback()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._held().dbapi_connection, name)

    # -- giving it back

    def close(self) -> None:
        """Give the connection back to its pool (close it, if it was detached)."""
        record = self._record
        if record is None:
            return
        if self._detached or record.pool._is_async:
            run(self.plan_close())
        else:
            self._record = None
            record.pool.release(record)

    def plan_close(self) -> Plan[None]:
        record, self._record = self._record, None
        if record is None:
            return
        if self._detached:
            yield from record.pool._plan_release_detached(record)
        else:
            yield from ask.release(record.pool, record)

    def detach(self) -> None:
        """Take the connection out of the pool for good; closing it then closes it."""
        record = self._held()
        if not self._detached:
            self._record = record.pool._detach(record)
            self._detached = True

    def invalidate(self, e: BaseException | None = None, soft: bool = False) -> None:
        """The connection is not to be used any more: it is closed (`soft`: when it is next taken from the pool)."""
        record = self._held()
        if self._detached:
            channel, record.channel = record.channel, None
            if channel is not None:
                channel.terminate()
            self._record = None
            return
        record.pool._invalidate(record, e, soft)
        if not soft:
            self._record = None
            self._surrender(record)

    def _surrender(self, record: ConnectionRecord) -> None:
        record.pool._surrender(record)

    def __enter__(self) -> PoolProxiedConnection:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        record = self._record
        if record is not None:
            self._record = None
            record.pool._reclaim(record, self._detached)


class BorrowedConnection(PoolProxiedConnection):
    """The same for one that somebody else holds: `Connection.connection`, and what handlers get. Closing it gives nothing back."""

    __slots__ = ()

    def __init__(self, record: ConnectionRecord) -> None:
        self._record = record
        self._detached = False

    def close(self) -> None:
        self._record = None

    def plan_close(self) -> Plan[None]:
        self._record = None
        yield from ()

    def _surrender(self, record: ConnectionRecord) -> None:
        """Nothing: the holder finds out that its connection is lost, and gives the record back."""

    def __del__(self) -> None:
        """Nothing: somebody else holds it."""


__all__ = ["BorrowedConnection", "PoolProxiedConnection"]
