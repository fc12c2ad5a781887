"""In which steps a changeset is written, and which steps can share a round trip (waves).

Pure: from a changeset to a list of steps. A step is the rows of one base mapper (or of one secondary table) that go
together. Saves come first, tables that are pointed at before those that point; then the late foreign keys of
`post_update`, secondary rows, and deletes in the opposite order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..flags import MANYTOONE, ONETOMANY
from ..state import STATE, promote, state_str
from .changeset import Association, ChangeSet, Link
from .order import order_groups, order_members
from .relations import depends_on_itself, flush_relationships, has_row_events, mapper_edges

SAVE = "save"
LATE = "late"
ASSOCIATE = "associate"
DELETE = "delete"


class Step:
    """Rows that are written together: new objects and changed states of one base mapper, or associations.

    shared: the states of changed objects that have none of their own. links: the foreign keys to copy before the rows
    are made. wave: number of the round trip it is part of.
    """

    __slots__ = ("associations", "base", "deleted", "inserted", "kind", "links", "shared", "updated", "wave")

    def __init__(self, kind: str, base: Any) -> None:
        self.kind = kind
        self.base = base
        self.inserted: list[Any] = []
        self.updated: list[Any] = []
        self.shared: list[Any] = []
        self.deleted: list[Any] = []
        self.links: list[Link] = []
        self.associations: list[Association] = []
        self.wave = 0


def plan_steps(changes: ChangeSet) -> list[Step]:
    """All steps of a changeset, in the order in which they are written."""
    steps: list[Step] = []
    bases = changes.bases
    components = order_groups(bases, mapper_edges(bases)) if len(bases) > 1 else [[base] for base in bases]
    links = _links_by_base(changes)
    for component in components:
        if len(component) > 1 or depends_on_itself(component[0]):
            steps += _save_rows(changes, component, links)
        else:
            steps += _save_all(changes, component[0], links)
    if changes.late_links:
        late = Step(LATE, None)
        late.links = changes.late_links
        steps.append(late)
    steps += _association_steps(changes.associations)
    for component in reversed(components):
        if len(component) > 1 or depends_on_itself(component[0]):
            steps += _delete_rows(changes, component)
        elif changes.deletes.get(component[0]):
            steps.append(_delete_step(component[0], changes.deletes[component[0]]))
    _number_waves(steps)
    return steps


def _links_by_base(changes: ChangeSet) -> dict[Any, list[Link]]:
    """Foreign keys by the base mapper of the rows that hold them; who leaves the session unsaved needs none."""
    found: dict[Any, list[Link]] = {}
    objects = changes.objects
    for link in changes.links:
        if link.dest not in objects:
            continue
        base = link.dest.mapper.base_mapper
        if base in found:
            found[base].append(link)
        else:
            found[base] = [link]
    return found


def _links_by_dest(links: Iterable[Link]) -> dict[Any, list[Link]]:
    found: dict[Any, list[Link]] = {}
    for link in links:
        found.setdefault(link.dest, []).append(link)
    return found


def _save_all(changes: ChangeSet, base: Any, links: dict[Any, list[Link]]) -> list[Step]:
    inserted, updated, shared = (
        changes.inserts.get(base, []),
        changes.updates.get(base, []),
        changes.shared.get(base, []),
    )
    if not inserted and not updated and not shared:
        return []
    step = Step(SAVE, base)
    step.inserted, step.updated, step.shared = inserted, updated, shared
    step.links = links.get(base, [])
    return [step]


def _save_rows(changes: ChangeSet, component: list[Any], by_base: dict[Any, list[Link]]) -> list[Step]:
    """Tables that depend on one another in a circle: the rows are sorted, level by level."""
    links = _links_by_dest(link for base in component for link in by_base.get(base, ()))
    members: dict[Any, tuple[Any, Any]] = {}
    for base in component:
        for obj in changes.inserts.get(base, ()):
            members[promote(obj)] = (base, obj)
        for state in changes.updates.get(base, ()):
            members[state] = (base, None)
    edges = [
        (link.source, state)
        for state in members
        for link in links.get(state, ())
        if link.source is not None and link.source in members and link.source is not state and link.source._key is None
    ]
    steps: list[Step] = []
    for base in component:
        if base in changes.shared:
            # Only columns changed, which point nowhere.
            step = Step(SAVE, base)
            step.shared = changes.shared[base]
            steps.append(step)
    for level in order_members(list(members), edges, state_str):
        for base in component:
            step = Step(SAVE, base)
            for state in level:
                if members[state][0] is base:
                    obj = members[state][1]
                    (step.updated if obj is None else step.inserted).append(state if obj is None else obj)
                    step.links += links.get(state, ())
            if step.inserted or step.updated:
                steps.append(step)
    return steps


def _delete_rows(changes: ChangeSet, component: list[Any]) -> list[Step]:
    members: dict[Any, Any] = {state: base for base in component for state in changes.deletes.get(base, ())}
    if not members:
        return []
    steps: list[Step] = []
    for level in order_members(list(members), _delete_edges(members), state_str):
        for base in component:
            states = [state for state in level if members[state] is base]
            if states:
                steps.append(_delete_step(base, states))
    return steps


def _delete_step(base: Any, states: list[Any]) -> Step:
    step = Step(DELETE, base)
    step.deleted = states
    return step


def _delete_edges(members: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """Pairs (child, parent) of deleted states by the foreign keys they hold: the child's row goes first."""
    edges: list[tuple[Any, Any]] = []
    seen: set[Any] = set()
    for state in members:
        for relationship in flush_relationships(state.mapper):
            if relationship.post_update or relationship in seen:
                continue
            seen.add(relationship)
            if relationship.direction is ONETOMANY:
                owner, holder, pairs = relationship.parent, relationship.mapper, relationship.synchronize_pairs
            elif relationship.direction is MANYTOONE:
                owner, holder, pairs = relationship.mapper, relationship.parent, relationship.synchronize_pairs
            else:
                continue
            edges += _foreign_key_edges(members, owner, holder, pairs)
    return edges


def _foreign_key_edges(members: dict[Any, Any], owner: Any, holder: Any, pairs: Any) -> list[tuple[Any, Any]]:
    source_keys = [owner._property_of_column[source].key for source, _ in pairs if source in owner._property_of_column]
    dest_keys = [holder._property_of_column[dest].key for _, dest in pairs if dest in holder._property_of_column]
    parents: dict[Any, Any] = {}
    for state in members:
        if state.mapper.isa(owner):
            parents[tuple(stored_value(state, key) for key in source_keys)] = state
    found = []
    for state in members:
        if state.mapper.isa(holder):
            parent = parents.get(tuple(stored_value(state, key) for key in dest_keys))
            if parent is not None and parent is not state:
                found.append((state, parent))
    return found


def stored_value(state: Any, key: str) -> Any:
    """The value an attribute has in the database, as far as memory knows."""
    if key in state.committed:
        return state.committed[key]
    return state.dict.get(key)


def _association_steps(associations: list[Association]) -> list[Step]:
    """One step for each secondary relationship; removals are written before additions."""
    found: dict[Any, Step] = {}
    for association in associations:
        step = found.get(association.relationship)
        if step is None:
            step = found[association.relationship] = Step(ASSOCIATE, association.relationship)
        step.associations.append(association)
    return list(found.values())


def _number_waves(steps: list[Step]) -> None:
    """Steps share a wave while none needs what the database answers to another of it."""
    wave = 1
    unanswered: set[Any] = set()
    for number, step in enumerate(steps):
        sources = {link.source for link in step.links if link.source is not None}
        for association in step.associations:
            sources.update((association.parent, association.child))
        alone = step.kind == SAVE and step.base is not None and has_row_events(step.base)
        if number and (alone or steps[number - 1].kind != step.kind or not unanswered.isdisjoint(sources)):
            wave += 1
            unanswered = set()
        step.wave = wave
        if len(steps) > 1:
            # Objects without a state of their own take part in no link.
            unanswered.update(state for obj in step.inserted if (state := obj.__dict__[STATE]).is_own)
