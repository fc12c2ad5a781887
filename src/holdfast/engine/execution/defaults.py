"""Defaults that Python works out before a statement runs: `default=` and `onupdate=` of columns.

What lives here: values for the columns that the compiler calls `prefetch`. What must not: defaults that are SQL or the
server's; the compiler and the database see to those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...plan import Plan


def fill_defaults(context: Any, compiled: Any, sets: Sequence[Mapping[str, Any]]) -> Plan[list[dict[str, Any]]]:
    """The sets of parameters with a value for each prefetched column. A default that is a sequence asks the database."""
    columns = compiled.prefetch
    is_insert = compiled.isinsert
    filled = []
    plain = [(column.key, _constant_of(column, is_insert)) for column in columns]
    if all(constant is not None for _, constant in plain):
        constants = {key: constant[0] for key, constant in plain if constant is not None}
        return [{**constants, **one} for one in sets]
    unknown = dict.fromkeys(column.key for column in columns)
    for one in sets:
        parameters = dict(one)
        # What a default function may look at: also the values that the statement itself brings.
        visible = context.current_parameters = {**unknown, **context.known_parameters(one)}
        for column in columns:
            if column.key in parameters:
                continue
            default = column.default if is_insert else column.onupdate
            context.current_column = column
            parameters[column.key] = visible[column.key] = yield from _value_of(context, default, column)
        filled.append(parameters)
    context.current_parameters = None
    context.current_column = None
    return filled


def _constant_of(column: Any, is_insert: bool) -> tuple[Any] | None:
    default = column.default if is_insert else column.onupdate
    return (default.arg,) if default is not None and default.is_scalar else None


def _value_of(context: Any, default: Any, column: Any) -> Plan[Any]:
    if default.is_sequence:
        return (yield from context.plan_sequence(default, column.type))
    if default.is_callable:
        return default.arg(context)
    if default.is_scalar:
        return default.arg
    return (yield from context.plan_expression(default.arg, column.type))


__all__ = ["fill_defaults"]
