"""CASE expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from ... import exc
from ..structure import CHILD, PAIRS, TYPE, Field
from ..types import NULLTYPE
from .base import ColumnElement
from .coerce import expect
from .roles import EXPRESSION_ELEMENT

_T = TypeVar("_T")


class Case(ColumnElement[_T]):
    """`CASE [value] WHEN ... THEN ... [ELSE ...] END`; its type is that of the last THEN that has one, else of ELSE."""

    __visit_name__ = "case"
    _fields = (Field("value", CHILD), Field("whens", PAIRS), Field("else_", CHILD), Field("type", TYPE))

    value: Any
    whens: tuple[tuple[Any, Any], ...]
    else_: Any

    def __init__(self, *whens: Any, value: Any = None, else_: Any = None) -> None:
        pairs = _pairs(whens)
        if value is None:
            self.whens = tuple(
                [
                    (expect(EXPRESSION_ELEMENT, condition).self_group(), expect(EXPRESSION_ELEMENT, result))
                    for condition, result in pairs
                ]
            )
            self.value = None
        else:
            self.value = expect(EXPRESSION_ELEMENT, value)
            self.whens = tuple(
                [(_compared(condition), expect(EXPRESSION_ELEMENT, result)) for condition, result in pairs]
            )
        self.else_ = None if else_ is None else expect(EXPRESSION_ELEMENT, else_)
        self.type = self._result_type()

    def _result_type(self) -> Any:
        results = [result.type for _, result in reversed(self.whens)]
        if self.else_ is not None:
            results.append(self.else_.type)
        return next((type_ for type_ in results if not type_._isnull), NULLTYPE)


def _compared(condition: Any) -> Any:
    return expect(EXPRESSION_ELEMENT, condition).self_group()


def _pairs(whens: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    if len(whens) == 1:
        only = whens[0]
        if isinstance(only, Mapping):
            return list(only.items())
        if isinstance(only, list):
            raise exc.ArgumentError(
                'The "whens" argument to case(), when referring to a sequence of items, is now passed as a series of '
                "positional elements, rather than as a list. "
            )
    pairs: list[tuple[Any, Any]] = []
    for when in whens:
        condition, result = when
        pairs.append((condition, result))
    return pairs


def case(*whens: Any, value: Any = None, else_: Any = None) -> Case[Any]:
    """A CASE: pairs of condition and result, or a mapping of values of `value` to results."""
    return Case(*whens, value=value, else_=else_)
