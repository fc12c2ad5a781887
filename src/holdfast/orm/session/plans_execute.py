"""The plan of `Session.execute()`: handlers, then the ORM's road or the Core's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ... import exc
from ...engine import core
from ..execute import find_road
from .execute_state import ORMExecuteState

if TYPE_CHECKING:
    from ...plan import Plan

_NOTHING: Mapping[str, Any] = {}


def execute(
    session: Any,
    statement: Any,
    parameters: Any = None,
    execution_options: Mapping[str, Any] = _NOTHING,
    bind_arguments: Mapping[str, Any] | None = None,
    *,
    scalars: bool = False,
) -> Plan[Any]:
    """Run a statement in the session's transaction and return its result."""
    if session.execution_options:
        execution_options = {**session.execution_options, **execution_options}
    handlers = session.dispatch.do_orm_execute
    if handlers:
        return _with_handlers(session, statement, parameters, execution_options, bind_arguments, handlers, scalars)
    # No plan of its own around another: the statement's is handed out as it is.
    road = find_road(statement) or _execute_core
    return road(session, statement, parameters, execution_options, bind_arguments, scalars)


def _execute_core(
    session: Any,
    statement: Any,
    parameters: Any,
    execution_options: Mapping[str, Any],
    bind_arguments: Mapping[str, Any] | None,
    scalars: bool,
) -> Plan[Any]:
    if not isinstance(statement, str) and not hasattr(statement, "_execution_options"):
        raise exc.ArgumentError(f"Executable SQL or text() construct expected, got {statement!r}.")
    clause = None if isinstance(statement, str) else statement
    connection = yield from session.plan_connection(None, clause, bind_arguments)
    result = yield from core.execute(connection, statement, parameters, execution_options)
    return result.scalars() if scalars else result


def _with_handlers(
    session: Any,
    statement: Any,
    parameters: Any,
    execution_options: Mapping[str, Any],
    bind_arguments: Mapping[str, Any] | None,
    handlers: tuple[Any, ...],
    scalars: bool,
) -> Plan[Any]:
    state = ORMExecuteState(session, statement, parameters, execution_options, bind_arguments, handlers)
    result = yield from run_handlers(state)
    return result.scalars() if scalars else result


def run_handlers(state: ORMExecuteState) -> Plan[Any]:
    """Call the handlers that are left; the first that returns a result ends the matter."""
    session = state.session
    while state._position < len(state._handlers):
        handler = state._handlers[state._position]
        state._position += 1
        result = yield from session._call(handler, state)
        if result is not None:
            return result
    road = find_road(state.statement) or _execute_core
    return (
        yield from road(
            session, state.statement, state.parameters, state.local_execution_options, state.bind_arguments, False
        )
    )
