"""Two relationships that write the same column and do not know of one another: a warning, when the mapping is made.

In a flush each would set the column from its own point of view, and the later one would win.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from ...util import warn
from ..interfaces import MANYTOMANY, MANYTOONE

# Column -> the relationships that write it, in the order in which they were configured.
_writers: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()


def check_overlaps(relationship: Any) -> None:
    """Warn of other relationships that write what this one writes, and note this one for those that follow."""
    if relationship.viewonly:
        return
    for source, column in (*relationship.synchronize_pairs, *relationship.secondary_synchronize_pairs):
        others = _writers.setdefault(column, [])
        others[:] = [other for other in others if _is_mapped(other)]
        rivals = [other for other in others if _conflict(relationship, other)]
        if rivals:
            _warn(relationship, source, column, rivals)
        if relationship not in others:
            others.append(relationship)


def _is_mapped(relationship: Any) -> bool:
    """Whether the relationship is still the one of that name, and its class is mapped."""
    mapper = relationship.parent
    manager = mapper.class_.__dict__.get("_sa_class_manager")
    return manager is mapper.class_manager and mapper._props.get(relationship.key) is relationship


def _conflict(relationship: Any, other: Any) -> bool:
    if other is relationship or other in relationship._reverse_property or relationship in other._reverse_property:
        return False
    if _silences(relationship, other) or _silences(other, relationship):
        return False
    if relationship.key == other.key and relationship.parent.common_parent(other.parent):
        return False  # a subclass' own version of an attribute
    # Classes side by side in a hierarchy have no row in common.
    return not any(
        mine.is_sibling(its) for mine in _row_owners(relationship) for its in _row_owners(other) if mine is not its
    )


def _silences(relationship: Any, other: Any) -> bool:
    return other.key in relationship._overlaps or "__*" in relationship._overlaps


def _row_owners(relationship: Any) -> tuple[Any, ...]:
    """The mapper of the rows that are written; of rows of a secondary table both ends."""
    if relationship.direction is MANYTOMANY:
        return (relationship.parent, relationship.mapper)
    return (relationship.parent if relationship.direction is MANYTOONE else relationship.mapper,)


def _warn(relationship: Any, source: Any, column: Any, rivals: list[Any]) -> None:
    listed = ", ".join(f"'{rival}' (copies {_source_of(rival, column)} to {column})" for rival in rivals)
    names = ",".join(sorted(rival.key for rival in rivals))
    warn(
        f"relationship '{relationship}' will copy column {source} to column {column}, which conflicts with "
        f"relationship(s): {listed}. If this is not the intention, consider if these relationships should be linked with "
        "back_populates, or if viewonly=True should be applied to one or more if they are read-only. For the less common "
        "case that foreign key constraints are partially overlapping, the orm.foreign() annotation can be used to isolate "
        "the columns that should be written towards.   To silence this warning, add the parameter "
        f"'overlaps=\"{names}\"' to the '{relationship}' relationship.",
        code="qzyx",
    )


def _source_of(relationship: Any, column: Any) -> Any:
    for source, written in (*relationship.synchronize_pairs, *relationship.secondary_synchronize_pairs):
        if written is column:
            return source
    return None
