"""Tables in the order of their foreign keys, and what to do about circles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ... import exc
from ...util import find_cycles, sort, warn


def sort_tables(
    tables: Iterable[Any],
    skip_fn: Callable[[Any], bool] | None = None,
    extra_dependencies: Iterable[tuple[Any, Any]] | None = None,
) -> list[Any]:
    """Tables, each after those that its foreign keys refer to.

    `skip_fn(constraint)` leaves a foreign key out of account. Tables in a circle come with a warning, sorted as if
    the keys among them were not there.
    """
    filter_fn = None if skip_fn is None else (lambda constraint: True if skip_fn(constraint) else None)
    ordered = sort_tables_and_constraints(tables, filter_fn, extra_dependencies, _warn_for_cycles=True)
    return [table for table, _ in ordered if table is not None]


def sort_tables_and_constraints(
    tables: Iterable[Any],
    filter_fn: Callable[[Any], bool | None] | None = None,
    extra_dependencies: Iterable[tuple[Any, Any]] | None = None,
    _warn_for_cycles: bool = False,
) -> list[tuple[Any, Any]]:
    """(table, its foreign key constraints that can stand in CREATE TABLE), then (None, those that must follow).

    `filter_fn(constraint)`: True puts a constraint with those that follow, False keeps it with its table even in a
    circle, None lets its `use_alter` and the circles decide.
    """
    tables = list(tables)
    present = set(tables)
    fixed: set[tuple[Any, Any]] = set(extra_dependencies or ())
    movable: dict[tuple[Any, Any], list[Any]] = {}
    later: set[Any] = set()
    for table in tables:
        for constraint in _by_name(table.foreign_key_constraints):
            if constraint.use_alter is True:
                later.add(constraint)
                continue
            answer = filter_fn(constraint) if filter_fn is not None else None
            if answer is True:
                later.add(constraint)
                continue
            referred = constraint.referred_table
            if referred is table or referred not in present:
                continue
            if answer is False:
                fixed.add((referred, table))
            movable.setdefault((referred, table), []).append(constraint)
        fixed.update((parent, table) for parent in table._extra_dependencies)
    ordered = _ordered(tables, fixed, movable, later, _warn_for_cycles)
    return [(table, set(table.foreign_key_constraints) - later) for table in ordered] + [
        (
            None,
            [
                constraint
                for table in tables
                for constraint in _by_name(table.foreign_key_constraints)
                if constraint in later
            ],
        )
    ]


def _ordered(
    tables: list[Any],
    fixed: set[tuple[Any, Any]],
    movable: dict[tuple[Any, Any], list[Any]],
    later: set[Any],
    warn_for_cycles: bool,
) -> list[Any]:
    edges = fixed | set(movable)
    try:
        return list(sort(edges, tables))
    except exc.CircularDependencyError:
        circle = find_cycles(edges, tables)
    if warn_for_cycles:
        names = ", ".join(sorted(table.fullname for table in circle))
        warn(
            f'Cannot correctly sort tables; there are unresolvable cycles between tables "{names}", which is '
            "usually caused by mutually dependent foreign key constraints.  Foreign key constraints involving these "
            "tables will not be considered; this warning may raise an error in a future release."
        )
    for edge, constraints in movable.items():
        if edge[0] in circle and edge[1] in circle and edge not in fixed:
            later.update(constraints)
            edges.discard(edge)
    return list(sort(edges, tables))


def _by_name(constraints: Iterable[Any]) -> list[Any]:
    return sorted(
        constraints,
        key=lambda constraint: (
            constraint.name is not None,
            str(constraint.name),
            constraint.column_keys and list(constraint.column_keys),
        ),
    )
