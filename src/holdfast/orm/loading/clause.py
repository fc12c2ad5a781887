"""The statement of one lazy load: the relationship's criteria with the parent's columns turned into parameters.

Planned once per relationship (and per branch of loader options), then only executed.
"""

from __future__ import annotations

from typing import Any

from ...sql.elements import bindparam
from ...sql.selectable import LABEL_STYLE_NONE, Select
from ...sql.structure import replacement_traverse
from ..execute import KeyedPlan, identity_select
from ..options import NO_OPTIONS, OptionNode, OptionTree, RelationshipOption
from ..planner import Planned, adapt_to, core_column, moved, plan_select, side_of, target_of, with_criteria


class LazyPlan(KeyedPlan):
    """A planned lazy statement: parameter names and the parent's attributes that fill them, side by side."""

    __slots__ = ("local_keys", "mapper")

    def __init__(self, planned: Planned, names: tuple[str, ...], local_keys: tuple[str, ...], mapper: Any) -> None:
        super().__init__(planned, names)
        self.local_keys = local_keys
        self.mapper = mapper


def lazy_plan(prop: Any, option: RelationshipOption | None, node: OptionNode, *, by_identity: bool = False) -> LazyPlan:
    """The plan of this relationship's lazy loads; without options it is kept with the mapper."""
    if option is None and node is NO_OPTIONS:
        plans = prop.parent.emitted.setdefault("lazy_plans", {})
        name: Any = (prop.key, prop, by_identity)
    elif option is not None:
        plans, name = option.plans, ("lazy", prop, by_identity)
    else:
        return _make(prop, option, node, by_identity)
    found = plans.get(name)
    if found is None:
        found = plans[name] = _make(prop, option, node, by_identity)
    return found  # type: ignore[no-any-return]


def _make(prop: Any, option: RelationshipOption | None, node: OptionNode, by_identity: bool) -> LazyPlan:
    of_type = None if option is None else option.of_type
    # Of a subclass nothing more is loaded here than of the others: its columns come when they are asked for.
    target = prop.entity if of_type is not None and not of_type.is_aliased_class else target_of(prop, option)
    tree = OptionTree(())
    if node is not NO_OPTIONS:
        tree.roots.append((target, node))
        tree.everywhere = node.everywhere
    if by_identity:
        statement, names = identity_select(prop.mapper)
        local_keys: tuple[str, ...] = ()
    else:
        statement, names, local_keys = _statement(prop, target, option.criteria if option is not None else ())
    return LazyPlan(plan_select(statement, tree, (prop,)), names, local_keys, prop.mapper)


def _statement(prop: Any, target: Any, criteria: tuple[Any, ...]) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    adapt = adapt_to(target)
    filled = _Filled(prop)
    primary = filled.fill(prop.primaryjoin, in_secondaryjoin=False)
    where = [moved(primary, adapt)]
    if prop.secondaryjoin is not None:
        where.append(moved(filled.fill(prop.secondaryjoin, in_secondaryjoin=True), adapt))
    if criteria:
        first, *rest = criteria
        where.append(with_criteria(moved(first, adapt), tuple(rest), adapt))
    statement = Select(target).set_label_style(LABEL_STYLE_NONE).where(*where)
    if prop.secondary is not None:
        statement = statement.select_from(target.selectable, prop.secondary)
    if prop.order_by:
        statement = statement.order_by(*(moved(expression, adapt) for expression in prop.order_by))
    return statement, tuple(filled.names), tuple(filled.keys)


class _Filled:
    """Criteria with the parent's columns replaced by parameters, one per column."""

    def __init__(self, prop: Any) -> None:
        self.prop = prop
        self.names: list[str] = []
        self.keys: list[str] = []
        self._parameters: dict[Any, Any] = {}

    def fill(self, criteria: Any, *, in_secondaryjoin: bool) -> Any:
        def replace(node: Any) -> Any:
            column = core_column(node)
            if column is None:
                return None
            if side_of(self.prop, column, in_secondaryjoin=in_secondaryjoin) != "local":
                return column
            return self._parameter(column)

        return replacement_traverse(criteria, None, replace)

    def _parameter(self, column: Any) -> Any:
        found = self._parameters.get(column)
        if found is None:
            key = self.prop.parent.key_of_column(column)
            name = f"param_{len(self.names) + 1}"
            found = self._parameters[column] = bindparam(name, None, type_=column.type)
            self.names.append(name)
            self.keys.append(key)
        return found
