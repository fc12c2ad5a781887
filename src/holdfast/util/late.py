"""Modules of the standard library that are loaded at their first use, because many programs never need them.

The one sanctioned way to import late (law 3 of the house forbids imports in functions): `decimal = late("decimal")`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LateModule:
    """Stands for a module; the first attribute that is read imports it, later reads find it in `__dict__`."""

    def __init__(self, name: str) -> None:
        self.__dict__["__name__"] = name

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(import_module(self.__dict__["__name__"]), attribute)
        if not attribute.startswith("__"):
            self.__dict__[attribute] = value
        return value

    def __repr__(self) -> str:
        return f"<late module {self.__dict__['__name__']!r}>"


def late(name: str) -> Any:
    return LateModule(name)
