"""An Inspector of either library says the same of the same database."""

from __future__ import annotations

import importlib

import pytest
from tests.twin.reflection_schemas import SQLITE
from tests.twin.reflection_survey import differences, survey


def sqlite_survey(library):
    sa = importlib.import_module(library)
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        for statement in SQLITE:
            connection.exec_driver_sql(statement)
        connection.commit()
        found = survey(library, connection, (None, "main", "other"))
    engine.dispose()
    # SQLite has no comments: SQLAlchemy says so only when there is a table to ask about.
    return {question: answer for question, answer in found.items() if "table_comment" not in question}


def test_sqlite():
    assert differences(sqlite_survey("sqlalchemy"), sqlite_survey("holdfast")) == []


@pytest.mark.parametrize("library", ["sqlalchemy", "holdfast"])
def test_there_is_something_to_compare(library):
    found = sqlite_survey(library)
    assert len(found["multi", "columns", None, "ANY", "ANY"]) == 10
    assert found["foreign_keys", "other", "far"][0]["referred_schema"] == "other"
