"""From a relationship to SQL criteria: which side a column is on, and the join with each side moved to where it is.

Everything that joins along a relationship uses this: `join(User.addresses)`, joined loading, lazy clauses, selectin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...sql.elements import and_
from ...sql.structure import replacement_traverse
from ..mapper import discriminator_values

LOCAL: Final = "local"
REMOTE: Final = "remote"
SECONDARY: Final = "secondary"

Adapt = Callable[[Any], Any]


def adapt_to(entity: Any) -> Adapt | None:
    """How columns of the mapped table are moved to `entity`; None when they stay as they are."""
    adapt: Adapt | None = entity.adapt_column if entity.is_aliased_class else None
    return adapt


def side_of(prop: Any, column: Any, *, in_secondaryjoin: bool = False) -> str | None:
    """On which side of the relationship a column of its join criteria is; None for neither."""
    if prop.secondary is not None:
        if column.table is prop.secondary:
            return SECONDARY
        return REMOTE if in_secondaryjoin else LOCAL
    is_remote = bool(getattr(column, "_annotations", {}).get("remote")) or column in prop.remote_side
    if is_remote:
        return REMOTE
    if column in prop.local_columns:
        return LOCAL
    if column.table in prop.mapper.tables:
        return REMOTE
    return LOCAL if column.table in prop.parent.tables else None


def adapted_join(
    prop: Any,
    left: Adapt | None,
    right: Adapt | None,
    secondary: Adapt | None = None,
) -> tuple[Any, Any]:
    """The relationship's primary and secondary criteria with each side's columns moved by its function."""
    moves: dict[str | None, Adapt | None] = {LOCAL: left, REMOTE: right, SECONDARY: secondary}
    primary = _moved(prop, prop.primaryjoin, moves, in_secondaryjoin=False)
    if prop.secondaryjoin is None:
        return primary, None
    return primary, _moved(prop, prop.secondaryjoin, moves, in_secondaryjoin=True)


def _moved(prop: Any, criteria: Any, moves: dict[str | None, Adapt | None], *, in_secondaryjoin: bool) -> Any:
    if not any(moves.values()):
        return criteria

    def replace(node: Any) -> Any:
        column = core_column(node)
        if column is None:
            return None
        move = moves.get(side_of(prop, column, in_secondaryjoin=in_secondaryjoin))
        return None if move is None else move(column)

    return replacement_traverse(criteria, None, replace)


def core_column(node: Any) -> Any:
    """The table column that a node of a criterion is, or stands for; None for anything else."""
    if node.is_placeholder:
        node = getattr(node, "element", None)
        if node is None:
            return None
    if getattr(node, "_is_column_element", False) and node.table is not None:
        return node
    return None


def moved(expression: Any, *adapts: Adapt | None) -> Any:
    """An expression with its columns moved by the first function that knows them."""
    known = [adapt for adapt in adapts if adapt is not None]
    if not known:
        return expression

    def replace(node: Any) -> Any:
        column = core_column(node)
        if column is None:
            return None
        for adapt in known:
            found = adapt(column)
            if found is not None and found is not column:
                return found
        return column

    return replacement_traverse(expression, None, replace)


def selectable_adapter(selectable: Any) -> Adapt:
    """Moves columns to an alias or a subquery of their table."""
    known: dict[Any, Any] = {}

    def adapt(column: Any) -> Any:
        found = known.get(column)
        if found is None:
            found = selectable.corresponding_column(column)
            known[column] = found = column if found is None else found
        return found

    return adapt


def with_criteria(onclause: Any, criteria: tuple[Any, ...], right: Adapt | None) -> Any:
    """A join criterion with the extra ones of `and_()` moved to the right side."""
    if not criteria:
        return onclause
    return and_(onclause, *(moved(criterion, right) for criterion in criteria))


def single_criterion(entity: Any) -> Any:
    """The WHERE criterion by which a class mapped to its parent's table knows its own rows; None for others."""
    mapper = entity.mapper
    if not mapper.single or mapper.polymorphic_on is None:
        return None
    criterion = mapper.emitted.get("single_criterion")
    if criterion is None:
        criterion = mapper.emitted["single_criterion"] = mapper.polymorphic_on.in_(discriminator_values(mapper))
    return moved(criterion, adapt_to(entity))
