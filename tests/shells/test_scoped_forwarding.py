"""Proxies hand everything on: arguments, results, settings, to the session of the scope and to no other."""

import asyncio

import pytest

import holdfast
from holdfast import orm
from holdfast.ext.asyncio import AsyncSession, async_scoped_session, async_sessionmaker, create_async_engine


class Base(orm.DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "thing"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]


@pytest.fixture
def scope():
    engine = holdfast.create_engine("sqlite://", poolclass=holdfast.StaticPool)
    Base.metadata.create_all(engine)
    scope = orm.scoped_session(orm.sessionmaker(engine))
    yield scope
    scope.remove()
    engine.dispose()


def test_objects_go_through_the_scope(scope):
    thing = Thing(id=1, name="a")
    scope.add(thing)
    assert thing in scope
    assert list(scope) == [thing]
    assert thing in scope.new
    scope.commit()
    assert scope.get(Thing, 1) is thing
    assert scope.get_one(Thing, 1, populate_existing=True) is thing
    thing.name = "b"
    assert scope.is_modified(thing)
    assert list(scope.dirty) == [thing]
    assert "UPDATE" in str(scope.plan()).upper()
    scope.flush()
    scope.refresh(thing, ["name"])
    assert scope.scalar(holdfast.select(Thing.name)) == "b"
    scope.delete(thing)
    assert list(scope.deleted) == [thing]
    scope.rollback()
    assert scope.scalars(holdfast.select(Thing.name)).all() == ["a"]
    assert scope.execute(holdfast.select(Thing.id), execution_options={"yield_per": 1}).all() == [(1,)]
    assert [one.obj for one in scope.held()] == [thing]


def test_settings_are_read_and_written_through(scope):
    session = scope()
    scope.autoflush = False
    assert session.autoflush is False
    scope.bind = None
    assert session.bind is None
    scope.info["a"] = 1
    assert session.info == {"a": 1}
    assert scope.identity_map is session.identity_map
    with scope.no_autoflush as inner:
        assert inner is session
    assert scope.is_active


def test_transactions_and_class_methods(scope):
    with scope.begin() as transaction:
        assert transaction is scope.get_transaction()
        with scope.begin_nested() as nested:
            assert scope.get_nested_transaction() is nested
            assert scope.in_nested_transaction()
        assert scope.in_transaction()
    thing = Thing(id=3, name="c")
    scope.add(thing)
    assert scope.object_session(thing) is scope()
    assert orm.scoped_session.identity_key(Thing, 3) == (Thing, (3,), None)
    scope.expunge(thing)
    assert scope.object_session(thing) is None
    first = scope()
    scope.remove()
    assert scope() is not first


def test_the_async_scope_forwards_and_awaits(tmp_path):
    async def journey():
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/scope.db")
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        scope = async_scoped_session(async_sessionmaker(engine), scopefunc=asyncio.current_task)
        try:
            thing = Thing(id=1, name="a")
            scope.add(thing)
            assert thing in scope.new
            assert "INSERT" in str(await scope.plan()).upper()
            await scope.commit()
            assert await scope.get(Thing, 1) is thing
            assert (await scope.scalars(holdfast.select(Thing.id))).all() == [1]
            assert (await scope.execute(holdfast.select(Thing.name))).all() == [("a",)]
            streamed = await scope.stream_scalars(holdfast.select(Thing.id))
            assert [one async for one in streamed] == [1]
            assert await scope.run_sync(lambda session: session.get(Thing, 1)) is thing
            assert isinstance(scope(), AsyncSession)
            async with scope.begin_nested():
                assert scope.in_nested_transaction()
            assert scope.in_transaction()
            await scope.aclose()
        finally:
            await scope.remove()
            await engine.dispose()

    asyncio.run(journey())
