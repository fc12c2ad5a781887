"""Oracle's own types: NUMBER, strings counted in characters, dates with a time of day, spans, and large objects."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

from ... import exc
from ...sql import types as sqltypes
from ...sql.types import NativeForEmulated, Processor, TypeEngine, _AbstractInterval

__all__ = [
    "BFILE",
    "BINARY_DOUBLE",
    "BINARY_FLOAT",
    "DATE",
    "FLOAT",
    "INTERVAL",
    "LONG",
    "NCLOB",
    "NUMBER",
    "NVARCHAR2",
    "RAW",
    "ROWID",
    "TIMESTAMP",
    "VARCHAR2",
    "VECTOR",
    "OracleDate",
    "VectorStorageFormat",
    "VectorStorageType",
]


# ---------------------------------------------------------------------- numbers


class NUMBER(sqltypes.Numeric, sqltypes.Integer):
    """A number of so many digits, `scale` of them behind the point; without a scale it holds Python's integers."""

    __visit_name__ = "NUMBER"

    def __init__(self, precision: int | None = None, scale: int | None = None, asdecimal: bool | None = None) -> None:
        if asdecimal is None:
            asdecimal = bool(scale and scale > 0)
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal)


class FLOAT(sqltypes.FLOAT):
    """A number with a precision counted in binary digits."""

    __visit_name__ = "FLOAT"

    def __init__(
        self, binary_precision: int | None = None, asdecimal: bool = False, decimal_return_scale: int | None = None
    ) -> None:
        super().__init__(asdecimal=asdecimal, decimal_return_scale=decimal_return_scale)
        self.binary_precision = binary_precision


class BINARY_DOUBLE(sqltypes.Double):
    __visit_name__ = "BINARY_DOUBLE"


class BINARY_FLOAT(sqltypes.Float):
    __visit_name__ = "BINARY_FLOAT"


# ---------------------------------------------------------------------- text and bytes


class VARCHAR2(sqltypes.VARCHAR):
    __visit_name__ = "VARCHAR2"


class NVARCHAR2(sqltypes.NVARCHAR):
    __visit_name__ = "NVARCHAR"


class NCLOB(sqltypes.Text):
    __visit_name__ = "NCLOB"


class LONG(sqltypes.Text):
    """Oracle's old type of long text; CLOB is the newer one."""

    __visit_name__ = "LONG"


class RAW(sqltypes._Binary):
    """Bytes, at most `length`."""

    __visit_name__ = "RAW"


class BFILE(sqltypes.LargeBinary):
    """A file of the database server's, of which the table keeps the name only."""

    __visit_name__ = "BFILE"


class ROWID(TypeEngine[str]):
    """The address of a row."""

    __visit_name__ = "ROWID"


# ---------------------------------------------------------------------- moments and spans


def _moment(value: Any) -> str:
    written = value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
    if getattr(value, "microsecond", 0):
        return f"TO_TIMESTAMP('{written}', 'YYYY-MM-DD HH24:MI:SS.FF')"
    return f"TO_DATE('{written}', 'YYYY-MM-DD HH24:MI:SS')"


class DATE(sqltypes.DateTime):
    """A date with a time of day, to the second: Oracle's DATE."""

    __visit_name__ = "DATE"

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _moment

    def _compare_type_affinity(self, other: TypeEngine[Any]) -> bool:
        return other._type_affinity in {sqltypes.DateTime, sqltypes.Date}


class OracleDate(sqltypes.Date):
    """`Date` in Oracle: a DATE of which only the day is used."""

    def literal_processor(self, dialect: Any) -> Processor | None:
        def process(value: Any) -> str:
            day = value.date() if isinstance(value, dt.datetime) else value
            return f"TO_DATE('{day.isoformat()}', 'YYYY-MM-DD')"

        return process


class TIMESTAMP(sqltypes.TIMESTAMP):
    """A moment with fractions of seconds, with the zone it was written in or (`local_timezone`) in the session's."""

    __visit_name__ = "TIMESTAMP"

    def __init__(self, timezone: bool = False, local_timezone: bool = False) -> None:
        if timezone and local_timezone:
            raise exc.ArgumentError("timezone and local_timezone are mutually exclusive; give one of them.")
        super().__init__(timezone=timezone)
        self.local_timezone = local_timezone

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _moment


class INTERVAL(NativeForEmulated, _AbstractInterval):
    """A span: INTERVAL DAY TO SECOND."""

    __visit_name__ = "INTERVAL"
    native = True

    def __init__(self, day_precision: int | None = None, second_precision: int | None = None) -> None:
        self.day_precision = day_precision
        self.second_precision = second_precision

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **keywords: Any) -> INTERVAL:
        return cls(day_precision=impl.day_precision, second_precision=impl.second_precision)

    def as_generic(self, allow_nulltype: bool = False) -> TypeEngine[Any]:
        return sqltypes.Interval(native=True, second_precision=self.second_precision, day_precision=self.day_precision)

    @property
    def python_type(self) -> type[dt.timedelta]:
        return dt.timedelta

    def literal_processor(self, dialect: Any) -> Processor | None:
        return lambda value: f"NUMTODSINTERVAL({value.total_seconds()}, 'SECOND')"


# ---------------------------------------------------------------------- vectors


class VectorStorageFormat(Enum):
    """What the numbers of a vector are kept as."""

    INT8 = "INT8"
    BINARY = "BINARY"
    FLOAT32 = "FLOAT32"
    FLOAT64 = "FLOAT64"


class VectorStorageType(Enum):
    """Whether the zeros of a vector are kept."""

    SPARSE = "SPARSE"
    DENSE = "DENSE"


class VECTOR(TypeEngine[Any]):
    """A vector of Oracle 23: `dim` numbers."""

    __visit_name__ = "VECTOR"

    def __init__(
        self,
        dim: int | None = None,
        storage_format: VectorStorageFormat | None = None,
        storage_type: VectorStorageType | None = None,
    ) -> None:
        if dim is not None and not isinstance(dim, int):
            raise TypeError("dim must be an integer")
        if storage_format is not None and not isinstance(storage_format, VectorStorageFormat):
            raise TypeError("storage_format must be an enum of type VectorStorageFormat")
        if storage_type is not None and not isinstance(storage_type, VectorStorageType):
            raise TypeError("storage_type must be an enum of type VectorStorageType")
        self.dim = dim
        self.storage_format = storage_format
        self.storage_type = storage_type
