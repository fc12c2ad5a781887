"""Decorators for methods of mapped classes: `validates`, `reconstructor`, `synonym_for`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..properties import SynonymProperty

_F = TypeVar("_F", bound=Callable[..., Any])


def validates(*names: str, include_removes: bool = False, include_backrefs: bool = True) -> Callable[[_F], _F]:
    """Have the method see each value set on the named attributes: it returns the value to keep, or raises."""

    def decorate(fn: _F) -> _F:
        setattr(fn, "__sa_validators__", names)
        setattr(
            fn, "__sa_validation_opts__", {"include_removes": include_removes, "include_backrefs": include_backrefs}
        )
        return fn

    return decorate


def reconstructor(fn: _F) -> _F:
    """Have the method called when an object was loaded, in place of `__init__`."""
    setattr(fn, "__sa_reconstructor__", True)
    return fn


def synonym_for(name: str, map_column: bool = False) -> Callable[[Any], SynonymProperty[Any]]:
    """Make a property of the class the Python side of a synonym of the attribute `name`."""

    def decorate(fn: Any) -> SynonymProperty[Any]:
        return SynonymProperty(name, map_column=map_column, descriptor=fn)

    return decorate
