"""Collections, suggestions, order, annotations."""

from __future__ import annotations

import typing
from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import exc, util


@given(st.lists(st.integers(0, 20)), st.lists(st.integers(0, 20)))
def test_an_ordered_set_is_a_set_that_remembers_order(left, right):
    ordered = util.OrderedSet(left)
    assert list(ordered) == list(dict.fromkeys(left))
    assert set(ordered | set(right)) == set(left) | set(right)
    assert set(ordered & set(right)) == set(left) & set(right)
    assert set(ordered - set(right)) == set(left) - set(right)
    assert list(ordered.union(right)) == list(dict.fromkeys([*left, *right]))
    assert ordered == set(left)


def test_an_identity_set_never_compares():
    class Refusing:
        def __eq__(self, other):
            raise AssertionError("compared")

        def __hash__(self):
            raise AssertionError("hashed")

    a, b = Refusing(), Refusing()
    members = util.IdentitySet([a])
    members.add(a)
    assert len(members) == 1 and a in members and b not in members
    assert list(members | {}.keys()) == [a]
    members.remove(a)
    with pytest.raises(KeyError):
        members.remove(a)


@given(st.lists(st.integers(0, 30), max_size=200), st.integers(1, 10))
def test_the_cache_keeps_what_was_used_last(keys, capacity):
    cache = util.LRUCache(capacity)
    used: list[int] = []
    for key in keys:
        if cache.get(key) is None:
            cache[key] = key + 1
        used = [other for other in used if other != key] + [key]
        assert len(cache) <= 2 * capacity
    for key in used[-capacity:][1:] if capacity > 1 else []:
        assert cache.get(key, "lost") in {key + 1, "lost"}
    if used and capacity > 1:
        assert cache.get(used[-1]) == used[-1] + 1


def test_an_immutable_dict_refuses_and_unites():
    frozen = util.immutabledict({"a": 1})
    for change in (
        lambda: frozen.update(b=1),
        lambda: frozen.__setitem__("a", 2),
        lambda: frozen.pop("a"),
        frozen.clear,
    ):
        with pytest.raises(TypeError, match="immutabledict object is immutable"):
            change()
    assert frozen.union({"b": 2}) == {"a": 1, "b": 2}
    assert frozen.union({}) is frozen
    assert frozen | {"a": 3} == {"a": 3}


@pytest.mark.parametrize(
    ("name", "answer"),
    [("adress", " Did you mean 'address'?"), ("nmae", " Did you mean 'name'?"), ("zzzzzz", ""), ("address", "")],
)
def test_suggestions(name, answer):
    assert util.suggest(name, ["address", "name", "id"]) == answer


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] < edge[1])))
def test_parents_come_first_and_order_is_kept(edges):
    items = list(range(9, -1, -1))
    done = list(util.sort(edges, items))
    assert sorted(done) == sorted(items)
    for parent, child in edges:
        assert done.index(parent) < done.index(child)
    assert list(util.sort([], items)) == items


def test_a_circle_is_named():
    with pytest.raises(exc.CircularDependencyError) as caught:
        list(util.sort([("a", "b"), ("b", "a"), ("b", "c")], ["a", "b", "c"]))
    assert caught.value.cycles == {"a", "b"}


def test_reading_annotations():
    assert util.includes_none(Optional[int]) and util.includes_none(int | None) and util.includes_none("int | None")  # noqa: UP045
    assert not util.includes_none(int)
    assert util.de_optionalize_union_types(int | None) is int
    assert util.resolve_annotation("OrderedSet", "holdfast.util.collections") is util.OrderedSet
    assert util.flatten_newtype(typing.NewType("UserId", typing.NewType("Id", int))) is int


def test_a_memoized_property_costs_one_call():
    class Thing:
        calls = 0

        @util.memoized_property
        def value(self):
            Thing.calls += 1
            return 5

    thing = Thing()
    assert (thing.value, thing.value, Thing.calls) == (5, 5, 1)


def test_a_warning_names_the_users_line():
    with pytest.warns(exc.SAWarning, match="careful") as caught:
        util.warn("careful")
    assert caught[0].filename == __file__
