"""PostgreSQL's simple types: those with no room of their own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ...sql import operators
from ...sql.operators import OperatorClass, OperatorType
from ...sql.types import (
    INTEGERTYPE,
    TEXT,
    Comparator,
    Interval,
    LargeBinary,
    NativeForEmulated,
    Processor,
    TypeEngine,
    _AbstractInterval,
    decimal_with_scale,
    to_float,
)
from ...sql.types import TIME as GenericTIME
from ...sql.types import TIMESTAMP as GenericTIMESTAMP
from ...sql.types import Float as GenericFloat
from ...sql.types import Numeric as GenericNumeric
from .bitstring import BitString, read_bits

__all__ = [
    "BIT",
    "BYTEA",
    "CIDR",
    "CITEXT",
    "INET",
    "INTERVAL",
    "MACADDR",
    "MACADDR8",
    "MONEY",
    "OID",
    "REGCLASS",
    "REGCONFIG",
    "TIME",
    "TIMESTAMP",
    "TSQUERY",
    "TSVECTOR",
]

_COMPARED = OperatorClass.BASE | OperatorClass.COMPARISON


class BYTEA(LargeBinary):
    """Bytes."""

    __visit_name__ = "BYTEA"


class CITEXT(TEXT):
    """Text that is compared without regard to case; the database needs the extension citext."""

    __visit_name__ = "CITEXT"

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self


class _NetworkAddress(TypeEngine[Any]):
    """What the types of addresses share."""

    operator_classes = _COMPARED
    render_bind_cast = False

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self


class INET(_NetworkAddress):
    """An address of a host, with or without its network."""

    __visit_name__ = "INET"


class CIDR(_NetworkAddress):
    """A network."""

    __visit_name__ = "CIDR"


class MACADDR(_NetworkAddress):
    """A hardware address of six bytes."""

    __visit_name__ = "MACADDR"


class MACADDR8(_NetworkAddress):
    """A hardware address of eight bytes."""

    __visit_name__ = "MACADDR8"


class MONEY(TypeEngine[str]):
    """An amount. Drivers give it as text, in the way of the database's locale."""

    __visit_name__ = "MONEY"


class OID(TypeEngine[int]):
    """An object identifier."""

    __visit_name__ = "OID"
    operator_classes = _COMPARED


class REGCLASS(TypeEngine[str]):
    """The name of a relation that stands for its OID."""

    __visit_name__ = "REGCLASS"
    operator_classes = _COMPARED


class REGCONFIG(TypeEngine[str]):
    """The name of a configuration of the text search."""

    __visit_name__ = "REGCONFIG"
    operator_classes = _COMPARED
    render_bind_cast = True


class TSQUERY(TypeEngine[str]):
    """A query of the text search."""

    __visit_name__ = "TSQUERY"
    operator_classes = _COMPARED


class TSVECTOR(TypeEngine[str]):
    """A document as the text search sees it."""

    __visit_name__ = "TSVECTOR"
    operator_classes = OperatorClass.STRING


class TIMESTAMP(GenericTIMESTAMP):
    """`TIMESTAMP (precision) WITH TIME ZONE`."""

    __visit_name__ = "TIMESTAMP"

    def __init__(self, timezone: bool = False, precision: int | None = None) -> None:
        super().__init__(timezone=timezone)
        self.precision = precision


class TIME(GenericTIME):
    """`TIME (precision) WITH TIME ZONE`."""

    __visit_name__ = "TIME"

    def __init__(self, timezone: bool = False, precision: int | None = None) -> None:
        super().__init__(timezone=timezone)
        self.precision = precision


class INTERVAL(NativeForEmulated, _AbstractInterval):
    """An interval; `fields` limits what is stored, such as `DAY TO HOUR`."""

    __visit_name__ = "INTERVAL"
    native = True

    def __init__(self, precision: int | None = None, fields: str | None = None) -> None:
        self.precision = precision
        self.fields = fields

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **keywords: Any) -> INTERVAL:
        return cls(precision=impl.second_precision)

    def as_generic(self, allow_nulltype: bool = False) -> TypeEngine[Any]:
        return Interval(native=True, second_precision=self.precision)

    @property
    def python_type(self) -> type[dt.timedelta]:
        return dt.timedelta

    def literal_processor(self, dialect: Any) -> Processor | None:
        return lambda value: f"make_interval(secs=>{value.total_seconds()})"


# The numbers of the types as the server names them, and of arrays of them.
_FLOATS = frozenset({700, 701, 1021, 1022})
_NUMERICS = frozenset({1700, 1231})


class _Number(TypeEngine[Any]):
    """What the driver gives depends on what the database computed: Decimals for NUMERIC, floats for REAL and DOUBLE."""

    asdecimal: bool
    _effective_decimal_return_scale: int

    def bind_processor(self, dialect: Any) -> Processor | None:
        return None

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if self.asdecimal:
            return decimal_with_scale(self._effective_decimal_return_scale) if coltype in _FLOATS else None
        return to_float if coltype in _NUMERICS else None


class PGNumeric(_Number, GenericNumeric):
    """Numeric as the driver gives it."""


class PGFloat(_Number, GenericFloat):
    """Float as the driver gives it."""


class CastInterval(INTERVAL):
    """The column type INTERVAL as drivers see it: its parameters carry a cast, those of the general Interval do not."""

    render_bind_cast = True


class _BitComparator(Comparator[Any]):
    """Python's bitwise operators are the database's."""

    __slots__ = ()

    def __and__(self, other: Any) -> Any:
        return self.operate(operators.bitwise_and_op, other)

    def __or__(self, other: Any) -> Any:
        return self.operate(operators.bitwise_or_op, other)

    def __xor__(self, other: Any) -> Any:
        return self.operate(operators.bitwise_xor_op, other)

    def __invert__(self) -> Any:
        return self.operate(operators.bitwise_not_op)

    def __lshift__(self, other: Any) -> Any:
        return self.operate(operators.bitwise_lshift_op, other)

    def __rshift__(self, other: Any) -> Any:
        return self.operate(operators.bitwise_rshift_op, other)


class BIT(TypeEngine[BitString]):
    """A string of bits, `BIT(length)` or `BIT VARYING(length)`; values are BitStrings or strings of 0 and 1."""

    __visit_name__ = "BIT"
    operator_classes = _COMPARED | OperatorClass.BITWISE
    render_bind_cast = True
    comparator_factory: Any = _BitComparator

    def __init__(self, length: int | None = None, varying: bool = False) -> None:
        # BIT without a length is BIT(1) to the database; only BIT VARYING has none.
        self.length = length if varying else length or 1
        self.varying = varying

    @property
    def python_type(self) -> type[BitString]:
        return BitString

    def bind_processor(self, dialect: Any) -> Processor | None:
        return lambda value: str.__str__(value) if isinstance(value, BitString) else value

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        return read_bits

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return INTEGERTYPE if isinstance(value, int) else self
