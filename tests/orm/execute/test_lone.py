"""A row that comes alone takes a short road to its object: what must be the same as on the long one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import holdfast as hf
from holdfast import event, orm
from holdfast.orm.state import LoadState


class Base(orm.DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "lone_place"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    note: orm.Mapped[str] = orm.mapped_column(deferred=True)
    things: orm.Mapped[list[Thing]] = orm.relationship(back_populates="place")


class Thing(Base):
    __tablename__ = "lone_thing"
    one: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    two: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    place_id: orm.Mapped[int | None] = orm.mapped_column(hf.ForeignKey("lone_place.id"))
    place: orm.Mapped[Place | None] = orm.relationship(back_populates="things")


@pytest.fixture
def engine() -> Iterator[hf.Engine]:
    engine = hf.create_engine("sqlite://", poolclass=hf.StaticPool)
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        session.add_all(Place(id=n, name=f"p{n}", note=f"n{n}") for n in (1, 2, 3))
        session.add_all(Thing(one=n, two=-n, place_id=n) for n in (1, 2, 3))
        session.add(Thing(one=4, two=-4))
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: hf.Engine) -> Iterator[orm.Session]:
    with orm.Session(engine) as session:
        yield session


def find(session: orm.Session, key: int, **options: Any) -> Place:
    return session.scalars(hf.select(Place).where(Place.id == key).execution_options(**options)).one()


def shared(obj: Any) -> Any:
    return obj.__dict__["_sa_instance_state"]


def test_those_who_came_alone_share_a_state_and_are_no_cohort(session: orm.Session) -> None:
    first, second = find(session, 1), find(session, 2)
    assert type(shared(first)) is LoadState
    assert shared(first) is shared(second)
    assert shared(first).refs == []
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda c, cursor, text, *more: statements.append(text))
    assert (first.things[0].one, second.things[0].one) == (1, 2)
    assert len(statements) == 2


def test_the_state_belongs_to_the_session_that_loaded(session: orm.Session) -> None:
    first = find(session, 1)
    assert orm.object_session(first) is session
    session.expunge_all()
    assert orm.object_session(first) is None
    again = find(session, 1)
    assert again is not first
    assert orm.object_session(again) is session
    session.close()
    assert orm.object_session(again) is None
    assert orm.object_session(find(session, 1)) is session


def test_a_held_object_is_given_with_its_changes_and_refreshed_if_asked(session: orm.Session) -> None:
    held = find(session, 1)
    with session.no_autoflush:
        held.name = "changed"
        assert find(session, 1) is held
        assert held.name == "changed"
        assert find(session, 1, populate_existing=True) is held
        assert held.name == "p1"
        held.name = "changed"
        assert session.get(Place, 1, populate_existing=True) is held
        assert held.name == "p1"


def test_a_held_object_gets_what_it_lacks(session: orm.Session) -> None:
    held = find(session, 1)
    assert "note" not in held.__dict__
    session.scalars(hf.select(Place).where(Place.id == 1).options(orm.undefer(Place.note))).one()
    assert held.__dict__["note"] == "n1"
    session.commit()
    assert find(session, 1) is held
    assert held.__dict__["name"] == "p1"


def test_options_are_kept_for_lazy_loads(session: orm.Session) -> None:
    with_option = hf.select(Place).where(Place.id == 1).options(orm.raiseload(Place.things))
    refusing = session.scalars(with_option).one()
    with pytest.raises(hf.exc.InvalidRequestError, match="raise"):
        _ = refusing.things
    assert len(find(session, 2).things) == 1


def test_a_composite_key_and_a_row_without_an_object(session: orm.Session) -> None:
    found = session.scalars(hf.select(Thing).where(Thing.one == 2)).one()
    assert session.get(Thing, (2, -2)) is found
    assert hf.inspect(found).identity == (2, -2)
    outer = hf.select(Place).select_from(Thing).outerjoin(Thing.place).where(Thing.one == 4)
    assert session.scalars(outer).all() == [None]


def test_listeners_that_come_later_are_called(session: orm.Session) -> None:
    find(session, 1)
    heard: list[Any] = []

    def listen(target: Any, context: Any) -> None:
        heard.append(target)

    event.listen(Place, "load", listen)
    try:
        assert [find(session, 2), session.get(Place, 3)] == heard
    finally:
        event.remove(Place, "load", listen)


def test_rows_and_results_of_the_other_fetches(session: orm.Session) -> None:
    statement = hf.select(Place).where(Place.id == 1)
    row = session.execute(statement).one()
    assert row.Place is row[0] is find(session, 1)
    assert session.execute(statement).scalars().all() == [row.Place]
    assert session.scalar(statement) is row.Place
    assert session.scalars(statement).unique().all() == [row.Place]
    assert [part for part in session.scalars(statement).partitions()] == [[row.Place]]


def test_a_changed_object_that_came_alone_is_written_and_expired(engine: hf.Engine) -> None:
    with orm.Session(engine) as session:
        first, second = find(session, 1), find(session, 2)
        first.name = "new"
        session.commit()
        assert "name" not in first.__dict__
        assert "name" not in second.__dict__
        assert (first.name, second.name) == ("new", "p2")
        first.name = "p1"
        session.commit()


def test_the_connection_at_hand_follows_the_transaction(engine: hf.Engine) -> None:
    other = hf.create_engine("sqlite://", poolclass=hf.StaticPool)
    Base.metadata.create_all(other)
    with orm.Session(engine) as session:
        first = find(session, 1)
        with session.begin_nested():
            assert find(session, 1) is first
            first.name = "inside"
            session.flush()
            session.get_nested_transaction().rollback()  # type: ignore[union-attr]
            # In the block of a savepoint that is over nothing can be run, although the root goes on.
            with pytest.raises(hf.exc.InvalidRequestError, match="closed transaction inside context manager"):
                find(session, 1)
        assert find(session, 1).name == "p1"
        session.commit()
        session.bind = other
        assert session.scalars(hf.select(Place).where(Place.id == 1)).all() == []
        session.rollback()
        session.bind = engine
        session.bind_table(Place.__table__, other)
        assert session.scalars(hf.select(Place).where(Place.id == 1)).all() == []
    other.dispose()


def test_a_failed_statement_on_the_short_road_names_itself(session: orm.Session) -> None:
    find(session, 1)
    session.execute(hf.text("DROP TABLE lone_thing"))
    with pytest.raises(hf.exc.OperationalError, match="no such table: lone_thing") as caught:
        session.scalars(hf.select(Thing).where(Thing.one == 1)).all()
    assert "FROM lone_thing" in str(caught.value)
    assert caught.value.params == (1,)
