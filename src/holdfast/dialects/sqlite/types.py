"""SQLite's own types: dates and times as text, JSON through its functions.

SQLite has no date type. A storage format writes the value as text; the default one is ISO 8601, which sorts and which
SQLite's date functions understand.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ...sql.functions import func
from ...sql.types import JSON as GenericJSON
from ...sql.types import (
    Date,
    DateTime,
    JSONIndexType,
    JSONPathType,
    Processor,
    Time,
)


class _Stored:
    """A type whose values are text in a storage format; without one, ISO 8601."""

    def __init__(self, storage_format: str | None = None, regexp: str | None = None, **keywords: Any) -> None:
        super().__init__(**keywords)
        self._storage_format = storage_format
        self._reg = re.compile(regexp) if regexp is not None else None

    @property
    def format_is_text_affinity(self) -> bool:
        """Whether stored values are text for SQLite, and not numbers."""
        sample = self._format() % dict.fromkeys(_FIELDS, 0)
        return bool(re.search(r"[^0-9]", sample))

    def _format(self) -> str:
        return self._storage_format or "-"

    def adapt(self, cls: type[Any], **keywords: Any) -> Any:
        if issubclass(cls, _Stored):
            if self._storage_format:
                keywords["storage_format"] = self._storage_format
            if self._reg is not None:
                keywords["regexp"] = self._reg.pattern
        return super().adapt(cls, **keywords)  # type: ignore[misc]

    def literal_processor(self, dialect: Any) -> Processor | None:
        bind: Any = self.bind_processor(dialect)  # type: ignore[attr-defined]

        def process(value: Any) -> str:
            return f"'{bind(value)}'"

        return process


_FIELDS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


def _reader(pattern: re.Pattern[str], make: Any) -> Processor:
    """A function that reads stored text by a pattern: named groups as keywords, else groups in order."""

    def process(value: Any) -> Any:
        if value is None:
            return None
        found = pattern.match(value)
        if found is None:
            raise ValueError(f"Couldn't parse {make.__name__} string: {value!r}")
        named = found.groupdict()
        if named:
            return make(**{name: int(text or 0) for name, text in named.items()})
        return make(*[int(text or 0) for text in found.groups()])

    return process


class DATETIME(_Stored, DateTime):
    """A datetime as text, `2021-03-15 12:05:57.105542`; `truncate_microseconds=True` leaves the fraction out."""

    __visit_name__ = "datetime"

    def __init__(self, *args: Any, truncate_microseconds: bool = False, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._truncate = truncate_microseconds

    def bind_processor(self, dialect: Any) -> Processor:
        stored = self._storage_format
        if stored is not None:
            return _format_datetime(stored)
        spec = "seconds" if self._truncate else "microseconds"
        datetime, date = dt.datetime, dt.date
        midnight = "00:00:00" if self._truncate else "00:00:00.000000"

        def process(value: Any) -> str | None:
            if value.__class__ is datetime and value.tzinfo is None:
                return value.isoformat(" ", spec)
            if value is None:
                return None
            if isinstance(value, datetime):
                return value.replace(tzinfo=None).isoformat(" ", spec)
            if isinstance(value, date):
                return f"{value.isoformat()} {midnight}"
            raise TypeError("SQLite DateTime type only accepts Python datetime and date objects as input.")

        return process

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        if self._reg is not None:
            return _reader(self._reg, dt.datetime)
        parse = dt.datetime.fromisoformat

        def process(value: Any) -> dt.datetime | None:
            return None if value is None else parse(value)

        return process


def _format_datetime(stored: str) -> Processor:
    def process(value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, dt.datetime):
            return stored % {name: getattr(value, name) for name in _FIELDS}
        if isinstance(value, dt.date):
            return stored % {name: getattr(value, name, 0) for name in _FIELDS}
        raise TypeError("SQLite DateTime type only accepts Python datetime and date objects as input.")

    return process


class TIMESTAMP(DATETIME):
    """A timestamp, stored as a datetime is."""

    __visit_name__ = "TIMESTAMP"


class DATE(_Stored, Date):
    """A date as text, `2021-03-15`."""

    __visit_name__ = "date"

    def bind_processor(self, dialect: Any) -> Processor:
        stored = self._storage_format
        date, datetime = dt.date, dt.datetime

        def process(value: Any) -> str | None:
            if value is None:
                return None
            if not isinstance(value, date):
                raise TypeError("SQLite Date type only accepts Python date objects as input.")
            if stored is not None:
                return stored % {"year": value.year, "month": value.month, "day": value.day}
            return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()

        return process

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        if self._reg is not None:
            return _reader(self._reg, dt.date)
        parse = dt.date.fromisoformat

        def process(value: Any) -> dt.date | None:
            return None if value is None else parse(value)

        return process


class TIME(_Stored, Time):
    """A time as text, `12:05:57.105542`; `truncate_microseconds=True` leaves the fraction out."""

    __visit_name__ = "time"

    def __init__(self, *args: Any, truncate_microseconds: bool = False, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._truncate = truncate_microseconds

    def bind_processor(self, dialect: Any) -> Processor:
        stored = self._storage_format
        spec = "seconds" if self._truncate else "microseconds"
        time = dt.time

        def process(value: Any) -> str | None:
            if value is None:
                return None
            if not isinstance(value, time):
                raise TypeError("SQLite Time type only accepts Python time objects as input.")
            if stored is not None:
                return stored % {name: getattr(value, name) for name in _FIELDS[3:]}
            return value.replace(tzinfo=None).isoformat(spec)

        return process

    def result_processor(self, dialect: Any, coltype: object) -> Processor:
        if self._reg is not None:
            return _reader(self._reg, dt.time)
        parse = dt.time.fromisoformat

        def process(value: Any) -> dt.time | None:
            return None if value is None else parse(value)

        return process


# ---------------------------------------------------------------------- JSON


class JSON(GenericJSON):
    """JSON as SQLite's functions give it: numbers come back as numbers, everything else as text."""

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        parse: Any = super().result_processor(dialect, coltype)

        def process(value: Any) -> Any:
            return value if isinstance(value, (int, float)) else parse(value)

        return process


class JSONB(JSON):
    """JSON in SQLite's binary form: written through `jsonb()`, read through `json()`; SQLite 3.45 and later."""

    __visit_name__ = "JSONB"

    def bind_expression(self, bindvalue: Any) -> Any:
        return func.jsonb(bindvalue, type_=self)

    def column_expression(self, colexpr: Any) -> Any:
        return func.json(colexpr, type_=self)


def path_step(value: Any) -> str:
    """One step of a JSON path: a position or a key."""
    if isinstance(value, int):
        return f"[{value}]"
    escaped = str(value).replace('"', '\\"')
    return f'."{escaped}"'


class _Path:
    """A type whose values are JSON paths."""

    def _format_value(self, value: Any) -> str:
        raise TypeError(f"{type(self).__name__} writes no path")

    def bind_processor(self, dialect: Any) -> Processor:
        as_text = self.string_bind_processor(dialect)  # type: ignore[attr-defined]

        def process(value: Any) -> Any:
            path = self._format_value(value)
            return as_text(path) if as_text is not None else path

        return process

    def literal_processor(self, dialect: Any) -> Processor:
        as_text: Any = self.string_literal_processor(dialect)  # type: ignore[attr-defined]

        def process(value: Any) -> str:
            return str(as_text(self._format_value(value)))

        return process


class SQLiteJSONIndex(_Path, JSONIndexType):
    """An index as the path `$."key"` or `$[0]`."""

    def _format_value(self, value: Any) -> str:
        return "$" + path_step(value)


class SQLiteJSONPath(_Path, JSONPathType):
    """Several steps as one path."""

    def _format_value(self, value: Any) -> str:
        return "$" + "".join([path_step(step) for step in value])
