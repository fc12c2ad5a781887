"""Messages and wrapping of errors."""

from __future__ import annotations

import pickle
import re
import sqlite3

import pytest
import sqlalchemy.exc as their_exc

from holdfast import create_engine, exc


def normal(message: str) -> str:
    return re.sub(r"\(Background on this error at: https://\S+/(\w+)\)", r"[\1]", message)


PARAMETERS = [
    ({f"k{i}": i for i in range(120)}, False),
    ([tuple(range(60))] * 30, True),
    ([{"a": i} for i in range(30)], True),
    ({"a": "x" * 1001}, False),
    ({"a": "x" * 1001}, None),
    ((1,), False),
    ([()], True),
    ((), False),
    (None, None),
]


@pytest.mark.parametrize(("parameters", "is_multi"), PARAMETERS)
def test_parameters_are_shown_as_the_oracle_shows_them(parameters, is_multi):
    ours = exc.StatementError("m", "select 1", parameters, None, ismulti=is_multi)
    theirs = their_exc.StatementError("m", "select 1", parameters, None, ismulti=is_multi)
    assert str(ours) == normal(str(theirs))


@pytest.mark.parametrize(
    "original",
    [
        sqlite3.IntegrityError("UNIQUE"),
        sqlite3.OperationalError("locked"),
        ValueError("no"),
        sqlite3.Warning("w"),
        KeyboardInterrupt(),
    ],
)
def test_a_driver_error_is_wrapped_by_its_class(original):
    ours = exc.DBAPIError.instance("insert", {"a": 1}, original, sqlite3.Error)
    theirs = their_exc.DBAPIError.instance("insert", {"a": 1}, original, sqlite3.Error)
    assert (type(ours).__name__, str(ours)) == (type(theirs).__name__, normal(str(theirs)))


def test_an_error_survives_pickling():
    error = exc.DBAPIError.instance("insert", {"a": 1}, sqlite3.IntegrityError("UNIQUE"), sqlite3.Error, ismulti=False)
    assert isinstance(error, exc.IntegrityError)
    error.add_detail("while flushing")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    for other in (exc.NoReferencedColumnError("m", "t", "c"), exc.CircularDependencyError("m", [1], {(1, 1)})):
        assert str(pickle.loads(pickle.dumps(other))) == str(other)


def test_hidden_parameters_stay_hidden():
    error = exc.IntegrityError("insert", {"password": "secret"}, ValueError("no"), hide_parameters=True)
    assert "secret" not in str(error)


def test_the_same_classes_with_the_same_ancestors():
    for name in dir(their_exc):
        theirs = getattr(their_exc, name)
        if isinstance(theirs, type) and theirs.__module__ == "sqlalchemy.exc":
            ours = getattr(exc, name)
            assert [base.__name__ for base in ours.__mro__] == [base.__name__ for base in theirs.__mro__], name
            assert getattr(ours, "code", None) == getattr(theirs, "code", None), name


def test_what_was_added_to_a_connection_error_is_pickled():
    with pytest.raises(exc.OperationalError, match="Make it first") as caught:
        create_engine("sqlite:////nowhere/at/all.db").connect()
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
