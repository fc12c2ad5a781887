"""One program for holdfast and for SQLAlchemy: only the package that it is handed differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from . import data


def build_model(package: ModuleType, orm: ModuleType) -> Any:
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

    return Thing


class Program:
    def __init__(self, package: ModuleType, orm: ModuleType, path: Path) -> None:
        self.package = package
        self.orm = orm
        self.Thing = build_model(package, orm)
        self.engine = package.create_engine(f"sqlite:///{path}")

    def load(self, rows: int) -> Callable[[], object]:
        session, statement = self.orm.Session(self.engine), self.package.select(self.Thing)

        def work():
            return session.scalars(statement).all()

        return work

    def short_select(self, times: int) -> Callable[[], object]:
        session, select, Thing = self.orm.Session(self.engine), self.package.select, self.Thing

        def work():
            found = []
            for key in range(1, times + 1):
                found.append(session.scalars(select(Thing).where(Thing.id == key)).one())
            return found

        return work

    def get(self, times: int) -> Callable[[], object]:
        session, Thing = self.orm.Session(self.engine), self.Thing

        def work():
            return [session.get(Thing, key) for key in range(1, times + 1)]

        return work

    def get_held(self, times: int) -> Callable[[], object]:
        session, Thing = self.orm.Session(self.engine), self.Thing
        held = session.scalars(self.package.select(Thing).limit(1000)).all()
        keys = [held[number % 1000].id for number in range(times)]

        def work():
            for key in keys:
                session.get(Thing, key)
            return held

        return work

    def insert(self, rows: int) -> Callable[[], object]:
        session, Thing = self.orm.Session(self.engine), self.Thing
        parameters = [data.values(number) for number in range(rows)]

        def work():
            things = [Thing(**values) for values in parameters]
            session.add_all(things)
            session.flush()
            keys = [thing.id for thing in things]
            session.commit()
            return keys

        return work

    def update(self, rows: int) -> Callable[[], object]:
        session = self.orm.Session(self.engine)
        things = session.scalars(self.package.select(self.Thing).limit(rows)).all()

        def work():
            for thing in things:
                thing.visits += 1
            session.commit()

        return work

    def attribute_read(self, times: int) -> Callable[[], object]:
        thing = self.orm.Session(self.engine).get(self.Thing, 1)

        def work():
            for _ in range(times // 10):
                thing.name, thing.name, thing.name, thing.name, thing.name
                thing.name, thing.name, thing.name, thing.name, thing.name

        return work

    def attribute_write(self, times: int) -> Callable[[], object]:
        thing = self.orm.Session(self.engine).get(self.Thing, 1)

        def work():
            for number in range(times):
                thing.visits = number

        return work

    def close(self) -> None:
        self.orm.close_all_sessions()
        self.engine.dispose()
