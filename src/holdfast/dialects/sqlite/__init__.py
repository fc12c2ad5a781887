"""SQLite."""

from .aiosqlite import SQLiteDialect_aiosqlite
from .aiosqlite import SQLiteDialect_aiosqlite as dialect_async
from .dialect import SQLiteDialect, SQLiteIdentifierPreparer
from .dml import Insert, insert
from .pysqlite import SQLiteDialect_pysqlite
from .pysqlite import SQLiteDialect_pysqlite as dialect
from .types import DATE, DATETIME, TIME, TIMESTAMP

__all__ = [
    "DATE",
    "DATETIME",
    "TIME",
    "TIMESTAMP",
    "Insert",
    "SQLiteDialect",
    "SQLiteDialect_aiosqlite",
    "SQLiteDialect_pysqlite",
    "SQLiteIdentifierPreparer",
    "dialect",
    "dialect_async",
    "insert",
]
