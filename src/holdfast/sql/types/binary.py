"""Bytes, and Python objects kept as bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...util import late
from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine, to_instance
from .decorator import TypeDecorator

pickle = late("pickle")
_NEWEST_PROTOCOL = 5


def to_bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def _no_text(value: Any) -> Any:
    if isinstance(value, str):
        raise TypeError("memoryview: a bytes-like object is required, not 'str'")
    return value


class _Binary(TypeEngine[bytes]):
    """What all types of bytes share."""

    operator_classes = OperatorClass.BINARY

    def __init__(self, length: int | None = None) -> None:
        self.length = length

    @property
    def _generic_type_affinity(self) -> type[Any]:
        return LargeBinary

    @property
    def python_type(self) -> type[bytes]:
        return bytes

    def literal_processor(self, dialect: Any) -> Processor | None:
        encoding = getattr(dialect, "_legacy_binary_type_literal_encoding", "utf-8")

        def process(value: bytes) -> str:
            text = value.decode(encoding).replace("'", "''")
            return f"'{text}'"

        return process

    def bind_processor(self, dialect: Any) -> Processor | None:
        dbapi = getattr(dialect, "dbapi", None)
        wrap = getattr(dbapi, "Binary", None)
        if wrap is None or wrap is bytes:
            return None
        if wrap is memoryview:  # the driver takes bytes as they are, but text, too
            return _no_text
        return lambda value: None if value is None else wrap(value)

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if getattr(dialect, "returns_native_bytes", False):
            return None
        return to_bytes

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self if isinstance(value, str) else super().coerce_compared_value(op, value)

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.BINARY


class LargeBinary(_Binary):
    """`bytes` of any length: `BLOB`, `BYTEA`."""

    __visit_name__ = "large_binary"


class BLOB(LargeBinary):
    __visit_name__ = "BLOB"


class BINARY(_Binary):
    __visit_name__ = "BINARY"


class VARBINARY(_Binary):
    __visit_name__ = "VARBINARY"


class PickleType(TypeDecorator[object]):
    """Any Python object, pickled. Read only what this program wrote: unpickling runs code."""

    impl = LargeBinary
    cache_ok = True

    def __init__(
        self,
        protocol: int = _NEWEST_PROTOCOL,
        pickler: Any = None,
        comparator: Callable[[Any, Any], bool] | None = None,
        impl: Any = None,
    ) -> None:
        self.protocol = protocol
        self.pickler = pickler if pickler is not None else pickle
        self.comparator = comparator
        super().__init__()
        if impl is not None:
            # Binary is the default; a custom one must be told of its length and the like by the caller.
            self.impl = to_instance(impl)

    @property
    def python_type(self) -> type[Any]:
        return object

    def bind_processor(self, dialect: Any) -> Processor | None:
        inner = self.impl_instance.bind_processor(dialect)
        dumps, protocol = self.pickler.dumps, self.protocol

        def process(value: Any) -> Any:
            pickled = None if value is None else dumps(value, protocol)
            return pickled if inner is None else inner(pickled)

        return process

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        inner = self.impl_instance.result_processor(dialect, coltype)
        loads = self.pickler.loads

        def process(value: Any) -> Any:
            pickled = value if inner is None else inner(value)
            return None if pickled is None else loads(pickled)

        return process

    def compare_values(self, x: Any, y: Any) -> bool:
        return bool(self.comparator(x, y)) if self.comparator is not None else bool(x == y)

    def __repr__(self) -> str:
        return "PickleType()"

    def __reduce__(self) -> Any:
        pickler = None if self.pickler is pickle else self.pickler
        return PickleType, (self.protocol, pickler, self.comparator, self.impl)


BINARYTYPE = LargeBinary()
