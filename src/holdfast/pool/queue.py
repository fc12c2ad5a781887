"""`QueuePool`: a bounded pool for threads. The waiting is here; the deciding is in core.py."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from time import time
from typing import Any, ClassVar

from .. import exc
from ..plan import Plan, ask
from .base import Pool
from .core import KEPT, OPEN, SURPLUS, WAIT, PoolCore
from .record import ConnectionRecord

_MOST_HOLDERS_SHOWN = 5


class ThreadWaiter:
    """A thread that waits for a record, or for the right to open one."""

    __slots__ = ("_event", "answer")

    def __init__(self) -> None:
        self._event = Event()
        self.answer: Any = WAIT

    def grant(self, answer: Any) -> None:
        self.answer = answer
        self._event.set()

    def wait(self, seconds: float) -> Any:
        """Whether there is an answer; blocks up to `seconds`."""
        return self._event.wait(seconds)


class QueuePool(Pool):
    """At most `pool_size` idle connections, and up to `max_overflow` more while they are in use.

    Who finds none waits up to `timeout` seconds. Order is first in, first out; `use_lifo` reuses the most recent
    one, so that surplus connections grow idle. `pool_size=0` and `max_overflow=-1` mean no limit.
    """

    _waiter: ClassVar[Any] = ThreadWaiter

    def __init__(
        self,
        creator: Callable[..., Any],
        pool_size: int = 5,
        max_overflow: int = 10,
        timeout: float = 30.0,
        use_lifo: bool = False,
        **kw: Any,
    ) -> None:
        super().__init__(creator, **kw)
        self._core = PoolCore(pool_size, max_overflow, use_lifo)
        self._lock = Lock()
        self._timeout = timeout
        # Nothing to check or to tell at a check-out: the short road is open (events are looked up each time).
        self._is_simple = not (self._recycle > -1 or self._pre_ping)

    # -- the short roads: an idle record is given, a clean one taken back, without a plan

    def acquire(self) -> Any:
        if not self._is_simple or self.dispatch.checkout:
            return super().acquire()
        with self._lock:
            answer = self._core.take()
        if (
            answer.__class__ is ConnectionRecord
            and answer.channel is not None
            and answer.generation == self._generation
        ):
            answer.given_at = time()
            answer.in_use = True
            answer.note_holder()
            return answer
        return self._drive(self._plan_give(answer))

    def release(self, record: ConnectionRecord) -> Any:
        dispatch = self.dispatch
        channel = record.channel
        if channel is None or dispatch.reset or dispatch.checkin or (record.used and self._is_async):
            return super().release(record)
        if record.used and self._reset_verb is not None:
            try:
                channel.control(self._reset_verb)
            except Exception as error:
                self._invalidate(record, error)
                return super().release(record)
        record.used = False
        record.in_use = False
        with self._lock:
            answer = self._core.put(record)
        if answer is KEPT:
            return None
        return self._drive(self._plan_settle(answer, record))

    # -- the long roads

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        if answer is None:
            with self._lock:
                answer = self._core.take()
        if answer is WAIT:
            answer = yield from self._plan_wait()
        if answer is OPEN:
            record = ConnectionRecord(self)
            try:
                yield from self._plan_open(record)
            except BaseException:
                self._pass_on_place()
                raise
            with self._lock:
                self._core.opened(record)
            return record
        return answer  # type: ignore[no-any-return]

    def _plan_wait(self) -> Plan[Any]:
        waiter = self._waiter()
        with self._lock:
            answer = self._core.take()  # one may have come back since
            if answer is not WAIT:
                return answer
            self._core.wait(waiter)
        try:
            yield from ask.sleep(waiter.wait, self._timeout)
        except BaseException:
            self._abandon(waiter)
            raise
        with self._lock:
            in_time = not self._core.give_up(waiter)
        if in_time:
            return waiter.answer
        raise exc.TimeoutError(self._describe_timeout(), code="3o7r")

    def _abandon(self, waiter: Any) -> None:
        """The waiter was cancelled; what he was granted meanwhile goes to the next."""
        with self._lock:
            if self._core.give_up(waiter):
                return
        if waiter.answer is OPEN:
            self._pass_on_place()
        elif waiter.answer is not WAIT:
            with self._lock:
                following = self._core.put(waiter.answer)
            if following is SURPLUS:
                self._terminate(waiter.answer)
            elif following is not KEPT:
                following.grant(waiter.answer)

    def _pass_on_place(self) -> None:
        with self._lock:
            following = self._core.failed()
        if following is not None:
            following.grant(OPEN)

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        with self._lock:
            answer = self._core.put(record)
        yield from self._plan_settle(answer, record)

    def _plan_settle(self, answer: Any, record: ConnectionRecord) -> Plan[None]:
        if answer is SURPLUS:
            yield from self._plan_close(record)
        elif answer is not KEPT:
            answer.grant(record)

    def _forget(self, record: ConnectionRecord) -> None:
        with self._lock:
            following = self._core.forget(record)
        if following is not None:
            following.grant(OPEN)

    def _plan_dispose(self) -> Plan[None]:
        with self._lock:
            idle = self._core.drain()
        for record in idle:
            yield from self._plan_close(record)

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
        """How many are idle."""
        return len(self._core.idle)

    def checkedout(self) -> int:
        """How many are in use."""
        return len(self._core.given) + self._core.opening

    def overflow(self) -> int:
        """How many exist beyond the size; negative while the pool is not full."""
        return self._core.total - self._core.size

    def timeout(self) -> float:
        return self._timeout

    def holders(self) -> list[str]:
        """Who holds connections now, the longest holder first: since when, at which line, last statement."""
        now = time()
        return [record.describe_holder(now) for record in list(self._core.given)]

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
            f"timeout {self._timeout:0.2f}. Held by:{shown or ' connections being opened'}\n"
            "Close connections and sessions when done with them (`with`), or raise pool_size or max_overflow."
        )


__all__ = ["QueuePool", "ThreadWaiter"]
