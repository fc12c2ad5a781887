"""What all pools share: opening, checking, resetting and closing connections, and their events.

Everything that may touch the database is a plan, so that one implementation serves blocking and async drivers; `acquire`
and `release` drive the plans in the way of the pool's world. What must not live here: who gets which connection.
"""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any, ClassVar, cast

from .. import exc, log
from ..event import EventTarget, listen
from ..plan import Plan, arun, ask, run
from .events import PoolDispatch, PoolEvents
from .plain import PlainChannel
from .proxied import PoolProxiedConnection
from .record import ConnectionRecord

_RESETS = {True: "rollback", "rollback": "rollback", "commit": "commit", None: None, False: None, "none": None}
_MOST_ATTEMPTS = 3


class PoolResetState:
    """What a `reset` handler is told: why and how the connection is being reset."""

    __slots__ = ("asyncio_safe", "terminate_only", "transaction_was_reset")

    def __init__(
        self, transaction_was_reset: bool = False, terminate_only: bool = False, asyncio_safe: bool = True
    ) -> None:
        self.transaction_was_reset = transaction_was_reset
        self.terminate_only = terminate_only
        self.asyncio_safe = asyncio_safe


class Pool(EventTarget):
    """A source of connections. `connect()` gives one; closing it gives it back.

    `creator` opens a DBAPI connection; it may take the record it is opened for.
    """

    dispatch: Any
    _is_asyncio: ClassVar[bool] = False

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
        self.echo = echo
        self._logger = log.instance_logger(self, echo, "pool") if echo else None
        try:
            self._reset_verb = _RESETS[reset_on_return]
        except (KeyError, TypeError):
            raise exc.ArgumentError(
                f"Invalid value for 'reset_on_return': {reset_on_return!r}; use 'rollback', 'commit' or None."
            )
        self.dispatch: PoolDispatch = PoolEvents.table(self, _dispatch)
        for handler, name in events or ():
            listen(self, name, handler)

    # -- to be answered by each kind of pool

    def _plan_acquire(self, answer: Any = None) -> Plan[ConnectionRecord]:
        """A record, its connection perhaps still to be opened; `answer` is a decision taken already."""
        raise TypeError(f"{type(self).__name__} gives no connections")

    def _plan_put_back(self, record: ConnectionRecord) -> Plan[None]:
        raise TypeError(f"{type(self).__name__} takes no connections back")

    def _forget(self, record: ConnectionRecord) -> None:
        """The record's connection is lost or belongs to its user now."""

    def _plan_dispose(self) -> Plan[None]:
        yield from ()

    def recreate(self) -> Pool:
        """A new, empty pool with the same settings and events."""
        return cast(Pool, self._like_this())

    def _like_this(self, **settings: Any) -> Any:
        return type(self)(
            self._creator,
            recycle=self._recycle,
            echo=self.echo,
            logging_name=self.logging_name,
            reset_on_return=self._orig_reset,
            dialect=self._dialect,
            pre_ping=self._pre_ping,
            _dispatch=self.dispatch,
            **settings,
        )

    def status(self) -> str:
        return type(self).__name__

    # -- the public ways in and out

    def connect(self) -> PoolProxiedConnection:
        """A connection of the pool; `close()` on it gives it back."""
        record = self.acquire()
        if record.__class__ is not ConnectionRecord:
            record = run(_settled(record))  # an async driver: possible under the bridge only
        return PoolProxiedConnection(self, record)

    def plan_connect(self) -> Plan[PoolProxiedConnection]:
        record = yield from ask.acquire(self)
        return PoolProxiedConnection(self, record)

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
        record = yield from self._plan_acquire(answer)
        attempts = 0
        try:
            while True:
                yield from self._plan_freshen(record)
                record.given_at = time()
                record.in_use = True
                record.note_holder()
                if not self.dispatch.checkout:
                    return record
                try:
                    yield from self._fire_checkout(record)
                except exc.DisconnectionError as error:
                    attempts += 1
                    if isinstance(error, exc.InvalidatePoolError):
                        self._generation += 1
                    self._terminate(record, error)
                    if attempts >= _MOST_ATTEMPTS:
                        raise exc.InvalidRequestError(
                            "This connection is closed: checkout handlers refused it repeatedly."
                        )
                else:
                    return record
        except BaseException:
            record.in_use = False
            self._terminate(record)
            self._forget(record)
            raise

    def _plan_freshen(self, record: ConnectionRecord) -> Plan[None]:
        """Replace a connection that is lost, invalidated, too old or (pre_ping) dead."""
        if record.channel is not None:
            if record.generation != self._generation or (
                self._recycle > -1 and time() - record.created_at > self._recycle
            ):
                yield from self._plan_close(record)
            elif self._pre_ping and record.used and not (yield from ask.ping(record.channel)):
                # A server that dropped one connection dropped all that are as old.
                self._generation += 1
                yield from self._fire("invalidate", record.dbapi_connection, record, None)
                self._terminate(record)
        if record.channel is None:
            yield from self._plan_open(record)

    def _plan_open(self, record: ConnectionRecord) -> Plan[None]:
        channel = yield from ask.connect(lambda: self._open(record))
        if not hasattr(channel, "driver_connection"):
            channel = cast(Any, PlainChannel(channel))
        record.opened(channel, self._generation)
        record.used = False
        if self._logger is not None:
            self._logger.debug("Created new connection %r", record.dbapi_connection)
        if not self._connected_once:
            self._connected_once = True
            yield from self._fire("first_connect", record.dbapi_connection, record)
        yield from self._fire("connect", record.dbapi_connection, record)

    def _open(self, record: ConnectionRecord) -> Any:
        creator = self._creator
        return creator(record) if _takes_record(creator) else creator()

    # -- taking back

    def _plan_release(self, record: ConnectionRecord) -> Plan[None]:
        """Reset the connection, tell the handlers, and put the record where it belongs."""
        record.in_use = False
        if record.channel is not None:
            try:
                yield from self._plan_reset(record)
            except BaseException as error:
                self._invalidate(record, error, soft=False)
                if not isinstance(error, Exception):
                    self._forget(record)
                    raise
        if self.dispatch.checkin:
            yield from self._fire("checkin", record.dbapi_connection, record)
        yield from self._plan_put_back(record)

    def _plan_reset(self, record: ConnectionRecord) -> Plan[None]:
        was_reset = not record.used
        if self.dispatch.reset:
            yield from self._fire("reset", record.dbapi_connection, record, PoolResetState(was_reset, False, True))
        if record.used and self._reset_verb is not None:
            yield from ask.control(record.channel, self._reset_verb)
        record.used = False

    def _plan_close(self, record: ConnectionRecord) -> Plan[None]:
        channel = record.channel
        if channel is None:
            return
        yield from self._fire("close", record.dbapi_connection, record)
        record.channel = None
        try:
            yield from ask.close(channel)
        except Exception as error:
            log.warning_of("pool", "Exception closing connection %r: %s", channel.driver_connection, error)

    def _plan_release_detached(self, record: ConnectionRecord) -> Plan[None]:
        """The user is done with a connection that left the pool: reset and close it."""
        channel = record.channel
        if channel is None:
            return
        try:
            yield from self._plan_reset(record)
            if self.dispatch.close_detached:
                yield from self._fire("close_detached", record.dbapi_connection)
        finally:
            record.channel = None
            channel.terminate()

    def _reclaim(self, record: ConnectionRecord, detached: bool = False) -> None:
        """Whoever held the record is garbage. A blocking connection goes back; an async one cannot be reset here."""
        if self._is_async:
            log.warning_of(
                "pool",
                "A connection of an async engine was garbage collected before it was given back (%s); it is dropped. "
                "Close it, or use `async with`.",
                record.describe_holder(time()),
            )
            self._terminate(record)
            self._forget(record)
        elif detached:
            run(self._plan_release_detached(record))
        else:
            self.release(record)

    # -- losing

    def _invalidate(self, record: ConnectionRecord, error: BaseException | None = None, soft: bool = False) -> None:
        if record.channel is None:
            return
        if soft:
            self._fire_now("soft_invalidate", record.dbapi_connection, record, error)
            record.generation = -1
            return
        self._fire_now("invalidate", record.dbapi_connection, record, error)
        self._terminate(record)

    def _terminate(self, record: ConnectionRecord, error: BaseException | None = None) -> None:
        """Drop the connection at once, without a word to the server."""
        channel = record.channel
        if channel is not None:
            self._fire_now("close", record.dbapi_connection, record)
            record.channel = None
            channel.terminate()

    def _surrender(self, record: ConnectionRecord) -> None:
        """The holder of a record whose connection is lost gives up the record too."""
        record.in_use = False
        self._fire_now("checkin", None, record)
        self._forget(record)

    def _adopt(self, make_channel: Callable[[Any], Any]) -> None:
        """Serve an engine: connections of the pool's own creator get the engine's channels."""
        creator = self._creator

        def open_channel(record: ConnectionRecord) -> Any:
            return make_channel(creator(record) if _takes_record(creator) else creator())

        self._creator = open_channel

    def _detach(self, record: ConnectionRecord) -> ConnectionRecord:
        """The connection leaves the pool and is its user's; the place is free again."""
        self._fire_now("detach", record.dbapi_connection, record)
        own = ConnectionRecord(self, record.channel)
        own._info = record._info
        own.generation = record.generation
        own.in_use = True
        record.channel = None
        record.in_use = False
        self._forget(record)
        return own

    # -- events

    def _fire(self, name: str, *arguments: Any) -> Plan[None]:
        for handler in getattr(self.dispatch, name):
            yield from ask.call(handler, *arguments)

    def _fire_now(self, name: str, *arguments: Any) -> None:
        for handler in getattr(self.dispatch, name):
            handler(*arguments)

    def _fire_checkout(self, record: ConnectionRecord) -> Plan[None]:
        proxy = PoolProxiedConnection(self, record, owner=False)
        yield from self._fire("checkout", record.dbapi_connection, record, proxy)


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


__all__ = ["Pool", "PoolResetState"]
