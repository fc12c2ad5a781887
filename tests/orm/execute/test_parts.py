"""Many rows are read and made into objects in parts: nobody must notice, whatever happens between two of them."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import holdfast as hf
from holdfast import event, orm
from holdfast.orm.planner import PART
from holdfast.orm.session import plans_execute

ROWS = 2 * PART + 100


class Base(orm.DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "part_place"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    things: orm.Mapped[list[Thing]] = orm.relationship(back_populates="place", order_by="Thing.id")


class Thing(Base):
    __tablename__ = "part_thing"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    size: orm.Mapped[int]
    place_id: orm.Mapped[int] = orm.mapped_column(hf.ForeignKey("part_place.id"))
    place: orm.Mapped[Place] = orm.relationship(back_populates="things")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parts.db"


@pytest.fixture
def engine(path: Path) -> Iterator[hf.Engine]:
    engine = hf.create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})

    def add_functions(driver: Any, record: Any) -> None:
        driver.create_function("sour", 1, sour)

    event.listen(engine, "connect", add_functions)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(hf.insert(Place), [{"id": n, "name": f"p{n}"} for n in range(1, 4)])
        rows = [{"id": n, "size": n % 7, "place_id": 1 + n % 3} for n in range(1, ROWS + 1)]
        connection.execute(hf.insert(Thing), rows)
    yield engine
    engine.dispose()


def sour(number: int) -> int:
    if number == PART + 50:
        raise ValueError("sour")
    return number


@pytest.fixture
def session(engine: hf.Engine) -> Iterator[orm.Session]:
    with orm.Session(engine) as session:
        yield session


def may_write(path: Path) -> bool:
    """Whether another connection gets the lock that a statement under way would keep from it."""
    other = sqlite3.connect(path, timeout=0)
    try:
        other.execute("BEGIN EXCLUSIVE")
        other.rollback()
        return True
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()


class Sour(hf.TypeDecorator[Any]):
    impl = hf.Integer
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return sour(value)


def test_all_rows_come_in_their_order_and_the_database_is_free(session: orm.Session, path: Path) -> None:
    for count in (PART - 1, PART, PART + 1, 2 * PART, ROWS):
        session.expunge_all()
        found = session.scalars(hf.select(Thing).order_by(Thing.id.desc()).limit(count)).all()
        assert [one.id for one in found] == list(range(ROWS, ROWS - count, -1))
        assert may_write(path)


def test_a_row_that_comes_again_in_another_part_is_the_same_object(session: orm.Session) -> None:
    doubled = hf.union_all(hf.select(Thing.__table__), hf.select(Thing.__table__)).subquery()
    again = orm.aliased(Thing, doubled)
    found = session.scalars(hf.select(again)).all()
    assert len(found) == 2 * ROWS
    assert all(one is other for one, other in zip(found[:ROWS], found[ROWS:], strict=True))


def test_held_and_changed_objects_keep_what_they_are_unless_refreshed(session: orm.Session) -> None:
    held = [session.get_one(Thing, key) for key in (1, PART + 1, ROWS)]
    with session.no_autoflush:
        for one in held:
            one.size = 100
        found = session.scalars(hf.select(Thing).order_by(Thing.id)).all()
        assert [found[one.id - 1] for one in held] == held
        assert {one.size for one in held} == {100}
        refreshed = session.scalars(hf.select(Thing).execution_options(populate_existing=True)).all()
    assert [one.size for one in held] == [one.id % 7 for one in held]
    assert len(refreshed) == ROWS
    assert not any(session.is_modified(one) for one in held)


def test_load_events_come_once_for_each_object_in_the_order_of_the_rows(session: orm.Session) -> None:
    heard: list[int] = []

    def listen(target: Any, context: Any) -> None:
        heard.append(target.id)

    event.listen(Thing, "load", listen)
    try:
        session.scalars(hf.select(Thing).order_by(Thing.id)).all()
        assert heard == list(range(1, ROWS + 1))
    finally:
        event.remove(Thing, "load", listen)


def test_what_follows_a_load_follows_for_all_parts(session: orm.Session) -> None:
    found = session.scalars(hf.select(Thing).options(orm.selectinload(Thing.place))).all()
    assert {one.__dict__["place"].id for one in found} == {1, 2, 3}


def test_a_joined_collection_is_whole_though_it_is_longer_than_a_part(session: orm.Session) -> None:
    places = session.scalars(hf.select(Place).options(orm.joinedload(Place.things))).unique().all()
    assert sum(len(place.__dict__["things"]) for place in places) == ROWS


def test_rows_of_several_items(session: orm.Session) -> None:
    found = session.execute(hf.select(Thing, Place).join(Thing.place).order_by(Thing.id)).all()
    assert len(found) == ROWS
    assert all(thing.place_id == place.id for thing, place in found)


def test_an_error_of_the_database_in_a_later_part_names_the_statement(session: orm.Session, path: Path) -> None:
    statement = hf.select(Thing).where(hf.func.sour(Thing.id) > 0)
    with pytest.raises(hf.exc.OperationalError, match="user-defined function raised exception") as caught:
        session.scalars(statement).all()
    assert "FROM part_thing" in str(caught.value)
    assert caught.value.params == (0,)
    assert gc.isenabled()
    assert may_write(path)
    assert session.get_one(Thing, 5).size == 5


def test_an_error_of_a_type_in_a_later_part_leaves_the_database_free(session: orm.Session, path: Path) -> None:
    with pytest.raises(ValueError, match="sour") as caught:
        session.execute(hf.select(Thing, hf.type_coerce(Thing.id, Sour))).all()
    # Even while somebody holds the error, and with it the frames of the load.
    assert caught.tb is not None
    assert may_write(path)
    assert gc.isenabled()
    assert len(session.scalars(hf.select(Thing)).all()) == ROWS


def test_a_collector_that_was_off_stays_off(session: orm.Session) -> None:
    gc.disable()
    try:
        assert len(session.scalars(hf.select(Thing)).all()) == ROWS
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_plan_that_is_dropped_between_two_parts_frees_the_database(engine: hf.Engine, path: Path) -> None:
    with orm.Session(engine) as session:
        session.get_one(Thing, 1)
        plan = plans_execute.execute(session, hf.select(Thing), scalars=True)
        request = next(plan)
        while (reply := request.perform()) is None or getattr(reply, "cursor", None) is None:
            request = plan.send(reply)
        request = plan.send(reply)
        assert type(request).__name__ == "FetchMany"
        assert not may_write(path)
        del reply, request
        plan.close()
        del plan
        assert may_write(path)
        assert len(session.scalars(hf.select(Thing)).all()) == ROWS


def test_statements_that_are_watched_give_the_same(engine: hf.Engine) -> None:
    seen: list[str] = []

    def watch(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "after_cursor_execute", watch)
    with orm.Session(engine) as session:
        assert len(session.scalars(hf.select(Thing)).all()) == ROWS
    assert len(seen) == 1


def test_streamed_batches_larger_than_a_part(session: orm.Session, path: Path) -> None:
    result = session.scalars(hf.select(Thing).order_by(Thing.id).execution_options(yield_per=PART + 10))
    assert [one.id for one in result] == list(range(1, ROWS + 1))
    assert may_write(path)
