"""INSERT, UPDATE and DELETE of entities by criteria, and keeping the session's objects true to what they did.

`synchronize_session`: "evaluate" finds the objects concerned by evaluating the criteria in Python, "fetch" asks the
database for their keys, "auto" (the default) evaluates where that is possible and fetches otherwise, False does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ... import exc
from ...engine.core import execute as core_execute
from ...engine.result import NO_ROWS, CursorResult, Result
from ...plan import Plan, Reply
from ...sql.selectable import Select
from ..planner import lower_statement
from ..state import promote
from .evaluate import UNKNOWN, UnevaluatableError, evaluator
from .returning import plan_returning, read_returned

_WAYS = ("auto", "evaluate", "fetch", False)


def execute_dml(
    session: Any, statement: Any, parameters: Any, options: Mapping[str, Any], bind_arguments: Any
) -> Plan[Any]:
    """Run one INSERT, UPDATE or DELETE that names entities."""
    mapper = getattr(statement.table, "mapper", None)
    connection = yield from session.plan_connection(mapper, statement, bind_arguments)
    if mapper is None or statement.is_insert:
        return (yield from _plain(session, connection, statement, parameters, options, mapper))
    way = options.get("synchronize_session", "auto")
    if way not in _WAYS:
        raise exc.ArgumentError(
            f"Valid strategies for session synchronization are 'auto', 'evaluate', 'fetch', False; got {way!r}"
        )
    matched, doubtful, keys_wanted = _objects_before(session, statement, mapper, way)
    if keys_wanted:
        return (yield from _with_keys(session, connection, statement, parameters, options, mapper))
    # Worked out before: RETURNING may refresh the objects, and the new values must not be made of new values.
    written = [] if statement.is_delete else _written(mapper, statement, matched, doubtful)
    result = yield from _plain(session, connection, statement, parameters, options, mapper)
    if statement.is_delete:
        _remove(session, matched)
        for obj in doubtful:
            session._conditionally_expire(promote(obj))
    else:
        _assign(session, written)
    return result


def _plain(
    session: Any, connection: Any, statement: Any, parameters: Any, options: Mapping[str, Any], mapper: Any
) -> Plan[Any]:
    plain, planned = plan_returning(statement)
    if parameters and mapper is not None and statement.is_insert:
        parameters = _by_column(mapper, parameters)
    result = yield from core_execute(connection, plain, parameters, dict(options))
    if planned is None:
        return result
    refreshes = not statement.is_insert
    items, metadata = yield from read_returned(
        session, connection, planned, result, options, populate_existing=refreshes
    )
    return Result(metadata, items, None, planned.row.is_single)


def _by_column(mapper: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in parameters.items():
        prop = mapper._props.get(name)
        made[prop.columns[0].key if prop is not None and prop.is_column else name] = value
    return made


def _objects_before(session: Any, statement: Any, mapper: Any, way: Any) -> tuple[list[Any], list[Any], bool]:
    """The objects that match, those that may (what tells was expired), and whether the database must be asked instead."""
    matched: list[Any] = []
    doubtful: list[Any] = []
    if way is False or way == "fetch":
        return matched, doubtful, way == "fetch"
    try:
        tests = [evaluator(mapper, criterion) for criterion in statement._where_criteria]
    except UnevaluatableError as error:
        if way == "auto":
            return matched, doubtful, True
        raise exc.InvalidRequestError(
            f"Could not evaluate current criteria in Python: \"{error}\". Specify 'fetch' or False for the "
            "synchronize_session execution option."
        ) from error
    for obj in session.identity_map.values():
        if not isinstance(obj, mapper.class_):
            continue
        outcomes = [test(obj) for test in tests]
        if all(outcome is UNKNOWN or outcome for outcome in outcomes):
            (doubtful if any(outcome is UNKNOWN for outcome in outcomes) else matched).append(obj)
    return matched, doubtful, False


def _value_evaluators(mapper: Any, statement: Any) -> dict[str, Any]:
    """For each attribute that UPDATE sets, how its new value is known; UnevaluatableError where it is not."""
    found: dict[str, Any] = {}
    for key, value in _assignments(statement):
        name = key if isinstance(key, str) else mapper.key_of_column(key.element if key.is_placeholder else key)
        if name is None or name not in mapper._props:
            continue
        try:
            found[name] = evaluator(mapper, value)
        except UnevaluatableError:
            found[name] = None
    return found


def _assignments(statement: Any) -> list[tuple[Any, Any]]:
    if statement._ordered_values:
        return list(statement._ordered_values)
    return list((statement._values or {}).items())


def _remove(session: Any, objects: Iterable[Any]) -> None:
    """The rows of these objects are gone."""
    for obj in objects:
        session._remove_deleted_row(promote(obj))


def _written(
    mapper: Any, statement: Any, objects: list[Any], doubtful: Iterable[Any] = ()
) -> list[tuple[Any, dict[str, Any], list[str]]]:
    """For each object that UPDATE changes: the new values that are known, and the names of those that are not."""
    evaluators = _value_evaluators(mapper, statement)
    found: list[tuple[Any, dict[str, Any], list[str]]] = []
    for obj in doubtful:
        present = obj.__dict__
        found.append((obj, {}, [key for key in evaluators if key in present]))
    for obj in objects:
        present, committed = obj.__dict__, promote(obj).committed
        known: dict[str, Any] = {}
        unknown: list[str] = []
        for key, evaluate in evaluators.items():
            if key not in present and key not in committed:
                continue
            value = UNKNOWN if evaluate is None else evaluate(obj)
            if value is UNKNOWN:
                unknown.append(key)
            else:
                known[key] = value
        found.append((obj, known, unknown))
    return found


def _assign(session: Any, written: Iterable[tuple[Any, dict[str, Any], list[str]]]) -> None:
    """Give objects the values that UPDATE wrote; those that are not known are expired."""
    for obj, known, unknown in written:
        state, present = promote(obj), obj.__dict__
        session._note_written(obj)
        if known:
            present.update(known)
            state.commit(known)
        if unknown:
            state.expire_attributes(present, unknown)


def _with_keys(
    session: Any, connection: Any, statement: Any, parameters: Any, options: Mapping[str, Any], mapper: Any
) -> Plan[Any]:
    """Have the database say which rows were concerned: by RETURNING where it can, else by a SELECT before."""
    columns = tuple(mapper.primary_key)
    dialect = connection.dialect
    returns = dialect.delete_returning if statement.is_delete else dialect.update_returning
    plain, planned = plan_returning(statement)
    if not returns or planned is not None:
        selected = lower_statement(Select(*columns).select_from(mapper).where(*statement._where_criteria))
        found = yield from core_execute(connection, selected, None, dict(options))
        identities = [tuple(row) for row in found.fetchall()]
        result = yield from _plain(session, connection, statement, parameters, options, mapper)
    else:
        keyed = plain._with("_returning", columns)
        keyed._remember("placeholders", False)
        result = yield from core_execute(connection, keyed, parameters, dict(options))
        identities = [tuple(row) for row in result.fetchall()]
        result = _counted(result, len(identities))
    lookup = session.identity_map.lookup
    objects = [obj for identity in identities if (obj := lookup(mapper.identity_mapper, identity)) is not None]
    if statement.is_delete:
        _remove(session, objects)
    elif planned is None or mapper not in [read.mapper for read in planned.row.entities]:
        # (What RETURNING brought is in the objects already.)
        _assign(session, _written(mapper, statement, objects))
    return result


def _counted(result: Any, count: int) -> Any:
    """The result of a statement whose RETURNING was ours: it shows no rows, only how many there were."""
    made = CursorResult(NO_ROWS, None, Reply(None, None, count), None)
    made._context = result.context
    return made
