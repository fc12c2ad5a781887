"""Pools that need no queue: none at all, one connection for everybody, one for each thread, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Lock, local
from time import time
from typing import Any
from weakref import ref

from ..plan import Plan, run
from .base import Pool
from .record import ConnectionRecord


class NullPool(Pool):
    """No pooling: every check-out opens a connection, every check-in closes it."""

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        yield from ()
        return ConnectionRecord(self)

    def _put(self, record: ConnectionRecord) -> bool:
        return False


class StaticPool(Pool):
    """One connection, shared by all who ask; it is opened at first use and closed by `dispose()`."""

    def __init__(self, creator: Callable[..., Any], **kw: Any) -> None:
        self._record = ConnectionRecord(self)
        self._is_retired = False
        super().__init__(creator, **kw)

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        yield from ()
        return self._record

    def _put(self, record: ConnectionRecord) -> bool:
        return record is self._record and not self._is_retired

    def _drop(self, record: ConnectionRecord) -> None:
        if record is self._record:
            self._record = ConnectionRecord(self)

    def _retire(self) -> None:
        self._is_retired = True

    def _plan_dispose(self) -> Plan[None]:
        yield from self._plan_close(self._record)

    @property
    def connection(self) -> Any:
        """The record of the one connection."""
        return self._record


class _Local(local):
    record: ConnectionRecord | None = None


class SingletonThreadPool(Pool):
    """One connection for each thread; a thread that asks twice gets the same one.

    Made for SQLite in memory: the tables live as long as the connection. Only the first check-out of a thread and its
    last check-in are told to handlers and reset the connection. Beyond `pool_size` threads, connections that nobody
    holds are closed.
    """

    def __init__(self, creator: Callable[..., Any], pool_size: int = 5, **kw: Any) -> None:
        self.size = pool_size
        self._local = _Local()
        self._all: set[ConnectionRecord] = set()
        self._lock = Lock()
        self._holders: dict[ConnectionRecord, int] = {}
        self._is_retired = False
        super().__init__(creator, **kw)

    def acquire(self) -> Any:
        record = self._local.record
        if record is None or record.channel is None or record.generation != self._generation:
            return super().acquire()
        count = self._holders.get(record)
        if count:
            self._holders[record] = count + 1
            return record
        if self._recycle > -1 or self._pre_ping or self._logger is not None or self.dispatch.checkout or record.used:
            return super().acquire()
        self._holders[record] = 1
        record.note_holder(sys._getframe(1))
        return record

    def release(self, record: ConnectionRecord) -> Any:
        count = self._holders.get(record, 1)
        dispatch = self.dispatch
        channel = record.channel
        if count > 1:
            self._holders[record] = count - 1
            if record.settings and channel is not None:
                run(self._plan_put_back(record))
            return None
        if channel is None or dispatch.reset or dispatch.checkin or self._is_async or self._logger is not None:
            return super().release(record)
        if record.settings:
            return super().release(record)
        if record.used and self._reset_verb is not None:
            try:
                channel.control(self._reset_verb)
            except Exception as error:
                self._invalidate(record, error)
                return super().release(record)
        record.used = record.was_reset = record.in_use = False
        record.transaction = None
        if not self._put(record):
            self._terminate(record)
        return None

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        record = self._local.record
        if record is None:
            record = ConnectionRecord(self)
            for surplus in self._make_room(record):
                self._terminate(surplus)
            self._local.record = record
        self._holders[record] = self._holders.get(record, 0) + 1
        if (record.used or record.settings) and record.channel is not None and self._holders[record] == 1:
            yield from self._plan_reset(record)  # what another thread had to leave to this one
        return record

    def _reclaim(self, record: ConnectionRecord, detached: bool = False) -> None:
        if detached or self._is_async or record is self._local.record or record not in self._all:
            super()._reclaim(record, detached)
            return
        # The collector runs in another thread than the connection's, and a driver may forbid this one to touch it: its own
        # thread resets it when it takes it next.
        record.used, record.in_use, record.transaction = True, False, None
        self._put(record)

    def _make_room(self, record: ConnectionRecord) -> list[ConnectionRecord]:
        """Count `record` in; the records of other threads that make too many and are idle now."""
        with self._lock:
            surplus = len(self._all) + 1 - self.size
            idle = [other for other in self._all if not self._holders.get(other)][: max(surplus, 0)]
            self._all.difference_update(idle)
            self._all.add(record)
        return idle

    def _put(self, record: ConnectionRecord) -> bool:
        left = self._holders.get(record, 1) - 1
        if left > 0:
            self._holders[record] = left
        else:
            self._holders.pop(record, None)
        return record in self._all and not self._is_retired

    def _drop(self, record: ConnectionRecord) -> None:
        self._all.discard(record)
        self._holders.pop(record, None)
        if self._local.record is record:
            self._local.record = None

    def _retire(self) -> None:
        self._is_retired = True

    def _plan_dispose(self) -> Plan[None]:
        with self._lock:
            records, self._all = list(self._all), set()
        self._local = _Local()
        for record in records:
            # A driver may forbid closing from another thread; the connection is given up either way.
            self._terminate(record)
        yield from ()

    def _after_fork(self) -> None:
        self._lock = Lock()

    def recreate(self) -> Pool:
        return self._like_this(pool_size=self.size)  # type: ignore[no-any-return]

    def status(self) -> str:
        return f"SingletonThreadPool id:{id(self)} size: {len(self._all)}"


class AssertionPool(Pool):
    """At most one connection in use at a time; a second check-out is an error that names the first."""

    def __init__(self, creator: Callable[..., Any], store_traceback: bool = True, **kw: Any) -> None:
        self._record: ConnectionRecord | None = None
        self._given: ref[ConnectionRecord] | None = None
        self._store_traceback = store_traceback
        self._is_retired = False
        super().__init__(creator, **kw)

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        yield from ()
        if self._given is not None:
            holder = self._given()
            where = "" if holder is None or not self._store_traceback else f" at: {holder.describe_holder(time())}"
            raise AssertionError(f"connection is already checked out{where}")
        record = self._record = self._record or ConnectionRecord(self)
        self._given = ref(record)
        return record

    def _put(self, record: ConnectionRecord) -> bool:
        if record is not self._record:
            return False
        if self._given is None:
            raise AssertionError("connection is not checked out")
        self._given = None
        return not self._is_retired

    def _plan_dispose(self) -> Plan[None]:
        self._given = None
        record, self._record = self._record, None
        if record is not None:
            yield from self._plan_close(record)

    def _retire(self) -> None:
        self._is_retired = True

    def _after_fork(self) -> None:
        self._given = self._record = None

    def recreate(self) -> Pool:
        return self._like_this(store_traceback=self._store_traceback)  # type: ignore[no-any-return]


__all__ = ["AssertionPool", "NullPool", "SingletonThreadPool", "StaticPool"]
