"""What the legacy `Query` needs besides `select()`: set operations that take the place of the query, EXISTS, counting,
UPDATE and DELETE by criteria.

Pure functions over statements; running them is the Query's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import exc
from ..sql.dml import delete, update
from ..sql.elements import ClauseElement, literal_column
from ..sql.functions import func
from ..sql.selectable import (
    LABEL_STYLE_DEFAULT,
    LABEL_STYLE_TABLENAME_PLUS_COL,
    CompoundSelect,
    Exists,
    Select,
)
from ..util import suggest
from .entities import AliasedClass, EntityNode
from .planner import core_column, first_entity, moved, selectable_adapter

Adapt = Callable[[Any], Any]


def filtered_by(statement: Any, equal: Mapping[str, Any]) -> Any:
    """The statement with equalities by attribute name, of the entity joined last, else of the first one."""
    if statement._setup_joins:
        target, onclause, _, _ = statement._setup_joins[-1]
        source = (
            onclause if onclause is not None and hasattr(onclause, "entity_namespace") and target is None else target
        )
    elif statement._from_obj:
        source = statement._from_obj[0]
    else:
        source = statement._raw_columns[0]
        source = source if source.is_placeholder else first_entity(statement) or source
    namespace = source.entity_namespace
    criteria = []
    for name, value in equal.items():
        attribute = getattr(namespace, name, None)
        if attribute is None:
            mapper = getattr(namespace, "__mapper__", None)
            described = getattr(source, "selectable", source)
            raise exc.InvalidRequestError(
                f'Entity namespace for "{getattr(described, "name", described)}" has no property "{name}"'
                + (suggest(name, list(mapper.attrs.keys())) if mapper is not None else "")
            )
        criteria.append(attribute == value)
    return statement.where(*criteria)


def plain_style(statement: Any) -> Any:
    """The statement with columns labelled as `select()` does, not as `Query` does."""
    return statement.set_label_style(LABEL_STYLE_DEFAULT)


def count_of(statement: Any) -> Any:
    """`SELECT count(*) FROM (statement)`."""
    inner = statement.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    return Select(func.count(literal_column("*"))).select_from(inner.subquery())


def exists_of(statement: Any) -> Exists:
    """`EXISTS (SELECT 1 FROM ...)` with the statement's FROM and criteria."""
    made = statement._generate()
    state = made.__dict__
    state["_raw_columns"] = (literal_column("1"),)
    state.pop("_with_options", None)
    named = tuple(
        node if isinstance(node, EntityNode) else from_
        for node in statement._raw_columns
        for from_ in ((node,) if isinstance(node, EntityNode) else node._froms)
    )
    known = set(map(id, statement._from_obj))
    state["_from_obj"] = (*statement._from_obj, *[node for node in dict.fromkeys(named) if id(node) not in known])
    return Exists(plain_style(made))


def combine(word: str, statements: Sequence[Any]) -> tuple[Any, Adapt]:
    """The statement over a set operation of the given ones, and how later criteria are moved to it."""
    first = statements[0]
    parts = [statement.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL) for statement in statements]
    compound = CompoundSelect._create(word, *parts)
    source = compound.subquery()
    adapt = selectable_adapter(source)
    columns = [_over(node, source, adapt) for node in first._raw_columns]
    made = Select(*columns).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    if first._with_options:
        made = made.options(*first._with_options)
    return made, adapt


def _over(node: Any, source: Any, adapt: Adapt) -> Any:
    """An item of the columns clause, taken from the subquery."""
    if isinstance(node, EntityNode):
        return AliasedClass(node.mapper.class_, alias=source)
    column = core_column(node)
    return moved(node, adapt) if column is None else adapt(column)


def adapted(adapt: Adapt | None, expression: Any) -> Any:
    """An expression that the user wrote over the original entities, moved to where the query reads them."""
    if adapt is None:
        return expression
    if hasattr(expression, "__clause_element__"):
        expression = expression.__clause_element__()
    return moved(expression, adapt) if isinstance(expression, ClauseElement) else expression


def check_cut(statement: Any, method: str) -> None:
    """Refuse what a LIMIT, ORDER BY or the like would not carry into an UPDATE or DELETE."""
    for attribute, shown in (
        ("_limit_clause", "limit()"),
        ("_offset_clause", "offset()"),
        ("_order_by_clauses", "order_by()"),
        ("_group_by_clauses", "group_by()"),
        ("_distinct", "distinct()"),
        ("_setup_joins", "join(), outerjoin(), select_from(), or from_self()"),
        ("_from_obj", "join(), outerjoin(), select_from(), or from_self()"),
    ):
        value = getattr(statement, attribute)
        if value is not None and value is not False and value != ():
            raise exc.InvalidRequestError(f"Can't call Query.{method}() when {shown} has been called")


def update_of(statement: Any, entity: Any, values: Mapping[Any, Any]) -> Any:
    """UPDATE of the query's entity with its criteria."""
    check_cut(statement, "update")
    return update(entity).where(*statement._where_criteria).values(dict(values))


def delete_of(statement: Any, entity: Any) -> Any:
    """DELETE of the query's entity with its criteria."""
    check_cut(statement, "delete")
    return delete(entity).where(*statement._where_criteria)
