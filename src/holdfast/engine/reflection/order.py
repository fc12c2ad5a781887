"""Tables of a database in the order of their foreign keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from ... import exc
from ...util import sort_as_subsets
from ..interfaces import TableKey

KeyName: TypeAlias = "tuple[TableKey, str | None]"


def by_dependency(keys_of: Mapping[TableKey, Collection[Any]]) -> list[tuple[TableKey | None, list[KeyName]]]:
    """The tables, referred ones first, each with its foreign keys; last, under None, the keys that make circles."""
    edges = {(_referred(key), table) for table, keys in keys_of.items() for key in keys if _referred(key) != table}
    circle: set[TableKey] = set()
    try:
        ordered = [one for subset in sort_as_subsets(edges, keys_of) for one in subset]
    except exc.CircularDependencyError as error:
        circle = set(error.cycles)
        kept = {edge for edge in edges if not circle.issuperset(edge)}
        ordered = [one for subset in sort_as_subsets(kept, keys_of) for one in subset]
    found: list[tuple[TableKey | None, list[KeyName]]] = []
    left_out: list[KeyName] = []
    for table in ordered:
        names: list[KeyName] = []
        for key in keys_of[table]:
            closes = table in circle and _referred(key) in circle and _referred(key) != table
            (left_out if closes else names).append((table, key["name"]))
        found.append((table, names))
    return [*found, (None, left_out)]


def _referred(key: Any) -> TableKey:
    return key["referred_schema"], key["referred_table"]


__all__ = ["by_dependency"]
