"""peewee."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import peewee

from . import data


class Peewee:
    def __init__(self, path: Path) -> None:
        self.database = peewee.SqliteDatabase(str(path))

        class Thing(peewee.Model):
            id = peewee.AutoField()
            name = peewee.CharField()
            email = peewee.CharField()
            city = peewee.CharField()
            age = peewee.IntegerField()
            visits = peewee.IntegerField()
            score = peewee.FloatField()
            balance = peewee.FloatField()

            class Meta:
                database = self.database
                table_name = "thing"

        self.Thing = Thing

    def load(self, rows: int) -> Callable[[], object]:
        return lambda: list(self.Thing.select())

    def short_select(self, times: int) -> Callable[[], object]:
        Thing = self.Thing
        return lambda: [Thing.select().where(Thing.id == key).get() for key in range(1, times + 1)]

    def get(self, times: int) -> Callable[[], object]:
        return lambda: [self.Thing.get_by_id(key) for key in range(1, times + 1)]

    def insert(self, rows: int) -> Callable[[], object]:
        def work():
            things = [self.Thing(**data.values(number)) for number in range(rows)]
            with self.database.atomic():
                for thing in things:
                    thing.save()
            return things

        return work

    def update(self, rows: int) -> Callable[[], object]:
        things = list(self.Thing.select().limit(rows))

        def work():
            for thing in things:
                thing.visits += 1
            with self.database.atomic():
                for thing in things:
                    thing.save(only=[self.Thing.visits])

        return work

    def close(self) -> None:
        self.database.close()


def contender(path: Path) -> Peewee:
    return Peewee(path)


TAKES_PART = Peewee


def version() -> str:
    return f"peewee {peewee.__version__}"
