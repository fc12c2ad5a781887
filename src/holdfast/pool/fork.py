"""What a fork does to pools: the child gives up every connection, without a word to its server.

A socket that parent and child both write to is the end of both sessions. So in the child (told by the interpreter, at
no cost for check-outs) pools start empty, with locks of their own, and the channels of the parent's connections become
channels that refuse: whoever held one gets an error that says so, and another connection after his rollback.
"""

from __future__ import annotations

import os
from typing import Any, NoReturn
from weakref import WeakSet

from .. import exc

_pools: WeakSet[Any] = WeakSet()
_records: WeakSet[Any] = WeakSet()
# The parent's connections: a driver that destroys one may say goodbye to the server, so they are kept for good.
_of_parent: list[Any] = []
_refusing: dict[type, type] = {}


class RefusesAfterFork:
    """What is left of a channel that belongs to the parent process; mixed into the channel's own class."""

    __slots__ = ()

    def ping(self) -> bool:
        return False

    def close_cursor(self, cursor: Any) -> None:
        _of_parent.append(cursor)

    def close(self) -> None:
        """Nothing: it is the parent's."""

    def terminate(self) -> None:
        """Nothing: it is the parent's."""


def _refuse(channel: Any, *arguments: Any) -> NoReturn:
    """Stands in the place of every other verb of a channel."""
    _refuse_statement(channel)


def _refuse_statement(channel: Any, sql: str | None = None, parameters: Any = None, *more: Any) -> NoReturn:
    reason = ConnectionError(
        f"this connection was opened by another process, of which {os.getpid()} is a fork; roll back, and go on with another one"
    )
    raise exc.OperationalError(sql, parameters, reason, connection_invalidated=True)


def watch_pool(pool: Any) -> None:
    """Have `pool._after_fork()` called in children."""
    _pools.add(pool)


def watch_record(record: Any) -> None:
    """Have the connection of this record given up in children."""
    _records.add(record)


def _after_fork_in_child() -> None:
    for record in list(_records):
        channel = record.channel
        if channel is None or _survives(channel):
            continue
        _of_parent.append((channel.dbapi_connection, channel.driver_connection))
        _make_refuse(channel)
        record.channel = None
    for pool in list(_pools):
        pool._after_fork()


def _survives(channel: Any) -> bool:
    """Whether the connection is as good in the child as in the parent: a database in memory."""
    try:
        return bool(getattr(channel, "survives_fork", False))
    except Exception:
        return False


def _make_refuse(channel: Any) -> None:
    """Whoever holds the channel holds it as an attribute: it is the object itself that has to change."""
    kind = type(channel)
    refusing = _refusing.get(kind)
    if refusing is None:
        verbs = [name for name in dir(kind) if not name.startswith("_") and callable(getattr(kind, name))]
        refused: dict[str, Any] = {
            name: _refuse_statement if name.startswith(("execute", "open_cursor")) else _refuse
            for name in verbs
            if not hasattr(RefusesAfterFork, name)
        }
        refusing = _refusing[kind] = type(kind.__name__, (RefusesAfterFork, kind), {"__slots__": (), **refused})
    channel.__class__ = refusing


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)


__all__ = ["RefusesAfterFork", "watch_pool", "watch_record"]
