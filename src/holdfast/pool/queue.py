"""`QueuePool`: a bounded pool for threads. The waiting is here; the deciding is in core.py."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from threading import Event, Lock
from time import time
from typing import Any, ClassVar

from .. import exc, log
from ..plan import Plan, ask
from .base import Pool
from .core import KEPT, SURPLUS, WAIT, PoolCore
from .record import ConnectionRecord

_MOST_HOLDERS_SHOWN = 5


class ThreadWaiter:
    """A thread that waits for a record."""

    __slots__ = ("_event", "answer")

    def __init__(self) -> None:
        self._event = Event()
        self.answer: Any = WAIT

    def wake(self) -> bool:
        """He has an answer. False when there is nobody to wake any more."""
        self._event.set()
        return True

    def wait(self, seconds: float | None) -> Any:
        """Whether there is an answer; blocks up to `seconds`."""
        return self._event.wait(seconds)


class QueuePool(Pool):
    """At most `pool_size` idle connections, and up to `max_overflow` more while they are in use.

    Who finds none waits up to `timeout` seconds. Order is first in, first out; `use_lifo` reuses the most recent
    one, so that surplus connections grow idle. `pool_size=0` and `max_overflow=-1` mean no limit.
    """

    _waiter: ClassVar[Any] = ThreadWaiter
    _waits_in: ClassVar[str | None] = "threads"

    def __init__(
        self,
        creator: Callable[..., Any],
        pool_size: int = 5,
        max_overflow: int = 10,
        timeout: float | None = 30.0,
        use_lifo: bool = False,
        **kw: Any,
    ) -> None:
        # Before all else: a fork may come at any time.
        self._core = PoolCore(pool_size, max_overflow, use_lifo, self._make_record)
        self._lock = Lock()
        # Records whose holders are garbage, to be taken back by whoever has just let go of the lock.
        self._dropped: deque[tuple[ConnectionRecord, bool]] = deque()
        super().__init__(creator, **kw)
        self._timeout = timeout
        # Nothing to check at a check-out: the short road is open (handlers are looked up each time).
        self._is_simple = not (self._recycle > -1 or self._pre_ping)

    def _make_record(self) -> ConnectionRecord:
        return ConnectionRecord(self)

    # -- the short roads: an idle record is given, a clean one taken back, without a plan

    def acquire(self) -> Any:
        with self._lock:
            answer = self._core.take()
        if self._dropped:
            self._take_in_dropped()
        if (
            answer is not WAIT
            and answer.channel is not None
            and answer.generation == self._generation
            and self._is_simple
            and self._logger is None
            and not self.dispatch.checkout
        ):
            answer.note_holder(sys._getframe(1))
            return answer
        return self._drive(self._plan_give(answer))

    def release(self, record: ConnectionRecord) -> Any:
        dispatch = self.dispatch
        channel = record.channel
        if channel is None or dispatch.reset or dispatch.checkin or self._logger is not None or record.settings:
            return super().release(record)
        if record.used:
            if self._is_async:
                return super().release(record)
            if self._reset_verb is not None:
                try:
                    channel.control(self._reset_verb)
                except BaseException as error:
                    self._invalidate(record, error)
                    if not isinstance(error, Exception):
                        record.in_use = False
                        self._put(record)
                        raise
                    return super().release(record)
            record.used = False
        record.was_reset = record.in_use = False
        record.transaction = None
        with self._lock:
            answer = self._core.put(record)
        if self._dropped:
            self._take_in_dropped()
        if answer is KEPT:
            return None
        if answer is not SURPLUS and self._hand_on(answer, record):
            return None
        return self._drive(self._plan_close(record))

    # -- the long roads

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        if answer is None:
            with self._lock:
                answer = self._core.take()
            if self._dropped:
                self._take_in_dropped()
        if answer is WAIT:
            answer = yield from self._plan_wait()
        return answer  # type: ignore[no-any-return]

    def _plan_wait(self) -> Plan[Any]:
        waiter = self._waiter()
        with self._lock:
            answer = self._core.take()  # one may have come back since
            if answer is WAIT:
                self._core.wait(waiter)
        if self._dropped:
            self._take_in_dropped()
        if answer is not WAIT:
            return answer
        try:
            yield from ask.sleep(waiter.wait, self._timeout)  # type: ignore[arg-type]
            with self._lock:
                answer = self._core.leave(waiter)
        except BaseException:
            # Interrupted: what he was given meanwhile goes to the next.
            if answer is WAIT:
                with self._lock:
                    answer = self._core.leave(waiter)
            if answer is not WAIT and not self._put(answer):
                self._terminate(answer)
            raise
        if answer is WAIT:
            raise exc.TimeoutError(self._describe_timeout(), code="3o7r")
        return answer

    def _put(self, record: ConnectionRecord) -> bool:
        with self._lock:
            answer = self._core.put(record)
        if self._dropped:
            self._take_in_dropped()
        return self._hand_on(answer, record)

    def _hand_on(self, answer: Any, record: ConnectionRecord) -> bool:
        """Carry out what the core answered to a record that came back. False when it has no place any more."""
        while answer is not KEPT and answer is not SURPLUS:
            if answer.wake():
                return True
            with self._lock:
                if self._core.leave(answer) is WAIT:
                    return True  # he left by himself, and passed it on
                answer = self._core.put(record)
        return answer is KEPT

    def _drop(self, record: ConnectionRecord) -> None:
        with self._lock:
            waiter = self._core.drop(record)
        if self._dropped:
            self._take_in_dropped()
        if waiter is not None:
            self._hand_on(waiter, waiter.answer)

    def _reclaim(self, record: ConnectionRecord, detached: bool = False) -> None:
        # A finalizer runs anywhere, also in this thread while it holds the lock: it must never wait for it.
        self._dropped.append((record, detached))
        if self._lock.acquire(blocking=False):
            self._lock.release()
            self._take_in_dropped()

    def _take_in_dropped(self) -> None:
        """Take back what was dropped while the lock was held: whoever lets go of the lock looks here after."""
        while self._dropped:
            try:
                record, detached = self._dropped.popleft()
            except IndexError:
                return
            try:
                super()._reclaim(record, detached)
            except Exception as error:
                # Nobody called for this: whoever happens to be here has work of his own.
                log.error_of("pool", "Exception while a dropped connection was taken back: %s", error)

    # -- the pool as a whole

    def _plan_dispose(self) -> Plan[None]:
        with self._lock:
            idle = self._core.drain()
        for record in idle:
            yield from self._plan_close(record)
        if self._logger is not None:
            self._logger.info("Pool disposed. %s", self.status())

    def _retire(self) -> None:
        self._core.retire()

    def _after_fork(self) -> None:
        self._lock = Lock()
        self._dropped.clear()
        self._core = self._core.like_this()

    def recreate(self) -> Pool:
        core = self._core
        return self._like_this(  # type: ignore[no-any-return]
            pool_size=core.size, max_overflow=core.max_overflow, timeout=self._timeout, use_lifo=core.lifo
        )

    # -- numbers

    def size(self) -> int:
        """How many connections are kept when idle."""
        return self._core.size

    def checkedin(self) -> int:
        """How many places are idle."""
        return len(self._core.idle)

    def checkedout(self) -> int:
        """How many places are in use."""
        return len(self._core.given)

    def overflow(self) -> int:
        """How many places exist beyond the size; negative while the pool is not full, 0 where there is no size."""
        return 0 if self._core.size == 0 else len(self._core.idle) + len(self._core.given) - self._core.size

    def timeout(self) -> float | None:
        """How many seconds a check-out waits."""
        return self._timeout

    def holders(self) -> list[str]:
        """Who holds connections now, the longest holder first: since when, at which line, in which transaction, last statement."""
        now = time()
        with self._lock:
            given = list(self._core.given)
        return [record.describe_holder(now) for record in given if record.in_use]

    def status(self) -> str:
        return (
            f"Pool size: {self.size()}  Connections in pool: {self.checkedin()} "
            f"Current Overflow: {self.overflow()} Current Checked out connections: {self.checkedout()}"
        )

    def _describe_timeout(self) -> str:
        holders = self.holders()
        shown = "".join(f"\n  {number}. {holder}" for number, holder in enumerate(holders[:_MOST_HOLDERS_SHOWN], 1))
        if len(holders) > _MOST_HOLDERS_SHOWN:
            shown += f"\n  ... and {len(holders) - _MOST_HOLDERS_SHOWN} more"
        return (
            f"QueuePool limit of size {self._core.size} overflow {self._core.max_overflow} reached, connection timed out, "
            f"timeout {self._timeout or 0:0.2f}. Held by:{shown or ' connections being opened'}\n"
            "Close connections and sessions when done with them (`with`), or raise pool_size or max_overflow."
        )


__all__ = ["QueuePool", "ThreadWaiter"]
