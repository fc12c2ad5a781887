"""The one function through which the compiler has statements with ORM placeholders lowered.

It serves statements that are rendered without a session: `str(select(User))`, subqueries, INSERT FROM SELECT. What the
Session executes comes lowered already.
"""

from __future__ import annotations

from typing import Any

from ...sql.structure import set_lowering
from ..entities import EntityNode
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
        state["table"] = statement.table.mapper.local_table
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


set_lowering(lower_statement)
