"""Descriptors: computed once, computed on the class, one method for class and instance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from .light import Generic

T = TypeVar("T")


class memoized_property(Generic[T]):
    """Computed at the first read, then an ordinary value in `__dict__` (so later reads call nothing)."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    @overload
    def __get__(self, instance: None, owner: Any) -> memoized_property[T]: ...
    @overload
    def __get__(self, instance: object, owner: Any) -> T: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self.__name__] = self.function(instance)
        return value

    @staticmethod
    def reset(instance: Any, name: str) -> None:
        instance.__dict__.pop(name, None)


class classproperty(Generic[T]):
    """A property of the class, read on the class or on an instance."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def __get__(self, instance: Any, owner: Any) -> T:
        return self.function(owner)


class hybridmethod:
    """A method that the class may answer in another way: `@hybridmethod` and `@name.classlevel`."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.class_function: Callable[..., Any] = function
        self.__doc__ = function.__doc__

    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self.class_function.__get__(owner, owner.__class__)
        return self.function.__get__(instance, owner)

    def classlevel(self, function: Callable[..., Any]) -> hybridmethod:
        self.class_function = function
        return self
