"""Law P2: a plan may be dropped at any yield; the session, the connection and the database are then in a known state."""

from __future__ import annotations

from itertools import repeat

import pytest

from holdfast import ForeignKey, create_engine, func, select, text
from holdfast.engine import core
from holdfast.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from holdfast.orm.session import plans_commit, plans_flush
from holdfast.plan import drops, run


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    addresses: Mapped[list[Address]] = relationship(back_populates="user", cascade="all, delete-orphan")


class Address(Base):
    __tablename__ = "addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship(back_populates="addresses")


def performed():
    """Replies for `drops`: each request is performed for real."""
    return repeat(lambda request: request.perform())


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/law.db")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(name="old", addresses=[Address(email="kept"), Address(email="dropped")]))
        session.commit()
    yield engine
    engine.dispose()


def contents(engine):
    with engine.connect() as connection:
        users = connection.execute(select(User.__table__.c.name).order_by(User.__table__.c.name)).scalars().all()
        return users, connection.scalar(select(func.count()).select_from(Address.__table__))


@pytest.mark.parametrize("way", ["flush", "commit"])
def test_a_flush_and_a_commit_are_dropped_at_each_yield(engine, way):
    sessions, made = [], []

    def make_plan():
        session = Session(engine)
        old = session.scalars(select(User)).one()
        doomed = next(address for address in old.addresses if address.email == "dropped")
        new = User(name="new", addresses=[Address(email="a"), Address(email="b")])
        session.add(new)
        old.name = "changed"
        session.delete(doomed)
        sessions.append(session)
        made.append((old, new))
        if way == "flush":
            return plans_flush.flush(session)
        return plans_commit.commit(session.get_transaction())

    positions = 0
    for position in drops(make_plan, performed):
        positions += 1
        session, (old, new) = sessions[-1], made[-1]
        session.rollback()
        users, _ = contents(engine)
        if users == ["changed", "new"]:
            assert way == "commit", f"flush dropped at {position} committed"
            break  # the commit itself had been performed: the work is done, only its tidying was dropped
        assert contents(engine) == (["old"], 2), f"dropped at {position}"
        assert old.name == "old"
        assert new not in session
        session.add(User(name="again"))
        session.flush()
        session.rollback()
        assert contents(engine) == (["old"], 2)
        session.close()
    assert positions >= 3


def test_an_execution_is_dropped_at_each_yield(engine):
    connections = []

    def make_plan():
        connection = engine.connect()
        connections.append(connection)
        return core.execute(connection, text("UPDATE users SET name = 'x'"))

    for _ in drops(make_plan, performed):
        connections[-1].close()
        assert contents(engine)[0] == ["old"]
    assert engine.pool.checkedout() <= 1


def test_connecting_is_dropped_at_each_yield(engine):
    for _ in drops(lambda: core.connect(engine), performed):
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
    assert run(core.connect(engine)).closed is False
