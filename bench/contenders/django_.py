"""Django's ORM."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, connections, models, transaction

from . import data

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=False,
)
django.setup()


class Thing(models.Model):
    name = models.CharField(max_length=60)
    email = models.CharField(max_length=80)
    city = models.CharField(max_length=60)
    age = models.IntegerField()
    visits = models.IntegerField()
    score = models.FloatField()
    balance = models.FloatField()

    class Meta:
        app_label = "bench"
        db_table = "thing"


class Django:
    def __init__(self, path: Path) -> None:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = str(path)

    def load(self, rows: int) -> Callable[[], object]:
        return lambda: list(Thing.objects.all())

    def short_select(self, times: int) -> Callable[[], object]:
        return lambda: [Thing.objects.filter(id=key)[0] for key in range(1, times + 1)]

    def get(self, times: int) -> Callable[[], object]:
        return lambda: [Thing.objects.get(pk=key) for key in range(1, times + 1)]

    def insert(self, rows: int) -> Callable[[], object]:
        def work():
            return Thing.objects.bulk_create([Thing(**data.values(number)) for number in range(rows)])

        return work

    def update(self, rows: int) -> Callable[[], object]:
        things = list(Thing.objects.all()[:rows])

        def work():
            for thing in things:
                thing.visits += 1
            with transaction.atomic():
                for thing in things:
                    thing.save(update_fields=["visits"])

        return work

    def close(self) -> None:
        connection.close()


def contender(path: Path) -> Django:
    return Django(path)


TAKES_PART = Django


def version() -> str:
    return f"Django {django.get_version()}"
