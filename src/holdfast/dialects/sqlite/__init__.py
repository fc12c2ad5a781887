"""SQLite: its dialects, types and INSERT."""

from ...sql.types import BLOB, BOOLEAN, CHAR, DECIMAL, FLOAT, INTEGER, NUMERIC, REAL, SMALLINT, TEXT, VARCHAR
from .aiosqlite import SQLiteDialect_aiosqlite
from .aiosqlite import SQLiteDialect_aiosqlite as dialect_async
from .dialect import SQLiteDialect, SQLiteIdentifierPreparer
from .dml import Insert, insert
from .pysqlite import SQLiteDialect_pysqlite
from .pysqlite import SQLiteDialect_pysqlite as dialect
from .types import DATE, DATETIME, JSON, JSONB, TIME, TIMESTAMP

__all__ = [
    "BLOB",
    "BOOLEAN",
    "CHAR",
    "DATE",
    "DATETIME",
    "DECIMAL",
    "FLOAT",
    "INTEGER",
    "JSON",
    "JSONB",
    "NUMERIC",
    "REAL",
    "SMALLINT",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "VARCHAR",
    "Insert",
    "SQLiteDialect",
    "SQLiteDialect_aiosqlite",
    "SQLiteDialect_pysqlite",
    "SQLiteIdentifierPreparer",
    "dialect",
    "dialect_async",
    "insert",
]
