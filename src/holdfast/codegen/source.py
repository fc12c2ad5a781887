"""Writing source as a value: lines with indentation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Source:
    """Lines of Python under construction.

    `line()` adds one at the current depth, `block()` adds a line that opens a block and indents what follows.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._depth = 0

    def line(self, text: str = "") -> None:
        self._lines.append("    " * self._depth + text if text else "")

    def lines(self, *texts: str) -> None:
        for text in texts:
            self.line(text)

    @contextmanager
    def block(self, opening: str) -> Iterator[None]:
        self.line(opening)
        self._depth += 1
        before = len(self._lines)
        try:
            yield
            if len(self._lines) == before:
                self.line("pass")
        finally:
            self._depth -= 1

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"
