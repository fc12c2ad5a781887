"""Joins along relationships: those the user writes with `join()`, and those that joined loading adds.

Both become ordinary entries (target, onclause, left, flags) of a plain SELECT's joins. What must not live here: the
criteria themselves (`relate`) and which columns are read (`columns`).
"""

from __future__ import annotations

from typing import Any

from ...exc import InvalidRequestError
from ...sql.elements import and_
from ...sql.selectable import Join, Select
from ...sql.structure import replacement_traverse
from ..entities import EntityNode
from .relate import (
    Adapt,
    adapt_to,
    adapted_join,
    core_column,
    moved,
    selectable_adapter,
    single_criterion,
    with_criteria,
)


class JoinFlags:
    """How a join of a SELECT is made; the same two words as the select's own flags."""

    __slots__ = ("full", "isouter")

    def __init__(self, isouter: bool, full: bool = False) -> None:
        self.isouter = isouter
        self.full = full


OUTER = JoinFlags(isouter=True)
INNER = JoinFlags(isouter=False)

Step = tuple[Any, Any, Any, Any]


def translate_joins(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The joins of a SELECT with entities and relationships turned into tables and criteria."""
    made: list[Step] = []
    for target, onclause, left, flags in steps:
        relationship = _relationship_of(onclause)
        if relationship is None:
            relationship = _relationship_of(target)
        if relationship is None:
            own = single_criterion(target.entity) if isinstance(target, EntityNode) and onclause is not None else None
            made.append((_plain(target), onclause if own is None else and_(onclause, own), _plain(left), flags))
        else:
            right = None if _relationship_of(target) is not None else target
            made += _along(relationship, right, left, flags)
    return tuple(made)


def _relationship_of(node: Any) -> Any:
    """The relationship attribute that a node of a join stands for, or None."""
    return node if getattr(node, "is_relationship_node", False) else None


def _plain(node: Any) -> Any:
    return node.selectable if isinstance(node, EntityNode) else node


def _along(attribute: Any, target: Any, left: Any, flags: Any) -> list[Step]:
    """The one or two joins that lead along a relationship attribute to `target` (its own target when None)."""
    prop = attribute.property
    owner = attribute.parent
    if left is not None and isinstance(left, EntityNode):
        owner = left.entity
    if target is None:
        entity = attribute._of_type if attribute._of_type is not None else prop.entity
        selectable: Any = entity.selectable
        right = adapt_to(entity)
    elif isinstance(target, EntityNode):
        selectable, right = target.selectable, adapt_to(target.entity)
    else:
        selectable, right = target, selectable_adapter(target)
    start = owner.selectable
    if selectable is start:
        raise InvalidRequestError(
            f"Can't construct a join from {owner} to {owner}, they are the same entity: join to an alias, "
            f"{attribute.attribute}.of_type(aliased({owner.class_.__name__}))"
        )
    criteria = getattr(attribute, "_extra_criteria", ())
    reached = attribute._of_type if target is None else getattr(target, "entity", None)
    own = single_criterion(reached) if reached is not None and hasattr(reached, "mapper") else None
    if own is not None:
        criteria = (own, *criteria)
    if prop.secondary is None:
        onclause, _ = adapted_join(prop, adapt_to(owner), right)
        return [(selectable, with_criteria(onclause, criteria, right), start, flags)]
    between = prop.secondary._anonymous_fromclause()
    primary, secondary = adapted_join(prop, adapt_to(owner), right, selectable_adapter(between))
    secondary = with_criteria(secondary, criteria, right)
    if flags.isouter or flags.full:
        return [(Join(between, selectable, secondary), primary, start, flags)]
    return [(between, primary, start, flags), (selectable, secondary, between, flags)]


class EagerJoin:
    """A join that joined loading adds: along `prop` from `parent` to the alias `target`.

    innerjoin: True joins to the inside of an outer join above it; "unnested" only where no outer join is above.
    """

    __slots__ = ("between", "children", "criteria", "innerjoin", "parent", "prop", "target")

    def __init__(self, prop: Any, parent: Any, target: Any, innerjoin: Any, criteria: tuple[Any, ...]) -> None:
        self.prop = prop
        self.parent = parent
        self.target = target
        self.innerjoin = innerjoin
        self.criteria = criteria
        self.children: list[EagerJoin] = []
        self.between = None if prop.secondary is None else prop.secondary._anonymous_fromclause()

    def has_collection(self) -> bool:
        return bool(self.prop.uselist) or any(child.has_collection() for child in self.children)

    def order_by(self) -> list[Any]:
        """The relationship's own order, moved to the alias."""
        if not self.prop.order_by:
            return []
        between = None if self.between is None else selectable_adapter(self.between)
        return [moved(expression, self.target.adapt_column, between) for expression in self.prop.order_by]

    def parts(self, left: Adapt | None) -> tuple[Any, Any]:
        """What is joined and its criterion; `left` moves the columns of the parent."""
        right = self.target.adapt_column
        if self.between is None:
            onclause, _ = adapted_join(self.prop, left, right)
            return self.target.selectable, with_criteria(onclause, self.criteria, right)
        primary, secondary = adapted_join(self.prop, left, right, selectable_adapter(self.between))
        return Join(self.between, self.target.selectable, with_criteria(secondary, self.criteria, right)), primary

    def steps(self, left: Adapt | None, start: Any, *, below_outer: bool) -> list[Step]:
        """The joins of this one and all below it, in order."""
        element, onclause = self.parts(left)
        inner = bool(self.innerjoin) and not (self.innerjoin == "unnested" and below_outer)
        outer_here = not inner
        later: list[EagerJoin] = []
        for child in self.children:
            if outer_here and child.innerjoin and child.innerjoin != "unnested":
                element = _nested(element, child)
                later += child.children
            else:
                later.append(child)
        flags = INNER if inner else OUTER
        made: list[Step] = [(element, onclause, start, flags)]
        for child in later:
            made += child.steps(adapt_to(child.parent), child.parent.selectable, below_outer=below_outer or outer_here)
        return made


def _nested(element: Any, child: EagerJoin) -> Any:
    """An inner join put inside the right side of the outer join above it."""
    part, onclause = child.parts(adapt_to(child.parent))
    return Join(element, part, onclause)


def attach(plain: Any, eager: list[EagerJoin], order_by: list[Any], columns: tuple[Any, ...]) -> Any:
    """Add the eager joins to the plain statement itself."""
    if not eager:
        return plain
    steps: list[Step] = []
    for join in eager:
        steps += join.steps(adapt_to(join.parent), join.parent.selectable, below_outer=False)
    state = plain.__dict__
    state["_raw_columns"] = (*plain._raw_columns, *columns)
    state["_setup_joins"] = (*plain._setup_joins, *steps)
    if order_by:
        state["_order_by_clauses"] = (*plain._order_by_clauses, *order_by)
    return plain


def nest(plain: Any, eager: list[EagerJoin], order_by: list[Any], columns: tuple[Any, ...]) -> tuple[Any, int]:
    """Make the statement a subquery and join to that, so that its LIMIT counts its own rows.

    Returns the statement around it and the number of columns that the subquery gives.
    """
    own = list(plain._raw_columns)
    known = {id(column) for column in own}
    ordered: list[Any] = []
    for clause in plain._order_by_clauses:
        for expression in unwrapped_order(clause):
            if id(expression) not in known:
                known.add(id(expression))
                ordered.append(expression)
    plain.__dict__["_raw_columns"] = (*own, *ordered)
    inner = plain.subquery()
    exported = list(inner.c)
    by_identity = {id(column): exported[index] for index, column in enumerate((*own, *ordered))}
    move = selectable_adapter(inner)

    def replace(node: Any) -> Any:
        found = by_identity.get(id(node))
        if found is not None:
            return found
        column = core_column(node)
        if column is None:
            return None
        found = by_identity.get(id(column))
        return move(column) if found is None else found

    outer = Select._create_raw_select()
    state = outer.__dict__
    if "_label_style" in plain.__dict__:
        state["_label_style"] = plain._label_style
    if "_for_update_arg" in plain.__dict__:
        state["_for_update_arg"] = plain._for_update_arg
    state["_raw_columns"] = (*exported, *columns)
    state["_from_obj"] = (inner,)
    steps: list[Step] = []
    for join in eager:
        adapt = adapt_to(join.parent)
        steps += join.steps(_composed(adapt, replace), inner, below_outer=False)
    state["_setup_joins"] = tuple(steps)
    moved_order = [replacement_traverse(clause, None, replace) for clause in plain._order_by_clauses]
    state["_order_by_clauses"] = (*moved_order, *order_by)
    return outer, len(exported)


def _composed(first: Adapt | None, second: Any) -> Adapt:
    def adapt(column: Any) -> Any:
        found = column if first is None else first(column)
        replaced = second(found)
        return found if replaced is None else replaced

    return adapt


def unwrapped_order(clause: Any) -> list[Any]:
    """The expressions of an ORDER BY element without DESC, ASC, NULLS FIRST and parentheses."""
    while True:
        kind = clause.__visit_name__
        if kind in {"unary", "grouping", "label_reference"} and (
            kind != "unary" or getattr(clause, "modifier", None) is not None
        ):
            clause = clause.element
        elif clause.is_placeholder and hasattr(clause, "element"):
            return [clause.element]
        elif kind in {"textual_label_reference", "textclause"}:
            return []
        else:
            return [clause]
