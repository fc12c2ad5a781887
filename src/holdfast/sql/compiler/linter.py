"""The linter of FROM lists: elements of one statement that no condition links to the others.

It looks at a statement once, while it is compiled; a cached statement is not looked at again. What lives here: links
between FROM elements, and the warning. What must not: SQL text.
"""

from __future__ import annotations

from typing import Any

from ...util import IntFlag, warn
from ..operators import is_comparison


class Linting(IntFlag):
    """What the linter does while a statement is compiled; FROM_LINTING is both: collect, then warn."""

    NO_LINTING = 0
    COLLECT_CARTESIAN_PRODUCTS = 1
    WARN_LINTING = 2
    FROM_LINTING = 3


NO_LINTING = Linting.NO_LINTING
COLLECT_CARTESIAN_PRODUCTS = Linting.COLLECT_CARTESIAN_PRODUCTS
WARN_LINTING = Linting.WARN_LINTING
FROM_LINTING = Linting.FROM_LINTING


class FromLinter:
    """The FROM elements of one statement by name, and which of them a condition or a join links.

    froms: element -> name, in the order of the text. edges: pairs of linked elements.
    """

    __slots__ = ("edges", "froms")

    def __init__(self) -> None:
        self.froms: dict[Any, str] = {}
        self.edges: set[tuple[Any, Any]] = set()

    def lint(self, start: Any = None) -> tuple[Any, Any]:
        """What cannot be reached from `start` (the first element if None), and `start`; two None when all can."""
        if len(self.froms) < 2:
            return None, None
        if start is None:
            start = next(iter(self.froms))
        neighbours: dict[Any, list[Any]] = {element: [] for element in self.froms}
        for one, other in self.edges:
            neighbours.setdefault(one, []).append(other)
            neighbours.setdefault(other, []).append(one)
        reached, waiting = {start}, [start]
        while waiting:
            for element in neighbours[waiting.pop()]:
                if element not in reached:
                    reached.add(element)
                    waiting.append(element)
        # A dict keeps the order of the text.
        apart = {element: None for element in self.froms if element not in reached}
        return (apart.keys(), start) if apart else (None, None)

    def warn(self, stmt_type: str = "SELECT") -> None:
        """Warn when the elements do not hang together."""
        apart, start = self.lint()
        if apart:
            names = ", ".join(f'"{self.froms[element]}"' for element in apart)
            warn(
                f"{stmt_type} statement has a cartesian product between FROM element(s) {names} and FROM element "
                f'"{self.froms[start]}".  Apply join condition(s) between each element to resolve.'
            )


def lint_froms(compiler: Any, kind: str, froms: list[Any], criteria: tuple[Any, ...]) -> None:
    """Look at one statement's FROM list and conditions; `kind` is the word that the statement begins with."""
    if not compiler.linting & COLLECT_CARTESIAN_PRODUCTS:
        return
    compiler.from_linter = linter = FromLinter()
    for element in froms:
        _add(compiler, linter, element)
    for criterion in criteria:
        _link_by_comparisons(linter, criterion)
    if compiler.linting & WARN_LINTING:
        linter.warn(kind)


def _add(compiler: Any, linter: FromLinter, element: Any) -> None:
    if element.__visit_name__ == "grouping":
        _add(compiler, linter, element.element)
        return
    if not element._is_from_clause or getattr(element, "joins_implicitly", False):
        return  # text may hold anything
    if element._is_join:
        _add(compiler, linter, element.left)
        _add(compiler, linter, element.right)
        _link(linter, element.left._froms, element.right._froms)
        _link_by_comparisons(linter, element.onclause)
        return
    name = getattr(element, "fullname", None)
    linter.froms[element] = compiler.names.settle(element.name, "alias") if name is None else name
    inner: Any = getattr(element, "element", None)
    if getattr(element, "_is_lateral", False) and getattr(inner, "_is_select_base", False):
        _link(linter, (element,), _selected_from(inner))


def _link_by_comparisons(linter: FromLinter, node: Any) -> None:
    """Comparisons link what stands on their two sides; a subquery's own are no concern of this statement."""
    operator = getattr(node, "operator", None)
    if operator is not None and hasattr(node, "right") and is_comparison(operator):
        _link(linter, node.left._froms, node.right._froms)
    for child in node.get_children():
        if not getattr(child, "_is_select_base", False):
            _link_by_comparisons(linter, child)


def _link(linter: FromLinter, left: Any, right: Any) -> None:
    linter.edges.update((one, other) for one in left for other in right if one is not other)


def _selected_from(statement: Any) -> list[Any]:
    """The elements that a SELECT, or each of a set operation's, selects from."""
    members = getattr(statement, "selects", None)
    if members is not None:
        return [element for member in members for element in _selected_from(member)]
    froms: Any = getattr(statement, "_all_froms", tuple)()
    return [one for source in froms for one in source._froms]
