"""The type of what has no type yet."""

from __future__ import annotations

from typing import Any

from ...exc import CompileError
from ...util import shown
from .. import operators
from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine, set_null_type


class NullType(TypeEngine[None]):
    """A type that is not known: values pass as they are, the other side of an operator says the type of a result."""

    __visit_name__ = "null"
    _isnull = True
    operator_classes = OperatorClass.ANY

    def literal_processor(self, dialect: Any) -> Processor | None:
        def process(value: Any) -> str:
            if value is None:
                return "NULL"
            raise CompileError(
                f"Don't know how to render literal SQL value: {shown(value)}. Give it a type: literal(value, type_=...)"
            )

        return process if getattr(dialect, "name", None) is not None else None

    def _adapt_operator(self, op: OperatorType, other: TypeEngine[Any]) -> tuple[OperatorType, TypeEngine[Any]]:
        if other._isnull or not operators.is_commutative(op):
            return op, self
        return other._adapt_operator(op, self)


NULLTYPE = NullType()
set_null_type(lambda: NULLTYPE)
