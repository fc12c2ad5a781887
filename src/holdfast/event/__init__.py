"""Events: families, tables of listeners, and the functions users call."""

from .api import contains, listen, listens_for, remove
from .dispatch import Dispatch
from .older import OlderSignature, from_older
from .registry import Events, EventTarget

__all__ = [
    "Dispatch",
    "EventTarget",
    "Events",
    "OlderSignature",
    "contains",
    "from_older",
    "listen",
    "listens_for",
    "remove",
]
