"""PoolCore: its invariant under any sequence of what queues do with it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holdfast.pool.core import KEPT, OPEN, SURPLUS, WAIT, PoolCore

VERBS = st.lists(
    st.sampled_from(["take", "put", "forget", "opened", "failed", "wait", "give_up", "drain"]), max_size=60
)


class World:
    """What the queues know: who holds what, who opens, who waits."""

    def __init__(self, core):
        self.core = core
        self.held = []
        self.opening = 0
        self.waiting = []
        self.made = 0

    def granted(self, waiter, answer):
        assert waiter in self.waiting
        self.waiting.remove(waiter)
        if answer is OPEN:
            self.opening += 1
        else:
            self.held.append(answer)

    def take(self):
        answer = self.core.take()
        if answer is OPEN:
            self.opening += 1
        elif answer is not WAIT:
            assert answer not in self.held
            self.held.append(answer)

    def put(self):
        if self.held:
            record = self.held.pop()
            answer = self.core.put(record)
            if answer is not KEPT and answer is not SURPLUS:
                self.granted(answer, record)

    def forget(self):
        if self.held:
            waiter = self.core.forget(self.held.pop(0))
            if waiter is not None:
                self.granted(waiter, OPEN)

    def opened(self):
        if self.opening:
            self.opening -= 1
            self.made += 1
            self.core.opened(self.made)
            self.held.append(self.made)

    def failed(self):
        if self.opening:
            self.opening -= 1
            waiter = self.core.failed()
            if waiter is not None:
                self.granted(waiter, OPEN)

    def wait(self):
        if self.core.take() is WAIT:
            waiter = object()
            self.core.wait(waiter)
            self.waiting.append(waiter)
        else:
            self.__init__(PoolCore(self.core.size, self.core.max_overflow))

    def give_up(self):
        if self.waiting:
            assert self.core.give_up(self.waiting.pop())

    def drain(self):
        self.core.drain()


@given(VERBS, st.integers(1, 3), st.integers(0, 2), st.booleans())
def test_never_more_than_size_and_overflow(verbs, size, overflow, lifo):
    world = World(PoolCore(size, overflow, lifo))
    for verb in verbs:
        getattr(world, verb)()
        core = world.core
        assert len(core.given) + core.opening + len(core.idle) <= size + overflow
        assert len(core.idle) <= size
        assert core.opening == world.opening
        assert list(core.given) == [record for record in core.given if record in world.held]
        assert set(core.given) == set(world.held)
        # Nobody waits while something is idle or may be opened.
        if core.waiting:
            assert not core.idle
            assert len(core.given) + core.opening == size + overflow


def test_order_of_reuse():
    for lifo, expected in ((False, "first"), (True, "second")):
        core = PoolCore(2, 0, lifo)
        for record in ("first", "second"):
            assert core.take() is OPEN
            core.opened(record)
        for record in ("first", "second"):
            assert core.put(record) is KEPT
        assert core.take() == expected


def test_a_record_of_an_earlier_life_is_surplus():
    assert PoolCore(2).put("unknown") is SURPLUS


def test_no_limit():
    core = PoolCore(0)
    assert [core.take() for _ in range(100)] == [OPEN] * 100
