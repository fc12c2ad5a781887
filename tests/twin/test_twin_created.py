"""Random tables with all types, options and constraints, created and dropped on real databases by both libraries.

What is sent, whether the database takes it, and what a table then holds when it is looked at must agree.
"""

from __future__ import annotations

import re
import sqlite3
import warnings

import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import holdfast

from .schema_cases.compare import words
from .statements import DrawnChooser, RandomChooser
from .statements.schema import TABLES
from .statements.selects import StatementWriter
from .statements.structures import a_table

REFLECTIVE = re.compile(r"pg_catalog|PRAGMA|information_schema|DESCRIBE|SHOW|sqlite_master", re.IGNORECASE)
INDEXES = ("CREATE INDEX", "CREATE UNIQUE INDEX")
EXAMPLES = 25


def table_recipe(choose):
    """Lines that declare a table and what it refers to; the last one is its MetaData."""
    writer = StatementWriter(choose, TABLES)
    name, _ = a_table(writer)
    for wrong, right in MADE_VALID:
        writer.lines = [line.replace(wrong, right) for line in writer.lines]
    return writer.finished(f"{name}.metadata")


# What the generator writes for the compiler only: columns and objects that no database has.
MADE_VALID = (
    ("'a + 1'", "'1 + 1'"),
    ("x > 5 AND y LIKE", "1 > 0 AND 'y' LIKE"),
    ("'x > 5'", "'1 > 0'"),
    ("'x > 0'", "'2 > 0'"),
    (", postgresql_partition_by='RANGE (x)'", ""),
    (", postgresql_inherits='parent'", ""),
    (", postgresql_with_oids=True", ""),
    (", postgresql_tablespace='ts'", ""),
    (", postgresql_on_commit='DROP'", ""),
    (", prefixes=['TEMPORARY']", ""),
    (", system=True", ""),
    (", sqlite_strict=True", ""),
    ("m.types.NullType", "m.Integer"),
    ("m.ARRAY(m.Integer)", "m.Integer"),
    ("m.ARRAY(m.String, dimensions=2)", "m.Date"),
    ("'it\\'s 5%'", "'5'"),
    (", deferrable=True", ""),
    (", initially='IMMEDIATE'", ""),
    (", match='FULL'", ""),
    (", autoincrement=True", ""),
    (", quote=False", ""),
    (", use_alter=True", ""),
)


class Place:
    """A database of one library with room for the tables, and an empty schema `sch` beside it."""

    def __init__(self, m, url, translate=None):
        self.m = m
        self.log = []
        self.translate = translate
        extra = {"creator": attached, "poolclass": m.StaticPool} if url == "sqlite://" else {}
        self.engine = m.create_engine(url, **extra)
        m.event.listen(self.engine, "before_cursor_execute", self.sent)

    def sent(self, connection, cursor, statement, parameters, context, executemany):
        if not REFLECTIVE.search(statement):
            self.log.append(" ".join(statement.split()))

    def empty(self):
        with self.engine.begin() as connection:
            if self.translate is None:
                drop_everything(connection)
                return
            for name in self.translate.values():
                if self.engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
                    connection.exec_driver_sql(f"CREATE SCHEMA {name}")
                else:
                    connection.exec_driver_sql(f"CREATE OR REPLACE DATABASE {name}")

    def run(self, recipe):
        """What is sent, and how it ends: create, look, drop."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                metadata = recipe.build({"m": self.m, "schema": self.m.schema})
            except Exception as error:
                return [(type(error).__name__,)]
            self.empty()
            self.log.clear()
            engine = (
                self.engine.execution_options(schema_translate_map=self.translate) if self.translate else self.engine
            )
            for verb in (metadata.create_all, metadata.create_all, metadata.drop_all):
                try:
                    verb(engine)
                except Exception as error:
                    self.log.append((type(error).__name__, words(error)[:50]))
                    break  # what is undone then is another matter
        said = [str(one).replace("sqlalchemy", "holdfast") for one in self.log]
        indexes = sorted(one for one in said if one.startswith(INDEXES))  # SQLAlchemy keeps them in a set
        return [indexes.pop(0) if one.startswith(INDEXES) else one for one in said]

    def close(self):
        if self.translate is not None:
            with self.engine.begin() as connection:
                for name in self.translate.values():
                    more = " CASCADE" if self.engine.dialect.name == "postgresql" else ""
                    kind = "SCHEMA" if self.engine.dialect.name == "postgresql" else "DATABASE"
                    connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}{more}")
        self.engine.dispose()


def drop_everything(connection):
    """Leave nothing in a SQLite database, whatever a table that failed has left."""
    for schema in ("main", "sch"):
        found = connection.exec_driver_sql(
            f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).all()
        for (name,) in found:
            connection.exec_driver_sql(f'DROP TABLE {schema}."{name}"')


def attached():
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("ATTACH ':memory:' AS sch")
    return connection


def in_both(url, translate, recipe, places):
    for m in (sqlalchemy, holdfast):
        if m not in places:
            places[m] = Place(m, url, translate)
    theirs, ours = (places[m].run(recipe) for m in (sqlalchemy, holdfast))
    return theirs, ours


def agree(url, translate, seeds):
    places = {}
    try:
        for seed in seeds:
            recipe = table_recipe(RandomChooser(f"created {seed}"))
            theirs, ours = in_both(url, translate, recipe, places)
            assert ours == theirs, recipe
    finally:
        for place in places.values():
            place.close()


def test_random_tables_of_postgresql(postgresql_url):
    url = postgresql_url.replace("postgresql://", "postgresql+psycopg://")
    agree(url, {None: "created_twin", "sch": "created_sch"}, range(EXAMPLES))


def test_random_tables_of_mariadb(mariadb_url):
    agree(mariadb_url, {None: "created_twin", "sch": "created_sch"}, range(EXAMPLES))


@st.composite
def drawn(draw):
    return table_recipe(DrawnChooser(draw))


def test_drawn_tables_of_sqlite():
    places = {}

    @settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(drawn())
    def check(recipe):
        theirs, ours = in_both("sqlite://", None, recipe, places)
        assert ours == theirs, recipe

    try:
        check()
    finally:
        for place in places.values():
            place.close()
