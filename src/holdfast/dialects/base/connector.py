"""Opening channels: from a dialect and a driver's arguments to a function that opens one.

What lives here: calling the driver, preparing the new connection, translating errors. What must not: pooling.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ... import exc


def make_opener(
    dialect: Any,
    arguments: list[Any],
    options: dict[str, Any],
    prepare: Callable[[Any], Any] | None = None,
    creator: Callable[[], Any] | None = None,
) -> Callable[[Any], Any]:
    """A function that opens a channel for a pool's record; for an async driver it gives a coroutine.

    `creator` is a user's own function that opens the driver's connection.
    """
    if dialect.is_async:
        return _async_opener(dialect, arguments, options, prepare, creator)

    def open_channel(record: Any) -> Any:
        try:
            connection = creator() if creator is not None else _connect(dialect, record, arguments, options)
            if prepare is not None:
                prepare(connection)
        except dialect.dbapi.Error as error:
            raise translated(dialect, error, arguments) from error
        return dialect.make_channel(connection)

    return open_channel


def _connect(dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
    connection, arguments, options = _offered(dialect, record, arguments, options)
    return dialect.dbapi.connect(*arguments, **options) if connection is None else connection


def _offered(
    dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]
) -> tuple[Any, list[Any], dict[str, Any]]:
    """What handlers of `do_connect` make of the arguments: a connection, or None and arguments of this one time."""
    handlers = dialect.dispatch.do_connect
    if not handlers:
        return None, arguments, options
    arguments, options = list(arguments), dict(options)
    for handler in handlers:
        connection = handler(dialect, record, arguments, options)
        if connection is not None:
            return connection, arguments, options
    return None, arguments, options


def _async_opener(
    dialect: Any, arguments: list[Any], options: dict[str, Any], prepare: Any, creator: Any
) -> Callable[[Any], Any]:
    async def open_channel(record: Any) -> Any:
        try:
            if creator is not None:
                connection = await creator()
            else:
                connection, given, named = _offered(dialect, record, arguments, options)
                if connection is None:
                    connection = await dialect.open_connection(given, named)
        except dialect.dbapi.Error as error:
            raise translated(dialect, error, arguments) from error
        return dialect.make_channel(connection)

    return open_channel


def translated(dialect: Any, error: Exception, arguments: list[Any]) -> BaseException:
    """What holdfast makes of an error while connecting; the dialect may know what the driver does not tell."""
    made = exc.DBAPIError.instance(
        None,
        None,
        error,
        dialect.dbapi.Error,
        connection_invalidated=dialect.is_disconnect(error, None, None),
        dialect=dialect,
    )
    diagnosis = dialect.diagnose_connect(error, arguments)
    if diagnosis is not None:
        made.args = (f"{made.args[0]}: {diagnosis}",)
    return made


__all__ = ["make_opener", "translated"]
