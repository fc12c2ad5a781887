"""Plans without a database: drive one with scripted replies, keep what it asked for, drop it anywhere.

For tests (the law "a plan may be dropped at any yield" is checked with `drop`) and for showing what a plan does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ..util import Generic
from .ask import Plan
from .request import Request

T = TypeVar("T")


class Step:
    """One request and how it was answered."""

    __slots__ = ("error", "reply", "request")

    def __init__(self, request: Request, reply: Any = None, error: BaseException | None = None) -> None:
        self.request = request
        self.reply = reply
        self.error = error

    def __repr__(self) -> str:
        answer = f"raised {self.error!r}" if self.error is not None else repr(self.reply)
        return f"{self.request!r} -> {answer:.120}"


class Recorded(Generic[T]):
    """A plan's result and the steps that led to it. `error` is set instead when the plan raised."""

    __slots__ = ("error", "result", "steps")

    def __init__(self, result: T | None, steps: list[Step], error: BaseException | None = None) -> None:
        self.result = result
        self.steps = steps
        self.error = error

    @property
    def requests(self) -> list[Request]:
        return [step.request for step in self.steps]

    def __repr__(self) -> str:
        lines = [repr(step) for step in self.steps]
        lines.append(f"result: {self.result!r}" if self.error is None else f"error: {self.error!r}")
        return "\n".join(lines)


def record(plan: Plan[T]) -> Recorded[T]:
    """Run a plan for real and keep each request with its reply; an error of the plan is kept, too."""
    return _drive(plan, lambda request: request.perform())


def replay(plan: Plan[T], replies: Iterable[Any]) -> Recorded[T]:
    """Answer a plan's requests with `replies`, in order.

    A reply that is an exception is thrown in; one that is callable is called with the request. A plan that asks for more than
    was scripted gets an AssertionError that names the request.
    """
    waiting = iter(replies)

    def answer(request: Request) -> Any:
        try:
            reply = next(waiting)
        except StopIteration:
            raise AssertionError(f"The script has no reply for {request!r}") from None
        if isinstance(reply, BaseException):
            raise reply
        return reply(request) if callable(reply) else reply

    return _drive(plan, answer)


def drop(plan: Plan[Any], replies: Iterable[Any], after: int) -> bool:
    """Answer `after` requests, then close the plan where it stands. False if it ended before.

    A plan that yields while it is being closed breaks law P2: RuntimeError.
    """
    waiting = iter(replies)
    try:
        request = next(plan)
        for _ in range(after):
            reply = next(waiting)
            if isinstance(reply, BaseException):
                request = plan.throw(reply)
            else:
                request = plan.send(reply(request) if callable(reply) else reply)
    except StopIteration:
        return False
    plan.close()
    return True


def drops(make_plan: Callable[[], Plan[Any]], replies: Callable[[], Iterable[Any]]) -> Iterable[int]:
    """Drop a fresh plan at each of its yields, one after the other; yield the position after each drop.

    The caller checks, for each position, that what the plan worked on is in a known state.
    """
    position = 0
    while drop(make_plan(), replies(), position):
        yield position
        position += 1


def _drive(plan: Plan[T], answer: Callable[[Request], Any]) -> Recorded[T]:
    steps: list[Step] = []
    try:
        request = next(plan)
        while True:
            try:
                reply = answer(request)
            except BaseException as error:
                steps.append(Step(request, error=error))
                request = plan.throw(error)
            else:
                steps.append(Step(request, reply))
                request = plan.send(reply)
    except StopIteration as done:
        return Recorded(done.value, steps)
    except Exception as error:
        return Recorded(None, steps, error)
