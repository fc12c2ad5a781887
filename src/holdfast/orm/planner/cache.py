"""The plan cache: structure of a statement to its `Planned`.

Plans hold no values and no session. A statement without a key (its structure cannot be hashed), or whose loader
options carry values of their own, is planned each time.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from ..mapper import Mapper
from .planned import Planned

_LIMIT: Final = 2000
_plans: dict[Hashable, Planned] = {}


# `find_plan(identity)`: the plan of an equal statement, or None. The table's own method, as every statement asks.
find_plan = _plans.get


def keep_plan(identity: Hashable, planned: Planned) -> None:
    """Keep a plan; when the cache is full its older half goes."""
    if len(_plans) >= _LIMIT:
        for key in list(_plans)[: _LIMIT // 2]:
            _plans.pop(key, None)
    # Kept for long, and for many values: it must not hold the statement of one of them.
    planned.origin = None
    _plans[identity] = planned


def clear_plans() -> None:
    """Forget all plans (a mapping changed)."""
    _plans.clear()


Mapper.changed.append(clear_plans)
