"""Who gets which place: decisions only.

A pool has places, each a record that holds a connection or (before its first, and after one is lost) none. `PoolCore`
knows no thread, task or clock; the queues hold a lock around it and carry out what it decides.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from ..util import symbol

WAIT: Final = symbol("WAIT", "all places are taken")
KEPT: Final = symbol("KEPT", "the place is idle now")
SURPLUS: Final = symbol("SURPLUS", "the place exists no more: close its connection")


class PoolCore:
    """Decide who gets which place. Callers hold a lock around every method.

    Invariant: given + idle <= size + overflow. `given` keeps the places in the order in which they were given, which is
    what a timeout reports. `make` makes a new, empty place. A waiter's `answer` is WAIT until a place is given to him:
    with the lock held, so that whoever waits no longer knows what he has.
    """

    __slots__ = ("given", "idle", "keep", "lifo", "make", "max_overflow", "most", "size", "waiting")

    def __init__(self, size: int, max_overflow: int, lifo: bool, make: Callable[[], Any]) -> None:
        self.size = size
        self.max_overflow = max_overflow
        self.lifo = lifo
        self.make = make
        # How many places may be idle, and how many there may be at once.
        self.keep = size or sys.maxsize
        self.most = sys.maxsize if size == 0 or max_overflow == -1 else size + max_overflow
        self.idle: deque[Any] = deque()
        self.given: dict[Any, None] = {}
        self.waiting: deque[Any] = deque()

    def take(self) -> Any:
        """A place (idle, or new), which is given from now on; or WAIT."""
        idle = self.idle
        if idle:
            place = idle.pop() if self.lifo else idle.popleft()
        elif len(self.given) < self.most:
            place = self.make()
        else:
            return WAIT
        self.given[place] = None
        return place

    def put(self, place: Any) -> Any:
        """A place comes back: KEPT, SURPLUS, or the waiter who gets it (it counts as given to him)."""
        given = self.given
        if place not in given:
            return SURPLUS
        del given[place]
        if self.waiting:
            given[place] = None  # anew: at the end of the order
            waiter = self.waiting.popleft()
            waiter.answer = place
            return waiter
        if len(self.idle) < self.keep:
            self.idle.append(place)
            return KEPT
        return SURPLUS

    def drop(self, place: Any) -> Any:
        """A given place exists no more. Returns the waiter to whom a new one is given for it, or None."""
        if place in self.given:
            del self.given[place]
            if self.waiting:
                waiter = self.waiting.popleft()
                waiter.answer = self.make()
                self.given[waiter.answer] = None
                return waiter
        return None

    def wait(self, waiter: Any) -> None:
        self.waiting.append(waiter)

    def leave(self, waiter: Any) -> Any:
        """The waiter waits no longer. Returns what was given to him meanwhile (it is his no more), or WAIT."""
        answer, waiter.answer = waiter.answer, WAIT
        if answer is WAIT and waiter in self.waiting:
            self.waiting.remove(waiter)
        return answer

    def drain(self) -> list[Any]:
        """All idle places, which exist no more: their connections are to be closed."""
        drained = list(self.idle)
        self.idle.clear()
        return drained

    def retire(self) -> None:
        """Keep no place that comes back."""
        self.keep = 0

    def like_this(self) -> PoolCore:
        """A new one with the same limits, and nothing in it."""
        return PoolCore(self.size, self.max_overflow, self.lifo, self.make)


__all__ = ["KEPT", "SURPLUS", "WAIT", "PoolCore"]
