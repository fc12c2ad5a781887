"""The blocking runner: drive a plan to its end, performing each request on this thread."""

from __future__ import annotations

from typing import TypeVar, cast

from .ask import Plan

T = TypeVar("T")


def run(plan: Plan[T]) -> T:
    """Perform what the plan asks for, one request after the other, and return its result."""
    try:
        request = next(plan)
        while True:
            try:
                reply = request.perform()
            except BaseException as error:
                request = plan.throw(error)
            else:
                request = plan.send(reply)
    except StopIteration as done:
        return cast(T, done.value)
