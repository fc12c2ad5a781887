"""MySQL's and MariaDB's own types: numbers with display options, text with character sets, bits and years.

Types of given sets of words (ENUM, SET) are in `enumerated`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from ... import exc
from ...sql import types as sqltypes
from ...sql.types import Processor, TypeEngine
from ...util import late

uuid = late("uuid")

__all__ = [
    "BIGINT",
    "BIT",
    "CHAR",
    "DATETIME",
    "DECIMAL",
    "DOUBLE",
    "FLOAT",
    "INET4",
    "INET6",
    "INTEGER",
    "JSON",
    "LONGBLOB",
    "LONGTEXT",
    "MEDIUMBLOB",
    "MEDIUMINT",
    "MEDIUMTEXT",
    "NCHAR",
    "NUMERIC",
    "NVARCHAR",
    "REAL",
    "SMALLINT",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "TINYBLOB",
    "TINYINT",
    "TINYTEXT",
    "VARCHAR",
    "YEAR",
]


# ---------------------------------------------------------------------- numbers


class _IntegerOptions:
    """How an integer is shown, and whether it may be negative."""

    def __init__(self, display_width: int | None = None, *, unsigned: bool = False, zerofill: bool = False) -> None:
        self.display_width = display_width
        self.unsigned = unsigned
        self.zerofill = zerofill


class INTEGER(_IntegerOptions, sqltypes.INTEGER):
    __visit_name__ = "INTEGER"


class BIGINT(_IntegerOptions, sqltypes.BIGINT):
    __visit_name__ = "BIGINT"


class SMALLINT(_IntegerOptions, sqltypes.SMALLINT):
    __visit_name__ = "SMALLINT"


class MEDIUMINT(_IntegerOptions, sqltypes.Integer):
    """An integer of three bytes."""

    __visit_name__ = "MEDIUMINT"


class TINYINT(_IntegerOptions, sqltypes.Integer):
    """An integer of one byte; TINYINT(1) is what BOOL means."""

    __visit_name__ = "TINYINT"

    def _compare_type_affinity(self, other: TypeEngine[Any]) -> bool:
        return other._type_affinity is sqltypes.Boolean or super()._compare_type_affinity(other)


class NUMERIC(sqltypes.NUMERIC):
    __visit_name__ = "NUMERIC"
    _shown_first: ClassVar[tuple[str, ...]] = ("unsigned", "zerofill")

    def __init__(
        self,
        precision: int | None = None,
        scale: int | None = None,
        asdecimal: bool = True,
        *,
        unsigned: bool = False,
        zerofill: bool = False,
        decimal_return_scale: int | None = None,
    ) -> None:
        super().__init__(precision, scale, decimal_return_scale, asdecimal)
        self.unsigned = unsigned
        self.zerofill = zerofill


class DECIMAL(sqltypes.DECIMAL):
    __visit_name__ = "DECIMAL"
    _shown_first: ClassVar[tuple[str, ...]] = ("unsigned", "zerofill")

    def __init__(
        self,
        precision: int | None = None,
        scale: int | None = None,
        asdecimal: bool = True,
        *,
        unsigned: bool = False,
        zerofill: bool = False,
        decimal_return_scale: int | None = None,
    ) -> None:
        super().__init__(precision, scale, decimal_return_scale, asdecimal)
        self.unsigned = unsigned
        self.zerofill = zerofill


class _FloatOptions:
    """Digits in all and behind the point, which only MySQL lets one say of a floating number."""

    def _take(
        self,
        precision: int | None,
        scale: int | None,
        asdecimal: bool,
        unsigned: bool,
        zerofill: bool,
        decimal_return_scale: int | None,
    ) -> None:
        self.precision = precision
        self.scale = scale
        self.asdecimal = asdecimal
        self.unsigned = unsigned
        self.zerofill = zerofill
        self.decimal_return_scale = decimal_return_scale

    def __repr__(self) -> str:
        names = ("precision", "scale", "asdecimal", "unsigned", "zerofill", "decimal_return_scale")
        shown = [f"{name}={getattr(self, name)!r}" for name in names if getattr(self, name) not in {None, False}]
        return f"{type(self).__name__}({', '.join(shown)})"


class FLOAT(_FloatOptions, sqltypes.FLOAT):
    __visit_name__ = "FLOAT"

    def __init__(
        self,
        precision: int | None = None,
        scale: int | None = None,
        asdecimal: bool = False,
        *,
        unsigned: bool = False,
        zerofill: bool = False,
        decimal_return_scale: int | None = None,
    ) -> None:
        self._take(precision, scale, asdecimal, unsigned, zerofill, decimal_return_scale)


class DOUBLE(_FloatOptions, sqltypes.DOUBLE):
    __visit_name__ = "DOUBLE"

    def __init__(
        self,
        precision: int | None = None,
        scale: int | None = None,
        asdecimal: bool = True,
        *,
        unsigned: bool = False,
        zerofill: bool = False,
        decimal_return_scale: int | None = None,
    ) -> None:
        _both_or_none(precision, scale)
        self._take(precision, scale, asdecimal, unsigned, zerofill, decimal_return_scale)


class REAL(_FloatOptions, sqltypes.REAL):
    __visit_name__ = "REAL"

    def __init__(
        self,
        precision: int | None = None,
        scale: int | None = None,
        asdecimal: bool = True,
        *,
        unsigned: bool = False,
        zerofill: bool = False,
        decimal_return_scale: int | None = None,
    ) -> None:
        _both_or_none(precision, scale)
        self._take(precision, scale, asdecimal, unsigned, zerofill, decimal_return_scale)


def _both_or_none(precision: int | None, scale: int | None) -> None:
    if (precision is None) != (scale is None):
        raise exc.ArgumentError("You must specify both precision and scale or omit both altogether.")


class BIT(TypeEngine[Any]):
    """`BIT(length)`; values are integers."""

    __visit_name__ = "BIT"

    def __init__(self, length: int | None = None) -> None:
        self.length = length

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        """A number from the driver's bytes."""
        return _number_of_bytes


def _number_of_bytes(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    return int.from_bytes(value, "big")


class YEAR(TypeEngine[Any]):
    """A year, 1901 to 2155."""

    __visit_name__ = "YEAR"

    def __init__(self, display_width: int | None = None) -> None:
        self.display_width = display_width


# ---------------------------------------------------------------------- dates and times


class TIME(sqltypes.TIME):
    """A time of day; `fsp` is the number of digits of a second's fraction."""

    __visit_name__ = "TIME"

    def __init__(self, timezone: bool = False, fsp: int | None = None) -> None:
        super().__init__(timezone=timezone)
        self.fsp = fsp

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        return _time_of_span


def _time_of_span(value: Any) -> Any:
    """A time from the span since midnight that drivers give for a column, or the text they give for an expression."""
    if isinstance(value, str):
        try:
            return dt.time.fromisoformat(value)
        except ValueError:
            return value  # a span of more than a day is no time of day
    if not isinstance(value, dt.timedelta):
        return value
    minutes, seconds = divmod(value.seconds, 60)
    return dt.time(minutes // 60, minutes % 60, seconds, value.microseconds)


class TIMESTAMP(sqltypes.TIMESTAMP):
    """A moment; `fsp` is the number of digits of a second's fraction."""

    __visit_name__ = "TIMESTAMP"

    def __init__(self, timezone: bool = False, fsp: int | None = None) -> None:
        super().__init__(timezone=timezone)
        self.fsp = fsp


class DATETIME(sqltypes.DATETIME):
    """A date and time; `fsp` is the number of digits of a second's fraction."""

    __visit_name__ = "DATETIME"

    def __init__(self, timezone: bool = False, fsp: int | None = None) -> None:
        super().__init__(timezone=timezone)
        self.fsp = fsp


# ---------------------------------------------------------------------- text


class TextOptions:
    """Character set and collation, and MySQL's words for some of both.

    charset, collation: by name. ascii, unicode: short for the character sets latin1 and ucs2. binary: the binary
    collation of the character set. national: the server's national character set.
    """

    __visit_name__: str
    _shown_first: ClassVar[tuple[str, ...]] = ("charset", "collation", "ascii", "binary", "unicode", "national")

    def _take(
        self, charset: str | None, collation: str | None, ascii: bool, binary: bool, unicode: bool, national: bool
    ) -> None:
        self.charset = charset
        self.collation = collation
        self.ascii = ascii
        self.binary = binary
        self.unicode = unicode
        self.national = national


class _Text(TextOptions, sqltypes.String):
    """Text whose length is that of its type."""

    def __init__(
        self,
        *,
        charset: str | None = None,
        collation: str | None = None,
        ascii: bool = False,
        binary: bool = False,
        unicode: bool = False,
        national: bool = False,
        length: int | None = None,
    ) -> None:
        sqltypes.String.__init__(self, length)
        self._take(charset, collation, ascii, binary, unicode, national)


class TINYTEXT(_Text):
    __visit_name__ = "TINYTEXT"


class MEDIUMTEXT(_Text):
    __visit_name__ = "MEDIUMTEXT"


class LONGTEXT(_Text):
    __visit_name__ = "LONGTEXT"


class _SizedText(TextOptions):
    """Text of a given length."""

    def __init__(
        self,
        length: int | None = None,
        *,
        charset: str | None = None,
        collation: str | None = None,
        ascii: bool = False,
        binary: bool = False,
        unicode: bool = False,
        national: bool = False,
    ) -> None:
        sqltypes.String.__init__(self, length)  # type: ignore[arg-type]
        self._take(charset, collation, ascii, binary, unicode, national)


class TEXT(_SizedText, sqltypes.TEXT):
    __visit_name__ = "TEXT"


class VARCHAR(_SizedText, sqltypes.VARCHAR):
    __visit_name__ = "VARCHAR"


class CHAR(_SizedText, sqltypes.CHAR):
    __visit_name__ = "CHAR"


class _NationalText(TextOptions):
    """Text in the server's national character set."""

    def __init__(
        self, length: int | None = None, *, collation: str | None = None, binary: bool = False, national: bool = False
    ) -> None:
        sqltypes.String.__init__(self, length)  # type: ignore[arg-type]
        self._take(None, collation, False, binary, False, True)


class NVARCHAR(_NationalText, sqltypes.NVARCHAR):
    __visit_name__ = "NVARCHAR"


class NCHAR(_NationalText, sqltypes.NCHAR):
    __visit_name__ = "NCHAR"


# ---------------------------------------------------------------------- bytes and documents


class TINYBLOB(sqltypes._Binary):
    __visit_name__ = "TINYBLOB"


class MEDIUMBLOB(sqltypes._Binary):
    __visit_name__ = "MEDIUMBLOB"


class LONGBLOB(sqltypes._Binary):
    __visit_name__ = "LONGBLOB"


class JSON(sqltypes.JSON):
    """A JSON document; in MariaDB, text that is checked to be one."""


class _PathText:
    """Steps into a document as the path that MySQL's functions take: `$."key"[0]`."""

    def bind_processor(self, dialect: Any) -> Processor | None:
        as_text = self.string_bind_processor(dialect)  # type: ignore[attr-defined]
        return lambda value: self._path(value) if as_text is None else as_text(self._path(value))

    def literal_processor(self, dialect: Any) -> Processor | None:
        as_text = self.string_literal_processor(dialect)  # type: ignore[attr-defined]
        return lambda value: as_text(self._path(value))

    def _path(self, value: Any) -> str:
        steps = value if isinstance(value, (list, tuple)) else (value,)
        return "$" + "".join([_step(step) for step in steps])


def _step(step: Any) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return '."' + str(step).replace("\\", "\\\\").replace('"', '\\"') + '"'


class JSONIndexType(_PathText, sqltypes.JSONIndexType):
    """A key or a position."""


class JSONPathType(_PathText, sqltypes.JSONPathType):
    """Several steps."""


# ---------------------------------------------------------------------- MariaDB only


class MariaDBUuid(sqltypes.Uuid):
    """MariaDB's UUID, which drivers give as text, and some of them take as text only."""

    def bind_processor(self, dialect: Any) -> Processor | None:
        if not self._is_native(dialect):
            return super().bind_processor(dialect)
        if dialect._allows_uuid_binds:
            return None
        return lambda value: None if value is None else str(value)

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if not self._is_native(dialect):
            return super().result_processor(dialect, coltype)
        if not self.as_uuid:
            return None
        return lambda value: uuid.UUID(value) if isinstance(value, str) else value

    def literal_processor(self, dialect: Any) -> Processor | None:
        if self._is_native(dialect) and self.as_uuid:
            return lambda value: f"'{value.hex}'"
        return super().literal_processor(dialect)


class INET4(TypeEngine[str]):
    """An address of IPv4; MariaDB 10.10 and later."""

    __visit_name__ = "INET4"


class INET6(TypeEngine[str]):
    """An address of IPv6; MariaDB 10.5 and later."""

    __visit_name__ = "INET6"
