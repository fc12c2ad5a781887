"""Cohorts: who is loaded along when an attribute of many objects is asked for one by one.

Objects that came with one load and one mapper are a cohort (the weak list of their shared `LoadState`). The first touch
of an attribute loads one object; the second shows that a loop is under way, and loads the next members in batches,
50 and then 500. Results never differ from loading one by one, only the number of statements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...plan import Plan
from ...sql.selectable import Select
from ..execute import load_rows
from ..hydrate import LoadRun, tell_refreshed
from ..options import OptionNode, RelationshipOption
from ..planner import child_node, plan_select
from ..state import STATE, note_refreshed, promote
from .keys import relation_keys
from .selectin import CHUNK, KEYS, in_keys, load_many, plan_related

BATCHES: Final = (50, CHUNK)


def cohort_of(state: Any) -> Any:
    """The shared state of an object's cohort; None when it has none."""
    load = state.load
    return load if len(load.refs) > 1 else None


def next_batch(
    session: Any, obj: Any, state: Any, touch: str, lacks: Callable[[dict[str, Any], Any], bool]
) -> list[Any]:
    """The members to load along with `obj`, itself first; empty when this is the first touch or there is no one else.

    Members are taken in the order of the rows, from `obj` on and then from the start: a loop that runs through the
    cohort meets them next.
    """
    if not session.cohort:
        return []
    load = cohort_of(state)
    if load is None:
        return []
    touched = load.touched.get(touch, 0)
    load.touched[touch] = touched + 1
    if touched == 0:
        return []
    limit = BATCHES[min(touched - 1, len(BATCHES) - 1)]
    refs = load.refs
    start = _position(refs, obj)
    found = [obj]
    owner = session._owner
    for index in range(start + 1, start + len(refs)):
        member = refs[index % len(refs)]()
        if member is None or member is obj:
            continue
        present = member.__dict__
        member_state = present["_sa_instance_state"]
        if member_state.owner is owner and lacks(present, member_state):
            found.append(member)
            if len(found) >= limit:
                break
    return found if len(found) > 1 else []


def _position(refs: list[Any], obj: Any) -> int:
    for index, reference in enumerate(refs):
        if reference() is obj:
            return index
    return 0


def load_cohort_relationship(
    session: Any, obj: Any, state: Any, prop: Any, option: RelationshipOption | None, node: OptionNode
) -> Plan[bool]:
    """Load a relationship for the next members of the cohort; False when one is to be loaded alone."""
    key = prop.key
    keys = relation_keys(prop)
    if keys.local_keys is None or not _same_alone(keys, option):
        return False

    def lacks(present: dict[str, Any], member: Any) -> bool:
        if key in present or member._deleted:
            return False
        if member.is_own and (
            key in member.committed or (member.queued and key in member.queued) or member._key is None
        ):
            return False
        return all(local in present and local not in member.committed for local in keys.local_keys or ())

    if not lacks(obj.__dict__, state):
        return False
    members = next_batch(session, obj, state, key, lacks)
    if not members:
        return False
    plan = _plan_for(prop, option, node)
    connection = yield from session.plan_connection(prop.mapper)
    if keys.uses_identity:
        members = _held_first(session, prop, keys, members)
    if members:
        yield from load_many(session, connection, plan, prop, members)
    return True


def _same_alone(keys: Any, option: RelationshipOption | None) -> bool:
    """Whether the statement for many gives each object what its own statement would."""
    return (
        bool(keys.is_plain) and (option is None or not option.criteria) and (option is None or option.of_type is None)
    )


def _held_first(session: Any, prop: Any, keys: Any, members: list[Any]) -> list[Any]:
    """Give members the referred objects that the session holds; the others are left to load."""
    lookup = session.identity_map.lookup
    base = prop.mapper.identity_mapper
    left: list[Any] = []
    for member in members:
        identity = keys.values(member.__dict__)
        if None in identity:
            member.__dict__[prop.key] = None
            continue
        held = lookup(base, identity)
        if (
            held is not None
            and isinstance(held, prop.mapper.class_)
            and not held.__dict__["_sa_instance_state"]._deleted
        ):
            member.__dict__[prop.key] = held
        else:
            left.append(member)
    return left


def _plan_for(prop: Any, option: RelationshipOption | None, node: OptionNode) -> Any:
    child = child_node(option, node)
    if option is None and not child:
        plans = prop.parent.emitted.setdefault("cohort_plans", {})
        name: Any = (prop.key, prop)
    elif option is not None:
        plans, name = option.plans, ("cohort", prop)
    else:
        return plan_related(prop, option, child, (prop,))
    found = plans.get(name)
    if found is None:
        found = plans[name] = plan_related(prop, option, child, (prop,))
    return found


def load_cohort_columns(session: Any, obj: Any, state: Any, keys: frozenset[str], touch: str) -> Plan[bool]:
    """Load expired or deferred columns of the next members of the cohort; False when one is to be loaded alone."""

    def lacks(present: dict[str, Any], member: Any) -> bool:
        if member._deleted or (member.is_own and member._key is None):
            return False
        if touch == "expired":
            return bool(member.expired_attributes) and keys.issubset(member.expired_attributes)
        return touch not in present and touch not in member.committed and touch not in member.expired_attributes

    members = next_batch(session, obj, state, touch, lacks)
    if not members:
        return False
    mapper = state.mapper
    columns = [prop for prop in mapper.column_attrs if prop.key in keys]
    if not columns:
        return False
    planned = _columns_plan(mapper, columns, keys)
    connection = yield from session.plan_connection(mapper)
    by_identity = {_key_of(member)[1]: member for member in members}
    width = len(mapper.primary_key)
    wanted = [identity[0] for identity in by_identity] if width == 1 else list(by_identity)
    rows = yield from load_rows(session, connection, planned, {KEYS: wanted}, kind="column")
    for row in rows:
        member = by_identity.get(row[:width])
        if member is not None:
            names = [prop.key for prop in columns]
            _store(member, names, row[width:])
            if mapper.class_manager.dispatch.refresh:
                tell_refreshed(member, LoadRun(session, planned.row, provenance="refresh"), names)
    return all(key in obj.__dict__ or key in obj.__dict__[STATE].committed for key in keys)


def _key_of(member: Any) -> Any:
    state = member.__dict__[STATE]
    return state.key if state.expired else promote(member).key


def _store(member: Any, names: list[str], values: tuple[Any, ...]) -> None:
    present = member.__dict__
    committed = present[STATE].committed
    for name, value in zip(names, values, strict=True):
        if name not in present and name not in committed:
            present[name] = value
    note_refreshed(member, names)


def _columns_plan(mapper: Any, columns: list[Any], keys: frozenset[str]) -> Any:
    plans = mapper.emitted.setdefault("cohort_columns", {})
    found = plans.get(keys)
    if found is None:
        key_columns = list(mapper.primary_key)
        statement = (
            Select(*key_columns, *(prop.columns[0] for prop in columns))
            .select_from(mapper.selectable)
            .where(in_keys(key_columns))
        )
        found = plans[keys] = plan_select(statement)
    return found
