"""Getting a connection, keeping it usable, giving it back."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...plan import Channel, Plan, ask
from ..execution import ExceptionContext
from ..transaction import CLOSED, RootTransaction, TwoPhaseTransaction
from .settings import change_settings
from .state import ConnectionCore


def connect(engine: Any) -> Plan[Any]:
    """A connection of the engine's pool."""
    record = yield from acquire_record(engine)
    connection = engine._connection_class(engine, record)
    try:
        if engine._settings:
            yield from change_settings(connection, record.channel, engine._settings)
        if engine.dispatch.engine_connect:
            for handler in engine.dispatch.engine_connect:
                yield from ask.call(handler, connection)
    except GeneratorExit:
        raise
    except BaseException:
        yield from close(connection)
        raise
    return connection


def acquire_record(engine: Any) -> Plan[Any]:
    """A record of the pool, its connection open; errors are dressed as those of statements are."""
    try:
        record = yield from ask.acquire(engine.pool)
    except exc.DBAPIError as error:
        yield from _tell_about_failure(engine, error)
        raise
    if not engine._is_initialized:
        yield from initialize(engine, record)
    return record


def _tell_about_failure(engine: Any, error: exc.DBAPIError) -> Plan[None]:
    if engine.dialect.dispatch.handle_error:
        yield from _tell(ExceptionContext(error, None, engine, engine.dialect))


def tell_about_ping(dialect: Any) -> Plan[None]:
    """Tell the handlers of errors that a connection of the pool did not answer; one may raise another error."""
    if dialect.dispatch.handle_error:
        lost = ConnectionError("the connection did not answer a ping")
        told = ExceptionContext(
            exc.OperationalError(None, None, lost, connection_invalidated=True), None, None, dialect
        )
        told.is_pre_ping = True
        yield from _tell(told)


def _tell(told: ExceptionContext) -> Plan[None]:
    for handler in told.dialect.dispatch.handle_error:
        replacement = yield from ask.call(handler, told)
        if isinstance(replacement, BaseException):
            told.chained_exception = replacement
    if told.chained_exception is not None:
        raise told.chained_exception from told.sqlalchemy_exception


def initialize(engine: Any, record: Any) -> Plan[None]:
    """Let the dialect look at the first connection: versions, defaults."""
    engine._is_initialized = True
    try:
        yield from engine.dialect.plan_initialize(record.channel)
    except GeneratorExit:
        engine._is_initialized = False
        record.pool._reclaim(record)
        raise
    except BaseException:
        engine._is_initialized = False
        yield from ask.release(record.pool, record)
        raise


def make_ready(connection: ConnectionCore) -> Plan[Channel]:
    """The channel to send a statement on, or the error that says why there is none."""
    if connection._closed:
        raise exc.ResourceClosedError(
            "This Connection is closed. Take a new one: `with engine.connect() as connection:`."
        )
    if connection._blocked:
        raise exc.InvalidRequestError(
            "Can't operate on closed transaction inside context manager.  Please complete the context manager before "
            "emitting further commands."
        )
    if isinstance(connection._transaction, TwoPhaseTransaction) and connection._transaction._is_prepared:
        raise exc.InvalidRequestError(
            "This two-phase transaction is prepared: it takes no more statements. Commit it, or roll it back."
        )
    if connection._invalid:
        yield from revalidate(connection)
    channel = connection._record.channel
    if channel is None:
        connection._invalid = True
        yield from revalidate(connection)
        channel = connection._record.channel
    connection._channel = channel
    return channel  # type: ignore[no-any-return]


def revalidate(connection: ConnectionCore) -> Plan[None]:
    """Another connection of the pool in place of the lost one, unless a transaction was lost with it."""
    if connection._transaction is not None:
        raise exc.PendingRollbackError(
            "Can't reconnect until invalid transaction is rolled back.  Please rollback() fully before proceeding",
            code="8s2b",
        )
    connection._record = yield from acquire_record(connection.engine)
    connection._invalid = False
    connection._proxy = None
    connection._refresh_channel()


def check_open(connection: ConnectionCore) -> None:
    if connection._closed:
        raise exc.ResourceClosedError(
            "This Connection is closed. Take a new one: `with engine.connect() as connection:`."
        )


def start(connection: ConnectionCore, transaction: RootTransaction) -> Plan[None]:
    """Make `transaction` the connection's, and tell handlers and the database."""
    channel: Any = connection._channel or (yield from make_ready(connection))
    connection._transaction = transaction
    try:
        for handler in connection._dispatch.begin:
            yield from ask.call(handler, connection)
        if connection._logger is not None:
            connection._logger.info("BEGIN (implicit)")
        if getattr(channel, "begins_implicitly", False):
            channel.note_begin()
        else:
            yield from ask.control(channel, "begin")
        connection._record.transaction = "in a transaction"
    except BaseException:
        connection._transaction = None
        transaction.state = CLOSED
        raise


def invalidate(connection: ConnectionCore, error: BaseException | None = None) -> None:
    """The database connection is lost: drop it. The next statement takes another, once the transaction is rolled back."""
    if connection._invalid:
        return
    check_open(connection)
    connection._invalid = True
    connection._channel = None
    record = connection._record
    pool = record.pool
    if connection._is_detached:
        connection._proxy.invalidate(error)
        return
    pool._invalidate(record, error)
    pool._surrender(record)


def close(connection: ConnectionCore) -> Plan[None]:
    """Roll back what is under way and give the connection back. Closing twice is harmless."""
    if connection._closed:
        return
    record, transaction = connection._record, connection._transaction
    trouble: BaseException | None = None
    try:
        yield from _clean_up(connection, transaction)
    except GeneratorExit:
        # The plan was dropped before the record went back: the connection still has it, and its finalizer will see to it.
        raise
    except BaseException as error:
        # Nobody knows in which state it is now: the pool must not give it to anybody else.
        record.pool._invalidate(record, error)
        trouble = error
    finally:
        connection._closed = True
        connection._channel = None
        connection._transaction = connection._nested = None
        _end_all(transaction)
    if not connection._invalid:
        yield from _give_back(connection, record)
    connection._record = None
    if trouble is not None:
        raise trouble


def _give_back(connection: ConnectionCore, record: Any) -> Plan[None]:
    detached = connection._is_detached
    if connection._proxy is not None:
        # Somebody used the DBAPI connection itself; what he began there is unknown.
        record.used = True
        connection._proxy._record = None
    try:
        if detached:
            yield from record.pool._plan_release_detached(record)
        else:
            yield from ask.release(record.pool, record)
    except GeneratorExit:
        raise
    except BaseException:
        connection._record = None
        raise


def _end_all(transaction: Any) -> None:
    if transaction is not None and transaction.is_active:
        transaction.state = transaction.permit("close") or transaction.state


def _clean_up(connection: ConnectionCore, transaction: Any) -> Plan[None]:
    """Roll back; the pool does the rest."""
    record = connection._record
    if isinstance(transaction, TwoPhaseTransaction):
        yield from _abandon_twophase(connection, transaction)
    elif transaction is not None:
        for handler in connection._dispatch.rollback:
            yield from ask.call(handler, connection)
        if not connection._invalid and record.channel is not None:
            if connection._logger is not None:
                connection._logger.info("ROLLBACK")
            try:
                yield from ask.control(record.channel, "rollback")
                record.was_reset = True
            except exc.DBAPIError as error:
                # The connection can't be cleaned: the pool must not give it to anybody else.
                record.pool._invalidate(record, error)


def _abandon_twophase(connection: ConnectionCore, transaction: TwoPhaseTransaction) -> Plan[None]:
    record = connection._record
    facts = (transaction.xid, transaction._is_prepared)
    for handler in connection._dispatch.rollback_twophase:
        yield from ask.call(handler, connection, *facts)
    if not connection._invalid and record.channel is not None:
        try:
            yield from ask.control(record.channel, "rollback_twophase", facts)
        except exc.DBAPIError as error:
            record.pool._invalidate(record, error)


def get_isolation_level(connection: ConnectionCore) -> Plan[str]:
    channel = connection._channel or (yield from make_ready(connection))
    return str((yield from ask.control(channel, "get_isolation_level")))


__all__ = [
    "acquire_record",
    "check_open",
    "close",
    "connect",
    "get_isolation_level",
    "invalidate",
    "make_ready",
    "revalidate",
    "start",
    "tell_about_ping",
]
