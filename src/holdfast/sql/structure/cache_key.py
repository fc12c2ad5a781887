"""`CacheKey`: what tells statements apart whatever values they have, for programs that cache by it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from .key import statement_key


class CacheKey(tuple[Any, ...]):
    """The identity of a statement in this process, `key`, and its bound parameters: `statement._generate_cache_key()`.

    Equal for statements that differ at most in values. `to_offline_string()` gives what other processes understand.
    """

    __slots__ = ()

    def __new__(cls, key: Any, bindparams: Any, params: Any = None) -> CacheKey:
        return super().__new__(cls, (key, bindparams, params))

    @property
    def key(self) -> Any:
        return self[0]

    @property
    def bindparams(self) -> Any:
        return self[1]

    @property
    def params(self) -> Any:
        return self[2]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CacheKey) and self.key == other.key

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def to_offline_string(
        self, statement_cache: MutableMapping[Any, str], statement: Any, parameters: Mapping[str, Any]
    ) -> str:
        """The text of the statement and its values as one string; the text is kept in `statement_cache`."""
        text = statement_cache.get(self.key)
        if text is None:
            text = statement_cache[self.key] = str(statement)
        return repr((text, tuple([parameters.get(bind.key, bind.value) for bind in self.bindparams])))


def cache_key_of(node: Any) -> CacheKey | None:
    """The cache key of a statement or expression; None when it must be compiled each time."""
    found = statement_key(node.structure())
    return None if found.identity is None else CacheKey(found.identity, list(found.binds))
