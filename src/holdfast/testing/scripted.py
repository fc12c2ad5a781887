"""A channel from a script: it answers requests with prepared replies and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..plan import Reply


class ScriptedChannel:
    """A blocking channel without a database. `asked` lists what came: (verb, sql or argument, parameters).

    replies: answers in the order of the statements; an exception among them is raised. When they are used up, or
    where none is wanted, a statement is answered by `default(sql, parameters)`, or with no rows.
    """

    is_async = False
    takes_fetch = False

    def __init__(self, replies: Iterable[Any] = (), default: Callable[[str, Any], Reply] | None = None) -> None:
        self._replies = iter(replies)
        self._default = default
        self.driver_connection: Any = self
        self.asked: list[tuple[str, Any, Any]] = []

    def _answer(self, verb: str, sql: str, parameters: Any) -> Reply:
        self.asked.append((verb, sql, parameters))
        for reply in self._replies:
            if isinstance(reply, BaseException):
                raise reply
            return reply if isinstance(reply, Reply) else Reply(list(reply))
        return Reply(None, None, 1, None) if self._default is None else self._default(sql, parameters)

    def execute(self, sql: str, parameters: Any) -> Reply:
        return self._answer("execute", sql, parameters)

    def execute_first(self, sql: str, parameters: Any, size: int) -> Reply:
        return self._answer("execute", sql, parameters)

    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        return self._answer("execute_many", sql, parameter_sets)

    def batch(self, requests: Sequence[Any]) -> tuple[Reply, ...]:
        replies = []
        for request in requests:
            sets = getattr(request, "parameter_sets", None)
            if sets is None:
                replies.append(self.execute(request.sql, request.parameters))
            else:
                replies.append(self.execute_many(request.sql, sets))
        return tuple(replies)

    def open_cursor(self, sql: str, parameters: Any) -> Reply:
        return self._answer("open_cursor", sql, parameters)

    def fetch_many(self, cursor: Any, size: int) -> list[Any]:
        return []

    def close_cursor(self, cursor: Any) -> None:
        self.asked.append(("close_cursor", None, None))

    def control(self, verb: str, argument: Any = None) -> None:
        self.asked.append((verb, argument, None))

    def ping(self) -> bool:
        return True

    def close(self) -> None:
        self.asked.append(("close", None, None))

    def terminate(self) -> None:
        self.asked.append(("terminate", None, None))

    @property
    def verbs(self) -> list[str]:
        """The verbs that came, in order."""
        return [verb for verb, _, _ in self.asked]
