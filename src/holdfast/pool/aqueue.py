"""`AsyncAdaptedQueuePool`: the bounded pool for tasks on an event loop. Only the waiting differs from `QueuePool`."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from .core import WAIT
from .queue import QueuePool


class TaskWaiter:
    """A task that waits for a record, or for the right to open one.

    A grant may come from another thread (a finalizer), so it goes through the loop.
    """

    __slots__ = ("_future", "_loop", "answer")

    def __init__(self) -> None:
        self._loop: Any = None
        self._future: Any = None
        self.answer: Any = WAIT

    def grant(self, answer: Any) -> None:
        self.answer = answer
        if self._future is not None:
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if not self._future.done():
            self._future.set_result(None)

    async def wait(self, seconds: float) -> bool:
        """Whether there is an answer; suspends up to `seconds`."""
        asyncio = sys.modules["asyncio"]
        self._loop = asyncio.get_running_loop()
        self._future = self._loop.create_future()
        if self.answer is WAIT:
            await asyncio.wait([self._future], timeout=seconds)
        return self.answer is not WAIT


class AsyncAdaptedQueuePool(QueuePool):
    """`QueuePool` for async drivers: `acquire()` is awaited instead of blocking."""

    _is_asyncio = True
    _waiter: ClassVar[Any] = TaskWaiter

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._is_async = True


__all__ = ["AsyncAdaptedQueuePool", "TaskWaiter"]
