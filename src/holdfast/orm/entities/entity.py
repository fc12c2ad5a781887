"""A mapped class, or an alias of one, as a node of a statement.

`select(User)` holds the mapper's one `EntityNode`; the planner replaces it by columns. What must not live here: which
columns a statement loads in the end (options decide: `orm.planner`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from ...sql.elements import ClauseElement
from ...sql.elements import roles as r
from ...sql.structure import UNCACHEABLE, Placeholder, Structure, fresh_key, intern_key
from ..mapper import Mapper, install_entity_factory


class EntityNode(Placeholder, ClauseElement):
    """Stands for all columns of an entity, and for its FROM element.

    entity: the Mapper or the AliasedInsp. Each has one node for good, so that equal statements have equal keys.
    """

    __visit_name__ = "entity"
    _roles = frozenset(
        {
            r.COLUMNS_CLAUSE,
            r.FROM_CLAUSE,
            r.STRICT_FROM_CLAUSE,
            r.JOIN_TARGET,
            r.DML_TABLE,
            r.STATEMENT_OPTION,
            r.BY_OF,
        }
    )
    is_entity: ClassVar[bool] = True
    _is_from_clause = True
    _is_immutable = True
    _is_join = False
    named_with_column = False

    def __init__(self, entity: Any) -> None:
        self.entity = entity
        self.mapper: Mapper = entity.mapper
        self._placeholders = True
        if not entity.is_aliased_class:
            self._structure = (fresh_key(), ())

    @property
    def selectable(self) -> Any:
        """The FROM element whose columns this stands for."""
        return self.entity.selectable

    @property
    def name(self) -> str:
        """The key of this entity in result rows."""
        name: str = self.entity.name if self.entity.is_aliased_class else self.mapper.class_.__name__
        return name

    key = name

    def _compute_structure(self) -> Structure:
        key, holes = self.selectable.structure()
        own = intern_key((EntityNode, self.entity.entity_key, key, self.entity.name)) if key else UNCACHEABLE
        return own, holes

    def get_children(self, **options: Any) -> list[Any]:
        return []

    def _copy_internals(self, replace: Any) -> EntityNode:
        return self

    def _find_froms(self) -> tuple[Any, ...]:
        return (self.selectable,)

    def expand(self) -> tuple[Any, ...]:
        """All columns, deferred ones included: what a subquery of the entity exports."""
        return loaded_columns(self.entity)

    def froms(self) -> tuple[Any, ...]:
        return (self.selectable,)

    @property
    def _select_iterable(self) -> tuple[Any, ...]:
        return self.expand()

    @property
    def _all_selected_columns(self) -> tuple[Any, ...]:
        return self.expand()

    @property
    def c(self) -> Any:
        """The columns by attribute name."""
        return self.mapper.columns

    @property
    def implicit_returning(self) -> bool:
        return bool(self.mapper.local_table.implicit_returning)

    @property
    def description(self) -> str:
        return str(self.entity)

    @property
    def entity_namespace(self) -> Any:
        """Where `filter_by(name=...)` looks its names up: the class or the alias."""
        return self.entity.entity if self.entity.is_aliased_class else self.mapper.class_

    def _described(self) -> dict[str, Any]:
        return {**super()._described(), "type": self.mapper.class_, "expr": self.entity.entity}

    def __repr__(self) -> str:
        return f"<entity {self.entity}>"

    __str__ = __repr__


def entity_of(node: Any) -> Any:
    """The Mapper or AliasedInsp that a node of a statement belongs to, or None for plain SQL."""
    entity = getattr(node, "entity", None)
    if entity is not None and (getattr(entity, "is_mapper", False) or getattr(entity, "is_aliased_class", False)):
        return entity
    return None


def loads_column(prop: Any) -> bool:
    """Whether a column attribute comes with its object when nothing else is said."""
    return not prop.deferred


def loaded_columns(entity: Any) -> tuple[Any, ...]:
    """The columns of an entity, adapted to its alias, in the mapper's order, each once."""
    found: dict[int, Any] = {}
    for mapper in entity.with_polymorphic_mappers or (entity.mapper,):
        for prop in mapper.column_attrs:
            for column in prop.columns:
                adapted = entity.adapt_column(column) if entity.is_aliased_class else column
                found[id(adapted)] = adapted
    return tuple(found.values())


install_entity_factory(EntityNode)
