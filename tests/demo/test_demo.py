"""The demo runs to its end on a slice of the real data and says what it promises to say."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from holdfast import create_engine
from holdfast.demo import run_demo, source, tour


class Slice(source.World):
    """The world's largest cities only."""

    def __init__(self, min_population: int) -> None:
        super().__init__(min_population)
        self.cities = sorted(self.cities, key=lambda city: -city["population"])[:400]
        self.cities += [city for city in self.cities_of_switzerland() if city not in self.cities]

    def cities_of_switzerland(self):
        return [city for city in source.World(15000).cities if city["countrycode"] == "CH"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    console = Console(record=True, width=120, file=io.StringIO())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tour, "World", Slice)
        run_demo(f"sqlite:///{path}", 15000, console)
    return path, console.export_text()


def test_every_scene_is_shown(shown):
    _, text = shown
    scenes = re.findall(r"^(\d)\. ", text, re.MULTILINE)
    assert scenes == [str(number) for number in range(1, len(tour.SCENES) + 1)]


def test_the_walk_over_relationships_takes_few_statements(shown):
    _, text = shown
    cities, statements = re.search(r"([\d,]+) cities, .*?(\d+) *statements", text, re.DOTALL).groups()
    assert int(cities.replace(",", "")) > 300
    assert int(statements) < 30


def test_the_data_is_stored_and_the_tour_left_only_its_one_change(shown):
    path, _ = shown
    engine = create_engine(f"sqlite:///{path}")
    assert engine.execute("SELECT count(*) FROM country").scalar() == 252
    assert engine.execute("SELECT count(*) FROM country WHERE code IN ('X1', 'X2')").scalar() == 0
    assert engine.execute("SELECT count(*) FROM city WHERE name = 'Holdfast'").scalar() == 0
    assert engine.execute("SELECT count(*) FROM alternate_name").scalar() > 1000
    engine.dispose()


def test_the_tour_runs_on_mariadb(own_mariadb_url, monkeypatch):
    monkeypatch.setattr(tour, "World", Slice)
    console = Console(record=True, width=120, file=io.StringIO())
    run_demo(own_mariadb_url, 15000, console)
    text = console.export_text()
    assert "holdfast on mariadb" in text
    assert len(re.findall(r"^(\d)\. ", text, re.MULTILINE)) == len(tour.SCENES)
