"""PoolCore: its invariant under any sequence of what queues do with it."""

from __future__ import annotations

import itertools

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from holdfast.pool.core import KEPT, SURPLUS, WAIT, PoolCore


class Waiter:
    answer = WAIT


class CoreMachine(RuleBasedStateMachine):
    """What the queues know: who holds what, and who waits."""

    @initialize(size=st.integers(1, 3), overflow=st.integers(0, 2), lifo=st.booleans())
    def start(self, size, overflow, lifo):
        numbers = itertools.count(1)
        self.core = PoolCore(size, overflow, lifo, lambda: next(numbers))
        self.held, self.waiting, self.served, self.idle, self.retired = [], [], [], [], False

    def granted(self, waiter, place):
        assert waiter is self.waiting.pop(0), "first come, first served"
        assert waiter.answer == place
        self.held.append(place)
        self.served.append(waiter)

    @rule()
    def take(self):
        place = self.core.take()
        if place is WAIT:
            waiter = Waiter()
            self.core.wait(waiter)
            self.waiting.append(waiter)
            return
        assert place not in self.held
        if self.idle:
            assert place == (self.idle.pop() if self.core.lifo else self.idle.pop(0))
        self.held.append(place)

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9))
    def put(self, which):
        place = self.held.pop(which % len(self.held))
        answer = self.core.put(place)
        if answer is KEPT:
            self.idle.append(place)
        elif answer is not SURPLUS:
            self.granted(answer, place)
        else:
            assert self.retired or len(self.idle) == self.core.size

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9))
    def drop(self, which):
        place = self.held.pop(which % len(self.held))
        waiter = self.core.drop(place)
        if waiter is not None:
            fresh = waiter.answer
            assert fresh not in self.held
            assert fresh != place
            self.granted(waiter, fresh)

    @precondition(lambda self: self.waiting)
    @rule(which=st.integers(0, 9))
    def leave(self, which):
        assert self.core.leave(self.waiting.pop(which % len(self.waiting))) is WAIT

    @precondition(lambda self: self.served)
    @rule()
    def leave_late(self):
        waiter = self.served.pop()
        place = self.core.leave(waiter)
        assert place is not WAIT
        assert self.core.leave(waiter) is WAIT

    @rule()
    def put_a_stranger(self):
        assert self.core.put("unknown") is SURPLUS
        assert self.core.drop("unknown") is None

    @rule()
    def drain(self):
        assert self.core.drain() == self.idle
        self.idle.clear()

    @rule()
    def retire(self):
        self.core.retire()
        self.retired = True

    @invariant()
    def holds(self):
        if not hasattr(self, "core"):
            return
        core = self.core
        assert len(core.given) + len(core.idle) <= core.size + core.max_overflow
        assert list(core.idle) == self.idle
        assert len(core.idle) <= core.size
        assert sorted(core.given) == sorted(self.held)
        assert list(core.waiting) == self.waiting
        # Nobody waits while something is idle or may be opened.
        if core.waiting:
            assert not core.idle
            assert len(core.given) == core.size + core.max_overflow


CoreMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestCoreMachine = CoreMachine.TestCase


def test_places_are_listed_in_the_order_in_which_they_were_given():
    numbers = itertools.count(1)
    core = PoolCore(3, 0, False, lambda: next(numbers))
    assert [core.take() for _ in range(3)] == [1, 2, 3]
    waiter = Waiter()
    core.wait(waiter)
    assert core.put(1) is waiter
    assert list(core.given) == [2, 3, 1]


def test_no_limit():
    for size, overflow in ((0, 10), (2, -1)):
        core = PoolCore(size, overflow, False, object)
        assert len({core.take() for _ in range(100)}) == 100
