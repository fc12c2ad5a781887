"""The row model: what each position of a result row is, as values. The hydrate box writes its functions from it.

What lives here: nothing but the description. What must not: reading rows (`orm.hydrate`), deciding what is
selected (`columns`, `joins`).
"""

from __future__ import annotations

from typing import Any, TypeAlias


class EntityRead:
    """How one entity is read from a row.

    number: its position among the entities of the plan; generated names and `LoadRun` lists go by it.
    columns: pairs (attribute key, row index); the attributes that a new object gets.
    identity: row indexes of the primary key columns, in the mapper's order.
    discriminator: row index of the polymorphic discriminator, or None.
    related: entities that come in the same row (joined eager loading, contains_eager).
    follow_ups: loads to be done after the rows are read (selectin, subquery, immediate).
    options: the loader options that objects of this entity keep for their lazy loads.
    kinds: of subclasses whose columns the row has too: mapper -> pairs (attribute key, row index) beside `columns`.
    """

    __slots__ = (
        "columns",
        "discriminator",
        "follow_ups",
        "identity",
        "kinds",
        "mapper",
        "number",
        "options",
        "related",
    )

    def __init__(self, number: int, mapper: Any) -> None:
        self.number = number
        self.mapper = mapper
        self.columns: tuple[tuple[str, int], ...] = ()
        self.identity: tuple[int, ...] = ()
        self.kinds: dict[Any, tuple[tuple[str, int], ...]] = {}
        self.discriminator: int | None = None
        self.related: list[RelatedRead] = []
        self.follow_ups: list[Any] = []
        self.options: Any = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.columns)

    @property
    def kind_indexes(self) -> tuple[int, ...]:
        """The row indexes of all columns of subclasses, in order."""
        return tuple(sorted({index for pairs in self.kinds.values() for _, index in pairs}))


class RelatedRead:
    """A relationship whose target comes in the same row: `entity` is put under `key` of the parent.

    narrows: only parents of a subclass have it.
    """

    __slots__ = ("entity", "key", "narrows", "prop", "uselist")

    def __init__(self, key: str, prop: Any, entity: EntityRead, *, narrows: bool = False) -> None:
        self.narrows = narrows
        self.key = key
        self.prop = prop
        self.uselist: bool = bool(prop.uselist)
        self.entity = entity


class ColumnRead:
    """A plain column of the row."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


class BundleRead:
    """Several positions that `make` turns into one value; `number` counts the bundles of a plan."""

    __slots__ = ("items", "make", "number")

    def __init__(self, number: int, make: Any, items: tuple[ItemRead, ...]) -> None:
        self.number = number
        self.make = make
        self.items = items


ItemRead: TypeAlias = "EntityRead | ColumnRead | BundleRead"


class RowRead:
    """A whole row: the items the caller asked for, all entities in it, and the type at each position."""

    __slots__ = ("entities", "has_follow_ups", "has_kinds", "is_single", "items", "types")

    def __init__(self, items: tuple[ItemRead, ...], entities: tuple[EntityRead, ...], types: tuple[Any, ...]) -> None:
        self.items = items
        self.entities = entities
        self.types = types
        self.has_follow_ups = any(entity.follow_ups for entity in entities)
        self.has_kinds = any(entity.discriminator is not None for entity in entities)
        # One item a row: hydrators then return the bare values, and rows are made only if asked for.
        self.is_single = len(items) == 1

    def without_types(self) -> RowRead:
        """The same for rows whose values are converted already."""
        return RowRead(self.items, self.entities, (None,) * len(self.types))

    @property
    def has_joined_collection(self) -> bool:
        return any(related.uselist for entity in self.entities for related in entity.related)
