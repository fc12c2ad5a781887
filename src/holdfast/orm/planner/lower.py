"""The one function through which the compiler has statements with ORM placeholders lowered.

It serves statements that are rendered without a session: `str(select(User))`, subqueries, INSERT FROM SELECT. What the
Session executes comes lowered already.
"""

from __future__ import annotations

from typing import Any

from ..entities import EntityNode
from .relate import single_criterion
from .select import lower_select, plan_select


def lower_statement(statement: Any, outermost: bool = False) -> Any:
    """The statement in plain columns and tables.

    `outermost` says that it stands alone: then it is rendered as the Session would run it, loader options included.
    Inside another statement an entity is all of its columns.
    """
    if getattr(statement, "is_from_statement", False):
        return statement.element
    if hasattr(statement, "_setup_joins"):
        return plan_select(statement).statement if outermost else lower_select(statement)
    if statement.is_dml:
        return plain_dml(statement)
    return statement


def plain_dml(statement: Any) -> Any:
    """INSERT, UPDATE or DELETE with its table in the place of the entity and its RETURNING in columns."""
    made = statement._generate()
    state = made.__dict__
    if isinstance(statement.table, EntityNode):
        mapper = statement.table.mapper
        state["table"] = mapper.local_table
        _name_columns(mapper, state)
        criterion = single_criterion(mapper) if not statement.is_insert else None
        if criterion is not None:
            state["_where_criteria"] = (*made._where_criteria, criterion)
    returning = getattr(statement, "_returning", ())
    if any(node.is_placeholder for node in returning):
        columns: list[Any] = []
        for node in returning:
            if node.is_placeholder:
                columns += [column.element if column.is_placeholder else column for column in node.expand()]
            else:
                columns.append(node)
        state["_returning"] = tuple(columns)
    if hasattr(made, "_remember"):
        made._remember("placeholders", False)
    return made


def _name_columns(mapper: Any, state: dict[str, Any]) -> None:
    """Values given by attribute become values by column."""
    if state.get("_values"):
        state["_values"] = {_column_key(mapper, key): value for key, value in state["_values"].items()}
    if state.get("_multi_values"):
        state["_multi_values"] = tuple(
            {_column_key(mapper, key): value for key, value in row.items()} for row in state["_multi_values"]
        )
    if state.get("_ordered_values"):
        state["_ordered_values"] = tuple((_column_key(mapper, key), value) for key, value in state["_ordered_values"])


def _column_key(mapper: Any, key: Any) -> Any:
    """The column for an attribute's name or the attribute itself; what the mapper does not know stays."""
    if isinstance(key, str):
        prop = mapper._props.get(key)
        return prop.columns[0].key if prop is not None and prop.is_column else key
    return key.element if key.is_placeholder else key
