"""Whole pieces of work on a connection of their own: one statement, one piece of DDL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ...plan import Plan
from ..result import CursorResult
from .access import close, connect
from .execute import execute
from .transaction import commit

T = TypeVar("T")


def execute_once(
    engine: Any, statement: Any, parameters: Any = None, execution_options: Any = None
) -> Plan[CursorResult]:
    """Execute one statement and commit it. All rows are fetched already, so the result outlives the connection."""
    options = {**(execution_options or {}), "stream_results": False, "yield_per": None} if execution_options else None
    return in_transaction(engine, lambda connection: execute(connection, statement, parameters, options))


def in_transaction(engine: Any, work: Callable[[Any], Plan[T]]) -> Plan[T]:
    """Do `work(connection)` on a new connection and commit; roll back and close when it fails."""
    connection = yield from connect(engine)
    try:
        result = yield from work(connection)
        yield from commit(connection)
    except GeneratorExit:
        # A plan that is being dropped must not ask any more; the connection goes back when it is collected.
        raise
    except BaseException:
        yield from close(connection)
        raise
    yield from close(connection)
    return result


def looked_up(engine: Any, work: Callable[[Any], Plan[T]]) -> Plan[T]:
    """Do `work(connection)`, which only reads, on a new connection; nothing is committed."""
    connection = yield from connect(engine)
    try:
        result = yield from work(connection)
    except GeneratorExit:
        raise
    except BaseException:
        yield from close(connection)
        raise
    yield from close(connection)
    return result


__all__ = ["execute_once", "in_transaction", "looked_up"]
