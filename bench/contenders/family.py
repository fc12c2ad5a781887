"""Workloads of objects that have relationships: one program for holdfast and for SQLAlchemy, as in `program`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from . import data

TAGS = 5  # of each thing


@cache
def build_family(package: ModuleType, orm: ModuleType) -> tuple[Any, Any]:
    """Things with their tags."""

    class Base(orm.DeclarativeBase):
        pass

    class Thing(Base):
        __tablename__ = "thing"
        id = orm.mapped_column(package.Integer, primary_key=True)
        name = orm.mapped_column(package.String(60), nullable=False)
        email = orm.mapped_column(package.String(80), nullable=False)
        city = orm.mapped_column(package.String(60), nullable=False)
        age = orm.mapped_column(package.Integer, nullable=False)
        visits = orm.mapped_column(package.Integer, nullable=False)
        score = orm.mapped_column(package.Float, nullable=False)
        balance = orm.mapped_column(package.Float, nullable=False)
        tags = orm.relationship("Tag", back_populates="thing", cascade="all, delete-orphan")

    class Tag(Base):
        __tablename__ = "tag"
        id = orm.mapped_column(package.Integer, primary_key=True)
        word = orm.mapped_column(package.String(40), nullable=False)
        thing_id = orm.mapped_column(package.ForeignKey("thing.id"), nullable=False, index=True)
        thing = orm.relationship("Thing", back_populates="tags")

    return Thing, Tag


def fill_tags(path: Path, things: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE tag (id INTEGER PRIMARY KEY, word VARCHAR(40) NOT NULL, thing_id INTEGER NOT NULL)"
    )
    connection.execute("CREATE INDEX ix_tag_thing_id ON tag (thing_id)")
    rows = ((f"tag {thing} {number}", thing) for thing in range(1, things + 1) for number in range(TAGS))
    connection.executemany("INSERT INTO tag (word, thing_id) VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


class Family:
    """What `Program` adds to its workloads; it has the package, the engine and the path of the database."""

    package: ModuleType
    orm: ModuleType
    engine: Any
    path: Path

    def _family(self, things: int) -> tuple[Any, Any, Any]:
        """A session on things that have tags, and both classes."""
        fill_tags(self.path, things)
        return self.orm.Session(self.engine), *build_family(self.package, self.orm)

    def _loaded(self, things: int, option: Callable[[Any], Any]) -> Callable[[], object]:
        session, Thing, _ = self._family(things)
        statement = self.package.select(Thing).limit(things).options(option(Thing))

        def work():
            return [len(thing.tags) for thing in session.scalars(statement).unique()]

        return work

    def selectin(self, things: int) -> Callable[[], object]:
        return self._loaded(things, lambda Thing: self.orm.selectinload(Thing.tags))

    def joined(self, things: int) -> Callable[[], object]:
        return self._loaded(things, lambda Thing: self.orm.joinedload(Thing.tags))

    def lazy_walk(self, things: int) -> Callable[[], object]:
        return self._loaded(things, lambda Thing: self.orm.lazyload(Thing.tags))

    def to_one_walk(self, tags: int) -> Callable[[], object]:
        session, _, Tag = self._family(tags // TAGS)
        statement = self.package.select(Tag)

        def work():
            return [tag.thing.name for tag in session.scalars(statement)]

        return work

    def reread(self, things: int) -> Callable[[], object]:
        session, Thing, _ = self._family(10)
        found = session.scalars(self.package.select(Thing).limit(things)).all()
        session.commit()

        def work():
            return [thing.name for thing in found if thing in session]

        return work

    def graph(self, things: int) -> Callable[[], object]:
        session, Thing, Tag = self._family(10)

        def work():
            made = [
                Thing(**data.values(number), tags=[Tag(word=f"tag {turn}") for turn in range(TAGS)])
                for number in range(things)
            ]
            session.add_all(made)
            session.commit()

        return work

    def merge(self, things: int) -> Callable[[], object]:
        session, Thing, _ = self._family(10)

        def work():
            for number in range(1, things + 1):
                session.merge(Thing(id=number, **{**data.values(number), "visits": -1}), options=())
            session.commit()

        return work

    def delete(self, things: int) -> Callable[[], object]:
        session, Thing, _ = self._family(things)
        option = self.orm.selectinload(Thing.tags)
        found = session.scalars(self.package.select(Thing).limit(things).options(option)).all()

        def work():
            for thing in found:
                session.delete(thing)
            session.commit()

        return work

    def bulk_update(self, rows: int) -> Callable[[], object]:
        session, Thing, _ = self._family(10)
        changes = [{"id": number, "visits": -number} for number in range(1, rows + 1)]

        def work():
            session.execute(self.package.update(Thing), changes)
            session.commit()

        return work

    def bulk_insert(self, rows: int) -> Callable[[], object]:
        session, Thing, _ = self._family(10)
        values = [data.values(number) for number in range(rows)]

        def work():
            session.execute(self.package.insert(Thing), values)
            session.commit()

        return work
