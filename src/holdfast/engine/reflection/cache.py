"""For dialects that bring methods of their own: remember what they answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def cache(method: F) -> F:
    """Decorate a dialect's `get_*` method: with `info_cache=` it answers a question only once."""

    @wraps(method)
    def cached(self: Any, connection: Any, *arguments: Any, **keywords: Any) -> Any:
        known = keywords.get("info_cache")
        if known is None:
            return method(self, connection, *arguments, **keywords)
        settings = tuple((name, value) for name, value in sorted(keywords.items()) if name != "info_cache")
        key = (method.__name__, arguments, settings)
        if key not in known:
            known[key] = method(self, connection, *arguments, **keywords)
        return known[key]

    return cached  # type: ignore[return-value]


__all__ = ["cache"]
