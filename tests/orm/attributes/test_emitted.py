"""The functions written for mapped classes, and the classes that bring their own."""

from __future__ import annotations

import inspect as python_inspect
from typing import Any

import pytest

import holdfast
from holdfast import ForeignKey, event
from holdfast.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, validates


class Base(DeclarativeBase):
    pass


class Plain(Base):
    __tablename__ = "plain"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    other: Mapped[str | None]
    note = None

    @property
    def shout(self) -> str:
        return (self.name or "").upper()

    @shout.setter
    def shout(self, value: str) -> None:
        self.name = value.lower()


class OwnInit(Base):
    __tablename__ = "own_init"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]

    def __init__(self, name: str, *, times: int = 1) -> None:
        """Make one."""
        self.name = name * times
        self.seen = self.id


class OwnSetattr(Base):
    __tablename__ = "own_setattr"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    log: list[str]
    __allow_unmapped__ = True

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__.setdefault("written", []).append(name)
        super().__setattr__(name, value)


class Child(Plain):
    __tablename__ = "child"
    id: Mapped[int] = mapped_column(ForeignKey("plain.id"), primary_key=True)
    extra: Mapped[int | None]


def test_keyword_constructor_takes_attributes_properties_and_class_names() -> None:
    made = Plain(name="n", id=3, shout="LOUD", note="free")
    assert (made.name, made.id, made.note) == ("loud", 3, "free")


def test_keyword_constructor_refuses_other_names() -> None:
    with pytest.raises(TypeError, match=r"'nmae' is an invalid keyword argument for Plain. Did you mean 'name'\?"):
        Plain(nmae="x")


def test_own_constructor_runs_as_written() -> None:
    made = OwnInit("ab", times=2)
    assert (made.name, made.seen) == ("abab", None)
    assert holdfast.inspect(made).attrs.name.history == (["abab"], (), ())
    assert list(python_inspect.signature(OwnInit).parameters) == ["name", "times"]
    assert OwnInit.__init__.__doc__ == "Make one."


def test_own_setattr_sees_all_writes_and_history_is_kept() -> None:
    made = OwnSetattr(name="a")
    made.name = "b"
    made.log = []
    del made.name
    assert made.__dict__["written"] == ["name", "name", "log"]
    assert made.name is None


def test_a_mapped_subclass_writes_inherited_attributes() -> None:
    made = Child(name="x", extra=4, id=1)
    assert (made.name, made.extra) == ("x", 4)
    assert holdfast.inspect(made).attrs.name.history.added == ["x"]


def test_an_unmapped_subclass_is_an_object_of_its_parent() -> None:
    class Special(OwnInit):
        __abstract__ = True

    made = Special("z")
    made.name = "y"
    assert made.name == "y"


def test_an_object_made_without_its_constructor_can_be_written() -> None:
    made = Plain.__new__(Plain)
    made.name = "x"
    assert made.name == "x"
    assert made.other is None
    assert holdfast.inspect(made).transient


def test_a_listener_that_comes_later_hears_writes_and_construction() -> None:
    heard = []

    def listen(target: Any, value: Any, old: Any, initiator: Any) -> None:
        heard.append((initiator.key, value))

    made = Plain(other="before")
    event.listen(Plain.other, "set", listen)
    made.other = "after"
    Plain(other="new")
    event.remove(Plain.other, "set", listen)
    made.other = "unheard"
    assert heard == [("other", "after"), ("other", "new")]


def test_a_listener_that_comes_later_hears_writes_to_what_changed_before() -> None:
    class Late(Base):
        __tablename__ = "late_listener"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str | None]

    heard = []

    def listen(target: Any, value: Any, old: Any, initiator: Any) -> None:
        heard.append((value, old))

    made = Late(name="a")
    holdfast.inspect(made)
    made.name = "b"
    event.listen(Late.name, "set", listen)
    made.name = "c"
    event.remove(Late.name, "set", listen)
    made.name = "d"
    assert heard == [("c", "b")]
    assert made.name == "d"


def test_a_primary_key_that_is_set_twice_keeps_the_identity_of_the_row() -> None:
    engine = holdfast.create_engine("sqlite://")
    Plain.__table__.create(engine)
    with Session(engine) as session:
        session.add(Plain(id=1, name="x"))
        session.commit()
        held = session.get(Plain, 1)
        held.id = 7
        held.id = 8
        assert holdfast.inspect(held).identity == (1,)
        assert holdfast.inspect(held).attrs.id.history == ([8], (), [1])
        session.flush()
        assert holdfast.inspect(held).identity_key == (Plain, (8,), None)
        session.rollback()
        assert (held.id, holdfast.inspect(held).identity) == (1, (1,))


def test_deleting_an_attribute() -> None:
    made = Plain(name="x")
    del made.name
    assert made.name is None
    with pytest.raises(AttributeError, match=r"Plain\.name object does not have a value"):
        del made.name


def test_validators_come_before_listeners_and_backrefs() -> None:
    order = []

    class Parent(Base):
        __tablename__ = "parent_v"
        id: Mapped[int] = mapped_column(primary_key=True)
        kids = relationship("Kid", back_populates="parent")

        @validates("kids")
        def check(self, key: str, kid: Any) -> Any:
            order.append("check")
            if kid.id == 13:
                raise ValueError("unlucky")
            return kid

    class Kid(Base):
        __tablename__ = "kid_v"
        id: Mapped[int] = mapped_column(primary_key=True)
        parent_id: Mapped[int | None] = mapped_column(ForeignKey("parent_v.id"))
        parent = relationship("Parent", back_populates="kids")

    Base.registry.configure()
    event.listen(Parent.kids, "append", lambda *a: order.append("append"))
    event.listen(Kid.parent, "set", lambda *a: order.append("set"))
    parent, bad = Parent(), Kid(id=13)
    parent.kids.append(Kid(id=1))
    with pytest.raises(ValueError, match="unlucky"):
        parent.kids.append(bad)
    assert order == ["check", "set", "append", "check"]
    assert bad.parent is None
    assert len(parent.kids) == 1
