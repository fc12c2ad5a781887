"""The port to a database: one live connection behind a dozen verbs, and the value it answers with.

A blocking channel returns its replies, an async channel returns awaitables of them. Either turns the driver's
errors into `holdfast.exc`, so that plans see one family of errors. Implementations live in `dialects/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..util import Protocol


class Reply:
    """What one statement came back with.

    rows: a list of the driver's own tuples, all of them (`ExecuteFirst`: the first); None when the statement returns none.
    description: the driver's PEP 249 `description`, or None.
    rowcount: rows matched or changed, -1 where the driver does not say.
    lastrowid: the driver's `lastrowid`, or None.
    cursor: the open cursor, for `OpenCursor`, and for `ExecuteFirst` if there may be more rows.
    """

    __slots__ = ("cursor", "description", "lastrowid", "rowcount", "rows")

    def __init__(
        self,
        rows: list[tuple[Any, ...]] | None,
        description: Any = None,
        rowcount: int = -1,
        lastrowid: Any = None,
        cursor: Any = None,
    ) -> None:
        self.rows = rows
        self.description = description
        self.rowcount = rowcount
        self.lastrowid = lastrowid
        self.cursor = cursor

    def __repr__(self) -> str:
        rows = "no rows" if self.rows is None else f"{len(self.rows)} rows"
        return f"Reply({rows}, rowcount={self.rowcount}, lastrowid={self.lastrowid!r})"


class Channel(Protocol):
    """One live connection. Each verb returns its reply, or an awaitable of it when `is_async`."""

    is_async: bool
    driver_connection: Any
    # Whether `execute()` has a third argument: a function that takes all rows of the driver's cursor.
    takes_fetch: bool

    def execute(self, sql: str, parameters: Any) -> Any: ...
    def execute_first(self, sql: str, parameters: Any, size: int) -> Any: ...
    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Any: ...
    def batch(self, requests: Sequence[Any]) -> Any: ...
    def open_cursor(self, sql: str, parameters: Any) -> Any: ...
    def fetch_many(self, cursor: Any, size: int) -> Any: ...
    def close_cursor(self, cursor: Any) -> Any: ...
    def control(self, verb: str, argument: Any = None) -> Any: ...
    def ping(self) -> Any: ...
    def close(self) -> Any: ...
    def terminate(self) -> None:
        """Drop the connection without talking to the server; never blocks, never raises."""
