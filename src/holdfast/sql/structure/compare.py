"""Deep comparison of two trees: equal structure, equal values."""

from __future__ import annotations

from typing import Any

from .key import UNCACHEABLE


def compare(left: Any, right: Any) -> bool:
    """Whether two nodes say the same with the same values."""
    if left is right:
        return True
    return _same_structure(left.structure(), right.structure(), {})


def _same_structure(left: Any, right: Any, paired: dict[int, int]) -> bool:
    key, holes = left
    other_key, other_holes = right
    if key == UNCACHEABLE or key != other_key or len(holes) != len(other_holes):
        return False
    return all(_same_hole(hole, other, paired) for hole, other in zip(holes, other_holes, strict=True))


def _same_hole(left: Any, right: Any, paired: dict[int, int]) -> bool:
    met = paired.get(id(left))
    if met is not None:
        return met == id(right)
    paired[id(left)] = id(right)
    if left is right:
        return True
    if left.is_bind:
        return bool(right.is_bind and left.compare_value(right))
    if right.is_bind:
        return False
    return _same_structure(left.inner_structure(), right.inner_structure(), paired)
