"""`Planned`: an ORM statement made ready: the plain statement, what its rows mean, what follows.

A plan is made once per structure and kept in the cache; per dialect it holds what was compiled and generated. Nothing
in it belongs to one execution.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

from ..attributes import InstanceDispatch
from .rows import RowRead

# Many rows are read and made into objects in parts of so many: less than what sets the cyclic collector off (700), and
# little enough that the part is still in the processor's cache when the collector looks at it.
PART = 500


class Planned:
    """What the planner makes of a SELECT (or of a statement whose RETURNING gives entities).

    statement: the plain statement. row: what its rows mean. names: the result key of each item, None where the
    compiler decides. entity_items: positions of items that are objects (uniqueness goes by identity).
    binds: the bound parameters of the statement it was made from, in structural order: values are found by it.
    origin: that statement, its option tree and its path, of loaders' own plans; `do_orm_execute` handlers see it.
    first: so many rows are fetched with the statement, the others when these are objects; 0 for all.
    requires_unique: rows repeat objects because of a joined collection. ready: per dialect, see `orm.execute`.
    """

    __slots__ = (
        "__weakref__",
        "binds",
        "entity",
        "entity_items",
        "first",
        "names",
        "objects",
        "origin",
        "ready",
        "requires_unique",
        "row",
        "statement",
    )

    def __init__(self, statement: Any, row: RowRead, names: tuple[str | None, ...], objects: tuple[Any, ...]) -> None:
        self.statement = statement
        self.row = row
        self.names = names
        self.objects = objects
        self.requires_unique = row.has_joined_collection
        # What a joined collection holds is known when all rows are: they cannot be read in parts.
        self.first = 0 if self.requires_unique else PART
        self.entity_items: frozenset[int] = frozenset()
        self.entity: Any = None
        self.binds: tuple[Any, ...] = ()
        self.origin: tuple[Any, Any, tuple[Any, ...]] | None = None
        self.ready: dict[Any, Any] = {}
        _all_plans.add(self)

    def __repr__(self) -> str:
        return f"<Planned {', '.join(map(str, self.names))}: {self.statement}>"


_all_plans: WeakSet[Planned] = WeakSet()


def forget_ready() -> None:
    """Have the hydrators of all plans made anew: who listens to loads has changed."""
    for planned in list(_all_plans):
        planned.ready.clear()


InstanceDispatch.load_watched.append(forget_ready)


class FollowUp:
    """A load to be done once the rows of its entity are read: `strategy.follow(run, follow_up, parents)` is its plan."""

    __slots__ = ("entity", "key", "narrows", "node", "option", "owner_class", "path", "plans", "prop", "strategy")

    def __init__(
        self, strategy: Any, prop: Any, entity: Any, option: Any, node: Any, path: tuple[Any, ...] = ()
    ) -> None:
        self.strategy = strategy
        # The relationships that led here from the first statement: eager loading by mapping stops where it comes round.
        self.path = path
        self.prop = prop
        self.key: str = prop.key
        self.entity = entity
        # Of a relationship that only a subclass has, the parents are those objects that are of it.
        self.owner_class: type = prop.parent.class_
        self.narrows = not entity.mapper.isa(prop.parent)
        self.option = option
        self.node = node
        # The strategy's own plans; they live as long as the plan this follows.
        self.plans: dict[Any, Any] = {}

    def __repr__(self) -> str:
        return f"<FollowUp {self.prop}>"


class SubclassFollowUp:
    """The columns that only a subclass has, to be loaded for those objects of the rows that are of it."""

    __slots__ = ("entity", "mapper", "narrows", "node", "owner_class", "plans", "strategy")

    def __init__(self, strategy: Any, mapper: Any, entity: Any, node: Any) -> None:
        self.strategy = strategy
        self.mapper = mapper
        self.entity = entity
        # The options that the statement has for the subclass.
        self.node = node
        self.owner_class: type = mapper.class_
        self.narrows = True
        self.plans: dict[Any, Any] = {}

    def __repr__(self) -> str:
        return f"<SubclassFollowUp {self.mapper}>"
