"""Row values: `(a, b) IN ((1, 2), (3, 4))`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import exc
from .. import operators
from ..structure import CHILDREN, PLAIN, TYPE, Field
from ..types import TupleType
from .base import ColumnElement
from .bind import BindParameter
from .coerce import expect
from .roles import COLUMN_ROLES, EXPRESSION_ELEMENT, IN_ELEMENT


class Tuple(ColumnElement[Any]):
    """Expressions in parentheses, compared as one value."""

    __visit_name__ = "tuple"
    _fields = (Field("clauses", CHILDREN), Field("type", TYPE), Field("operator", PLAIN))
    _roles = COLUMN_ROLES | {IN_ELEMENT}
    _is_clause_list = True

    type: Any
    clauses: tuple[Any, ...]
    operator: Any = staticmethod(operators.comma_op)

    def __init__(self, *clauses: Any, types: Sequence[Any] | None = None) -> None:
        if types is None:
            made = [expect(EXPRESSION_ELEMENT, clause) for clause in clauses]
        else:
            if len(types) != len(clauses):
                raise exc.ArgumentError(f"Wrong number of elements for {len(types)}-tuple: {clauses!r}")
            made = [
                expect(EXPRESSION_ELEMENT, clause, type_=type_) for clause, type_ in zip(clauses, types, strict=True)
            ]
        self.type = TupleType(*[clause.type for clause in made])
        self.clauses = tuple([clause.self_group(operators.comma_op) for clause in made])

    @property
    def _select_iterable(self) -> tuple[Any, ...]:
        return (self,)

    def __len__(self) -> int:
        return len(self.clauses)

    def _bind_param(self, operator: Any, value: Any, type_: Any = None, expanding: bool = False) -> Any:
        if expanding:
            return BindParameter(
                None,
                value,
                type_=type_ or self.type,
                unique=True,
                expanding=True,
                _compared_to_operator=operator,
            )
        return Tuple(
            *[
                part
                if isinstance(part, ColumnElement)
                else BindParameter(None, part, _compared_to_operator=operator, _compared_to_type=compared, unique=True)
                for part, compared in zip(value, self.type.types, strict=False)
            ]
        )

    def self_group(self, against: Any = None) -> Any:
        return self


def tuple_(*clauses: Any, types: Sequence[Any] | None = None) -> Tuple:
    """A row value of the expressions."""
    return Tuple(*clauses, types=types)
