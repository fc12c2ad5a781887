"""Events: families, tables of listeners, and the functions users call."""

from .api import contains, listen, listens_for, remove
from .dispatch import Dispatch
from .registry import Events, EventTarget

__all__ = ["Dispatch", "EventTarget", "Events", "contains", "listen", "listens_for", "remove"]
