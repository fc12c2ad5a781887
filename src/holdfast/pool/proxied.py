"""What users hold of a pool: a DBAPI connection that goes back when it is closed."""

from __future__ import annotations

from typing import Any, cast

from ..plan import Plan, ask, run
from .record import ConnectionRecord


class PoolProxiedConnection:
    """A pooled DBAPI connection: the driver's methods, and `close()` that gives it back.

    `dbapi_connection` is the DBAPI connection itself (for async drivers: an adapter that looks like one),
    `driver_connection` the driver's own.
    """

    __slots__ = ("__weakref__", "_detached", "_owner", "_pool", "_record")

    def __init__(self, pool: Any, record: ConnectionRecord, owner: bool = True) -> None:
        self._pool = pool
        self._record: ConnectionRecord | None = record
        self._owner = owner
        self._detached = False
        if owner:
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
        return self._record is not None and self._record.channel is not None

    @property
    def is_detached(self) -> bool:
        return self._detached

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
        if record is None or not self._owner:
            self._record = None
        elif self._detached or self._pool._is_async:
            run(self.plan_close())
        else:
            self._record = None
            self._pool.release(record)

    def plan_close(self) -> Plan[None]:
        record, self._record = self._record, None
        if record is None or not self._owner:
            return
        if self._detached:
            yield from self._pool._plan_release_detached(record)
        else:
            yield from ask.release(self._pool, record)

    def detach(self) -> None:
        """Take the connection out of the pool for good; closing it then closes it."""
        record = self._held()
        if not self._detached:
            self._record = cast(ConnectionRecord, self._pool._detach(record))
            self._detached = True

    def invalidate(self, e: BaseException | None = None, soft: bool = False) -> None:
        """Mark the connection as unusable: it is closed, and another one takes its place in the pool."""
        record = self._held()
        self._pool._invalidate(record, e, soft)
        if not soft:
            self.close()

    def __enter__(self) -> PoolProxiedConnection:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        record, self._record = getattr(self, "_record", None), None
        if record is None or not self._owner:
            return
        self._pool._reclaim(record, self._detached)


__all__ = ["PoolProxiedConnection"]
