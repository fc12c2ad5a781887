"""Dates, times and the spans between them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from .. import operators
from ..operators import OperatorClass, OperatorType
from .base import Processor, TypeEngine
from .construct import show_constructor
from .decorator import TypeDecorator
from .numeric import Integer, Numeric, register_late
from .schema_type import Emulated


def _quoted_date(value: Any) -> str:
    return f"'{(value.date() if isinstance(value, dt.datetime) else value).isoformat()}'"


def _quoted_datetime(value: Any) -> str:
    return f"'{value.isoformat(sep=' ') if isinstance(value, dt.datetime) else value.isoformat()}'"


def _quoted_time(value: Any) -> str:
    return f"'{(value.timetz() if isinstance(value, dt.datetime) else value).isoformat()}'"


@cache
def _date_results() -> dict[OperatorType, dict[type, type]]:
    return {
        operators.add: {Integer: Date, Interval: DateTime, Time: DateTime},
        operators.sub: {Integer: Date, Date: Integer, Interval: DateTime, DateTime: Interval},
    }


@cache
def _datetime_results() -> dict[OperatorType, dict[type, type]]:
    return {
        operators.add: {Interval: DateTime},
        operators.sub: {Interval: DateTime, DateTime: Interval},
    }


@cache
def _time_results() -> dict[OperatorType, dict[type, type]]:
    return {
        operators.add: {Date: DateTime, Interval: Time},
        operators.sub: {Time: Interval, Interval: Time},
    }


@cache
def _interval_results() -> dict[OperatorType, dict[type, type]]:
    return {
        operators.add: {Date: DateTime, Interval: Interval, DateTime: DateTime, Time: Time},
        operators.sub: {Interval: Interval},
        operators.mul: {Numeric: Interval},
        operators.truediv: {Numeric: Interval},
    }


class DateTime(TypeEngine[dt.datetime]):
    """`datetime.datetime`. With `timezone=True` the database keeps the zone, where it can."""

    __visit_name__ = "datetime"
    operator_classes = OperatorClass.DATETIME
    _adaptations = staticmethod(_datetime_results)

    def __init__(self, timezone: bool = False) -> None:
        self.timezone = timezone

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.DATETIME

    def _resolve_for_literal(self, value: Any) -> TypeEngine[Any]:
        return _DATETIME_ZONED if value.tzinfo is not None else _DATETIME

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _quoted_datetime

    @property
    def python_type(self) -> type[dt.datetime]:
        return dt.datetime


class Date(TypeEngine[dt.date]):
    """`datetime.date`."""

    __visit_name__ = "date"
    operator_classes = OperatorClass.DATETIME
    _adaptations = staticmethod(_date_results)

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.DATETIME

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _quoted_date

    @property
    def python_type(self) -> type[dt.date]:
        return dt.date


class Time(TypeEngine[dt.time]):
    """`datetime.time`."""

    __visit_name__ = "time"
    operator_classes = OperatorClass.DATETIME
    _adaptations = staticmethod(_time_results)

    def __init__(self, timezone: bool = False) -> None:
        self.timezone = timezone

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.DATETIME

    def _resolve_for_literal(self, value: Any) -> TypeEngine[Any]:
        return _TIME_ZONED if value.tzinfo is not None else _TIME

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _quoted_time

    @property
    def python_type(self) -> type[dt.time]:
        return dt.time


class _AbstractInterval(TypeEngine[dt.timedelta]):
    """What all interval types share, those of the databases included."""

    operator_classes = OperatorClass.DATETIME
    _adaptations = staticmethod(_interval_results)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return super().coerce_compared_value(op, value)


class Interval(Emulated, _AbstractInterval, TypeDecorator[dt.timedelta]):
    """`datetime.timedelta`. Databases without intervals keep the moment that lies so far after 1970-01-01."""

    impl = DateTime
    operator_classes = OperatorClass.DATETIME
    epoch = dt.datetime(1970, 1, 1)  # naive on purpose: no database has to know its zone
    cache_ok = True

    def __init__(
        self, native: bool = True, second_precision: int | None = None, day_precision: int | None = None
    ) -> None:
        super().__init__()
        self.native = native
        self.second_precision = second_precision
        self.day_precision = day_precision

    @property
    def _adaptations(self) -> Any:  # type: ignore[override]
        return _interval_results

    def __repr__(self) -> str:
        return show_constructor(self)

    @property
    def python_type(self) -> type[dt.timedelta]:
        return dt.timedelta

    # Arithmetic with an interval is not that of the moments that stand for it.
    _adapt_operator = TypeEngine._adapt_operator

    def adapt_to_emulated(self, impltype: type[Any], **kw: Any) -> Any:
        return _AbstractInterval.adapt(self, impltype, **kw)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self.impl_instance.coerce_compared_value(op, value)  # type: ignore[no-any-return]

    def bind_processor(self, dialect: Any) -> Processor | None:
        inner = self.impl_instance.bind_processor(dialect)
        epoch = self.epoch

        def process(value: Any) -> Any:
            moment = None if value is None else epoch + value
            return moment if inner is None else inner(moment)

        return process

    def literal_processor(self, dialect: Any) -> Processor | None:
        inner = self.impl_instance.literal_processor(dialect)
        epoch = self.epoch
        return None if inner is None else lambda value: inner(epoch + value)

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        inner = self.impl_instance.result_processor(dialect, coltype)
        epoch = self.epoch

        def process(value: Any) -> Any:
            moment = value if inner is None else inner(value)
            return None if moment is None else moment - epoch

        return process


_AbstractInterval._type_affinity = Interval
Interval._type_affinity = Interval  # type: ignore[method-assign, assignment]
register_late(Date=Date, Interval=Interval)


class DATE(Date):
    __visit_name__ = "DATE"


class DATETIME(DateTime):
    __visit_name__ = "DATETIME"


class TIMESTAMP(DateTime):
    __visit_name__ = "TIMESTAMP"

    def __init__(self, timezone: bool = False) -> None:
        super().__init__(timezone=timezone)

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return dbapi.TIMESTAMP


class TIME(Time):
    __visit_name__ = "TIME"


DATETIMETYPE = _DATETIME = DateTime()
_DATETIME_ZONED = DateTime(timezone=True)
DATETYPE = Date()
TIMETYPE = _TIME = Time()
_TIME_ZONED = Time(timezone=True)
