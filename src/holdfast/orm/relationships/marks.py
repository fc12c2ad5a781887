"""`foreign()` and `remote()`: how a user marks columns in a join condition.

A mark is a node around a column; the join condition reads the marks and takes them off again.
"""

from __future__ import annotations

from typing import Any

from ...sql.elements import NamedColumn, expect
from ...sql.structure import CHILD, PLAIN, Field


class MarkedColumn(NamedColumn[Any]):
    """A column that a join condition calls foreign, remote, or both."""

    __visit_name__ = "marked_column"
    _fields = (Field("element", CHILD), Field("is_foreign", PLAIN), Field("is_remote", PLAIN))
    inherit_cache = True

    def __init__(self, element: Any, *, is_foreign: bool, is_remote: bool) -> None:
        self.element = element
        self.is_foreign = is_foreign
        self.is_remote = is_remote
        self.type = element.type
        self.name = element.name
        self.key = element.key
        self.table = element.table
        self._roles = element._roles  # type: ignore[misc]

    @property
    def _froms(self) -> tuple[Any, ...]:
        froms: tuple[Any, ...] = self.element._froms
        return froms


def _mark(expression: Any, *, foreign: bool = False, remote: bool = False) -> Any:
    element = expect("column_argument", expression)
    if isinstance(element, MarkedColumn):
        return MarkedColumn(
            element.element, is_foreign=foreign or element.is_foreign, is_remote=remote or element.is_remote
        )
    return MarkedColumn(element, is_foreign=foreign, is_remote=remote)


def foreign(expr: Any) -> Any:
    """Mark a column of a `primaryjoin` as the one that refers to the other side."""
    return _mark(expr, foreign=True)


def remote(expr: Any) -> Any:
    """Mark a column of a `primaryjoin` as one of the other side."""
    return _mark(expr, remote=True)
