"""Immediate loading: each parent's related objects by a lazy load of their own, right after the parents."""

from __future__ import annotations

from typing import Any

from ...plan import Plan
from ..hydrate import LoadRun
from ..planner import FollowUp, Parent, Planning
from .lazy import load_relationship


class ImmediateLoad:
    """`immediateload()` and `lazy="immediate"`."""

    def setup(self, planning: Planning, parent: Parent, prop: Any, option: Any) -> None:
        asked = option is not None and option.strategy == "immediate"
        if not asked and planning.is_recursive(parent, prop):
            return
        planning.follow(self, parent, prop, option)

    def follow(self, run: LoadRun, step: FollowUp, parents: list[Any]) -> Plan[None]:
        for obj in parents:
            if run.populate_existing or step.key not in obj.__dict__:
                state = obj.__dict__["_sa_instance_state"]
                yield from load_relationship(run.session, obj, state, step.prop, step.option, step.node)
