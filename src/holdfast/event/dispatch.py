"""Tables of listeners. A table belongs to one target (a class, an engine, a session, an attribute).

For each event of its family a table has an attribute: the tuple of what must be called, its own listeners and those of
its parents. So `if dispatch.before_flush:` is all that an event costs when nobody listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakSet

Listener = Callable[..., Any]


class Dispatch:
    """The listeners of one target, by event name. Read `dispatch.<event>`: a tuple, empty when nobody listens."""

    def __init__(self, names: Iterable[str], parents: Iterable[Dispatch] = ()) -> None:
        self._names = tuple(names)
        self._is_of_class = False
        self._own: dict[str, list[Listener]] = {}
        self._parents: list[Dispatch] = []
        self._children: WeakSet[Dispatch] = WeakSet()
        for name in self._names:
            self.__dict__[name] = ()
        for parent in parents:
            self._join(parent)

    def __getattr__(self, name: str) -> tuple[Listener, ...]:
        raise AttributeError(f"No such event '{name}'")

    def _join(self, parent: Dispatch) -> None:
        """Listeners of `parent`, now and later, are called here too, before this table's own."""
        if parent is self or parent in self._parents:
            return
        self._parents.append(parent)
        parent._children.add(self)
        for name in self._names:
            if parent.__dict__.get(name):
                self._rebuild(name)

    def _add(self, name: str, listener: Listener, *, first: bool = False) -> None:
        own = self._own.setdefault(name, [])
        if first:
            own.insert(0, listener)
        else:
            own.append(listener)
        self._rebuild(name)

    def _discard(self, name: str, listener: Listener) -> None:
        own = self._own.get(name, [])
        if listener in own:
            own.remove(listener)
            self._rebuild(name)

    def _clear(self) -> None:
        for name in list(self._own):
            self._own[name] = []
            self._rebuild(name)

    def _rebuild(self, name: str) -> None:
        if name not in self._names:
            return
        listeners: dict[Listener, None] = {}
        for parent in self._parents:
            listeners.update(dict.fromkeys(parent.__dict__.get(name, ())))
        listeners.update(dict.fromkeys(self._own.get(name, ())))
        self.__dict__[name] = tuple(listeners)
        for child in list(self._children):
            child._rebuild(name)

    def __bool__(self) -> bool:
        return any(self.__dict__[name] for name in self._names)
