"""An Inspector of either library says the same of the same database."""

from __future__ import annotations

import importlib
import uuid
from urllib.parse import urlsplit

import pytest
from tests.twin.reflection_schemas import MARIADB, POSTGRESQL, SQLITE
from tests.twin.reflection_survey import SUBJECTS, attempt, differences, rendered, survey

LIBRARIES = ("sqlalchemy", "holdfast")


def sqlite_survey(library):
    sa = importlib.import_module(library)
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        for statement in SQLITE:
            connection.exec_driver_sql(statement)
        connection.commit()
        found = survey(library, connection, (None, "main", "other"))
        found["rendered"] = [rendered(library, connection, schema) for schema in (None, "other")]
    engine.dispose()
    # SQLite has no comments: SQLAlchemy says so only when there is a table to ask about.
    return {question: answer for question, answer in found.items() if "table_comment" not in question}


def test_sqlite():
    assert differences(sqlite_survey("sqlalchemy"), sqlite_survey("holdfast")) == []


@pytest.fixture
def postgresql_schemas(postgresql_url):
    """The names of two schemas with everything in them."""
    psycopg = pytest.importorskip("psycopg")
    one, two = (f"reflect_{uuid.uuid4().hex[:8]}_{number}" for number in ("one", "two"))
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {one}; CREATE SCHEMA {two}; SET search_path TO {one}")
        for statement in POSTGRESQL:
            if " temp_" not in statement:
                connection.execute(statement.format(one=one, two=two))
        try:
            yield one, two
        finally:
            connection.execute(f"DROP SCHEMA {one} CASCADE; DROP SCHEMA {two} CASCADE")


def postgresql_survey(library, url, one, two):
    sa = importlib.import_module(library)
    engine = sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), connect_args={"options": f"-csearch_path={one}"}
    )
    try:
        with engine.connect() as connection:
            for statement in POSTGRESQL:
                if " temp_" in statement:
                    connection.exec_driver_sql(statement)
            found = survey(library, connection, (None, one, two))
            found["rendered"] = [rendered(library, connection, schema) for schema in (None, one, two)]
            inspector = sa.inspect(connection)
            for schema in (None, one, two):
                found["enums", schema] = attempt(inspector.get_enums, schema)
                found["domains", schema] = attempt(inspector.get_domains, schema)
            found["enums", "*"] = [enum for enum in inspector.get_enums("*") if enum["schema"] in (one, two)]
            for name, schema in (("mood", None), ("mood", one), ("mood", two), ("Odd Mood", "*"), ("parent", None)):
                found["has_type", name, schema] = inspector.has_type(name, schema)
            for name in ("parent", "nothing", "a_view"):
                found["oid", name] = attempt(inspector.get_table_oid, name)
            for schema, name in ((None, "crosses"), (two, "ref_shadow"), (one, "child table")):
                found["ignoring", schema, name] = attempt(
                    inspector.get_foreign_keys, name, schema, postgresql_ignore_search_path=True
                )
            found["has_sequence"] = [inspector.has_sequence("counter"), inspector.has_sequence("far_counter")]
            found["has_sequence", two] = inspector.has_sequence("far_counter", two)
    finally:
        engine.dispose()
    return found


def test_postgresql(postgresql_schemas, postgresql_url):
    theirs, ours = (postgresql_survey(library, postgresql_url, *postgresql_schemas) for library in LIBRARIES)
    # Other tests make schemas meanwhile.
    assert set(postgresql_schemas) <= set(ours.pop("get_schema_names"))
    theirs.pop("get_schema_names")
    # One more key than SQLAlchemy has: a UNIQUE constraint that is deferrable says so.
    found = differences(theirs, ours)
    assert all(path[-1] == "deferrable" and answer is True for path, _, answer in found)
    assert len(ours["multi", "columns", None, "ANY", "ANY"][0]) == 23


@pytest.fixture
def mariadb_databases(mariadb_url):
    """The names of two databases with everything in them, and the URL that they are appended to."""
    pymysql = pytest.importorskip("pymysql")
    server, _, _ = mariadb_url.rpartition("/")
    place = urlsplit(server)
    one, two = (f"reflect_{uuid.uuid4().hex[:8]}_{number}" for number in ("one", "two"))
    connection = pymysql.connect(
        host=place.hostname,
        port=place.port or 3306,
        user=place.username,
        password=place.password or "",
        autocommit=True,
    )
    cursor = connection.cursor()
    try:
        for statement in (f"CREATE DATABASE {one}", f"CREATE DATABASE {two}", f"USE {one}", *MARIADB):
            if " temp_" not in statement:
                cursor.execute(statement.format(one=one, two=two))
        yield server, one, two
    finally:
        cursor.execute("SET foreign_key_checks = 0")  # the two databases refer to each other
        for name in (one, two):
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.close()


def mariadb_survey(library, server, one, two):
    sa = importlib.import_module(library)
    engine = sa.create_engine(f"{server}/{one}")
    try:
        with engine.connect() as connection:
            for statement in MARIADB:
                if " temp_" in statement:
                    connection.exec_driver_sql(statement)
            found = survey(library, connection, (None, one, two))
            found["rendered"] = [rendered(library, connection, schema) for schema in (None, one, two)]
            inspector = sa.inspect(connection)
            for subject in SUBJECTS:
                found["temporary", subject] = attempt(getattr(inspector, "get_" + subject), "temp_one")
            found["has_table", "temp_one"] = inspector.has_table("temp_one")
            found["has_sequence"] = [inspector.has_sequence(name) for name in ("counter", "far_counter")]
            found["has_sequence", two] = inspector.has_sequence("far_counter", two)
    finally:
        engine.dispose()
    return found


def test_mariadb(mariadb_databases):
    theirs, ours = (mariadb_survey(library, *mariadb_databases) for library in LIBRARIES)
    assert set(mariadb_databases[1:]) <= set(ours.pop("get_schema_names"))
    theirs.pop("get_schema_names")
    assert differences(theirs, ours) == []
    assert len(ours["multi", "columns", None, "ANY", "ANY"]) == 14


@pytest.mark.parametrize("library", LIBRARIES)
def test_there_is_something_to_compare(library):
    found = sqlite_survey(library)
    assert len(found["multi", "columns", None, "ANY", "ANY"]) == 10
    assert found["foreign_keys", "other", "far"][0]["referred_schema"] == "other"
