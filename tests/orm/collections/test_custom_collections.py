"""Collection classes of the user's own."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast import ForeignKey, Integer
from holdfast.exc import ArgumentError
from holdfast.orm import (
    DeclarativeBase,
    PassiveFlag,
    attribute_keyed_dict,
    keyfunc_mapping,
    mapped_column,
    relationship,
)
from holdfast.orm.collections import collection, collection_adapter


def mapping(collection_class: Any) -> tuple[Any, Any]:
    class Base(DeclarativeBase):
        pass

    class Parent(Base):
        __tablename__ = "parent"
        id = mapped_column(Integer, primary_key=True)
        kids = relationship("Kid", back_populates="parent", collection_class=collection_class)

    class Kid(Base):
        __tablename__ = "kid"
        id = mapped_column(Integer, primary_key=True)
        parent_id = mapped_column(ForeignKey("parent.id"))
        parent = relationship("Parent", back_populates="kids")

    Base.registry.configure()
    Parent.kid_class = Kid
    return Parent, Kid


def test_a_subclass_of_list_keeps_its_own_methods() -> None:
    class Loud(list):
        def append(self, item: Any) -> None:
            self.shouted = True
            super().append(item)

        def first(self) -> Any:
            return self[0]

    parent_class, kid_class = mapping(Loud)
    parent, kid = parent_class(), kid_class()
    parent.kids.append(kid)
    assert parent.kids.shouted
    assert parent.kids.first() is kid
    assert kid.parent is parent


def test_a_class_with_roles() -> None:
    class Bag:
        def __init__(self) -> None:
            self.held: list[Any] = []

        @collection.appender
        def put(self, item: Any) -> None:
            self.held.append(item)

        @collection.remover
        def take(self, item: Any) -> None:
            self.held.remove(item)

        @collection.iterator
        def each(self) -> Any:
            return iter(self.held)

        @collection.removes_return()
        def draw(self) -> Any:
            return self.held.pop()

    parent_class, kid_class = mapping(Bag)
    parent, one, two = parent_class(), kid_class(), kid_class()
    parent.kids.put(one)
    two.parent = parent
    assert parent.kids.held == [one, two]
    assert list(collection_adapter(parent.kids)) == [one, two]
    assert parent.kids.draw() is two
    assert two.parent is None
    one.parent = None
    assert parent.kids.held == []


def test_a_class_without_roles_is_refused() -> None:
    class Nothing:
        pass

    with pytest.raises(ArgumentError, match="Type Nothing must elect an appender method"):
        mapping(Nothing)


def test_keyed_dictionaries() -> None:
    parent_class, kid_class = mapping(keyfunc_mapping(lambda kid: kid.id * 10))
    parent, kid = parent_class(), kid_class(id=2)
    kid.parent = parent
    assert parent.kids == {20: kid}
    parent.kids.remove(kid)
    assert kid.parent is None
    parent_class, kid_class = mapping(attribute_keyed_dict("id"))
    parent = parent_class()
    parent.kids = {1: kid_class(id=1)}
    assert list(parent.kids) == [1]


def test_changes_of_an_unloaded_collection_wait_for_it() -> None:
    parent_class, kid_class = mapping(list)
    parent = parent_class(id=1)
    state = parent._sa_instance_state
    state.key, state.load = (parent_class, (1,), None), state.mapper.detached_state
    late, old = kid_class(id=1), kid_class(id=2)
    late.parent = parent
    assert "kids" not in parent.__dict__
    impl = state.mapper.impls["kids"]
    assert impl.get_history(state, parent.__dict__, PassiveFlag.PASSIVE_NO_INITIALIZE).added == ()
    both = PassiveFlag.PASSIVE_NO_INITIALIZE | PassiveFlag.INCLUDE_PENDING_MUTATIONS
    assert impl.get_history(state, parent.__dict__, both) == ([late], (), [])
    state.mapper.impls["kids"].set_committed(parent, [old])
    assert parent.kids == [old, late]
    assert state.attrs.kids.history == ([late], [old], [])


def test_a_replaced_collection_is_a_plain_one() -> None:
    parent_class, kid_class = mapping(list)
    parent, kid = parent_class(), kid_class()
    before = parent.kids
    parent.kids = [kid]
    before.append(kid_class())
    assert collection_adapter(before) is None
    assert parent.kids == [kid]
