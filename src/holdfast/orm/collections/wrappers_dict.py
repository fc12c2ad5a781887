"""Mutators of dictionaries that tell the adapter: each takes the method it wraps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from .wrappers_list import Method, added, removed

_ABSENT: Final = object()


def _setitem(method: Method) -> Method:
    def __setitem__(self: Any, key: Any, value: Any, _sa_initiator: Any = None) -> None:
        if key in self:
            removed(self, self[key], _sa_initiator)
        method(self, key, added(self, value, _sa_initiator))

    return __setitem__


def _delitem(method: Method) -> Method:
    def __delitem__(self: Any, key: Any, _sa_initiator: Any = None) -> None:
        if key in self:
            removed(self, self[key], _sa_initiator)
        method(self, key)

    return __delitem__


def _clear(method: Method) -> Method:
    def clear(self: Any) -> None:
        for key in list(self):
            removed(self, self[key], None)
        method(self)

    return clear


def _pop(method: Method) -> Method:
    def pop(self: Any, key: Any, default: Any = _ABSENT) -> Any:
        if key in self:
            removed(self, self[key], None)
        return method(self, key) if default is _ABSENT else method(self, key, default)

    return pop


def _popitem(method: Method) -> Method:
    def popitem(self: Any) -> Any:
        if self:
            key = next(reversed(self))
            removed(self, self[key], None)
        return method(self)

    return popitem


def _setdefault(method: Method) -> Method:
    def setdefault(self: Any, key: Any, default: Any = None) -> Any:
        if key not in self:
            self.__setitem__(key, default)
        return self[key]

    return setdefault


def _update(method: Method) -> Method:
    def update(self: Any, other: Any = (), /, **more: Any) -> None:
        pairs = [(key, other[key]) for key in list(other.keys())] if hasattr(other, "keys") else list(other)
        for key, value in [*pairs, *more.items()]:
            if key not in self or self[key] is not value:
                self[key] = value

    return update


DICT_WRAPPERS: dict[str, Callable[[Method], Method]] = {
    "__setitem__": _setitem,
    "__delitem__": _delitem,
    "clear": _clear,
    "pop": _pop,
    "popitem": _popitem,
    "setdefault": _setdefault,
    "update": _update,
}
