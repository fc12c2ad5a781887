"""Lazy loading: the value of an attribute that is asked for and not in memory.

The first touch of an attribute in a cohort loads that one object, by the statement SQLAlchemy would send; the second
touch loads the rest of the cohort along (`cohort`). All of it is plans: one loader for the sync world, the async world
and the bridge. What must not live here: what a miss means before a session is found (`orm.attributes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ... import exc
from ...plan import Plan
from ..exc import ObjectDeletedError
from ..execute import load_by_identity, load_columns, load_rows
from ..flags import NO_VALUE, PASSIVE_NO_RESULT, PASSIVE_OFF, SQL_OK
from ..options import NO_OPTIONS, OptionNode, RelationshipOption
from ..planner import child_node
from ..state import promote
from .clause import LazyPlan, lazy_plan
from .cohort import load_cohort_columns, load_cohort_relationship
from .keys import all_none, relation_keys
from .members import load_missing_keys
from .selectin import store_related

_RAISES = {"raise": "raise", "raise_on_sql": "raise_on_sql"}


def load(session: Any, obj: Any, state: Any, attribute: Any, passive: int = PASSIVE_OFF) -> Plan[Any]:
    """The value of an attribute from the database, or from memory; stored in the object."""
    prop = attribute.prop
    if prop.is_relationship:
        return (yield from _relationship(session, obj, state, prop, passive))
    return (yield from _column(session, obj, state, prop, passive))


load_attribute = load


def load_expired(session: Any, obj: Any, state: Any, names: Iterable[str]) -> Plan[None]:
    """Load the expired attributes of an object, and of its whole cohort when a loop is under way."""
    keys = frozenset(names)
    if session.autoflush:
        yield from session.plan_autoflush()
    if (yield from load_cohort_columns(session, obj, state, keys, "expired")):
        return
    found = yield from load_columns(session, obj, state, keys)
    if not found:
        raise ObjectDeletedError(promote(obj))


# -- columns --------------------------------------------------------------------------------------------------


def _column(session: Any, obj: Any, state: Any, prop: Any, passive: int) -> Plan[Any]:
    """A deferred column, with the others of its group."""
    if not passive & SQL_OK:
        return PASSIVE_NO_RESULT
    option = options_of(state).column(prop.key)
    if prop.raiseload if option is None else option.raises:
        raise exc.InvalidRequestError(f"'{prop}' is not available due to raiseload=True")
    keys = frozenset(
        other.key
        for other in prop.parent.column_attrs
        if other is prop or (prop.group is not None and other.group == prop.group)
    )
    present = obj.__dict__
    if session.autoflush:
        yield from session.plan_autoflush()
    if not (yield from load_cohort_columns(session, obj, state, keys, prop.key)):
        found = yield from load_columns(session, obj, state, keys)
        if not found:
            raise ObjectDeletedError(promote(obj))
    return present.get(prop.key, NO_VALUE)


# -- relationships --------------------------------------------------------------------------------------------


def options_of(state: Any) -> OptionNode:
    """The loader options that an object keeps from the statement that loaded it."""
    found = state.load_options if state.is_own else state.options
    return found or NO_OPTIONS


def _relationship(session: Any, obj: Any, state: Any, prop: Any, passive: int) -> Plan[Any]:
    node = options_of(state)
    option = node.relationship(prop.key)
    word = option.strategy if option is not None and option.strategy not in (None, "default") else prop.lazy
    if word == "noload":
        return store_value(obj, prop, [])
    if word == "raise" and passive & SQL_OK:
        raise exc.InvalidRequestError(f"'{prop}' is not available due to lazy='raise'")
    keys = relation_keys(prop)
    if keys.uses_identity and (option is None or not option.criteria):
        return (yield from _reference(session, obj, state, prop, option, passive, word))
    if not passive & SQL_OK:
        return PASSIVE_NO_RESULT
    if word == "raise_on_sql":
        _refuse_sql(prop)
    if session.autoflush:
        yield from session.plan_autoflush()
    if (yield from load_cohort_relationship(session, obj, state, prop, option, node)):
        return obj.__dict__[prop.key]
    return (yield from load_relationship(session, obj, state, prop, option, child_node(option, node)))


def _refuse_sql(prop: Any) -> None:
    raise exc.InvalidRequestError(f"'{prop}' is not available due to lazy='raise_on_sql'")


def _reference(
    session: Any, obj: Any, state: Any, prop: Any, option: RelationshipOption | None, passive: int, word: Any
) -> Plan[Any]:
    """A many-to-one by foreign key: the identity map first, then the row."""
    keys = relation_keys(prop)
    identity = yield from identity_of_reference(session, obj, state, keys, passive)
    if identity is None:
        return PASSIVE_NO_RESULT
    if all_none(identity):
        return store_value(obj, prop, [])
    held = session.identity_map.lookup(prop.mapper.identity_mapper, identity)
    if held is not None:
        if not isinstance(held, prop.mapper.class_):
            return store_value(obj, prop, [])
        if not _is_gone(held):
            obj.__dict__[prop.key] = held
            return held
    if not passive & SQL_OK:
        return PASSIVE_NO_RESULT
    if word == "raise_on_sql":
        _refuse_sql(prop)
    if any(value is None for value in identity) and not prop.mapper.settings.allow_partial_pks:
        return store_value(obj, prop, [])
    if session.autoflush:
        yield from session.plan_autoflush()
    node = options_of(state)
    if (yield from load_cohort_relationship(session, obj, state, prop, option, node)):
        return obj.__dict__[prop.key]
    return (yield from load_relationship(session, obj, state, prop, option, child_node(option, node)))


def _is_gone(held: Any) -> bool:
    """Whether an object in the identity map was deleted by a flush."""
    return bool(held.__dict__["_sa_instance_state"]._deleted)


def identity_of_reference(session: Any, obj: Any, state: Any, keys: Any, passive: int) -> Plan[Any]:
    """The foreign key of an object, as the database has it; None when it would have to be loaded and may not."""
    if passive & 32 and state.modified and not state.is_own:
        state = promote(obj)
    if passive & 32 and state.is_own:
        # What the database has, not what a change made of it.
        present = {**obj.__dict__, **{key: value for key, value in state.committed.items() if value is not NO_VALUE}}
    else:
        present = obj.__dict__
    values = keys.values(present)
    if values is None:
        if not passive & SQL_OK:
            return None
        if session.autoflush:
            yield from session.plan_autoflush()
        yield from load_missing_keys(session, [obj], keys.local_keys)
        values = keys.values(obj.__dict__)
        if values is None:
            values = tuple(obj.__dict__.get(key) for key in keys.local_keys)
    return values


def load_relationship(
    session: Any,
    obj: Any,
    state: Any,
    prop: Any,
    option: RelationshipOption | None,
    node: OptionNode,
) -> Plan[Any]:
    """Load the relationship of one object by its own statement, and store it."""
    keys = relation_keys(prop)
    if keys.uses_identity and (option is None or not option.criteria):
        yield from load_missing_keys(session, [obj], keys.local_keys)
        identity = tuple(obj.__dict__.get(key) for key in keys.local_keys or ())
        if all_none(identity):
            return store_value(obj, prop, [])
        held = session.identity_map.lookup(prop.mapper.identity_mapper, identity)
        if held is None:
            plan = lazy_plan(prop, option, node, by_identity=True)
            rows = yield from _rows(session, plan, identity)
            held = rows[0] if rows else None
        obj.__dict__[prop.key] = held
        return held
    plan = lazy_plan(prop, option, node)
    present = obj.__dict__
    yield from load_missing_keys(session, [obj], plan.local_keys)
    values = [present.get(key) for key in plan.local_keys]
    if values and all_none(values):
        return store_value(obj, prop, [])
    rows = yield from _rows(session, plan, values)
    return store_value(obj, prop, rows)


def _rows(session: Any, plan: LazyPlan, values: Sequence[Any]) -> Plan[list[Any]]:
    connection = yield from session.plan_connection(plan.mapper)
    return (yield from load_rows(session, connection, plan.planned, binds=plan.filled(values)))


def store_value(obj: Any, prop: Any, members: list[Any]) -> Any:
    """Store what was loaded as the attribute's value; answers it."""
    store_related(prop, [((), obj)], {(): members})
    return obj.__dict__[prop.key]


__all__ = [
    "load",
    "load_attribute",
    "load_by_identity",
    "load_expired",
    "load_relationship",
    "options_of",
    "store_value",
]
