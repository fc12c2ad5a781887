"""Results that are fetched with await: the methods of the oracle's, over rows still on the server, with the same answers."""

import asyncio
import importlib

import pytest

SQL = "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y' UNION ALL SELECT 2, 'y' UNION ALL SELECT 3, 'z' ORDER BY 1"


async def gathered(iterator):
    return [one async for one in iterator]


async def tuples(rows):
    return [tuple(row) for row in await rows]


async def left_early(rows):
    seen = []
    async for row in rows:
        seen.append(row)
        if len(seen) == 2:
            break
    return [seen, await rows.fetchmany(1), await rows.all()]


async def mixed(rows):
    return [[row, await rows.fetchmany(1)] async for row in rows]


CASES = {
    "a loop left early": lambda r: left_early(r),
    "a loop over scalars left early": lambda r: left_early(r.scalars()),
    "a loop over unique rows left early": lambda r: left_early(r.scalars().unique()),
    "fetching inside a loop": lambda r: mixed(r),
    "fetchmany of the usual size": lambda r: r.fetchmany(),
    "partitions of the usual size": lambda r: gathered(r.partitions()),
    "all": lambda r: tuples(r.all()),
    "fetchall": lambda r: tuples(r.fetchall()),
    "fetchone": lambda r: r.fetchone(),
    "fetchmany": lambda r: tuples(r.fetchmany(3)),
    "first": lambda r: r.first(),
    "one": lambda r: r.one(),
    "one_or_none": lambda r: r.one_or_none(),
    "scalar": lambda r: r.scalar(),
    "scalar_one": lambda r: r.scalar_one(),
    "scalar_one_or_none": lambda r: r.scalar_one_or_none(),
    "iteration": lambda r: gathered(r),
    "partitions": lambda r: gathered(r.partitions(3)),
    "yield_per partitions": lambda r: gathered(r.yield_per(2).partitions()),
    "unique": lambda r: r.unique().all(),
    "unique scalars": lambda r: r.scalars().unique().all(),
    "scalars all": lambda r: r.scalars().all(),
    "scalars by name": lambda r: r.scalars("b").fetchall(),
    "scalars first": lambda r: r.scalars().first(),
    "scalars one": lambda r: r.scalars().one(),
    "scalars fetchmany": lambda r: r.scalars().fetchmany(2),
    "scalars partitions": lambda r: gathered(r.scalars().partitions(2)),
    "scalars iteration": lambda r: gathered(r.scalars()),
    "mappings all": lambda r: r.mappings().all(),
    "mappings fetchone": lambda r: r.mappings().fetchone(),
    "mappings first": lambda r: r.mappings().first(),
    "mappings columns": lambda r: r.mappings().columns("b").all(),
    "mappings iteration": lambda r: gathered(r.mappings()),
    "columns": lambda r: tuples(r.columns("b", "a").all()),
    "tuples": lambda r: r.tuples().all(),
    "tuples first": lambda r: r.t.first(),
}


def plain(value):
    """Rows as lists, mappings as dictionaries, whatever the library's own classes for them are."""
    if hasattr(value, "_mapping") or isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return dict(value) if hasattr(value, "keys") else value


async def outcome(library, name):
    sa, asyncio_ = importlib.import_module(library), importlib.import_module(f"{library}.ext.asyncio")
    engine = asyncio_.create_async_engine("sqlite+aiosqlite://")
    try:
        async with engine.connect() as connection:
            result = await connection.stream(sa.text(SQL))
            keys = list(result.keys())
            try:
                return keys, plain(await CASES[name](result))
            except sa.exc.SQLAlchemyError as error:
                return keys, type(error).__name__
    finally:
        await engine.dispose()


@pytest.mark.parametrize("name", CASES)
def test_a_streamed_result_answers_as_the_oracles(name):
    assert asyncio.run(outcome("holdfast", name)) == asyncio.run(outcome("sqlalchemy", name))


async def ending(library):
    sa, asyncio_ = importlib.import_module(library), importlib.import_module(f"{library}.ext.asyncio")
    engine = asyncio_.create_async_engine("sqlite+aiosqlite://")
    try:
        async with engine.connect() as connection:
            result = await connection.stream(sa.text(SQL))
            first = await result.fetchone()
            await result.close()
            seen = [tuple(first), result.closed]
            with pytest.raises(sa.exc.ResourceClosedError):
                await result.fetchone()
            async with connection.stream_scalars(sa.text(SQL)) as scalars:
                seen.append(await scalars.all())
            frozen = await (await connection.stream(sa.text(SQL))).freeze()
            seen.append([tuple(row) for row in frozen().all()])
            return seen
    finally:
        await engine.dispose()


def test_closing_freezing_and_contexts():
    assert asyncio.run(ending("holdfast")) == asyncio.run(ending("sqlalchemy"))
