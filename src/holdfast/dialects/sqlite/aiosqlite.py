"""SQLite for asyncio, by aiosqlite: its thread runs whole verbs of the blocking channel, one hop each.

aiosqlite's own methods need a hop for the cursor, one for the rows and one to close it. What runs in its thread here is
the pysqlite channel, so everything about transactions is said once.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from ...plan import Reply
from ...pool import AsyncAdaptedQueuePool, StaticPool
from ..base import AsyncChannel
from .pysqlite import PysqliteChannel, SQLiteDialect_pysqlite


class AiosqliteChannel(AsyncChannel):
    """One aiosqlite connection."""

    __slots__ = ("_hop", "_inner")
    begins_implicitly = True

    def __init__(self, driver_connection: Any, dialect: Any) -> None:
        super().__init__(driver_connection, dialect)
        self._hop = driver_connection._execute
        self._inner = PysqliteChannel(driver_connection._conn, dialect)

    async def execute(self, sql: str, parameters: Any = ()) -> Reply:
        return await self._hop(self._inner.execute, sql, parameters)  # type: ignore[no-any-return]

    async def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        return await self._hop(self._inner.execute_many, sql, parameter_sets)  # type: ignore[no-any-return]

    async def batch(self, requests: Sequence[Any]) -> tuple[Reply, ...]:
        # One hop for the whole wave.
        return await self._hop(self._inner.batch, requests)  # type: ignore[no-any-return]

    async def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        return await self._hop(self._inner.open_cursor, sql, parameters)  # type: ignore[no-any-return]

    async def fetch_many(self, cursor: Any, size: int) -> list[tuple[Any, ...]]:
        return await self._hop(self._inner.fetch_many, cursor, size)  # type: ignore[no-any-return]

    async def close_cursor(self, cursor: Any) -> None:
        await self._hop(self._inner.close_cursor, cursor)

    async def control(self, verb: str, argument: Any = None) -> Any:
        return await self._hop(self._inner.control, verb, argument)

    async def ping(self) -> bool:
        return await self._hop(self._inner.ping)  # type: ignore[no-any-return]

    async def close(self) -> None:
        await self.driver_connection.close()

    def note_begin(self) -> None:
        self._inner.note_begin()

    def terminate(self) -> None:
        stop = getattr(self.driver_connection, "stop", None)
        if stop is not None:
            stop()


class SQLiteDialect_aiosqlite(SQLiteDialect_pysqlite):
    """SQLite for asyncio."""

    driver = "aiosqlite"
    is_async = True
    has_terminate = True
    channel_class = AiosqliteChannel

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        import_module("aiosqlite")
        return import_module("sqlite3")

    @classmethod
    def get_pool_class(cls, url: Any) -> Any:
        return AsyncAdaptedQueuePool if cls._is_file(url) else StaticPool

    async def open_connection(self, arguments: Any, options: dict[str, Any]) -> Any:
        """A new connection of the driver; its thread does not keep the program alive."""
        connection = import_module("aiosqlite").connect(*arguments, **options)
        thread = getattr(connection, "_thread", connection)
        thread.daemon = True
        await connection
        prepare = self.on_connect()
        await connection._execute(prepare, connection._conn)
        return connection


__all__ = ["AiosqliteChannel", "SQLiteDialect_aiosqlite"]
