"""Who gets which connection: decisions only.

`PoolCore` knows no thread, task or clock; the queues hold a lock around it and carry out what it decides. An answer
is one of three: a record (give it), OPEN (open a connection; a place is reserved for it), WAIT (none may be opened).
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from ..util import symbol

OPEN: Final = symbol("OPEN", "open a connection, a place is reserved")
WAIT: Final = symbol("WAIT", "all places are taken")
KEPT: Final = symbol("KEPT", "the record is idle now")
SURPLUS: Final = symbol("SURPLUS", "the record belongs to no place any more: close it")


class PoolCore:
    """Decide who gets which connection. Callers hold a lock around every method.

    Invariant: given + opening + idle <= size + overflow. `given` keeps the records in the order in which they
    were given, which is what a timeout reports.
    """

    __slots__ = ("given", "idle", "lifo", "max_overflow", "opening", "size", "waiting")

    def __init__(self, size: int = 5, max_overflow: int = 10, lifo: bool = False) -> None:
        self.size = size
        self.max_overflow = max_overflow
        self.lifo = lifo
        self.idle: deque[Any] = deque()
        self.given: dict[Any, None] = {}
        self.opening = 0
        self.waiting: deque[Any] = deque()

    @property
    def places(self) -> int | None:
        """How many connections may exist at once; None for no limit."""
        return None if self.size == 0 or self.max_overflow == -1 else self.size + self.max_overflow

    @property
    def total(self) -> int:
        return len(self.idle) + len(self.given) + self.opening

    def take(self) -> Any:
        """A record to give, OPEN or WAIT."""
        idle = self.idle
        if idle:
            record = idle.pop() if self.lifo else idle.popleft()
            self.given[record] = None
            return record
        places = self.places
        if places is None or len(self.given) + self.opening < places:
            self.opening += 1
            return OPEN
        return WAIT

    def opened(self, record: Any) -> None:
        """The connection asked for by OPEN exists and is given."""
        self.opening -= 1
        self.given[record] = None

    def failed(self) -> Any:
        """The connection asked for by OPEN could not be opened. Returns a waiter who may try now, or None."""
        self.opening -= 1
        return self._hand_on_place()

    def put(self, record: Any) -> Any:
        """A record comes back: KEPT, SURPLUS, or the waiter who gets it (it counts as given to him)."""
        if record not in self.given:
            return SURPLUS
        if self.waiting:
            waiter = self.waiting.popleft()
            # Given anew: it goes to the end of the order.
            del self.given[record]
            self.given[record] = None
            return waiter
        del self.given[record]
        if self.size == 0 or len(self.idle) < self.size:
            self.idle.append(record)
            return KEPT
        return SURPLUS

    def forget(self, record: Any) -> Any:
        """A given record is lost (invalidated, detached). Returns a waiter who may open one, or None."""
        if record in self.given:
            del self.given[record]
            return self._hand_on_place()
        return None

    def reopening(self, record: Any) -> None:
        """A given record is to be replaced by a fresh connection; its place is kept."""
        if self.given.pop(record, record) is None:
            self.opening += 1

    def _hand_on_place(self) -> Any:
        if self.waiting:
            self.opening += 1
            return self.waiting.popleft()
        return None

    def wait(self, waiter: Any) -> None:
        self.waiting.append(waiter)

    def give_up(self, waiter: Any) -> bool:
        """The waiter waits no longer. False when he was served meanwhile."""
        try:
            self.waiting.remove(waiter)
        except ValueError:
            return False
        return True

    def drain(self) -> list[Any]:
        """All idle records, which are the pool's no more: to be closed. The given ones will be surplus."""
        drained = list(self.idle)
        self.idle.clear()
        return drained


__all__ = ["KEPT", "OPEN", "SURPLUS", "WAIT", "PoolCore"]
