"""Handlers of `do_connect`, for blocking and for async drivers: arguments of one connection, or the connection itself."""

import asyncio

import pytest

from holdfast import create_engine, event, text
from holdfast.ext.asyncio import create_async_engine


def in_memory(dialect, record, arguments, options):
    """What a program does that fetches a token for each connection: the arguments are this connection's alone."""
    assert arguments == ["/nowhere/at/all.db"]
    arguments[0] = ":memory:"


def test_arguments_of_one_connection():
    engine = create_engine("sqlite:////nowhere/at/all.db")
    event.listen(engine, "do_connect", in_memory)
    for _ in range(2):
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
        engine.dispose()


def test_arguments_of_one_connection_on_an_event_loop():
    pytest.importorskip("aiosqlite")

    async def program():
        engine = create_async_engine("sqlite+aiosqlite:////nowhere/at/all.db")
        event.listen(engine.sync_engine, "do_connect", in_memory)
        for _ in range(2):
            async with engine.connect() as connection:
                assert await connection.scalar(text("SELECT 1")) == 1
            await engine.dispose()

    asyncio.run(program())


def test_the_connection_itself():
    engine = create_engine("sqlite:////nowhere/at/all.db")
    event.listen(engine, "do_connect", lambda dialect, record, given, named: dialect.connect(":memory:", **named))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
