"""Law P2 for a flush: dropped at any of its yields, session and connection are known, and rollback() leads on."""

from __future__ import annotations

import pytest

from holdfast import ForeignKey, Integer, String, create_engine, exc, select
from holdfast.orm import DeclarativeBase, Session, mapped_column, relationship
from holdfast.orm.session import plan_flush
from holdfast.pool import StaticPool


class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parents"
    id = mapped_column(Integer, primary_key=True)
    name = mapped_column(String)
    children = relationship("Child", back_populates="parent", cascade="all, delete-orphan")


class Child(Base):
    __tablename__ = "children"
    id = mapped_column(Integer, primary_key=True)
    parent_id = mapped_column(ForeignKey("parents.id"))
    parent = relationship("Parent", back_populates="children")


def prepared():
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    session = Session(engine)
    session.add_all([Parent(id=1, name="a", children=[Child(id=1)]), Parent(id=2, name="b")])
    session.commit()
    one, two = session.get(Parent, 1), session.get(Parent, 2)
    session.delete(one)
    two.name = "changed"
    session.add(Parent(name="new", children=[Child(), Child()]))
    return session


def drop_after(session, count):
    """Perform `count` requests of a flush for real, then drop the plan. False when it ended before."""
    plan = plan_flush(session)
    try:
        request = next(plan)
        for _ in range(count):
            request = plan.send(request.perform())
    except StopIteration:
        return False
    plan.close()
    return True


def test_dropped_at_every_yield_the_session_is_known_and_usable():
    position = 0
    while True:
        session = prepared()
        if not drop_after(session, position):
            break
        assert not session.is_active
        assert not session._flushing
        with pytest.raises(exc.PendingRollbackError):
            session.execute(select(Parent))
        session.rollback()
        assert session.is_active
        assert not session.new
        assert session.scalars(select(Parent.name).order_by(Parent.id)).all() == ["a", "b"]
        assert session.scalars(select(Child.id)).all() == [1]
        session.close()
        position += 1
    assert position >= 3


def test_a_whole_flush_after_all_those():
    session = prepared()
    session.commit()
    assert session.scalars(select(Parent.name).order_by(Parent.id)).all() == ["changed", "new"]
