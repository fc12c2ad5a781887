"""Load one row by its identity: for `get()`, `refresh()`, and attributes that an object lacks.

The statements are `SELECT ... WHERE pk = ?` as SQLAlchemy's, planned once per mapper and set of columns. What must not
live here: looking into the identity map first (the session does), and cohorts (`orm.loading`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ... import exc
from ...engine.core import fetch, fetch_failure, quiet_channel
from ...plan import Plan, ask
from ...sql.elements import bindparam
from ...sql.selectable import LABEL_STYLE_TABLENAME_PLUS_COL, Select
from ..hydrate import LoadRun, lone_object, tell_refreshed
from ..planner import PART, plan_select
from ..state import promote
from .fetch import KeyedPlan, fetch_planned, fire_load_events, follow_up, ready_for

_NOTHING: Mapping[str, Any] = {}


def identity_select(mapper: Any, options: Iterable[Any] = ()) -> tuple[Any, tuple[str, ...]]:
    """`SELECT entity WHERE pk = :pk_1`, and the names of its parameters."""
    names = tuple(f"pk_{number}" for number in range(1, len(mapper.primary_key) + 1))
    statement = Select(mapper).where(
        *(
            column == bindparam(name, None, type_=column.type)
            for column, name in zip(mapper.primary_key, names, strict=True)
        )
    )
    if options:
        statement = statement.options(*options)
    return statement, names


def plan_by_identity(mapper: Any, options: tuple[Any, ...] = (), with_for_update: Any = None) -> KeyedPlan:
    """The plan of `get()`; the common one, without options, is kept with the mapper."""
    plain = not options and with_for_update is None
    if plain:
        found = mapper.emitted.get("by_identity")
        if found is not None:
            return found  # type: ignore[no-any-return]
    statement, names = identity_select(mapper, options)
    if with_for_update is not None:
        statement = statement._with("_for_update_arg", with_for_update)
    made = KeyedPlan(plan_select(statement), names)
    if plain:
        mapper.emitted["by_identity"] = made
    return made


def load_by_identity(
    session: Any,
    mapper: Any,
    identity: Sequence[Any],
    execution_options: Mapping[str, Any] = _NOTHING,
    options: tuple[Any, ...] = (),
    populate_existing: bool = False,
    with_for_update: Any = None,
    bind_arguments: Mapping[str, Any] | None = None,
) -> Plan[Any]:
    """The object of one row from the database, or None. Written out, as `get()` is asked for one row at a time."""
    keyed = mapper.emitted.get("by_identity")
    if keyed is None or options or with_for_update is not None:
        keyed = plan_by_identity(mapper, options, with_for_update)
    connection = session._at_hand
    if connection is None or bind_arguments or session._at_hand_bind is not session.bind:
        connection = None if bind_arguments else session._connection_at_hand()
    if connection is None:
        connection = yield from session.plan_connection(mapper, None, bind_arguments)
    planned = keyed.planned
    if session.dispatch.do_orm_execute:
        run = _new_run(session, planned, connection, populate_existing, execution_options)
        observed = yield from fetch_planned(
            session, connection, planned, keyed.filled(identity), run=run, kind="entity"
        )
        return observed[0] if observed else None
    ready = planned.ready.get(connection.dialect) or ready_for(planned, connection.dialect)
    text, values = keyed.parameters(ready, identity)
    channel = quiet_channel(connection, text)
    if channel is None:
        reply = yield from fetch(connection, ready.compiled, values, text)
    else:
        try:
            reply = yield from ask.execute_first(channel, text, values, PART)
        except Exception as error:
            raise (yield from fetch_failure(connection, error, ready.compiled, values, text))
    rows = reply.rows
    if not rows:
        return None
    if ready.hydrate_one is not None and len(rows) == 1:
        made = lone_object(session, planned, ready.hydrate_one, rows[0], populate_existing)
        if made is not None:
            return made
    run = _new_run(session, planned, connection, populate_existing, execution_options)
    found = ready.hydrate(rows, run)
    if run.created:
        fire_load_events(run)
    if planned.row.has_follow_ups:
        run.binds = keyed.filled(identity)
        yield from follow_up(run, planned)
    return found[0]


def _new_run(session: Any, planned: Any, connection: Any, populate_existing: bool, options: Any) -> LoadRun:
    run = LoadRun(session, planned.row, populate_existing=populate_existing, provenance="get")
    run.connection, run.statement, run.execution_options = connection, planned, options
    return run


def plan_columns(mapper: Any, keys: frozenset[str]) -> KeyedPlan:
    """The plan that loads some column attributes of rows by primary key."""
    plans = mapper.emitted.setdefault("by_columns", {})
    found = plans.get(keys)
    if found is None:
        found = plans[keys] = _make_plan_columns(mapper, keys)
    return found  # type: ignore[no-any-return]


def _make_plan_columns(mapper: Any, keys: frozenset[str]) -> KeyedPlan:
    names = tuple(f"pk_{number}" for number in range(1, len(mapper.primary_key) + 1))
    wanted = [prop.columns for prop in mapper.column_attrs if prop.key in keys]
    columns = [members[0] for members in wanted]
    own_keys = _keys_in_one_table(mapper, columns)
    if own_keys is not None:
        names = tuple(f"param_{number}" for number in range(1, len(own_keys) + 1))
        criteria = [
            bindparam(name, None, type_=column.type) == column for column, name in zip(own_keys, names, strict=True)
        ]
        statement = Select(*columns).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL).where(*criteria)
    else:
        criteria = [
            column == bindparam(name, None, type_=column.type)
            for column, name in zip(mapper.primary_key, names, strict=True)
        ]
        # An attribute of a joined hierarchy may have a column in each table: all are read, the first one counts.
        every = [column for members in wanted for column in members]
        made = KeyedPlan(plan_select(Select(*every).select_from(mapper).where(*criteria)), names)
        if len(every) > len(columns):
            made.picks = tuple([every.index(column) for column in columns])
        return made
    return KeyedPlan(plan_select(statement), names)


def _keys_in_one_table(mapper: Any, columns: Sequence[Any]) -> list[Any] | None:
    """The key columns of the one table of a joined hierarchy, below its base, that has all these columns."""
    table = columns[0].table if columns else None
    if table is None or table is mapper.base_mapper.local_table or any(one.table is not table for one in columns):
        return None
    found: list[Any] = []
    for key in mapper.pk_keys:
        found += [column for column in mapper.attrs[key].columns if column.table is table]
    return found if len(found) == len(mapper.pk_keys) else None


def load_columns(session: Any, obj: Any, state: Any, keys: Collection[str]) -> Plan[bool]:
    """Load column attributes that an object lacks; False when its row is gone.

    All ordinary columns expired: the whole entity is loaded, as SQLAlchemy does. Otherwise just these columns.
    """
    state = promote(obj)
    mapper = state.mapper
    present = obj.__dict__
    wanted = [prop.key for prop in mapper.column_attrs if prop.key in keys and prop.key not in present]
    wanted = [key for key in wanted if key not in state.committed]
    if not wanted:
        return True
    if state.key is None:
        return False
    keyed = plan_columns(mapper, frozenset(wanted))
    connection = yield from session.plan_connection(mapper)
    rows = yield from fetch_planned(session, connection, keyed.planned, keyed.filled(state.key[1]), kind="column")
    if not rows:
        return False
    listeners = mapper.class_manager.dispatch.refresh
    told = {key for key in mapper.impls if key not in present} if listeners and state.expired else set(wanted)
    store_columns(
        obj, state, [prop.key for prop in mapper.column_attrs if prop.key in set(wanted)], keyed.picked(rows[0])
    )
    if listeners:
        tell_refreshed(obj, LoadRun(session, keyed.planned.row, provenance="refresh"), told)
    return True


def store_columns(obj: Any, state: Any, keys: Sequence[str], row: Any) -> None:
    """Put freshly loaded column values into an object; what changed meanwhile stays."""
    values = (row,) if len(keys) == 1 else row
    present = obj.__dict__
    for key, value in zip(keys, values, strict=True):
        if key not in present and key not in state.committed:
            present[key] = value
    if state.is_own:
        state.refreshed(keys)


def refresh(
    session: Any,
    obj: Any,
    attribute_names: Iterable[str] | None = None,
    with_for_update: Any = None,
) -> Plan[bool]:
    """Load an object's attributes anew, changes forgotten; False when its row is gone.

    Without names all that the mapping loads at once; with names these columns, and these relationships.
    """
    state = promote(obj)
    mapper = state.mapper
    if state.key is None:
        raise exc.InvalidRequestError(f"Instance {state} is not persisted: it has no row to refresh it from")
    names = None if attribute_names is None else list(attribute_names)
    if names is not None:
        _check_names(mapper, names)
    if names is None:
        keyed = plan_by_identity(mapper, (), with_for_update)
    else:
        keyed = _plan_refresh_of(mapper, frozenset(names))
    plan, binds = keyed.planned, keyed.filled(state.key[1])
    connection = yield from session.plan_connection(mapper)
    run = LoadRun(session, plan.row, populate_existing=True, provenance="refresh")
    run.statement, run.execution_options = plan, _NOTHING
    if names is None:
        found = yield from fetch_planned(session, connection, plan, binds, run=run, kind="column")
        return bool(found)
    rows = yield from fetch_planned(session, connection, plan, binds, kind="column")
    if not rows:
        return False
    loaded = _columns_for(mapper, frozenset(names))
    keys = [prop.key for prop in mapper.column_attrs if prop.key in loaded]
    found = keyed.picked(rows[0])
    row = (found,) if len(keys) == 1 else found
    for key, value in zip(keys, row, strict=True):
        if key in names:
            obj.__dict__[key] = value
            state.commit((key,))
    tell_refreshed(obj, run, names)
    return True


def _plan_refresh_of(mapper: Any, names: frozenset[str]) -> KeyedPlan:
    return plan_columns(mapper, _columns_for(mapper, names))


def _columns_for(mapper: Any, names: frozenset[str]) -> frozenset[str]:
    """The column attributes to load for `names`: with relationships among them also the key they are looked up by."""
    keys = frozenset(prop.key for prop in mapper.column_attrs if prop.key in names)
    return keys if len(keys) == len(names) else keys | frozenset(mapper.pk_keys)


def _check_names(mapper: Any, names: Iterable[str]) -> None:
    for name in names:
        if name not in mapper.attrs:
            raise exc.InvalidRequestError(f"Mapper '{mapper}' has no property {name!r}")
