"""Subquery loading: the related objects of all parents by one statement around the statement that loaded the parents."""

from __future__ import annotations

from typing import Any

from ...plan import Plan
from ...sql.selectable import LABEL_STYLE_TABLENAME_PLUS_COL, Select
from ..execute import load_rows
from ..flags import MANYTOONE
from ..hydrate import LoadRun
from ..options import NO_OPTIONS, OptionTree
from ..planner import (
    FollowUp,
    Parent,
    Planned,
    Planning,
    adapt_to,
    adapted_join,
    moved,
    plan_select,
    selectable_adapter,
    target_of,
    with_criteria,
)
from .keys import relation_keys
from .members import load_missing_keys
from .selectin import store_related


class SubqueryLoad:
    """`subqueryload()` and `lazy="subquery"`."""

    def setup(self, planning: Planning, parent: Parent, prop: Any, option: Any) -> None:
        asked = option is not None and option.strategy == "subquery"
        if not asked and planning.is_recursive(parent, prop):
            return
        planning.follow(self, parent, prop, option)

    def follow(self, run: LoadRun, step: FollowUp, parents: list[Any]) -> Plan[None]:
        wanted = [obj for obj in parents if run.populate_existing or step.key not in obj.__dict__]
        if not wanted:
            return
        keys = relation_keys(step.prop)
        yield from load_missing_keys(run.session, wanted, keys.local_keys)
        planned = step.plans.get("subquery")
        if planned is None:
            planned = step.plans["subquery"] = plan_subquery(step, run.statement)
            # It is built around the original statement and gets its values from that one's parameters.
            planned.binds = run.statement.binds
        rows = yield from load_rows(
            run.session,
            run.connection,
            planned,
            run.parameters,
            populate_existing=run.populate_existing,
            binds=run.binds,
            parent=run,
        )
        found: dict[Any, list[Any]] = {}
        for row in rows:
            found.setdefault(row[1:], []).append(row[0])
        store_related(step.prop, [(keys.values(obj.__dict__), obj) for obj in wanted], found)


def plan_subquery(step: FollowUp, original: Planned) -> Planned:
    """Lower `SELECT target, parent keys FROM (original, keys only) JOIN target`."""
    prop = step.prop
    keys = relation_keys(prop)
    target = target_of(prop, step.option)
    inner = _keys_only(original.statement, step.entity, keys.local_columns, distinct=prop.direction is MANYTOONE)
    source = inner.subquery()
    exported = list(source.c)
    by_column = dict(zip(keys.local_columns, exported, strict=False))
    right = adapt_to(target)
    criteria = step.option.criteria if step.option is not None else ()
    statement = Select(target, *exported[: len(keys.local_columns)]).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)

    def left(column: Any) -> Any:
        return by_column.get(column, column)

    if prop.secondary is None:
        onclause, _ = adapted_join(prop, left, right)
        statement = statement.join_from(source, target.selectable, with_criteria(onclause, criteria, right))
        between = None
    else:
        alias = prop.secondary._anonymous_fromclause()
        between = selectable_adapter(alias)
        primary, secondary = adapted_join(prop, left, right, between)
        statement = statement.join_from(source, alias, primary).join_from(
            alias, target.selectable, with_criteria(secondary, criteria, right)
        )
    if prop.order_by:
        statement = statement.order_by(*(moved(expression, right, between) for expression in prop.order_by))
    tree = OptionTree(())
    if step.node is not NO_OPTIONS:
        tree.roots.append((target, step.node))
        tree.everywhere = step.node.everywhere
    return plan_select(statement, tree, step.path)


def _keys_only(statement: Any, entity: Any, columns: tuple[Any, ...], *, distinct: bool) -> Any:
    """The original statement reduced to the parents' keys; its order matters only where its rows are counted."""
    adapt = adapt_to(entity)
    wanted = tuple(columns if adapt is None else [adapt(column) for column in columns])
    made = statement._generate()
    state = made.__dict__
    nested = [element for element in made._from_obj if getattr(element, "_is_subquery", False)]
    if nested and made._setup_joins and not _gives(made, wanted):
        move = selectable_adapter(nested[0])
        wanted = tuple(move(column) for column in wanted)
    state["_raw_columns"] = wanted
    state["_label_style"] = LABEL_STYLE_TABLENAME_PLUS_COL
    if made._limit_clause is None and made._offset_clause is None and made._fetch_clause is None:
        state.pop("_order_by_clauses", None)
    state.pop("_for_update_arg", None)
    if distinct:
        state["_distinct"] = True
    made._remember("placeholders", False)
    return made


def _gives(statement: Any, columns: tuple[Any, ...]) -> bool:
    """Whether the statement's own FROM has these columns."""
    froms = {part for element in statement._all_froms() for part in element._froms}
    return all(column.table in froms for column in columns)
