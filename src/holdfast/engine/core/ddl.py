"""Creating and dropping schema items: ask what exists, work out the steps, carry them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...plan import Plan, ask
from ...sql.ddl import Emit, Question, questions, steps
from .access import check_open
from .execute import execute
from .once import in_transaction
from .state import ConnectionCore


def run_ddl(connection: ConnectionCore, request: Any, checkfirst: Any = True) -> Plan[None]:
    """Create or drop what a schema request asks for, in the connection's transaction."""
    check_open(connection)
    dialect = connection.dialect
    asked = {question: _translated(connection, question) for question in questions(request, dialect, checkfirst)}
    there = (
        (yield from dialect.reflection.plan_existing(connection, list(dict.fromkeys(asked.values())))) if asked else ()
    )
    existing = {question for question, translated in asked.items() if translated in there}
    for step in steps(request, dialect, checkfirst, existing, connection):
        if isinstance(step, Emit):
            yield from execute(connection, step.element)
            continue
        for handler in _handlers(step.target, step.event):
            yield from ask.call(partial(handler, step.target, connection, **step.keywords))


def run_ddl_once(engine: Any, request: Any, checkfirst: Any = True) -> Plan[None]:
    """The same on a connection of its own, committed."""
    yield from in_transaction(engine, lambda connection: run_ddl(connection, request, checkfirst))


def ddl_steps(request: Any, mock: Any) -> Iterator[Callable[[], Any]]:
    """A request as calls, in order, when nothing exists yet (or, to drop, everything): of `mock.execute` and of listeners."""
    for step in steps(request, mock.dialect, False, set(), mock):
        if isinstance(step, Emit):
            yield partial(mock.execute, step.element)
            continue
        for handler in _handlers(step.target, step.event):
            yield partial(handler, step.target, mock, **step.keywords)


def _handlers(target: Any, event: str) -> tuple[Callable[..., Any], ...]:
    dispatch = getattr(target, "dispatch", None)
    return getattr(dispatch, event, ()) if dispatch is not None else ()


def _translated(connection: ConnectionCore, question: Question) -> Question:
    kind, schema, name, table = question
    translate = connection._schema_translate
    return (kind, translate.get(schema, schema), name, table) if translate else question


__all__ = ["ddl_steps", "run_ddl", "run_ddl_once"]
