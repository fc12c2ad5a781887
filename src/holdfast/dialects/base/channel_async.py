"""Channels over async drivers, and the adapter that lets synchronous code use their connections.

What lives here: what async channels share, and `AdaptedConnection`: a PEP 249 face over an async channel, for event
handlers and `raw_connection()`; each call of it is settled on the loop by the bridge.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from ... import exc
from ...plan import Execute, Plan, Reply, ask, run


class AsyncChannel:
    """What async channels share: batches in turn, translation of errors. Subclasses bring the verbs."""

    __slots__ = ("__weakref__", "dbapi_connection", "dialect", "driver_connection", "error_class")
    is_async = True
    takes_fetch = False

    def __init__(self, driver_connection: Any, dialect: Any) -> None:
        self.driver_connection = driver_connection
        self.dialect = dialect
        self.error_class = dialect.dbapi.Error
        self.dbapi_connection = AdaptedConnection(self)

    async def execute(self, sql: str, parameters: Any = ()) -> Reply:
        raise TypeError("a channel executes statements")

    async def execute_first(self, sql: str, parameters: Any, size: int) -> Reply:
        """All rows: one trip to the loop is dearer than they are."""
        return await self.execute(sql, parameters)

    async def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        raise TypeError("a channel executes statements")

    async def batch(self, requests: Sequence[Any]) -> tuple[Reply, ...]:
        """In turn: this driver has no pipeline."""
        replies = []
        for index, request in enumerate(requests):
            try:
                if isinstance(request, Execute):
                    replies.append(await self.execute(request.sql, request.parameters))
                else:
                    replies.append(await self.execute_many(request.sql, request.parameter_sets))
            except BaseException as error:
                error.batch_index = index  # type: ignore[attr-defined]
                raise
        return tuple(replies)

    def event_cursor(self) -> Any:
        """A cursor for handlers that want one; usable under the bridge, where handlers of async engines run."""
        return self.dbapi_connection.cursor()

    def _fail(self, error: Exception, sql: str | None, parameters: Any, is_many: bool = False) -> NoReturn:
        """Raise what holdfast makes of a driver's error; the engine adds what only it knows."""
        if isinstance(error, exc.SQLAlchemyError):
            raise error
        if not isinstance(error, self.error_class):
            # Not the database's: a mistake in the parameters, or of the driver.
            raise error
        lost = self.dialect.is_disconnect(error, self.driver_connection, None)
        wrapped = exc.DBAPIError.instance(
            sql, parameters, error, self.error_class, connection_invalidated=lost, dialect=self.dialect, ismulti=is_many
        )
        raise wrapped from error


class AdaptedConnection:
    """A PEP 249 face over an async channel. Usable where blocking code runs under the bridge (`run_sync`, handlers)."""

    __slots__ = ("_channel",)

    def __init__(self, channel: Any) -> None:
        self._channel = channel

    @property
    def driver_connection(self) -> Any:
        return self._channel.driver_connection

    def cursor(self, *args: Any, **kwargs: Any) -> AdaptedCursor:
        return AdaptedCursor(self._channel)

    def execute(self, sql: str, parameters: Any = ()) -> AdaptedCursor:
        cursor = self.cursor()
        cursor.execute(sql, parameters)
        return cursor

    def commit(self) -> None:
        run(_control(self._channel, "commit"))

    def rollback(self) -> None:
        run(_control(self._channel, "rollback"))

    def close(self) -> None:
        run(ask.close(self._channel))

    def run_async(self, function: Any) -> Any:
        """Await `function(driver_connection)` on the loop and return its result."""
        return run(ask.connect(lambda: function(self._channel.driver_connection)))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._channel.driver_connection, name)

    def __repr__(self) -> str:
        return f"<AdaptedConnection {self._channel.driver_connection!r}>"


class AdaptedCursor:
    """A PEP 249 cursor whose rows are fetched when it executes."""

    __slots__ = ("_channel", "_rows", "arraysize", "description", "lastrowid", "rowcount")

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self._rows: deque[Any] = deque()
        self.arraysize = 1
        self.description: Any = None
        self.lastrowid: Any = None
        self.rowcount = -1

    def execute(self, sql: str, parameters: Any = ()) -> AdaptedCursor:
        self._take(run(_execute(self._channel, sql, parameters)))
        return self

    def executemany(self, sql: str, parameter_sets: Sequence[Any]) -> AdaptedCursor:
        self._take(run(_execute_many(self._channel, sql, parameter_sets)))
        return self

    def _take(self, reply: Reply) -> None:
        self._rows = deque(reply.rows or ())
        self.description = reply.description
        self.rowcount = reply.rowcount
        self.lastrowid = reply.lastrowid

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        rows = list(self._rows)
        self._rows.clear()
        return rows

    def __iter__(self) -> Iterator[Any]:
        while self._rows:
            yield self._rows.popleft()

    def setinputsizes(self, *sizes: Any) -> None:
        """PEP 249 wants it; there is nothing to prepare."""

    def close(self) -> None:
        self._rows.clear()


def _execute(channel: Any, sql: str, parameters: Any) -> Plan[Reply]:
    return (yield from ask.execute(channel, sql, parameters))


def _execute_many(channel: Any, sql: str, parameter_sets: Sequence[Any]) -> Plan[Reply]:
    return (yield from ask.execute_many(channel, sql, parameter_sets))


def _control(channel: Any, verb: str) -> Plan[None]:
    yield from ask.control(channel, verb)


__all__ = ["AdaptedConnection", "AdaptedCursor", "AsyncChannel"]
