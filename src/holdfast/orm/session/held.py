"""`session.held()`: the objects a session holds and the state each is in, as a table to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..state import STATE


class HeldObject:
    """One object in a session: its class, key, state, changed and expired attributes."""

    __slots__ = ("changed", "class_name", "expired", "identity", "obj", "state")

    def __init__(self, obj: Any, state: str) -> None:
        shared = obj.__dict__[STATE]
        self.obj = obj
        self.class_name = type(obj).__name__
        self.state = state
        mapper = shared.mapper
        if shared._key is not None:
            self.identity: tuple[Any, ...] | None = shared.key[1]
        else:
            self.identity = tuple(obj.__dict__.get(key) for key in mapper.pk_keys) if state != "pending" else None
        self.changed = [] if state == "pending" else list(shared.committed)
        self.expired = bool(shared.expired)


class Held:
    """All objects of a session. A value: it does not follow what the session does later."""

    __slots__ = ("objects",)

    def __init__(self, objects: list[HeldObject]) -> None:
        self.objects = objects

    def __len__(self) -> int:
        return len(self.objects)

    def __iter__(self) -> Iterator[HeldObject]:
        return iter(self.objects)

    def counts(self) -> dict[str, int]:
        """How many objects are in which state."""
        found: dict[str, int] = {}
        for held in self.objects:
            found[held.state] = found.get(held.state, 0) + 1
        return found

    def __str__(self) -> str:
        if not self.objects:
            return "The session holds no objects."
        rows = [("object", "state", "notes")]
        for held in self.objects[:_SHOWN]:
            key = "" if held.identity is None else " " + ", ".join(map(repr, held.identity))
            notes = []
            if held.changed:
                notes.append("changed: " + ", ".join(held.changed))
            if held.expired:
                notes.append("expired")
            rows.append((held.class_name + key, held.state, "; ".join(notes)))
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        lines = [f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip() for row in rows]
        if len(self.objects) > _SHOWN:
            lines.append(f"... and {len(self.objects) - _SHOWN} more")
        return "\n".join(lines)

    __repr__ = __str__


_SHOWN = 50


def held_by(session: Any) -> Held:
    """What `session` holds, pending objects first."""
    found = [HeldObject(obj, "pending") for obj in session._new.values()]
    marked = {id(obj) for obj in session._deleted.values()}
    for obj in session.identity_map.values():
        found.append(HeldObject(obj, "persistent, to be deleted" if id(obj) in marked else "persistent"))
    return Held(found)
