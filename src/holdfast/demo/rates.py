"""The rates of the demo's own work beside hand-written code over the bare driver, both in this run."""

from __future__ import annotations

import gc
import sqlite3
import statistics
import time
from collections.abc import Callable

from holdfast import Engine, select
from holdfast.orm import Session

from .models import City

ROUNDS = 3
COLUMNS = "id, name, latitude, longitude, population, country_code, time_zone_name"
Row = tuple[str, str, str, str]


class PlainCity:
    """What a hand-written program would load into."""

    def __init__(
        self, id: int, name: str, latitude: float, longitude: float, population: int, country: str, zone: str
    ) -> None:
        self.id = id
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
        self.country_code = country
        self.time_zone_name = zone


def measure_rates(engine: Engine) -> list[Row]:
    """One row per kind of work: its name, both rates, and how many times the driver's time holdfast takes."""
    with sqlite3.connect(str(engine.url.database)) as driver:
        keys = [key for (key,) in driver.execute("SELECT id FROM city LIMIT 5000")]
        rows = [
            _compare("load all cities", _loading(engine), _driver_loading(driver), None),
            _compare("get() of 5,000 cities", _getting(engine, keys), _driver_getting(driver, keys), len(keys)),
            _compare("change 5,000 cities, commit", _changing(engine, keys), _driver_changing(driver, keys), len(keys)),
        ]
    driver.close()
    return rows


def _compare(title: str, ours: Callable[[], int], theirs: Callable[[], int], amount: int | None) -> Row:
    taken: dict[str, list[float]] = {"ours": [], "theirs": []}
    done = amount or 0
    for _ in range(ROUNDS):
        for name, work in (("ours", ours), ("theirs", theirs)):
            gc.collect()
            started = time.perf_counter()
            done = work()
            taken[name].append(time.perf_counter() - started)
    mine, bare = statistics.median(taken["ours"]), statistics.median(taken["theirs"])
    return title, f"{done / mine:,.0f} a second", f"{done / bare:,.0f} a second", f"{mine / bare:.1f}"


def _loading(engine: Engine) -> Callable[[], int]:
    def work() -> int:
        with Session(engine) as session:
            return len(session.scalars(select(City)).all())

    return work


def _driver_loading(driver: sqlite3.Connection) -> Callable[[], int]:
    return lambda: len([PlainCity(*row) for row in driver.execute(f"SELECT {COLUMNS} FROM city").fetchall()])


def _getting(engine: Engine, keys: list[int]) -> Callable[[], int]:
    def work() -> int:
        with Session(engine) as session:
            return len([session.get(City, key) for key in keys])

    return work


def _driver_getting(driver: sqlite3.Connection, keys: list[int]) -> Callable[[], int]:
    statement = f"SELECT {COLUMNS} FROM city WHERE id = ?"
    return lambda: len([PlainCity(*driver.execute(statement, (key,)).fetchone()) for key in keys])


def _changing(engine: Engine, keys: list[int]) -> Callable[[], int]:
    """Only the commit's work differs from loading, so the objects are loaded within the time as well."""

    def work() -> int:
        with Session(engine) as session:
            cities = session.scalars(select(City).where(City.id <= max(keys)).order_by(City.id).limit(len(keys))).all()
            for city in cities:
                city.population += 1
            session.commit()
            return len(cities)

    return work


def _driver_changing(driver: sqlite3.Connection, keys: list[int]) -> Callable[[], int]:
    statement = f"SELECT {COLUMNS} FROM city WHERE id <= ? ORDER BY id LIMIT ?"

    def work() -> int:
        cities = [PlainCity(*row) for row in driver.execute(statement, (max(keys), len(keys))).fetchall()]
        for city in cities:
            city.population += 1
        driver.executemany("UPDATE city SET population = ? WHERE id = ?", [(c.population, c.id) for c in cities])
        driver.commit()
        return len(cities)

    return work
