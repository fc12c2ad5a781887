"""What the planner asks of a load strategy. They live to the right, in `orm.loading`, with the table of them."""

from __future__ import annotations

from typing import Any

from ...util import Protocol


class LoadStrategy(Protocol):
    """One way of loading a relationship."""

    def setup(self, planning: Any, parent: Any, prop: Any, option: Any) -> None:
        """Take part in lowering: add columns and joins, or a follow-up, for `prop` of the entity `parent`."""
