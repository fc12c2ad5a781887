"""The async engine over aiosqlite: the same plans, awaited. No greenlet is imported."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from holdfast import event, exc, inspect, text
from holdfast.ext.asyncio.engine import create_async_engine
from holdfast.pool import AsyncAdaptedQueuePool, StaticPool


def run(work, url="sqlite+aiosqlite://", **options):
    async def main():
        engine = create_async_engine(url, **options)
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    return asyncio.run(main())


async def with_table(engine, rows=3):
    async with engine.begin() as connection:
        await connection.exec_driver_sql("create table t(id integer primary key, n text)")
        await connection.execute(text("insert into t(n) values (:n)"), [{"n": str(number)} for number in range(rows)])


def test_execute_and_transactions():
    async def work(engine):
        await with_table(engine)
        async with engine.connect() as connection:
            await connection.execute(text("delete from t"))
            assert connection.in_transaction()
            await connection.rollback()
            async with connection.begin_nested() as nested:
                await connection.execute(text("delete from t where id = 1"))
                await nested.rollback()
            assert await connection.scalar(text("select count(*) from t")) == 3
            return (await connection.scalars(text("select n from t order by id"))).all()

    assert run(work) == ["0", "1", "2"]


def test_begin_block_rolls_back_on_error():
    async def work(engine):
        await with_table(engine)
        with pytest.raises(ValueError, match="x"):
            async with engine.begin() as connection:
                await connection.execute(text("delete from t"))
                raise ValueError("x")
        return (await engine.execute("select count(*) from t")).scalar()

    assert run(work) == 3


def test_streaming():
    async def work(engine):
        await with_table(engine, 250)
        async with engine.connect() as connection:
            async with connection.stream(text("select id from t order by id")) as result:
                seen = [row.id async for row in result]
            result = await connection.stream(text("select id, n from t order by id"))
            head = (await result.fetchone(), await result.fetchmany(2))
            sizes = [len(part) async for part in result.partitions(100)]
            mapping = await (await connection.stream(text("select id from t"))).mappings().first()
            values = await (await connection.stream_scalars(text("select n from t where id < 3"))).all()
            one = await (await connection.stream(text("select 1"))).scalar_one()
            with pytest.raises(exc.MultipleResultsFound):
                await (await connection.stream(text("select id from t"))).one()
            return seen, head, sizes, dict(mapping), values, one

    seen, head, sizes, mapping, values, one = run(work)
    assert seen == list(range(1, 251))
    assert head == ((1, "0"), [(2, "1"), (3, "2")])
    assert sizes == [100, 100, 47]
    assert (mapping, values, one) == ({"id": 1}, ["0", "1"], 1)


def test_run_sync_and_handlers():
    async def work(engine):
        statements = []

        @event.listens_for(engine.sync_engine, "connect")
        def connect(dbapi_connection, record):
            cursor = dbapi_connection.cursor()
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.close()

        @event.listens_for(engine.sync_engine, "before_cursor_execute")
        def before(connection, cursor, statement, parameters, context, executemany):
            statements.append(statement)

        await with_table(engine)
        async with engine.connect() as connection:
            names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            enforced = await connection.scalar(text("PRAGMA foreign_keys"))
        return names, enforced, statements[0]

    assert run(work) == (["t"], 1, "create table t(id integer primary key, n text)")


def test_blocking_use_is_refused():
    async def work(engine):
        async with engine.connect() as connection:
            with pytest.raises(exc.MissingGreenlet, match="async"):
                connection.sync_connection.execute(text("select 1"))
        with pytest.raises(exc.NoInspectionAvailable, match="Inspection on an AsyncEngine"):
            inspect(engine)

    run(work)


def test_pools(tmp_path):
    assert isinstance(create_async_engine("sqlite+aiosqlite://").pool, StaticPool)
    assert isinstance(create_async_engine("sqlite+aiosqlite:///x.db").pool, AsyncAdaptedQueuePool)
    with pytest.raises(exc.InvalidRequestError, match="The asyncio extension requires an async driver to be used"):
        create_async_engine("sqlite:///x.db")

    async def work(engine):
        await with_table(engine)
        results = await asyncio.gather(*(engine.execute("select count(*) from t") for _ in range(20)))
        return {result.scalar() for result in results}, engine.pool.checkedout()

    assert run(work, f"sqlite+aiosqlite:///{tmp_path}/x.db", pool_size=2, max_overflow=1) == ({3}, 0)


def test_waiting_times_out(tmp_path):
    async def work(engine):
        async with engine.connect():
            with pytest.raises(exc.TimeoutError, match="QueuePool limit of size 1 overflow 0 reached"):
                await engine.connect()
        async with engine.connect() as connection:
            return await connection.scalar(text("select 1"))

    assert run(work, f"sqlite+aiosqlite:///{tmp_path}/x.db", pool_size=1, max_overflow=0, pool_timeout=0.01) == 1


def test_cancelled_task_gives_its_connection_back(tmp_path):
    async def work(engine):
        await with_table(engine)
        entered = asyncio.Event()

        async def long():
            async with engine.begin() as connection:
                await connection.execute(text("delete from t"))
                entered.set()
                await asyncio.sleep(60)

        task = asyncio.create_task(long())
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return (await engine.execute("select count(*) from t")).scalar(), engine.pool.checkedout()

    assert run(work, f"sqlite+aiosqlite:///{tmp_path}/x.db") == (3, 0)


def test_not_started():
    async def work(engine):
        connection = engine.connect()
        with pytest.raises(exc.InvalidRequestError, match="AsyncConnection context has not been started"):
            await connection.execute(text("select 1"))
        with pytest.raises(exc.InvalidRequestError, match="connection is already started"):
            async with engine.connect() as connection:
                await connection.start()

    run(work)


def test_no_greenlet_is_imported():
    program = (
        "import asyncio, sys\n"
        "from holdfast.ext.asyncio.engine import create_async_engine\n"
        "async def main():\n"
        "    print((await create_async_engine('sqlite+aiosqlite://').execute('select 1')).scalar(), 'greenlet' in sys.modules)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]
