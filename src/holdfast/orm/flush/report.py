"""What a flush is about to do, for people: waves, statements, and why each row takes part.

`session.plan()` returns a `FlushPlan`. It is a value: printing it runs nothing, and nothing was changed to make it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..state import STATE
from .changeset import ChangeSet
from .rows import table_feeds
from .steps import ASSOCIATE, DELETE, LATE, Step, plan_steps

_SHOWN = 3


class PlannedWrite:
    """One group of rows: the verb, the table, how many, which columns are written, and why.

    answered: key columns whose values the database makes, and which come back.
    """

    __slots__ = ("answered", "columns", "reasons", "rows", "table", "verb", "wave")

    def __init__(
        self, wave: int, verb: str, table: str, rows: int, columns: str, reasons: list[str], answered: str = ""
    ) -> None:
        self.wave = wave
        self.verb = verb
        self.table = table
        self.rows = rows
        self.columns = columns
        self.reasons = reasons
        self.answered = answered

    def __repr__(self) -> str:
        noun = "row" if self.rows == 1 else "rows"
        text = f"{self.verb} {self.table}: {self.rows} {noun}"
        if self.columns:
            text += f" ({self.columns})"
        if self.answered:
            text += f", {self.answered} {'come' if ',' in self.answered else 'comes'} back"
        return text


class FlushPlan:
    """The statements a flush would send, by wave; `len()` is their number, `waves` the number of round trips."""

    __slots__ = ("writes",)

    def __init__(self, writes: list[PlannedWrite]) -> None:
        self.writes = writes

    @property
    def waves(self) -> int:
        return len({write.wave for write in self.writes})

    def __len__(self) -> int:
        return len(self.writes)

    def __iter__(self) -> Iterator[PlannedWrite]:
        return iter(self.writes)

    def __str__(self) -> str:
        if not self.writes:
            return "Nothing to flush."
        lines: list[str] = []
        wave = 0
        for write in self.writes:
            if write.wave != wave:
                wave = write.wave
                lines.append(f"wave {wave}")
            lines.append(f"  {write!r}")
            lines += [f"    because {reason}" for reason in write.reasons[:_SHOWN]]
            if len(write.reasons) > _SHOWN:
                lines.append(f"    ... and {len(write.reasons) - _SHOWN} more")
        return "\n".join(lines)

    __repr__ = __str__


def report(changes: ChangeSet) -> FlushPlan:
    """The plan of a changeset."""
    writes: list[PlannedWrite] = []
    for step in plan_steps(changes):
        writes += _writes_of(changes, step, step.wave)
    # A step may turn out to have nothing to write: waves are counted by what is.
    numbers: dict[int, int] = {}
    for write in writes:
        write.wave = numbers.setdefault(write.wave, len(numbers) + 1)
    return FlushPlan(writes)


def _writes_of(changes: ChangeSet, step: Step, wave: int) -> Iterator[PlannedWrite]:
    if step.kind == ASSOCIATE:
        yield from _association_writes(step, wave)
    elif step.kind == LATE:
        for link in step.links:
            columns = ", ".join(dest.name for _, dest in link.relationship.synchronize_pairs)
            table = link.dest.mapper.local_table.description
            yield PlannedWrite(wave, "UPDATE", table, 1, columns, [f"{link.reason} (post_update)"])
    elif step.kind == DELETE:
        for table, states in _by_table(step.deleted, lambda state: state.mapper, backwards=True):
            reasons = [_named(state, changes.reasons.get(state, "session.delete() was called")) for state in states]
            yield PlannedWrite(wave, "DELETE", table.description, len(states), "", reasons)
    else:
        yield from _save_writes(changes, step, wave)


def _save_writes(changes: ChangeSet, step: Step, wave: int) -> Iterator[PlannedWrite]:
    linked = {link.dest: link.reason for link in step.links}
    for table, states in _by_table(step.updated, lambda state: state.mapper):
        by_columns: dict[str, list[Any]] = {}
        for state in states:
            columns = _changed(state, table, linked)
            if columns:
                by_columns.setdefault(columns, []).append(state)
        for columns, group in by_columns.items():
            reasons = [
                _named(state, changes.reasons.get(state) or linked.get(state, "it was changed")) for state in group
            ]
            yield PlannedWrite(wave, "UPDATE", table.description, len(group), columns, reasons)
    yield from _insert_writes(step, wave)


def _insert_writes(step: Step, wave: int) -> Iterator[PlannedWrite]:
    """The new rows by table and by the columns that are written; what the database will answer is told."""
    keys_given: dict[Any, set[Any]] = {}
    for link in step.links:
        keys_given.setdefault(link.dest, set()).update(dest for _, dest in link.relationship.synchronize_pairs)
    found: dict[Any, dict[tuple[str, str], list[Any]]] = {}
    for obj in step.inserted:
        state = obj.__dict__[STATE]
        given = keys_given.get(state, ())
        for feed in table_feeds(state.mapper):
            found.setdefault(feed.table, {}).setdefault(_inserted(feed, obj.__dict__, given), []).append(obj)
    for table, groups in found.items():
        for (columns, answered), objects in groups.items():
            reason = f"{type(objects[0]).__name__} is new: session.add(), or a relationship of an object that was added"
            yield PlannedWrite(wave, "INSERT", table.description, len(objects), columns, [reason], answered)


def _inserted(feed: Any, values: Mapping[str, Any], given: Collection[Any]) -> tuple[str, str]:
    """The names of the columns that an INSERT of one row has, and of the key columns that the database makes."""
    written: list[str] = []
    answered: list[str] = []
    for one in feed.feeds:
        has_value = values.get(one.key) is not None or one.column in given or (one.is_key and feed.inherited)
        if has_value or not one.optional or (one.keeps_none and one.key in values):
            written.append(one.name)
        elif one.is_key:
            answered.append(one.name)
    return ", ".join(written), ", ".join(answered)


def _association_writes(step: Step, wave: int) -> Iterator[PlannedWrite]:
    table = step.base.secondary.description
    for verb, added in (("DELETE", False), ("INSERT", True)):
        rows = [one for one in step.associations if one.added is added]
        if rows:
            word = "added to" if added else "removed from"
            yield PlannedWrite(wave, verb, table, len(rows), "", [f"objects were {word} {step.base}"])


def _by_table(members: list[Any], mapper_of: Any, backwards: bool = False) -> list[tuple[Any, list[Any]]]:
    found: dict[Any, list[Any]] = {}
    for member in members:
        for feed in table_feeds(mapper_of(member)):
            found.setdefault(feed.table, []).append(member)
    pairs = list(found.items())
    return pairs[::-1] if backwards else pairs


def _changed(state: Any, table: Any, linked: dict[Any, str]) -> str:
    for feed in table_feeds(state.mapper):
        if feed.table is table:
            names = [one.name for one in feed.feeds if one.key in state.committed]
            return ", ".join(names) or ("foreign key" if state in linked else "")
    return ""


def _named(state: Any, reason: str) -> str:
    identity = "" if state._key is None else " " + ", ".join(map(repr, state.key[1]))
    return f"{state.mapper.class_.__name__}{identity}: {reason}"
