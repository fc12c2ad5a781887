"""The asyncio extension: the same types, awaited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_type

from holdfast import CursorResult, Result, Row, ScalarResult, select, text
from holdfast.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncResult,
    AsyncScalarResult,
    AsyncSession,
    AsyncSessionTransaction,
    AsyncTransaction,
    async_scoped_session,
    async_sessionmaker,
    create_async_engine,
)
from holdfast.orm import Session

from .models import Base, User


def count(session: Session, least: int) -> int:
    return least


async def connections() -> None:
    engine = create_async_engine("sqlite+aiosqlite://")
    assert_type(engine, AsyncEngine)
    async with engine.begin() as connection:
        assert_type(connection, AsyncConnection)
        await connection.run_sync(Base.metadata.create_all)
    async with engine.connect() as connection:
        assert_type(connection, AsyncConnection)
        assert_type(await connection.execute(select(User.id, User.name)), CursorResult[int, str])
        assert_type(await connection.execute(text("select 1")), CursorResult[*tuple[Any, ...]])
        assert_type(await connection.scalar(select(User.id)), int | None)
        assert_type(await connection.scalars(select(User.id)), ScalarResult[int])
        assert_type(connection.begin(), AsyncTransaction)
        assert_type(await connection.stream(select(User.id)), AsyncResult[int])
        async with connection.stream(select(User.id, User.name)) as result:
            assert_type(result, AsyncResult[int, str])
            assert_type(await result.all(), Sequence[Row[int, str]])
            assert_type(await result.one(), Row[int, str])
            assert_type(result.scalars(), AsyncScalarResult[int])
            async for row in result:
                assert_type(row, Row[int, str])


async def sessions(user: User) -> None:
    engine = create_async_engine("sqlite+aiosqlite://")
    make = async_sessionmaker(engine, expire_on_commit=False)
    assert_type(make, async_sessionmaker[AsyncSession])
    assert_type(make(), AsyncSession)
    async with AsyncSession(engine) as session:
        assert_type(session, AsyncSession)
    async with make() as session:
        assert_type(session, AsyncSession)
        assert_type(session.sync_session, Session)
        assert_type(await session.execute(select(User.id, User.name)), Result[int, str])
        assert_type((await session.scalars(select(User))).all(), Sequence[User])
        assert_type(await session.scalar(select(User)), User | None)
        assert_type(await session.get(User, 1), User | None)
        assert_type(await session.get_one(User, 1), User)
        assert_type(await session.merge(user), User)
        assert_type(await session.stream(select(User.id)), AsyncResult[int])
        assert_type(await session.run_sync(count, 3), int)
        assert_type(await session.connection(), AsyncConnection)
        async for one in await session.stream_scalars(select(User)):
            assert_type(one, User)
        async with session.begin() as transaction:
            assert_type(transaction, AsyncSessionTransaction)
    async with make.begin() as session:
        assert_type(session, AsyncSession)
    scoped = async_scoped_session(make, lambda: 1)
    assert_type(scoped, async_scoped_session[AsyncSession])
    assert_type(scoped(), AsyncSession)
    assert_type(await scoped.get(User, 1), User | None)
    assert_type(await scoped.execute(select(User.id, User.name)), Result[int, str])
    for address in await user.awaitable_attrs.addresses:
        print(address)
