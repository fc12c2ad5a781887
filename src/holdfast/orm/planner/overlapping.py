"""Joins to a class of several tables some of which stand to the left already: the joined class goes by an alias.

`select(Employee).join(Employee.boss)`, in a hierarchy of joined tables, would name its tables twice. As SQLAlchemy does,
with a warning, the target and all that the statement says of it are moved to an alias; so are columns that it inherits.
What must not live here: joins as such (`joins`), aliases as such (`entities`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...inspection import inspect
from ...sql.structure import replacement_traverse
from ...util import warn
from ..attributes import EntityColumn
from ..entities import EntityNode, aliased

_CLAUSES = ("_where_criteria", "_having_criteria", "_order_by_clauses", "_group_by_clauses", "_distinct_on")


def with_targets_apart(statement: Any) -> tuple[Any, Mapping[Any, Any]]:
    """The statement with such targets aliased, and the aliases by mapper; the statement itself when there are none."""
    for step in statement._setup_joins:
        mapper = _target_mapper(step)
        if mapper is not None and mapper.selectable._is_join:
            moving = _Moving(statement)
            return moving.moved(), moving.by_mapper
    return statement, {}


def _target_mapper(step: Any) -> Any:
    """The mapper that a join leads to, when the target is no alias."""
    target = step[0]
    if getattr(target, "is_relationship_node", False):
        entity = target._of_type if target._of_type is not None else target.property.entity
    else:
        entity = target.entity if isinstance(target, EntityNode) else None
    return None if entity is None or entity.is_aliased_class else entity


class _Moving:
    """One statement, its joins looked at from left to right."""

    def __init__(self, statement: Any) -> None:
        self.statement = statement
        self.by_mapper: dict[Any, Any] = {}  # the aliases of targets
        self.by_table: dict[Any, Any] = {}  # the latest alias of each of their tables
        targets = {_target_mapper(step) for step in statement._setup_joins}
        found: dict[Any, None] = {}
        for element in statement._from_obj or statement._raw_columns:
            entity = getattr(element, "entity", None)
            if isinstance(element, EntityNode):
                if statement._from_obj or entity not in targets:
                    found[element.selectable] = None
            elif not isinstance(element, EntityColumn) or entity not in targets:
                found.update(dict.fromkeys(element._froms))
        self.start = next(iter(found)) if len(found) == 1 else None
        self.tables = {table for element in found for table in element._froms}

    def moved(self) -> Any:
        steps = tuple([self.step(step) for step in self.statement._setup_joins])
        if not self.by_mapper:
            return self.statement
        made = self.statement._generate()
        state = made.__dict__
        state["_setup_joins"] = steps
        state["_raw_columns"] = tuple([self.element(column) for column in made._raw_columns])
        for name in _CLAUSES:
            state[name] = tuple([self.element(clause) for clause in getattr(made, name)])
        return made

    def step(self, step: Any) -> Any:
        target, onclause, left, flags = step
        along = next((node for node in (target, onclause) if getattr(node, "is_relationship_node", False)), None)
        mapper = _target_mapper(step)
        reached = target._froms if mapper is None else mapper.selectable._froms
        if along is not None:
            tables = set(along.parent.selectable._froms)
        elif left is not None:
            tables = set(_selectable(left)._froms)
        else:
            tables = self.tables
            left = self.start
        self.tables.update(reached)
        if (
            mapper is None
            or not mapper.selectable._is_join
            or tables.isdisjoint(reached)
            or (along is not None and along.parent is mapper)  # an error, told where joins are made
        ):
            return (target, onclause if along is not None else self.element(onclause), step[2], flags)
        warn(
            f"An alias is being generated automatically against joined entity {mapper} due to overlapping tables.  This is "
            "a legacy pattern which may be deprecated in a later release.  Use the "
            "aliased(<entity>, flat=True) construct explicitly, see the linked example.",
            code="xaj2",
        )
        alias = inspect(aliased(mapper.class_, flat=True))
        self.by_mapper[mapper] = alias
        self.by_table.update(dict.fromkeys(mapper.tables, alias))
        return (alias.__clause_element__(), self.element(onclause) if along is None else along, left, flags)

    def element(self, node: Any) -> Any:
        """A clause with what it says of the targets said of their aliases; statements inside stay as they are."""
        return None if node is None else replacement_traverse(node, None, self._replacement)

    def _replacement(self, node: Any) -> Any:
        if hasattr(node, "_raw_columns"):
            return node
        if isinstance(node, EntityNode):
            alias = self.by_mapper.get(node.entity)
            return node if alias is None else alias.__clause_element__()
        if isinstance(node, EntityColumn) and not node.entity.is_aliased_class:
            alias = self.by_mapper.get(node.entity) or self.by_table.get(node.element.table)
            if alias is not None:
                return EntityColumn(alias.adapt_column(node.element), alias, node.proxy_key, node.prop)
        return None


def _selectable(node: Any) -> Any:
    return node.selectable if isinstance(node, EntityNode) else node
