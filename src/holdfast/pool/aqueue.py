"""`AsyncAdaptedQueuePool`: the bounded pool for tasks on an event loop. Only the waiting differs from `QueuePool`."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from .core import WAIT
from .queue import QueuePool


class TaskWaiter:
    """A task that waits for a record.

    The answer may come from another thread (a finalizer, another loop), so he is woken through his own loop.
    """

    __slots__ = ("_future", "_loop", "answer")

    def __init__(self) -> None:
        # Not before there is a task: `asyncio` is not imported by programs that have none.
        self._loop: Any = sys.modules["asyncio"].get_running_loop()
        self._future: Any = self._loop.create_future()
        self.answer: Any = WAIT

    def wake(self) -> bool:
        """He has an answer. False when his loop is closed, so that there is nobody to wake any more."""
        try:
            self._loop.call_soon_threadsafe(self._wake)
        except RuntimeError:
            return False
        return True

    def _wake(self) -> None:
        if not self._future.done():
            self._future.set_result(None)

    async def wait(self, seconds: float | None) -> bool:
        """Whether there is an answer; suspends up to `seconds`."""
        await sys.modules["asyncio"].wait([self._future], timeout=seconds)
        return self.answer is not WAIT


class AsyncAdaptedQueuePool(QueuePool):
    """`QueuePool` for async drivers: `acquire()` is awaited instead of blocking."""

    _waits_in = "tasks"
    _waiter: ClassVar[Any] = TaskWaiter

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._is_async = True


__all__ = ["AsyncAdaptedQueuePool", "TaskWaiter"]
