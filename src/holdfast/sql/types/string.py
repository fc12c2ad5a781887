"""Character types."""

from __future__ import annotations

from typing import Any, TypeVar

from .. import operators
from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine, TypeEngineMixin

T = TypeVar("T")


class Concatenable(TypeEngineMixin):
    """Types whose `+` is `||`."""

    _is_concatenable = True

    def _adapt_operator(self, op: OperatorType, other: TypeEngine[Any]) -> tuple[OperatorType, TypeEngine[Any]]:
        if op is operators.add and (other._is_concatenable or other._isnull):
            return operators.concat_op, self  # type: ignore[return-value]
        return super()._adapt_operator(op, other)  # type: ignore[misc, no-any-return]


class String(Concatenable, TypeEngine[str]):
    """Character data of bounded length: `VARCHAR`."""

    __visit_name__ = "string"
    operator_classes = OperatorClass.STRING

    def __init__(
        self, length: int | None = None, collation: str | None = None, collation_schema: str | None = None
    ) -> None:
        self.length = length
        self.collation = collation
        self.collation_schema = collation_schema

    def _with_collation(self, collation: str, collation_schema: str | None = None) -> Any:
        new = self.copy()
        new.collation = collation
        new.collation_schema = collation_schema
        return new

    def _resolve_for_literal(self, value: Any) -> TypeEngine[Any]:
        return STRINGTYPE if value.isascii() else _UNICODE

    def literal_processor(self, dialect: Any) -> Processor | None:
        def process(value: str) -> str:
            value = value.replace("'", "''")
            preparer = getattr(dialect, "identifier_preparer", None)
            if preparer is not None and getattr(preparer, "_double_percents", False):
                value = value.replace("%", "%%")
            return f"'{value}'"

        return process

    @property
    def python_type(self) -> type[str]:
        return str

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.STRING


class Text(String):
    """Character data of any length: `TEXT`, `CLOB`."""

    __visit_name__ = "text"


class Unicode(String):
    """`String` for databases that keep Unicode apart: `NVARCHAR` there."""

    __visit_name__ = "unicode"


class UnicodeText(Text):
    """`Text` for databases that keep Unicode apart."""

    __visit_name__ = "unicode_text"


class CHAR(String):
    __visit_name__ = "CHAR"


class VARCHAR(String):
    __visit_name__ = "VARCHAR"


class NCHAR(Unicode):
    __visit_name__ = "NCHAR"


class NVARCHAR(Unicode):
    __visit_name__ = "NVARCHAR"


class TEXT(Text):
    __visit_name__ = "TEXT"


class CLOB(Text):
    __visit_name__ = "CLOB"


STRINGTYPE = String()
_UNICODE = Unicode()
