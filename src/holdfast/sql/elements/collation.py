"""COLLATE: the name of a collation as an operand."""

from __future__ import annotations

from typing import Any

from ..structure import NAMES, Field
from ..types import STRINGTYPE
from .base import ColumnElement


class CollationClause(ColumnElement[str]):
    """The collation's name, after COLLATE."""

    __visit_name__ = "collation"
    _fields = (Field("collation", NAMES), Field("collation_schema", NAMES))
    _froms_memo = ()

    def __init__(self, collation: str, collation_schema: str | None = None) -> None:
        self.type = STRINGTYPE
        self.collation = collation
        self.collation_schema = collation_schema

    def self_group(self, against: Any = None) -> Any:
        return self
