"""Listeners with the arguments that an event had in earlier versions of SQLAlchemy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..util import NamedTuple, warn_deprecated

Listener = Callable[..., Any]
_VARIABLE = 0x04  # inspect.CO_VARARGS, whose module is too slow to import for one number


class OlderSignature(NamedTuple):
    """How an event was called before: with `takes` arguments, until `version`; `wrap` makes of such a listener one of today."""

    takes: int
    version: str
    wrap: Callable[[Listener], Listener]
    now: str


def from_older(family: str, name: str, listener: Listener, older: Mapping[str, OlderSignature]) -> Listener:
    """The listener as the event calls it today; a warning if it takes the arguments of before."""
    signature = older.get(name)
    code = getattr(listener, "__code__", None)
    if signature is None or code is None or code.co_flags & _VARIABLE:
        return listener
    if code.co_argcount - (getattr(listener, "__self__", None) is not None) != signature.takes:
        return listener
    warn_deprecated(
        f'The argument signature for the "{family}.{name}" event listener has changed as of version '
        f"{signature.version}: it is def {name}({signature.now}).",
        signature.version,
    )
    return signature.wrap(listener)


__all__ = ["OlderSignature", "from_older"]
