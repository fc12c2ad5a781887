"""Walking and rebuilding trees of nodes.

Nodes are never changed in place: a rebuilt tree shares all parts that did not change. Bound parameters are kept as
they are (their identity is how a cached statement finds its values).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Visitors = Mapping[str, Callable[[Any], Any]]


def iterate(obj: Any, opts: Mapping[str, Any] | None = None) -> Iterator[Any]:
    """The node and all below it, level by level."""
    yield obj
    waiting = deque([obj.get_children(**opts) if opts else obj.get_children()])
    while waiting:
        for node in waiting.popleft():
            yield node
            children = node.get_children(**opts) if opts else node.get_children()
            if children:
                waiting.append(children)


def traverse(obj: Any, opts: Mapping[str, Any] | None, visitors: Visitors) -> Any:
    """Call `visitors[node.__visit_name__](node)` for the node and all below it; returns the node."""
    for node in iterate(obj, opts):
        visit = visitors.get(node.__visit_name__)
        if visit is not None:
            visit(node)
    return obj


def replacement_traverse(obj: Any, opts: Mapping[str, Any] | None, replace: Callable[..., Any | None]) -> Any:
    """Rebuild a tree: where `replace(node)` is not None it takes the node's place and is not entered.

    `opts["stop_on"]` names nodes that are left as they are.
    """
    done: dict[int, Any] = {id(node): node for node in (opts or {}).get("stop_on", ())}
    kept: list[Any] = []  # keeps ids valid while `done` uses them

    def rebuild(node: Any) -> Any:
        found = done.get(id(node))
        if found is None:
            found = replace(node)
            if found is None:
                found = node._copy_internals(rebuild)
            done[id(node)] = found
            kept.append(node)
        return found

    return rebuild(obj)


def cloned_traverse(obj: Any, opts: Mapping[str, Any] | None, visitors: Visitors) -> Any:
    """Copy a whole tree, calling the visitors on the copies, which they may change; children come first.

    Nodes with an identity of their own (`_is_immutable`: tables, their columns) and bound parameters are shared.
    """
    done: dict[int, Any] = {id(node): node for node in (opts or {}).get("stop_on", ())}
    kept: list[Any] = []

    def clone(node: Any) -> Any:
        found = done.get(id(node))
        if found is None:
            if node._is_immutable or (node.is_bind and node.__visit_name__ not in visitors):
                found = node
            else:
                found = node._copy_internals(clone)
                if found is node:
                    found = node._generate()
            done[id(node)] = found
            kept.append(node)
            visit = visitors.get(node.__visit_name__)
            if visit is not None:
                visit(found)
        return found

    return clone(obj)


class ClauseVisitor:
    """Visit nodes by methods named `visit_<visit name>`."""

    __traverse_options__: Mapping[str, Any] = {}

    def traverse_single(self, obj: Any, **keywords: Any) -> Any:
        """Call the method for this one node, if there is one."""
        visit = getattr(self, f"visit_{obj.__visit_name__}", None)
        return visit(obj, **keywords) if visit is not None else None

    def iterate(self, obj: Any) -> Iterator[Any]:
        """The node and all below it, level by level."""
        return iterate(obj, self.__traverse_options__)

    def traverse(self, obj: Any) -> Any:
        """Visit the node and all below it."""
        return traverse(obj, self.__traverse_options__, self._visitor_dict)

    @property
    def _visitor_dict(self) -> Visitors:
        return {name[6:]: getattr(self, name) for name in dir(self) if name.startswith("visit_")}


class CloningVisitor(ClauseVisitor):
    """Visit the nodes of a copy; the visiting methods may change them."""

    def traverse(self, obj: Any) -> Any:
        """The visited copy."""
        return cloned_traverse(obj, self.__traverse_options__, self._visitor_dict)


class ReplacingCloningVisitor(CloningVisitor):
    """Rebuild a tree with replacements that `replace` chooses."""

    def replace(self, elem: Any) -> Any | None:
        """What takes the place of `elem`; None keeps it and enters it."""
        return None

    def traverse(self, obj: Any) -> Any:
        """The rebuilt tree."""
        return replacement_traverse(obj, self.__traverse_options__, self.replace)
