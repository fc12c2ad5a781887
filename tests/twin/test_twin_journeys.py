"""Programs as users write them, on SQLAlchemy and on holdfast: observations and statements must agree.

Statements are compared with cohorts off (`Session(cohort=False)`); what the programs see must agree with cohorts on, too.
"""

from __future__ import annotations

import importlib
import pkgutil
import warnings

import pytest
from tests.twin import journeys
from tests.twin.journeys.kit import JOURNEYS, travel

for found in pkgutil.iter_modules(journeys.__path__):
    importlib.import_module(f"{journeys.__name__}.{found.name}")


@pytest.mark.parametrize("name", sorted(JOURNEYS))
def test_journey_is_the_same(name):
    program = JOURNEYS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected, expected_sent = travel("sqlalchemy", program, cohort=False)
        seen, sent = travel("holdfast", program, cohort=False)
    assert seen == expected
    if not program.statements:
        return
    if program.unordered:
        assert sorted(map(repr, sent)) == sorted(map(repr, expected_sent))
    else:
        assert sent == expected_sent


@pytest.mark.parametrize("name", sorted(JOURNEYS))
def test_journey_sees_the_same_with_cohorts(name):
    program = JOURNEYS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected, expected_sent = travel("sqlalchemy", program, cohort=False)
        seen, sent = travel("holdfast", program, cohort=True)
    assert seen == expected
    assert len(sent) <= len(expected_sent) or not program.statements


def test_there_are_many_journeys():
    assert len(JOURNEYS) >= 60
