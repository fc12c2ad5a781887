"""What a flush is about to do, as values: which objects are saved or deleted, and what ties them together.

Here live plain containers that `collect` fills and that `order`, `waves` and `write` read. They change no object:
a changeset may be printed and thrown away (`session.plan()`).
"""

from __future__ import annotations

from typing import Any

INSERT = "INSERT"
UPDATE = "UPDATE"
DELETE = "DELETE"


class Link:
    """A foreign key to be copied: `dest`'s columns take their values from `source`'s key, or become NULL.

    relationship: the relationship that says so. source: the state that owns the key; None clears the columns.
    dest: the state whose columns are written. reason: why, for people.
    """

    __slots__ = ("dest", "reason", "relationship", "source")

    def __init__(self, relationship: Any, source: Any, dest: Any, reason: str) -> None:
        self.relationship = relationship
        self.source = source
        self.dest = dest
        self.reason = reason

    def __repr__(self) -> str:
        return f"Link({self.relationship}, {self.source!r} -> {self.dest!r})"


class Association:
    """One row of a `secondary` table that comes (`added`) or goes."""

    __slots__ = ("added", "child", "parent", "relationship")

    def __init__(self, relationship: Any, parent: Any, child: Any, *, added: bool) -> None:
        self.relationship = relationship
        self.parent = parent
        self.child = child
        self.added = added


class ChangeSet:
    """The work of one flush, before any of it is done.

    inserts, updates, deletes: states in the order in which they are written within one table, by base mapper.
    links: foreign keys to copy. late_links: those of `post_update`, written after the rows exist.
    associations: rows of secondary tables. expunged: pending orphans, which leave the session unsaved.
    switched: a pending state takes over the row of a deleted one with the same key (the row switch).
    shared: by base mapper, the states that changed objects without one of their own share.
    reasons: why a state takes part although its own columns did not change.
    """

    __slots__ = (
        "associations",
        "deletes",
        "expunged",
        "inserts",
        "late_links",
        "links",
        "objects",
        "reasons",
        "refetch",
        "shared",
        "switched",
        "updates",
    )

    def __init__(self) -> None:
        self.inserts: dict[Any, list[Any]] = {}
        self.updates: dict[Any, list[Any]] = {}
        self.deletes: dict[Any, list[Any]] = {}
        self.links: list[Link] = []
        self.late_links: list[Link] = []
        self.associations: list[Association] = []
        self.expunged: list[Any] = []
        self.switched: dict[Any, Any] = {}
        self.shared: dict[Any, list[Any]] = {}
        self.reasons: dict[Any, str] = {}
        self.objects: dict[Any, Any] = {}
        self.refetch: list[Any] = []

    def __bool__(self) -> bool:
        return bool(self.inserts or self.updates or self.shared or self.deletes or self.associations or self.expunged)

    @property
    def bases(self) -> list[Any]:
        """Every base mapper that has rows in this flush, in the order of first mention."""
        return list(dict.fromkeys((*self.inserts, *self.updates, *self.shared, *self.deletes)))

    def counts(self) -> dict[str, int]:
        """How many objects are to be inserted, updated and deleted."""
        return {
            INSERT: sum(map(len, self.inserts.values())),
            UPDATE: sum(map(len, self.updates.values())),
            DELETE: sum(map(len, self.deletes.values())),
        }
