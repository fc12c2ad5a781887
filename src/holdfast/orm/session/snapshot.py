"""What a rollback must restore: which objects a transaction made, deleted, changed or re-keyed.

Pure bookkeeping. Objects are held weakly (through their states), so that a long transaction keeps no object alive;
the objects of one bulk insert are one entry (their shared state), not one each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Snapshot:
    """The effects of one transaction (or savepoint) on the session's objects.

    born: shared states of objects that were inserted together. new: states inserted one by one.
    deleted: states whose row was deleted. dirty: states that were flushed as changed. written: pairs (identity mapper,
    primary keys) of flushed objects that had no state of their own.
    switched: state -> (key at the start, key now), for changed primary keys.
    """

    __slots__ = ("born", "deleted", "dirty", "new", "switched", "written")

    def __init__(self) -> None:
        self.born: list[Any] = []
        self.new: dict[Any, None] = {}
        self.deleted: dict[Any, None] = {}
        self.dirty: dict[Any, None] = {}
        self.switched: dict[Any, tuple[Any, Any]] = {}
        self.written: list[tuple[Any, list[Any]]] = []

    def merge_into(self, parent: Snapshot) -> None:
        """A released savepoint's effects become those of the transaction around it."""
        parent.born.extend(self.born)
        parent.new.update(self.new)
        parent.deleted.update(self.deleted)
        parent.dirty.update(self.dirty)
        parent.written += self.written
        for state, (before, after) in self.switched.items():
            first = parent.switched.get(state)
            parent.switched[state] = (before if first is None else first[0], after)

    def rekeyed(self, state: Any, before: Any, after: Any) -> None:
        """The primary key of `state` changed; the key at the start of the transaction is kept."""
        first = self.switched.get(state)
        self.switched[state] = (before if first is None else first[0], after)

    def newborn(self) -> Iterator[Any]:
        """Objects (alive) that this transaction inserted."""
        seen: set[int] = set()
        for cohort in self.born:
            for reference in cohort.refs:
                obj = reference()
                if obj is not None and id(obj) not in seen:
                    seen.add(id(obj))
                    yield obj
        for state in self.new:
            obj = state.ref()
            if obj is not None and id(obj) not in seen:
                seen.add(id(obj))
                yield obj

    def clear(self) -> None:
        self.born.clear()
        self.new.clear()
        self.deleted.clear()
        self.dirty.clear()
        self.switched.clear()
        self.written.clear()
