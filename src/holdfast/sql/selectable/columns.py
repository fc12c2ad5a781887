"""Columns across FROM elements: which column of a selectable stands for a given one.

Not here: how one column makes its proxy (`ColumnElement._make_proxy`, in elements and schema), and the names that a
select gives to its columns (labels.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..elements import MAKERS


def corresponding_column(columns: Any, column: Any, require_embedded: bool = False) -> Any:
    """The member of `columns` that is, or stands for, `column`; None when there is none.

    A member stands for a column when both come from a common base column. With several candidates, the one sharing
    the longest line of descent wins, and of equals the one with the shortest way to it.
    """
    if columns.contains_column(column):
        return column
    wanted = column.proxy_set
    best: Any = None
    best_rank: tuple[int, int] | None = None
    for candidate in columns:
        shared = wanted & candidate.proxy_set
        if not shared or (require_embedded and not _embeds(candidate, wanted)):
            continue
        rank = (len(shared), -_distance(candidate, shared))
        if best_rank is None or rank > best_rank:
            best, best_rank = candidate, rank
    return best


def _embeds(candidate: Any, wanted: Iterable[Any]) -> bool:
    """Whether everything `wanted` is built from is also in the candidate's line of descent."""
    line = candidate.proxy_set
    return all(member in line for member in wanted)


def _distance(candidate: Any, shared: Any) -> int:
    """How many proxies lie between the candidate and the nearest shared ancestor."""
    level: list[Any] = [candidate]
    steps = 0
    while level:
        if any(member in shared for member in level):
            return steps
        level = [parent for member in level for parent in getattr(member, "_proxies", ())]
        steps += 1
    return steps


def froms_of(elements: Iterable[Any]) -> list[Any]:
    """The FROM elements that `elements` bring into a statement, each once, in order of appearance."""
    found: dict[Any, None] = {}
    for element in elements:
        for fromclause in element._froms:
            found[fromclause] = None
    return list(found)


def visible_froms(candidates: Iterable[Any]) -> list[Any]:
    """The FROM list: `candidates`, each once, without those that stand inside another (a table in a join)."""
    found = dict.fromkeys(candidates)
    hidden: set[Any] = set()
    for fromclause in found:
        inside = getattr(fromclause, "_hidden_froms", None)  # text can stand in FROM too
        if inside:
            hidden.update(inside)
    if hidden:
        return [fromclause for fromclause in found if fromclause not in hidden]
    return list(found)


def proxy_all(source: Iterable[Any], target: Any, columns: Any, primary_key: list[Any]) -> None:
    """Give `target` a proxy of each column of `source`, under the same key."""
    for column in source:
        key, proxy = column._make_proxy(target, name=column.name, key=column.key)
        columns.add(proxy, key=key)
        if proxy.primary_key:
            primary_key.append(proxy)


MAKERS["corresponding_column"] = corresponding_column
