"""`CascadeOptions`: which operations go along a relationship."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ...exc import ArgumentError
from ...util import suggest, warn

_ALL: Final = frozenset({"expunge", "merge", "refresh-expire", "save-update", "delete"})
_ALLOWED: Final = frozenset({*_ALL, "all", "none", "delete-orphan"})
_VIEWONLY: Final = frozenset({"expunge", "all", "none", "refresh-expire", "merge"})


class CascadeOptions(frozenset[str]):
    """A frozen set of cascade names, each also an attribute: `cascade.delete_orphan`."""

    save_update: bool
    delete: bool
    refresh_expire: bool
    merge: bool
    expunge: bool
    delete_orphan: bool

    def __new__(cls, value_list: Iterable[str] | str | None) -> CascadeOptions:
        if isinstance(value_list, str) or value_list is None:
            return cls.from_string(value_list)
        values = set(value_list)
        unknown = sorted(values - _ALLOWED)
        if unknown:
            raise ArgumentError(
                f"Invalid cascade option(s): {', '.join(map(repr, unknown))}.{suggest(unknown[0], _ALLOWED)}".removesuffix(
                    "."
                )
            )
        if "all" in values:
            values.update(_ALL)
        if "none" in values:
            values.clear()
        values.discard("all")
        values.discard("none")
        self: CascadeOptions = super().__new__(cls, values)
        for name in (*_ALL, "delete-orphan"):
            setattr(self, name.replace("-", "_"), name in values)
        if self.delete_orphan and not self.delete:
            warn("The 'delete-orphan' cascade option requires 'delete'.")
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return CascadeOptions, (sorted(self),)

    def __repr__(self) -> str:
        return f"CascadeOptions({','.join(sorted(self))!r})"

    @classmethod
    def from_string(cls, arg: str | None) -> CascadeOptions:
        return cls([name for name in (part.strip() for part in (arg or "").split(",")) if name])


def check_viewonly(cascade: CascadeOptions) -> None:
    """A view-only relationship writes nothing, so it may not carry writes along."""
    refused = sorted(set(cascade) - _VIEWONLY)
    if refused:
        raise ArgumentError(
            f'Cascade settings "{", ".join(refused)}" apply to persistence operations and should not be combined with a '
            "viewonly=True relationship."
        )
