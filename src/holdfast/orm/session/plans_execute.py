"""The plan of `Session.execute()`: handlers, then the ORM's road or the Core's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ... import exc
from ...engine import core
from ...engine.result import Result
from ..execute import entity_within, fetch_items, find_road
from ..hydrate import LoadRun
from ..planner import Planned, plan_select
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
    bind_arguments = dict(bind_arguments or {})
    state = ORMExecuteState(session, statement, parameters, execution_options, bind_arguments, handlers)
    mappers = state.all_mappers or [entity.mapper for entity in (entity_within(statement),) if entity is not None]
    if mappers:
        bind_arguments.setdefault("mapper", mappers[0])
        state.bind_arguments = bind_arguments
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
    if state._load is not None:
        return (yield from state._load(state))
    road = find_road(state.statement) or _execute_core
    return (
        yield from road(
            session, state.statement, state.parameters, state.local_execution_options, state.bind_arguments, False
        )
    )


# -- loads of the ORM's own, when handlers look on -------------------------------------------------------------


def observed_load(
    session: Any, planned: Planned, binds: Sequence[Any], overrides: Mapping[str, Any] | None, run: LoadRun, kind: str
) -> Plan[list[Any]]:
    """A loader's statement on its way through the `do_orm_execute` handlers; they may change it as any other."""
    if planned.origin is None:
        return (yield from fetch_items(session, run.connection, planned, binds, overrides, run=run))

    def load(state: ORMExecuteState) -> Plan[Result]:
        return _load(state, planned, run)

    statement = planned.origin[0]
    options = {**(run.execution_options or {}), f"_sa_{kind}_load": True}
    mapper = None if planned.entity is None else planned.entity.mapper
    state = ORMExecuteState(
        session,
        statement,
        {**_values_by_name(planned, binds), **(overrides or {})},
        options,
        {} if mapper is None else {"mapper": mapper},
        session.dispatch.do_orm_execute,
        load,
    )
    result = yield from run_handlers(state)
    found: list[Any] = result.scalars().all() if planned.row.is_single else result.all()
    return found


def _values_by_name(planned: Planned, binds: Sequence[Any]) -> dict[str, Any]:
    """The values that a loader gives to the named parameters of its statement."""
    return {own.key: given.effective_value for own, given in zip(planned.binds, binds, strict=True) if given is not own}


def _load(state: ORMExecuteState, planned: Planned, run: LoadRun) -> Plan[Result]:
    """Run a loader's statement as the handlers have left it."""
    session, statement = state.session, state.statement
    assert planned.origin is not None
    original, tree, path = planned.origin
    if statement is not original:
        added = statement._with_options[len(original._with_options) :]
        planned = plan_select(statement, tree.extended(added) if added else tree, path)
        replaced = LoadRun(
            session,
            planned.row,
            populate_existing=run.populate_existing,
            provenance=run.provenance,
            only_keys=run.only_keys,
        )
        replaced.execution_options = run.execution_options
        run = replaced
    run.statement = planned
    connection = yield from session.plan_connection(planned.entity, statement, state.bind_arguments)
    items = yield from fetch_items(session, connection, planned, planned.binds, state.parameters, run=run)
    metadata = planned.ready[connection.dialect].metadata
    return Result(metadata, items, None, planned.row.is_single)
