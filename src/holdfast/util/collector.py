"""The cyclic collector paused while many objects are made, none of which can be garbage yet."""

from __future__ import annotations

import gc


class collector_paused:
    """`with collector_paused():` - no collection inside, and afterwards the collector is as it was, whatever happened.

    It is the process's collector: the body must be short, and must not wait for anything.
    """

    __slots__ = ("_enabled",)

    def __enter__(self) -> None:
        self._enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._enabled:
            gc.enable()


__all__ = ["collector_paused"]
