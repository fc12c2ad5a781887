"""Order of rows: properties of the pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import exc
from holdfast.orm.flush.order import order_groups, order_members, shortest_circle

edges = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)
forward = edges.map(lambda pairs: [(a, b) for a, b in pairs if a < b])


@given(edges)
def test_groups_respect_every_edge_that_is_not_in_a_circle(pairs):
    members = list(range(13))
    components = order_groups(members, pairs)
    place = {member: number for number, component in enumerate(components) for member in component}
    assert sorted(place) == members
    assert all(place[before] <= place[after] for before, after in pairs)


@given(forward)
def test_without_circles_every_group_has_one_member(pairs):
    assert all(len(component) == 1 for component in order_groups(list(range(13)), pairs))


@given(forward, st.permutations(range(13)))
def test_levels_are_foreign_key_safe_and_minimal(pairs, members):
    levels = order_members(members, pairs)
    place = {member: number for number, level in enumerate(levels) for member in level}
    assert all(place[before] < place[after] for before, after in pairs)
    for member in members:
        needed = [place[before] + 1 for before, after in pairs if after == member]
        assert place[member] == max(needed, default=0)


def test_members_without_edges_keep_their_order():
    assert order_members([3, 1, 2], []) == [[3, 1, 2]]
    assert order_groups([3, 1, 2], []) == [[3], [1], [2]]


def test_a_circle_is_named_at_its_shortest():
    with pytest.raises(exc.CircularDependencyError, match=r"Circular dependency detected.*2 -> 3 -> 2|3 -> 2 -> 3"):
        order_members([1, 2, 3, 4], [(2, 3), (3, 2), (3, 4), (4, 1), (1, 2)])


def test_shortest_circle_of_a_self_edge():
    assert shortest_circle([1], {1: [1]}) == [1]


def test_long_chains_do_not_recurse():
    chain = list(range(5000))
    ordered = order_groups(chain, [(number, number + 1) for number in chain[:-1]])
    assert [component[0] for component in ordered] == chain
