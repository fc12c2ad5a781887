"""`@collection.…`: how a user's container class says what its methods do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])


class collection:
    """Decorators for the methods of a custom collection class."""

    @staticmethod
    def appender(fn: _F) -> _F:
        """The method that puts a member in."""
        setattr(fn, "_sa_instrument_role", "appender")
        return fn

    @staticmethod
    def remover(fn: _F) -> _F:
        """The method that takes a member out."""
        setattr(fn, "_sa_instrument_role", "remover")
        return fn

    @staticmethod
    def iterator(fn: _F) -> _F:
        """The method that answers an iterator over all members."""
        setattr(fn, "_sa_instrument_role", "iterator")
        return fn

    @staticmethod
    def converter(fn: _F) -> _F:
        """The method that turns a value assigned to the attribute into an iterable of members."""
        setattr(fn, "_sa_instrument_role", "converter")
        return fn

    @staticmethod
    def internally_instrumented(fn: _F) -> _F:
        """The method tells the adapter itself: do not wrap it."""
        setattr(fn, "_sa_instrumented", True)
        return fn

    @staticmethod
    def adds(arg: int | str) -> Callable[[_F], _F]:
        """The method puts in the member it gets as argument `arg` (position or name)."""

        def decorator(fn: _F) -> _F:
            setattr(fn, "_sa_instrument_before", ("fire_append", arg))
            return fn

        return decorator

    @staticmethod
    def replaces(arg: int | str) -> Callable[[_F], _F]:
        """The method puts in the member it gets as `arg`, and returns the member that went, if any."""

        def decorator(fn: _F) -> _F:
            setattr(fn, "_sa_instrument_before", ("fire_append", arg))
            setattr(fn, "_sa_instrument_after", "fire_remove")
            return fn

        return decorator

    @staticmethod
    def removes(arg: int | str) -> Callable[[_F], _F]:
        """The method takes out the member it gets as argument `arg`."""

        def decorator(fn: _F) -> _F:
            setattr(fn, "_sa_instrument_before", ("fire_remove", arg))
            return fn

        return decorator

    @staticmethod
    def removes_return() -> Callable[[_F], _F]:
        """The method takes out the member it returns."""

        def decorator(fn: _F) -> _F:
            setattr(fn, "_sa_instrument_after", "fire_remove")
            return fn

        return decorator
