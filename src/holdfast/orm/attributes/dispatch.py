"""Tables of listeners for attributes and objects; `orm.events` declares the families that fill them.

A listener is stored as it must be called: with objects, and answering the value where an event asks for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from ...event import Dispatch

ATTRIBUTE_EVENTS: Final = (
    "append",
    "append_wo_mutation",
    "bulk_replace",
    "dispose_collection",
    "init_collection",
    "init_scalar",
    "modified",
    "remove",
    "set",
)
INSTANCE_EVENTS: Final = (
    "expire",
    "first_init",
    "init",
    "init_failure",
    "load",
    "pickle",
    "refresh",
    "refresh_flush",
    "unpickle",
)


class AttributeDispatch(Dispatch):
    """Listeners of one attribute of one class; `changed` is called when they become more or fewer."""

    def __init__(self, parent: AttributeDispatch | None = None) -> None:
        self.changed: Callable[[], None] | None = None
        super().__init__(ATTRIBUTE_EVENTS, () if parent is None else (parent,))

    def _rebuild(self, name: str) -> None:
        super()._rebuild(name)
        if self.changed is not None:
            self.changed()


class InstanceDispatch(Dispatch):
    """Listeners of the objects of one class.

    `load_watched`: what must happen when listeners of `load` become more or fewer; generated code that was made
    without regard for them is made anew.
    """

    load_watched: ClassVar[list[Callable[[], None]]] = []

    def __init__(self) -> None:
        super().__init__(INSTANCE_EVENTS)

    def _rebuild(self, name: str) -> None:
        super()._rebuild(name)
        if name == "load":
            for changed in self.load_watched:
                changed()
