"""Queries and time of `MetaData.reflect` over many tables, beside SQLAlchemy: `python -m tools.measure_reflection`.

SQLite always; PostgreSQL and MariaDB where HOLDFAST_POSTGRESQL and HOLDFAST_MARIADB say where they are. The two libraries
take turns; each figure is the best of the rounds, by the clock and by the processor time of this process.
"""

from __future__ import annotations

import argparse
import importlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

LIBRARIES = ("holdfast", "sqlalchemy")
TYPES = {
    "sqlite": "id INTEGER PRIMARY KEY, at TIMESTAMP",
    "postgresql": "id SERIAL PRIMARY KEY, at TIMESTAMPTZ",
    "mariadb": "id INTEGER AUTO_INCREMENT PRIMARY KEY, at DATETIME",
}


def table(database: str, number: int) -> str:
    """A table of eight columns with every kind of constraint; all but the first refer to the one before."""
    key = f", CONSTRAINT fk{number} FOREIGN KEY (p) REFERENCES t{number - 1} (id) ON DELETE CASCADE" if number else ""
    return (
        f"CREATE TABLE t{number} ({TYPES[database]}, name VARCHAR(50) DEFAULT 'x' NOT NULL, amount NUMERIC(10, 2), "
        f"note TEXT, flag BOOLEAN, n INTEGER, p INTEGER, CONSTRAINT uq{number} UNIQUE (name), "
        f"CONSTRAINT ck{number} CHECK (n > 0){key})"
    )


@contextmanager
def place(database: str, tables: int) -> Iterator[str]:
    """A URL of a database or schema with the tables in it, dropped afterwards."""
    name = f"measured_{os.getpid()}"
    sa = importlib.import_module("holdfast")
    statements = [statement for number in range(tables) for statement in made(database, number)]
    with ExitStack() as stack:
        if database == "sqlite":
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/measured.db"
            run(sa, url, statements)
            yield url
            return
        url = os.environ[f"HOLDFAST_{database.upper()}"]
        word = "SCHEMA" if database == "postgresql" else "DATABASE"
        run(sa, url, [f"CREATE {word} {name}"])
        drop = f"DROP SCHEMA {name} CASCADE" if database == "postgresql" else f"DROP DATABASE {name}"
        stack.callback(run, sa, url, [drop])
        if database == "postgresql":
            url = f"{url.replace('postgresql:', 'postgresql+psycopg:')}?options=-csearch_path%3D{name}"
        else:
            url = f"{url.rpartition('/')[0]}/{name}"
        run(sa, url, statements)
        yield url


def made(database: str, number: int) -> Iterator[str]:
    yield table(database, number)
    yield f"CREATE INDEX ix{number} ON t{number} (amount, n)"


def run(sa: Any, url: str, statements: list[str]) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def measure(url: str, rounds: int) -> dict[str, tuple[int, float, float]]:
    """library -> (queries, best seconds, best processor seconds)"""
    packages = {library: importlib.import_module(library) for library in LIBRARIES}
    engines = {library: package.create_engine(url) for library, package in packages.items()}
    sent: list[str] = []
    for library, package in packages.items():
        package.event.listen(engines[library], "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    best = {library: (0, 1e9, 1e9) for library in LIBRARIES}
    for _ in range(rounds):
        for library, package in packages.items():
            sent.clear()
            began, processor = time.perf_counter(), time.process_time()
            package.MetaData().reflect(engines[library])
            took, worked = time.perf_counter() - began, time.process_time() - processor
            best[library] = (len(sent), min(took, best[library][1]), min(worked, best[library][2]))
    for engine in engines.values():
        engine.dispose()
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=9)
    settings = parser.parse_args()
    print("database     library      queries   ms by the clock   ms of the processor   faster by the clock, processor")
    for database in TYPES:
        if database != "sqlite" and not os.environ.get(f"HOLDFAST_{database.upper()}"):
            print(f"{database:12} left out: HOLDFAST_{database.upper()} is not set")
            continue
        with place(database, settings.tables) as url:
            best = measure(url, settings.rounds)
        theirs = best["sqlalchemy"]
        for library, (queries, took, worked) in best.items():
            ratio = f"{theirs[1] / took:.2f}, {theirs[2] / worked:.2f}" if library == "holdfast" else ""
            print(f"{database:12} {library:12} {queries:7} {took * 1000:17.1f} {worked * 1000:21.1f}   {ratio}")


if __name__ == "__main__":
    main()
