"""The FROM list of a SELECT: which elements stand in it, in which order, joined how, and what is correlated away.

Nothing is computed before the compiler (or a user, by `get_final_froms()`) asks. Correlation is decided with the
enclosing statements' FROM elements as explicit arguments, so that one select can be rendered in many places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ... import exc
from ..elements import ColumnElement
from .base import FromClause
from .columns import froms_of, visible_froms
from .join import Join
from .join_inference import left_side_index, unjoinable


def all_froms(select: Any) -> list[Any]:
    """The FROM list of a select standing alone."""
    found = dict.fromkeys(joined_froms(select) if select._setup_joins else select._from_obj)
    for elements in (select._raw_columns, select._where_criteria):
        for element in elements:
            for fromclause in element._froms:
                found[fromclause] = None
    return list(found) if len(found) == 1 else visible_froms(found)


def display_froms(
    select: Any, froms: list[Any], explicit: Collection[Any] | None, implicit: Collection[Any]
) -> list[Any]:
    """The FROM list of a select inside other statements: without the elements correlated to them.

    `explicit`: the FROM elements of all enclosing statements, which `correlate()` may name; None outside of any.
    `implicit`: those that correlation without being asked may use: the nearest enclosing statement's.
    """
    if select._correlate and explicit:
        named = _with_hidden(select._correlate)
        froms = [element for element in froms if not (element in named and element in explicit)]
    if select._correlate_except is not None and explicit:
        kept = _with_hidden(select._correlate_except)
        froms = [element for element in froms if element in kept or element not in explicit]
    if select._auto_correlate and implicit and len(froms) > 1:
        left = [element for element in froms if element not in implicit]
        if not left:
            raise exc.InvalidRequestError(
                f"Select statement '{select!r}' returned no FROM clauses due to auto-correlation; specify "
                "correlate(<tables>) to control correlation manually."
            )
        froms = left
    return froms


def _with_hidden(elements: Iterable[Any]) -> set[Any]:
    found: set[Any] = set()
    for element in elements:
        found.update(element._froms)
        found.add(element)
    return found


def joined_froms(select: Any) -> tuple[Any, ...]:
    """The explicit FROM elements with the `join()`s of the select worked in."""
    joins = select._setup_joins
    if not joins:
        return select._from_obj  # type: ignore[no-any-return]
    froms: list[Any] = list(select._from_obj)
    columns_froms = froms_of(select._raw_columns if select._joined_columns is None else select._joined_columns)
    where_froms = froms_of(select._where_criteria)
    # A SELECT that selects from nothing else does not connect the joins it is given to each other.
    connects = bool(froms or columns_froms or where_froms)
    for target, onclause, left, flags in joins:
        _add_join(froms, columns_froms, where_froms, (target, onclause, left), flags, connects=connects)
    return tuple(froms)


def _add_join(
    froms: list[Any],
    columns_froms: list[Any],
    where_froms: list[Any],
    step: tuple[Any, Any, Any],
    flags: Any,
    *,
    connects: bool,
) -> None:
    target, onclause, left = step
    if left is not None:
        index = _position_of(left, froms) if connects else None
        start = left if index is None else froms[index]
    else:
        start, index = _find_start(froms, columns_froms, where_froms, target, onclause)
    if onclause is None and start is not left and left is not None:
        onclause = Join._infer_onclause(left, target)
    if isinstance(target, FromClause) and isinstance(onclause, ColumnElement):
        joined = Join._of(start, target, onclause, flags.isouter, flags.full)
    else:
        joined = Join(start, target, onclause, flags.isouter, flags.full)
    if index is None:
        froms.append(joined)
    else:
        froms[index] = joined


def _position_of(left: Any, froms: list[Any]) -> int | None:
    """Where `left` stands among the FROM elements, alone or inside a join, or under another name."""
    found = [
        index
        for index, element in enumerate(froms)
        if element is left or left in element._hidden_froms or element.is_derived_from(left)
    ]
    if len(found) > 1:
        raise exc.InvalidRequestError(
            "Can't identify which entity in which to assign the left side of this join.   Please use a more specific ON "
            f"clause: {left!r} stands in several of the FROM elements."
        )
    return found[0] if found else None


def _find_start(
    froms: list[Any], columns_froms: list[Any], where_froms: list[Any], target: Any, onclause: Any
) -> tuple[Any, int | None]:
    """The element that a join without a left side starts from, and its place among the explicit ones.

    Once there are explicit ones, the join starts from one of them.
    """
    candidates = froms or visible_froms([*columns_froms, *where_froms])
    found = left_side_index(candidates, target, onclause)
    if found is None:
        raise unjoinable(target)
    return candidates[found], found if froms else None
