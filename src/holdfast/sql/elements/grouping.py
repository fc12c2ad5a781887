"""Parentheses: a construct wrapped because of the operator beside it."""

from __future__ import annotations

from typing import Any, TypeVar

from ..structure import CHILD, TYPE, Field
from ..types import NULLTYPE
from .base import MAKERS, ColumnElement, DQLDMLClauseElement

_T = TypeVar("_T")


class GroupedElement(DQLDMLClauseElement):
    """Anything in parentheses."""

    element: Any

    def self_group(self, against: Any = None) -> Any:
        return self

    def _ungroup(self) -> Any:
        return self.element._ungroup()


class Grouping(GroupedElement, ColumnElement[_T]):
    """A column expression in parentheses."""

    __visit_name__ = "grouping"
    _fields = (Field("element", CHILD), Field("type", TYPE))
    _memos = ColumnElement._memos

    def __init__(self, element: Any) -> None:
        self.element = element
        self.type = getattr(element, "type", NULLTYPE)
        self._is_implicitly_boolean = element._is_implicitly_boolean

    def self_group(self, against: Any = None) -> Any:
        return self

    def _negate(self) -> Any:
        return ColumnElement._negate(self)

    def _with_binary_element_type(self, type_: Any) -> Any:
        return Grouping(self.element._with_binary_element_type(type_))

    @property
    def _is_implicitly_grouped(self) -> bool:
        return True

    @property
    def _label(self) -> Any:
        return getattr(self.element, "_label", None) or self.anon_label

    @property
    def _proxies(self) -> Any:  # type: ignore[override]
        return (self.element,) if isinstance(self.element, ColumnElement) else ()

    @property
    def _key_label(self) -> Any:
        return getattr(self.element, "_key_label", None)


MAKERS["grouping"] = Grouping
