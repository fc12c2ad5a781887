"""`column_descriptions`: what each item of a columns clause is, for programs that ask.

An ORM placeholder tells of itself (`described`); an expression that has one in it belongs to the placeholder's entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..elements import ColumnElement, NamedColumn

Description = dict[str, Any]


def describe_entities(elements: Iterable[Any], *, numbered: bool = True) -> list[Description]:
    """Descriptions of the items of a statement that names entities.

    numbered: repeated and missing names are made unique, as in the rows of `select()`; `Query` leaves them alone.
    """
    found = [_describe_entity(element) for element in elements]
    return _numbered(elements, found) if numbered else found


def describe_columns(columns: Iterable[Any]) -> list[Description]:
    """Descriptions of plain columns and expressions."""
    found = [
        {"name": getattr(column, "name", None), "type": getattr(column, "type", None), "expr": column}
        for column in columns
    ]
    return _numbered(columns, found)


def _numbered(elements: Iterable[Any], found: list[Description]) -> list[Description]:
    """Repeated and missing names of columns are made unique, in place."""
    met: Counter[str] = Counter()
    for element, description in zip(elements, found, strict=True):
        if isinstance(element, ColumnElement):
            base = description["name"] or getattr(element, "name", None) or "_no_label"
            description["name"] = f"{base}_{met[base]}" if met[base] else base
            met[base] += 1
    return found


def _describe_entity(element: Any) -> Description:
    if element.is_placeholder:
        return dict(element._described())
    owner = _owner(element)
    return {
        "name": element.name if isinstance(element, NamedColumn) else None,
        "type": getattr(element, "type", None),
        "aliased": owner is not None and owner.is_aliased_class,
        "expr": element,
        "entity": None if owner is None else owner.entity,
    }


def _owner(element: Any) -> Any:
    """The entity that the first ORM attribute of an expression belongs to; what stands in a subquery does not count."""
    waiting = [element]
    while waiting:
        node = waiting.pop(0)
        if node.is_placeholder:
            return node._described_entity
        if not getattr(node, "is_select", False):
            waiting += node.get_children()
    return None
