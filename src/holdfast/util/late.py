"""What is loaded at its first use: modules of the standard library and rooms that programs need only once they run.

The one sanctioned way to import late (law 3 of the house forbids imports in functions): `decimal = late("decimal")`,
`plans_get = late("holdfast.orm.session.plans_get")`; in a face `__getattr__, __dir__ = late_names(...)`. Which rooms
are late, and why: docs/notes/0015-speed-of-import-and-statements.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
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


def late_names(face: str, rooms: dict[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a face: `{".room": "name other=name_there"}`; a name met once stays.

    Under `"."` stand the face's own modules: `sqlalchemy.sql.expression` is there without an import of its own.
    """
    places: dict[str, tuple[str, str]] = {}
    for room, names in rooms.items():
        for name in names.split():
            ours, _, theirs = name.partition("=")
            places[ours] = (room, theirs or ours)
    namespace = sys.modules[face].__dict__

    def get(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {face!r} has no attribute {name!r}", name=name, obj=sys.modules[face])
        room, theirs = places[name]
        package = namespace["__package__"]
        if room == ".":
            return import_module(f".{theirs}", package)
        value = namespace[name] = getattr(import_module(room, package), theirs)
        return value

    def known() -> list[str]:
        return sorted({*namespace, *places})

    return get, known
