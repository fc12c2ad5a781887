"""Rows that are still on the server: fetched in portions, on the connection that executed the statement and no other.

What lives here: that errors while fetching are treated as those of executing are, and that nothing is fetched from a
connection that belongs to somebody else by now. How large the portions are is the result's business.
"""

from __future__ import annotations

from typing import Any

from ... import exc
from ...plan import Channel, Plan, ask
from .send import MakeContext, failure
from .state import ConnectionCore


class OpenRows:
    """The rows behind an open cursor of a connection."""

    __slots__ = ("_channel", "_connection", "_cursor", "_make_context", "_parameters", "_sql")

    def __init__(
        self,
        connection: ConnectionCore,
        cursor: Any,
        sql: str,
        parameters: Any,
        make_context: MakeContext | None = None,
    ) -> None:
        self._connection = connection
        self._channel: Channel = connection._record.channel
        self._cursor = cursor
        self._sql = sql
        self._parameters = parameters
        self._make_context = make_context

    @property
    def _is_ours(self) -> bool:
        record = self._connection._record
        return record is not None and not self._connection._closed and record.channel is self._channel

    def fetch(self, size: int) -> Plan[list[Any]]:
        """The next rows, an empty list after the last."""
        if not self._is_ours:
            what = "closed" if self._connection._closed else "lost"
            raise exc.ResourceClosedError(
                f"This result object is closed: rows were left on the server, and its connection was {what} meanwhile. "
                "Fetch the rows before, or do without stream_results and yield_per."
            )
        try:
            return (yield from ask.fetch_many(self._channel, self._cursor, size))
        except Exception as error:
            raise (yield from self._failure(error))

    def close(self) -> Plan[None]:
        if not self._is_ours:
            return
        try:
            yield from ask.close_cursor(self._channel, self._cursor)
        except Exception as error:
            raise (yield from self._failure(error))

    def _failure(self, error: Exception) -> Plan[BaseException]:
        if isinstance(error, exc.StatementError) and error.statement is None:
            error.statement, error.params, error.ismulti = self._sql, self._parameters, False
        return (yield from failure(self._connection, error, self._make_context))


__all__ = ["OpenRows"]
