"""The workloads that need PostgreSQL (HOLDFAST_POSTGRESQL): for holdfast and SQLAlchemy, and over the bare psycopg."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import psycopg

from . import data
from .program import build_tables

URL = os.environ.get("HOLDFAST_POSTGRESQL", "")
SCHEMA = "bench"
ROWS = 10_000
REFLECTED = 200
ONE = f"SELECT {', '.join(data.COLUMNS)} FROM {SCHEMA}.thing WHERE id = %s"
INSERT = f"INSERT INTO {SCHEMA}.empty ({', '.join(data.COLUMNS)}) VALUES ({', '.join(['%s'] * len(data.COLUMNS))})"


def _reflected_table(number: int) -> str:
    """One of many tables: key, unique and check constraints, an index, and a foreign key to the one before."""
    reference = f"REFERENCES {SCHEMA}.many_{number - 1} (id)" if number else ""
    return f"""
        CREATE TABLE {SCHEMA}.many_{number} (
            id SERIAL PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT 'x', amount NUMERIC(10, 2), day DATE,
            before_id INTEGER {reference}, CONSTRAINT many_{number}_name UNIQUE (name),
            CONSTRAINT many_{number}_amount CHECK (amount > 0)
        );
        CREATE INDEX many_{number}_day ON {SCHEMA}.many_{number} (day);
    """


def fill() -> None:
    """Make the schema anew."""
    # Double precision is what both libraries make of Float; FLOAT is the same to PostgreSQL.
    with psycopg.connect(URL) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.execute(f"SET search_path TO {SCHEMA}")
        connection.execute(data.CREATE)
        connection.execute(data.CREATE.replace("TABLE thing", "TABLE empty"))
        with connection.cursor() as cursor:
            cursor.executemany(INSERT.replace("empty", "thing"), _parameters(ROWS))
        for number in range(REFLECTED):
            connection.execute(_reflected_table(number))


def drop() -> None:
    with psycopg.connect(URL) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _parameters(rows: int) -> list[tuple[Any, ...]]:
    return [(number, *data.row(number)) for number in range(1, rows + 1)]


def _empty() -> None:
    with psycopg.connect(URL) as connection:
        connection.execute(f"TRUNCATE {SCHEMA}.empty")


class Server:
    """holdfast or SQLAlchemy over psycopg."""

    def __init__(self, package: ModuleType) -> None:
        self.package = package
        self.engine = package.create_engine(URL.replace("postgresql://", "postgresql+psycopg://"))

    def _table(self, name: str) -> Any:
        return build_tables(self.package)["thing"].to_metadata(self.package.MetaData(), schema=SCHEMA, name=name)

    def server_select_one(self, times: int) -> Callable[[], object]:
        connection, table = self.engine.connect(), self._table("thing")
        statement = self.package.select(table).where(table.c.id == self.package.bindparam("key"))
        connection.execute(statement, {"key": 1}).one()

        def work():
            rows = [connection.execute(statement, {"key": number % ROWS + 1}).one() for number in range(times)]
            connection.close()
            return rows

        return work

    def server_insert(self, rows: int) -> Callable[[], object]:
        _empty()
        table = self._table("empty")
        parameters = [{"id": number, **data.values(number)} for number in range(1, rows + 1)]

        def work():
            with self.engine.begin() as connection:
                connection.execute(self.package.insert(table), parameters)

        return work

    def server_reflect(self, tables: int) -> Callable[[], object]:
        def work():
            metadata = self.package.MetaData(schema=SCHEMA)
            names = [f"many_{number}" for number in range(tables)]
            metadata.reflect(self.engine, only=names)
            return metadata

        return work

    def close(self) -> None:
        self.engine.dispose()


class ServerFloor:
    """psycopg by hand."""

    def __init__(self) -> None:
        self.connection = psycopg.connect(URL)

    def server_select_one(self, times: int) -> Callable[[], object]:
        connection = self.connection
        connection.execute(ONE, (1,)).fetchone()
        return lambda: [connection.execute(ONE, (number % ROWS + 1,)).fetchone() for number in range(times)]

    def server_insert(self, rows: int) -> Callable[[], object]:
        _empty()
        parameters = _parameters(rows)

        def work():
            with self.connection.cursor() as cursor:
                cursor.executemany(INSERT, parameters)
            self.connection.commit()

        return work

    def close(self) -> None:
        self.connection.close()


def version() -> str:
    with psycopg.connect(URL) as connection:
        return f"psycopg {psycopg.__version__}, PostgreSQL {connection.info.server_version // 10000}"
