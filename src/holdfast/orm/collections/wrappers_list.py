"""Mutators of lists that tell the adapter: each takes the method it wraps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Method = Callable[..., Any]


def added(collection: Any, item: Any, initiator: Any) -> Any:
    """Tell of a member that comes; the item to store."""
    if initiator is not False:
        adapter = collection._sa_adapter
        if adapter is not None:
            return adapter.fire_append(item, initiator)
    return item


def removed(collection: Any, item: Any, initiator: Any) -> None:
    """Tell of a member that goes."""
    if initiator is not False:
        adapter = collection._sa_adapter
        if adapter is not None:
            adapter.fire_remove(item, initiator)


def _append(method: Method) -> Method:
    def append(self: Any, item: Any, _sa_initiator: Any = None) -> None:
        method(self, added(self, item, _sa_initiator))

    return append


def _remove(method: Method) -> Method:
    def remove(self: Any, value: Any, _sa_initiator: Any = None) -> None:
        if self._sa_adapter is not None and _sa_initiator is not False:
            if value not in self:
                method(self, value)  # says what is wrong
                return
            removed(self, value, _sa_initiator)
        method(self, value)

    return remove


def _insert(method: Method) -> Method:
    def insert(self: Any, index: Any, value: Any) -> None:
        method(self, index, added(self, value, None))

    return insert


def _setitem(method: Method) -> Method:
    def __setitem__(self: Any, index: Any, value: Any) -> None:
        if not isinstance(index, slice):
            existing = self[index]
            if existing is not None:
                removed(self, existing, None)
            method(self, index, added(self, value, None))
            return
        values = list(value)
        positions = range(*index.indices(len(self)))
        if index.step not in (None, 1) and len(values) != len(positions):
            raise ValueError(
                f"attempt to assign sequence of size {len(values)} to extended slice of size {len(positions)}"
            )
        for position in positions:
            if self[position] is not None:
                removed(self, self[position], None)
        method(self, index, [added(self, item, None) for item in values])

    return __setitem__


def _delitem(method: Method) -> Method:
    def __delitem__(self: Any, index: Any) -> None:
        for item in self[index] if isinstance(index, slice) else [self[index]]:
            removed(self, item, None)
        method(self, index)

    return __delitem__


def _extend(method: Method) -> Method:
    def extend(self: Any, iterable: Iterable[Any]) -> None:
        for value in list(iterable):
            self.append(value)

    return extend


def _iadd(method: Method) -> Method:
    def __iadd__(self: Any, iterable: Iterable[Any]) -> Any:
        for value in list(iterable):
            self.append(value)
        return self

    return __iadd__


def _pop(method: Method) -> Method:
    def pop(self: Any, index: Any = -1) -> Any:
        if -len(self) <= index < len(self):  # else the list itself says what is wrong
            removed(self, self[index], None)
        return method(self, index)

    return pop


def _clear(method: Method) -> Method:
    def clear(self: Any) -> None:
        for item in list(self):
            removed(self, item, None)
        method(self)

    return clear


LIST_WRAPPERS: dict[str, Callable[[Method], Method]] = {
    "append": _append,
    "remove": _remove,
    "insert": _insert,
    "__setitem__": _setitem,
    "__delitem__": _delitem,
    "extend": _extend,
    "__iadd__": _iadd,
    "pop": _pop,
    "clear": _clear,
}
