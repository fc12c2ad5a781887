"""Connection records: one per live connection, with who holds it and since when.

What lives here: the record, and how the line of the user's code that took it is found. What must not: deciding
(core.py) and waiting (queue.py, aqueue.py).
"""

from __future__ import annotations

import sys
from time import time
from types import CodeType, FrameType
from typing import Any

_PREFIX = __name__.split(".", 1)[0] + "."
_DEEPEST = 24


class ConnectionRecord:
    """One live connection of a pool: its channel, `info` of the user's, and who holds it.

    A record is not reused for another connection: when its connection is replaced, `channel` changes and `info`
    starts empty, `record_info` stays.
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
        "used",
    )

    def __init__(self, pool: Any, channel: Any = None) -> None:
        self.pool = pool
        self.channel = channel
        self.created_at = 0.0
        self.generation = 0
        self.given_at = 0.0
        self.in_use = False
        self.used = True
        self.last_statement: str | None = None
        self.code: CodeType | None = None
        self.instruction = 0
        self._info: dict[Any, Any] | None = None
        self._record_info: dict[Any, Any] | None = None

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary of the user's, as long as the connection lives."""
        if self._info is None:
            self._info = {}
        return self._info

    @property
    def record_info(self) -> dict[Any, Any]:
        """A dictionary of the user's, as long as the record lives."""
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
        """Close the connection now, or (soft) when it is next taken from the pool."""
        self.pool._invalidate(self, e, soft)

    def close(self) -> None:
        """Close the connection."""
        self.pool._terminate(self)

    def opened(self, channel: Any, generation: int) -> None:
        self.channel = channel
        self.created_at = time()
        self.generation = generation
        self._info = None

    def note_holder(self) -> None:
        """Remember which line of the user's code took the connection: code and instruction, resolved when shown."""
        frame: FrameType | None = sys._getframe(2)
        depth = 0
        while frame is not None and depth < _DEEPEST:
            code = frame.f_code
            if _is_users(frame):
                self.code = code
                self.instruction = frame.f_lasti
                return
            frame = frame.f_back
            depth += 1

    def describe_holder(self, now: float) -> str:
        """Who holds it, since when, and what was last done with it; one line."""
        place = "an unknown place"
        if self.code is not None:
            place = f"{self.code.co_filename}:{_line_of(self.code, self.instruction)} in {self.code.co_name}()"
        shown = "nothing executed yet" if self.last_statement is None else f"last: {self.last_statement:.80}"
        return f"taken {now - self.given_at:.1f} s ago at {place}, {shown}"

    def __repr__(self) -> str:
        return f"<ConnectionRecord of {self.driver_connection!r}, {'in use' if self.in_use else 'idle'}>"


def _is_users(frame: FrameType) -> bool:
    name = frame.f_globals.get("__name__", "")
    return not (name.startswith(_PREFIX) or name == "contextlib")


def _line_of(code: CodeType, instruction: int) -> int:
    for start, end, line in code.co_lines():
        if start <= instruction < end and line is not None:
            return line
    return code.co_firstlineno


__all__ = ["ConnectionRecord"]
