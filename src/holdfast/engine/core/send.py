"""One statement to the database and back: the transaction begun, handlers told, echo written, errors dressed.

Everything that reaches a channel goes through here. Above it: constructs and results (execute.py, dml.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

from ... import exc
from ...plan import Channel, Execute, ExecuteMany, Plan, Reply, ask
from ..execution import ExceptionContext, ExecutionContext, raise_wrapped
from ..transaction import RootTransaction
from .access import invalidate, make_ready, start
from .state import ConnectionCore

MakeContext = Callable[[], ExecutionContext]


def send(
    connection: ConnectionCore, sql: str, parameters: Any, many: bool = False, make_context: MakeContext | None = None
) -> Plan[Reply]:
    """Send one statement, in a transaction that is begun if there is none."""
    channel = connection._channel or (yield from make_ready(connection))
    if connection._transaction is None:
        yield from start(connection, RootTransaction(None))
    connection._record.last_statement = sql
    dispatch = connection._dispatch
    if dispatch.before_cursor_execute or dispatch.after_cursor_execute or connection._logger is not None:
        return (yield from _send_observed(connection, sql, parameters, many, make_context, _plain))
    try:
        if many:
            return (yield from ask.execute_many(channel, sql, parameters))
        return (yield from ask.execute(channel, sql, parameters))
    except Exception as error:
        raise (yield from failure(connection, error, make_context))


def open_cursor(
    connection: ConnectionCore, sql: str, parameters: Any, make_context: MakeContext | None = None
) -> Plan[Reply]:
    """Send one statement and leave its rows where they are; the reply's cursor fetches them."""
    channel = connection._channel or (yield from make_ready(connection))
    if connection._transaction is None:
        yield from start(connection, RootTransaction(None))
    connection._record.last_statement = sql
    dispatch = connection._dispatch
    if dispatch.before_cursor_execute or dispatch.after_cursor_execute or connection._logger is not None:
        return (yield from _send_observed(connection, sql, parameters, False, make_context, _streamed))
    try:
        return (yield from ask.open_cursor(channel, sql, parameters))
    except Exception as error:
        raise (yield from failure(connection, error, make_context))


def send_batch(connection: ConnectionCore, statements: Sequence[tuple[str, Any, bool]]) -> Plan[tuple[Reply, ...]]:
    """Send statements that need no reply of one another: `(sql, parameters, many)` each; one round trip where possible."""
    channel = connection._channel or (yield from make_ready(connection))
    if connection._transaction is None:
        yield from start(connection, RootTransaction(None))
    dispatch = connection._dispatch
    if dispatch.before_cursor_execute or dispatch.after_cursor_execute or connection._logger is not None:
        # Handlers may change each statement and see its outcome before the next: in turn.
        replies = []
        for index, (sql, parameters, many) in enumerate(statements):
            try:
                replies.append((yield from send(connection, sql, parameters, many)))
            except BaseException as error:
                error.batch_index = index  # type: ignore[attr-defined]
                raise
        return tuple(replies)
    connection._record.last_statement = statements[-1][0] if statements else None
    requests = [
        ExecuteMany(channel, sql, parameters) if many else Execute(channel, sql, parameters)
        for sql, parameters, many in statements
    ]
    try:
        return (yield from ask.batch(channel, requests))
    except Exception as error:
        raise (yield from failure(connection, error, None))


def control(connection: ConnectionCore, channel: Channel, verb: str, argument: Any = None) -> Plan[Any]:
    """A transaction verb; when it fails, what is done about errors of statements is done about it."""
    try:
        return (yield from ask.control(channel, verb, argument))
    except Exception as error:
        raise (yield from failure(connection, error, None))


def send_text(connection: ConnectionCore, sql: str, parameters: Any = (), many: bool = False) -> Plan[Reply]:
    """Send a string of our own or the user's."""
    return send(connection, sql, parameters or connection.dialect.empty_parameters, many)


# ------------------------------------------------------------------ observed: events and echo


def _plain(channel: Any, sql: str, parameters: Any, many: bool) -> Plan[Reply]:
    if many:
        return ask.execute_many(channel, sql, parameters)
    return ask.execute(channel, sql, parameters)


def _streamed(channel: Any, sql: str, parameters: Any, many: bool) -> Plan[Reply]:
    return ask.open_cursor(channel, sql, parameters)


def _send_observed(
    connection: ConnectionCore,
    sql: str,
    parameters: Any,
    many: bool,
    make_context: MakeContext | None,
    transmit: Callable[[Any, str, Any, bool], Plan[Reply]],
) -> Plan[Reply]:
    dispatch = connection._dispatch
    context = make_context() if make_context is not None else plain_context(connection, sql, parameters, many)
    cursor = EventCursor(connection._record.channel)
    context.cursor = cursor
    told_many = many or context.executemany  # many rows in one statement are told as what they are
    for handler in dispatch.before_cursor_execute:
        changed = yield from ask.call(handler, connection, cursor, sql, parameters, context, told_many)
        if changed is not None:
            sql, parameters = changed
            context.statement, context._parameters = sql, parameters
    logger = connection._logger
    if logger is not None:
        _echo_statement(connection, logger, sql, parameters, many)
    began = perf_counter()
    try:
        channel = connection._channel or (yield from make_ready(connection))
        reply = None
        if connection.dialect.is_observed:
            reply = yield from _offer_to_handlers(connection, channel, sql, parameters, context, many)
        if reply is None:
            reply = yield from transmit(channel, sql, parameters, many)
    except Exception as error:
        raise (yield from failure(connection, error, lambda: context))
    if logger is not None:
        count = f"{len(reply.rows)} rows" if reply.rows is not None else f"rowcount {reply.rowcount}"
        logger.info("[%s, %.2f ms]", count, (perf_counter() - began) * 1000)
        if reply.description is not None and logger.is_enabled_for(10):
            logger.debug("Col %r", tuple(column[0] for column in reply.description))
            for row in reply.rows or ():
                logger.debug("Row %r", row)
    context.reply = reply
    cursor.answered(reply)
    for handler in dispatch.after_cursor_execute:
        yield from ask.call(handler, connection, cursor, sql, parameters, context, told_many)
    return reply


def _offer_to_handlers(
    connection: ConnectionCore, channel: Any, sql: str, parameters: Any, context: ExecutionContext, many: bool
) -> Plan[Reply | None]:
    """Handlers of `do_execute...` may execute the statement themselves, with a cursor of the driver: then, its reply."""
    dispatch = connection.dialect.dispatch
    arguments: tuple[Any, ...]
    if many:
        handlers, arguments = dispatch.do_executemany, (sql, parameters, context)
    elif not parameters and context.execution_options.get("no_parameters"):
        handlers, arguments = dispatch.do_execute_no_params, (sql, context)
    else:
        handlers, arguments = dispatch.do_execute, (sql, parameters, context)
    if not handlers:
        return None
    cursor = channel.event_cursor()
    for handler in handlers:
        if (yield from ask.call(handler, cursor, *arguments)):
            description = cursor.description
            rows = None if description is None else list((yield from ask.call(cursor.fetchall)))
            return Reply(rows, description, cursor.rowcount, getattr(cursor, "lastrowid", None))
    return None


def _echo_statement(connection: ConnectionCore, logger: Any, sql: str, parameters: Any, many: bool) -> None:
    logger.info("%s", sql)
    if connection.engine.hide_parameters:
        logger.info("[SQL parameters hidden due to hide_parameters=True]")
    else:
        logger.info("%s", exc.show_parameters(parameters, many) if parameters else "()")


def plain_context(connection: ConnectionCore, sql: str, parameters: Any, many: bool) -> ExecutionContext:
    return ExecutionContext(connection, sql, parameters, many, connection._execution_options)


class EventCursor:
    """What handlers get for the cursor: what the statement gave back; a real cursor for everything else."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self._own: Any = None
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: Any = None

    def answered(self, reply: Reply) -> None:
        self.description = reply.description
        self.rowcount = reply.rowcount
        self.lastrowid = reply.lastrowid

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._own is None:
            self._own = self._channel.event_cursor()
        return getattr(self._own, name)


# ------------------------------------------------------------------ errors


def failure(connection: ConnectionCore, error: Exception, make_context: MakeContext | None) -> Plan[BaseException]:
    """Add to an error what only the engine knows, tell the handlers, and return what is to be raised."""
    if isinstance(error, exc.StatementError):
        error.hide_parameters = connection.engine.hide_parameters
    chosen: BaseException = error
    told = None
    if connection.dialect.dispatch.handle_error:
        context = make_context() if make_context is not None else None
        told = ExceptionContext(error, connection, connection.engine, connection.dialect, context)
        chosen = yield from _ask_handlers(connection, told, error)
        if isinstance(error, exc.DBAPIError):
            error.connection_invalidated = bool(told.is_disconnect)
    if told.is_disconnect if told is not None else getattr(error, "connection_invalidated", False):
        # The connection is gone, and with it, in all likelihood, those that were opened before it.
        if told is None or told.invalidate_pool_on_disconnect:
            connection._record.pool._lose_generation(connection._record)
        invalidate(connection, error)
    return chosen


def unsendable(
    connection: ConnectionCore, error: Exception, sql: str, parameters: Any, many: bool = False
) -> Plan[BaseException]:
    """What is to be raised when the parameters of a statement cannot be made: nothing was sent, no transaction begun."""
    try:
        raise_wrapped(error, sql, parameters, connection.engine.hide_parameters, many)
    except Exception as wrapped:
        return (yield from failure(connection, wrapped, None))


def _ask_handlers(connection: ConnectionCore, told: ExceptionContext, error: Exception) -> Plan[BaseException]:
    """Tell the handlers of an error; what is to be raised: the error, or what one of them put in its place."""
    for handler in connection.dialect.dispatch.handle_error:
        try:
            replacement = yield from ask.call(handler, told)
        except Exception as raised:
            raised.__cause__ = told.original_exception
            return raised
        if isinstance(replacement, BaseException):
            told.chained_exception = replacement
    if told.chained_exception is None:
        return error
    told.chained_exception.__cause__ = told.original_exception
    return told.chained_exception


__all__ = [
    "EventCursor",
    "control",
    "failure",
    "open_cursor",
    "plain_context",
    "send",
    "send_batch",
    "send_text",
    "unsendable",
]
