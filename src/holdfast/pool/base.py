"""What all pools share: opening, checking, resetting and closing connections, and their events.

Everything that may touch the database is a plan, so that one implementation serves blocking and async drivers; `acquire`
and `release` drive the plans in the way of the pool's world. What must not live here: who gets which connection.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import time
from typing import Any, ClassVar, cast

from .. import exc, log
from ..event import EventTarget, listen
from ..plan import Plan, arun, ask, run
from ..util import symbol, warn
from .events import PoolDispatch, PoolEvents
from .fork import watch_pool, watch_record
from .plain import PlainChannel
from .proxied import BorrowedConnection, PoolProxiedConnection
from .record import ConnectionRecord

reset_rollback = symbol("reset_rollback", "roll back a connection that comes back")
reset_commit = symbol("reset_commit", "commit a connection that comes back")
reset_none = symbol("reset_none", "leave a connection that comes back as it is")

_RESETS = {
    True: "rollback",
    "rollback": "rollback",
    reset_rollback: "rollback",
    "commit": "commit",
    reset_commit: "commit",
    None: None,
    False: None,
    "none": None,
    reset_none: None,
}
_MOST_REFUSALS = 2


class PoolResetState:
    """What a `reset` handler is told: why and how the connection is being reset.

    `transaction_was_reset`: closing rolled the transaction back already. `terminate_only`: the connection will be
    closed, not used again. `asyncio_safe`: False when no await is possible, because a finalizer runs.
    """

    __slots__ = ("asyncio_safe", "terminate_only", "transaction_was_reset")

    def __init__(self, transaction_was_reset: bool, terminate_only: bool, asyncio_safe: bool) -> None:
        self.transaction_was_reset = transaction_was_reset
        self.terminate_only = terminate_only
        self.asyncio_safe = asyncio_safe

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in sorted(self.__slots__, reverse=True))
        return f"PoolResetState({shown})"


class Pool(EventTarget):
    """A source of connections. `connect()` gives one; closing it gives it back.

    `creator` opens a DBAPI connection; it may take the record it is opened for. `recycle`: the age in seconds at which a
    connection is replaced when it is next taken. `pre_ping`: ask whether it is alive when it is taken.
    """

    dispatch: Any
    # Where those who find no connection wait: in "threads" or "tasks"; None where nobody waits.
    _waits_in: ClassVar[str | None] = None

    def __init__(
        self,
        creator: Callable[..., Any],
        recycle: int = -1,
        echo: Any = None,
        logging_name: str | None = None,
        reset_on_return: Any = True,
        events: Any = None,
        dialect: Any = None,
        pre_ping: bool = False,
        _dispatch: Any = None,
    ) -> None:
        self._creator = creator
        self._recycle = recycle
        self._pre_ping = pre_ping
        self._dialect = dialect
        self._is_async = bool(getattr(dialect, "is_async", False))
        self._generation = 0
        self._connected_once = False
        self.logging_name = logging_name
        self._orig_reset = reset_on_return
        self._echo = echo
        self._logger: Any = None
        self._look_for_logger()
        # A plan of the engine's, to tell its handlers of errors.
        self._tell_about_ping: Callable[[Any], Plan[None]] | None = None
        try:
            self._reset_verb = _RESETS[reset_on_return]
        except (KeyError, TypeError):
            raise exc.ArgumentError(
                f"Invalid value for 'reset_on_return': {reset_on_return!r}; use 'rollback', 'commit' or None."
            )
        # A pool that takes another one's place takes its table, too.
        self.dispatch: PoolDispatch = PoolEvents.table(self) if _dispatch is None else _dispatch
        for handler, name in events or ():
            listen(self, name, handler)
        watch_pool(self)

    # -- to be answered by each kind of pool

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        """A record, its connection perhaps still to be opened; `answer` is a decision taken already."""
        raise TypeError(f"{type(self).__name__} gives no connections")

    def _put(self, record: ConnectionRecord) -> bool:
        """Take a record back. False when it has no place any more: its connection is to be closed."""
        raise TypeError(f"{type(self).__name__} takes no connections back")

    def _drop(self, record: ConnectionRecord) -> None:
        """The connection of a new record could not be opened."""
        self._put(record)

    def _plan_dispose(self) -> Plan[None]:
        yield from ()

    def _retire(self) -> None:
        """Another pool takes this one's place: keep nothing that comes back from now on."""

    def _after_fork(self) -> None:
        """This process is a child of the one that the pool's connections belong to."""

    def recreate(self) -> Pool:
        """A new, empty pool with the same settings and events."""
        return cast(Pool, self._like_this())

    def _like_this(self, **settings: Any) -> Any:
        if self._logger is not None:
            self._logger.info("Pool recreating")
        made = type(self)(
            self._creator,
            recycle=self._recycle,
            echo=self._echo,
            logging_name=self.logging_name,
            reset_on_return=self._orig_reset,
            dialect=self._dialect,
            pre_ping=self._pre_ping,
            _dispatch=self.dispatch,
            **settings,
        )
        made._tell_about_ping = self._tell_about_ping
        return made

    def status(self) -> str:
        """One line about how full the pool is."""
        return type(self).__name__

    @property
    def echo(self) -> Any:
        """Whether the pool logs what it does; `"debug"` logs every check-out."""
        return self._echo

    @echo.setter
    def echo(self, value: Any) -> None:
        self._echo = value
        self._look_for_logger()

    def _look_for_logger(self) -> None:
        self._logger = log.instance_logger(self, self._echo, "pool.impl")

    # -- the public ways in and out

    def connect(self) -> PoolProxiedConnection:
        """A connection of the pool; `close()` on it gives it back."""
        record = self.acquire()
        if record.__class__ is not ConnectionRecord:
            record = run(_settled(record))  # an async driver: possible under the bridge only
        return PoolProxiedConnection(record)

    def plan_connect(self) -> Plan[PoolProxiedConnection]:
        record = yield from ask.acquire(self)
        return PoolProxiedConnection(record)

    def unique_connection(self) -> PoolProxiedConnection:
        return self.connect()

    def dispose(self) -> None:
        """Close all connections that nobody holds."""
        run(self._plan_dispose())

    def acquire(self) -> Any:
        """A record (or, for an async driver, a coroutine of it)."""
        return self._drive(self._plan_give())

    def release(self, record: ConnectionRecord) -> Any:
        """Take a record back."""
        return self._drive(self._plan_release(record))

    def _drive(self, plan: Plan[Any]) -> Any:
        return arun(plan) if self._is_async else run(plan)

    # -- giving

    def _plan_give(self, answer: Any = None) -> Plan[ConnectionRecord]:
        """Acquire a record whose connection is alive and fresh, and tell the handlers."""
        record: ConnectionRecord | None = None
        try:
            record = yield from self._plan_acquire(answer)
            record.note_holder(sys._getframe(1))
            yield from self._plan_freshen(record)
            if self.dispatch.checkout:
                yield from self._plan_tell_checkout(record)
        except BaseException as error:
            # No yields here: the plan may be being dropped.
            if record is not None:
                self._take_back_failed(record, error)
            raise
        if self._logger is not None:
            self._logger.debug("Connection %r checked out from pool", record.dbapi_connection)
        return record

    def _take_back_failed(self, record: ConnectionRecord, error: BaseException) -> None:
        record.in_use = False
        try:
            if record.channel is not None:
                self._invalidate(record, error)
                self._fire_now("checkin", None, record)
        finally:
            if record.created_at:
                self._put(record)
            else:
                self._drop(record)

    def _plan_freshen(self, record: ConnectionRecord) -> Plan[None]:
        """Replace a connection that is lost, invalidated, too old or (pre_ping) dead."""
        channel = record.channel
        if channel is not None:
            if record.generation != self._generation:
                self._log_recycling(record, "invalidated" if record.generation == -1 else "of a stale generation")
                yield from self._plan_close(record)
            elif self._recycle > -1 and time() - record.created_at > self._recycle:
                self._log_recycling(record, f"exceeded timeout ({self._recycle} s)")
                yield from self._plan_close(record)
            elif self._pre_ping and not (yield from self._plan_ping(record)):
                # A server that dropped one connection dropped all that are as old.
                self._lose_generation(record)
                self._log_recycling(record, "failed its ping")
                self._invalidate(record, exc.InvalidatePoolError("the connection did not answer a ping"))
        if record.channel is None:
            yield from self._plan_open(record)

    def _plan_ping(self, record: ConnectionRecord) -> Plan[bool]:
        alive = yield from ask.ping(record.channel)
        if not alive and self._tell_about_ping is not None:
            yield from self._tell_about_ping(self._dialect)
        return alive

    def _lose_generation(self, record: ConnectionRecord) -> None:
        """This connection was lost by the server's doing: those opened before it are suspect, those after it are not."""
        if record.generation == self._generation:
            self._generation += 1

    def _plan_open(self, record: ConnectionRecord) -> Plan[None]:
        # Of now: one that is opened while others are found dead may be as dead as they are.
        generation = self._generation
        self._look_for_logger()
        channel = yield from ask.connect(lambda: self._open(record))
        if not hasattr(channel, "driver_connection"):
            channel = cast(Any, PlainChannel(channel))
        record.opened(channel, generation)
        watch_record(record)
        try:
            yield from self._plan_prepare(record, channel)
        except BaseException:
            self._abandon_opening(record)
            raise

    def _plan_prepare(self, record: ConnectionRecord, channel: Any) -> Plan[None]:
        """Set what the engine wants of every connection, and tell the handlers."""
        level = getattr(self._dialect, "_on_connect_isolation_level", None)
        if level is not None:
            yield from ask.control(channel, "isolation_level", level)
        if self._logger is not None:
            self._logger.debug("Created new connection %r", record.dbapi_connection)
        if not self._connected_once:
            self._connected_once = True
            try:
                yield from self._fire("first_connect", record.dbapi_connection, record)
            except BaseException:
                self._connected_once = False
                raise
        yield from self._fire("connect", record.dbapi_connection, record)

    def _abandon_opening(self, record: ConnectionRecord) -> None:
        """A handler refused a connection that nobody has had yet: it never was."""
        channel, record.channel = record.channel, None
        record.created_at = 0.0
        if channel is not None:
            channel.terminate()

    def _open(self, record: ConnectionRecord) -> Any:
        creator = self._creator
        return creator(record) if _takes_record(creator) else creator()

    def _plan_tell_checkout(self, record: ConnectionRecord) -> Plan[None]:
        """Tell the handlers; a DisconnectionError of theirs means another connection, but not for ever."""
        for _ in range(_MOST_REFUSALS):
            try:
                proxy = BorrowedConnection(record)
                yield from self._fire("checkout", record.dbapi_connection, record, proxy)
            except exc.DisconnectionError as error:
                if error.invalidate_pool:
                    self._lose_generation(record)
                if self._logger is not None:
                    self._logger.info("Disconnection detected on checkout, refused by a handler: %s", error)
                self._invalidate(record, error)
                yield from self._plan_open(record)
            else:
                return
        self._invalidate(record, None)
        self._fire_now("checkin", None, record)
        raise exc.InvalidRequestError(
            f"This connection is closed: handlers of 'checkout' refused {_MOST_REFUSALS} connections in turn."
        )

    # -- taking back

    def _plan_release(self, record: ConnectionRecord) -> Plan[None]:
        """Reset the connection, tell the handlers, and put the record where it belongs."""
        record.in_use = False
        try:
            if record.channel is not None:
                if self._logger is not None:
                    self._logger.debug("Connection %r being returned to pool", record.dbapi_connection)
                yield from self._plan_reset(record)
            if self.dispatch.checkin:
                yield from self._fire("checkin", record.dbapi_connection, record)
        except GeneratorExit:
            # The runner is gone in the middle, and the holder may think that he still has it: it is not given again.
            self._terminate(record)
            self._drop(record)
            raise
        except BaseException:
            if not self._put(record):
                self._terminate(record)
            raise
        if not self._put(record):
            yield from self._plan_close(record)

    def _plan_reset(self, record: ConnectionRecord, terminate_only: bool = False) -> Plan[None]:
        """Reset a connection; one that cannot be reset is given up."""
        try:
            if self.dispatch.reset:
                state = PoolResetState(record.was_reset, terminate_only, True)
                yield from self._fire("reset", record.dbapi_connection, record, state)
            if record.used and self._reset_verb is not None:
                if self._logger is not None:
                    self._logger.debug("Connection %r %s-on-return", record.dbapi_connection, self._reset_verb)
                yield from ask.control(record.channel, self._reset_verb)
            elif record.was_reset and self._logger is not None:
                self._logger.debug("Connection %r reset, transaction already reset", record.dbapi_connection)
            if record.settings:
                yield from self._plan_put_back(record)
        except BaseException as error:
            if self._logger is not None:
                self._logger.info("Exception during reset of connection %r: %s", record.dbapi_connection, error)
            self._invalidate(record, error)
            if not isinstance(error, Exception):
                raise
        record.used = record.was_reset = False
        record.transaction = None

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        """Undo what the holder set for himself only."""
        for name in record.settings:
            yield from ask.control(record.channel, name, self._dialect.initial_setting(name))
        record.settings = ()

    def _plan_close(self, record: ConnectionRecord) -> Plan[None]:
        channel = record.channel
        if channel is None:
            return
        yield from self._fire("close", record.dbapi_connection, record)
        record.channel = None
        if self._logger is not None:
            self._logger.debug("Closing connection %r", channel.dbapi_connection)
        yield from self._plan_say_goodbye(channel)

    def _plan_say_goodbye(self, channel: Any) -> Plan[None]:
        try:
            yield from ask.close(channel)
        except Exception as error:
            log.error_of("pool", "Exception closing connection %r: %s", channel.driver_connection, error)
        except BaseException:
            channel.terminate()
            raise

    def _plan_release_detached(self, record: ConnectionRecord) -> Plan[None]:
        """The user is done with a connection that left the pool: reset and close it."""
        if record.channel is None:
            return
        yield from self._plan_reset(record, terminate_only=True)
        channel = record.channel
        if channel is None:
            return
        try:
            if self.dispatch.close_detached:
                yield from self._fire("close_detached", record.dbapi_connection)
        finally:
            record.channel = None
        yield from self._plan_say_goodbye(channel)

    def _reclaim(self, record: ConnectionRecord, detached: bool = False) -> None:
        """Whoever held the record is garbage. A blocking connection goes back; an async one cannot be reset here."""
        if self._is_async and record.channel is not None:
            self._drop_unawaited(record, detached)
        elif detached:
            run(self._plan_release_detached(record))
        else:
            self.release(record)

    def _drop_unawaited(self, record: ConnectionRecord, detached: bool) -> None:
        message = (
            f"The garbage collector is trying to clean up non-checked-in connection {record.dbapi_connection!r}, which will be "
            f"terminated: {record.describe_holder(time())}. Close it when done with it, or use `async with`."
        )
        warn(message)
        log.error_of(f"pool.impl.{type(self).__name__}", message)
        self._fire_now("reset", record.dbapi_connection, record, PoolResetState(False, True, False))
        own = record if detached else self._detach(record)
        channel, own.channel = own.channel, None
        self._fire_now("close_detached", channel.dbapi_connection)
        channel.terminate()

    # -- losing

    def _invalidate(self, record: ConnectionRecord, error: BaseException | None = None, soft: bool = False) -> None:
        """The record's connection is to be used no more: close it now or (soft) when it is next taken."""
        if record.channel is None:
            return
        name = "soft_invalidate" if soft else "invalidate"
        if self._logger is not None:
            reason = f" (reason: {type(error).__name__}:{error})" if error is not None else ""
            verb = "Soft invalidate" if soft else "Invalidate"
            self._logger.info("%s connection %r%s", verb, record.dbapi_connection, reason)
        self._fire_now(name, record.dbapi_connection, record, error)
        if soft:
            record.generation = -1
        else:
            self._terminate(record)

    def _terminate(self, record: ConnectionRecord) -> None:
        """Drop the connection at once, without a word to the server."""
        channel = record.channel
        if channel is not None:
            self._fire_now("close", record.dbapi_connection, record)
            record.channel = record._info = None
            if self._logger is not None:
                self._logger.debug("Hard-closing connection %r", channel.dbapi_connection)
            channel.terminate()

    def _surrender(self, record: ConnectionRecord) -> None:
        """The holder of a record whose connection is lost gives the record back."""
        record.in_use = False
        record.transaction = None
        try:
            self._fire_now("checkin", None, record)
        finally:
            self._put(record)

    def _lose(self, record: ConnectionRecord, error: BaseException | None, whole_pool: bool) -> None:
        """The server ended the connection and, in all likelihood, those that were opened before it."""
        if whole_pool:
            self._lose_generation(record)
        self._invalidate(record, error)

    def _adopt(self, make_channel: Callable[[Any], Any]) -> None:
        """Serve an engine: connections of the pool's own creator get the engine's channels."""
        creator = self._creator

        def open_channel(record: ConnectionRecord) -> Any:
            return make_channel(creator(record) if _takes_record(creator) else creator())

        self._creator = open_channel

    def _detach(self, record: ConnectionRecord) -> ConnectionRecord:
        """The connection leaves the pool and is its user's, with a record of its own; the place is free again."""
        self._fire_now("detach", record.dbapi_connection, record)
        own = ConnectionRecord(self, record.channel)
        own._info = record._info
        own.generation, own.created_at, own.used = record.generation, record.created_at, record.used
        own.transaction, own.last_statement = record.transaction, record.last_statement
        own.in_use = True
        watch_record(own)
        record.channel = record._info = record.transaction = None
        record.in_use = record.used = False
        record.settings = ()
        self._put(record)
        return own

    def _log_recycling(self, record: ConnectionRecord, reason: str) -> None:
        if self._logger is not None:
            self._logger.info("Connection %r %s; recycling", record.dbapi_connection, reason)

    # -- events

    def _fire(self, name: str, *arguments: Any) -> Plan[None]:
        for handler in getattr(self.dispatch, name):
            yield from ask.call(handler, *arguments)

    def _fire_now(self, name: str, *arguments: Any) -> None:
        for handler in getattr(self.dispatch, name):
            handler(*arguments)


def _settled(acquiring: Any) -> Plan[ConnectionRecord]:
    return (yield from ask.connect(lambda: acquiring))  # type: ignore[return-value]


PoolEvents.target = Pool


def _takes_record(creator: Callable[..., Any]) -> bool:
    """Whether the function wants the record: it has one parameter that must be given."""
    code = getattr(creator, "__code__", None)
    if code is None:
        return False
    required = cast(int, code.co_argcount) - len(getattr(creator, "__defaults__", None) or ())
    return required - (1 if getattr(creator, "__self__", None) is not None else 0) == 1


__all__ = ["Pool", "PoolResetState", "reset_commit", "reset_none", "reset_rollback"]
