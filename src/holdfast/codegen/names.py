"""Names for generated source: identifiers that cannot clash, and constants that the source may refer to."""

from __future__ import annotations

import keyword
import re
from typing import Any


def identifier(text: str) -> str:
    """A valid identifier that resembles `text`."""
    name = re.sub(r"\W", "_", text)
    if not name or name[0].isdigit() or keyword.iskeyword(name):
        name = "_" + name
    return name


class Namespace:
    """The globals of one generated function. `constant()` files a value and returns the name it goes by."""

    def __init__(self, **fixed: Any) -> None:
        self.values: dict[str, Any] = dict(fixed)
        self._by_identity: dict[int, str] = {}

    def constant(self, value: Any, like: str = "constant") -> str:
        known = self._by_identity.get(id(value))
        if known is not None:
            return known
        base = name = identifier(like)
        number = 1
        while name in self.values:
            number += 1
            name = f"{base}_{number}"
        self.values[name] = value
        self._by_identity[id(value)] = name
        return name
