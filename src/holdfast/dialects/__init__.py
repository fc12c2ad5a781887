"""The databases. A dialect is loaded when its name is first used; see registry.py."""

from . import registry

__all__ = ["registry"]
