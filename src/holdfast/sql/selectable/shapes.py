"""The columns of a subquery by the shape of its SELECT: worked out once, then made from it for each further subquery.

Names and keys of a subquery's columns follow from the structure of its SELECT alone, as long as no hole of that
structure (a parameter's value, an alias, an anonymous name) has a part in them. What lives here decides that, and
makes the columns. What must not: how columns are named (labels.py).
"""

from __future__ import annotations

from typing import Any

from ..elements import ColumnCollection, ReadOnlyColumnCollection
from ..structure import AnonymousName
from .labels import SelectedColumn

_new = object.__new__
_MOST_SHAPES = 2000
# (structural key of the SELECT, its label style) -> shape, or None if it has none.
known_shapes: dict[Any, Shape | None] = {}


class Shape:
    """How the columns of subqueries of one structure are made.

    columns: for each its key, class, attributes, the names of attributes that it takes from the column it stands for,
    its structural key with the type instance for which that holds, and the shortcuts that all of them share. named: all keys may be attributes of `.c`.
    names: label, key and name of each in the SELECT.
    """

    __slots__ = ("columns", "named", "names")

    def __init__(
        self,
        columns: list[tuple[str, type, dict[str, Any], tuple[str, ...], int, Any, dict[Any, Any]]],
        named: bool,
        names: list[tuple[Any, Any, Any]],
    ) -> None:
        self.columns = columns
        self.named = named
        self.names = names

    def name_all(self, sources: Any) -> list[SelectedColumn]:
        """The columns of the SELECT with their names, as labels.py would give them."""
        found = []
        for (label, key, name), source in zip(self.names, sources, strict=True):
            selected: Any = _new(SelectedColumn)
            selected.element = source
            selected.label = label
            selected.key = key
            selected.name = name
            selected.repeated = False
            found.append(selected)
        return found

    def columns_of(self, target: Any, sources: Any) -> ReadOnlyColumnCollection[str, Any]:
        """The columns of `target` that stand for `sources`."""
        index = {}
        holes = (target,)
        for (key, cls, attributes, taken, number, type_, shortcuts), source in zip(self.columns, sources, strict=True):
            made: Any = _new(cls)
            state = attributes.copy()
            state["type"] = found = source.type
            state["table"] = target
            state["_proxies"] = (source,)
            if found is type_:
                state["_structure"] = (number, holes)
                state["_shortcuts"] = shortcuts
            else:
                state["_structure"] = None
                state["_shortcuts"] = {}
            if taken:
                given = source.__dict__
                for name in taken:
                    state[name] = given[name] if name in given else getattr(source, name)
            made.__dict__ = state
            index[key] = made
        return ReadOnlyColumnCollection._of(index, named=self.named)


def learn(key: Any, named: list[SelectedColumn], target: Any, columns: Any) -> None:
    """Keep the shape of these columns, made the long way for `target`, if others can be made after it."""
    if key in known_shapes:
        return
    if len(known_shapes) > _MOST_SHAPES:
        known_shapes.clear()
    known_shapes[key] = _shape(named, target, columns)


def _shape(named: list[SelectedColumn], target: Any, columns: Any) -> Shape | None:
    made = columns._collection
    sources = [selected.element for selected in named]
    if any(selected.repeated or isinstance(selected.label, AnonymousName) for selected in named):
        return None
    if len(made) != len(sources) or len(columns._index) != len(made):
        return None
    rows: list[Any] = []
    for (key, proxy), source in zip(made, sources, strict=True):
        taken = _taken_from(source)
        number, holes = proxy.structure()
        if (
            taken is None
            or proxy._proxies != (source,)
            or key.__class__ is not str
            or not isinstance(proxy.name, str)
            or not number
            or len(holes) != 1
            or holes[0] is not target
        ):
            return None
        attributes = dict(proxy.__dict__)
        for name in ("foreign_keys", "constraints"):
            attributes.pop(name, None)
        # What differs has its place in the dict that is copied, so that it need not grow.
        attributes.update(dict.fromkeys(("type", "table", "_proxies", "_shortcuts", "_structure", *taken)))
        rows.append((key, type(proxy), attributes, taken, number, proxy.type, {}))
    names = [(selected.label, selected.key, selected.name) for selected in named]
    return Shape(rows, not any(hasattr(ColumnCollection, key) for key in columns._index), names)


def _taken_from(source: Any) -> tuple[str, ...] | None:
    """What a column takes from the one it stands for beside its type; None when its name could follow from a hole."""
    if source.__visit_name__ == "label":
        return () if source.name.__class__ is str and source.key == source.name else None
    table = getattr(source, "table", None)
    if (
        table is None
        or source.is_placeholder
        or table.structure()[1]
        or not type(source).__module__.startswith("holdfast.")
    ):
        return None
    return getattr(source, "_taken_by_proxies", None)
