"""Names that only a statement can settle: anonymous ones get their number, long ones are cut.

One `Names` belongs to one compilation. Numbers are given in the order of the text, per base: `anon_1`, `anon_2`,
`id_1`; bound parameters and labels count together.
"""

from __future__ import annotations

from ..structure import Anchor, AnonymousName, TruncatedName


class Names:
    """Settle names within one statement; the same name object always gets the same answer."""

    __slots__ = ("_anchors", "_counts", "_cut", "_cut_counts", "label_length")

    def __init__(self, label_length: int) -> None:
        self.label_length = label_length
        self._anchors: dict[Anchor, str] = {}
        self._counts: dict[str, int] = {}
        self._cut: dict[tuple[str, str], str] = {}
        self._cut_counts: dict[str, int] = {}

    def choose(self, anchor: Anchor) -> str:
        """The text an anchor stands for in this statement."""
        found = self._anchors.get(anchor)
        if found is None:
            base = anchor.base
            number = self._counts.get(base, 0) + 1
            self._counts[base] = number
            found = self._anchors[anchor] = f"{base}_{number}"
        return found

    def number(self, base: str) -> str:
        """The next name with this base, for a bound parameter without a name of its own."""
        number = self._counts.get(base, 0) + 1
        self._counts[base] = number
        name = f"{base}_{number}"
        return name if len(name) <= self.label_length - 6 else self._shorten(name, "bindparam")

    def settle(self, name: str, kind: str = "colident") -> str:
        """The name as it will be written, before quoting. Names that users chose are never cut."""
        if not isinstance(name, TruncatedName):
            return name
        found = self._cut.get((kind, name))
        if found is not None:
            return found
        chosen = name.resolve(self.choose) if isinstance(name, AnonymousName) else name
        found = self._cut[(kind, name)] = self._shorten(chosen, kind)
        return found

    def _shorten(self, name: str, kind: str) -> str:
        room = self.label_length - 6
        if len(name) <= room:
            return name
        number = self._cut_counts.get(kind, 0) + 1
        self._cut_counts[kind] = number
        return f"{name[: max(room, 0)]}_{number:x}"
