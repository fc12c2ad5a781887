"""From rows to objects: generated functions, and what they ask while they run."""

from .emit import emit_hydrator
from .make import announce_all, make_hydrator
from .runtime import PAUSE_FROM, LoadRun, fetch_paused, hydrate_part, tell_refreshed

__all__ = [
    "PAUSE_FROM",
    "LoadRun",
    "announce_all",
    "emit_hydrator",
    "fetch_paused",
    "hydrate_part",
    "make_hydrator",
    "tell_refreshed",
]
