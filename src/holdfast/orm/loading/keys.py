"""The keys by which related rows are found: from an object's attributes, and whether a relationship is simple enough
to be looked up by them.

What must not live here: statements and plans.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..interfaces import MANYTOONE


class RelationKeys:
    """What loaders need to know of one relationship, worked out once and kept with its mapper.

    uses_identity: a many-to-one whose foreign key is the target's primary key: `get()` answers it.
    local_keys: attribute names of the parent that hold the local columns; None when one is not mapped.
    local_columns, remote_columns: the pairs of the join.
    is_plain: the criteria are these equalities and nothing else.
    """

    __slots__ = ("is_plain", "local_columns", "local_keys", "remote_columns", "uses_identity")

    def __init__(self, prop: Any) -> None:
        pairs = list(prop.local_remote_pairs if prop.secondary is None else prop.synchronize_pairs)
        self.is_plain = _equalities(prop.primaryjoin) == len(pairs)
        if prop.secondary is None and prop.direction is MANYTOONE:
            order = {column: number for number, column in enumerate(prop.mapper.primary_key)}
            remote = {remote for _, remote in pairs}
            self.uses_identity = self.is_plain and remote == set(order) and len(pairs) == len(order)
            if self.uses_identity:
                pairs.sort(key=lambda pair: order[pair[1]])
        else:
            self.uses_identity = False
        self.local_columns = tuple(local for local, _ in pairs)
        self.remote_columns = tuple(remote for _, remote in pairs)
        keys = [prop.parent.key_of_column(column) for column in self.local_columns]
        self.local_keys: tuple[str, ...] | None = None if None in keys else tuple(keys)

    def values(self, present: dict[str, Any]) -> tuple[Any, ...] | None:
        """The key of an object; None when an attribute it is made of is not loaded."""
        assert self.local_keys is not None
        try:
            return tuple([present[key] for key in self.local_keys])
        except KeyError:
            return None


def relation_keys(prop: Any) -> RelationKeys:
    """The keys of a relationship; worked out at the first use."""
    known = prop.parent.emitted.setdefault("relation_keys", {})
    found = known.get(prop.key)
    if found is None or found[0] is not prop:
        found = known[prop.key] = (prop, RelationKeys(prop))
    return found[1]  # type: ignore[no-any-return]


def _equalities(criterion: Any) -> int:
    """How many plain equalities of columns a criterion is made of; -1 if it is anything else."""
    if criterion is None:
        return 0
    name = getattr(getattr(criterion, "operator", None), "__name__", "")
    if name == "eq":
        both = (criterion.left, criterion.right)
        return 1 if all(getattr(side, "table", None) is not None for side in both) else -1
    if name == "and_":
        counts = [_equalities(clause) for clause in criterion.clauses]
        return -1 if any(count != 1 for count in counts) else len(counts)
    if criterion.__visit_name__ == "grouping":
        return _equalities(criterion.element)
    return -1


def all_none(values: Iterable[Any]) -> bool:
    return all(value is None for value in values)
