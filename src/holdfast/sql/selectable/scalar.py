"""Subqueries as column expressions: a scalar subquery, and EXISTS."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from ... import exc
from .. import operators
from ..elements import MAKERS, ColumnElement, UnaryExpression, expect, literal_column, roles
from ..structure import CHILD, TYPE, Field
from ..types import NULLTYPE, Boolean
from .base import Maker
from .select import Select
from .selectbase import SelectBase

_BOOLEAN = Boolean()
_T = TypeVar("_T")


class ScalarSelect(ColumnElement[_T]):
    """A SELECT of one column and one row, in parentheses, as a column expression."""

    __visit_name__ = "scalar_select"
    inherit_cache = True
    _fields: ClassVar[tuple[Field, ...]] = (Field("element", CHILD), Field("type", TYPE))
    _is_implicitly_boolean = False
    _roles = roles.COLUMN_ROLES | {roles.IN_ELEMENT}

    def __init__(self, element: Any) -> None:
        self.element = element
        self.type = _scalar_type(element)

    @property
    def _froms(self) -> tuple[Any, ...]:
        return ()

    @property
    def columns(self) -> Any:
        raise exc.InvalidRequestError(
            "Scalar Select expression has no columns; use this object directly within a column-level expression."
        )

    c = columns

    def where(self, crit: Any) -> ScalarSelect[_T]:
        """Add a criterion to the SELECT inside."""
        return ScalarSelect(self.element.where(crit))

    def self_group(self, against: Any = None) -> ScalarSelect[_T]:
        return self

    def correlate(self, *fromclauses: Any) -> ScalarSelect[_T]:
        """Leave these FROM elements to the enclosing SELECT."""
        return ScalarSelect(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses: Any) -> ScalarSelect[_T]:
        """Leave all other FROM elements to enclosing SELECTs."""
        return ScalarSelect(self.element.correlate_except(*fromclauses))


def _scalar_type(element: Any) -> Any:
    # A SELECT's own columns, not what entities among them will expand to; a union has only those of its first SELECT.
    columns = getattr(element, "_raw_columns", ()) if element._has_placeholders() else ()
    for column in columns:
        return getattr(column, "type", NULLTYPE)
    for column in element._all_selected_columns:
        return getattr(column, "type", NULLTYPE)
    return NULLTYPE


class Exists(UnaryExpression[bool]):
    """`EXISTS (SELECT ...)`."""

    inherit_cache = True
    _is_exists = True

    def __init__(self, __argument: Any = None, /) -> None:
        super().__init__(_exists_element(__argument), operator=operators.exists, type_=_BOOLEAN)
        self._is_implicitly_boolean = True

    @property
    def _froms(self) -> tuple[Any, ...]:
        return ()

    def _negate(self) -> Any:
        return MAKERS["not"](self)

    def _around(self, select: Any) -> Exists:
        made = self._generate()
        made.element = ScalarSelect(select)
        return made

    def select(self) -> Select:
        """SELECT of this EXISTS."""
        return Select(self)

    def where(self, *clause: Any) -> Exists:
        """Add criteria to the SELECT inside."""
        return self._around(self.element.element.where(*clause))

    def select_from(self, *froms: Any) -> Exists:
        """Add FROM elements to the SELECT inside."""
        return self._around(self.element.element.select_from(*froms))

    def correlate(self, *fromclauses: Any) -> Exists:
        """Leave these FROM elements to the enclosing SELECT."""
        return self._around(self.element.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses: Any) -> Exists:
        """Leave all other FROM elements to enclosing SELECTs."""
        return self._around(self.element.element.correlate_except(*fromclauses))

    def with_hint(self, selectable: Any, text: str, dialect_name: str = "*") -> Exists:
        """Add a hint to the SELECT inside."""
        return self._around(self.element.element.with_hint(selectable, text, dialect_name))

    def with_statement_hint(self, text: str, dialect_name: str = "*") -> Exists:
        """Add a statement hint to the SELECT inside."""
        return self._around(self.element.element.with_statement_hint(text, dialect_name))


def _exists_element(argument: Any) -> ScalarSelect[_T]:
    if argument is None:
        return ScalarSelect(Select(literal_column("*")))
    if isinstance(argument, SelectBase):
        return argument.scalar_subquery()
    if isinstance(argument, ScalarSelect):
        return argument
    return ScalarSelect(Select(expect("columns_clause", argument)))


Maker.scalar = ScalarSelect
Maker.exists = Exists
