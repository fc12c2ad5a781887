"""From rows to objects: generated functions, and what they ask while they run."""

from .emit import emit_hydrator
from .make import make_hydrator
from .runtime import PAUSE_FROM, LoadRun, fetch_paused, tell_refreshed

__all__ = ["PAUSE_FROM", "LoadRun", "emit_hydrator", "fetch_paused", "make_hydrator", "tell_refreshed"]
