"""The tour: the scenes in their order, each short enough to read while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rich.console import Console

from holdfast import create_engine, func, insert, make_url, select
from holdfast.ext.asyncio import AsyncSession, create_async_engine
from holdfast.orm import Session, selectinload

from .load import load
from .models import AlternateName, City, Continent, Country
from .rates import measure_rates
from .source import World
from .stage import Stage


def run_demo(url: str, min_population: int, console: Console) -> None:
    """Load the world into the database at `url` (its demo tables are made anew), then take the tour."""
    engine = create_engine(url)
    console.print(f"[bold]holdfast[/bold] on {engine.dialect.name}, {engine.url.render_as_string()}")
    world = World(min_population)
    loaded = load(engine, world, console)
    rate = loaded.objects / loaded.seconds
    console.print(f"  stored {loaded.objects:,} objects in {loaded.seconds:.1f} s: {rate:,.0f} a second")
    stage = Stage(engine, console)
    for scene in SCENES:
        scene(stage)
    engine.dispose()


def raw_sql(stage: Stage) -> None:
    stage.scene("Engine: raw SQL, no ceremony")
    stage.code(RAW_SQL)
    result = stage.engine.execute(
        "SELECT continent.name, count(city.id) AS cities, sum(city.population) AS people"
        " FROM city JOIN country ON country.code = city.country_code"
        " JOIN continent ON continent.code = country.continent_code"
        " GROUP BY continent.name ORDER BY cities DESC"
    )
    stage.table(result.keys(), result)


def transaction(stage: Stage) -> None:
    stage.scene("Connection: a transaction with a savepoint")
    stage.code(TRANSACTION)
    rows = []
    with stage.engine.connect() as connection:
        count = select(func.count()).select_from(Country.__table__).where(Country.code.in_(["X1", "X2"]))
        atlantis = {"name": "Atlantis", "population": 1, "continent_code": "EU"}
        connection.execute(insert(Country.__table__), {"code": "X1", **atlantis})
        savepoint = connection.begin_nested()
        connection.execute(insert(Country.__table__), {"code": "X2", **atlantis})
        rows.append(("after two inserts, one of them behind a savepoint", connection.scalar(count)))
        savepoint.rollback()
        rows.append(("after savepoint.rollback()", connection.scalar(count)))
        connection.rollback()
        rows.append(("after connection.rollback()", connection.scalar(count)))
    stage.table(("moment", "new countries in the table"), rows)


def objects(stage: Stage) -> None:
    stage.scene("Session: objects, what it holds, what a flush would do")
    with Session(stage.engine) as session:
        stage.code(QUERY)
        switzerland = session.scalars(select(Country).where(Country.name == "Switzerland")).one()
        cities = select(City).where(City.country == switzerland).order_by(City.population.desc())
        zurich, geneva = session.scalars(cities.limit(2)).all()
        old_name = session.scalars(select(AlternateName).where(AlternateName.city == geneva).limit(1)).one()
        stage.holds(session, "after three queries")
        stage.code(CHANGE)
        zurich.population += 1
        village = City(id=-1, name="Holdfast", latitude=46.0, longitude=7.7, population=2, country=switzerland)
        village.time_zone_name = zurich.time_zone_name
        village.alternate_names.append(AlternateName(name="Halte-fest"))
        session.add(village)
        session.delete(old_name)
        stage.holds(session, "after the changes, before any flush")
        stage.say("session.plan() tells what a flush would do, and does nothing:")
        stage.console.print(str(session.plan()), soft_wrap=True)
        session.rollback()
        stage.say("")
        stage.holds(session, "after rollback(): the changes are undone, the new objects are out")
        zurich.population += 1
        session.commit()
        stage.holds(session, "after one more change and commit(): read again when touched")


def cohorts(stage: Stage) -> None:
    stage.scene("A relationship walked over thousands of objects")
    stage.code(WALK)
    with Session(stage.engine) as session, stage.counted() as count:
        cities = session.scalars(select(City).where(City.population > 50_000)).all()
        names = sum(len(city.alternate_names) for city in cities)
        spoken = {language.tag for city in cities for language in city.country.languages}
    stage.say(
        f"{len(cities):,} cities, {names:,} alternate names, {len(spoken)} languages:"
        f" [bold]{count.statements} statements[/bold] in {count.seconds:.2f} s, no loader option."
        f" One by one it would be more than {2 * len(cities):,}."
    )


def rates(stage: Stage) -> None:
    stage.scene("Rates, beside the bare driver on the same work")
    if stage.engine.dialect.name != "sqlite":
        stage.say("measured on SQLite only, where the bare driver is at hand")
        return
    stage.table(("work", "holdfast", "bare sqlite3", "times the driver"), measure_rates(stage.engine))
    stage.say("`make bench` compares with SQLAlchemy, peewee and Django, interleaved.")


def asynchronous(stage: Stage) -> None:
    stage.scene("Async: the same plans, awaited; no greenlet")
    if stage.engine.dialect.name != "sqlite":
        stage.say("shown on SQLite only (aiosqlite)")
        return
    stage.code(ASYNC)
    url = make_url(stage.engine.url).set(drivername="sqlite+aiosqlite")

    async def journey() -> list[tuple[str, int, str]]:
        engine = create_async_engine(url)
        async with AsyncSession(engine) as session:
            statement = select(Continent).options(selectinload(Continent.countries)).order_by(Continent.name)
            continents = (await session.scalars(statement)).all()
            rows = []
            for continent in continents:
                largest = max(continent.countries, key=lambda country: country.population, default=None)
                if largest is None:
                    continue
                neighbours = await largest.awaitable_attrs.neighbours
                rows.append((continent.name, len(continent.countries), f"{largest.name}: {len(neighbours)} neighbours"))
        await engine.dispose()
        return rows

    stage.table(("continent", "countries", "the largest"), asyncio.run(journey()))


SCENES: tuple[Callable[[Stage], None], ...] = (raw_sql, transaction, objects, cohorts, rates, asynchronous)

RAW_SQL = """
result = engine.execute("SELECT continent.name, count(city.id) AS cities, ... GROUP BY continent.name")
"""
TRANSACTION = """
with engine.connect() as connection:                     # the transaction begins by itself
    connection.execute(insert(country), {"code": "X1", ...})
    savepoint = connection.begin_nested()
    connection.execute(insert(country), {"code": "X2", ...})
    savepoint.rollback()
    connection.rollback()
"""
QUERY = """
switzerland = session.scalars(select(Country).where(Country.name == "Switzerland")).one()
zurich, geneva = session.scalars(select(City).where(City.country == switzerland)
                                 .order_by(City.population.desc()).limit(2)).all()
old_name = session.scalars(select(AlternateName).where(AlternateName.city == geneva).limit(1)).one()
"""
CHANGE = """
zurich.population += 1
village = City(id=-1, name="Holdfast", country=switzerland, ...)
village.alternate_names.append(AlternateName(name="Halte-fest"))
session.add(village)                                              # its names come along
session.delete(old_name)
"""
WALK = """
cities = session.scalars(select(City).where(City.population > 50_000)).all()
names  = sum(len(city.alternate_names) for city in cities)
spoken = {language.tag for city in cities for language in city.country.languages}
"""
ASYNC = """
async with AsyncSession(engine) as session:
    continents = await session.scalars(
        select(Continent).options(selectinload(Continent.countries)))
    ...
    neighbours = await largest.awaitable_attrs.neighbours
"""
