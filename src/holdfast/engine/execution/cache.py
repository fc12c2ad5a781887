"""The cache of compiled statements: a hit is one dictionary lookup."""

from __future__ import annotations

from typing import Any


class CompiledCache(dict[Any, Any]):
    """Compiled statements by identity, about `capacity` of them.

    Not a least-recently-used list: keeping one costs every hit. When the cache overflows, the oldest third goes;
    a statement that is still in use is compiled once more and is then among the youngest.
    """

    __slots__ = ("capacity",)

    def __init__(self, capacity: int) -> None:
        super().__init__()
        self.capacity = capacity

    def keep(self, key: Any, compiled: Any) -> Any:
        """Add an entry, making room if needed. Returns what is cached (another thread may have been faster)."""
        if len(self) >= self.capacity:
            for old in list(self)[: max(1, self.capacity // 3)]:
                self.pop(old, None)
        return self.setdefault(key, compiled)


__all__ = ["CompiledCache"]
