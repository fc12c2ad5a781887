"""Arrays: the type ARRAY with PostgreSQL's operators, and the constructor `ARRAY[...]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from ...sql import operators
from ...sql.elements import BindParameter, ExpressionClauseList, Grouping, expect
from ...sql.structure import CHILDREN, TYPE, Field
from ...sql.types import ARRAY as GenericARRAY
from ...sql.types import BOOLEANTYPE, INTEGERTYPE, NULLTYPE, ARRAYComparator, Processor, convert_items, to_instance
from .operators import CONTAINED_BY, CONTAINS, OVERLAP

_GROUPED_UNDER = frozenset({operators.any_op, operators.all_op, operators.getitem})


def Any_(other: Any, arrexpr: Any, operator: Any = operators.eq) -> Any:
    """`other = ANY (array)`; `any_(array)` is the newer spelling."""
    return arrexpr.any(other, operator)


def All(other: Any, arrexpr: Any, operator: Any = operators.eq) -> Any:
    """`other = ALL (array)`; `all_(array)` is the newer spelling."""
    return arrexpr.all(other, operator)


class _Comparator(ARRAYComparator[Any]):
    """Elements, slices, and how arrays hold each other."""

    __slots__ = ()

    def contains(self, other: Any, **kwargs: Any) -> Any:
        """`@>`: all elements of `other` are here."""
        return self.operate(CONTAINS, other, result_type=BOOLEANTYPE)

    def contained_by(self, other: Any) -> Any:
        """`<@`: all elements are in `other`."""
        return self.operate(CONTAINED_BY, other, result_type=BOOLEANTYPE)

    def overlap(self, other: Any) -> Any:
        """`&&`: some element is in both."""
        return self.operate(OVERLAP, other, result_type=BOOLEANTYPE)


class ARRAY(GenericARRAY):
    """An array. `Column("data", ARRAY(Integer, dimensions=2))`; its operators are those of `ARRAY.Comparator`."""

    Comparator = _Comparator
    comparator_factory: Any = _Comparator

    def bind_processor(self, dialect: Any) -> Processor | None:
        item = self.item_type.dialect_impl(dialect).bind_processor(dialect)
        dimensions = self.dimensions
        return lambda value: None if value is None else convert_items(value, item, dimensions, list)

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        item = self.item_type.dialect_impl(dialect).result_processor(dialect, coltype)
        collect = tuple if self.as_tuple else list
        dimensions = self.dimensions
        if item is None and collect is list:
            return None

        def process(value: Any) -> Any:
            if value is None:
                return None
            # Drivers know no arrays of types that the user made: they give the text.
            return convert_items(read_array(value) if isinstance(value, str) else value, item, dimensions, collect)

        return process

    def literal_processor(self, dialect: Any) -> Processor | None:
        item = self.item_type.dialect_impl(dialect).literal_processor(dialect)
        if item is None:
            return None
        dimensions = self.dimensions

        def element(value: Any) -> str:
            return "NULL" if value is None else str(item(value))

        def process(value: Any) -> str:
            return str(convert_items(value, element, dimensions, _written))

        return process


def _written(items: list[str]) -> str:
    return f"ARRAY[{', '.join(items)}]"


_TOKEN = re.compile(r'\{|\}|,|"((?:\\.|[^"\\])*)"|([^{},"]+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def read_array(text: str) -> list[Any]:
    """The elements, as strings, of an array in PostgreSQL's text: `{a,"b c",NULL}`, nested at will."""
    open_lists: list[list[Any]] = [[]]
    for token in _TOKEN.finditer(text):
        quoted, plain = token.groups()
        if quoted is not None:
            open_lists[-1].append(_ESCAPED.sub(r"\1", quoted))
        elif plain is not None:
            open_lists[-1].append(None if plain == "NULL" else plain)
        elif token[0] == "{":
            open_lists.append([])
        elif token[0] == "}":
            done = open_lists.pop()
            open_lists[-1].append(done)
    return open_lists[0][0]  # type: ignore[no-any-return]


class array(ExpressionClauseList[Any]):
    """`ARRAY[a, b]`: an array made of expressions and values.

    Its element type is that of the first element, or `type_`. Arrays in an array make one of more dimensions.
    """

    __visit_name__ = "array"
    stringify_dialect: ClassVar[str] = "postgresql"
    _fields: ClassVar[tuple[Field, ...]] = (Field("clauses", CHILDREN), Field("type", TYPE))

    def __init__(self, clauses: Iterable[Any], *, type_: Any = None, **kw: Any) -> None:
        item: Any = None if type_ is None else to_instance(type_)
        made = [expect("expression_element", clause) for clause in clauses]
        if item is None:
            item = made[0].type if made else NULLTYPE
        if item._is_array:
            depth = item.dimensions if item.dimensions is not None else 1
            self.type = ARRAY(item.item_type, dimensions=depth + 1)
        else:
            self.type = ARRAY(item)
        self.operator = operators.comma_op
        self.clauses = tuple([clause.self_group(operators.comma_op) for clause in made])
        self.group = False

    @property
    def _select_iterable(self) -> tuple[Any, ...]:
        return (self,)

    def _bind_param(self, operator: Any, value: Any, type_: Any = None, expanding: bool = False) -> Any:
        """A list beside an array is an array of parameters; an index is one parameter."""
        if expanding or operator is operators.getitem or not isinstance(value, (list, tuple)):
            if operator is operators.getitem and type_ is None:
                type_ = INTEGERTYPE
            return BindParameter(
                None,
                value,
                type_=type_,
                unique=True,
                expanding=expanding,
                _compared_to_operator=operator,
                _compared_to_type=self.type if expanding else self.type.item_type,
            )
        return array([self._bind_param(operator, member, type_=type_) for member in value])

    def self_group(self, against: Any = None) -> Any:
        return Grouping(self) if against in _GROUPED_UNDER else self


__all__ = ["ARRAY", "All", "Any_", "array"]
