"""From the server's text of a type to a type object."""

from __future__ import annotations

from typing import Any

from ....sql.types import NULLTYPE, Integer
from ....util import warn
from ..types import BIT, DATETIME, TIME, TIMESTAMP, TextOptions
from .text import split, string_of

_WITH_PRECISION = (DATETIME, TIME, TIMESTAMP)


class TypeText:
    """A type as the server wrote it, `name(arguments)`; `words` are `unsigned zerofill charset collation`, those there were.

    Few texts make up most columns: what a text means is found out once for the class that its name stands for.
    """

    __slots__ = ("_made_of", "arguments", "name", "words")

    def __init__(self, name: str, arguments: str | None, words: dict[str, Any]) -> None:
        self.name = name
        self.arguments = arguments
        self.words = words
        self._made_of: tuple[Any, list[Any], dict[str, Any]] = (None, [], {})

    def make(self, classes: dict[str, Any], column: str) -> Any:
        """A new type object for a column; a warning, and NullType, when nobody knows the type."""
        kind = classes.get(self.name)
        if kind is None:
            warn(f"Did not recognize type '{self.name}' of column '{column}'")
            return NULLTYPE
        known, given, keywords = self._made_of
        if known is not kind:
            given, keywords = _arguments_of(kind, self.name, self.arguments, self.words)
            self._made_of = (kind, given, keywords)
        return kind(*given, **keywords)


def _arguments_of(
    kind: Any, name: str, arguments: str | None, words: dict[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """What the class of a type is called with."""
    given = [_value(one) for one in split(arguments)] if arguments else []
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
    return given, keywords


def _value(written: str) -> Any:
    return string_of(written) if written.startswith("'") else int(written)


__all__ = ["TypeText"]
