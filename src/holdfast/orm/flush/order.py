"""In which order rows are written so that no foreign key points at a row that is not there.

Pure functions over hashable things and edges; nothing here knows a mapper, a state or a database. Two levels:
`order_groups` sorts tables (mappers), which settles nearly every flush; where tables depend on one another in a
circle, `order_members` sorts the rows themselves into levels.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from ... import exc

T = TypeVar("T", bound=Hashable)
Edge = tuple[T, T]


def order_groups(members: Sequence[T], edges: Iterable[Edge[T]]) -> list[list[T]]:
    """Sort `members` so that for each edge (before, after) `before` comes first.

    The result is a list of components: one member each, or several that depend on one another in a circle.
    Members without an edge keep their order, so a flush is the same on every run.
    """
    position = {member: number for number, member in enumerate(members)}
    following: dict[T, list[T]] = {member: [] for member in members}
    for before, after in edges:
        if before != after and before in position and after in position:
            following[before].append(after)
    component_of, components = _components(members, following)
    waits = [0] * len(components)
    followers: list[set[int]] = [set() for _ in components]
    for before, targets in following.items():
        for after in targets:
            first, second = component_of[before], component_of[after]
            if first != second and second not in followers[first]:
                followers[first].add(second)
                waits[second] += 1
    place = [min(position[member] for member in component) for component in components]
    ready = sorted((number for number, count in enumerate(waits) if not count), key=place.__getitem__)
    ordered: list[list[T]] = []
    while ready:
        number = ready.pop(0)
        ordered.append(sorted(components[number], key=position.__getitem__))
        freed = [after for after in followers[number] if not _decrease(waits, after)]
        if freed:
            ready = sorted([*ready, *freed], key=place.__getitem__)
    return ordered


def _decrease(waits: list[int], number: int) -> int:
    waits[number] -= 1
    return waits[number]


def _components(members: Sequence[T], following: dict[T, list[T]]) -> tuple[dict[T, int], list[list[T]]]:
    """Strongly connected components (Tarjan), without recursion: chains of mappers may be long."""
    index: dict[T, int] = {}
    low: dict[T, int] = {}
    stack: list[T] = []
    on_stack: set[T] = set()
    component_of: dict[T, int] = {}
    components: list[list[T]] = []
    for root in members:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(following[root]))]
        while work:
            member, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(following[target])))
                    break
                if target in on_stack:
                    low[member] = min(low[member], index[target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[member])
                if low[member] == index[member]:
                    component: list[T] = []
                    while not component or component[-1] != member:
                        component.append(stack.pop())
                        on_stack.discard(component[-1])
                        component_of[component[-1]] = len(components)
                    components.append(component)
    return component_of, components


def order_members(members: Sequence[T], edges: Iterable[Edge[T]], describe: Callable[[T], str] = repr) -> list[list[T]]:
    """Sort rows into levels: a row stands in the first level that comes after all rows it depends on.

    Within a level rows keep the order given. Raises CircularDependencyError, naming the shortest circle.
    """
    waits = dict.fromkeys(members, 0)
    following: dict[T, list[T]] = {}
    for before, after in edges:
        if before in waits and after in waits:
            following.setdefault(before, []).append(after)
            waits[after] += 1
    level = [member for member in members if not waits[member]]
    position = {member: number for number, member in enumerate(members)} if following else {}
    levels: list[list[T]] = []
    done = 0
    while level:
        levels.append(level)
        done += len(level)
        freed: list[T] = []
        for member in level:
            for after in following.get(member, ()):
                waits[after] -= 1
                if not waits[after]:
                    freed.append(after)
        level = sorted(freed, key=position.__getitem__)
    if done < len(members):
        raise _circle_error([member for member in members if waits[member]], following, describe)
    return levels


def _circle_error(left: list[T], following: dict[T, list[T]], describe: Callable[[T], str]) -> Exception:
    circle = shortest_circle(left, following)
    path = " -> ".join(describe(member) for member in (*circle, circle[0]))
    return exc.CircularDependencyError(
        f"Circular dependency detected. These rows each need the other to be written first: {path}. "
        "Set post_update=True on one of the relationships between them, so that its foreign key is written "
        "by an UPDATE of its own.",
        cycles=set(left),
        edges={(before, after) for before in left for after in following.get(before, ()) if after in left},
    )


def shortest_circle(members: Sequence[T], following: dict[T, list[T]]) -> list[T]:
    """The shortest circle among `members`; every circle is made of members only."""
    allowed = set(members)
    best: list[Any] = []
    for start in members:
        came_from: dict[T, T] = {}
        frontier = [start]
        while frontier and start not in came_from:
            reached: list[T] = []
            for member in frontier:
                for after in following.get(member, ()):
                    if after in allowed and after not in came_from:
                        came_from[after] = member
                        reached.append(after)
            frontier = reached
        if start not in came_from:
            continue
        circle = [came_from[start]]
        while circle[-1] != start:
            circle.append(came_from[circle[-1]])
        if not best or len(circle) < len(best):
            best = circle[::-1]
    return best
