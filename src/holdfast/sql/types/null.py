"""The type of what has no type yet."""

from __future__ import annotations

from typing import Any

from .. import operators
from ..operators import OperatorClass, OperatorType
from .base import TypeEngine, set_null_type


class NullType(TypeEngine[None]):
    """A type that is not known: values pass as they are, the other side of an operator says the type of a result."""

    __visit_name__ = "null"
    _isnull = True
    operator_classes = OperatorClass.ANY

    def _adapt_operator(self, op: OperatorType, other: TypeEngine[Any]) -> tuple[OperatorType, TypeEngine[Any]]:
        if other._isnull or not operators.is_commutative(op):
            return op, self
        return other._adapt_operator(op, self)


NULLTYPE = NullType()
set_null_type(lambda: NULLTYPE)
