"""JSON documents."""

from __future__ import annotations

from typing import Any, ClassVar

from ...util import late, symbol
from ..operators import OperatorClass
from .base import Processor, TypeEngine
from .boolean import BOOLEANTYPE
from .comparator import IndexableComparator, JSONComparator
from .numeric import Float, Integer, Numeric
from .string import Concatenable, String, Unicode

json = late("json")


class Indexable(TypeEngine[Any]):
    """Marks types whose expressions take an index: `column[...]`."""

    _is_root_type = True
    Comparator = IndexableComparator
    comparator_factory: Any = IndexableComparator


_INTEGER, _STRING = Integer(), String()


class JSONElementType(TypeEngine[Any]):
    """The type of an index into a document; a dialect says how it is written."""

    def string_bind_processor(self, dialect: Any) -> Processor | None:
        return _STRING.dialect_impl(dialect).bind_processor(dialect)

    def string_literal_processor(self, dialect: Any) -> Processor | None:
        return _STRING.dialect_impl(dialect).literal_processor(dialect)

    def bind_processor(self, dialect: Any) -> Processor | None:
        as_text = self.string_bind_processor(dialect)

        def process(value: Any) -> Any:
            return as_text(value) if as_text is not None and isinstance(value, str) else value

        return process

    def literal_processor(self, dialect: Any) -> Processor | None:
        as_number = _INTEGER.dialect_impl(dialect).literal_processor(dialect)
        as_text = self.string_literal_processor(dialect)

        def process(value: Any) -> str:
            write = as_number if isinstance(value, int) else as_text
            return write(value) if write is not None else str(value)

        return process


class JSONIndexType(JSONElementType):
    """The type of an index that is a key or a position."""


class JSONIntIndexType(JSONIndexType):
    """The type of a position."""


class JSONStrIndexType(JSONIndexType):
    """The type of a key."""


class JSONPathType(JSONElementType):
    """The type of a path: `column[("a", 0, "b")]`."""

    __visit_name__ = "json_path"


class JSON(Concatenable, Indexable):
    """A JSON document: dicts, lists, strings, numbers, booleans and null.

    Members: `column["key"]`, `column[0]`, `column[("a", "b")]`, with `.as_string()`, `.as_integer()` and the like
    to read them as another type. None is JSON's null; SQL's is `null()`, or None with `none_as_null=True`.
    """

    __visit_name__ = "JSON"
    operator_classes = OperatorClass.JSON
    hashable = False
    NULL: ClassVar[symbol] = symbol("JSON_NULL")
    Comparator = JSONComparator
    comparator_factory: Any = JSONComparator

    JSONElementType = JSONElementType
    JSONIndexType = JSONIndexType
    JSONIntIndexType = JSONIntIndexType
    JSONStrIndexType = JSONStrIndexType
    JSONPathType = JSONPathType
    _scalar_types: ClassVar[dict[str, Any]] = {
        "boolean": BOOLEANTYPE,
        "string": Unicode(),
        "integer": Integer(),
        "float": Float(),
        "numeric": Numeric,
    }

    def __init__(self, none_as_null: bool = False) -> None:
        self.none_as_null = none_as_null

    @property
    def python_type(self) -> type[Any]:
        return object

    @property
    def should_evaluate_none(self) -> bool:
        return not self.none_as_null

    @should_evaluate_none.setter
    def should_evaluate_none(self, value: bool) -> None:
        self.none_as_null = not value

    def bind_processor(self, dialect: Any) -> Processor | None:
        serialize = getattr(dialect, "_json_serializer", None) or json.dumps
        inner = _STRING.dialect_impl(dialect).bind_processor(dialect)
        null = JSON.NULL
        none_as_null = self.none_as_null

        def process(value: Any) -> Any:
            if value is None and none_as_null:
                return None
            # An expression in the place of a value (SQL's null()) means SQL NULL.
            if getattr(value, "__visit_name__", None) == "null":
                return None
            text = serialize(None if value is null else value)
            return text if inner is None else inner(text)

        return process

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        deserialize = getattr(dialect, "_json_deserializer", None) or json.loads
        inner = _STRING.dialect_impl(dialect).result_processor(dialect, coltype)

        def process(value: Any) -> Any:
            if value is None:
                return None
            return deserialize(value if inner is None else inner(value))

        return process
