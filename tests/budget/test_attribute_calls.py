"""How many Python functions run for the commonest things done with an object: exact, so that nobody slips one in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import holdfast.orm as orm
from holdfast.orm.state import LoadState


class Base(orm.DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "thing"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str | None]
    other: orm.Mapped[str | None]


def calls(action: Callable[[], Any]) -> int:
    """Python function calls that `action` makes, itself left out."""
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        if event == "call":
            count += 1

    action()
    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count - 1


def loaded() -> Thing:
    thing = Thing.__new__(Thing)
    mapper = Thing.__mapper__
    thing.__dict__.update(id=1, name="x", _sa_instance_state=LoadState(mapper))
    return thing


def test_a_read_of_a_loaded_value_calls_nothing() -> None:
    Thing()
    thing = loaded()
    assert calls(lambda: thing.name) == 0


def test_a_write_is_one_call() -> None:
    Thing()
    new, own = Thing(name="x"), loaded()
    own.name = "y"

    def write_new() -> None:
        new.name = "y"

    def write_own() -> None:
        own.name = "z"

    assert calls(write_new) == 1
    assert calls(write_own) == 1


def test_construction_is_one_call() -> None:
    assert calls(lambda: Thing(id=1, name="x", other="y")) == 1


def test_an_attribute_in_a_comparison_adds_four_calls_at_most() -> None:
    column = Thing.__table__.c.name
    assert calls(lambda: Thing.name == "x") - calls(lambda: column == "x") <= 4
