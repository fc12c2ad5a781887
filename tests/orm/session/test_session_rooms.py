"""Rooms of the session box: the table of states, use by two threads, the printed plan and the held objects."""

from __future__ import annotations

import threading

import pytest

from holdfast import ForeignKey, Integer, String, create_engine, event, exc, select
from holdfast.orm import DeclarativeBase, Session, mapped_column, relationship, scoped_session, sessionmaker
from holdfast.orm.session import machine
from holdfast.pool import StaticPool
from holdfast.testing import expect_count, expect_statements, statements


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id = mapped_column(Integer, primary_key=True)
    name = mapped_column(String)
    addresses = relationship("Address", back_populates="user", cascade="all, delete-orphan")


class Address(Base):
    __tablename__ = "addresses"
    id = mapped_column(Integer, primary_key=True)
    email = mapped_column(String)
    user_id = mapped_column(ForeignKey("users.id"))
    user = relationship("User", back_populates="addresses")


@pytest.fixture
def engine():
    made = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(made)
    return made


@pytest.fixture
def session(engine):
    with Session(engine) as made:
        yield made


def test_every_state_is_left_by_some_verb_or_is_closed():
    states = {machine.ACTIVE, machine.PREPARED, machine.COMMITTED, machine.DEACTIVE, machine.CLOSED}
    for state in states:
        assert "close" in machine.verbs(state)
        for verb in machine.verbs(state):
            assert machine.advance(state, verb) in states


def test_a_deactivated_transaction_names_what_failed():
    with pytest.raises(exc.PendingRollbackError, match="Original exception was: boom"):
        machine.advance(machine.DEACTIVE, "use", ValueError("boom"))


def test_the_plan_changes_nothing_and_tells_why(session):
    user = User(name="a", addresses=[Address(email="1")])
    session.add(user)
    text = str(session.plan())
    assert "INSERT users: 1 row" in text
    assert "INSERT addresses: 1 row" in text
    assert text.index("users") < text.index("addresses")
    assert len(session.new) == 2
    assert user.id is None
    session.commit()
    user.addresses.clear()
    assert str(session.plan()).startswith(
        "wave 1\n  DELETE addresses: 1 row\n    because Address 1: it has no parent left"
    )
    session.commit()
    assert str(session.plan()) == "Nothing to flush."


def test_held_objects_as_a_table(session):
    session.add(User(name="a"))
    assert session.held().counts() == {"pending": 1}
    session.flush()
    session.get(User, 1).name = "b"
    assert "User 1" in str(session.held())
    assert "changed: name" in str(session.held())


def test_rows_without_dependence_share_a_wave(session):
    session.add_all([User(id=1, name="a"), User(id=2, name="b")])
    session.commit()
    one = session.get(User, 1)
    one.name = "changed"
    session.add(User(name="new"))
    assert session.plan().waves == 1


def test_two_threads_at_once(engine, session):
    session.add(User(name="a"))
    session.commit()
    inside, leave, failures = threading.Event(), threading.Event(), []

    @event.listens_for(session, "do_orm_execute")
    def wait(state):
        inside.set()
        leave.wait(5)

    def read():
        session.scalars(select(User)).all()

    thread = threading.Thread(target=read)
    thread.start()
    inside.wait(5)
    try:
        session.commit()
    except exc.IllegalStateChangeError as error:
        failures.append(str(error))
    leave.set()
    thread.join()
    assert failures
    assert failures[0].startswith("Method 'commit()' can't be called here; method 'scalars()' is already in progress")


def test_many_new_objects_are_few_statements_and_know_their_keys(engine, session):
    users = [User(name=f"n{number}") for number in range(1000)]
    session.add_all(users)
    with statements(engine) as sent:
        session.flush()
    assert len(sent) < 10
    assert [user.id for user in users] == list(range(1, 1001))
    with expect_count(engine, 1):
        for user in users:
            user.name += "x"
        session.flush()
    session.rollback()
    assert session.scalars(select(User)).all() == []
    assert users[0] not in session
    session.add_all(users)
    session.commit()
    assert len(session.scalars(select(User)).all()) == 1000


def test_get_of_a_held_object_sends_nothing(engine, session):
    user = User(id=5, name="a")
    session.add(user)
    session.flush()
    with expect_statements(engine):
        assert session.get(User, 5) is user
        assert session.get(User, 5).name == "a"
        assert session.get(User, (5,)).name == "a"


def test_makers_and_scopes(engine):
    make = sessionmaker(engine, expire_on_commit=False)
    with make.begin() as session:
        session.add(User(name="made"))
    scoped = scoped_session(make)
    assert scoped() is scoped()
    assert scoped.scalars(select(User.name)).all() == ["made"]
    with pytest.raises(exc.InvalidRequestError, match="Scoped session is already present"):
        scoped(bind=engine)
    scoped.remove()
    heard = []
    event.listen(make, "after_commit", heard.append)
    with make.begin() as session:
        session.add(User(name="again"))
    assert len(heard) == 1


def test_a_session_that_joins_a_connection_leaves_its_transaction_alone(engine):
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.add(User(name="inner"))
            session.commit()
        assert connection.scalar(select(User.name)) == "inner"
        outer.rollback()
    with Session(engine) as session:
        assert session.scalars(select(User.name)).all() == []


def test_plain_strings_and_core_statements(session):
    session.add(User(name="a"))
    session.flush()
    assert session.execute("SELECT name FROM users").scalar() == "a"
    assert session.scalar(select(User.__table__.c.name)) == "a"
