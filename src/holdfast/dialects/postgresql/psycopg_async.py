"""PostgreSQL for asyncio, by psycopg's own async connections: the channel, and the dialect that opens it.

Verb for verb what `psycopg_channel` does, awaited.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, NoReturn

from ...plan import Reply
from ...pool import AsyncAdaptedQueuePool
from ..base import AsyncChannel
from .psycopg import PGDialect_psycopg
from .psycopg_many import has_many_parameters, in_order, row_pages
from .psycopg_words import (
    ACTIVE,
    HAS_ROWS,
    IDLE,
    Sent,
    begin_words,
    describe,
    expected_sets,
    failed_position,
    is_far,
    is_readable_in_parts,
    may_share_a_pipeline,
    two_phase_text,
)


class AsyncPsycopgChannel(AsyncChannel):
    """One async psycopg connection."""

    __slots__ = ("_connection", "_cursor", "_descriptions", "_has_begun", "_is_far", "_names", "_status_of")
    begins_implicitly = True

    def __init__(self, driver_connection: Any, dialect: Any) -> None:
        self._connection = driver_connection
        super().__init__(driver_connection, dialect)
        self._cursor: Any = None
        self._descriptions: dict[Any, Any] = dialect.descriptions
        self._status_of = driver_connection.pgconn
        self._names = 0
        self._is_far = is_far(driver_connection)
        self._has_begun = False

    @property
    def driver_connection(self) -> Any:
        """The driver's connection, for others. Who gets it may register types on it: the next statement has a new cursor."""
        self._cursor = None
        return self._connection

    @driver_connection.setter
    def driver_connection(self, connection: Any) -> None:
        self._connection = connection

    def note_begin(self) -> None:
        """psycopg begins by itself when the first statement comes."""

    def _reusable_cursor(self) -> Any:
        self._cursor = self._new_cursor()
        return self._cursor

    def _new_cursor(self, is_numbered: bool = False) -> Any:
        if is_numbered:
            return self.dialect.loaded_dbapi.AsyncRawCursor(self._connection, row_factory=self.dialect.tuple_row)
        return self._connection.cursor(row_factory=self.dialect.tuple_row)

    # -- statements

    async def execute(self, sql: str, parameters: Any = ()) -> Reply:
        cursor = self._cursor or self._reusable_cursor()
        try:
            if parameters and has_many_parameters(parameters):
                cursor = self._new_cursor(is_numbered=True)
                await cursor.execute(*in_order(sql, parameters, self.dialect.numbered_texts))
            elif self._is_far and self._begins_with([sql]):
                async with self._pipeline_begun():
                    await cursor.execute(sql, parameters)
            else:
                await cursor.execute(sql, parameters)
            return await self._reply_of(cursor)
        except Exception as error:
            await self._fail_closing(error, sql, parameters)

    async def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        try:
            pages = None if self._is_autocommit() else row_pages(sql, parameter_sets, self.dialect.numbered_texts)
            if pages is not None:
                return Reply(None, None, await self._insert_pages(pages))
            cursor = self._cursor or self._reusable_cursor()
            await cursor.executemany(sql, parameter_sets)
            return Reply(None, None, cursor.rowcount)
        except Exception as error:
            await self._fail_closing(error, sql, parameter_sets, is_many=True)

    async def _insert_pages(self, pages: Iterator[tuple[str, list[Any]]]) -> int:
        cursor = self._new_cursor(is_numbered=True)
        count = 0
        for text, values in pages:
            await cursor.execute(text, values)
            count += cursor.rowcount
        return count

    async def batch(self, requests: Sequence[Any]) -> tuple[Reply, ...]:
        """All in one pipeline: one round trip. The error of one names it by `batch_index`."""
        begins = self._begins_with([request.sql for request in requests])
        if (len(requests) < 2 and not begins) or self._is_autocommit():
            return await super().batch(requests)
        sent: list[Sent] = []
        try:
            async with self._pipeline_begun() if begins else self._connection.pipeline():
                for request in requests:
                    sent.append(one := Sent(request, self._new_cursor, self.dialect.numbered_texts))
                    for cursor, sets in expected_sets(one):
                        await cursor.executemany(one.sql, sets)
                    await one.last.execute(one.last_sql, one.last_parameters)
        except Exception as error:
            await self._fail_at(failed_position(error, sent, self.error_class), error, sent)
        replies = []
        for position, one in enumerate(sent):
            try:
                replies.append(Reply(None, None, one.rowcount()) if one.is_many else await self._reply_of(one.last))
            except Exception as error:
                await self._fail_at(position, error, sent)
        return tuple(replies)

    async def _reply_of(self, cursor: Any) -> Reply:
        result = cursor.pgresult
        if result.status != HAS_ROWS:
            return Reply(None, None, cursor.rowcount)
        rows = await cursor.fetchall()
        return Reply(rows, describe(cursor, result, self._descriptions), len(rows))

    # -- BEGIN

    def _is_autocommit(self) -> bool:
        return bool(self._connection.autocommit) and not self._has_begun

    def _begins_with(self, statements: Sequence[str]) -> bool:
        return (
            self._status_of.transaction_status == IDLE
            and not self._is_autocommit()
            and all(map(may_share_a_pipeline, statements))
        )

    @asynccontextmanager
    async def _pipeline_begun(self) -> AsyncIterator[None]:
        connection = self._connection
        words = begin_words(connection)
        await connection.set_autocommit(True)
        self._has_begun = True
        async with connection.pipeline():
            await connection.cursor().execute(words)
            yield

    async def _ended(self) -> None:
        if self._has_begun and not self._connection.closed:
            await self._connection.set_autocommit(False)
        self._has_begun = False

    # -- rows in parts

    async def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        if not is_readable_in_parts(sql):
            return await self.execute(sql, parameters)
        self._names += 1
        cursor = self._connection.cursor(
            f"holdfast_{self._names}", row_factory=self.dialect.tuple_row, withhold=self._is_autocommit()
        )
        try:
            await cursor.execute(sql, parameters)
            return Reply(None, cursor.description, -1, None, cursor)
        except Exception as error:
            await self._fail_closing(error, sql, parameters)

    async def fetch_many(self, cursor: Any, size: int) -> list[tuple[Any, ...]]:
        try:
            return list(await cursor.fetchmany(size))
        except Exception as error:
            await self._fail_closing(error, None, None)

    async def close_cursor(self, cursor: Any) -> None:
        try:
            await cursor.close()
        except Exception as error:
            await self._fail_closing(error, None, None)

    # -- control

    async def control(self, verb: str, argument: Any = None) -> Any:
        connection = self._connection
        try:
            if verb in {"commit", "rollback"}:
                await (connection.commit() if verb == "commit" else connection.rollback())
                return await self._ended()
            if verb == "begin":
                return None
            if verb in self.dialect.connection_settings:
                for name, value in self.dialect.driver_settings(verb, argument):
                    await getattr(connection, f"set_{name}")(value)
                return None
            if verb == "get_isolation_level":
                return await self._isolation_level()
            return await self._two_phase(verb, argument)
        except Exception as error:
            await self._fail_closing(error, None, None)

    async def _isolation_level(self) -> str:
        began = self._status_of.transaction_status == IDLE
        answer = await self._connection.execute("show transaction isolation level")
        level: str = (await answer.fetchone())[0]
        if began:
            await self._connection.rollback()
        return level.upper()

    async def _two_phase(self, verb: str, argument: Any) -> Any:
        steps = two_phase_text(verb, argument)
        connection = self._connection
        if steps.inside is not None:
            await connection.execute(steps.inside)
        if steps.ends is not None:
            await getattr(connection, steps.ends)()
            await self._ended()
        if steps.outside is None:
            return None
        was = connection.autocommit
        await connection.set_autocommit(True)
        try:
            answer = await connection.execute(steps.outside)
            return [row[0] for row in await answer.fetchall()] if steps.lists else None
        finally:
            if not connection.closed:
                await connection.set_autocommit(was)

    async def ping(self) -> bool:
        try:
            was = self._connection.autocommit
            await self._connection.set_autocommit(True)
            await self._connection.execute("")
            await self._connection.set_autocommit(was)
        except self.error_class:
            return False
        return True

    async def close(self) -> None:
        await self._connection.close()

    def terminate(self) -> None:
        self._status_of.finish()

    # -- errors

    async def _fail_at(self, position: int, error: Exception, sent: list[Sent]) -> NoReturn:
        one = sent[position]
        try:
            await self._fail_closing(error, one.sql, one.parameters, is_many=one.is_many)
        except BaseException as wrapped:
            wrapped.batch_index = position  # type: ignore[attr-defined]
            raise

    async def _fail_closing(
        self, error: Exception, sql: str | None, parameters: Any, is_many: bool = False
    ) -> NoReturn:
        if self._status_of.transaction_status == ACTIVE:
            await self._connection.close()
        self._fail(error, sql, parameters, is_many)


class PGDialectAsync_psycopg(PGDialect_psycopg):
    """PostgreSQL for asyncio by psycopg 3."""

    driver = "psycopg"
    is_async = True
    has_terminate = True
    channel_class = AsyncPsycopgChannel

    @classmethod
    def get_pool_class(cls, url: Any) -> Any:
        return AsyncAdaptedQueuePool

    async def open_connection(self, arguments: Any, options: dict[str, Any]) -> Any:
        """A new connection of the driver."""
        return await self.loaded_dbapi.AsyncConnection.connect(*arguments, **options)


__all__ = ["AsyncPsycopgChannel", "PGDialectAsync_psycopg"]
