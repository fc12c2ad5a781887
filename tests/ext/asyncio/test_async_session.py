"""AsyncSession over aiosqlite: the same plans, awaited; no greenlet."""

from __future__ import annotations

import asyncio
import sys

import pytest

from holdfast import ForeignKey, Integer, String, event, exc, select
from holdfast.ext.asyncio import AsyncAttrs, async_scoped_session, async_sessionmaker, create_async_engine
from holdfast.orm import DeclarativeBase, Session, mapped_column, relationship, selectinload


class Base(AsyncAttrs, DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id = mapped_column(Integer, primary_key=True)
    name = mapped_column(String)
    addresses = relationship("Address", back_populates="user", cascade="all, delete-orphan", order_by="Address.id")


class Address(Base):
    __tablename__ = "addresses"
    id = mapped_column(Integer, primary_key=True)
    email = mapped_column(String)
    user_id = mapped_column(ForeignKey("users.id"))
    user = relationship("User", back_populates="addresses")


def journey(test):
    """Run an async test with a maker of sessions over a fresh database."""

    def run():
        async def scene():
            engine = create_async_engine("sqlite+aiosqlite://")
            async with engine.begin() as connection:
                await connection.run_sync(Base.metadata.create_all)
            try:
                await test(async_sessionmaker(engine))
            finally:
                await engine.dispose()

        asyncio.run(scene())

    run.__name__ = test.__name__
    return run


async def seeded(make):
    async with make.begin() as session:
        session.add(User(id=1, name="a", addresses=[Address(email="1"), Address(email="2")]))


@journey
async def test_objects_go_and_come_back(make):
    await seeded(make)
    async with make() as session:
        user = await session.get(User, 1)
        user.name = "b"
        await session.commit()
        await session.refresh(user)
        assert user.name == "b"
        await session.delete(user)
        await session.commit()
        assert (await session.scalars(select(Address))).all() == []
        assert "greenlet" not in sys.modules or sys.modules["greenlet"].__name__ == "greenlet"


@journey
async def test_plain_access_is_refused_with_the_way_out(make):
    await seeded(make)
    async with make() as session:
        user = (await session.scalars(select(User))).one()
        with pytest.raises(exc.MissingGreenlet, match=r"`User\.addresses` is not loaded.*awaitable_attrs\.addresses"):
            _ = user.addresses
        assert [one.email for one in await user.awaitable_attrs.addresses] == ["1", "2"]
        assert len(user.addresses) == 2
        await session.commit()
        with pytest.raises(exc.MissingGreenlet, match="expired"):
            _ = user.name
        assert await user.awaitable_attrs.name == "a"


@journey
async def test_an_identity_map_hit_needs_no_await(make):
    await seeded(make)
    async with make() as session:
        user = await session.get(User, 1)
        address = (await session.scalars(select(Address))).first()
        assert address.user is user


@journey
async def test_loader_options_savepoints_and_rollback(make):
    await seeded(make)
    async with make() as session:
        user = (await session.scalars(select(User).options(selectinload(User.addresses)))).one()
        assert len(user.addresses) == 2
        async with session.begin_nested() as nested:
            session.add(User(name="inner"))
            await session.flush()
            await nested.rollback()
        assert (await session.scalars(select(User.name))).all() == ["a"]
        user.name = "x"
        await session.rollback()
        assert await user.awaitable_attrs.name == "a"


@journey
async def test_run_sync_and_handlers_use_the_sync_session(make):
    await seeded(make)
    seen = []

    async with make() as session:

        @event.listens_for(session.sync_session, "before_flush")
        def count_users(sync_session, context, instances):
            with sync_session.no_autoflush:
                seen.append(len(sync_session.scalars(select(User)).all()))

        names = await session.run_sync(lambda sync: [one.email for one in sync.get(User, 1).addresses])
        assert names == ["1", "2"]
        session.add(User(name="new"))
        await session.commit()
        assert seen == [1]
        assert isinstance(session.sync_session, Session)


@journey
async def test_two_tasks_at_once_are_refused(make):
    await seeded(make)
    async with make() as session:

        async def read():
            return (await session.scalars(select(User))).all()

        found = await asyncio.gather(read(), read(), return_exceptions=True)
        refused = [one for one in found if isinstance(one, exc.IllegalStateChangeError)]
        assert len(refused) == 1
        assert "already in progress in another task" in str(refused[0])


@journey
async def test_streams_and_scopes(make):
    await seeded(make)
    async with make() as session:
        assert [one.email async for one in await session.stream_scalars(select(Address).order_by(Address.id))] == [
            "1",
            "2",
        ]
    scoped = async_scoped_session(make, asyncio.current_task)
    scoped.add(User(name="scoped"))
    await scoped.commit()
    assert await scoped.scalar(select(User.name).where(User.id == 2)) == "scoped"
    await scoped.remove()
