"""`create_engine(skip_autocommit_rollback=True)`: a driver that commits each statement by itself is not asked to roll back."""

from __future__ import annotations

import sqlite3

import pytest

import holdfast


def rollbacks(engine, count):
    """How often the driver is asked to roll back, by a transaction that ends and by a check-in."""
    engine.connect().close()  # the first one looks at the server
    before = count()
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    engine.raw_connection().close()
    return count() - before


@pytest.mark.parametrize(
    ("level", "skip", "expected"), [("AUTOCOMMIT", True, 0), ("AUTOCOMMIT", False, 2), (None, True, 2)]
)
def test_on_sqlite(level, skip, expected):
    asked = []

    class Counting(sqlite3.Connection):
        def rollback(self):
            asked.append(1)
            super().rollback()

    engine = holdfast.create_engine(
        "sqlite://",
        connect_args={"factory": Counting},
        isolation_level=level or "SERIALIZABLE",
        skip_autocommit_rollback=skip,
    )
    assert rollbacks(engine, lambda: len(asked)) == expected


@pytest.mark.parametrize(
    ("level", "skip", "expected"), [("AUTOCOMMIT", True, 0), ("AUTOCOMMIT", False, 2), ("READ COMMITTED", True, 2)]
)
def test_on_mariadb(mariadb_url, level, skip, expected):
    engine = holdfast.create_engine(mariadb_url, isolation_level=level, skip_autocommit_rollback=skip)
    asked = []

    @holdfast.event.listens_for(engine, "connect")
    def count(connection, record):
        rollback = connection.rollback
        connection.rollback = lambda: (asked.append(1), rollback())

    assert rollbacks(engine, lambda: len(asked)) == expected
    engine.dispose()
