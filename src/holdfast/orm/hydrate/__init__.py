"""From rows to objects: generated functions, and what they ask while they run."""

from .emit import emit_hydrator
from .make import make_hydrator
from .runtime import LoadRun, fetch_paused

__all__ = ["LoadRun", "emit_hydrator", "fetch_paused", "make_hydrator"]
