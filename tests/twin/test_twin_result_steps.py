"""Random uses of results, step by step, on both libraries: what is seen must agree at each step."""

import warnings

import pytest
import sqlalchemy
import sqlalchemy.orm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.twin.result_steps import KINDS, STEPS, World, differs_on_purpose, journey

import holdfast
import holdfast.orm


@pytest.fixture(scope="module")
def worlds():
    return World(sqlalchemy, sqlalchemy.orm), World(holdfast, holdfast.orm)


def compare(worlds, kind, steps):
    theirs, ours = worlds
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert journey(ours, kind, steps) == journey(theirs, kind, steps)


@pytest.mark.parametrize("kind", KINDS)
def test_each_step_by_itself(worlds, kind):
    for step in STEPS:
        if not differs_on_purpose(kind, [step]):
            compare(worlds, kind, [step])


@given(kind=st.sampled_from(sorted(KINDS)), steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=2, max_size=5))
@settings(max_examples=300, deadline=None)
def test_steps_in_any_order(worlds, kind, steps):
    assume(not differs_on_purpose(kind, steps))
    compare(worlds, kind, steps)
