"""Spike 7 of HOUSE: shared state becomes an own one under modification, expiry, rollback, pickling and collection."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref
from typing import Any

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm
from holdfast.orm.state import ChangedState, InstanceState, LoadState

STATE = "_sa_instance_state"


def mapped(core: Any, orm: Any, prefix: str) -> tuple[Any, Any]:
    class Base(orm.DeclarativeBase):
        pass

    user_body = {
        "__tablename__": "user",
        "__module__": __name__,
        "__qualname__": f"{prefix}User",
        "id": orm.mapped_column(core.Integer, primary_key=True),
        "name": orm.mapped_column(core.String),
        "fullname": orm.mapped_column(core.String),
        "addresses": orm.relationship("Address", back_populates="user", cascade="all, delete-orphan"),
    }
    address_body = {
        "__tablename__": "address",
        "__module__": __name__,
        "__qualname__": f"{prefix}Address",
        "id": orm.mapped_column(core.Integer, primary_key=True),
        "email": orm.mapped_column(core.String),
        "user_id": orm.mapped_column(core.ForeignKey("user.id")),
        "user": orm.relationship("User", back_populates="addresses"),
    }
    user, address = type("User", (Base,), user_body), type("Address", (Base,), address_body)
    globals().update({f"{prefix}User": user, f"{prefix}Address": address})
    return user, address


User, Address = mapped(holdfast, holdfast.orm, "Our")
TheirUser, TheirAddress = mapped(sqlalchemy, sqlalchemy.orm, "Their")


def session_of(core: Any, orm: Any, cls: Any, rows: int = 3) -> Any:
    engine = core.create_engine("sqlite://")
    cls.metadata.create_all(engine)
    with engine.begin() as connection:
        for number in range(1, rows + 1):
            connection.execute(core.insert(cls.__table__).values(id=number, name=f"n{number}", fullname="f"))
    return orm.Session(engine)


@pytest.fixture
def session() -> Any:
    with session_of(holdfast, holdfast.orm, User) as made:
        yield made


def load(session: Any) -> list[Any]:
    return session.scalars(holdfast.select(User).order_by(User.id)).all()


def test_objects_of_one_load_share_a_state_until_one_is_changed(session: Any) -> None:
    users = load(session)
    shared = users[0].__dict__[STATE]
    assert type(shared) is LoadState
    assert all(user.__dict__[STATE] is shared for user in users)
    users[1].name = "changed"
    users[2].name = "changed, too"
    changed = users[1].__dict__[STATE]
    assert type(changed) is ChangedState
    assert users[2].__dict__[STATE] is changed
    assert users[0].__dict__[STATE] is shared
    assert set(session.dirty) == {users[1], users[2]}
    own = holdfast.inspect(users[1])
    assert users[1].__dict__[STATE] is own
    assert own.load is shared
    assert own.key == (User, (2,), None)
    assert own.committed == {"name": "n2"}
    assert users[2].__dict__[STATE] is changed
    assert set(session.dirty) == {users[1], users[2]}


def test_reading_and_asking_for_the_session_do_not_promote(session: Any) -> None:
    user = load(session)[0]
    assert (user.id, user.name) == (1, "n1")
    assert holdfast.orm.object_session(user) is session
    assert user in session
    assert type(user.__dict__[STATE]) is LoadState


def test_inspect_promotes_and_says_what_is_so(session: Any) -> None:
    user = load(session)[0]
    state = holdfast.inspect(user)
    assert type(user.__dict__[STATE]) is InstanceState
    assert state is user._sa_instance_state
    assert (state.persistent, state.modified, state.identity, state.session) == (True, False, (1,), session)
    assert state.attrs.name.history == ((), ["n1"], ())


def test_unmodified_objects_are_collected_modified_ones_are_kept(session: Any) -> None:
    users = load(session)
    users[0].name = "kept"
    refs = [weakref.ref(user) for user in users]
    del users
    gc.collect()
    assert [reference() is None for reference in refs] == [False, True, True]
    session.flush()
    gc.collect()
    assert refs[0]() is None
    assert session.get(User, 1).name == "kept"


def test_expiry_promotes_keeps_the_identity_and_loads_again(session: Any) -> None:
    users = load(session)
    session.expire(users[0])
    assert "name" not in users[0].__dict__
    assert holdfast.inspect(users[0]).expired
    assert users[0].name == "n1"
    assert not holdfast.inspect(users[0]).expired
    session.expire_all()
    assert [set(user.__dict__) for user in users] == [{STATE}] * 3
    users[1].fullname = "set while expired"
    with session.no_autoflush:  # a load of expired values flushes first, as SQLAlchemy's does
        assert users[1].name == "n2"
    assert users[1].fullname == "set while expired"
    assert holdfast.inspect(users[1]).attrs.fullname.history.added == ["set while expired"]


def test_rollback_gives_back_what_was(session: Any) -> None:
    users = load(session)
    users[0].name = "changed"
    new = User(id=9, name="new")
    session.add(new)
    session.flush()
    session.rollback()
    assert users[0].name == "n1"
    assert not holdfast.inspect(users[0]).modified
    assert holdfast.inspect(new).transient
    assert new.name == "new"


def test_a_closed_session_detaches_all_at_once(session: Any) -> None:
    users = load(session)
    session.expire(users[0])
    session.close()
    assert users[1].name == "n2"
    assert type(users[1].__dict__[STATE]) is LoadState
    assert holdfast.inspect(users[1]).detached
    with pytest.raises(holdfast.orm.exc.DetachedInstanceError, match="is not bound to a Session; attribute refresh"):
        users[0].name
    with pytest.raises(holdfast.orm.exc.DetachedInstanceError, match="lazy load operation of attribute 'addresses'"):
        users[1].addresses


def test_constructed_objects_share_a_state_too() -> None:
    one, two = User(name="1"), User(name="2")
    assert one.__dict__[STATE] is two.__dict__[STATE]
    one.fullname = "x"
    assert type(one.__dict__[STATE]) is LoadState
    assert holdfast.inspect(one).attrs.fullname.history == (["x"], (), ())
    assert holdfast.inspect(one).modified
    assert not holdfast.inspect(User()).modified


def stories(core: Any, orm: Any, user_class: Any, address_class: Any) -> list[Any]:
    """What comes out of pickling objects in all their states."""
    told: list[Any] = []

    def tell(obj: Any) -> Any:
        again = pickle.loads(pickle.dumps(obj))
        state = core.inspect(again)
        told.append(
            [
                {key: value for key, value in sorted(again.__dict__.items()) if isinstance(value, (str, int))},
                (state.transient, state.pending, state.detached, state.persistent),
                (state.identity, state.modified, sorted(state.expired_attributes)),
                [list(part) for part in state.attrs.name.history],
            ]
        )
        return again

    with session_of(core, orm, user_class) as session:
        users = session.scalars(core.select(user_class).order_by(user_class.id)).all()
        tell(users[0])
        users[1].name = "changed"
        tell(users[1])
        session.expire(users[2], ["name"])
        tell(users[2])
        users[0].addresses.append(address_class(email="a"))
        again = tell(users[0])
        told.append(
            ([a.email for a in again.addresses], again.addresses[0].user is again, type(again.addresses).__name__)
        )
        again.addresses.append(address_class(email="b"))
        told.append([[a.email for a in part] for part in core.inspect(again).attrs.addresses.history])
        session.expunge_all()
        session.add(again)
        told.append((again in session, core.inspect(again).persistent))
    transient = user_class(name="t")
    transient.addresses.append(address_class(email="c"))
    again = tell(transient)
    told.append([a.email for a in again.addresses])
    return told


def test_pickling_tells_the_same_story_as_sqlalchemy() -> None:
    ours = stories(holdfast, holdfast.orm, User, Address)
    theirs = stories(sqlalchemy, sqlalchemy.orm, TheirUser, TheirAddress)
    assert ours == theirs


def test_an_unpickled_light_object_stays_light(session: Any) -> None:
    again = pickle.loads(pickle.dumps(load(session)[0]))
    assert type(again.__dict__[STATE]) is LoadState
    assert again.name == "n1"
    again.name = "written"
    assert holdfast.inspect(again).attrs.name.history == (["written"], (), ["n1"])


def test_a_copied_dict_is_what_programs_expect(session: Any) -> None:
    values = dict(load(session)[0].__dict__)
    values.pop(STATE)
    assert values == {"id": 1, "name": "n1", "fullname": "f"}
    assert copy.copy(User(name="x")).name == "x"
