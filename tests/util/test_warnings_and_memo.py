"""Warnings name the user's line; memoized values are computed once and can be forgotten."""

import warnings

import pytest

from holdfast import exc, util
from holdfast.util import deprecations


def line_of(action, category):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        action()
    assert [one.category for one in caught] == [category]
    return caught[0]


def test_a_warning_names_the_line_that_caused_it():
    caught = line_of(lambda: util.warn("careful", code="cprf"), exc.SAWarning)
    assert caught.filename == __file__
    assert str(caught.message) == "careful [cprf]"


def test_deprecated_spellings_warn_their_caller_and_work():
    @deprecations.deprecated("1.0", "use new() instead")
    def old(value):
        return value + 1

    caught = line_of(lambda: old(1), exc.SADeprecationWarning)
    assert caught.filename == __file__
    assert caught.message.deprecated_since == "1.0"
    with pytest.warns(exc.SADeprecationWarning, match="use new"):
        assert old(1) == 2


def test_legacy_spellings_name_what_replaced_them():
    @deprecations.became_legacy_20("Query.get()", alternative="Session.get()")
    def get():
        return "found"

    with pytest.warns(exc.LegacyAPIWarning, match=r"Query\.get\(\).*use Session\.get\(\) instead"):
        assert get() == "found"


def test_warn_deprecated_carries_its_version():
    caught = line_of(lambda: deprecations.warn_deprecated("old", "2.0"), exc.SADeprecationWarning)
    assert caught.message.deprecated_since == "2.0"
