"""What the planner asks of a load strategy, and the table through which it finds one.

The strategies live to the right (`orm.loading`), which fills the table when it is imported.
"""

from __future__ import annotations

from typing import Any, Final

from ...util import Protocol


class LoadStrategy(Protocol):
    """One way of loading a relationship."""

    def setup(self, planning: Any, parent: Any, prop: Any, option: Any) -> None:
        """Take part in lowering: add columns and joins, or a follow-up, for `prop` of the entity `parent`."""


# Word of the option (`lazy=` of a relationship) -> strategy.
STRATEGIES: Final[dict[str, Any]] = {}


def register_strategy(strategy: Any, *words: str) -> None:
    """Make a strategy known under the words by which mappings and options ask for it."""
    for word in words:
        STRATEGIES[word] = strategy
