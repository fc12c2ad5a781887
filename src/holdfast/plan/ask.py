"""The only bare `yield`s of the library: typed one-liners that plans call with `yield from`.

They exist so that replies are typed: `reply = yield from ask.execute(channel, sql, parameters)`. They stand on the
hottest path there is: an annotated name costs nothing there, `typing.cast` would be a call.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeAlias, TypeVar

from .channel import Channel, Reply
from .request import (
    Acquire,
    Batch,
    Call,
    Close,
    CloseCursor,
    Connect,
    Control,
    Execute,
    ExecuteFirst,
    ExecuteInto,
    ExecuteMany,
    FetchMany,
    OpenCursor,
    Ping,
    Release,
    Request,
    Sleep,
)

T = TypeVar("T")
Plan: TypeAlias = Generator[Request, Any, T]


def execute(channel: Channel, sql: str, parameters: Any = ()) -> Plan[Reply]:
    reply: Reply = yield Execute(channel, sql, parameters)
    return reply


def execute_first(channel: Channel, sql: str, parameters: Any, size: int) -> Plan[Reply]:
    reply: Reply = yield ExecuteFirst(channel, sql, parameters, size)
    return reply


def execute_into(channel: Channel, sql: str, parameters: Any, fetch: Callable[[Any], list[Any]]) -> Plan[Reply]:
    reply: Reply = yield ExecuteInto(channel, sql, parameters, fetch)
    return reply


def execute_many(channel: Channel, sql: str, parameter_sets: Sequence[Any]) -> Plan[Reply]:
    reply: Reply = yield ExecuteMany(channel, sql, parameter_sets)
    return reply


def batch(channel: Channel, requests: Sequence[Execute | ExecuteMany]) -> Plan[tuple[Reply, ...]]:
    replies: tuple[Reply, ...] = yield Batch(channel, requests)
    return replies


def open_cursor(channel: Channel, sql: str, parameters: Any = ()) -> Plan[Reply]:
    reply: Reply = yield OpenCursor(channel, sql, parameters)
    return reply


def fetch_many(channel: Channel, cursor: Any, size: int) -> Plan[list[tuple[Any, ...]]]:
    rows: list[tuple[Any, ...]] = yield FetchMany(channel, cursor, size)
    return rows


def close_cursor(channel: Channel, cursor: Any) -> Plan[None]:
    yield CloseCursor(channel, cursor)


def control(channel: Channel, verb: str, argument: Any = None) -> Plan[Any]:
    return (yield Control(channel, verb, argument))


def ping(channel: Channel) -> Plan[bool]:
    return bool((yield Ping(channel)))


def close(channel: Channel) -> Plan[None]:
    yield Close(channel)


def connect(opener: Callable[[], Any]) -> Plan[Channel]:
    channel: Channel = yield Connect(opener)
    return channel


def acquire(pool: Any) -> Plan[Any]:
    return (yield Acquire(pool))


def release(pool: Any, record: Any) -> Plan[None]:
    yield Release(pool, record)


def sleep(host: Callable[[float], Any], seconds: float) -> Plan[None]:
    yield Sleep(host, seconds)


def call(function: Callable[..., T], *arguments: Any) -> Plan[T]:
    result: T = yield Call(function, arguments)
    return result
