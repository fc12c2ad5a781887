"""The blocking runner: drive a plan to its end, performing each request on this thread."""

from __future__ import annotations

from types import CoroutineType
from typing import TypeVar

from .ask import Plan
from .bridge import settle

T = TypeVar("T")


def run(plan: Plan[T]) -> T:
    """Perform what the plan asks for, one request after the other, and return its result.

    Where an async driver answers with a coroutine, it is awaited on the event loop if this thread is under a
    bridge; elsewhere that is an error, because blocking code cannot await.
    """
    try:
        request = next(plan)
        while True:
            try:
                reply = request.perform()
                if reply.__class__ is CoroutineType:
                    reply = settle(reply)
            except BaseException as error:
                request = plan.throw(error)
            else:
                request = plan.send(reply)
    except StopIteration as done:
        result: T = done.value
        return result
