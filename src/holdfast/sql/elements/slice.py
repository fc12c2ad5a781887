"""Slices of arrays: `column[2:5]`."""

from __future__ import annotations

from typing import Any

from ..structure import CHILD, TYPE, Field
from ..types import INTEGERTYPE, NULLTYPE
from .base import MAKERS, ColumnElement
from .bind import BindParameter
from .coerce import expect
from .constants import NULL
from .roles import EXPRESSION_ELEMENT


class Slice(ColumnElement[Any]):
    """The bounds of a slice, as an index operand."""

    __visit_name__ = "slice"
    _fields = (Field("start", CHILD), Field("stop", CHILD), Field("step", CHILD), Field("type", TYPE))

    def __init__(self, start: Any, stop: Any, step: Any, _name: str | None = None) -> None:
        self.start = _bound(start, _name)
        self.stop = _bound(stop, _name)
        self.step = _bound(step, _name)
        self.type = NULLTYPE

    def self_group(self, against: Any = None) -> Any:
        return self


def _bound(value: Any, name: str | None) -> Any:
    if value is None:
        return NULL
    if isinstance(value, int):
        return BindParameter(name, value, type_=INTEGERTYPE, unique=True)
    return expect(EXPRESSION_ELEMENT, value)


MAKERS["slice"] = Slice
