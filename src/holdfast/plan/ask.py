"""The only bare `yield`s of the library: typed one-liners that plans call with `yield from`.

They exist so that replies are typed: `reply = yield from ask.execute(channel, sql, parameters)`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeAlias, TypeVar, cast

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
    return cast(Reply, (yield Execute(channel, sql, parameters)))


def execute_many(channel: Channel, sql: str, parameter_sets: Sequence[Any]) -> Plan[Reply]:
    return cast(Reply, (yield ExecuteMany(channel, sql, parameter_sets)))


def batch(channel: Channel, requests: Sequence[Execute | ExecuteMany]) -> Plan[tuple[Reply, ...]]:
    return cast("tuple[Reply, ...]", (yield Batch(channel, requests)))


def open_cursor(channel: Channel, sql: str, parameters: Any = ()) -> Plan[Reply]:
    return cast(Reply, (yield OpenCursor(channel, sql, parameters)))


def fetch_many(channel: Channel, cursor: Any, size: int) -> Plan[list[tuple[Any, ...]]]:
    return cast("list[tuple[Any, ...]]", (yield FetchMany(channel, cursor, size)))


def close_cursor(channel: Channel, cursor: Any) -> Plan[None]:
    yield CloseCursor(channel, cursor)


def control(channel: Channel, verb: str, argument: Any = None) -> Plan[Any]:
    return (yield Control(channel, verb, argument))


def ping(channel: Channel) -> Plan[bool]:
    return bool((yield Ping(channel)))


def close(channel: Channel) -> Plan[None]:
    yield Close(channel)


def connect(opener: Callable[[], Any]) -> Plan[Channel]:
    return cast(Channel, (yield Connect(opener)))


def acquire(pool: Any) -> Plan[Any]:
    return (yield Acquire(pool))


def release(pool: Any, record: Any) -> Plan[None]:
    yield Release(pool, record)


def sleep(host: Callable[[float], Any], seconds: float) -> Plan[None]:
    yield Sleep(host, seconds)


def call(function: Callable[..., T], *arguments: Any) -> Plan[T]:
    return cast(T, (yield Call(function, arguments)))
