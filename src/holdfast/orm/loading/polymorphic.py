"""Loading what only subclasses have: `selectin_polymorphic()` and `polymorphic_load="selectin"`."""

from __future__ import annotations

from typing import Any

from ...plan import Plan
from ...sql.selectable import LABEL_STYLE_TABLENAME_PLUS_COL, Select
from ..execute import load_rows
from ..hydrate import LoadRun
from ..options import ColumnOption, OptionNode, OptionTree
from ..planner import Planned, SubclassFollowUp, plan_select
from ..state import promote
from .selectin import CHUNK, KEYS, in_keys


class SelectInPolymorphic:
    """One statement for each subclass, 500 objects at a time."""

    def follow(self, run: LoadRun, step: SubclassFollowUp, parents: list[Any]) -> Plan[None]:
        """Load the columns for all objects that lack one of them (for all, when the run refreshes)."""
        own = _own_keys(step)
        wanted = [obj for obj in parents if run.populate_existing or not obj.__dict__.keys() >= own]
        if not wanted:
            return
        planned: Planned | None = step.plans.get("planned")
        if planned is None:
            planned = step.plans["planned"] = _plan(step, own)
        keys: list[Any] = [state.key[1] for obj in wanted if (state := promote(obj)).key is not None]
        if len(step.mapper.primary_key) == 1:
            keys = [key[0] for key in keys]
        for start in range(0, len(keys), CHUNK):
            yield from load_rows(
                run.session,
                run.connection,
                planned,
                {KEYS: keys[start : start + CHUNK]},
                populate_existing=run.populate_existing,
                parent=run,
            )


def _own_keys(step: SubclassFollowUp) -> set[str]:
    """The column attributes of the subclass that the entity of the rows has not."""
    known = step.entity.mapper._props
    return {prop.key for prop in step.mapper.column_attrs if prop.key not in known and not prop.deferred}


def _plan(step: SubclassFollowUp, own: set[str]) -> Planned:
    mapper = step.mapper
    node = OptionNode()
    node.relationships = step.node.relationships
    node.columns = {
        **{key: ColumnOption("undeferred", {}) for key in own},
        **step.node.columns,
        "*": ColumnOption("deferred", {}),
    }
    tree = OptionTree(())
    tree.roots.append((mapper, node))
    statement = Select(mapper).where(in_keys(step.entity.mapper.primary_key))
    statement = statement.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    return plan_select(statement, tree, below=step.entity.mapper)
