"""The identity map: one object per row, held weakly."""

from __future__ import annotations

import gc

import pytest

import holdfast.orm as orm
from holdfast.exc import InvalidRequestError
from holdfast.orm.identity import IdentityMap, pk_key
from holdfast.orm.state import InstanceState, promote


class Base(orm.DeclarativeBase):
    pass


class Pair(Base):
    __tablename__ = "pair"
    a: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    b: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    note: orm.Mapped[str | None]


def held(a: int, b: int) -> tuple[Pair, InstanceState]:
    made = Pair(a=a, b=b)
    state = promote(made)
    state.key = state.mapper.identity_of(made.__dict__)
    return made, state


def test_keys_outside_are_sqlalchemys_inside_plain() -> None:
    held_map = IdentityMap()
    made, state = held(1, 2)
    assert held_map.add(state)
    assert held_map[Pair, (1, 2), None] is made
    assert list(held_map.keys()) == [(Pair, (1, 2), None)]
    assert list(held_map.refs_of(state.mapper)) == [(1, 2)]
    assert pk_key((5,)) == 5


def test_two_objects_for_one_row_are_refused_or_replaced() -> None:
    held_map = IdentityMap()
    first, first_state = held(1, 2)
    second, second_state = held(1, 2)
    held_map.add(first_state)
    with pytest.raises(InvalidRequestError, match=r"Can.t attach instance .*another instance with key"):
        held_map.add(second_state)
    assert held_map.replace(second_state) is first_state
    assert held_map.get((Pair, (1, 2), None)) is second
    held_map.safe_discard(first_state)
    assert held_map.contains_state(second_state)
    held_map.safe_discard(second_state)
    assert len(held_map) == 0
    assert first.note is None


def test_objects_nobody_holds_are_gone() -> None:
    held_map = IdentityMap()
    made, state = held(1, 2)
    held_map.add(state)
    del made, state
    gc.collect()
    assert (Pair, (1, 2), None) not in held_map
    assert held_map.values() == []
