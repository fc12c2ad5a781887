"""The columns of a lowered statement: which are selected, in which order, and at which index an entity finds its own.

Columns that the user names are always appended; columns of entities are taken from the list when they are there
already. Columns of joined loading come in a list of their own, after all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..options import OptionNode
from .relate import adapt_to
from .rows import EntityRead


class ColumnList:
    """Columns in order, findable by identity."""

    __slots__ = ("_index", "items")

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._index: dict[int, int] = {}

    def append(self, column: Any) -> int:
        """Add a column that the user named; its index."""
        index = len(self.items)
        self.items.append(column)
        self._index.setdefault(id(_plain(column)), index)
        return index

    def place(self, column: Any) -> int:
        """The index of an entity's column, added when it is not there."""
        found = self._index.get(id(_plain(column)))
        return self.append(column) if found is None else found

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


def _plain(column: Any) -> Any:
    return getattr(column, "element", column) if column.is_placeholder else column


def read_columns(read: EntityRead, entity: Any, node: OptionNode, target: ColumnList) -> None:
    """Select the columns of an entity that are loaded at once, and note where they are.

    The primary key is always there; deferred columns are not, unless an option asks for them.
    """
    mapper = entity.mapper
    adapt = adapt_to(entity)
    found: list[tuple[str, int]] = []
    places: dict[Any, int] = {}
    for prop in mapper.column_attrs:
        if not is_loaded(mapper, prop, node):
            continue
        column = expression_of(prop, node)
        if column is None:
            continue
        index = target.place(column if adapt is None else adapt(column))
        places[prop.columns[0]] = index
        found.append((prop.key, index))
        for other in prop.columns[1:]:  # the same attribute in the tables of a joined hierarchy
            places[other] = target.place(other if adapt is None else adapt(other))
    for other in entity.with_polymorphic_mappers:
        if other is not mapper:
            _place_columns(other, node, places, target, adapt)
    read.columns = tuple(found)
    read.identity = tuple(_place_of(column, places, target, adapt) for column in mapper.primary_key)
    discriminator = mapper.polymorphic_on
    given = entity.polymorphic_on
    if given is not None and given is not discriminator:
        read.discriminator = target.place(given)
    elif discriminator is not None and len(mapper.polymorphic_map) > 1:
        read.discriminator = _place_of(discriminator, places, target, adapt)
    if entity.with_polymorphic_mappers and read.discriminator is not None:
        read.kinds = _columns_of_kinds(mapper, {key for key, _ in found}, places)


def _place_columns(mapper: Any, node: OptionNode, places: dict[Any, int], target: ColumnList, adapt: Any) -> None:
    """Select the columns that a subclass adds."""
    for prop in mapper.column_attrs:
        if is_loaded(mapper, prop, node):
            for column in prop.columns:
                if column not in places:
                    places[column] = target.place(column if adapt is None else adapt(column))


def _columns_of_kinds(mapper: Any, common: set[str], places: dict[Any, int]) -> dict[Any, tuple[tuple[str, int], ...]]:
    """For each mapper below `mapper`: the attributes that only its rows have, as far as their columns are selected."""
    found: dict[Any, tuple[tuple[str, int], ...]] = {}
    for other in mapper.self_and_descendants:
        pairs = tuple(
            (prop.key, places[column])
            for prop in other.column_attrs
            if prop.key not in common
            for column in prop.columns[:1]
            if column in places
        )
        if pairs and other is not mapper:
            found[other] = pairs
    return found


def _place_of(column: Any, places: dict[Any, int], target: ColumnList, adapt: Any) -> int:
    found = places.get(column)
    return target.place(column if adapt is None else adapt(column)) if found is None else found


def is_loaded(mapper: Any, prop: Any, node: OptionNode) -> bool:
    """Whether a column attribute is loaded with its object under these options."""
    if any(column in mapper.primary_key for column in prop.columns):
        return True
    option = node.column(prop.key)
    if option is not None and option.strategy != "expression":
        if option.deferred and mapper.polymorphic_on is prop.columns[0]:
            return True
        return not option.deferred
    if prop.deferred:
        return prop.group is not None and node.has_group(prop.group)
    return True


def expression_of(prop: Any, node: OptionNode) -> Any:
    """What is selected for a column attribute: its column, or what `with_expression()` gave."""
    option = node.column(prop.key)
    if option is not None and option.strategy == "expression":
        return option.arguments["expression"]
    return prop.columns[0]
