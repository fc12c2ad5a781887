"""What users call: listen, listens_for, remove, contains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .. import exc
from ..util import suggest
from .registry import Events, event_signature, families_of

F = TypeVar("F", bound=Callable[..., Any])


def listen(target: Any, identifier: str, fn: Callable[..., Any], *args: Any, **kw: Any) -> None:
    """Register `fn` to be called at event `identifier` of `target`.

    named=True: arguments come as keywords. once=True: only the first time. insert=True: before the others that
    listen. Other keywords (`propagate`, `retval`, `raw`, …) belong to the family of events.

    Raises InvalidRequestError when the target has no such event.
    """
    family, accepted = _family_of(target, identifier)
    first = bool(kw.pop("insert", False))
    named = kw.pop("named", False)
    once = kw.pop("once", False)
    kw.pop("_once_unless_exception", None)
    stored = _as_named(fn, event_signature(family, identifier)) if named else fn
    if once:
        stored = _only_once(stored)
    family._listen(accepted, identifier, fn, stored, first=first, **kw)


def listens_for(target: Any, identifier: str, *args: Any, **kw: Any) -> Callable[[F], F]:
    """Decorate a function to `listen` with it."""

    def decorate(fn: F) -> F:
        listen(target, identifier, fn, *args, **kw)
        return fn

    return decorate


def remove(target: Any, identifier: str, fn: Callable[..., Any]) -> None:
    """Undo a `listen` of the same three arguments. Raises InvalidRequestError when there was none."""
    family, accepted = _family_of(target, identifier)
    family._remove(accepted, identifier, fn)


def contains(target: Any, identifier: str, fn: Callable[..., Any]) -> bool:
    """Whether `fn` listens to that event of that target."""
    family, accepted = _family_of(target, identifier)
    return family._contains(accepted, identifier, fn)


def _family_of(target: Any, identifier: str) -> tuple[type[Events], Any]:
    known: list[str] = []
    for family, accepted in families_of(target):
        if identifier in family._names:
            return family, accepted
        known.extend(family._names)
    raise exc.InvalidRequestError(f"No such event '{identifier}' for target '{target}'{suggest(identifier, known)}")


def _as_named(fn: Callable[..., Any], names: tuple[str, ...]) -> Callable[..., Any]:
    def call_named(*arguments: Any) -> Any:
        return fn(**dict(zip(names, arguments, strict=False)))

    return call_named


def _only_once(fn: Callable[..., Any]) -> Callable[..., Any]:
    pending = [fn]

    def call_once(*arguments: Any, **keywords: Any) -> Any:
        return pending.pop()(*arguments, **keywords) if pending else None

    return call_once
