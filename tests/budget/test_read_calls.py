"""How many Python functions run to read an object: exact counts, so that a level more on the warm road is noticed.

A generator that is resumed counts as a call, as the interpreter sees it. What a test does itself is taken off.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import holdfast as hf
import holdfast.orm as orm


class Base(orm.DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "read_budget_thing"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    size: orm.Mapped[int]


@pytest.fixture
def session() -> Iterator[orm.Session]:
    engine = hf.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with orm.Session(engine) as filling:
        filling.add_all(Thing(id=number, name=f"thing {number}", size=number % 7) for number in range(1, 1001))
        filling.commit()
    with orm.Session(engine) as session:
        yield session
    engine.dispose()


def calls(action: Callable[[int], Any]) -> int:
    """Python function calls of `action(4)`, once the plan is made and the connection is there."""
    kept = [action(1), action(2), action(3)]
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call"

    # The collector stands still: it calls what other tests left behind.
    gc.collect()
    gc.disable()
    sys.setprofile(profile)
    try:
        kept.append(action(4))
    finally:
        sys.setprofile(None)
        gc.enable()
    assert all(one is not None for one in kept)
    return count - 1


def test_a_short_select_built_and_executed(session: orm.Session) -> None:
    assert calls(lambda key: session.scalars(hf.select(Thing).where(Thing.id == key)).one()) <= 30


def test_a_select_that_is_at_hand(session: orm.Session) -> None:
    statement = hf.select(Thing).where(Thing.id == 4)
    assert calls(lambda key: session.scalars(statement).first()) <= 20


def test_get_of_a_row(session: orm.Session) -> None:
    assert calls(lambda key: session.get(Thing, key)) <= 17


def test_get_of_an_object_that_is_held(session: orm.Session) -> None:
    held = session.scalars(hf.select(Thing)).all()
    assert len(held) == 1000
    assert calls(lambda key: session.get(Thing, key)) == 1


def test_loading_calls_nothing_for_each_row(session: orm.Session) -> None:
    def load(limit: int) -> Any:
        session.expunge_all()
        # Whatever is done for each row shows as a difference.
        return session.scalars(hf.select(Thing).limit(limit)).all()

    few, more, many = (calls(lambda turn, limit=limit: load(limit)) for limit in (300, 600, 900))  # type: ignore[misc]
    assert many == more
    # Rows are read in parts of 500: a part costs this many calls, whatever is in it.
    assert more - few <= 26


def test_rows_of_objects_already_held_call_nothing_either(session: orm.Session) -> None:
    held = session.scalars(hf.select(Thing)).all()
    few = calls(lambda turn: session.scalars(hf.select(Thing).limit(20)).all())
    more = calls(lambda turn: session.scalars(hf.select(Thing).limit(490)).all())
    many = calls(lambda turn: session.scalars(hf.select(Thing).limit(900)).all())
    assert more <= few + 4  # from 200 rows on the collector is paused
    assert many <= few + 27
    assert len(held) == 1000


def test_what_a_read_leaves_is_freed_without_the_collector(session: orm.Session) -> None:
    def read() -> None:
        for key in range(1, 21):
            session.scalars(hf.select(Thing).where(Thing.id == key)).one()
            session.get(Thing, key)

    read()
    gc.collect()
    gc.disable()
    try:
        read()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_runs_again_after_a_load_that_fails(session: orm.Session) -> None:
    class Sour(hf.TypeDecorator[Any]):
        impl = hf.Integer
        cache_ok = True

        def process_result_value(self, value: Any, dialect: Any) -> Any:
            raise ValueError("sour")

    statement = hf.select(Thing.id, hf.type_coerce(Thing.size, Sour))
    assert gc.isenabled()
    with pytest.raises(ValueError, match="sour"):
        session.execute(statement).all()
    assert gc.isenabled()
