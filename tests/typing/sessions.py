"""Session, sessionmaker, scoped_session and the older Query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_type

from holdfast import Connection, CursorResult, Engine, Result, Row, ScalarResult, insert, inspect, select, text, update
from holdfast.orm import (
    InstanceState,
    Mapper,
    Query,
    Session,
    SessionTransaction,
    object_session,
    scoped_session,
    sessionmaker,
)

from .connections import engine
from .models import Address, User


def statements(session: Session) -> None:
    assert_type(session.scalars(select(User)), ScalarResult[User])
    assert_type(session.scalars(select(User)).all(), Sequence[User])
    assert_type(session.scalars(select(User)).one(), User)
    assert_type(session.scalars(select(User)).first(), User | None)
    assert_type(session.scalars(select(User)).unique().one_or_none(), User | None)
    assert_type(session.scalar(select(User.id)), int | None)
    assert_type(session.execute(select(User.id, User.name)), Result[int, str])
    assert_type(session.execute(select(User)).scalars().all(), Sequence[User])
    assert_type(session.execute(select(User)).scalar_one(), User)
    assert_type(session.execute(text("select 1")), Result[*tuple[Any, ...]])
    assert_type(session.execute("select 1"), Result[*tuple[Any, ...]])
    assert_type(session.execute(insert(User).returning(User.id)).one(), Row[int])
    assert_type(session.execute(update(User).values(name="x")), CursorResult[*tuple[Any, ...]])
    assert_type(session.execute(update(User).values(name="x")).rowcount, int)
    for user in session.scalars(select(User)):
        assert_type(user, User)
    for user, address in session.execute(select(User, Address)):
        assert_type(user, User)
        assert_type(address, Address)


def objects(session: Session, user: User) -> None:
    assert_type(session.get(User, 1), User | None)
    assert_type(session.get_one(User, 1), User)
    assert_type(session.merge(user), User)
    assert_type(session.merge_all([user]), Sequence[User])
    assert_type(session.connection(), Connection)
    assert_type(session.get_bind(), Engine | Connection)
    assert_type(session.bind, Engine | Connection | None)
    assert_type(session.begin(), SessionTransaction)
    assert_type(session.get_transaction(), SessionTransaction | None)
    assert_type(session.is_modified(user), bool)
    assert_type(object_session(user), Session | None)
    assert_type(inspect(user), InstanceState[User])
    assert_type(inspect(User), Mapper[User])
    session.add_all([user, Address(email="x")])
    with session.no_autoflush as same:
        assert_type(same, Session)
    with session.begin() as transaction:
        assert_type(transaction, SessionTransaction)
    with session.begin_nested():
        session.flush()


class MySession(Session):
    """A session of the user's."""


def makers() -> None:
    make = sessionmaker(engine, expire_on_commit=False)
    assert_type(make, sessionmaker[Session])
    assert_type(make(), Session)
    mine = sessionmaker(engine, class_=MySession)
    assert_type(mine, sessionmaker[MySession])
    assert_type(mine(), MySession)
    named: sessionmaker[Session] = sessionmaker()
    named.configure(bind=engine)
    with Session(engine) as session:
        assert_type(session, Session)
    with Session(engine) as session, session.begin():
        assert_type(session, Session)
    with make() as session:
        assert_type(session, Session)
    with make.begin() as session:
        assert_type(session, Session)
    with mine() as own:
        assert_type(own, MySession)


def scoped() -> None:
    registry = scoped_session(sessionmaker(engine))
    assert_type(registry, scoped_session[Session])
    assert_type(registry(), Session)
    assert_type(registry.scalars(select(User)).all(), Sequence[User])
    assert_type(registry.execute(select(User.id, User.name)), Result[int, str])
    assert_type(registry.get(User, 1), User | None)
    assert_type(registry.query(User), Query[User])
    registry.remove()


def queries(session: Session) -> None:
    assert_type(session.query(User), Query[User])
    assert_type(session.query(User).filter(User.id == 1).order_by(User.name).all(), list[User])
    assert_type(session.query(User).join(User.addresses).first(), User | None)
    assert_type(session.query(User).filter_by(name="x").one(), User)
    assert_type(session.query(User).get(1), User | None)
    assert_type(session.query(User).count(), int)
    assert_type(session.query(User)[0], User)
    assert_type(session.query(User)[0:2], list[User])
    assert_type(session.query(User.id, User.name).all(), list[Row[int, str]])
    assert_type(session.query(User, Address).one(), Row[User, Address])
    assert_type(session.query(User.id).scalar(), int | None)
    assert_type(session.query(User.id, User.name).tuples().all(), list[tuple[int, str]])
    for user in session.query(User):
        assert_type(user, User)
