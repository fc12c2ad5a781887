"""Truth values."""

from __future__ import annotations

from typing import Any

from ...util import shown
from ..operators import OperatorClass
from .base import Processor, TypeEngine
from .schema_type import Emulated, SchemaType


def strict_boolean(value: Any) -> bool | None:
    """True, False or None; anything else is a mistake of the program, not a truth value."""
    if value is None or value is True or value is False:
        return value
    if value in {0, 1}:
        return bool(value)
    if isinstance(value, int):
        raise ValueError(f"Value {shown(value)} is not None, True, or False")  # noqa: TRY004 - the type is right
    raise TypeError(f"Not a boolean value: {shown(value)}")


def boolean_to_integer(value: Any) -> int | None:
    if value is True:
        return 1
    if value is False:
        return 0
    found = strict_boolean(value)
    return None if found is None else int(found)


def integer_to_boolean(value: Any) -> bool | None:
    return None if value is None else bool(value)


class Boolean(SchemaType, Emulated, TypeEngine[bool]):
    """`BOOLEAN`, or 0 and 1 where the database has none; then `create_constraint=True` adds a CHECK."""

    __visit_name__ = "boolean"
    operator_classes = OperatorClass.BOOLEAN
    native = True

    def __init__(
        self,
        create_constraint: bool = False,
        name: str | None = None,
        _create_events: bool = True,
        _adapted_from: SchemaType | None = None,
    ) -> None:
        self.create_constraint = create_constraint
        self.name = name

    @property
    def python_type(self) -> type[bool]:
        return bool

    def check_condition(self, column: Any) -> Any:
        return column.in_([0, 1]) if self.create_constraint else None

    def _should_create_constraint(self, compiler: Any, **kw: Any) -> bool:
        dialect = compiler.dialect
        return not dialect.supports_native_boolean and dialect.non_native_boolean_check_constraint

    def bind_processor(self, dialect: Any) -> Processor | None:
        return strict_boolean if getattr(dialect, "supports_native_boolean", False) else boolean_to_integer

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        return None if getattr(dialect, "supports_native_boolean", False) else integer_to_boolean

    def literal_processor(self, dialect: Any) -> Processor | None:
        def process(value: Any) -> str:
            found = strict_boolean(value)
            return "NULL" if found is None else dialect.boolean_text(found)

        return process


class BOOLEAN(Boolean):
    __visit_name__ = "BOOLEAN"


class MatchType(Boolean):
    """The result of `MATCH`: a truth value, or a number of relevance on some databases."""


BOOLEANTYPE = Boolean()
MATCHTYPE = MatchType()
