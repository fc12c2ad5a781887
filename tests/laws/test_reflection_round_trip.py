"""A schema created, reflected and created again is the same schema: random ones, on the three databases."""

from __future__ import annotations

import os
import uuid
import warnings
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from tests.laws.random_schema import schemas
from tests.twin.reflection_survey import differences, plain

import holdfast as sa
from holdfast.engine.reflection import SUBJECTS


def bounded(examples):
    """Few examples in the suite; many by hand: HOLDFAST_EXAMPLES=500 python -m pytest tests/laws/test_reflection_round_trip.py"""
    return settings(
        max_examples=int(os.environ.get("HOLDFAST_EXAMPLES", examples)),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def described(connection, schema=None):
    """Everything that the database says of its tables."""
    inspector = sa.inspect(connection)
    subjects = [subject for subject in SUBJECTS if connection.dialect.reflection.reads(connection.dialect, subject)]
    return {subject: plain(getattr(inspector, f"get_multi_{subject}")(schema)) for subject in subjects}


def reflected(connection, schema=None):
    metadata = sa.MetaData()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        metadata.reflect(connection, schema=schema)
    return metadata


def assert_same(metadata, enter):
    """Create, reflect, create what was reflected elsewhere: both places say the same, and have what was asked for.

    `enter(name)` makes an empty place and gives a connection to it.
    """
    connection = enter("one")
    metadata.create_all(connection, checkfirst=False)
    first = described(connection)
    again = reflected(connection)
    connection = enter("two")
    again.create_all(connection, checkfirst=False)
    assert differences(first, described(connection)) == []
    assert set(again.tables) == set(metadata.tables)
    for name, table in metadata.tables.items():
        found = again.tables[name]
        assert found.c.keys() == table.c.keys()
        assert [column.primary_key for column in found.c] == [column.primary_key for column in table.c]
        assert found.comment == table.comment
        assert sorted(map(key_of, found.foreign_key_constraints)) == sorted(map(key_of, table.foreign_key_constraints))
        assert {index.name for index in table.indexes} <= {index.name for index in found.indexes}


def key_of(constraint):
    return (
        [column.name for column in constraint.columns],
        [element.target_fullname for element in constraint.elements],
        constraint.ondelete or "",
        constraint.onupdate or "",
        bool(constraint.deferrable),
        constraint.initially or "",
    )


@bounded(25)
@given(metadata=schemas("sqlite"))
def test_sqlite(metadata):
    with ExitStack() as stack:

        def enter(_):
            engine = sa.create_engine("sqlite://")
            stack.callback(engine.dispose)
            return stack.enter_context(engine.connect())

        assert_same(metadata, enter)


@pytest.fixture
def postgresql_connection(postgresql_url):
    engine = sa.create_engine(postgresql_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@bounded(12)
@given(metadata=schemas("postgresql"))
def test_postgresql(metadata, postgresql_connection):
    connection = postgresql_connection
    token = uuid.uuid4().hex[:8]

    def enter(name):
        connection.exec_driver_sql(f"CREATE SCHEMA r_{token}_{name}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO r_{token}_{name}")
        return connection

    with connection.begin() as transaction:
        try:
            assert_same(metadata, enter)
        finally:
            transaction.rollback()


@bounded(6)
@given(metadata=schemas("postgresql"))
def test_postgresql_by_the_name_of_the_schema(metadata, postgresql_connection):
    """Nothing is in the search path: tables, enums and domains are reflected and created with their schema."""
    connection = postgresql_connection
    name = f"r_{uuid.uuid4().hex[:8]}"
    with connection.begin() as transaction:
        try:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
            connection.exec_driver_sql(f"SET LOCAL search_path TO {name}")
            metadata.create_all(connection, checkfirst=False)
            connection.exec_driver_sql("SET LOCAL search_path TO pg_catalog")
            first, again = described(connection, name), reflected(connection, name)
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
            again.create_all(connection, checkfirst=False)
            assert differences(first, described(connection, name)) == []
        finally:
            transaction.rollback()


@pytest.fixture
def mariadb_connection(mariadb_url):
    engine = sa.create_engine(mariadb_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@bounded(6)
@given(metadata=schemas("mariadb"))
def test_mariadb(metadata, mariadb_connection):
    connection = mariadb_connection
    token = uuid.uuid4().hex[:8]

    def enter(name):
        connection.exec_driver_sql(f"CREATE DATABASE r_{token}_{name} CHARACTER SET utf8mb4")
        connection.exec_driver_sql(f"USE r_{token}_{name}")
        return connection

    try:
        assert_same(metadata, enter)
    finally:
        for name in ("one", "two"):
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS r_{token}_{name}")
