"""From the server's text of a type to a type object."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ....sql.types import NULLTYPE, Integer
from ....util import warn
from ..types import BIT, DATETIME, TIME, TIMESTAMP, TextOptions
from .text import split, string_of

_WITH_PRECISION = (DATETIME, TIME, TIMESTAMP)


def type_of(classes: dict[str, Any], name: str, arguments: str | None, words: dict[str, Any], column: str) -> Any:
    """The type `name(arguments)`; `words` are `unsigned zerofill charset collation`, those that were there."""
    kind = classes.get(name)
    if kind is None:
        warn(f"Did not recognize type '{name}' of column '{column}'")
        return NULLTYPE
    given = list(_values(arguments)) if arguments else []
    keywords = {word: value for word, value in words.items() if value and word in {"unsigned", "zerofill"}}
    if issubclass(kind, TextOptions):
        keywords.update((word, words[word]) for word in ("charset", "collation") if words.get(word))
        if name == "set" and "" in given:
            keywords["retrieve_as_bitwise"] = True
    if issubclass(kind, _WITH_PRECISION):
        keywords["fsp"] = given[0] if given else None
        given = []
    elif issubclass(kind, Integer) and not issubclass(kind, BIT) and given:
        keywords["display_width"] = given.pop(0)
    return kind(*given, **keywords)


@lru_cache(maxsize=256)
def _values(arguments: str) -> tuple[Any, ...]:
    return tuple(string_of(one) if one.startswith("'") else int(one) for one in split(arguments))


__all__ = ["type_of"]
