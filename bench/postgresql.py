"""The channel to PostgreSQL beside its driver: `HOLDFAST_POSTGRESQL=postgresql://... python bench/postgresql.py`.

Work of this process per statement in microseconds (the server's own time left out), smallest of many runs; seconds for an
INSERT of 100 000 rows, the server's time included.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import psycopg

URL = os.environ["HOLDFAST_POSTGRESQL"]
SELECT = "SELECT b.id, b.name FROM bench_channel AS b WHERE b.id = %(id_1)s::INTEGER"
INSERT = "INSERT INTO bench_channel (id, name) VALUES (%(id)s::INTEGER, %(name)s::VARCHAR)"
ROWS = [{"id": number, "name": f"n{number}"} for number in range(100_000)]


def work_of(run: Callable[[int], Any], count: int = 200, runs: int = 60) -> float:
    run(20)
    smallest = 1.0
    for _ in range(runs):
        began = time.process_time()
        for number in range(count):
            run(number)
        smallest = min(smallest, (time.process_time() - began) / count)
    return smallest * 1e6


def seconds_of(run: Callable[[], Any]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def measure(library: str) -> None:
    m = import_module(library)
    engine = m.create_engine(URL.replace("postgresql://", "postgresql+psycopg://"))
    columns = (m.Column("id", m.Integer, primary_key=True), m.Column("name", m.String))
    table = m.Table("bench_channel", m.MetaData(), *columns)
    stored = m.select(table).where(table.c.id == m.bindparam("id"))
    with engine.connect() as connection:
        print(f"{library:12} select {work_of(lambda n: connection.execute(stored, {'id': n}).all()):6.1f} µs, ", end="")
        print(
            f"built anew {work_of(lambda n: connection.execute(m.select(table).where(table.c.id == n)).all()):6.1f} µs, ",
            end="",
        )
        print(f"100 000 rows {seconds_of(lambda: connection.execute(m.insert(table), ROWS)):5.2f} s")
    engine.dispose()


def main() -> None:
    with psycopg.connect(URL) as driver:
        driver.execute("DROP TABLE IF EXISTS bench_channel")
        driver.execute("CREATE TABLE bench_channel (id INTEGER PRIMARY KEY, name VARCHAR)")
        driver.commit()
        print(
            f"{'psycopg':12} select {work_of(lambda n: driver.execute(SELECT, {'id_1': n}).fetchall()):6.1f} µs, {'':21}",
            end="",
        )
        print(f"100 000 rows {seconds_of(lambda: driver.cursor().executemany(INSERT, ROWS)):5.2f} s")
        driver.rollback()
        measure("holdfast")
        measure("sqlalchemy")
        driver.execute("DROP TABLE bench_channel")


if __name__ == "__main__":
    main()
