"""Joined loading and `contains_eager`: related objects from the same rows."""

from __future__ import annotations

from typing import Any

from ..planner import Parent, Planning


class JoinedLoad:
    """`joinedload()` and `lazy="joined"`: join an alias of the target, read its columns from the same rows."""

    def setup(self, planning: Planning, parent: Parent, prop: Any, option: Any) -> None:
        """Join, unless the mapping alone asks and the path has come round to the same class."""
        asked = option is not None and option.strategy in {"joined", False}
        if not asked and planning.is_recursive(parent, prop):
            return
        innerjoin = option.arguments.get("innerjoin") if option is not None else None
        if innerjoin is None:
            innerjoin = prop.innerjoin
        planning.join_related(parent, prop, option, innerjoin)


class ContainsEager:
    """`contains_eager()`: the statement joins already; read the target's columns."""

    def setup(self, planning: Planning, parent: Parent, prop: Any, option: Any) -> None:
        planning.read_related(parent, prop, option)
