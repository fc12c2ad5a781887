"""Connection records: one per place of a pool, with the connection in it, who holds it and since when.

What lives here: the record, and how the line of the user's code that took it is found. What must not: deciding
(core.py) and waiting (queue.py, aqueue.py).
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from time import time
from types import CodeType, FrameType
from typing import Any

_PREFIX = __name__.split(".", 1)[0] + "."
# The global names, by identity, of modules that are ours, and of the users' modules. Those of modules that can be imported
# only: they are not unloaded, so an identity stays true.
_ours: set[int] = {id(globals())}
_users: set[int] = set()


class ManagesConnection:
    """What a pool's record and a pooled connection have in common: a connection, dictionaries for the user, `invalidate`."""

    __slots__ = ()

    @property
    def dbapi_connection(self) -> Any:
        """The DBAPI connection (for async drivers: an adapter that looks like one), or None when there is none now."""
        raise NotImplementedError

    @property
    def driver_connection(self) -> Any:
        """The driver's own connection, or None when there is none now."""
        raise NotImplementedError

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary of the user's, as long as the connection lives."""
        raise NotImplementedError

    @property
    def record_info(self) -> dict[Any, Any] | None:
        """A dictionary of the user's, as long as the place in the pool lives; None when there is no place."""
        raise NotImplementedError

    def invalidate(self, e: BaseException | None = None, soft: bool = False) -> None:
        """Close the connection now, or (soft) when it is next taken from the pool."""
        raise NotImplementedError


class ConnectionRecord(ManagesConnection):
    """One place of a pool: its channel, `info` of the user's, and who holds it.

    When the connection is replaced, `channel` changes and `info` starts empty; `record_info` stays. `channel` is None
    while there is no connection: before the first, and after one is lost.
    """

    __slots__ = (
        "__weakref__",
        "_info",
        "_record_info",
        "channel",
        "code",
        "created_at",
        "generation",
        "given_at",
        "in_use",
        "instruction",
        "last_statement",
        "pool",
        "settings",
        "transaction",
        "used",
        "was_reset",
    )

    def __init__(self, pool: Any, channel: Any = None) -> None:
        self.pool = pool
        self.channel = channel
        self.created_at = 0.0
        self.generation = 0
        self.given_at = 0.0
        self.in_use = False
        # Whether a reset is needed at return, and whether its holder did one in closing.
        self.used = False
        self.was_reset = False
        # Names of settings (isolation level ...) that the holder changed: the pool puts them back.
        self.settings: Collection[str] = ()
        self.last_statement: str | None = None
        self.transaction: str | None = None
        self.code: CodeType | None = None
        self.instruction = 0
        self._info: dict[Any, Any] | None = None
        self._record_info: dict[Any, Any] | None = None

    @property
    def info(self) -> dict[Any, Any]:
        if self._info is None:
            self._info = {}
        return self._info

    @property
    def record_info(self) -> dict[Any, Any]:
        if self._record_info is None:
            self._record_info = {}
        return self._record_info

    @property
    def dbapi_connection(self) -> Any:
        return None if self.channel is None else self.channel.dbapi_connection

    @property
    def driver_connection(self) -> Any:
        return None if self.channel is None else self.channel.driver_connection

    connection = dbapi_connection

    def invalidate(self, e: BaseException | None = None, soft: bool = False) -> None:
        self.pool._invalidate(self, e, soft)

    def close(self) -> None:
        """Close the connection."""
        self.pool._terminate(self)

    def opened(self, channel: Any, generation: int) -> None:
        self.channel = channel
        self.created_at = time()
        self.generation = generation
        self.used = False
        self.settings = ()
        self.last_statement = self.transaction = self._info = None

    def note_holder(self, frame: FrameType | None) -> None:
        """Remember when it was given, and to which line: the first frame from `frame` outwards that is not ours.

        Only code and instruction are kept (a frame would keep the user's variables alive); the line is worked out when
        somebody asks.
        """
        self.given_at = time()
        self.in_use = True
        # By identity of the global names: comparing the module's name at each frame costs three times as much.
        while frame is not None:
            names = id(frame.f_globals)
            if names in _users or (names not in _ours and not _is_ours(frame.f_globals)):
                self.code = frame.f_code
                self.instruction = frame.f_lasti
                return
            frame = frame.f_back
        self.code = None

    def describe_holder(self, now: float) -> str:
        """Who holds it, since when, in which transaction, and what was last done with it; one line."""
        place = "an unknown place"
        if self.code is not None:
            place = f"{self.code.co_filename}:{_line_of(self.code, self.instruction)} in {self.code.co_name}()"
        if self.transaction is not None:
            state = self.transaction
        else:
            state = "used through the driver" if self.used else "in no transaction"
        shown = "nothing executed yet" if self.last_statement is None else f"last: {self.last_statement:.80}"
        return f"taken {now - self.given_at:.1f} s ago at {place}, {state}, {shown}"

    def __repr__(self) -> str:
        return f"<ConnectionRecord of {self.driver_connection!r}, {'in use' if self.in_use else 'idle'}>"


def _is_ours(names: dict[str, Any]) -> bool:
    """Whether these are the global names of this library, or of what stands between it and users (`with` blocks)."""
    name = names.get("__name__", "")
    is_ours = name.startswith(_PREFIX) or name == "contextlib"
    module = sys.modules.get(name)
    if module is not None and module.__dict__ is names:
        (_ours if is_ours else _users).add(id(names))
    return bool(is_ours)


def _line_of(code: CodeType, instruction: int) -> int:
    for start, end, line in code.co_lines():
        if start <= instruction < end and line is not None:
            return line
    return code.co_firstlineno


__all__ = ["ConnectionRecord", "ManagesConnection"]
