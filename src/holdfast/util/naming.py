"""Names: of classes in messages, suggestions for misspelt ones, and the symbols that stand for "not given"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from ..exc import cut
from .light import Enum


class NoArg(Enum):
    """The value of an argument that was not given, where None means something."""

    NO_ARG = 0

    def __repr__(self) -> str:
        return f"_NoArg.{self.name}"


NO_ARG: Final[Literal[NoArg.NO_ARG]] = NoArg.NO_ARG


class symbol(int):
    """A named constant, one for each name: `symbol("NO_VALUE") is symbol("NO_VALUE")`."""

    name: str
    _known: dict[str, symbol] = {}

    def __new__(cls, name: str, doc: str | None = None, canonical: int | None = None) -> symbol:
        found = cls._known.get(name)
        if found is None:
            found = super().__new__(cls, hash(name) if canonical is None else canonical)
            found.name = name
            if doc:
                found.__doc__ = doc
            cls._known[name] = found
        return found

    def __reduce__(self) -> Any:
        return symbol, (self.name, "x", int(self))

    def __repr__(self) -> str:
        return f"symbol({self.name!r})"


def shown(value: Any, limit: int = 80) -> str:
    """`repr(value)`, cut; what a message may show of a user's value."""
    try:
        text = repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} whose repr() raises {type(error).__name__}>"
    return cut(text, limit)


def class_name(subject: Any) -> str:
    """`User` for the class or one of its instances."""
    return subject.__name__ if isinstance(subject, type) else type(subject).__name__


def qualified_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def suggest(name: str, known: Iterable[str], limit: int = 3) -> str:
    """` Did you mean 'addresses'?`, or an empty string when nothing known looks like `name`.

    Begins with a blank, so that it can be put behind any sentence.
    """
    wanted = name.lower()
    rated = [(_distance(wanted, other.lower()), other) for other in set(known) if other != name]
    tolerated = max(1, len(name) // 3)
    near = [other for distance, other in sorted(rated) if distance <= tolerated][:limit]
    if not near:
        return ""
    return f" Did you mean {' or '.join(repr(other) for other in near)}?"


def _distance(left: str, right: str) -> int:
    """Edit distance, a swap of neighbours counting one."""
    if abs(len(left) - len(right)) > max(len(left), 3):
        return 99
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]
