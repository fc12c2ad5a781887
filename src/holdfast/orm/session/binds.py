"""Which engine or connection a statement or a mapper goes to. Pure: no session state is changed, nothing is run."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...inspection import inspect
from ...sql.selectable import TableClause
from ..exc import UnmappedClassError


def bind_keys(key: Any) -> list[Any]:
    """What a user's bind key stands for: a mapped class and its tables, an abstract class, or a table."""
    try:
        found = inspect(key)
    except exc.NoInspectionAvailable as error:
        if isinstance(key, type):
            return [key]
        raise exc.ArgumentError(f"Not an acceptable bind target: {key}") from error
    if isinstance(found, TableClause):
        return [found]
    if getattr(found, "is_mapper", False):
        return [found.class_, *found.tables]
    raise exc.ArgumentError(f"Not an acceptable bind target: {key}")


def find_bind(session: Any, mapper: Any, clause: Any, bind: Any) -> Any:
    """The bind for a mapper or a statement: the most particular that the session knows, else its own `bind`."""
    if bind is not None:
        return bind
    binds = session._binds
    if not binds and session.bind is not None:
        return session.bind
    inspected = _mapper_in(clause) if mapper is None else _mapper_of(mapper)
    if binds:
        found = _particular(binds, inspected, clause)
        if found is not None:
            return found
    if session.bind is not None:
        return session.bind
    raise exc.UnboundExecutionError(_unbound(inspected, clause))


def _mapper_of(mapper: Any) -> Any:
    try:
        found = inspect(mapper)
    except exc.NoInspectionAvailable as error:
        if isinstance(mapper, type):
            raise UnmappedClassError(mapper) from error
        raise
    return getattr(found, "mapper", found)


def _mapper_in(clause: Any) -> Any:
    """The mapper of the first mapped thing that a statement selects or changes, or None."""
    for part in (*getattr(clause, "_raw_columns", ()), getattr(clause, "table", None)):
        found = getattr(part, "entity", None) if getattr(part, "is_placeholder", False) else None
        if found is not None:
            return getattr(found, "mapper", found)
    return None


def _particular(binds: dict[Any, Any], mapper: Any, clause: Any) -> Any:
    if mapper is not None:
        for cls in mapper.class_.__mro__:
            if cls in binds:
                return binds[cls]
        if clause is None:
            clause = mapper.persist_selectable
    if clause is not None:
        for table in _tables_of(clause):
            if table in binds:
                return binds[table]
    return None


def _tables_of(clause: Any) -> list[Any]:
    """The tables a statement or selectable speaks of."""
    table = getattr(clause, "table", None)
    if table is not None:
        return [table.selectable if getattr(table, "is_placeholder", False) else table]
    if isinstance(clause, TableClause):
        return [clause]
    found: list[Any] = []
    for part in getattr(clause, "get_final_froms", lambda: getattr(clause, "_froms", ()))():
        if isinstance(part, TableClause):
            found.append(part)
        else:
            found += [
                inner for inner in (getattr(part, "left", None), getattr(part, "right", None)) if inner is not None
            ]
    return found


def _unbound(mapper: Any, clause: Any) -> str:
    if mapper is None and clause is None:
        return (
            "This session is not bound to a single Engine or Connection, and no context was provided to locate a "
            "binding."
        )
    parts = []
    if mapper is not None:
        parts.append(f"mapper {mapper}")
    if clause is not None or mapper is not None:
        parts.append("SQL expression")
    return f"Could not locate a bind configured on {', '.join(parts)} or this Session."
