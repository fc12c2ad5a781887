"""Tasks on an `AsyncAdaptedQueuePool`, cancelled at any moment: no place is lost, no connection has two holders."""

from __future__ import annotations

import asyncio
import gc
import random
import warnings

import pytest

from holdfast import event, exc
from holdfast.ext.asyncio import create_async_engine
from holdfast.plan import arun
from holdfast.pool import AsyncAdaptedQueuePool


class Refused(Exception):
    pass


async def work(engine, chance, used, conflicts):
    """One check-out and, at random, something that goes wrong with it."""
    fault = chance.choice(["none"] * 6 + ["raise", "invalidate", "detach", "drop", "raw", "soft"])
    if fault == "raw":
        raw = await engine.raw_connection()
        await asyncio.sleep(0)
        await asyncio.shield(arun(raw.plan_close()))
        return
    connection = await engine.connect()
    held = connection.sync_connection._record.driver_connection
    if held in used:
        conflicts.append(held)
    used.add(held)
    try:
        assert (await connection.exec_driver_sql("SELECT 1")).scalar() == 1
        await asyncio.sleep(chance.random() * 0.002)
        if fault == "raise":
            raise Refused
        if fault == "detach":
            connection.sync_connection.detach()
        elif fault == "soft":
            (await connection.get_raw_connection()).invalidate(soft=True)
        elif fault == "invalidate":
            used.discard(held)
            await connection.invalidate()
    finally:
        used.discard(held)
        if fault != "drop":
            await connection.close()


async def storm(engine, seed, tasks=30, turns=6):
    chance = random.Random(seed)
    used, conflicts, unexpected = set(), [], []

    async def run(number):
        for _ in range(turns):
            try:
                await work(engine, chance, used, conflicts)
            except (Refused, exc.TimeoutError):
                continue
            except exc.SQLAlchemyError as error:
                unexpected.append(error)

    running = [asyncio.create_task(run(number)) for number in range(tasks)]
    while not all(task.done() for task in running):
        await asyncio.sleep(chance.random() * 0.002)
        chance.choice(running).cancel()
    await asyncio.gather(*running, return_exceptions=True)
    return conflicts, unexpected


@pytest.mark.parametrize("seed", range(4))
def test_no_leak_and_no_connection_with_two_holders(tmp_path, seed):
    async def main():
        engine = create_async_engine(
            f"sqlite+aiosqlite:///{tmp_path}/x.db", pool_size=3, max_overflow=2, pool_timeout=1
        )
        assert isinstance(engine.pool, AsyncAdaptedQueuePool)
        opened = []
        event.listen(
            engine.sync_engine, "connect", lambda connection, record: opened.append(connection.driver_connection)
        )
        conflicts, unexpected = await storm(engine, seed)
        gc.collect()
        await asyncio.sleep(0.01)
        assert unexpected == []
        assert conflicts == []
        assert engine.pool.checkedout() == 0
        assert not engine.pool._core.waiting
        held = [await engine.connect() for _ in range(5)]
        for connection in held:
            assert (await connection.exec_driver_sql("SELECT 1")).scalar() == 1
            await connection.close()
        # What was opened and is not in the pool was closed.
        await engine.dispose()
        del held, connection
        await asyncio.sleep(0.05)
        assert not [one for one in opened if one._thread.is_alive()]

    with warnings.catch_warnings():
        # Of those that are dropped, and of connections whose opening was cancelled.
        warnings.simplefilter("ignore")
        asyncio.run(main())


def test_a_waiter_whose_loop_is_closed_gets_nothing(tmp_path):
    """A place that comes back while somebody waits on a loop that has ended goes to nobody, and is not lost."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/x.db", pool_size=1, max_overflow=0, pool_timeout=5)
    loop, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    held = loop.run_until_complete(engine.connect().start())
    waiting = other.create_task(engine.connect().start())
    other.run_until_complete(asyncio.sleep(0.01))
    assert len(engine.pool._core.waiting) == 1
    other.close()
    loop.run_until_complete(held.close())
    assert (engine.pool.checkedout(), engine.pool.checkedin()) == (0, 1)
    loop.run_until_complete(engine.dispose())
    loop.close()
    del waiting


def test_a_dropped_connection_is_told_of_and_replaced(tmp_path):
    async def main():
        engine = create_async_engine(
            f"sqlite+aiosqlite:///{tmp_path}/x.db", pool_size=1, max_overflow=0, pool_timeout=1
        )
        heard = []
        for name in ("reset", "checkin", "detach", "close_detached"):
            event.listen(engine.sync_engine, name, lambda *arguments, name=name: heard.append(name))
        connection = await engine.connect()
        await connection.exec_driver_sql("SELECT 42")
        with pytest.warns(
            exc.SAWarning, match="garbage collector is trying to clean up non-checked-in connection"
        ) as caught:
            del connection
            gc.collect()
        assert "last: SELECT 42" in str(caught[0].message)
        assert "test_async_pool.py" in str(caught[0].message)
        assert heard == ["reset", "detach", "close_detached"]
        async with engine.connect() as connection:
            assert (await connection.exec_driver_sql("SELECT 1")).scalar() == 1
        await engine.dispose()

    asyncio.run(main())


def test_a_timeout_names_the_tasks_that_hold_them(tmp_path):
    async def hold(engine):
        connection = await engine.connect()
        await connection.exec_driver_sql("SELECT 42")
        return connection

    async def main():
        engine = create_async_engine(
            f"sqlite+aiosqlite:///{tmp_path}/x.db", pool_size=1, max_overflow=0, pool_timeout=0.05
        )
        held = await hold(engine)
        with pytest.raises(exc.TimeoutError) as caught:
            await engine.connect()
        await held.close()
        await engine.dispose()
        return str(caught.value)

    message = asyncio.run(main())
    assert message.startswith("QueuePool limit of size 1 overflow 0 reached, connection timed out, timeout 0.05")
    assert "test_async_pool.py" in message
    assert "in hold(), in a transaction, last: SELECT 42" in message
