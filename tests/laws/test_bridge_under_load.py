"""Spike 2 of HOUSE: `run_sync` and blocking handlers, many at once on one loop, on a pool smaller than their number.

Asked: do they get the right answers, does the loop stay free, and do cancellation and errors leave nothing behind?
"""

import asyncio
import contextvars

import pytest

import holdfast as sa
from holdfast import event, orm
from holdfast.ext.asyncio import AsyncSession, create_async_engine
from holdfast.pool import StaticPool

who = contextvars.ContextVar("who")


class Base(orm.DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "team"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    players: orm.Mapped[list["Player"]] = orm.relationship(back_populates="team", order_by="Player.id")


class Player(Base):
    __tablename__ = "player"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    number: orm.Mapped[int]
    team_id: orm.Mapped[int | None] = orm.mapped_column(sa.ForeignKey("team.id"))
    team: orm.Mapped[Team | None] = orm.relationship(back_populates="players")


def file_engine(tmp_path):
    return create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/load.db", pool_size=3, max_overflow=1)


async def filled(engine, teams=6, players=4):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        session.add_all(
            Team(id=one, name=f"t{one}", players=[Player(number=n) for n in range(players)])
            for one in range(1, teams + 1)
        )
        await session.commit()
    return engine


def walk(session, team_id):
    """Blocking code as users wrote it: lazy loads, a query, attribute reads after expiry."""
    team = session.get(Team, team_id)
    numbers = [player.number for player in team.players]
    session.expire_all()
    back = {player.team.name for player in session.scalars(sa.select(Player).where(Player.team_id == team_id))}
    return who.get(), team.name, numbers, back


def test_forty_walks_at_once_over_four_connections(tmp_path):
    async def journey():
        engine = await filled(file_engine(tmp_path))
        ticks = 0
        done = asyncio.Event()

        async def tick():
            nonlocal ticks
            while not done.is_set():
                ticks += 1
                await asyncio.sleep(0)

        async def one(number):
            who.set(number)
            team_id = number % 6 + 1
            async with AsyncSession(engine) as session:
                seen = await session.run_sync(walk, team_id)
            assert seen == (number, f"t{team_id}", [0, 1, 2, 3], {f"t{team_id}"})

        ticking = asyncio.create_task(tick())
        await asyncio.gather(*(one(number) for number in range(40)))
        done.set()
        await ticking
        assert ticks > 40  # the loop went round while they worked
        assert engine.pool.checkedout() == 0
        await engine.dispose()

    asyncio.run(journey())


def test_blocking_handlers_of_many_flushes_at_once():
    """Every session has its own memory database: what is tried is the bridge, not SQLite's lock."""

    async def one(number):
        engine = await filled(create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool), teams=1)
        order = []
        async with AsyncSession(engine) as session:
            below = session.sync_session

            def before_flush(session, context, instances):
                order.append(("before_flush", session.scalar(sa.select(sa.func.count(Player.id)))))

            def before_insert(mapper, connection, target):
                highest = connection.execute(sa.select(sa.func.max(Player.__table__.c.number))).scalar()
                target.number = highest + number
                order.append(("before_insert", highest))

            def on_execute(state):
                if state.is_select:
                    order.append("select")

            event.listen(below, "before_flush", before_flush)
            event.listen(Player, "before_insert", before_insert)
            try:
                session.add(Player(number=0, team_id=1))
                await session.flush()
            finally:
                event.remove(Player, "before_insert", before_insert)
            event.listen(below, "do_orm_execute", on_execute)
            top = (await session.scalars(sa.select(Player.number).order_by(Player.number.desc()))).first()
            assert top == 3 + number
            assert order == [("before_flush", 4), ("before_insert", 3), "select"]
        await engine.dispose()

    async def journey():
        # Handlers of a mapped class are one for all sessions: those run in turn; the rest runs at once.
        for number in range(1, 4):
            await one(number)

    asyncio.run(journey())


def test_session_handlers_run_at_once_for_many_sessions(tmp_path):
    async def one(engine, number):
        seen = []
        async with AsyncSession(engine) as session:

            def on_execute(state):
                seen.append(state.session.connection().execute(sa.text("SELECT count(*) FROM player")).scalar())
                seen.append(who.get())

            event.listen(session.sync_session, "do_orm_execute", on_execute)
            who.set(number)
            assert (await session.scalars(sa.select(Team.id).order_by(Team.id))).all() == [1, 2, 3, 4, 5, 6]
            assert seen == [24, number]

    async def journey():
        engine = await filled(file_engine(tmp_path))
        await asyncio.gather(*(one(engine, number) for number in range(30)))
        assert engine.pool.checkedout() == 0
        await engine.dispose()

    asyncio.run(journey())


class Refused(Exception):
    pass


@pytest.mark.parametrize("way", ["error", "cancelled"])
def test_what_ends_early_leaves_nothing_behind(tmp_path, way):
    async def journey():
        engine = await filled(file_engine(tmp_path))
        entered = asyncio.Event()
        loop = asyncio.get_running_loop()

        def stuck(session):
            team = session.get(Team, 1)
            loop.call_soon_threadsafe(entered.set)
            if way == "error":
                raise Refused(team.name)
            while True:  # works until the cancellation arrives with one of its requests
                session.refresh(team)

        async def one():
            async with AsyncSession(engine) as session:
                await session.run_sync(stuck)

        tasks = [asyncio.create_task(one()) for _ in range(12)]
        if way == "cancelled":
            await entered.wait()  # whoever was first: four have a connection, eight wait for one
            for task in tasks:
                task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(one) for one in outcomes} == {Refused if way == "error" else asyncio.CancelledError}
        assert engine.pool.checkedout() == 0
        async with AsyncSession(engine) as session:
            assert (await session.run_sync(lambda session: session.get(Team, 2))).name == "t2"
        await engine.dispose()

    asyncio.run(journey())
