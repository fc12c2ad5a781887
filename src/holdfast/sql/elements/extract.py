"""EXTRACT(field FROM expression)."""

from __future__ import annotations

from typing import Any

from ..structure import CHILD, PLAIN, TYPE, Field
from ..types import INTEGERTYPE
from .base import ColumnElement
from .coerce import expect
from .roles import EXPRESSION_ELEMENT


class Extract(ColumnElement[int]):
    """One field of a date, time or interval, as an integer."""

    __visit_name__ = "extract"
    _fields = (Field("field", PLAIN), Field("expr", CHILD), Field("type", TYPE))

    def __init__(self, field: str, expr: Any) -> None:
        self.type = INTEGERTYPE
        self.field = field
        self.expr = expect(EXPRESSION_ELEMENT, expr)


def extract(field: str, expr: Any) -> Extract:
    """EXTRACT(field FROM expr)."""
    return Extract(field, expr)
