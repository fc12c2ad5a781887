"""The description of a result's columns: what each is called and what may be used to look it up in a row."""

from __future__ import annotations

from typing import Any

from ..types import NULLTYPE
from .compiled import ResultColumn


def result_column(element: Any, name: str) -> ResultColumn:
    """One selected element under the name that the cursor will give it."""
    if element._is_text_clause:
        return text_column(name)
    kind = element.__visit_name__
    objects: list[Any] = [element]
    if kind == "label":
        objects += [element.name, name, element._element]
    elif kind == "column":
        objects += [name, element.name, element.key]
        label = element._tq_label if not element.is_literal else None
        if label is not None and label != element.name:
            objects.append(label)
    else:
        objects.append(name)
        wrapped = getattr(element, "wrapped_column_expression", None)
        if wrapped is not None:
            objects.append(wrapped)
    return ResultColumn(name, name, tuple(objects), read_type(element))


def read_type(element: Any) -> Any:
    """The type that reads an element's values: of the expression that its own type puts around it, if it does."""
    type_ = element.type
    if type_._has_column_expression:
        known = element.__dict__.get("_read_type")  # the compiler has asked already
        if known is not None:
            return known
        around = type_.column_expression(element._element if element.__visit_name__ == "label" else element)
        return type_ if around is None else around.type
    return type_


def text_column(text: str) -> ResultColumn:
    """A column written as text: its name is known to the database only."""
    return ResultColumn(text, text, (text,), NULLTYPE)
