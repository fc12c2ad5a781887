"""Pools that need no queue: none at all, one connection for everybody, one for each thread, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, local
from time import time
from typing import Any
from weakref import ref

from ..plan import Plan
from .base import Pool
from .record import ConnectionRecord


class NullPool(Pool):
    """No pooling: every check-out opens a connection, every check-in closes it."""

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        yield from ()
        return ConnectionRecord(self)

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        yield from self._plan_close(record)


class StaticPool(Pool):
    """One connection, shared by all who ask; it is opened at first use and closed by `dispose()`."""

    def __init__(self, creator: Callable[..., Any], **kw: Any) -> None:
        super().__init__(creator, **kw)
        self._record = ConnectionRecord(self)

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        yield from ()
        return self._record

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        yield from ()

    def _forget(self, record: ConnectionRecord) -> None:
        if record is self._record:
            self._record = ConnectionRecord(self)

    def _plan_dispose(self) -> Plan[None]:
        yield from self._plan_close(self._record)

    @property
    def connection(self) -> Any:
        return self._record


class _Local(local):
    record: ConnectionRecord | None = None


class SingletonThreadPool(Pool):
    """One connection for each thread; a thread that asks twice gets the same one.

    Made for SQLite in memory: the tables live as long as the connection. Beyond `pool_size` threads, connections of
    threads that have ended are closed.
    """

    def __init__(self, creator: Callable[..., Any], pool_size: int = 5, **kw: Any) -> None:
        super().__init__(creator, **kw)
        self.size = pool_size
        self._local = _Local()
        self._all: set[ConnectionRecord] = set()
        self._lock = Lock()
        self._holders: dict[ConnectionRecord, int] = {}

    def acquire(self) -> Any:
        # The short road: this thread's connection is there and nobody listens.
        record = self._local.record
        if (
            record is None
            or record.channel is None
            or record.generation != self._generation
            or self.dispatch.checkout
            or self._recycle > -1
            or self._pre_ping
        ):
            return super().acquire()
        self._holders[record] = self._holders.get(record, 0) + 1
        record.given_at = time()
        record.in_use = True
        record.note_holder()
        return record

    def release(self, record: ConnectionRecord) -> Any:
        dispatch = self.dispatch
        channel = record.channel
        if channel is None or dispatch.reset or dispatch.checkin or self._is_async:
            return super().release(record)
        if record.used and self._reset_verb is not None:
            try:
                channel.control(self._reset_verb)
            except Exception as error:
                self._invalidate(record, error)
                return super().release(record)
        record.used = False
        self._let_go(record)
        return None

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        record = self._local.record
        if record is None:
            record = ConnectionRecord(self)
            with self._lock:
                surplus = (
                    list(self._all)[: max(0, len(self._all) - self.size + 1)] if len(self._all) >= self.size else []
                )
                idle = [other for other in surplus if not self._holders.get(other)]
                self._all.difference_update(idle)
                self._all.add(record)
            self._local.record = record
            for other in idle:
                self._terminate(other)
        self._holders[record] = self._holders.get(record, 0) + 1
        yield from ()
        return record

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        self._let_go(record)
        yield from ()

    def _let_go(self, record: ConnectionRecord) -> None:
        left = self._holders.get(record, 1) - 1
        if left > 0:
            self._holders[record] = left
            record.in_use = True
        else:
            self._holders.pop(record, None)
            record.in_use = False

    def _forget(self, record: ConnectionRecord) -> None:
        with self._lock:
            self._all.discard(record)
        self._holders.pop(record, None)
        if self._local.record is record:
            self._local.record = None

    def _plan_dispose(self) -> Plan[None]:
        with self._lock:
            records, self._all = list(self._all), set()
        self._local.record = None
        for record in records:
            # A driver may forbid closing from another thread; the connection is given up either way.
            self._terminate(record)
        yield from ()

    def recreate(self) -> Pool:
        return self._like_this(pool_size=self.size)  # type: ignore[no-any-return]

    def status(self) -> str:
        return f"SingletonThreadPool id:{id(self)} size: {len(self._all)}"


class AssertionPool(Pool):
    """At most one connection in use at a time; a second check-out is an error that names the first."""

    def __init__(self, creator: Callable[..., Any], **kw: Any) -> None:
        super().__init__(creator, **kw)
        self._record: ConnectionRecord | None = None
        self._given: ref[ConnectionRecord] | None = None

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        yield from ()
        if self._given is not None:
            holder = self._given()
            where = "" if holder is None else f": {holder.describe_holder(time())}"
            raise AssertionError(f"connection is already checked out{where}")
        record = self._record = self._record or ConnectionRecord(self)
        self._given = ref(record)
        return record

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        yield from ()
        if self._given is None:
            raise AssertionError("connection is not checked out")
        self._given = None

    def _forget(self, record: ConnectionRecord) -> None:
        self._given = None
        self._record = None

    def _plan_dispose(self) -> Plan[None]:
        self._given = None
        record, self._record = self._record, None
        if record is not None:
            yield from self._plan_close(record)


__all__ = ["AssertionPool", "NullPool", "SingletonThreadPool", "StaticPool"]
