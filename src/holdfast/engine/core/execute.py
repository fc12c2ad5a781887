"""`execute()` as a plan: a construct or string with its parameters in, a `CursorResult` out.

The road of a cached SELECT is written out in `execute_construct`; what is rarer branches off: data changes (dml.py),
events and echo (send.py), DDL, defaults and strings (below).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ... import exc
from ...plan import Channel, Plan, Reply, ask
from ...sql.structure import statement_key
from ..execution import ExecutionContext, Prepared, distill, distill_raw, prepared_for
from ..result import NO_ROWS, CursorResult, CursorSource, metadata_for
from ..transaction import RootTransaction
from .access import check_open, make_ready, start
from .dml import execute_change
from .open_rows import OpenRows
from .send import failure, open_cursor, send, send_batch, unsendable
from .state import ConnectionCore

Road = Callable[[Any, Any, Any, Any], Plan[CursorResult]]
_PERCENT_STYLES = frozenset({"format", "pyformat"})
_STREAMING = ("stream_results", "yield_per")


def execute(
    connection: ConnectionCore, statement: Any, parameters: Any = None, execution_options: Any = None
) -> Plan[CursorResult]:
    """Execute a construct or a plain string."""
    road = _roads.get(statement.__class__)
    if road is None:
        road = _find_road(statement)
    return road(connection, statement, parameters, execution_options)


def compiled_for(
    connection: Any, statement: Any, key: Any = None, column_keys: tuple[str, ...] | None = None, many: bool = False
) -> Any:
    """The compiled statement, from the engine's cache if it is there. `connection` may be an engine."""
    if key is None:
        key = statement_key(statement.structure())
    return prepared_for(connection, statement, key, column_keys, many).compiled


# ------------------------------------------------------------------ raw executions for the ORM


def quiet_channel(connection: ConnectionCore, text: str) -> Channel | None:
    """The channel to ask for `text` at once, as all is ready and nobody watches; None: it is to be sent by `fetch`.

    For the one statement at a time of hot roads: they dress an error by `fetch_failure`.
    """
    dispatch = connection._dispatch
    if (
        connection._transaction is None
        or dispatch.before_cursor_execute
        or dispatch.after_cursor_execute
        or connection._logger is not None
    ):
        return None
    connection._record.last_statement = text
    channel: Channel | None = connection._channel
    return channel


def fetch(
    connection: ConnectionCore, compiled: Any, parameters: Any, sql: str | None = None, first: int = 0
) -> Plan[Reply]:
    """Execute a compiled statement once, with final parameters; rows as the driver gives them.

    `sql` replaces the compiled text where it depends on the values (expanded lists). `first`: so many rows are enough for
    now; if the reply has a cursor, `rows_left` gives the others.
    """
    channel = connection._channel or (yield from make_ready(connection))
    if connection._transaction is None:
        yield from start(connection, RootTransaction(None))
    text = compiled.string if sql is None else sql
    connection._record.last_statement = text
    dispatch = connection._dispatch
    if dispatch.before_cursor_execute or dispatch.after_cursor_execute or connection._logger is not None:
        return (
            yield from send(
                connection, text, parameters, False, lambda: _raw_context(connection, compiled, text, parameters, False)
            )
        )
    try:
        if first:
            return (yield from ask.execute_first(channel, text, parameters, first))
        return (yield from ask.execute(channel, text, parameters))
    except Exception as error:
        raise (yield from fetch_failure(connection, error, compiled, parameters, text))


def fetch_failure(
    connection: ConnectionCore, error: Exception, compiled: Any, parameters: Any, text: str
) -> Plan[BaseException]:
    """What is to be raised for an error of a compiled statement that was asked for without `fetch`."""
    return failure(connection, error, lambda: _raw_context(connection, compiled, text, parameters, False))


def rows_left(
    connection: ConnectionCore, reply: Reply, compiled: Any, parameters: Any, sql: str | None = None
) -> OpenRows:
    """The rows that `fetch` left behind the cursor of its reply; an error of them is an error of the statement."""
    text = compiled.string if sql is None else sql
    return OpenRows(
        connection, reply.cursor, text, parameters, lambda: _raw_context(connection, compiled, text, parameters, False)
    )


def fetch_many_sets(connection: ConnectionCore, compiled: Any, parameter_sets: Sequence[Any]) -> Plan[Reply]:
    """Execute a compiled statement once for each set of final parameters (executemany); no rows come back."""
    return send(
        connection,
        compiled.string,
        parameter_sets,
        True,
        lambda: _raw_context(connection, compiled, compiled.string, parameter_sets, True),
    )


def fetch_batch(connection: ConnectionCore, statements: Sequence[tuple[Any, Any, bool]]) -> Plan[tuple[Reply, ...]]:
    """Several `(compiled or sql, final parameters, is_many)` that need no reply of one another: one round trip where possible."""
    return send_batch(
        connection,
        [(one if one.__class__ is str else one.string, parameters, many) for one, parameters, many in statements],
    )


def _raw_context(connection: ConnectionCore, compiled: Any, sql: str, parameters: Any, many: bool) -> ExecutionContext:
    return ExecutionContext(
        connection, sql, parameters, many, connection._execution_options, compiled, compiled.statement
    )


# ------------------------------------------------------------------ constructs


def find_prepared(connection: ConnectionCore, statement: Any) -> tuple[Prepared, Sequence[Any]]:
    """The cached entry of a statement, and its bound parameters in the entry's order."""
    identity, binds = statement.structure()
    cache = connection._compiled_cache
    # With one parameter or none there is nothing that a statement key would add to the structure.
    if cache is not None and connection._schema_translate is None and len(binds) < 2:
        if not binds or binds[0].is_bind:
            found = cache.get(identity)
            if found is not None:
                return found, binds
    key = statement_key((identity, binds))
    return prepared_for(connection, statement, key), key.binds


def found_under(connection: ConnectionCore, options: Any, find: Callable[..., Any], *arguments: Any) -> Any:
    """What `find(connection, ...)` finds under the `schema_translate_map` and `compiled_cache` of one execution."""
    before = connection._schema_translate, connection._compiled_cache
    if "schema_translate_map" in options:
        connection._schema_translate = options["schema_translate_map"] or None
    connection._compiled_cache = options.get("compiled_cache", connection._compiled_cache)
    try:
        return find(connection, *arguments)
    finally:
        connection._schema_translate, connection._compiled_cache = before


def execute_construct(
    connection: ConnectionCore, statement: Any, parameters: Any, execution_options: Any
) -> Plan[CursorResult]:
    """Execute a SELECT, a text, or whatever else has a structure and changes no rows."""
    dispatch = connection._dispatch
    options = connection._execution_options
    if statement._execution_options or execution_options:
        options = merged_options(options, statement, execution_options)
    sets = distill(parameters) if parameters else ()
    if dispatch.before_execute:
        statement, sets = yield from tell_before(connection, statement, sets, options)
    channel = connection._channel or (yield from make_ready(connection))
    if options and ("schema_translate_map" in options or "compiled_cache" in options):
        prepared, binds = found_under(connection, options, find_prepared, statement)
    else:
        prepared, binds = find_prepared(connection, statement)
    many = len(sets) > 1
    sql = prepared.sql
    try:
        if prepared.varies:
            if many:
                raise exc.InvalidRequestError(
                    "'expanding' parameters can't be used with executemany(): the text depends on the values"
                )
            expanded = prepared.compiled.execution(binds, sets[0] if sets else None)
            sql, values = expanded.statement, expanded.parameters
        elif not sets:
            values = prepared.recipe.values(binds)
        elif many:
            values = prepared.recipe.values_many(binds, sets)
        else:
            values = prepared.recipe.values_with(binds, sets[0])
    except Exception as error:
        raise (yield from unsendable(connection, error, sql, list(sets) or (), many))
    if connection._transaction is None:
        yield from start(connection, RootTransaction(None))
    connection._record.last_statement = sql
    if options and not values:
        values = bare_if_asked(connection, values, options)
    facts = (make_context, connection, statement, prepared, sql, values, many, options, sets, binds)
    if options and (options.get("stream_results") or options.get("yield_per")):
        return (yield from _execute_streamed(connection, sql, values, facts))
    if dispatch.before_cursor_execute or dispatch.after_cursor_execute or connection._logger is not None:
        result = yield from _execute_observed(connection, sql, values, many, facts)
    else:
        try:
            if many:
                reply = yield from ask.execute_many(channel, sql, values)
            elif prepared.fetch is not None and channel.takes_fetch:
                reply = yield from ask.execute_into(channel, sql, values, prepared.fetch)
            else:
                reply = yield from ask.execute(channel, sql, values)
        except Exception as error:
            raise (yield from failure(connection, error, lambda: make_context(None, *facts[1:])))
        result = CursorResult(prepared.metadata_for(statement, reply.description), reply.rows, reply, facts)
    if dispatch.after_execute:
        yield from tell_after(connection, statement, sets, options, result)
    return result


def _execute_observed(
    connection: ConnectionCore, sql: str, values: Any, many: bool, facts: tuple[Any, ...]
) -> Plan[CursorResult]:
    context = make_context(None, *facts[1:])
    reply = yield from send(connection, sql, values, many, lambda: context)
    prepared = facts[3]
    result = CursorResult(prepared.metadata_for(facts[2], reply.description), reply.rows, reply, facts)
    result._context = context
    return result


def _execute_streamed(connection: ConnectionCore, sql: str, values: Any, facts: tuple[Any, ...]) -> Plan[CursorResult]:
    options = facts[7]
    prepared = facts[3]
    told = lambda: make_context(None, *facts[1:])
    reply = yield from open_cursor(connection, sql, values, told)
    metadata = prepared.metadata_for(facts[2], reply.description)
    if reply.cursor is None:
        return CursorResult(metadata, reply.rows, reply, facts)
    size = options.get("yield_per")
    limit = int(options.get("max_row_buffer") or 1000)
    source = CursorSource(OpenRows(connection, reply.cursor, sql, values, told), limit, size)
    result = CursorResult(metadata, None, reply, facts, source)
    if size:
        result._yield_per = size
    return result


def make_context(
    result: Any,
    connection: Any,
    statement: Any,
    prepared: Prepared | None,
    sql: str,
    values: Any,
    many: bool,
    options: Any,
    sets: Sequence[Mapping[str, Any]],
    binds: Sequence[Any],
) -> ExecutionContext:
    """The execution context from the facts that a result keeps."""
    compiled = None if prepared is None else prepared.compiled
    context = ExecutionContext(connection, sql, values, many, options, compiled, statement, sets, binds)
    if result is not None:
        context.reply = result._reply
    return context


def merged_options(options: Any, statement: Any, execution_options: Any) -> Any:
    """Options of the connection, then the statement's, then those of this execution."""
    own = statement._execution_options
    if own:
        options = options.union(own) if options else own
    if execution_options:
        options = options.union(execution_options)
    return options


def bare_if_asked(connection: ConnectionCore, values: Any, options: Any) -> Any:
    """None in the place of no parameters under `no_parameters`, so that the driver reads no placeholders in the text."""
    return None if options.get("no_parameters") and connection.dialect.paramstyle in _PERCENT_STYLES else values


def tell_before(connection: ConnectionCore, statement: Any, sets: Any, options: Any) -> Plan[Any]:
    """Fire before_execute; handlers that return values replace statement and parameters."""
    for handler in connection._dispatch.before_execute:
        multi, single = (list(sets), {}) if len(sets) > 1 else ((), dict(sets[0]) if sets else {})
        changed = yield from ask.call(handler, connection, statement, multi, single, options)
        if changed is not None:
            statement, multi, single = changed
            sets = list(multi) if multi else (single,) if single else ()
    return statement, sets


def tell_after(connection: ConnectionCore, statement: Any, sets: Any, options: Any, result: Any) -> Plan[None]:
    multi, single = (list(sets), {}) if len(sets) > 1 else ((), dict(sets[0]) if sets else {})
    for handler in connection._dispatch.after_execute:
        yield from ask.call(handler, connection, statement, multi, single, options, result)


# ------------------------------------------------------------------ strings


def execute_text(
    connection: ConnectionCore, statement: str, parameters: Any, execution_options: Any
) -> Plan[CursorResult]:
    """Send a plain string as it is, with the driver's own kind of parameters."""
    values, many = distill_raw(parameters, connection.dialect.empty_parameters)
    options = connection._execution_options
    if execution_options:
        options = options.union(execution_options)
    if options and not values:
        values = bare_if_asked(connection, values, options)
    facts = (make_context, connection, None, None, statement, values, many, options, (), ())
    if options and any(options.get(name) for name in _STREAMING) and not many:
        told = lambda: make_context(None, *facts[1:])
        reply = yield from open_cursor(connection, statement, values, told)
        if reply.cursor is not None:
            names = tuple([column[0] for column in reply.description])
            limit, size = int(options.get("max_row_buffer") or 1000), options.get("yield_per")
            source = CursorSource(OpenRows(connection, reply.cursor, statement, values, told), limit, size)
            result = CursorResult(metadata_for(names), None, reply, facts, source)
            result._yield_per = size
            return result
    else:
        reply = yield from send(connection, statement, values, many, lambda: make_context(None, *facts[1:]))
    if reply.description is None:
        return CursorResult(NO_ROWS, None, reply, facts)
    return CursorResult(metadata_for(tuple([column[0] for column in reply.description])), reply.rows, reply, facts)


# ------------------------------------------------------------------ the rest


def execute_compiled(
    connection: ConnectionCore, compiled: Any, parameters: Any, execution_options: Any
) -> Plan[CursorResult]:
    """Execute what was compiled before, by hand."""
    statement = compiled.statement
    if not compiled.is_sql:
        return (yield from execute_ddl(connection, statement, parameters, execution_options))
    prepared = Prepared(compiled, statement_key(statement.structure()).binds)
    options = merged_options(connection._execution_options, statement, execution_options)
    return (yield from execute_change(connection, statement, prepared, distill(parameters), options))


def execute_dml(
    connection: ConnectionCore, statement: Any, parameters: Any, execution_options: Any
) -> Plan[CursorResult]:
    """Execute an INSERT, UPDATE or DELETE."""
    options = connection._execution_options
    if statement._execution_options or execution_options:
        options = merged_options(options, statement, execution_options)
    sets = distill(parameters) if parameters else ()
    dispatch = connection._dispatch
    if dispatch.before_execute:
        statement, sets = yield from tell_before(connection, statement, sets, options)
    check_open(connection)
    key = statement_key(statement.structure())
    wanted = (statement, key, tuple(sorted(sets[0])) if sets else (), len(sets) > 1)
    if options and ("schema_translate_map" in options or "compiled_cache" in options):
        prepared = found_under(connection, options, prepared_for, *wanted)
    else:
        prepared = prepared_for(connection, *wanted)
    result = yield from execute_change(connection, statement, prepared, sets, options, key.binds)
    if dispatch.after_execute:
        yield from tell_after(connection, statement, sets, options, result)
    return result


def execute_ddl(
    connection: ConnectionCore, statement: Any, parameters: Any, execution_options: Any
) -> Plan[CursorResult]:
    """Execute a DDL construct: text without parameters."""
    options = merged_options(connection._execution_options, statement, execution_options)
    dispatch = connection._dispatch
    if dispatch.before_execute:
        statement, _ = yield from tell_before(connection, statement, (), options)
    check_open(connection)
    translate = options.get("schema_translate_map") if options else None
    compiled = connection.dialect.compile_statement(statement, schema_translate_map=translate)
    nothing = connection.dialect.empty_parameters
    context = ExecutionContext(connection, compiled.string, nothing, False, options, compiled, statement)
    reply = yield from send(connection, compiled.string, nothing, False, lambda: context)
    result = CursorResult(NO_ROWS, None, reply, (lambda _result: context,))
    if dispatch.after_execute:
        yield from tell_after(connection, statement, (), options, result)
    return result


def execute_function(
    connection: ConnectionCore, statement: Any, parameters: Any, execution_options: Any
) -> Plan[CursorResult]:
    """Execute `func.x()`: select it."""
    return execute(connection, statement.select(), parameters, execution_options)


def refuse(connection: ConnectionCore, statement: Any, parameters: Any, execution_options: Any) -> Plan[CursorResult]:
    raise exc.ObjectNotExecutableError(statement)


_roads: dict[type, Road] = {str: execute_text}


def _find_road(statement: Any) -> Road:
    """The road for a class of statements, remembered."""
    kind = statement.__class__
    if issubclass(kind, str):
        road: Road = execute_text
    elif getattr(kind, "_is_default_generator", False):
        return execute_default
    elif getattr(kind, "is_ddl", False) is True or getattr(kind, "__visit_name__", "").endswith("_ddl"):
        road = execute_ddl
    elif hasattr(kind, "construct_params") and hasattr(kind, "bind_recipe"):
        road = execute_compiled
    elif hasattr(kind, "clause_expr") and hasattr(kind, "select"):
        road = execute_function
    elif getattr(kind, "supports_execution", False) and hasattr(kind, "structure"):
        road = execute_dml if getattr(kind, "is_dml", False) else execute_construct
    else:
        return refuse
    _roads[kind] = road
    return road


def execute_default(connection: ConnectionCore, statement: Any, parameters: Any, execution_options: Any) -> Plan[Any]:
    """Execute a column default or a sequence by itself: its value."""
    if statement.is_sequence:
        text = connection.dialect.sequence_text(statement)
        reply = yield from send(connection, text, ())
        return reply.rows[0][0] if reply.rows else None
    if statement.is_callable:
        return statement.arg(ExecutionContext(connection, "", (), False, connection._execution_options))
    if statement.is_scalar:
        return statement.arg
    result = yield from execute(
        connection, statement.arg.select() if hasattr(statement.arg, "select") else statement.arg
    )
    return result.scalar()


__all__ = ["compiled_for", "execute", "execute_text", "fetch", "fetch_batch", "fetch_many_sets", "merged_options"]
