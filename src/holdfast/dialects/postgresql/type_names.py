"""PostgreSQL's names of types, as its catalogs spell them, and the classes that stand for them; reflection reads this."""

from __future__ import annotations

from typing import Final

from ...sql.types import (
    BIGINT,
    BOOLEAN,
    CHAR,
    DATE,
    DOUBLE_PRECISION,
    FLOAT,
    INTEGER,
    NUMERIC,
    REAL,
    SMALLINT,
    TEXT,
    UUID,
    VARCHAR,
    String,
)
from . import ranges, types
from .array import ARRAY
from .hstore import HSTORE
from .json import JSON, JSONB

_RANGES = (
    *(ranges.INT4RANGE, ranges.INT8RANGE, ranges.NUMRANGE, ranges.DATERANGE, ranges.TSRANGE, ranges.TSTZRANGE),
    *(ranges.INT4MULTIRANGE, ranges.INT8MULTIRANGE, ranges.NUMMULTIRANGE),
    *(ranges.DATEMULTIRANGE, ranges.TSMULTIRANGE, ranges.TSTZMULTIRANGE),
)
_SAME_NAME = (
    *(types.INET, types.CIDR, types.CITEXT, types.MACADDR, types.MACADDR8, types.MONEY, types.OID, types.REGCLASS),
    *(types.REGCONFIG, types.BYTEA, types.TSVECTOR, types.TSQUERY, types.BIT, types.INTERVAL),
    *(types.TIMESTAMP, types.TIME, INTEGER, BIGINT, SMALLINT, TEXT, NUMERIC, FLOAT, REAL, UUID, DATE, BOOLEAN),
    *(HSTORE, JSON, JSONB),
)

TYPES_BY_NAME: Final[dict[str, type]] = {
    "_array": ARRAY,
    **{kind.__name__.lower(): kind for kind in (*_RANGES, *_SAME_NAME)},
    "character varying": VARCHAR,
    "character": CHAR,
    '"char"': String,
    "name": String,
    "bit varying": types.BIT,
    "double precision": DOUBLE_PRECISION,
    "timestamp with time zone": types.TIMESTAMP,
    "timestamp without time zone": types.TIMESTAMP,
    "time with time zone": types.TIME,
    "time without time zone": types.TIME,
}
