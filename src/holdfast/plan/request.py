"""Requests: bound calls to the outside that have not happened yet.

A plan yields them, a runner performs them. What lives here: the closed set of request classes. What must
not: deciding (plans do) and doing (channels, pools and hosts do). A request is a small immutable value: plain
slotted classes, because they are made on the hottest path there is and a dataclass costs import time.

`perform()` returns the reply on a blocking channel and an awaitable of it on an async one; only the two
runners know which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .channel import Channel, Reply


class Request:
    """One call to the outside, not yet made."""

    __slots__ = ()

    def perform(self) -> Any:
        """Make the call. Blocking hosts return the reply, async hosts an awaitable of it."""
        raise TypeError(f"{type(self).__name__} cannot be performed")

    def __repr__(self) -> str:
        names: tuple[str, ...] = tuple(self.__slots__)
        shown = ", ".join(f"{name}={getattr(self, name)!r:.80}" for name in names if name != "channel")
        return f"{type(self).__name__}({shown})"


class Execute(Request):
    """Run one statement and fetch all its rows."""

    __slots__ = ("channel", "parameters", "sql")

    def __init__(self, channel: Channel, sql: str, parameters: Any = ()) -> None:
        self.channel = channel
        self.sql = sql
        self.parameters = parameters

    def perform(self) -> Any:
        return self.channel.execute(self.sql, self.parameters)


class ExecuteFirst(Request):
    """Run a statement that gives rows and fetch the first, at most `size`; `FetchMany` on the reply's `cursor` gives the others.

    Without a cursor in the reply these were all rows. A channel whose driver has all rows at once gives them all. Nothing
    else need be in the reply.
    """

    __slots__ = ("channel", "parameters", "size", "sql")

    def __init__(self, channel: Channel, sql: str, parameters: Any, size: int) -> None:
        self.channel = channel
        self.sql = sql
        self.parameters = parameters
        self.size = size

    def perform(self) -> Any:
        return self.channel.execute_first(self.sql, self.parameters, self.size)


class ExecuteInto(Execute):
    """The same on a channel that `takes_fetch`: `fetch(cursor)` takes the rows, so that they need no second pass."""

    __slots__ = ("fetch",)

    def __init__(self, channel: Channel, sql: str, parameters: Any, fetch: Callable[[Any], list[Any]]) -> None:
        self.channel = channel
        self.sql = sql
        self.parameters = parameters
        self.fetch = fetch

    def perform(self) -> Any:
        return self.channel.execute(self.sql, self.parameters, self.fetch)  # type: ignore[call-arg]


class ExecuteMany(Request):
    """Run one statement for each set of parameters; no rows come back."""

    __slots__ = ("channel", "parameter_sets", "sql")

    def __init__(self, channel: Channel, sql: str, parameter_sets: Sequence[Any]) -> None:
        self.channel = channel
        self.sql = sql
        self.parameter_sets = parameter_sets

    def perform(self) -> Any:
        return self.channel.execute_many(self.sql, self.parameter_sets)


class Batch(Request):
    """Several statements that need no reply of one another: one round trip where the driver can.

    The reply is a tuple with one `Reply` per request, in order. An error raised carries `batch_index`, the
    position of the statement that failed.
    """

    __slots__ = ("channel", "requests")

    def __init__(self, channel: Channel, requests: Sequence[Execute | ExecuteMany]) -> None:
        self.channel = channel
        self.requests = requests

    def perform(self) -> Any:
        return self.channel.batch(self.requests)


class OpenCursor(Request):
    """Run one statement and leave its rows on the server (or in the driver); the reply's `cursor` fetches them."""

    __slots__ = ("channel", "parameters", "sql")

    def __init__(self, channel: Channel, sql: str, parameters: Any = ()) -> None:
        self.channel = channel
        self.sql = sql
        self.parameters = parameters

    def perform(self) -> Any:
        return self.channel.open_cursor(self.sql, self.parameters)


class FetchMany(Request):
    """The next rows of an open cursor, at most `size`; an empty list when there are none left."""

    __slots__ = ("channel", "cursor", "size")

    def __init__(self, channel: Channel, cursor: Any, size: int) -> None:
        self.channel = channel
        self.cursor = cursor
        self.size = size

    def perform(self) -> Any:
        return self.channel.fetch_many(self.cursor, self.size)


class CloseCursor(Request):
    """Give up an open cursor."""

    __slots__ = ("channel", "cursor")

    def __init__(self, channel: Channel, cursor: Any) -> None:
        self.channel = channel
        self.cursor = cursor

    def perform(self) -> Any:
        return self.channel.close_cursor(self.cursor)


class Control(Request):
    """A transaction verb: begin, commit, rollback, savepoint, release, rollback_to, prepare, …

    `argument` is the name of the savepoint or of the prepared transaction.
    """

    __slots__ = ("argument", "channel", "verb")

    def __init__(self, channel: Channel, verb: str, argument: Any = None) -> None:
        self.channel = channel
        self.verb = verb
        self.argument = argument

    def perform(self) -> Any:
        return self.channel.control(self.verb, self.argument)


class Ping(Request):
    """Ask whether the connection is alive; the reply is True or False."""

    __slots__ = ("channel",)

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def perform(self) -> Any:
        return self.channel.ping()


class Close(Request):
    """Close the channel."""

    __slots__ = ("channel",)

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def perform(self) -> Any:
        return self.channel.close()


class Connect(Request):
    """Open a new channel; `opener` blocks or returns an awaitable, as the driver is."""

    __slots__ = ("opener",)

    def __init__(self, opener: Callable[[], Any]) -> None:
        self.opener = opener

    def perform(self) -> Any:
        return self.opener()


class Acquire(Request):
    """Take a connection record from a pool."""

    __slots__ = ("pool",)

    def __init__(self, pool: Any) -> None:
        self.pool = pool

    def perform(self) -> Any:
        return self.pool.acquire()


class Release(Request):
    """Give a connection record back to its pool."""

    __slots__ = ("pool", "record")

    def __init__(self, pool: Any, record: Any) -> None:
        self.pool = pool
        self.record = record

    def perform(self) -> Any:
        return self.pool.release(self.record)


class Sleep(Request):
    """Wait; `host` says how (`time.sleep`, `asyncio.sleep`)."""

    __slots__ = ("host", "seconds")

    def __init__(self, host: Callable[[float], Any], seconds: float) -> None:
        self.host = host
        self.seconds = seconds

    def perform(self) -> Any:
        return self.host(self.seconds)


class Call(Request):
    """Call a user's function that may itself do I/O through holdfast (an event handler, a callback).

    A blocking runner calls it. The async runner calls it under the bridge, or awaits it when it is `async def`.
    """

    __slots__ = ("arguments", "function")

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...] = ()) -> None:
        self.function = function
        self.arguments = arguments

    def perform(self) -> Any:
        return self.function(*self.arguments)


__all__ = [
    "Acquire",
    "Batch",
    "Call",
    "Channel",
    "Close",
    "CloseCursor",
    "Connect",
    "Control",
    "Execute",
    "ExecuteFirst",
    "ExecuteInto",
    "ExecuteMany",
    "FetchMany",
    "OpenCursor",
    "Ping",
    "Release",
    "Reply",
    "Request",
    "Sleep",
]
