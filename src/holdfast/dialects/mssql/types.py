"""SQL Server's own types: dates of several grains, text of two kinds, money, row versions, unique identifiers."""

from __future__ import annotations

from typing import Any

from ...sql import types as sqltypes
from ...sql.types import Processor, TypeEngine

__all__ = [
    "BIT",
    "DATETIME2",
    "DATETIMEOFFSET",
    "DOUBLE_PRECISION",
    "IMAGE",
    "JSON",
    "MONEY",
    "NTEXT",
    "REAL",
    "ROWVERSION",
    "SMALLDATETIME",
    "SMALLMONEY",
    "SQL_VARIANT",
    "TIME",
    "TIMESTAMP",
    "TINYINT",
    "UNIQUEIDENTIFIER",
    "VARBINARY",
    "XML",
    "MSUnicode",
    "MSUnicodeText",
    "MSUuid",
]


# ---------------------------------------------------------------------- numbers and truth


class TINYINT(sqltypes.Integer):
    """An integer of one byte."""

    __visit_name__ = "TINYINT"


class BIT(sqltypes.Boolean):
    """A truth value: 0 or 1."""

    __visit_name__ = "BIT"


class REAL(sqltypes.REAL):
    """FLOAT(24)."""

    __visit_name__ = "REAL"

    def __init__(self, **keywords: Any) -> None:
        keywords.setdefault("precision", 24)
        super().__init__(**keywords)


class DOUBLE_PRECISION(sqltypes.DOUBLE_PRECISION):
    """FLOAT(53)."""

    __visit_name__ = "DOUBLE_PRECISION"

    def __init__(self, **keywords: Any) -> None:
        keywords.setdefault("precision", 53)
        super().__init__(**keywords)


class MONEY(TypeEngine[Any]):
    __visit_name__ = "MONEY"


class SMALLMONEY(TypeEngine[Any]):
    __visit_name__ = "SMALLMONEY"


# ---------------------------------------------------------------------- text and bytes


def _national(value: Any) -> str:
    doubled = value.replace("'", "''")
    return f"N'{doubled}'"


class MSUnicode(sqltypes.Unicode):
    """Unicode in SQL Server: literals are written N'...'."""

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _national


class MSUnicodeText(sqltypes.UnicodeText):
    """The same, for long text."""

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _national


class NTEXT(sqltypes.UnicodeText):
    """Long text in Unicode, of old databases; NVARCHAR without a length is the newer one."""

    __visit_name__ = "NTEXT"


class XML(sqltypes.Text):
    __visit_name__ = "XML"


class JSON(sqltypes.JSON):
    """JSON, kept as NVARCHAR(max)."""


class VARBINARY(sqltypes.VARBINARY, sqltypes.LargeBinary):
    """Bytes, at most `length`; without one, or with 'max', up to 2 GB, with `filestream` in the file system."""

    __visit_name__ = "VARBINARY"

    def __init__(self, length: Any = None, filestream: bool = False) -> None:
        self.filestream = filestream
        if filestream and length not in {None, "max"}:
            raise ValueError("length must be None or 'max' when setting filestream")
        super().__init__(length=length)


class IMAGE(sqltypes.LargeBinary):
    """Long bytes, of old databases; VARBINARY without a length is the newer one."""

    __visit_name__ = "IMAGE"


class TIMESTAMP(sqltypes._Binary):
    """The number of a row's version, not a moment; with `convert_int` it is read as an integer."""

    __visit_name__ = "TIMESTAMP"
    length = None

    def __init__(self, convert_int: bool = False) -> None:
        self.convert_int = convert_int


class ROWVERSION(TIMESTAMP):
    """TIMESTAMP under its newer name."""

    __visit_name__ = "ROWVERSION"


class SQL_VARIANT(TypeEngine[Any]):
    """A value of nearly any type."""

    __visit_name__ = "SQL_VARIANT"


class UNIQUEIDENTIFIER(sqltypes.Uuid):
    """`uuid.UUID`, or its text with as_uuid=False."""

    __visit_name__ = "UNIQUEIDENTIFIER"

    def __init__(self, as_uuid: bool = True) -> None:
        super().__init__(as_uuid=as_uuid, native_uuid=True)

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _uuid_text


def _uuid_text(value: Any) -> str:
    return f"'{value}'"


class MSUuid(sqltypes.Uuid):
    """Uuid in SQL Server, whose text has hyphens."""

    def literal_processor(self, dialect: Any) -> Processor | None:
        return _uuid_text if self.native_uuid else super().literal_processor(dialect)


# ---------------------------------------------------------------------- moments


class DATETIME2(sqltypes.DateTime):
    """A moment, to `precision` digits of a second."""

    __visit_name__ = "DATETIME2"

    def __init__(self, precision: int | None = None, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.precision = precision


class DATETIMEOFFSET(sqltypes.DateTime):
    """A moment with its distance from UTC."""

    __visit_name__ = "DATETIMEOFFSET"

    def __init__(self, precision: int | None = None, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.precision = precision


class SMALLDATETIME(sqltypes.DateTime):
    """A moment, to the minute."""

    __visit_name__ = "SMALLDATETIME"


class TIME(sqltypes.TIME):
    """A time of day, to `precision` digits of a second."""

    __visit_name__ = "TIME"

    def __init__(self, precision: int | None = None, **keywords: Any) -> None:
        self.precision = precision
        super().__init__(**keywords)
