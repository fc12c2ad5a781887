"""Things that are awaited or entered: `await engine.connect()` and `async with engine.connect() as connection`."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from ...util import Generic

T = TypeVar("T")


class Startable(Generic[T]):
    """`await thing` starts it; `async with thing` starts and ends it."""

    __slots__ = ()

    async def start(self, is_ctxmanager: bool = False) -> T:
        """Begin what this stands for and return it."""
        raise TypeError("nothing to start")

    def __await__(self) -> Generator[Any, Any, T]:
        return self.start().__await__()

    async def __aenter__(self) -> T:
        return await self.start(is_ctxmanager=True)

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        raise TypeError("nothing to end")


__all__ = ["Startable"]
