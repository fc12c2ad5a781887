"""UUIDs."""

from __future__ import annotations

from typing import Any

from ...util import late
from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine
from .schema_type import Emulated, NativeForEmulated

uuid = late("uuid")


def _to_hex(value: Any) -> str | None:
    return None if value is None else value.hex


def _from_hex(value: Any) -> Any:
    return None if value is None else uuid.UUID(value)


def _without_dashes(value: Any) -> str | None:
    return None if value is None else value.replace("-", "")


def _with_dashes(value: Any) -> str | None:
    return None if value is None else str(uuid.UUID(value))


def _to_text(value: Any) -> str | None:
    return None if value is None else str(value)


def _quoted(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


class Uuid(Emulated, TypeEngine[Any]):
    """`uuid.UUID`, or strings with `as_uuid=False`; CHAR(32) where the database has no UUIDs."""

    __visit_name__ = "uuid"
    operator_classes = OperatorClass.BASE | OperatorClass.COMPARISON
    length: int | None = None
    collation: str | None = None
    collation_schema: str | None = None

    def __init__(self, as_uuid: bool = True, native_uuid: bool = True) -> None:
        self.as_uuid = as_uuid
        self.native_uuid = native_uuid

    @property
    def python_type(self) -> type[Any]:
        return uuid.UUID if self.as_uuid else str

    @property
    def native(self) -> bool:  # type: ignore[override]
        return self.native_uuid

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self if isinstance(value, str) else super().coerce_compared_value(op, value)

    def _is_native(self, dialect: Any) -> bool:
        return self.native_uuid and bool(getattr(dialect, "supports_native_uuid", False))

    def bind_processor(self, dialect: Any) -> Processor | None:
        if not self._is_native(dialect):
            return _to_hex if self.as_uuid else _without_dashes
        return None

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if not self._is_native(dialect):
            return _from_hex if self.as_uuid else _with_dashes
        return None if self.as_uuid else _to_text

    def literal_processor(self, dialect: Any) -> Processor | None:
        if not self.as_uuid:
            return lambda value: f"'{uuid.UUID(value).hex}'"
        if self._is_native(dialect):
            return lambda value: _quoted(str(value))
        return lambda value: f"'{value.hex}'"


class UUID(Uuid, NativeForEmulated):
    """The database's own `UUID`, in DDL whether it has one or not."""

    __visit_name__ = "UUID"

    def __init__(self, as_uuid: bool = True) -> None:
        self.as_uuid = as_uuid
        self.native_uuid = True

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **kw: Any) -> Any:
        kw.setdefault("as_uuid", impl.as_uuid)
        return cls(**kw)


UUIDTYPE = Uuid()
