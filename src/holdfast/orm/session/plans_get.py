"""Plans that bring one object or one attribute: get, refresh, lazy loads, members of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ... import exc
from ...inspection import inspect
from ..exc import ObjectDeletedError, UnmappedInstanceError
from ..execute import load_by_identity
from ..execute import refresh as refresh_row
from ..flags import LOAD_AGAINST_COMMITTED, NO_VALUE, PASSIVE_NO_RESULT, PASSIVE_OFF
from ..loading import load_attribute as load_lazily
from ..loading import load_expired as load_expired_columns
from ..state import STATE, promote, state_str
from . import plans_flush

if TYPE_CHECKING:
    from ...plan import Plan

_NOTHING: Mapping[str, Any] = {}


def get(
    session: Any,
    entity: Any,
    ident: Any,
    *,
    options: Iterable[Any] | None = None,
    populate_existing: bool | None = None,
    with_for_update: Any = None,
    execution_options: Mapping[str, Any] = _NOTHING,
    bind_arguments: Mapping[str, Any] | None = None,
) -> Plan[Any]:
    """The object with this primary key: from the identity map if it is there and fit to use, else from the database."""
    mapper = mapper_of(entity)
    identity = identity_of(mapper, ident)
    if not populate_existing and not with_for_update and not mapper.settings.always_refresh:
        obj = session.identity_map.lookup(mapper.identity_mapper, identity)
        if obj is not None:
            if not isinstance(obj, mapper.class_):
                return None
            return (yield from _fit(session, obj))
    if any(part is None for part in identity) and not mapper.settings.allow_partial_pks:
        return None
    if session.autoflush:
        yield from plans_flush.autoflush(session)
    return (
        yield from load_by_identity(
            session,
            mapper,
            identity,
            options=tuple(options or ()),
            populate_existing=bool(populate_existing or with_for_update),
            with_for_update=with_for_update,
            execution_options=execution_options,
            bind_arguments=bind_arguments,
        )
    )


def get_row(session: Any, mapper: Any, ident: Any, execution_options: Mapping[str, Any]) -> Plan[Any]:
    """`get` of an object that is not held, by the plain value of its one key column: straight to the row."""
    if (session._new or session._modified or session._changed or session._deleted) and session.autoflush:
        return get(session, mapper, ident, execution_options=execution_options)
    return load_by_identity(session, mapper, (ident,), execution_options)


def _fit(session: Any, obj: Any) -> Plan[Any]:
    """A held object as `get` may return it: an expired one is asked for first, a deleted one is none."""
    state = obj.__dict__[STATE]
    if state._deleted:
        return None
    if state.expired:
        try:
            yield from load_expired(session, obj, state, state.expired_attributes)
        except ObjectDeletedError:
            session._remove_deleted_row(promote(obj))
            return None
    return obj


def mapper_of(entity: Any) -> Any:
    """The mapper of what was given as an entity, or the error that names it."""
    try:
        found = inspect(entity)
    except exc.NoInspectionAvailable:
        found = None
    mapper = getattr(found, "mapper", None)
    if mapper is None or not getattr(found, "is_mapper", False):
        if found is None:
            raise exc.NoInspectionAvailable(
                f"No inspection system is available for object of type {type(entity)}: {entity!r} is not a mapped class. "
                "Map it, by a declarative base or `registry.map_imperatively()`, or give the class that is mapped."
            )
        raise exc.ArgumentError(f"Expected mapped class or mapper, got: {entity!r}")
    return mapper


def identity_of(mapper: Any, ident: Any) -> tuple[Any, ...]:
    """The primary key as a tuple, from a value, a tuple, or a dictionary by attribute name."""
    columns = mapper.primary_key
    if isinstance(ident, dict) and len(ident) == len(columns):
        try:
            identity = tuple(ident[key] for key in mapper.pk_keys)
        except KeyError as error:
            names = ", ".join(map(repr, mapper.pk_keys))
            raise exc.InvalidRequestError(
                f"Incorrect names of values in identifier to formulate primary key for session.get(); primary key "
                f"attribute names are {names} (synonym names are also accepted)"
            ) from error
        return identity
    elif isinstance(ident, (tuple, list)) or hasattr(ident, "__composite_values__"):
        values = ident.__composite_values__() if hasattr(ident, "__composite_values__") else ident
        if len(values) == len(columns):
            return tuple(values)
    elif len(columns) == 1:
        return (ident,)
    names = ",".join(f"'{column}'" for column in columns)
    raise exc.InvalidRequestError(
        f"Incorrect number of values in identifier to formulate primary key for session.get(); primary key columns "
        f"are {names}"
    )


def refresh(session: Any, instance: Any, attribute_names: Iterable[str] | None, with_for_update: Any) -> Plan[None]:
    """Load an object's attributes anew."""
    state = state_of(instance)
    session._require_persistent(state)
    if with_for_update == {}:
        raise exc.ArgumentError(
            "with_for_update should be the boolean value True, or a dictionary with options.  A blank dictionary is "
            "ambiguous."
        )
    names = None if attribute_names is None else list(attribute_names)
    # Its own changes are forgotten before the autoflush, so they are not written by it.
    session._expire_state(state, names)
    if session.autoflush:
        yield from plans_flush.autoflush(session)
    found = yield from refresh_row(session, instance, names, session._for_update_argument(with_for_update))
    if not found:
        raise exc.InvalidRequestError(f"Could not refresh instance '{state_str(state)}'")
    for name in names or ():
        impl = state.mapper.impls[name]
        if not impl.loads_with_row and name not in instance.__dict__:
            yield from load_lazily(session, instance, state, impl)
    for name in names or ():
        impl = state.mapper.impls[name]
        if impl.uses_objects and name not in instance.__dict__:
            yield from load_lazily(session, instance, state, impl)


def state_of(instance: Any) -> Any:
    """The state of a mapped object, or the error that says it is none."""
    present = getattr(instance, "__dict__", None)
    if present is None or (STATE not in present and not hasattr(type(instance), "_sa_class_manager")):
        raise UnmappedInstanceError(instance)
    return promote(instance)


def load_expired(session: Any, obj: Any, state: Any, names: Iterable[str]) -> Plan[None]:
    """Load the expired attributes of an object; its whole cohort's when a loop is under way."""
    yield from load_expired_columns(session, obj, state, names)


def load_attribute(session: Any, obj: Any, state: Any, impl: Any, passive: int = PASSIVE_OFF) -> Plan[Any]:
    """The value of an attribute that is not in memory."""
    return (yield from load_lazily(session, obj, state, impl, passive))


def former_reference(session: Any, obj: Any, state: Any, key: str) -> Plan[Any]:
    """The object a changed reference pointed to before its change, loaded if need be; the new value stays."""
    present = obj.__dict__
    current = present.get(key, NO_VALUE)
    try:
        found = yield from load_lazily(
            session, obj, state, state.mapper.impls[key], PASSIVE_OFF | LOAD_AGAINST_COMMITTED
        )
    finally:
        if current is NO_VALUE:
            present.pop(key, None)
        else:
            present[key] = current
    return found


def members(session: Any, obj: Any, state: Any, key: str) -> Plan[list[Any]]:
    """The objects a relationship holds, loaded if need be."""
    present = obj.__dict__
    impl = state.mapper.impls[key]
    if state.expired_attributes and key not in present and state._key is not None:
        # As SQLAlchemy: whoever walks on from an expired object refreshes it first.
        yield from load_expired(session, obj, state, state.expired_attributes)
    if key not in present and state._key is not None:
        value = yield from load_attribute(session, obj, state, impl)
        if value is NO_VALUE or value is PASSIVE_NO_RESULT or value is None:
            return []
    found = impl.members(obj, present, 0)
    return [member for member in found if member is not None]
