"""The floor: what a person writes by hand over the bare `sqlite3` driver for the same work."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from . import data
from .server import ServerFloor


class Thing:
    def __init__(self, id, name, email, city, age, visits, score, balance):
        self.id = id
        self.name = name
        self.email = email
        self.city = city
        self.age = age
        self.visits = visits
        self.score = score
        self.balance = balance


ONE = data.SELECT + " WHERE id = ?"


class Floor:
    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)

    def load(self, rows: int) -> Callable[[], object]:
        connection = self.connection

        def work():
            return [Thing(*row) for row in connection.execute(data.SELECT).fetchall()]

        return work

    def short_select(self, times: int) -> Callable[[], object]:
        connection = self.connection

        def work():
            found = []
            for key in range(1, times + 1):
                row = connection.execute(ONE, (key,)).fetchone()
                found.append(Thing(*row))
            return found

        return work

    get = short_select

    def insert(self, rows: int) -> Callable[[], object]:
        connection = self.connection

        def work():
            cursor = connection.cursor()
            things = []
            for number in range(rows):
                thing = Thing(None, *data.row(number))
                cursor.execute(
                    data.INSERT,
                    (thing.name, thing.email, thing.city, thing.age, thing.visits, thing.score, thing.balance),
                )
                thing.id = cursor.lastrowid
                things.append(thing)
            connection.commit()
            return things

        return work

    def update(self, rows: int) -> Callable[[], object]:
        connection = self.connection
        found = connection.execute(data.SELECT + " LIMIT ?", (rows,)).fetchall()
        things = [Thing(*row) for row in found]

        def work():
            for thing in things:
                thing.visits += 1
            connection.executemany(
                "UPDATE thing SET visits = ? WHERE id = ?", [(thing.visits, thing.id) for thing in things]
            )
            connection.commit()

        return work

    def core_select_one(self, times: int) -> Callable[[], object]:
        connection = self.connection
        return lambda: [connection.execute(ONE, (key,)).fetchone() for key in range(1, times + 1)]

    def core_rows(self, rows: int) -> Callable[[], object]:
        return lambda: self.connection.execute(data.SELECT).fetchall()

    def close(self) -> None:
        self.connection.close()


def contender(path: Path) -> Floor:
    return Floor(path)


def on_server() -> ServerFloor:
    return ServerFloor()


TAKES_PART = Floor


def version() -> str:
    return f"sqlite3, SQLite {sqlite3.sqlite_version}"
