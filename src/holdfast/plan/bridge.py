"""The bridge: blocking code under an event loop, without greenlets.

`await bridge(function)` runs `function` in a worker thread. What it asks for through plans (`run` calls `settle`)
travels to the loop and is awaited there, in the task that entered the bridge, so timeouts, cancellation and
task-local things work as if the task had awaited it. Only one of the two sides runs at a time.

What must not live here: anything that knows a database. An awaitable that comes by is a coroutine, no more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from queue import SimpleQueue
from threading import Thread, local
from typing import Any, TypeVar, cast

from ..exc import MissingGreenlet

T = TypeVar("T")

_IDLE_WORKERS = 16


class _Thread(local):
    crossing: _Crossing | None = None


_thread = _Thread()


def in_bridge() -> bool:
    """True if this thread runs a function for a task on an event loop."""
    return _thread.crossing is not None


def settle(awaitable: Coroutine[Any, Any, T]) -> T:
    """Wait, from blocking code under a bridge, for what must be awaited on the loop.

    Raises MissingGreenlet outside of a bridge: there is no loop that this thread could wait for.
    """
    crossing = _thread.crossing
    if crossing is None:
        awaitable.close()
        raise MissingGreenlet(
            "Was IO attempted in an unexpected place? An async driver was asked for something by blocking code, which "
            "cannot await it. Use the async interface (`await session.execute(...)`), or run the blocking code by "
            "`await session.run_sync(function)`."
        )
    return cast(T, crossing.ask(awaitable))


class _Crossing:
    """One call across the bridge: the loop's side waits for `_message`, the worker's side on `_replies`."""

    __slots__ = (
        "_abandoned",
        "_arrival",
        "_cancelled",
        "_loop",
        "_message",
        "_replies",
        "arguments",
        "context",
        "function",
    )

    def __init__(self, loop: Any, context: Context, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._loop = loop
        self.context = context
        self.function = function
        self.arguments = arguments
        self._replies: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self._message: tuple[Any, Any, BaseException | None] | None = None
        self._arrival: Any = None
        self._cancelled: BaseException | None = None
        self._abandoned = False

    # worker's side

    def ask(self, awaitable: Coroutine[Any, Any, Any]) -> Any:
        self._post((awaitable, None, None))
        reply, error = self._replies.get()
        if error is not None:
            raise error
        return reply

    def work(self) -> None:
        _thread.crossing = self
        outcome: tuple[Any, Any, BaseException | None]
        try:
            outcome = (None, self.context.run(self.function, *self.arguments), None)
        except BaseException as error:
            outcome = (None, None, error)
        finally:
            _thread.crossing = None
        self._post(outcome)

    def _post(self, message: tuple[Any, Any, BaseException | None]) -> None:
        try:
            self._loop.call_soon_threadsafe(self._arrive, message)
        except RuntimeError:
            # The loop is closed: nobody is left to answer. The worker must not wait for ever.
            if message[0] is not None:
                message[0].close()
                self._replies.put((None, RuntimeError("The event loop was closed while blocking code ran under it")))

    # loop's side

    def _arrive(self, message: tuple[Any, Any, BaseException | None]) -> None:
        if self._abandoned:
            # The task that waited was closed, not cancelled: refuse, so that the worker ends.
            if message[0] is not None:
                message[0].close()
                self._replies.put((None, GeneratorExit()))
            return
        self._message = message
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    async def _next(self) -> tuple[Any, Any, BaseException | None]:
        """Wait for the worker's next message. A cancellation meanwhile is kept in `_cancelled`: a thread cannot be stopped."""
        asyncio = sys.modules["asyncio"]
        while self._message is None:
            self._arrival = self._loop.create_future()
            try:
                await self._arrival
            except asyncio.CancelledError as error:
                self._cancelled = self._cancelled or error
        message, self._message = self._message, None
        return message

    async def drive(self) -> Any:
        """Answer the worker until its function has ended; deliver a cancellation at its next request."""
        asyncio = sys.modules["asyncio"]
        cleaning = False  # the worker knows of the cancellation: what it asks from now on is clean-up, and shielded
        try:
            while True:
                awaitable, result, failure = await self._next()
                if awaitable is None:
                    if failure is not None:
                        raise failure
                    if self._cancelled is not None and not cleaning:
                        raise self._cancelled
                    return result
                if self._cancelled is not None and not cleaning:
                    awaitable.close()
                    cleaning = True
                    self._replies.put((None, self._cancelled))
                    continue
                try:
                    reply = await (finish(awaitable) if cleaning else awaitable)
                except GeneratorExit:
                    self._replies.put((None, GeneratorExit()))
                    raise
                except BaseException as error:
                    cleaning = cleaning or isinstance(error, asyncio.CancelledError)
                    self._replies.put((None, error))
                else:
                    self._replies.put((reply, None))
        except GeneratorExit:
            self._abandoned = True
            raise


async def finish(awaitable: Coroutine[Any, Any, T]) -> T:
    """Await something to its end, whatever cancellations arrive meanwhile; for clean-up after a cancellation."""
    asyncio = sys.modules["asyncio"]
    task = asyncio.ensure_future(awaitable)
    while True:
        try:
            return cast(T, await asyncio.shield(task))
        except asyncio.CancelledError:
            if task.done():
                raise


class _Worker(Thread):
    """A thread that waits for crossings; it goes back to the idle ones after each."""

    def __init__(self) -> None:
        super().__init__(name="holdfast-bridge", daemon=True)
        self.inbox: SimpleQueue[_Crossing | None] = SimpleQueue()

    def run(self) -> None:
        while (crossing := self.inbox.get()) is not None:
            crossing.work()
            del crossing
            if len(_idle) >= _IDLE_WORKERS:
                return
            _idle.append(self)


_idle: list[_Worker] = []


def _take_worker() -> _Worker:
    try:
        return _idle.pop()
    except IndexError:
        worker = _Worker()
        worker.start()
        return worker


async def bridge(function: Callable[..., T], *arguments: Any) -> T:
    """Run blocking `function` in a worker thread; its requests are performed on the running loop.

    It sees a copy of the caller's context variables. Errors and the result come back; a cancellation is
    delivered at the function's next request, and its clean-up requests after that are shielded.
    """
    loop = sys.modules["asyncio"].get_running_loop()
    crossing = _Crossing(loop, copy_context(), function, arguments)
    _take_worker().inbox.put(crossing)
    return cast(T, await crossing.drive())
