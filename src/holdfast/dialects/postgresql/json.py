"""JSON and JSONB: documents with PostgreSQL's operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...sql.elements import cast
from ...sql.operators import OperatorClass, OperatorType
from ...sql.types import BOOLEANTYPE, TEXT, JSONComparator, Processor, Text, TypeEngine
from ...sql.types import JSON as GenericJSON
from ...sql.types import JSONPathType as GenericJSONPathType
from ...util import late
from .array import ARRAY, array
from .operators import (
    ASTEXT,
    CONTAINED_BY,
    CONTAINS,
    DELETE_PATH,
    HAS_ALL,
    HAS_ANY,
    HAS_KEY,
    JSONPATH_ASTEXT,
    PATH_EXISTS,
    PATH_MATCH,
)

_json = late("json")


class JSONPathType(GenericJSONPathType):
    """Several steps into a document, as PostgreSQL takes them: the text of an array, `{a, 0, b}`."""

    def bind_processor(self, dialect: Any) -> Processor | None:
        return self._path_writer(self.string_bind_processor(dialect))

    def literal_processor(self, dialect: Any) -> Processor | None:
        return self._path_writer(self.string_literal_processor(dialect))

    def _path_writer(self, as_text: Callable[[Any], Any] | None) -> Processor:
        def process(value: Any) -> Any:
            if value is None:
                return None
            path = value if isinstance(value, str) else f"{{{', '.join([_step(step) for step in value])}}}"
            return path if as_text is None else as_text(path)

        return process


def _step(step: Any) -> str:
    """One step; quoted where the text of an array would be read otherwise."""
    text = str(step)
    if text and text.upper() != "NULL" and not set(text) & set('{}",\\') and not any(c.isspace() for c in text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class JSONPATH(JSONPathType):
    """A path in the SQL/JSON path language: `cast("$.a", JSONPATH)`."""

    __visit_name__ = "JSONPATH"


class _Comparator(JSONComparator[Any]):
    """Members, and a member's text."""

    __slots__ = ()

    @property
    def astext(self) -> Any:
        """The member as text: `->>` in the place of `->`."""
        member = self.expr
        operator = JSONPATH_ASTEXT if isinstance(member.right.type, GenericJSONPathType) else ASTEXT
        return member.left.operate(operator, member.right, result_type=self.type.astext_type)


class JSON(GenericJSON):
    """A JSON document, kept as its text. `column["key"].astext` gives a member's text, of the type `astext_type`."""

    Comparator = _Comparator
    comparator_factory: Any = _Comparator
    render_bind_cast = True
    astext_type: Any = Text()

    def __init__(self, none_as_null: bool = False, astext_type: Any = None) -> None:
        super().__init__(none_as_null=none_as_null)
        self.astext_type = Text() if astext_type is None else astext_type

    def bind_processor(self, dialect: Any) -> Processor | None:
        """The document as text: the cast beside the parameter makes it JSON."""
        serialize = getattr(dialect, "_json_serializer", None) or _json.dumps
        none_as_null = self.none_as_null
        null = GenericJSON.NULL

        def process(value: Any) -> Any:
            if (value is None and none_as_null) or getattr(value, "__visit_name__", None) == "null":
                return None
            return serialize(None if value is null else value)

        return process

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        """Nothing to do: the driver reads JSON itself."""
        if dialect.supports_native_json_deserialization:
            return None
        return super().result_processor(dialect, coltype)


class _BinaryComparator(_Comparator):
    """What only JSONB can be asked."""

    __slots__ = ()

    def has_key(self, other: Any) -> Any:
        """`?`: there is this key."""
        return self.operate(HAS_KEY, other, result_type=BOOLEANTYPE)

    def has_all(self, other: Any) -> Any:
        """`?&`: there are all these keys."""
        return self.operate(HAS_ALL, other, result_type=BOOLEANTYPE)

    def has_any(self, other: Any) -> Any:
        """`?|`: there is one of these keys."""
        return self.operate(HAS_ANY, other, result_type=BOOLEANTYPE)

    def contains(self, other: Any, **kwargs: Any) -> Any:
        """`@>`: `other` is a part of the document."""
        return self.operate(CONTAINS, other, result_type=BOOLEANTYPE)

    def contained_by(self, other: Any) -> Any:
        """`<@`: the document is a part of `other`."""
        return self.operate(CONTAINED_BY, other, result_type=BOOLEANTYPE)

    def delete_path(self, path: Any) -> Any:
        """`#-`: the document without the member at a path."""
        steps = path if isinstance(path, array) else array(path)
        return self.operate(DELETE_PATH, cast(steps, ARRAY(TEXT)), result_type=_JSONB)

    def path_exists(self, other: Any) -> Any:
        """`@?`: a path of the SQL/JSON path language finds something."""
        return self.operate(PATH_EXISTS, other, result_type=BOOLEANTYPE)

    def path_match(self, other: Any) -> Any:
        """`@@`: a predicate of the SQL/JSON path language holds."""
        return self.operate(PATH_MATCH, other, result_type=BOOLEANTYPE)


class JSONB(JSON):
    """A JSON document, kept parsed: it can be indexed and asked what it holds."""

    __visit_name__ = "JSONB"
    operator_classes = (
        OperatorClass.BASE
        | OperatorClass.COMPARISON
        | OperatorClass.INDEXABLE
        | OperatorClass.CONCATENABLE
        | OperatorClass.JSON_GETITEM
    )
    Comparator = _BinaryComparator
    comparator_factory: Any = _BinaryComparator

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        if op in (PATH_MATCH, PATH_EXISTS):
            return _JSONPATH
        return super().coerce_compared_value(op, value)


_JSONB = JSONB()
_JSONPATH = JSONPATH()

__all__ = ["JSON", "JSONB", "JSONPATH", "JSONPathType"]
