"""UPDATEs of objects that share their state: the same columns changed, and there is no more to know of them.

What lives here: how such objects become rows. What must not: objects with a state of their own (`write_update`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from ...codegen import build_function
from .context import Write
from .emit import emit_shared
from .shapes import plain_values
from .write_update import update_shape, update_writes


def update_shared(feed: Any, connection: Any, states: Iterable[Any]) -> list[Write] | None:
    """The statements that write the objects of all these states, in the order of their keys.

    None when each must be looked at by itself: a value is an SQL expression, or one of several is what it was before.
    """
    by_shape: dict[Any, list[tuple[Any, ...]]] = {}
    for state in states:
        shape, extract = _extractor(feed, state.names)
        rows = extract(state.changes)
        if rows is None or not plain_values(rows):
            return None
        known = by_shape.setdefault(shape, rows)
        if known is not rows:
            known += rows
    width = len(feed.mapper.pk_keys)
    identity = itemgetter(-1) if width == 1 else itemgetter(slice(-width, None))
    writes: list[Write] = []
    if len(by_shape) == 1:
        [(shape, rows)] = by_shape.items()
        if rows:
            _sort(rows, identity)
            writes += update_writes(feed, shape, connection, rows)
        return writes
    placed = [(identity(row), row, shape) for shape, rows in by_shape.items() for row in rows]
    _sort(placed, itemgetter(0))
    for shape, run in groupby(placed, key=itemgetter(2)):
        writes += update_writes(feed, shape, connection, [row for _, row, _ in run])
    return writes


def _extractor(feed: Any, names: tuple[str, ...]) -> tuple[Any, Callable[[dict[Any, Any]], list[Any] | None]]:
    """The statement for objects of which `names` changed, in this order, and what makes its rows."""
    found: tuple[Any, Callable[[dict[Any, Any]], list[Any] | None]] | None = feed.made.get(("shared", names))
    if found is None:
        ordered = [key for key in feed.by_key if key in names]
        body = emit_shared(names, ordered, bare=len(feed.mapper.pk_keys) == 1)
        found = update_shape(feed, tuple(ordered)), build_function("shared", ("changes",), body, {})
        feed.made["shared", names] = found
    return found


def _sort(rows: list[Any], identity: Callable[[Any], Any]) -> None:
    try:
        rows.sort(key=identity)
    except TypeError:
        rows.sort(key=lambda row: repr(identity(row)))
