"""The table through which the planner finds a load strategy."""

from __future__ import annotations

from typing import Any, Final

from .immediate import ImmediateLoad
from .joined import ContainsEager, JoinedLoad
from .polymorphic import SelectInPolymorphic
from .selectin import SelectInLoad
from .subquery import SubqueryLoad

_JOINED = JoinedLoad()
# Word of an option (`lazy=` of a relationship) -> strategy.
STRATEGIES: Final[dict[Any, Any]] = {
    "contains_eager": ContainsEager(),
    "immediate": ImmediateLoad(),
    "joined": _JOINED,
    False: _JOINED,
    "selectin": SelectInLoad(),
    "subquery": SubqueryLoad(),
    "selectin_polymorphic": SelectInPolymorphic(),
}
