"""INSERTs of a flush: objects to rows, rows to statements, answers back to objects.

Rows of one table with the same columns are one statement: an executemany when all is known beforehand, pages of a
many-row INSERT ... RETURNING when the database gives keys or defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ...codegen import build_function
from ...engine import core
from ...sql.dml import insert
from ...util import warn
from ..state import instance_str, promote
from .context import DefaultContext, Write
from .emit import emit_fill, emit_marks
from .relations import owns_key
from .shapes import Bound, InsertShape, as_expression, is_expression, plain_values

if TYPE_CHECKING:
    from ...plan import Plan

_PAGE = 250


def insert_rows(context: Any, connection: Any, feed: Any, objects: list[Any]) -> Plan[list[Write]]:
    """The statements that insert the rows of `objects` into one table; rows with SQL expressions are written at once."""
    dicts = [obj.__dict__ for obj in objects]
    _prepare_values(context, connection, feed, dicts)
    writes: list[Write] = []
    for mark, group in _grouped(feed, dicts):
        shape = _shape(feed, mark, connection.dialect, len(group) > 1)
        if not shape.returning and not feed.inherited:
            _warn_of_conflicts(context, feed, group)
        rows = shape.rows(group)
        if not plain_values(rows):
            yield from context.send(connection, writes)
            writes = []
            yield from _insert_expressions(context, connection, feed, shape, group)
            continue
        bound = _bind(shape, connection, len(rows))
        parameters = bound.parameters(rows, connection)
        writes += _statements(context, shape, bound, connection.dialect, parameters, group)
    return writes


def _warn_of_conflicts(context: Any, feed: Any, group: list[dict[str, Any]]) -> None:
    """A new object whose key another object of the session has: the INSERT will fail, and here is who is meant."""
    base = feed.mapper.identity_mapper
    held = context.session.identity_map.by_mapper.get(base)
    if not held:
        return
    for values in group:
        key = owns_key(feed.mapper, values)
        other = None if key is None else context.session.identity_map.lookup(base, key[1])
        if other is not None and promote(other) not in context.session._deleted:
            new = next(obj for obj in context.changes.inserts[base] if obj.__dict__ is values)
            warn(
                f"New instance {instance_str(new)} with identity key {key} conflicts with persistent instance "
                f"{instance_str(other)}"
            )


def _prepare_values(context: Any, connection: Any, feed: Any, dicts: list[dict[str, Any]]) -> None:
    """Inherited keys, first versions and client-side defaults."""
    for source, dest in feed.copied:
        for values in dicts:
            values[dest] = values[source]
    if feed.discriminator is not None:
        key, identity = feed.discriminator
        for values in dicts:
            if values.get(key) is None:
                values[key] = identity
    if feed.version is not None and feed.generator:
        key, generator = feed.version_key, feed.generator
        for values in dicts:
            if values.get(key) is None:
                values[key] = generator(None)
                context.filled.append((values, key))
    fill = feed.made.get("fill")
    if fill is None:
        fill = feed.made["fill"] = _filler(feed) or _no_fill
    if fill is not _no_fill:
        fill(dicts, DefaultContext(connection, feed), context.filled)


def _no_fill(dicts: Any, context: Any, filled: Any) -> None:
    """The table has no client-side defaults."""


def _filler(feed: Any) -> Any:
    defaults = [one for one in feed.feeds if one.default is not None]
    if not defaults:
        return None
    constants = {f"value_{number}": one.default.arg for number, one in enumerate(defaults)}
    body = emit_fill([(one.key, bool(one.default.is_callable)) for one in defaults])
    return build_function("fill", ("dicts", "context", "filled"), body, constants)


def _grouped(feed: Any, dicts: list[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Neighbouring rows with the same columns; a mark is one bit for each optional column that has a value."""
    if not feed.optional:
        yield 0, dicts
        return
    marker = feed.made.get("marks")
    if marker is None:
        kept = {one.key for one in feed.optional if one.keeps_none}
        marker = feed.made["marks"] = build_function(
            "marks", ("dicts",), emit_marks([one.key for one in feed.optional], kept), {}
        )
    marks = marker(dicts)
    first = marks[0]
    if marks.count(first) == len(marks):
        yield first, dicts
        return
    position = 0
    for mark, run in groupby(marks):
        length = len(list(run))
        yield mark, dicts[position : position + length]
        position += length


def _shape(feed: Any, mark: int, dialect: Any, many: bool) -> InsertShape:
    """The INSERT for the optional columns in `mark`."""
    returns = bool(dialect.insert_returning)
    key = ("insert", mark, returns, many)
    shape = feed.made.get(key)
    if shape is not None:
        return shape  # type: ignore[no-any-return]
    present = {one for number, one in enumerate(feed.optional) if mark >> number & 1}
    feeds = [one for one in feed.feeds if not one.optional or one in present]
    absent = [one for one in feed.optional if one not in present and not one.keeps_none]
    eager = feed.mapper.settings.eager_defaults
    wanted = (
        [one for one in absent if one.is_key or (one.generated and eager)]
        if returns
        else [one for one in absent if one.is_key]
    )
    if wanted and any(not one.is_key for one in wanted):
        keys = [one for one in feed.feeds if one.is_key]
        wanted = [*keys, *(one for one in wanted if not one.is_key)]
    by_id = len(wanted) == 1 and wanted[0].is_key and not many and getattr(dialect, "postfetch_lastrowid", False)
    shape = InsertShape(feed, feeds, wanted, render=returns and not (by_id and wanted[0] is feed.autoincrement))
    shape.unknown = [one.key for one in absent if one not in wanted and (one.generated or one.is_key)]
    feed.made[key] = shape
    return shape


def _bind(shape: InsertShape, connection: Any, count: int) -> Bound:
    key = (connection.dialect, count > 1)
    bound = shape.bound.get(key)
    if bound is None:
        compiled = core.compiled_for(connection, shape.statement, shape.key, column_keys=shape.names, many=count > 1)
        bound = shape.bound[key] = Bound(shape, compiled)
    return bound


def _statements(
    context: Any, shape: InsertShape, bound: Bound, dialect: Any, parameters: list[Any], group: list[dict[str, Any]]
) -> Iterator[Write]:
    if shape.unknown:
        context.expired.append((group, shape.unknown))
    if not shape.returning:
        if len(parameters) == 1:
            yield Write(bound.compiled, parameters[0], False, None)
        else:
            yield Write(bound.compiled, parameters, True, None)
    elif len(parameters) == 1:
        yield Write(bound.compiled, parameters[0], False, partial(_store_one, shape, bound, group))
    elif bound.compiled.many_values is not None and _many_rows(shape, dialect):
        yield from _pages(shape, bound, parameters, group)
    else:
        for position, one in enumerate(parameters):
            yield Write(bound.compiled, one, False, partial(_store_one, shape, bound, group[position : position + 1]))


def _many_rows(shape: InsertShape, dialect: Any) -> bool:
    """Whether many rows may go in one INSERT whose answers can still be told apart."""
    return bool(
        dialect.use_insertmanyvalues
        and dialect.supports_multivalues_insert
        and shape.names
        and (shape.sequential or all(one in shape.feeds for one in shape.returning if one.is_key))
    )


def _pages(shape: InsertShape, bound: Bound, parameters: list[Any], group: list[dict[str, Any]]) -> Iterator[Write]:
    many = bound.compiled.many_values
    size = many.page_size(_PAGE)
    for start in range(0, len(parameters), size):
        part = parameters[start : start + size]
        store = partial(_store_page, shape, bound, group[start : start + size])
        yield Write(bound.compiled, many.parameters(part), False, store, many.text(len(part)))


def _store_one(shape: InsertShape, bound: Bound, group: list[dict[str, Any]], reply: Any) -> None:
    if reply.rows:
        bound.store(group, reply.rows)  # type: ignore[misc]
    else:
        group[0][shape.returning[0].key] = reply.lastrowid


def _store_page(shape: InsertShape, bound: Bound, group: list[dict[str, Any]], reply: Any) -> None:
    rows = reply.rows
    keys = [number for number, one in enumerate(shape.returning) if one.is_key]
    if shape.sequential:
        # Keys are counted up in the order of VALUES, but RETURNING may answer in any order.
        place = next(number for number, one in enumerate(shape.returning) if one.is_key and one not in shape.feeds)
        found = [row[place] for row in rows]
        if max(found) - min(found) == len(found) - 1:
            rows = sorted(rows, key=itemgetter(place))
    else:
        by_key = {tuple(row[number] for number in keys): row for row in rows}
        names = [shape.returning[number].key for number in keys]
        rows = [by_key[tuple(values[name] for name in names)] for values in group]
    bound.store(group, rows)  # type: ignore[misc]


def _insert_expressions(
    context: Any, connection: Any, feed: Any, shape: InsertShape, group: list[dict[str, Any]]
) -> Plan[None]:
    """Rows with SQL expressions as values: one statement each, and the database is asked what came of them."""
    for values in group:
        given: dict[str, Any] = {}
        computed: list[Any] = []
        for one in shape.feeds:
            value = values.get(one.key)
            if is_expression(value):
                computed.append(one)
                value = as_expression(value)
            given[one.name] = value
        statement = insert(feed.table).values(given)
        keys = [one for one in feed.feeds if one.is_key]
        returning = list(dict.fromkeys([*keys, *shape.returning]))
        if connection.dialect.insert_returning:
            statement = statement.returning(*[one.column for one in returning])
        result = yield from core.execute(connection, statement, None, None)
        if connection.dialect.insert_returning:
            for one, value in zip(returning, result.all()[0], strict=True):
                values[one.key] = value
        else:
            for one, value in zip(keys, result.inserted_primary_key, strict=True):
                values[one.key] = value
        unknown = [one.key for one in computed if one not in returning]
        for key in unknown:
            values.pop(key, None)
        context.expired.append(([values], [*unknown, *shape.unknown]))
