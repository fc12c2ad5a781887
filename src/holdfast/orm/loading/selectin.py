"""Selectin loading: the related objects of many parents by statements with IN, 500 parents at a time.

The same statements serve cohorts: `load_many` is what a second touch of a lazy attribute uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...plan import Plan
from ...sql.elements import bindparam, tuple_
from ...sql.selectable import LABEL_STYLE_NONE, Select
from ...util import warn
from ..entities import AliasedClass
from ..execute import load_rows
from ..flags import MANYTOONE
from ..hydrate import LoadRun
from ..options import NO_OPTIONS, OptionNode, OptionTree
from ..planner import (
    FollowUp,
    Parent,
    Planned,
    Planning,
    adapt_to,
    moved,
    plan_select,
    target_of,
    with_criteria,
)
from .keys import RelationKeys, relation_keys
from .members import load_missing_keys

CHUNK: Final = 500
KEYS: Final = "primary_keys"


class RelatedPlan:
    """The statement that loads related objects of many parents: rows are (key columns..., object) or just objects.

    by_identity: rows are the objects alone, keyed by their primary key.
    """

    __slots__ = ("by_identity", "keys", "planned", "width")

    def __init__(self, planned: Planned, keys: RelationKeys, by_identity: bool) -> None:
        self.planned = planned
        self.keys = keys
        self.by_identity = by_identity
        self.width = len(keys.local_columns)


class SelectInLoad:
    """`selectinload()` and `lazy="selectin"`."""

    def setup(self, planning: Planning, parent: Parent, prop: Any, option: Any) -> None:
        asked = option is not None and option.strategy == "selectin"
        if not asked and planning.is_recursive(parent, prop):
            return
        planning.follow(self, parent, prop, option)

    def follow(self, run: LoadRun, step: FollowUp, parents: list[Any]) -> Plan[None]:
        """Load for all parents that lack the attribute (for all, when the run refreshes)."""
        wanted = [obj for obj in parents if run.populate_existing or step.key not in obj.__dict__]
        if not wanted:
            return
        plan = step.plans.get("selectin")
        if plan is None:
            plan = step.plans["selectin"] = plan_related(step.prop, step.option, step.node, step.path)
        chunk = (step.option.arguments.get("chunksize") if step.option is not None else None) or CHUNK
        yield from load_many(run.session, run.connection, plan, step.prop, wanted, chunk=chunk, run=run)


def plan_related(prop: Any, option: Any, node: OptionNode, path: tuple[Any, ...]) -> RelatedPlan:
    """Plan the statement that loads `prop` of many parents."""
    target = target_of(prop, option)
    criteria = option.criteria if option is not None else ()
    keys = relation_keys(prop)
    if keys.uses_identity and not criteria and option_is_plain(option):
        statement, by_identity = _by_identity(target, keys), True
    elif prop.secondary is not None and keys.is_plain:
        statement, by_identity = _by_secondary(prop, target, keys, criteria), False
    elif keys.is_plain and prop.direction is not MANYTOONE:
        statement, by_identity = _by_foreign_key(prop, target, keys, criteria), False
    else:
        statement, by_identity = _by_parent(prop, target, keys, criteria), False
    if prop.order_by and not by_identity:
        adapt = adapt_to(target)
        statement = statement.order_by(*(moved(expression, adapt) for expression in prop.order_by))
    statement = statement.set_label_style(LABEL_STYLE_NONE)
    tree = OptionTree(())
    if node is not NO_OPTIONS:
        tree.roots.append((target, node))
        tree.everywhere = node.everywhere
    planned = plan_select(statement, tree, path)
    return RelatedPlan(planned, keys, by_identity)


def option_is_plain(option: Any) -> bool:
    """Whether the target is loaded as its own class: `of_type` to an alias needs the general statement."""
    return option is None or option.of_type is None or not option.of_type.is_aliased_class


def in_keys(columns: Sequence[Any]) -> Any:
    keys: Any = bindparam(KEYS, expanding=True, type_=columns[0].type if len(columns) == 1 else None)
    return columns[0].in_(keys) if len(columns) == 1 else tuple_(*columns).in_(keys)


def _adapted(columns: Sequence[Any], entity: Any) -> list[Any]:
    adapt = adapt_to(entity)
    return list(columns) if adapt is None else [adapt(column) for column in columns]


def _by_identity(target: Any, keys: RelationKeys) -> Any:
    columns = _adapted(keys.remote_columns, target)
    return Select(target).where(in_keys(columns))


def _by_foreign_key(prop: Any, target: Any, keys: RelationKeys, criteria: tuple[Any, ...]) -> Any:
    columns = _adapted(keys.remote_columns, target)
    statement = Select(*columns, target).where(in_keys(columns))
    return _restricted(statement, criteria, target)


def _by_secondary(prop: Any, target: Any, keys: RelationKeys, criteria: tuple[Any, ...]) -> Any:
    columns = list(keys.remote_columns)
    onclause = moved_secondary(prop, target)
    statement = Select(*columns, target).join_from(prop.secondary, target.selectable, onclause).where(in_keys(columns))
    return _restricted(statement, criteria, target)


def moved_secondary(prop: Any, target: Any) -> Any:
    """The criterion between the secondary table and the target."""
    return moved(prop.secondaryjoin, adapt_to(target))


def _by_parent(prop: Any, target: Any, keys: RelationKeys, criteria: tuple[Any, ...]) -> Any:
    """The general case: join from an alias of the parent, by the relationship's own criteria."""
    parent = AliasedClass(prop.parent.class_)
    insp = parent._aliased_insp
    columns = _adapted(keys.local_columns, insp)
    attribute = getattr(parent, prop.key)
    if target is not prop.entity:
        attribute = attribute.of_type(target)
    if criteria:
        attribute = attribute.and_(*criteria)
    return Select(*columns, target).select_from(parent).join(attribute).where(in_keys(columns))


def _restricted(statement: Any, criteria: tuple[Any, ...], target: Any) -> Any:
    if not criteria:
        return statement
    adapt = adapt_to(target)
    first, *rest = criteria
    return statement.where(with_criteria(moved(first, adapt), tuple(rest), adapt))


def load_many(
    session: Any,
    connection: Any,
    plan: RelatedPlan,
    prop: Any,
    parents: list[Any],
    *,
    chunk: int = CHUNK,
    run: LoadRun | None = None,
) -> Plan[None]:
    """Load the attribute of all `parents` and store it in each."""
    yield from load_missing_keys(session, parents, plan.keys.local_keys)
    populate_existing = run is not None and run.populate_existing
    if plan.by_identity:
        yield from _load_references(session, connection, plan, prop, parents, chunk, populate_existing, run)
        return
    for start in range(0, len(parents), chunk):
        part = parents[start : start + chunk]
        keyed = [(plan.keys.values(obj.__dict__), obj) for obj in part]
        wanted = list(dict.fromkeys(key for key, _ in keyed if key is not None and None not in key))
        found: dict[Any, list[Any]] = {}
        if wanted:
            rows = yield from load_rows(
                session,
                connection,
                plan.planned,
                {KEYS: [key[0] for key in wanted] if plan.width == 1 else wanted},
                populate_existing=populate_existing,
                parent=run,
            )
            width = plan.width
            for row in rows:
                found.setdefault(row[:width], []).append(row[-1])
        store_related(prop, keyed, found)


def _load_references(
    session: Any,
    connection: Any,
    plan: RelatedPlan,
    prop: Any,
    parents: list[Any],
    chunk: int,
    populate_existing: bool,
    run: LoadRun | None,
) -> Plan[None]:
    keyed = [(plan.keys.values(obj.__dict__), obj) for obj in parents]
    wanted = list(dict.fromkeys(key for key, _ in keyed if key is not None and None not in key))
    kept: list[Any] = []
    for start in range(0, len(wanted), chunk):
        part = wanted[start : start + chunk]
        kept += yield from load_rows(
            session,
            connection,
            plan.planned,
            {KEYS: [key[0] for key in part] if plan.width == 1 else part},
            populate_existing=populate_existing,
            parent=run,
        )
    lookup = session.identity_map.lookup
    base = prop.mapper.identity_mapper
    for key, obj in keyed:
        value = None if key is None or None in key else lookup(base, key)
        obj.__dict__[prop.key] = value


def store_related(prop: Any, keyed: list[tuple[Any, Any]], found: dict[Any, list[Any]]) -> None:
    """Give each parent the objects found under its key."""
    key_name = prop.key
    for key, obj in keyed:
        members = found.get(key, ())
        if prop.uselist:
            unique = members if len(members) < 2 else list({id(one): one for one in members}.values())
            obj.__dict__["_sa_instance_state"].mapper.impls[key_name].set_committed(obj, unique)
        else:
            if len(members) > 1:
                warn(f"Multiple rows returned with uselist=False for eagerly-loaded attribute '{prop}' ")
            obj.__dict__[key_name] = members[0] if members else None
