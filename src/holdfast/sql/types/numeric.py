"""Numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from ...util import late
from .. import operators
from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine, TypeEngineMixin

T = TypeVar("T")
decimal = late("decimal")


def to_float(value: Any) -> float | None:
    return None if value is None else float(value)


def decimal_with_scale(scale: int) -> Callable[[Any], Any]:
    """From the number a driver gives to a Decimal with `scale` digits behind the point."""
    template = f"%.{scale}f"
    Decimal = decimal.Decimal

    def process(value: Any) -> Any:
        return None if value is None else Decimal(template % value)

    return process


@cache
def _integer_results() -> dict[OperatorType, dict[type, type]]:
    # The types of other modules, and of this one's lower half, are known when the first expression is built.
    from_date = _other("Date")
    numbers: dict[type, type] = {Integer: Integer, Numeric: Numeric, Float: Float}
    return {
        operators.add: {**numbers, from_date: from_date},
        operators.mul: {**numbers, _other("Interval"): _other("Interval")},
        operators.truediv: {Integer: Numeric, Numeric: Numeric, Float: Float},
        operators.floordiv: {Integer: Integer, Numeric: Numeric},
        operators.sub: numbers,
    }


_late: dict[str, type] = {}


def _other(name: str) -> type:
    return _late[name]


def register_late(**kinds: type) -> None:
    """Tell numbers of the types that they meet in arithmetic and that stand to the right of this module."""
    _late.update(kinds)


class Integer(TypeEngine[int]):
    """`INTEGER`."""

    __visit_name__ = "integer"
    operator_classes = OperatorClass.INTEGER
    _adaptations = staticmethod(_integer_results)

    @property
    def python_type(self) -> type[int]:
        return int

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.NUMBER

    def _resolve_for_literal(self, value: Any) -> TypeEngine[Any]:
        return _BIG_INTEGER if value.bit_length() >= 32 else INTEGERTYPE

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _integer_text


def _integer_text(value: Any) -> str:
    return str(int(value))


class SmallInteger(Integer):
    """`SMALLINT`."""

    __visit_name__ = "small_integer"


class BigInteger(Integer):
    """`BIGINT`."""

    __visit_name__ = "big_integer"


@cache
def _numeric_results() -> dict[OperatorType, dict[type, type]]:
    numbers: dict[type, type] = {Numeric: Numeric, Integer: Numeric, Float: Numeric}
    return {
        operators.mul: {_other("Interval"): _other("Interval"), **numbers},
        operators.truediv: numbers,
        operators.add: numbers,
        operators.sub: numbers,
    }


@cache
def _float_results() -> dict[OperatorType, dict[type, type]]:
    numbers: dict[type, type] = {Float: Float}
    return {
        operators.mul: {_other("Interval"): _other("Interval"), **numbers},
        operators.truediv: numbers,
        operators.add: numbers,
        operators.sub: numbers,
    }


def _number_text(value: Any) -> str:
    """A number as SQL text. What is no number must not get into a statement, so it goes through Decimal."""
    return str(value if isinstance(value, (int, float, decimal.Decimal)) else decimal.Decimal(value))


class NumericCommon(TypeEngineMixin):
    """What `Numeric` and `Float` share: precision, scale, and whether values are Decimals."""

    operator_classes = OperatorClass.NUMERIC
    _default_decimal_return_scale = 10

    def __init__(
        self, *, precision: int | None, scale: int | None, decimal_return_scale: int | None, asdecimal: bool
    ) -> None:
        self.precision = precision
        self.scale = scale
        self.decimal_return_scale = decimal_return_scale
        self.asdecimal = asdecimal

    @property
    def _effective_decimal_return_scale(self) -> int:
        if self.decimal_return_scale is not None:
            return self.decimal_return_scale
        if self.scale is not None:
            return self.scale
        return self._default_decimal_return_scale

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.NUMBER

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _number_text

    @property
    def python_type(self) -> type[Any]:
        return decimal.Decimal if self.asdecimal else float

    def bind_processor(self, dialect: Any) -> Processor | None:
        return None if getattr(dialect, "supports_native_decimal", False) else to_float


class Numeric(NumericCommon, TypeEngine[Any]):
    """Numbers of fixed precision: `NUMERIC(10, 2)`. Values are Decimals, or floats with `asdecimal=False`."""

    __visit_name__ = "numeric"
    _adaptations = staticmethod(_numeric_results)

    def __init__(
        self,
        precision: int | None = None,
        scale: int | None = None,
        decimal_return_scale: int | None = None,
        asdecimal: bool = True,
    ) -> None:
        super().__init__(
            precision=precision, scale=scale, decimal_return_scale=decimal_return_scale, asdecimal=asdecimal
        )

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if getattr(dialect, "supports_native_decimal", False):
            return None if self.asdecimal else to_float
        return decimal_with_scale(self._effective_decimal_return_scale) if self.asdecimal else None


class Float(NumericCommon, TypeEngine[Any]):
    """Floating point numbers: `FLOAT`."""

    __visit_name__ = "float"
    _adaptations = staticmethod(_float_results)

    def __init__(
        self, precision: int | None = None, asdecimal: bool = False, decimal_return_scale: int | None = None
    ) -> None:
        super().__init__(
            precision=precision, scale=None, decimal_return_scale=decimal_return_scale, asdecimal=asdecimal
        )

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if self.asdecimal:
            return decimal_with_scale(self._effective_decimal_return_scale)
        return to_float if getattr(dialect, "supports_native_decimal", False) else None


class Double(Float):
    """Floating point numbers of double precision: `DOUBLE PRECISION`."""

    __visit_name__ = "double"


class INTEGER(Integer):
    __visit_name__ = "INTEGER"


INT = INTEGER


class SMALLINT(SmallInteger):
    __visit_name__ = "SMALLINT"


class BIGINT(BigInteger):
    __visit_name__ = "BIGINT"


class NUMERIC(Numeric):
    __visit_name__ = "NUMERIC"


class DECIMAL(Numeric):
    __visit_name__ = "DECIMAL"


class REAL(Float):
    __visit_name__ = "REAL"


class FLOAT(Float):
    __visit_name__ = "FLOAT"


class DOUBLE(Double):
    __visit_name__ = "DOUBLE"


class DOUBLE_PRECISION(Double):
    __visit_name__ = "DOUBLE_PRECISION"


INTEGERTYPE = Integer()
_BIG_INTEGER = BigInteger()
NUMERICTYPE = Numeric()
