"""The dry runner: answer a plan that needs nothing from the outside, and refuse the others.

It serves attribute access under an async session: an identity-map hit answers without I/O; anything else is
an error that the caller words, because only it knows the attribute's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from .ask import Plan
from .request import Request

T = TypeVar("T")


def dry(plan: Plan[T], refuse: Callable[[Request], BaseException]) -> T:
    """Return the plan's result if it never asks; otherwise close it and raise what `refuse(request)` returns."""
    try:
        request = next(plan)
    except StopIteration as done:
        return cast(T, done.value)
    plan.close()
    raise refuse(request)
