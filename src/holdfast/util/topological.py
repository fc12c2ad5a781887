"""Order by dependency. Items without an edge between them keep the order they came in."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import TypeVar

from ..exc import CircularDependencyError

T = TypeVar("T", bound=Hashable)


def sort_as_subsets(tuples: Collection[tuple[T, T]], allitems: Collection[T]) -> Iterator[list[T]]:
    """Yield lists of items whose parents have all been yielded; an edge is `(parent, child)`."""
    waits_for: dict[T, set[T]] = {}
    for parent, child in tuples:
        waits_for.setdefault(child, set()).add(parent)
    left = dict.fromkeys(allitems)
    while left:
        ready = [item for item in left if waits_for.get(item, left.keys() & ()).isdisjoint(left)]
        if not ready:
            raise CircularDependencyError("Circular dependency detected.", find_cycles(tuples, list(left)), set(tuples))
        for item in ready:
            del left[item]
        yield ready


def sort(tuples: Collection[tuple[T, T]], allitems: Collection[T], deterministic_order: bool = True) -> Iterator[T]:
    """Yield every item after its parents.

    Raises CircularDependencyError naming the items of the circles.
    """
    for subset in sort_as_subsets(tuples, allitems):
        yield from subset


def find_cycles(tuples: Iterable[tuple[T, T]], allitems: Iterable[T]) -> set[T]:
    """The items that stand in some circle: they reach themselves by following edges."""
    children: dict[T, list[T]] = {item: [] for item in allitems}
    for parent, child in tuples:
        if parent in children and child in children:
            children[parent].append(child)
    found: set[T] = set()
    for start, direct in children.items():
        if start in found:
            continue
        reached: set[T] = set()
        waiting = list(direct)
        while waiting:
            item = waiting.pop()
            if item not in reached:
                reached.add(item)
                waiting.extend(children[item])
        if start in reached:
            found.add(start)
    return found
