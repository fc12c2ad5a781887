"""INSERT, UPDATE and DELETE: defaults filled in, one statement or many, rows that RETURNING brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ... import exc
from ...plan import Plan, Reply
from ..execution import ExecutionContext, Prepared, fill_defaults, raise_wrapped
from ..result import NO_ROWS, CursorResult
from .send import send, unsendable
from .state import ConnectionCore


class DefaultsContext(ExecutionContext):
    """The context in which default functions are called, and which may ask the database on their behalf."""

    def plan_sequence(self, sequence: Any, type_: Any) -> Plan[Any]:
        """The next value of a sequence."""
        return self._plan_scalar(self.dialect.sequence_text(sequence))

    def plan_expression(self, expression: Any, type_: Any) -> Plan[Any]:
        """The value of an SQL default, worked out ahead."""
        compiled = self.dialect.compile_statement(expression.select() if hasattr(expression, "select") else expression)
        recipe = compiled.recipe
        return self._plan_scalar(compiled.string, recipe.values(tuple(slot.bind for slot in recipe.slots)))

    def _plan_scalar(self, sql: str, parameters: Any = ()) -> Plan[Any]:
        reply = yield from send(self.root_connection, sql, parameters)
        return reply.rows[0][0] if reply.rows else None


def execute_change(
    connection: ConnectionCore,
    statement: Any,
    prepared: Prepared,
    sets: Sequence[Mapping[str, Any]],
    options: Any,
    binds: Sequence[Any] | None = None,
) -> Plan[CursorResult]:
    """Run a compiled statement for the given sets of parameters."""
    compiled = prepared.compiled
    many = len(sets) > 1
    given = sets
    if binds is None:
        binds = tuple(slot.bind for slot in prepared.recipe.slots)
    context = DefaultsContext(connection, prepared.sql, (), many, options, compiled, statement, sets, binds)
    if prepared.is_dml and compiled.prefetch:
        try:
            sets = yield from fill_defaults(context, compiled, sets or ({},))
        except exc.SQLAlchemyError:
            raise
        except Exception as error:
            raise (yield from unsendable(connection, error, prepared.sql, list(given), many))
        context._sets = sets
    sentinel = compiled.insert.sentinel if many and prepared.is_dml else None
    if sentinel is not None and sentinel.counter is not None:
        sets = [{**one, sentinel.counter: number} for number, one in enumerate(sets)]
    sql = prepared.sql
    try:
        sql, values = _final(prepared, binds, sets, many)
    except Exception as error:
        raise (yield from unsendable(connection, error, sql, list(given), many))
    context.statement, context._parameters = sql, values
    if many and prepared.varies:
        reply = yield from _one_by_one(connection, prepared, binds, sets, context)
    elif many and (compiled.returning or (prepared.is_dml and compiled.implicit_returning)):
        reply = yield from _many_with_rows(connection, compiled, sets, values, options, context)
    else:
        reply = yield from send(connection, sql, values, many, lambda: context)
    context.reply = reply
    if reply.description is None:
        result = CursorResult(NO_ROWS, None, reply, None)
    else:
        # What was asked for implicitly, keys and defaults, is shown as such and not as rows.
        is_implicit = prepared.is_dml and not compiled.returning
        rows = [] if is_implicit else reply.rows
        result = CursorResult(prepared.metadata_for(statement, reply.description), rows, reply, None)
        if is_implicit and reply.rowcount < len(reply.rows or ()):
            reply.rowcount = len(reply.rows or ())
    result._context = context
    return result


def _final(prepared: Prepared, binds: Sequence[Any], sets: Sequence[Mapping[str, Any]], many: bool) -> tuple[str, Any]:
    recipe = prepared.recipe
    if prepared.varies:
        if many:
            return prepared.sql, [dict(one) for one in sets]
        expanded = prepared.compiled.execution(binds, sets[0] if sets else None)
        return expanded.statement, expanded.parameters
    if many:
        return prepared.sql, recipe.values_many(binds, sets)
    if sets and sets[0]:
        return prepared.sql, recipe.values_with(binds, sets[0])
    return prepared.sql, recipe.values(binds)


def _one_by_one(
    connection: ConnectionCore,
    prepared: Prepared,
    binds: Sequence[Any],
    sets: Sequence[Mapping[str, Any]],
    context: Any,
) -> Plan[Reply]:
    """Statements whose text depends on the values of each set."""
    total = Reply(None, None, 0, None)
    for one in sets:
        expanded = prepared.compiled.execution(binds, one)
        reply = yield from send(connection, expanded.statement, expanded.parameters, False, lambda: context)
        total.rowcount += max(reply.rowcount, 0)
        total.lastrowid = reply.lastrowid
        total.description = reply.description
        if reply.rows is not None:
            total.rows = [*(total.rows or ()), *reply.rows]
    return total


def _many_with_rows(
    connection: ConnectionCore,
    compiled: Any,
    sets: Sequence[Mapping[str, Any]],
    values: Sequence[Any],
    options: Any,
    context: Any,
) -> Plan[Reply]:
    """Many rows that bring rows back: statements with many VALUES groups, as many rows each as the database takes."""
    many_values = compiled.many_values
    if many_values is None:
        return (yield from _each_with_rows(connection, compiled, values, context))
    size = int(
        (options.get("insertmanyvalues_page_size") if options else 0) or connection.dialect.insertmanyvalues_page_size
    )
    rows: list[Any] = []
    reply: Reply | None = None
    count = 0
    sentinel = compiled.insert.sentinel
    for batch in many_values.batches(values, size):
        reply = yield from send(connection, batch.statement, batch.parameters, False, lambda: context)
        found = reply.rows or ()
        if sentinel is not None:
            found = sentinel.ordered(found, sets[count : count + batch.rows], connection.dialect, reply.description)
        rows.extend(found)
        count += batch.rows
    if reply is None:
        return Reply([], None, 0, None)
    description = reply.description
    if sentinel is not None and sentinel.columns and description is not None:
        description = description[: -len(sentinel.columns)]
    return Reply(rows, description, count, reply.lastrowid)


def _each_with_rows(connection: ConnectionCore, compiled: Any, values: Sequence[Any], context: Any) -> Plan[Reply]:
    if compiled.isupdate or compiled.isdelete:
        refusal = exc.InvalidRequestError(
            f"Dialect {connection.dialect.dialect_description} with current server capabilities does not support "
            f"{'UPDATE' if compiled.isupdate else 'DELETE'}..RETURNING when executemany is used"
        )
        raise_wrapped(refusal, compiled.string, values, connection.engine.hide_parameters, is_many=True)
    rows: list[Any] = []
    reply = Reply([], None, 0, None)
    for one in values:
        reply = yield from send(connection, compiled.string, one, False, lambda: context)
        rows.extend(reply.rows or ())
    return Reply(rows, reply.description, len(rows), reply.lastrowid)


__all__ = ["DefaultsContext", "execute_change"]
