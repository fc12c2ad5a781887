"""Tables of listeners. A table belongs to one target (a class, an engine, a session, an attribute).

For each event of its family a table has an attribute: the tuple of what must be called, its own listeners and those of
its parents. So `if dispatch.before_flush:` is all that an event costs when nobody listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

Listener = Callable[..., Any]


class Dispatch:
    """The listeners of one target, by event name. Read `dispatch.<event>`: a tuple, empty when nobody listens."""

    _is_of_class = False
    _filed: dict[Any, Listener] | None = None

    def __init__(self, names: Iterable[str], parents: Iterable[Dispatch] = ()) -> None:
        self._names = tuple(names)
        self._own: dict[str, list[Listener]] = {}
        self._parents: list[Dispatch] = []
        self._children: WeakSet[Dispatch] = WeakSet()
        for name in self._names:
            self.__dict__[name] = ()
        for parent in parents:
            self._join(parent)

    if TYPE_CHECKING:  # at run time it would make every reading of `dispatch.<event>` a slow one

        def __getattr__(self, name: str) -> tuple[Listener, ...]: ...

    def _join(self, parent: Dispatch) -> None:
        """Listeners of `parent`, now and later, are called here too: before this table's own if it is a class's, else after."""
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

    def _file(self, name: str, function: Listener, stored: Listener, *, first: bool = False) -> None:
        """Add `stored` under the user's `function`, once."""
        filed = self._filed
        if filed is None:
            filed = self._filed = {}
        key = (name, _identity(function))
        if key not in filed:
            filed[key] = stored
            self._add(name, stored, first=first)

    def _unfile(self, name: str, function: Listener) -> bool:
        """Remove what stands for `function`; False if nothing does."""
        stored = (self._filed or {}).pop((name, _identity(function)), None)
        if stored is None:
            return False
        self._discard(name, stored)
        return True

    def _has(self, name: str, function: Listener) -> bool:
        return (name, _identity(function)) in (self._filed or {})

    def _clear(self) -> None:
        self._filed = None
        for name in list(self._own):
            self._own[name] = []
            self._rebuild(name)

    def _rebuild(self, name: str) -> None:
        if name not in self._names:
            return
        # Those of classes first, then its own, then those of the targets it belongs to.
        listeners: dict[Listener, None] = {}
        for parent in self._parents:
            if parent._is_of_class:
                listeners.update(dict.fromkeys(parent.__dict__.get(name, ())))
        listeners.update(dict.fromkeys(self._own.get(name, ())))
        for parent in self._parents:
            listeners.update(dict.fromkeys(parent.__dict__.get(name, ())))
        self.__dict__[name] = tuple(listeners)
        for child in list(self._children):
            child._rebuild(name)

    def __bool__(self) -> bool:
        return any(self.__dict__[name] for name in self._names)


def _identity(function: Listener) -> Any:
    """What makes two mentions of a function one: bound methods are made anew at each mention."""
    inner = getattr(function, "__func__", None)
    return id(function) if inner is None else (id(inner), id(function.__self__))  # type: ignore[attr-defined]
