"""The async runner: drive a plan to its end, awaiting each request on the running loop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CoroutineType
from typing import Any, TypeVar, cast

from .ask import Plan
from .bridge import bridge, finish
from .request import Call

T = TypeVar("T")

_CO_COROUTINE = 0x80  # inspect.CO_COROUTINE, whose module is too slow to import for one number


async def arun(plan: Plan[T]) -> T:
    """Await what the plan asks for, one request after the other, and return its result.

    After a cancellation has been thrown into the plan, what it still asks for is clean-up: those requests are
    shielded, so that a connection goes back to its pool in a known state.
    """
    cleaning = False
    try:
        request = next(plan)
        while True:
            try:
                if request.__class__ is Call:
                    reply = await _call(request.function, request.arguments)
                else:
                    reply = request.perform()
                    if reply.__class__ is CoroutineType:
                        reply = await (finish(reply) if cleaning else reply)
            except GeneratorExit:
                plan.close()
                raise
            except BaseException as error:
                cleaning = cleaning or _is_cancellation(error)
                request = plan.throw(error)
            else:
                request = plan.send(reply)
    except StopIteration as done:
        return cast(T, done.value)


async def _call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """A user's handler: an `async def` is awaited, a plain one runs under the bridge, so that it may do I/O."""
    code = getattr(function, "__code__", None)
    if code is not None and code.co_flags & _CO_COROUTINE:
        return await function(*arguments)
    result = await bridge(function, *arguments)
    return await result if result.__class__ is CoroutineType else result


def _is_cancellation(error: BaseException) -> bool:
    return isinstance(error, sys.modules["asyncio"].CancelledError)
