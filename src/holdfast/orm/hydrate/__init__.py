"""From rows to objects: generated functions, and what they ask while they run."""

from .emit import emit_hydrator
from .make import announce_all, make_hydrator, make_hydrators
from .runtime import PAUSE_FROM, LoadRun, fetch_paused, hydrate_part, lone_object, tell_refreshed

__all__ = [
    "PAUSE_FROM",
    "LoadRun",
    "announce_all",
    "emit_hydrator",
    "fetch_paused",
    "hydrate_part",
    "lone_object",
    "make_hydrator",
    "make_hydrators",
    "tell_refreshed",
]
