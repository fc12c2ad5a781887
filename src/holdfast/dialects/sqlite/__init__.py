"""SQLite."""

from .aiosqlite import SQLiteDialect_aiosqlite
from .aiosqlite import SQLiteDialect_aiosqlite as dialect_async
from .dialect import SQLiteDialect, SQLiteIdentifierPreparer
from .pysqlite import SQLiteDialect_pysqlite
from .pysqlite import SQLiteDialect_pysqlite as dialect
from .dml import Insert, insert
from .types import DATE, DATETIME, TIME, TIMESTAMP

__all__ = [
    "Insert",
    "insert",
    "DATE",
    "DATETIME",
    "TIME",
    "TIMESTAMP",
    "SQLiteDialect",
    "SQLiteDialect_aiosqlite",
    "SQLiteDialect_pysqlite",
    "SQLiteIdentifierPreparer",
    "dialect",
    "dialect_async",
]
