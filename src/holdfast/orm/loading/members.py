"""Loading columns that a loader needs of many objects and some of them lack (expired, deferred)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...plan import Plan
from ..execute import load_columns
from ..state import BORN, STATE


def load_missing_keys(session: Any, objects: Sequence[Any], keys: Sequence[str] | None) -> Plan[None]:
    """Load the given column attributes of those objects that lack one of them.

    What has expired is loaded as a whole: reading one expired attribute refreshes all of them, as everywhere.
    """
    if not keys:
        return
    for obj in objects:
        present = obj.__dict__
        for key in keys:
            if key not in present:
                state = present[STATE]
                expired = state.expired_attributes
                if key not in expired and state.load.provenance is BORN:
                    continue  # inserted without it: NULL
                yield from load_columns(session, obj, state, {*keys, *expired} if key in expired else keys)
                break
