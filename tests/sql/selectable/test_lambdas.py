"""Statements that begin as lambdas: they are statements, and values of closures are parameters of each execution."""

from __future__ import annotations

import holdfast as hf
from holdfast.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int]


def filled():
    engine = hf.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(hf.insert(Item), [{"x": 5}, {"x": 6}])
    return engine


def items_of(x):
    statement = hf.lambda_stmt(lambda: hf.select(Item.id))
    statement += lambda s: s.where(Item.x == x)
    return statement


def test_each_call_brings_its_values_to_one_cached_statement():
    engine = filled()
    with engine.connect() as connection:
        assert [connection.scalar(items_of(x)) for x in (5, 6, 7)] == [1, 2, None]
        known = len(engine._compiled_cache)
        assert connection.scalar(items_of(6)) == 2
        assert len(engine._compiled_cache) == known


def test_a_session_takes_them():
    with Session(filled()) as session:
        statement = hf.lambda_stmt(lambda: hf.select(Item)) + (lambda s: s.order_by(Item.x.desc()))
        assert [item.x for item in session.scalars(statement)] == [6, 5]
        assert session.execute(hf.lambda_stmt(lambda: hf.update(Item).values(x=9))).rowcount == 2
