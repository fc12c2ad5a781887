"""PostgreSQL by psycopg's own async connections: statements, flushes in pipelines, streams, two phases, errors, cancellation."""

import asyncio
import uuid

import pytest

from holdfast import Column, ForeignKey, Integer, MetaData, String, Table, exc, func, insert, select, text
from holdfast.ext.asyncio import AsyncAttrs, async_sessionmaker, create_async_engine
from holdfast.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


def run(url, work, **options):
    async def main():
        engine = create_async_engine(url, **options)
        try:
            return await work(engine)
        finally:
            assert engine.pool.checkedout() == 0
            await engine.dispose()

    return asyncio.run(main())


def test_statements(postgresql_url):
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("s", String), prefixes=["TEMPORARY"])

    async def work(engine):
        assert type(engine.dialect).__name__ == "PGDialectAsync_psycopg"
        async with engine.connect() as connection:
            await connection.run_sync(table.create)
            many = [{"id": number, "s": f"s{number}"} for number in range(1500)]
            assert (await connection.execute(insert(table), many)).rowcount == 1500
            returned = await connection.execute(
                insert(table).returning(table.c.id), [{"s": "x", "id": -n} for n in range(1, 90)]
            )
            assert [row.id for row in returned] == [-n for n in range(1, 90)]
            assert await connection.scalar(select(func.count()).select_from(table)) == 1589
            assert await connection.get_isolation_level() == "READ COMMITTED"
            result = await connection.stream(
                select(table.c.id).order_by(table.c.id), execution_options={"yield_per": 100}
            )
            assert [row.id async for row in result] == list(range(-89, 1500))
            with pytest.raises(exc.IntegrityError) as caught:
                await connection.execute(insert(table), {"id": 1})
            assert caught.value.column_names == ("id",)
            await connection.rollback()
            serializable = await connection.execution_options(isolation_level="SERIALIZABLE", postgresql_readonly=True)
            assert await serializable.get_isolation_level() == "SERIALIZABLE"
            assert await connection.scalar(text("SHOW transaction_read_only")) == "on"
        async with engine.connect() as connection:
            assert await connection.get_isolation_level() == "READ COMMITTED"

    run(postgresql_url, work, pool_size=1, max_overflow=0)


def test_sessions(postgresql_url):
    mark = uuid.uuid4().hex[:10]

    class Base(AsyncAttrs, DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = f"async_user_{mark}"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(unique=True)
        addresses: Mapped[list["Address"]] = relationship()

    class Address(Base):
        __tablename__ = f"async_address_{mark}"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int] = mapped_column(ForeignKey(f"async_user_{mark}.id"))

    class Tag(Base):
        __tablename__ = f"async_tag_{mark}"
        id: Mapped[int] = mapped_column(primary_key=True)
        value: Mapped[int]

    async def work(engine):
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        try:
            async with async_sessionmaker(engine, expire_on_commit=False)() as session:
                session.add_all([User(name="a", addresses=[Address(), Address()]), User(name="b"), Tag(value=1)])
                await session.commit()
                found = await session.scalars(select(User).options(selectinload(User.addresses)).order_by(User.name))
                assert [len(user.addresses) for user in found] == [2, 0]
                session.add_all([Tag(value=2), User(name="a"), Tag(value=3)])
                with pytest.raises(exc.IntegrityError) as caught:
                    await session.commit()
                assert caught.value.statement.startswith(f"INSERT INTO {User.__tablename__}")
                await session.rollback()
                assert await session.scalar(select(func.count()).select_from(Tag)) == 1
            async with async_sessionmaker(engine, twophase=True)() as session:
                session.add(Tag(value=5))
                await session.commit()
                assert await session.scalar(select(func.count()).select_from(Tag)) == 2
        finally:
            async with engine.begin() as connection:
                await connection.run_sync(Base.metadata.drop_all)

    run(postgresql_url, work)


def test_a_cancelled_statement_leaves_a_pool_that_works(postgresql_url):
    async def work(engine):
        for _ in range(3):
            async with engine.connect() as connection:
                task = asyncio.create_task(connection.execute(text("SELECT pg_sleep(20)")))
                await asyncio.sleep(0.05)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
        async with engine.connect() as connection:
            assert await connection.scalar(select(1)) == 1

    run(postgresql_url, work, pool_size=1, max_overflow=0)


def test_a_killed_backend(postgresql_url):
    async def work(engine):
        async with engine.connect() as connection, engine.connect() as other:
            number = await connection.scalar(text("SELECT pg_backend_pid()"))
            await other.execute(text("SELECT pg_terminate_backend(:n)"), {"n": number})
            with pytest.raises(exc.OperationalError) as caught:
                await connection.execute(select(1))
            assert caught.value.connection_invalidated
            await connection.rollback()
            assert await connection.scalar(select(1)) == 1

    run(postgresql_url, work)
