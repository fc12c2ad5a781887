"""Registries of one object per scope: per thread, or per whatever a function says. `scoped_session` stands on them."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import Any, TypeVar

from .light import Generic

T = TypeVar("T")


class ScopedRegistry(Generic[T]):
    """One object per value of `scopefunc()`."""

    def __init__(self, createfunc: Callable[[], T], scopefunc: Callable[[], Any]) -> None:
        self.createfunc = createfunc
        self.scopefunc = scopefunc
        self.registry: dict[Any, T] = {}

    def __call__(self) -> T:
        key = self.scopefunc()
        try:
            return self.registry[key]
        except KeyError:
            return self.registry.setdefault(key, self.createfunc())

    def has(self) -> bool:
        return self.scopefunc() in self.registry

    def set(self, obj: T) -> None:
        self.registry[self.scopefunc()] = obj

    def clear(self) -> None:
        self.registry.pop(self.scopefunc(), None)


class ThreadLocalRegistry(ScopedRegistry[T]):
    """One object per thread."""

    def __init__(self, createfunc: Callable[[], T]) -> None:
        self.createfunc = createfunc
        self.local = local()

    def __call__(self) -> T:
        try:
            return self.local.value  # type: ignore[no-any-return]
        except AttributeError:
            value = self.local.value = self.createfunc()
            return value

    def has(self) -> bool:
        return hasattr(self.local, "value")

    def set(self, obj: T) -> None:
        self.local.value = obj

    def clear(self) -> None:
        if hasattr(self.local, "value"):
            del self.local.value
