"""`RelationshipNode`: a relationship as the target or the criterion of a join: `select(User).join(User.addresses)`.

It keeps the attribute as it was given; the planner (far to the right) turns it into tables and criteria.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ...sql.elements import ClauseElement
from ...sql.elements import roles as r
from ...sql.structure import UNCACHEABLE, Placeholder, Structure, intern_key


class RelationshipNode(Placeholder, ClauseElement):
    """Stands for the join along a relationship attribute.

    property: the RelationshipProperty. parent: the mapper or alias it starts from. `_of_type`, `_extra_criteria`: what
    `of_type()` and `and_()` added.
    """

    __visit_name__ = "relationship"
    _roles = frozenset({r.JOIN_TARGET, r.ON_CLAUSE})
    _is_immutable = True
    is_relationship_node: ClassVar[bool] = True

    def __init__(self, attribute: Any) -> None:
        self.attribute = attribute
        self.property = attribute.property
        self.parent = attribute.parent
        self.key = attribute.key
        self._of_type = attribute._of_type
        self._extra_criteria: tuple[Any, ...] = attribute._extra_criteria
        self._placeholders = True

    def _compute_structure(self) -> Structure:
        holes: list[Any] = []
        keys: list[int] = []
        for node in (self.parent, self._of_type):
            if node is not None:
                key, inner = node.__clause_element__().structure()
                keys.append(key)
                holes += inner
        for criterion in self._extra_criteria:
            key, inner = criterion.structure()
            keys.append(key)
            holes += inner
        if UNCACHEABLE in keys:
            return UNCACHEABLE, tuple(holes)
        parts = (RelationshipNode, self.property.key, self._of_type is not None, *keys)
        return intern_key(parts), tuple(holes)

    def get_children(self, **options: Any) -> list[Any]:
        return []

    def _copy_internals(self, replace: Any) -> RelationshipNode:
        return self

    def _find_froms(self) -> tuple[Any, ...]:
        return ()

    @property
    def entity_namespace(self) -> Any:
        """Where `filter_by()` after the join looks names up: the class that the relationship leads to."""
        target = self._of_type if self._of_type is not None else self.property.entity
        return target.entity_namespace

    @property
    def description(self) -> str:
        return str(self.attribute)
