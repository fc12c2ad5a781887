"""Loading the world through a Session, with a progress bar."""

from __future__ import annotations

import time
from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from holdfast import Engine
from holdfast.orm import Session

from .models import AlternateName, Base, City, Continent, Country, Language, TimeZone
from .source import World

BATCH = 1000


class Loaded(NamedTuple):
    """What was stored, and in how many seconds."""

    objects: int
    seconds: float


def load(engine: Engine, world: World, console: Console) -> Loaded:
    """Make the tables anew and store the world, in one transaction."""
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    started = time.perf_counter()
    columns = (
        TextColumn("  {task.description}"),
        BarColumn(bar_width=40),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Session(engine) as session, Progress(*columns, console=console) as progress:
        stored = _store_countries(session, world)
        task = progress.add_task("cities and their names", total=len(world.cities))
        zones: dict[str, TimeZone] = {}
        for batch in world.city_batches(BATCH):
            cities = [_city(record, world, zones) for record in batch]
            session.add_all(cities)
            session.flush()
            stored += len(cities) + sum(len(city.alternate_names) for city in cities)
            progress.advance(task, len(cities))
        session.commit()
        stored += len(zones)
    return Loaded(stored, time.perf_counter() - started)


def _store_countries(session: Session, world: World) -> int:
    continents = {code: Continent(code=code, name=record["name"]) for code, record in world.continents.items()}
    tags = dict.fromkeys(tag for code in world.countries for tag in world.languages_of(code))
    languages = {tag: Language(tag=tag) for tag in tags}
    countries = {
        code: Country(
            code=code,
            name=record["name"],
            capital=record["capital"] or None,
            population=record["population"],
            area_km2=record["areakm2"] or None,
            currency=record["currencyname"] or None,
            continent=continents[record["continentcode"]],
            languages=[languages[tag] for tag in world.languages_of(code)],
        )
        for code, record in world.countries.items()
    }
    for code, country in countries.items():
        country.neighbours = [countries[neighbour] for neighbour in world.neighbours_of(code)]
    session.add_all([*continents.values(), *languages.values(), *countries.values()])
    session.flush()
    return len(continents) + len(languages) + len(countries)


def _city(record: dict[str, object], world: World, zones: dict[str, TimeZone]) -> City:
    zone_name = str(record["timezone"])
    zone = zones.get(zone_name)
    if zone is None:
        zone = zones[zone_name] = TimeZone(name=zone_name)
    return City(
        id=record["geonameid"],
        name=record["name"],
        latitude=record["latitude"],
        longitude=record["longitude"],
        population=record["population"],
        country_code=record["countrycode"],
        time_zone=zone,
        alternate_names=[AlternateName(name=name) for name in world.alternate_names_of(record)],
    )
