"""Reflection of an async engine: what `run_sync` is given does the same there, its queries awaited."""

from __future__ import annotations

import asyncio
import uuid

import pytest

import holdfast as sa
from holdfast.ext.asyncio import create_async_engine


def reflected(url, *statements, schema=None):
    """Make what the statements say, and reflect it, all within one connection; nothing is kept."""

    async def program():
        engine = create_async_engine(url)
        seen = []

        def look(connection):
            metadata = sa.MetaData()

            @sa.event.listens_for(metadata, "column_reflect")
            def note(inspector, table, info):
                # A listener may ask the database too.
                seen.append(
                    (table.name, info["name"], inspector.get_pk_constraint(table.name, schema)["constrained_columns"])
                )

            metadata.reflect(connection, schema=schema)
            return metadata, sa.inspect(connection).get_table_names(schema)

        async with engine.connect() as connection:
            for statement in statements:
                await connection.exec_driver_sql(statement)
            metadata, names = await connection.run_sync(look)
            one = await connection.run_sync(
                lambda connection: sa.Table("c", sa.MetaData(), autoload_with=connection, schema=schema)
            )
            await connection.rollback()
        await engine.dispose()
        return metadata, names, seen, one

    return asyncio.run(program())


STATEMENTS = [
    "CREATE TABLE {}p (id INTEGER PRIMARY KEY)",
    "CREATE TABLE {}c (id INTEGER, p INTEGER REFERENCES {}p (id))",
]


def test_sqlite():
    metadata, names, seen, one = reflected(
        "sqlite+aiosqlite://", *(statement.format("", "") for statement in STATEMENTS)
    )
    assert names == ["c", "p"]
    assert sorted(metadata.tables) == ["c", "p"]
    assert sorted(seen) == [("c", "id", []), ("c", "p", []), ("p", "id", ["id"])]
    assert next(iter(one.foreign_keys)).target_fullname == "p.id"


def test_postgresql(postgresql_url):
    schema = f"async_{uuid.uuid4().hex[:8]}"
    metadata, names, seen, one = reflected(
        postgresql_url,
        f"CREATE SCHEMA {schema}",
        *(statement.format(f"{schema}.", f"{schema}.") for statement in STATEMENTS),
        schema=schema,
    )
    assert names == ["c", "p"]
    assert sorted(metadata.tables) == [f"{schema}.c", f"{schema}.p"]
    assert sorted(seen) == [("c", "id", []), ("c", "p", []), ("p", "id", ["id"])]
    assert next(iter(one.foreign_keys)).target_fullname == f"{schema}.p.id"


def test_an_async_engine_is_not_inspected():
    with pytest.raises(sa.exc.NoInspectionAvailable, match="run_sync"):
        sa.inspect(create_async_engine("sqlite+aiosqlite://"))
