"""Arrays, tuples and rows of a table-valued function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine, to_instance
from .comparator import ARRAYComparator
from .construct import hashable
from .infer import type_for_value
from .json import Indexable
from .null import NULLTYPE
from .schema_type import SchemaEventTarget
from .string import Concatenable


class ARRAY(SchemaEventTarget, Concatenable, Indexable):
    """An array of `item_type`, on databases that have them. Elements count from 1, as SQL does, unless `zero_indexes`."""

    __visit_name__ = "ARRAY"
    _is_array = True
    operator_classes = OperatorClass.ARRAY
    zero_indexes = False
    Comparator = ARRAYComparator
    comparator_factory: Any = ARRAYComparator

    def __init__(
        self, item_type: Any, as_tuple: bool = False, dimensions: int | None = None, zero_indexes: bool = False
    ) -> None:
        if isinstance(item_type, ARRAY):
            raise ValueError(  # noqa: TRY004 - SQLAlchemy's class
                "Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional arrays of basetype"
            )
        self.item_type = to_instance(item_type)
        self.as_tuple = as_tuple
        self.dimensions = dimensions
        self.zero_indexes = zero_indexes

    @property
    def hashable(self) -> bool:  # type: ignore[override]
        return self.as_tuple

    @property
    def python_type(self) -> type[Any]:
        return list

    def compare_values(self, x: Any, y: Any) -> bool:
        return bool(x == y)

    def _set_parent(self, parent: Any, **kw: Any) -> None:
        if isinstance(self.item_type, SchemaEventTarget):
            self.item_type._set_parent(parent, **kw)

    def _set_parent_with_dispatch(self, parent: Any, **kw: Any) -> None:
        super()._set_parent_with_dispatch(parent, **kw)
        if isinstance(self.item_type, SchemaEventTarget):
            self.item_type._set_parent_with_dispatch(parent)

    def literal_processor(self, dialect: Any) -> Processor | None:
        item = self.item_type.dialect_impl(dialect).literal_processor(dialect)
        if item is None:
            return None

        def process(value: Any) -> str:
            return convert_items(value, item, self.dimensions, lambda items: f"[{', '.join(items)}]")  # type: ignore[no-any-return]

        return process


def convert_items(values: Any, convert: Processor | None, dimensions: int | None, collect: Callable[[Any], Any]) -> Any:
    """Convert the elements of an array, however deep it is nested, and build each level by `collect`.

    With unknown `dimensions` a level whose first member is a list or tuple is taken for a level of arrays.
    """
    if values is None:
        return None
    values = list(values)
    is_last = dimensions == 1 or (dimensions is None and (not values or not isinstance(values[0], (list, tuple))))
    if is_last:
        return collect([convert(value) for value in values] if convert is not None else values)
    inner = None if dimensions is None else dimensions - 1
    return collect([None if value is None else convert_items(value, convert, inner, collect) for value in values])


class TupleType(TypeEngine[tuple[Any, ...]]):
    """The type of `tuple_(a, b)`."""

    _is_tuple_type = True
    operator_classes = OperatorClass.TUPLE

    def __init__(self, *types: Any) -> None:
        self._fully_typed = NULLTYPE not in types
        self.types = [to_instance(item) for item in types]

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        if value is type or not isinstance(value, (tuple, list)):
            return super().coerce_compared_value(op, value)
        return TupleType(
            *[
                own.coerce_compared_value(op, member) if own is not NULLTYPE else type_for_value(member)
                for own, member in zip(self.types, value, strict=False)
            ]
        )

    def _resolve_values_to_types(self, value: Any) -> TupleType:
        if self._fully_typed:
            return self
        return TupleType(
            *[type_for_value(member) if own is NULLTYPE else own for own, member in zip(self.types, value, strict=True)]
        )

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        raise NotImplementedError("The tuple type does not support being fetched as a column in a result row.")

    def _structural_parts(self) -> Any:
        return hashable(self.types)

    def copy(self, **kw: Any) -> TupleType:
        return type(self)(*self.types)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.types))})"


class TableValueType(TypeEngine[Any]):
    """The type of a function that gives rows: its columns."""

    _is_table_value = True
    operator_classes = OperatorClass.BASE

    def __init__(self, *elements: Any) -> None:
        self._elements = list(elements)

    def _structural_parts(self) -> Any:
        return tuple(element if isinstance(element, str) else element.structure()[0] for element in self._elements)

    def __repr__(self) -> str:
        return f"TableValueType({', '.join(map(repr, self._elements))})"
