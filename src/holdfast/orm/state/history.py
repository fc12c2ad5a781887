"""`History`: what was added to an attribute, what stayed, what was taken away.

What lives here: the value and how it is worked out from a present and a committed value. What must not: loading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from ..flags import NO_VALUE, PASSIVE_NO_RESULT


class History(tuple[Any, Any, Any]):
    """A 3-tuple of `added`, `unchanged` and `deleted`, each a sequence; false when all are empty."""

    __slots__ = ()

    def __new__(cls, added: Any, unchanged: Any, deleted: Any) -> History:
        return tuple.__new__(cls, (added, unchanged, deleted))

    @property
    def added(self) -> Any:
        return self[0]

    @property
    def unchanged(self) -> Any:
        return self[1]

    @property
    def deleted(self) -> Any:
        return self[2]

    def __bool__(self) -> bool:
        return self != HISTORY_BLANK

    def __getnewargs__(self) -> tuple[Any, Any, Any]:
        return (self[0], self[1], self[2])

    def __repr__(self) -> str:
        return f"History(added={self[0]!r}, unchanged={self[1]!r}, deleted={self[2]!r})"

    def empty(self) -> bool:
        """No changes and no existing, unchanged state."""
        return not bool(self[0] or self[2]) and not self[1]

    def sum(self) -> Sequence[Any]:
        return (self[0] or []) + (self[1] or []) + (self[2] or [])

    def non_deleted(self) -> Sequence[Any]:
        return (self[0] or []) + (self[1] or [])

    def non_added(self) -> Sequence[Any]:
        return (self[1] or []) + (self[2] or [])

    def has_changes(self) -> bool:
        return bool(self[0] or self[2])

    def as_state(self) -> History:
        """The same with states in place of objects."""
        return History(*[[None if obj is None else obj._sa_instance_state for obj in part] for part in self])


HISTORY_BLANK: Final = History((), (), ())


def scalar_history(original: Any, current: Any, changed: bool, equal: Callable[[Any, Any], Any]) -> History:
    """History of a column attribute; `changed`: `original` is the value before the first change."""
    if not changed:
        return HISTORY_BLANK if current is NO_VALUE else History((), [current], ())
    if current is not NO_VALUE and original is not NO_VALUE and equal(current, original) is True:
        return History((), [current], ())
    if original is NO_VALUE or original is PASSIVE_NO_RESULT:
        # The attribute was deleted, or set, and what it was before is not known.
        return History([None if current is NO_VALUE else current], (), ())
    return History(() if current is NO_VALUE else [current], (), [original])


def reference_history(original: Any, current: Any, changed: bool) -> History:
    """History of a reference to one object, by identity."""
    if not changed:
        return HISTORY_BLANK if current is NO_VALUE else History((), [current], ())
    if current is original and current is not NO_VALUE:
        return History((), [current], ())
    if original is NO_VALUE or original is PASSIVE_NO_RESULT:
        # The attribute was deleted, or set, and what it was before is not known.
        return History([None if current is NO_VALUE else current], (), ())
    return History(() if current is NO_VALUE else [current], (), [original])


def collection_history(original: Any, current: list[Any], changed: bool) -> History:
    """History of a collection, by identity; `original` is the list of members before the first change."""
    if not changed:
        return History((), current, ())
    if original is NO_VALUE:
        return History(current, (), ())
    before = {id(item) for item in original if item is not None}
    now = {id(item) for item in current if item is not None}
    return History(
        [item for item in current if id(item) not in before],
        [item for item in current if id(item) in before],
        [item for item in original if item is not None and id(item) not in now],
    )
