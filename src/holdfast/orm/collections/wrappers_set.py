"""Mutators of sets that tell the adapter: each takes the method it wraps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from .wrappers_list import Method, added, removed


def _add(method: Method) -> Method:
    def add(self: Any, value: Any, _sa_initiator: Any = None) -> None:
        if value not in self:
            value = added(self, value, _sa_initiator)
        method(self, value)

    return add


def _remove(method: Method) -> Method:
    def remove(self: Any, value: Any, _sa_initiator: Any = None) -> None:
        if value in self:
            removed(self, value, _sa_initiator)
        method(self, value)

    return remove


def _pop(method: Method) -> Method:
    def pop(self: Any) -> Any:
        for item in self:
            removed(self, item, None)
            _discard_plain(self, item)
            return item
        return method(self)

    return pop


def _discard_plain(collection: Any, item: Any) -> None:
    collection._sa_remover(item, _sa_initiator=False)


def _clear(method: Method) -> Method:
    def clear(self: Any) -> None:
        for item in list(self):
            self.remove(item)

    return clear


def _update(method: Method) -> Method:
    def update(self: Any, *others: Iterable[Any]) -> None:
        for other in others:
            for item in list(other):
                self.add(item)

    return update


def _difference_update(method: Method) -> Method:
    def difference_update(self: Any, *others: Iterable[Any]) -> None:
        for other in others:
            for item in list(other):
                self.discard(item)

    return difference_update


def _intersection_update(method: Method) -> Method:
    def intersection_update(self: Any, *others: Iterable[Any]) -> None:
        _become(self, set(self).intersection(*others))

    return intersection_update


def _symmetric_difference_update(method: Method) -> Method:
    def symmetric_difference_update(self: Any, other: Iterable[Any]) -> None:
        _become(self, set(self).symmetric_difference(other))

    return symmetric_difference_update


def _become(collection: Any, wanted: set[Any]) -> None:
    have = set(collection)
    for item in have - wanted:
        collection.remove(item)
    for item in wanted - have:
        collection.add(item)


def _operator(name: str) -> Callable[[Method], Method]:
    def wrap(method: Method) -> Method:
        def operate(self: Any, other: Any) -> Any:
            if not isinstance(other, AbstractSet):
                return NotImplemented
            getattr(self, name)(other)
            return self

        return operate

    return wrap


SET_WRAPPERS: dict[str, Callable[[Method], Method]] = {
    "add": _add,
    "remove": _remove,
    "discard": _remove,
    "pop": _pop,
    "clear": _clear,
    "update": _update,
    "__ior__": _operator("update"),
    "difference_update": _difference_update,
    "__isub__": _operator("difference_update"),
    "intersection_update": _intersection_update,
    "__iand__": _operator("intersection_update"),
    "symmetric_difference_update": _symmetric_difference_update,
    "__ixor__": _operator("symmetric_difference_update"),
}
