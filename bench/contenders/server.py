"""The workloads that need PostgreSQL (HOLDFAST_POSTGRESQL): for holdfast and SQLAlchemy, and over the bare psycopg."""

from __future__ import annotations

import os
import threading
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
THREADS = 8
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


def _in_threads(one: Callable[[int], Any], times: int) -> list[Any]:
    """What `one(number)` gives for all numbers, which the threads share out among them."""
    found: list[Any] = []

    def part(first: int) -> None:
        found.extend([one(number) for number in range(first, times, THREADS)])

    threads = [threading.Thread(target=part, args=(first,)) for first in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


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

    def server_threads(self, times: int) -> Callable[[], object]:
        pool = self._pool_of_eight().pool

        def one(number: int) -> Any:
            connection = pool.connect()
            row = connection.dbapi_connection.execute(ONE, (number % ROWS + 1,)).fetchone()
            connection.close()
            return row

        return lambda: _in_threads(one, times)

    def server_connections(self, times: int) -> Callable[[], object]:
        engine, table = self._pool_of_eight(), self._table("thing")
        statement = self.package.select(table).where(table.c.id == self.package.bindparam("key"))

        def one(number: int) -> Any:
            with engine.connect() as connection:
                return connection.execute(statement, {"key": number % ROWS + 1}).one()

        return lambda: _in_threads(one, times)

    def _pool_of_eight(self) -> Any:
        """The engine, its eight connections open."""
        self.engine.dispose()
        url = URL.replace("postgresql://", "postgresql+psycopg://")
        self.engine = self.package.create_engine(url, pool_size=THREADS, max_overflow=0)
        held = [self.engine.connect() for _ in range(THREADS)]
        for connection in held:
            connection.close()
        return self.engine

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
        self.more: list[Any] = []

    def server_select_one(self, times: int) -> Callable[[], object]:
        connection = self.connection
        connection.execute(ONE, (1,)).fetchone()
        return lambda: [connection.execute(ONE, (number % ROWS + 1,)).fetchone() for number in range(times)]

    def server_threads(self, times: int) -> Callable[[], object]:
        own = threading.local()
        waiting = self.more = [psycopg.connect(URL) for _ in range(THREADS)]
        left = list(waiting)

        def one(number: int) -> Any:
            connection = own.__dict__.get("connection")
            if connection is None:
                connection = own.connection = left.pop()
            row = connection.execute(ONE, (number % ROWS + 1,)).fetchone()
            connection.rollback()
            return row

        return lambda: _in_threads(one, times)

    server_connections = server_threads

    def server_insert(self, rows: int) -> Callable[[], object]:
        _empty()
        parameters = _parameters(rows)

        def work():
            with self.connection.cursor() as cursor:
                cursor.executemany(INSERT, parameters)
            self.connection.commit()

        return work

    def close(self) -> None:
        for connection in (self.connection, *self.more):
            connection.close()


def version() -> str:
    with psycopg.connect(URL) as connection:
        return f"psycopg {psycopg.__version__}, PostgreSQL {connection.info.server_version // 10000}"
