"""How many Python calls an expression costs: exact, so that a slow road is noticed at once."""

import sys

import pytest

from holdfast.sql.elements import and_, column
from holdfast.sql.selectable import table
from holdfast.sql.types import Integer, String

users = table("users", column("id", Integer()), column("name", String()))
ID, NAME = users.c.id, users.c.name


def calls(action):
    action()
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count - 1


@pytest.mark.parametrize(
    ("action", "budget"),
    [
        (lambda: ID == 5, 2),
        (lambda: NAME != "x", 2),
        (lambda: (ID == 5).structure(), 3),
        (lambda: and_(ID == 5, NAME == "x"), 14),
        (lambda: ID + 5, 4),
        (lambda: ID == NAME, 12),
        (lambda: ID.in_([1, 2, 3]), 26),
        (lambda: NAME.like("x"), 26),
        (lambda: ID.label("x"), 8),
        (lambda: ID.desc(), 8),
    ],
)
def test_calls(action, budget):
    assert calls(action) <= budget
