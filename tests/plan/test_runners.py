"""The four runners: results, errors, cancellation, bridges under load."""

from __future__ import annotations

import asyncio
import contextvars
import threading

import pytest

from holdfast.exc import MissingGreenlet
from holdfast.plan import arun, ask, bridge, drops, dry, in_bridge, record, replay, run, settle
from holdfast.plan.request import Request


class Do(Request):
    __slots__ = ("function",)

    def __init__(self, function):
        self.function = function

    def perform(self):
        return self.function()


def summing(make_reply, count):
    total = 0
    for number in range(count):
        total += yield Do(lambda number=number: make_reply(number))
    return total


async def later(number):
    await asyncio.sleep(0)
    return number


def test_a_blocking_plan():
    assert run(summing(lambda number: number, 5)) == 10


def test_errors_are_thrown_in_and_may_be_survived():
    def plan():
        try:
            yield Do(lambda: 1 / 0)
        except ZeroDivisionError:
            return (yield Do(lambda: "survived"))

    assert run(plan()) == "survived"


def test_the_async_runner_and_the_bridge_give_the_same():
    async def main():
        return await arun(summing(later, 5)), await bridge(lambda: run(summing(later, 5)))

    assert asyncio.run(main()) == (10, 10)


def test_blocking_code_outside_of_a_bridge_is_told_what_to_do():
    with pytest.raises(MissingGreenlet, match="run_sync"):
        run(summing(later, 1))


def test_the_dry_runner_answers_or_refuses():
    def knows():
        return 5
        yield

    assert dry(knows(), lambda request: AssertionError()) == 5
    with pytest.raises(LookupError):
        dry(summing(later, 1), lambda request: LookupError(str(request)))


def test_handlers_run_under_the_bridge_or_are_awaited():
    def plain(connection):
        assert in_bridge()
        return settle(later(connection))

    async def modern(connection):
        return await later(connection)

    def plan():
        one = yield from ask.call(plain, 1)
        two = yield from ask.call(modern, 2)
        return one + two

    assert asyncio.run(arun(plan())) == 3


def test_context_is_copied_into_the_bridge():
    variable = contextvars.ContextVar("variable", default=0)

    def inside():
        seen = variable.get()
        variable.set(99)
        return seen

    async def main():
        variable.set(7)
        return await bridge(inside), variable.get()

    assert asyncio.run(main()) == (7, 7)


def cleaning_plan(log):
    async def slow():
        await asyncio.sleep(10)

    async def clean():
        await asyncio.sleep(0.01)
        log.append("cleaned")

    try:
        yield Do(slow)
    except asyncio.CancelledError:
        yield Do(clean)
        raise


@pytest.mark.parametrize("way", ["arun", "bridge"])
def test_cleanup_after_a_cancellation_is_shielded_even_from_a_second_one(way):
    log = []

    async def main():
        work = arun(cleaning_plan(log)) if way == "arun" else bridge(lambda: run(cleaning_plan(log)))
        task = asyncio.create_task(work)
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert log == ["cleaned"]


def test_a_cancellation_reaches_a_busy_worker_at_its_next_request():
    entered, go_on, log = threading.Event(), threading.Event(), []

    def work():
        entered.set()
        go_on.wait(5)
        try:
            settle(later(1))
        except asyncio.CancelledError:
            log.append("told")
            raise

    async def main():
        task = asyncio.create_task(bridge(work))
        while not entered.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.001)  # a thread sets it, no event of the loop can
        task.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert log == ["told"]


def test_errors_come_back_over_the_bridge():
    def fails():
        raise LookupError("inside")

    async def failing_request():
        raise KeyError("on the loop")

    async def main():
        with pytest.raises(LookupError, match="inside"):
            await bridge(fails)
        with pytest.raises(KeyError, match="on the loop"):
            await bridge(lambda: settle(failing_request()))

    asyncio.run(main())


def test_two_hundred_bridges_at_once_and_threads_used_again():
    async def main():
        before = threading.active_count()
        totals = await asyncio.gather(*(bridge(lambda: run(summing(later, 10))) for _ in range(200)))
        for _ in range(50):
            await bridge(lambda: None)
        return totals, threading.active_count() - before

    totals, threads = asyncio.run(main())
    assert totals == [45] * 200
    assert threads <= 40


def test_bridges_do_not_block_the_loop():
    async def main():
        gate = threading.Event()
        waiting = [asyncio.create_task(bridge(gate.wait, 5)) for _ in range(8)]
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(*waiting)

    assert asyncio.run(main()) == [True] * 8


def test_record_and_replay():
    recorded = record(summing(lambda number: number, 3))
    assert (recorded.result, len(recorded.requests)) == (3, 3)
    assert replay(summing(None, 3), [1, 2, 3]).result == 6
    failed = replay(summing(None, 2), [1, LookupError("no")])
    assert isinstance(failed.error, LookupError)
    unscripted = replay(summing(None, 2), [1])
    assert "no reply" in str(unscripted.error)


def test_a_plan_is_dropped_at_each_yield():
    state = []

    def plan():
        state.append("open")
        try:
            for number in range(3):
                yield Do(lambda number=number: number)
        finally:
            state.append("closed")

    positions = []
    for position in drops(plan, lambda: [0, 1, 2]):
        positions.append(position)
        assert state == ["open", "closed"]
        state.clear()
    assert positions == [0, 1, 2]


def test_a_plan_that_yields_while_it_is_dropped_breaks_the_law():
    def unlawful():
        try:
            yield Do(lambda: 1)
        finally:
            yield Do(lambda: 2)

    with pytest.raises(RuntimeError):
        list(drops(unlawful, lambda: [1]))
