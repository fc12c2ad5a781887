"""One program for holdfast and for SQLAlchemy: only the package that it is handed differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from . import data
from .family import Family


class IdleDriver:
    """A DBAPI connection that does nothing: what is left is the pool's own work."""

    def rollback(self) -> None:
        """Nothing."""

    close = commit = rollback


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


def build_tables(package: ModuleType) -> dict[str, Any]:
    """Five tables in a row, each with a foreign key to the one before, and the table of the other workloads."""
    metadata = package.MetaData()
    tables = {}
    for number, name in enumerate(("region", "shop", "customer", "purchase", "item")):
        columns = [package.Column("id", package.Integer, primary_key=True), package.Column("name", package.String(40))]
        columns += [package.Column("amount", package.Integer), package.Column("day", package.Date)]
        if number:
            before = list(tables)[-1]
            columns.append(package.Column(f"{before}_id", package.ForeignKey(f"{before}.id")))
        tables[name] = package.Table(name, metadata, *columns)
    kinds = [package.Integer, *[package.String] * 3, *[package.Integer] * 2, *[package.Float] * 2]
    columns = [package.Column(name, kind) for name, kind in zip(data.COLUMNS, kinds, strict=True)]
    tables["thing"] = package.Table("thing", metadata, *columns)
    return tables


def simple_statement(package: ModuleType, tables: dict[str, Any], number: int) -> Any:
    thing = tables["thing"]
    return package.select(thing).where(thing.c.id == number)


def large_statement(package: ModuleType, tables: dict[str, Any], number: int) -> Any:
    """A five-table join with a subquery and a window function."""
    region, shop, customer, purchase, item = (tables[n] for n in ("region", "shop", "customer", "purchase", "item"))
    select, func = package.select, package.func
    best = (
        select(purchase.c.customer_id, func.sum(purchase.c.amount).label("total"))
        .where(purchase.c.amount > number)
        .group_by(purchase.c.customer_id)
        .subquery("best")
    )
    rank = func.row_number().over(partition_by=region.c.id, order_by=item.c.amount.desc()).label("rank")
    return (
        select(region.c.name, shop.c.name, customer.c.name, item.c.amount, best.c.total, rank)
        .select_from(region)
        .join(shop, shop.c.region_id == region.c.id)
        .join(customer, customer.c.shop_id == shop.c.id)
        .join(purchase, purchase.c.customer_id == customer.c.id)
        .join(item, item.c.purchase_id == purchase.c.id)
        .join(best, best.c.customer_id == customer.c.id)
        .where(item.c.amount.between(number, number + 100), customer.c.name.like("a%"))
        .where(package.or_(shop.c.name == "x", region.c.id.in_([1, 2, number])))
        .order_by(rank, customer.c.name.desc())
        .limit(10)
    )


class Program(Family):
    def __init__(self, package: ModuleType, orm: ModuleType, path: Path) -> None:
        self.package = package
        self.orm = orm
        self.path = path
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

    # -- the SQL language and the engine, without objects

    def _looked_up(self, build: Callable[..., Any], times: int) -> Callable[[], object]:
        tables = build_tables(self.package)
        cache = {self.cache_key(build(self.package, tables, 0)): "compiled"}

        def work():
            for number in range(times):
                cache[self.cache_key(build(self.package, tables, number))]

        return work

    def build_simple(self, times: int) -> Callable[[], object]:
        return self._looked_up(simple_statement, times)

    def build_large(self, times: int) -> Callable[[], object]:
        return self._looked_up(large_statement, times)

    def _compiled(self, build: Callable[..., Any], times: int) -> Callable[[], object]:
        tables, dialect = build_tables(self.package), self.engine.dialect
        statements = [build(self.package, tables, number) for number in range(times)]

        def work():
            for statement in statements:
                statement.compile(dialect=dialect)

        return work

    def compile_simple(self, times: int) -> Callable[[], object]:
        return self._compiled(simple_statement, times)

    def compile_large(self, times: int) -> Callable[[], object]:
        return self._compiled(large_statement, times)

    def core_select_one(self, times: int) -> Callable[[], object]:
        connection, tables = self.engine.connect(), build_tables(self.package)
        statement = self.package.select(tables["thing"]).where(tables["thing"].c.id == self.package.bindparam("key"))

        def work():
            rows = [connection.execute(statement, {"key": key}).one() for key in range(1, times + 1)]
            connection.close()
            return rows

        return work

    def pool_turn(self, times: int) -> Callable[[], object]:
        pool = self.package.pool.QueuePool(IdleDriver)
        pool.connect().close()

        def work():
            for _ in range(times):
                pool.connect().close()

        return work

    def engine_turn(self, times: int) -> Callable[[], object]:
        engine = self.engine
        engine.connect().close()

        def work():
            for _ in range(times):
                engine.connect().close()

        return work

    def core_rows(self, rows: int) -> Callable[[], object]:
        connection, tables = self.engine.connect(), build_tables(self.package)

        def work():
            found = connection.execute(self.package.select(tables["thing"])).all()
            connection.close()
            return found

        return work

    def close(self) -> None:
        self.orm.close_all_sessions()
        self.engine.dispose()
