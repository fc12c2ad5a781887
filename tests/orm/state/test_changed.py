"""Objects that change the same columns share a state; what must be told apart is given a state of its own."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref
from typing import Any, ClassVar

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm
from holdfast.orm.state import ChangedState, InstanceState, LoadState

STATE = "_sa_instance_state"
ROWS = 6


def mapped(core: Any, orm: Any) -> tuple[Any, Any]:
    class Base(orm.DeclarativeBase):
        pass

    body = {
        "__tablename__": "thing",
        "__module__": __name__,
        "id": orm.mapped_column(core.Integer, primary_key=True),
        "name": orm.mapped_column(core.String),
        "size": orm.mapped_column(core.Integer),
        "colour": orm.mapped_column(core.String),
        "owner_id": orm.mapped_column(core.ForeignKey("thing.id")),
        "owner": orm.relationship("Thing", remote_side="Thing.id"),
    }
    thing = type("Thing", (Base,), body)
    place = type(
        "Place",
        (Base,),
        {
            "__tablename__": "place",
            "__module__": __name__,
            "x": orm.mapped_column(core.Integer, primary_key=True),
            "y": orm.mapped_column(core.Integer, primary_key=True),
            "name": orm.mapped_column(core.String),
        },
    )
    return thing, place


Thing, Place = mapped(holdfast, holdfast.orm)
THEIRS = mapped(sqlalchemy, sqlalchemy.orm)
LIBRARIES = {
    "holdfast": (holdfast, holdfast.orm, Thing, Place),
    "sqlalchemy": (sqlalchemy, sqlalchemy.orm, *THEIRS),
}


class OwnPickling(holdfast.orm.DeclarativeBase):
    pass


class Kept(OwnPickling):
    __tablename__ = "kept"
    id: holdfast.orm.Mapped[int] = holdfast.orm.mapped_column(primary_key=True)
    name: holdfast.orm.Mapped[str]

    def __getstate__(self) -> dict[str, Any]:
        return dict(self.__dict__)


def start(core: Any, orm: Any, thing: Any, place: Any) -> tuple[Any, list[Any], list[str]]:
    engine = core.create_engine("sqlite://", poolclass=core.StaticPool)
    thing.metadata.create_all(engine)
    with engine.begin() as connection:
        rows = [{"id": n, "name": f"n{n}", "size": n, "colour": "red"} for n in range(1, ROWS + 1)]
        connection.execute(core.insert(thing.__table__), rows)
        connection.execute(core.insert(place.__table__), [{"x": n % 2, "y": n, "name": f"p{n}"} for n in range(4)])
    sent: list[str] = []

    @core.event.listens_for(engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.startswith(("UPDATE", "INSERT")):
            sent.append(f"{statement} {parameters if many else [parameters]}")

    session = orm.Session(engine)
    return session, list(session.scalars(core.select(thing).order_by(thing.id))), sent


@pytest.fixture
def world() -> Any:
    session, things, sent = start(holdfast, holdfast.orm, Thing, Place)
    yield session, things, sent
    session.close()


def states(things: list[Any]) -> list[type]:
    return [type(thing.__dict__[STATE]) for thing in things]


# -- the same statements as the oracle -----------------------------------------------------------------------------


def change_one_column(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in reversed(things):
        thing.size += 1


def change_different_columns(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for number, thing in enumerate(things):
        if number % 2:
            thing.name = "odd"
        else:
            thing.size = 0


def change_two_columns_in_either_order(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for number, thing in enumerate(things):
        for name in ("size", "colour") if number < 3 else ("colour", "size"):
            setattr(thing, name, number + 100)


def set_back(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.size += 1
    things[2].size -= 1
    things[4].size = True  # equal to nothing that is there


def set_one_of_two_back(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.size, thing.name = thing.size + 1, thing.name if thing.id == 3 else "new"


def set_an_expression(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.size += 1
    things[1].size = type(things[1]).size + 10


def set_a_foreign_key(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things[1:]:
        thing.owner_id = 1


def add_others(core: Any, session: Any, things: list[Any], place: Any) -> None:
    cls = type(things[0])
    first = cls(name="first", owner=things[0])
    session.add_all([first, cls(name="second", owner=first)])
    for thing in things:
        thing.name = "old"


def change_one_by_another_road(core: Any, session: Any, things: list[Any], place: Any) -> None:
    core.inspect(things[3])
    for thing in things:
        thing.name = "new"


def change_a_key(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.name = "new"
    things[5].id = 60


def delete_one(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.name = "new"
    session.delete(things[5])


def change_a_composite_key_s_object(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for one in session.scalars(core.select(place).order_by(place.name.desc())):
        one.name += "!"


def listen_to_rows(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.name = "new"

    def handler(mapper: Any, connection: Any, thing: Any) -> None:
        thing.colour = f"of {thing.id}"

    core.event.listen(type(things[0]), "before_update", handler)
    session.flush()
    core.event.remove(type(things[0]), "before_update", handler)


def listen_to_flushes(core: Any, session: Any, things: list[Any], place: Any) -> None:
    def handler(flushed: Any, context: Any) -> None:
        assert sorted(thing.id for thing in flushed.dirty) == [1, 2, 3, 4, 5, 6]

    core.event.listen(session, "after_flush", handler)
    for thing in things:
        thing.name = "new"


def flush_some(core: Any, session: Any, things: list[Any], place: Any) -> None:
    for thing in things:
        thing.size = 100
    session.flush([things[1], things[4]])
    assert things[1] not in session.dirty
    assert things[0] in session.dirty


CHANGES = [
    change_one_column,
    change_different_columns,
    change_two_columns_in_either_order,
    set_back,
    set_one_of_two_back,
    set_an_expression,
    set_a_foreign_key,
    add_others,
    change_one_by_another_road,
    change_a_key,
    delete_one,
    change_a_composite_key_s_object,
    listen_to_rows,
    listen_to_flushes,
    flush_some,
]


def sent_by(library: str, change: Any) -> list[str]:
    core, orm, thing, place = LIBRARIES[library]
    session, things, sent = start(core, orm, thing, place)
    with session:
        change(core, session, things, place)
        session.commit()
        found = session.execute(core.select(*thing.__table__.c).order_by(thing.__table__.c.id)).all()
        return [*sent, *map(str, found)]


@pytest.mark.filterwarnings("ignore:The `objects` parameter of `Session.flush`")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_statements_are_the_oracles(change: Any) -> None:
    assert sent_by("holdfast", change) == sent_by("sqlalchemy", change)


# -- who shares ----------------------------------------------------------------------------------------------------


def test_after_a_flush_objects_share_the_state_of_their_load_again(world: Any) -> None:
    session, things, _ = world
    shared = things[0].__dict__[STATE]
    change_two_columns_in_either_order(holdfast, session, things, Place)
    assert set(states(things)) == {ChangedState}
    assert len({thing.__dict__[STATE] for thing in things}) == 2
    session.flush()
    assert all(thing.__dict__[STATE] is shared for thing in things)
    assert not session.dirty
    things[0].size = 7
    session.commit()
    assert things[0].size == 7


def test_an_object_somebody_asks_about_leaves_with_what_it_was(world: Any) -> None:
    session, things, _ = world
    change_one_column(holdfast, session, things, Place)
    state = holdfast.inspect(things[1])
    assert state.attrs.size.history == ([3], (), [2])
    assert (state.modified, state.identity, state.session) == (True, (2,), session)
    assert states(things) == [ChangedState, InstanceState, *[ChangedState] * 4]
    assert len(session.dirty) == ROWS
    things[1].name = "more"
    session.commit()
    assert [(thing.size, thing.name) for thing in things[:2]] == [(2, "n1"), (3, "more")]


def test_no_state_is_shared_that_a_listener_or_a_version_wants_to_know() -> None:
    class Base(holdfast.orm.DeclarativeBase):
        pass

    class Versioned(Base):
        __tablename__ = "versioned"
        id: holdfast.orm.Mapped[int] = holdfast.orm.mapped_column(primary_key=True)
        name: holdfast.orm.Mapped[str]
        version = holdfast.orm.mapped_column(holdfast.Integer, nullable=False)
        __mapper_args__: ClassVar[Any] = {"version_id_col": version}

    class Touched(Base):
        __tablename__ = "touched"
        id: holdfast.orm.Mapped[int] = holdfast.orm.mapped_column(primary_key=True)
        name: holdfast.orm.Mapped[str]
        at: holdfast.orm.Mapped[int] = holdfast.orm.mapped_column(default=0, onupdate=lambda: 5)

    engine = holdfast.create_engine("sqlite://", poolclass=holdfast.StaticPool)
    Base.metadata.create_all(engine)
    with holdfast.orm.Session(engine) as session:
        session.add_all([Versioned(name="a"), Touched(name="a")])
        session.commit()
        versioned, touched = (
            session.scalars(holdfast.select(Versioned)).one(),
            session.scalars(holdfast.select(Touched)).one(),
        )
        versioned.name = touched.name = "b"
        assert states([versioned, touched]) == [InstanceState, InstanceState]
        session.commit()
        assert (versioned.version, touched.at) == (2, 5)


def test_changed_objects_are_kept_while_they_wait_and_let_go_afterwards(world: Any) -> None:
    session, things, _ = world
    change_one_column(holdfast, session, things[:3], Place)
    references = [weakref.ref(thing) for thing in things]
    del things[:]
    gc.collect()
    assert [reference() is None for reference in references] == [False] * 3 + [True] * 3
    session.flush()
    gc.collect()
    assert all(reference() is None for reference in references)


# -- endings -------------------------------------------------------------------------------------------------------


def test_a_rollback_forgets_the_changes(world: Any) -> None:
    session, things, sent = world
    change_one_column(holdfast, session, things, Place)
    session.rollback()
    assert not session.dirty
    assert [thing.size for thing in things] == [1, 2, 3, 4, 5, 6]
    session.commit()
    assert not sent


def test_a_savepoint_gives_back_what_was_flushed_in_it(world: Any) -> None:
    session, things, _ = world
    change_one_column(holdfast, session, things, Place)
    with session.begin_nested() as savepoint:
        for thing in things:
            thing.size = 0
        session.flush()
        things[0].size = 50
        savepoint.rollback()
    assert [thing.size for thing in things] == [2, 3, 4, 5, 6, 7]
    assert not session.dirty
    session.commit()
    assert things[0].size == 2


def test_a_closed_session_leaves_objects_their_changes(world: Any) -> None:
    session, things, _ = world
    change_one_column(holdfast, session, things, Place)
    session.close()
    assert [holdfast.inspect(thing).attrs.size.history.deleted for thing in things[:2]] == [[1], [2]]
    session.add_all(things)
    assert len(session.dirty) == ROWS
    session.commit()
    assert [thing.size for thing in things] == [2, 3, 4, 5, 6, 7]


def test_a_session_that_nobody_closed_leaves_objects_their_changes() -> None:
    session, things, _ = start(holdfast, holdfast.orm, Thing, Place)
    engine = session.get_bind()
    change_one_column(holdfast, session, things, Place)
    del session
    gc.collect()
    alone = [weakref.ref(thing) for thing in things[1:]]
    first = things[0]
    del things[:]
    gc.collect()
    assert all(reference() is None for reference in alone)
    first.name = "and more"
    with holdfast.orm.Session(engine) as other:
        other.add(first)
        other.commit()
        assert (first.size, first.name) == (2, "and more")


def test_a_failed_flush_is_rolled_back(world: Any) -> None:
    session, things, _ = world
    for thing in things:
        thing.size = 1
    things[2].size = object()
    with pytest.raises(holdfast.exc.DBAPIError):
        session.flush()
    session.rollback()
    assert [thing.size for thing in things] == [1, 2, 3, 4, 5, 6]
    things[0].size = 9
    session.commit()
    assert things[0].size == 9


def test_rows_that_are_gone_are_missed(world: Any) -> None:
    session, things, _ = world
    session.execute(holdfast.text("DELETE FROM thing WHERE id = 2"))
    change_one_column(holdfast, session, things, Place)
    with pytest.raises(holdfast.orm.exc.StaleDataError, match=r"expected to update 6 row\(s\); 5 were matched"):
        session.flush()


def test_who_looks_at_an_object_while_it_is_written_finds_it_unchanged_afterwards(world: Any) -> None:
    session, things, sent = world

    def look(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        assert holdfast.inspect(things[3]).modified

    holdfast.event.listen(session.get_bind(), "before_cursor_execute", look)
    change_one_column(holdfast, session, things, Place)
    session.flush()
    holdfast.event.remove(session.get_bind(), "before_cursor_execute", look)
    assert not holdfast.inspect(things[3]).modified
    assert not session.dirty
    session.flush()
    assert len(sent) == 1


def test_loading_over_a_change_forgets_it(world: Any) -> None:
    session, things, sent = world
    change_one_column(holdfast, session, things, Place)
    with session.no_autoflush:
        session.scalars(holdfast.select(Thing).where(Thing.id == 1).execution_options(populate_existing=True)).one()
        session.refresh(things[1])
        holdfast.orm.attributes.set_committed_value(things[2], "size", 30)
    session.flush()
    assert "[(5, 4), (6, 5), (7, 6)]" in sent[0]
    assert things[2].size == 30


# -- copies --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("duplicate", [lambda obj: pickle.loads(pickle.dumps(obj)), copy.deepcopy])
def test_a_pickled_object_takes_along_what_it_was(world: Any, duplicate: Any) -> None:
    _, things, _ = world
    for thing in things:
        thing.size += 1
    made = duplicate(things[1])
    assert holdfast.inspect(made).attrs.size.history == ([3], (), [2])
    assert states(things).count(ChangedState) == ROWS - 1


def test_with_a_getstate_of_its_own_a_change_is_kept() -> None:
    engine = holdfast.create_engine("sqlite://", poolclass=holdfast.StaticPool)
    OwnPickling.metadata.create_all(engine)
    with holdfast.orm.Session(engine) as session:
        session.add_all([Kept(id=1, name="a"), Kept(id=2, name="b")])
        session.commit()
        first, _ = session.scalars(holdfast.select(Kept).order_by(Kept.id))
        first.name = "changed"
        made = pickle.loads(pickle.dumps(first))
    with holdfast.orm.Session(engine) as session:
        session.add(made)
        assert made in session.dirty
        session.commit()
        assert made.name == "changed"


def test_states_say_what_they_are(world: Any) -> None:
    session, things, _ = world
    assert states(things) == [LoadState] * ROWS
    change_one_column(holdfast, session, things, Place)
    assert repr(things[0].__dict__[STATE]) == "<ChangedState of Thing, 6 objects: size>"
    assert "changed: size" in str(session.held())
