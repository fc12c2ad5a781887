"""Run a statement of the Session that names entities, from structure to result.

The warm road: structural key, plan cache, connection, one fetch, one hydrator call, a result over the list. What must
not live here: events of the session (`do_orm_execute`) and plain Core statements; the session handles both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from ... import exc
from ...engine.core import fetch, fetch_failure, quiet_channel
from ...engine.result import ListedScalars, Result, ResultMetaData, ScalarResult
from ...plan import Plan, ask
from ...sql.structure import statement_key
from ..hydrate import PAUSE_FROM, LoadRun, fetch_paused, lone_object
from ..planner import Planned, RowRead, find_plan, keep_plan, plan_from_statement, plan_select, plan_text
from .bulk import bulk_insert, bulk_update
from .dml import execute_dml
from .fetch import Ready, fire_load_events, follow_up, hydrate_all, ready_for
from .stream import execute_streamed

_NOTHING: Mapping[str, Any] = {}


def is_orm_statement(statement: Any) -> bool:
    """Whether a statement names entities or their attributes, so that the Session must lower it."""
    for node in getattr(statement, "_raw_columns", ()):
        if node.is_placeholder:
            return True
    if getattr(statement, "is_from_statement", False):
        return True
    check = getattr(statement, "_has_placeholders", None)
    return bool(check is not None and check())


def execute(
    session: Any,
    statement: Any,
    parameters: Any = None,
    execution_options: Mapping[str, Any] = _NOTHING,
    *,
    bind_arguments: Mapping[str, Any] | None = None,
    scalars: bool = False,
) -> Plan[Any]:
    """Everything about one ORM statement: autoflush, connection, rows, objects, follow-ups, result."""
    road = _roads.get(statement.__class__) or _choose_road(statement)
    return road(session, statement, parameters, execution_options, bind_arguments, scalars)  # type: ignore[no-any-return]


def find_road(statement: Any) -> Any:
    """The plan that runs a statement which names entities; None for any other statement."""
    columns = getattr(statement, "_raw_columns", None)
    if (columns and columns[0].is_placeholder) or is_orm_statement(statement):
        return _roads.get(statement.__class__) or _choose_road(statement)
    return None


def _choose_road(statement: Any) -> Any:
    """The plan for a class of statements, remembered."""
    if getattr(statement, "is_from_statement", False):
        road: Any = _execute_select
    elif statement.is_dml:
        road = _execute_dml
    else:
        road = _execute_select if hasattr(statement, "_setup_joins") else _execute_plain
    _roads[statement.__class__] = road
    return road


_roads: dict[type, Any] = {}


def _execute_select(
    session: Any,
    statement: Any,
    parameters: Any,
    execution_options: Mapping[str, Any],
    bind_arguments: Any,
    scalars: bool,
) -> Plan[Any]:
    """The road of SELECT, written out: for a short statement each plan within a plan is a good part of the time."""
    options = statement._execution_options
    if execution_options:
        options = {**options, **execution_options}
    if (
        (session._new or session._modified or session._changed or session._deleted)
        and session.autoflush
        and options.get("autoflush", True)
    ):
        yield from session.plan_autoflush()
    structure = statement.structure()
    identity, binds = structure
    if not identity or (binds and (len(binds) > 1 or not binds[0].is_bind)):
        key = statement_key(structure)
        identity, binds = key.identity, key.binds
    planned = find_plan(identity) if identity is not None else None
    if planned is None:
        planned = _plan(statement)
        if planned is not None and identity is not None and not _options_have_values(statement):
            keep_plan(identity, planned)
    connection = session._at_hand
    if connection is None or bind_arguments or session._at_hand_bind is not session.bind:
        connection = None if bind_arguments else session._connection_at_hand()
    if connection is None:
        entity = None if planned is None else planned.entity
        connection = yield from session.plan_connection(entity, statement, bind_arguments)
    if planned is None:
        return (yield from _execute_text(session, statement, parameters, options, connection, scalars))
    if options and options.get("yield_per"):
        run = _new_run(session, planned, connection, binds, parameters, options)
        result = yield from execute_streamed(connection, planned, binds, parameters, run)
        return result.scalars() if scalars else result
    ready = planned.ready.get(connection.dialect) or ready_for(planned, connection.dialect)
    if parameters or ready.varies:
        text, values = ready.parameters(binds, parameters)
    else:
        text, values = ready.text, ready.recipe.values(binds)
    first = planned.first
    channel = quiet_channel(connection, text) if first else None
    if channel is None:
        reply = yield from fetch(connection, ready.compiled, values, text, first)
    else:
        try:
            reply = yield from ask.execute_first(channel, text, values, first)
        except Exception as error:
            raise (yield from fetch_failure(connection, error, ready.compiled, values, text))
    rows = reply.rows or []
    row = planned.row
    if len(rows) == 1 and ready.hydrate_one is not None:
        found = lone_object(session, planned, ready.hydrate_one, rows[0], options and options.get("populate_existing"))
        if found is not None:
            return (
                ListedScalars(ready.metadata, [found]) if scalars else _result(planned, ready.metadata, [found], False)
            )
    run = _new_run(session, planned, connection, binds, parameters, options)
    if len(rows) < PAUSE_FROM:
        items = ready.hydrate(rows, run)
    else:
        items = yield from hydrate_all(connection, planned, ready, reply, run, values, text)
    if run.created:
        fire_load_events(run)
    if row.has_follow_ups:
        yield from follow_up(run, planned)
    if scalars and row.is_single and not planned.requires_unique:
        return ListedScalars(ready.metadata, items)
    return _result(planned, ready.metadata, items, scalars)


def _new_run(
    session: Any, planned: Planned, connection: Any, binds: Any, parameters: Any, options: Mapping[str, Any]
) -> LoadRun:
    # The plan, not the statement: what was loaded must not keep every statement alive.
    run = LoadRun(session, planned.row, provenance=planned)
    run.connection, run.statement, run.binds, run.parameters = connection, planned, binds, parameters
    run.execution_options = options
    if options:
        run.populate_existing = bool(options.get("populate_existing"))
    return run


def _plan(statement: Any) -> Planned | None:
    if getattr(statement, "is_from_statement", False):
        return plan_from_statement(statement)
    return plan_select(statement)


def _options_have_values(statement: Any) -> bool:
    """Whether loader options carry bound values: their plan belongs to this one statement."""
    return any(option.structure()[1] for option in statement._with_options if hasattr(option, "structure"))


class _UniqueRequired(Result):
    """A result whose rows repeat objects because of a joined collection: it wants `unique()` before it gives any."""

    __slots__ = ()

    def _take(self, size: int | None) -> list[Any]:
        if self._seen is None:
            _refuse_repeated()
        return super()._take(size)

    def _take_some(self, most: int) -> list[Any]:
        if self._seen is None:
            _refuse_repeated()
        return super()._take_some(most)

    def scalars(self, index: Any = 0) -> ScalarResult:
        return _UniqueRequiredScalars(self, self._metadata.index_of(index) if index != 0 else 0)


class _UniqueRequiredScalars(ScalarResult):
    """The same for single values."""

    __slots__ = ()

    def _take(self, size: int | None) -> list[Any]:
        if self._seen is None:
            _refuse_repeated()
        return Result._take(self._result, size)

    def _take_some(self, most: int) -> list[Any]:
        if self._seen is None:
            _refuse_repeated()
        return Result._take_some(self._result, most)


def _refuse_repeated() -> NoReturn:
    raise exc.InvalidRequestError(
        "The unique() method must be invoked on this Result, as it contains results that include joined eager loads "
        "against collections: call `.unique()` before fetching, or load the collection with selectinload()."
    )


def _result(planned: Planned, metadata: ResultMetaData, rows: list[Any], scalars: bool) -> Any:
    single = planned.row.is_single
    if planned.requires_unique:
        result: Result = _UniqueRequired(metadata, rows, None, single)
    else:
        result = Result(metadata, rows, None, single)
    return result.scalars() if scalars else result


def _execute_text(
    session: Any, statement: Any, parameters: Any, options: Any, connection: Any, scalars: bool
) -> Plan[Any]:
    """Entities from text without declared columns: matched by the names that the database gives."""
    element = statement.element
    key = statement_key(element.structure())
    shell = Planned(element, _NO_ROW, (), ())
    shell.binds = key.binds
    ready = Ready(shell, connection.dialect)
    text, values = ready.parameters(key.binds, parameters)
    reply = yield from fetch(connection, ready.compiled, values, text)
    names = [column[0] for column in reply.description or ()]
    planned = plan_text(statement, names)
    planned.row.types = (*planned.row.types, *[None] * (len(names) - len(planned.row.types)))
    made = Ready(planned, connection.dialect)
    run = LoadRun(session, planned.row, populate_existing=bool(options.get("populate_existing")), provenance=statement)
    run.statement, run.execution_options, run.connection = planned, options, connection
    rows = fetch_paused(made.hydrate, reply.rows or [], run)
    if run.created:
        fire_load_events(run)
    if planned.row.has_follow_ups:
        yield from follow_up(run, planned)
    return _result(planned, made.metadata, rows, scalars)


def _execute_plain(
    session: Any, statement: Any, parameters: Any, execution_options: Any, bind_arguments: Any, scalars: bool
) -> Plan[Any]:
    """Set operations and text: rows of values, although entities are named in them."""
    options = {**statement._execution_options, **execution_options}
    if session.autoflush and options.get("autoflush", True):
        yield from session.plan_autoflush()
    connection = yield from session.plan_connection(entity_within(statement), statement, bind_arguments)
    result = yield from session.plan_core_execute(connection, statement, parameters, options)
    return result.scalars() if scalars else result


def entity_within(statement: Any) -> Any:
    """The first entity that a set operation speaks of, for choosing an engine."""
    waiting = [statement]
    while waiting:
        node = waiting.pop(0)
        entity = getattr(node, "entity", None)
        if entity is not None and hasattr(entity, "mapper"):
            return entity
        waiting += node.get_children()
    return None


def _execute_dml(
    session: Any, statement: Any, parameters: Any, execution_options: Any, bind_arguments: Any, scalars: bool
) -> Plan[Any]:
    options = {**statement._execution_options, **execution_options}
    if options.get("autoflush", True) and session.autoflush:
        yield from session.plan_autoflush()
    if isinstance(parameters, (list, tuple)) and statement.is_insert:
        result = yield from bulk_insert(session, statement, parameters, options, bind_arguments)
    elif isinstance(parameters, (list, tuple)) and statement.is_update:
        result = yield from bulk_update(session, statement, parameters, options, bind_arguments)
    else:
        result = yield from execute_dml(session, statement, parameters, options, bind_arguments)
    return result.scalars() if scalars else result


_NO_ROW = RowRead((), (), (None,))
