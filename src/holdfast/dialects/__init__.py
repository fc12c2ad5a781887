"""The databases. A dialect is loaded when its name is first used; see registry.py."""

from . import registry
from .registry import plugins

__all__ = ["plugins", "registry"]
