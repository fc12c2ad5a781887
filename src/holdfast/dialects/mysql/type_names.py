"""MySQL's names of types, as its catalogs spell them, and the classes that stand for them; reflection reads this."""

from __future__ import annotations

from typing import Final

from ...sql import types as sqltypes
from . import types
from .enumerated import ENUM, SET

_SAME_NAME = (
    *(types.BIGINT, types.BIT, types.CHAR, types.DATETIME, types.DECIMAL, types.DOUBLE, types.FLOAT, types.INTEGER),
    *(types.JSON, types.LONGBLOB, types.LONGTEXT, types.MEDIUMBLOB, types.MEDIUMINT, types.MEDIUMTEXT, types.NCHAR),
    *(types.NUMERIC, types.NVARCHAR, types.SMALLINT, types.TEXT, types.TIME, types.TIMESTAMP, types.TINYBLOB),
    *(types.TINYINT, types.TINYTEXT, types.VARCHAR, types.YEAR, types.INET4, types.INET6, ENUM, SET),
    *(sqltypes.BINARY, sqltypes.BLOB, sqltypes.BOOLEAN, sqltypes.DATE, sqltypes.UUID, sqltypes.VARBINARY),
)

TYPES_BY_NAME: Final[dict[str, type]] = {
    **{kind.__name__.lower(): kind for kind in _SAME_NAME},
    "fixed": types.DECIMAL,
    "int": types.INTEGER,
}
