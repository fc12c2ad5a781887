"""Run a statement of the Session that names entities, from structure to result.

The warm road: structural key, plan cache, connection, one fetch, one hydrator call, a result over the list. What must
not live here: events of the session (`do_orm_execute`) and plain Core statements; the session handles both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from ... import exc
from ...engine.core import fetch
from ...engine.result import Result, ResultMetaData, ScalarResult
from ...plan import Plan
from ...sql.structure import statement_key
from ..hydrate import LoadRun, fetch_paused
from ..planner import Planned, RowRead, find_plan, keep_plan, plan_from_statement, plan_select, plan_text
from .bulk import bulk_insert, bulk_update
from .dml import execute_dml
from .fetch import Ready, fetch_planned, fire_load_events, follow_up
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
    if statement.is_dml and not getattr(statement, "is_from_statement", False):
        return (yield from _execute_dml(session, statement, parameters, execution_options, bind_arguments, scalars))
    options = statement._execution_options
    if execution_options:
        options = {**options, **execution_options}
    if options.get("autoflush", True) and session.autoflush:
        yield from session.plan_autoflush()
    if not hasattr(statement, "_setup_joins") and not getattr(statement, "is_from_statement", False):
        return (yield from _execute_plain(session, statement, parameters, options, bind_arguments, scalars))
    key = statement_key(statement.structure())
    planned = None if key.identity is None else find_plan(key.identity)
    if planned is None:
        planned = _plan(statement)
        if planned is not None and key.identity is not None and not _options_have_values(statement):
            keep_plan(key.identity, planned)
    connection = yield from session.plan_connection(
        None if planned is None else planned.entity, statement, bind_arguments
    )
    if planned is None:
        return (yield from _execute_text(session, statement, parameters, options, connection, scalars))
    run = LoadRun(session, planned.row, populate_existing=bool(options.get("populate_existing")), provenance=statement)
    run.statement, run.execution_options = planned, options
    if options.get("yield_per"):
        result = yield from execute_streamed(connection, planned, key.binds, parameters, run)
        return result.scalars() if scalars else result
    rows = yield from fetch_planned(session, connection, planned, key.binds, parameters, run=run)
    return _result(planned, planned.ready[connection.dialect].metadata, rows, scalars)


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

    def scalars(self, index: Any = 0) -> ScalarResult:
        return _UniqueRequiredScalars(self, self._metadata.index_of(index) if index != 0 else 0)


class _UniqueRequiredScalars(ScalarResult):
    """The same for single values."""

    __slots__ = ()

    def _take(self, size: int | None) -> list[Any]:
        if self._seen is None:
            _refuse_repeated()
        return Result._take(self._result, size)


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
    session: Any, statement: Any, parameters: Any, options: Any, bind_arguments: Any, scalars: bool
) -> Plan[Any]:
    """Set operations and text: rows of values, although entities are named in them."""
    connection = yield from session.plan_connection(_entity_within(statement), statement, bind_arguments)
    result = yield from session.plan_core_execute(connection, statement, parameters, options)
    return result.scalars() if scalars else result


def _entity_within(statement: Any) -> Any:
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
