"""What a hydrator asks while it runs: `LoadRun`, one per execution, and the slow roads of existing objects.

What must not live here: SQL and plans. A run knows the session, hands out identity maps and shared states, and
collects what has to follow.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection
from typing import Any

from ... import exc
from ..identity import SWEEP_AT
from ..planner import EntityRead, RowRead
from ..state import RETURNED, STATE, LoadState, note_refreshed, promote

# Below so many rows the collector would hardly run, and asking it costs more than it saves.
PAUSE_FROM = 200
# Where the collector works by generations, `collect(1)` looks at what is young, and no more.
_HAS_GENERATIONS = sys.implementation.name == "cpython" and sys.version_info < (3, 14) and sys.abiflags != "t"


_MOST_LONE_PLACES = 500


class KindMap(dict[Any, tuple[type, LoadState, Callable[[Any], None]]]):
    """Discriminator value -> class, shared state and cohort of the objects that get it; filled as values are met."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], tuple[type, LoadState, Callable[[Any], None]]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> tuple[type, LoadState, Callable[[Any], None]]:
        made = self[value] = self._make(value)
        return made


class LoadRun:
    """One execution of a hydrator for one session.

    identities, states, kinds: by the entity's number, what its objects are found in and made with.
    parents: by number, the objects that follow-ups will load for. created: new objects, for load events.
    refreshed: objects that a refresh changed already, so that a repeated row does not do it twice.
    """

    __slots__ = (
        "binds",
        "connection",
        "created",
        "execution_options",
        "identities",
        "kinds",
        "only_keys",
        "parameters",
        "parents",
        "populate_existing",
        "provenance",
        "refreshed",
        "session",
        "statement",
        "states",
    )

    def __init__(
        self,
        session: Any,
        row: RowRead,
        *,
        populate_existing: bool = False,
        provenance: Any = None,
        only_keys: frozenset[str] | None = None,
    ) -> None:
        self.session = session
        self.populate_existing = populate_existing
        self.provenance = provenance
        self.only_keys = only_keys
        self.connection: Any = None
        # The values of the statement that gave the rows, for follow-ups that are built around it.
        self.binds: Any = ()
        self.parameters: Any = None
        self.statement: Any = None
        self.execution_options: Any = None
        self.created: list[Any] = []
        self.refreshed: dict[int, Any] = {}
        owner = session._owner
        held = session.identity_map
        self.identities: list[Any] = []
        self.states: list[Any] = []
        for entity in row.entities:
            mapper = entity.mapper
            refs = held.by_mapper.get(mapper.identity_mapper)
            # Large tables may have dead entries to sweep.
            if refs is None or len(refs) > SWEEP_AT:
                refs = held.refs_of(mapper.identity_mapper)
            self.identities.append(refs)
            state = LoadState(mapper, owner, None, provenance)
            if entity.options is not None:
                state.options = entity.options
            self.states.append(state)
        if row.has_kinds:
            self.kinds: list[KindMap | None] = [
                None if entity.discriminator is None else self._kinds_of(entity, owner) for entity in row.entities
            ]
        if row.has_follow_ups:
            self.parents: list[dict[int, Any]] = [{} for _ in row.entities]

    def _kinds_of(self, entity: EntityRead, owner: Any) -> KindMap:
        mapper = entity.mapper

        def make(value: Any) -> tuple[type, LoadState, Callable[[Any], None]]:
            found = mapper.polymorphic_map.get(value)
            if found is None:
                if value is None:
                    found = mapper
                else:
                    raise exc.InvalidRequestError(
                        f"No such polymorphic_identity {value!r} is defined: a row of {mapper.class_.__name__} has it; "
                        f"known are {', '.join(map(repr, mapper.polymorphic_map))}"
                    )
            if not found.isa(mapper):
                raise exc.InvalidRequestError(
                    f"Row with identity key can't be loaded into an object; the polymorphic discriminator column "
                    f"refers to {found}, which is not a sub mapper of the requested {mapper}"
                )
            state = LoadState(found, owner, [], self.provenance)
            state.options = entity.options or ()
            return found.class_, state, state.refs.append

        return KindMap(make)


def merge_row(obj: Any, keys: tuple[str, ...], values: tuple[Any, ...], run: LoadRun) -> None:
    """A row met an object that the session holds already: fill what it lacks, or refresh it.

    Values that are loaded stay, changed ones above all; with `populate_existing` the row wins and changes are
    forgotten, once per object and run.
    """
    present = obj.__dict__
    state = present[STATE]
    refresh = run.populate_existing
    if refresh:
        known = run.refreshed.get(id(obj))
        if known is not None:
            refresh = False
        else:
            run.refreshed[id(obj)] = obj
    only = run.only_keys
    pairs = zip(keys, values, strict=True)
    if only is not None:
        pairs = ((key, value) for key, value in pairs if key in only)  # type: ignore[assignment]
    if refresh:
        if state.modified and not state.is_own:
            state = promote(obj)
        loaded = dict(pairs)
        if only is None and run.provenance is not RETURNED:
            _forget_others(state, present, loaded)
        _overwrite(obj, state, loaded)
        if state.is_own and not state.modified:
            run.session._modified.pop(state, None)
        tell_refreshed(obj, run, None)
        return
    committed = state.committed
    filled = []
    for key, value in pairs:
        if key not in present and key not in committed:
            present[key] = value
            filled.append(key)
    if filled:
        if state.expired or state.expired_attributes:
            note_refreshed(obj, keys)
        tell_refreshed(obj, run, filled)


def merge_kind(
    obj: Any,
    keys: tuple[str, ...],
    values: tuple[Any, ...],
    fills: dict[type, Any],
    more: tuple[Any, ...],
    run: LoadRun,
) -> None:
    """`merge_row` for a row that has columns of subclasses too: those of the object's own class count."""
    fill = fills.get(obj.__class__)
    if fill is not None:
        own: dict[str, Any] = {}
        fill(own, *more)
        keys, values = (*keys, *own), (*values, *own.values())
    if run.populate_existing or not obj.__dict__.keys() >= set(keys):
        merge_row(obj, keys, values, run)


def tell_refreshed(obj: Any, run: LoadRun, names: Collection[str] | None) -> None:
    """Call the listeners of `refresh`; `names` are the attributes that came, None for all."""
    listeners = obj.__dict__[STATE].mapper.class_manager.dispatch.refresh
    if listeners:
        told = None if names is None else frozenset(names)
        for listener in listeners:
            listener(obj, run, told)


def _forget_others(state: Any, present: dict[str, Any], loaded: dict[str, Any]) -> None:
    """Relationships and deferred columns that the row does not bring may be as old: they are loaded when read next."""
    mapper = state.mapper
    apart = mapper.emitted.get("hydrate.apart")
    if apart is None:
        apart = [(key, impl) for key, impl in mapper.impls.items() if impl.deferred or not impl.loads_with_row]
        mapper.emitted["hydrate.apart"] = apart
    for key, impl in apart:
        if key in loaded:
            continue
        old = present.pop(key, None)
        if impl.collection and old is not None:
            impl.invalidate(old)
        if state.is_own:
            state.committed.pop(key, None)
    for key in mapper.derived_keys:
        present.pop(key, None)
    if state.is_own:
        state.queued = None


def _overwrite(obj: Any, state: Any, values: dict[str, Any]) -> None:
    obj.__dict__.update(values)
    if not state.is_own:
        if state.expired:
            note_refreshed(obj, values)
        return
    for key in values:
        state.committed.pop(key, None)
    state.refreshed(values)
    if state.modified and not state.committed and not state.queued:
        state.modified = False


def lone_object(session: Any, planned: Any, hydrate_one: Callable[..., Any], row: Any, refresh: Any) -> Any:
    """The object of the only row of a load, or None if the hydrator for many must see it.

    Who came alone has no cohort: all such objects of one plan and session share one state.
    """
    place = session._lone_places.get(planned)
    if place is None:
        place = _lone_place(session, planned)
    refs, state = place
    if len(refs) > SWEEP_AT:
        # Large tables may have dead entries to sweep.
        session.identity_map.refs_of(state.mapper.identity_mapper)
    return hydrate_one(row, refs, state, refresh)


def _lone_place(session: Any, planned: Any) -> tuple[dict[Any, Any], LoadState]:
    """Where the lone objects of a plan are found, and the state they share."""
    places = session._lone_places
    if len(places) >= _MOST_LONE_PLACES:
        places.clear()
    entity = planned.row.entities[0]
    mapper = entity.mapper
    state = LoadState(mapper, session._owner, [], planned)
    if entity.options is not None:
        state.options = entity.options
    place = places[planned] = (session.identity_map.refs_of(mapper.identity_mapper), state)
    return place


def fetch_paused(hydrate: Callable[[Any, LoadRun], list[Any]], rows: list[Any], run: LoadRun) -> list[Any]:
    """Run a hydrator with the cyclic collector paused, if there are enough rows to make it worth it."""
    if len(rows) < PAUSE_FROM or not gc.isenabled():
        return hydrate(rows, run)
    gc.disable()
    try:
        return hydrate(rows, run)
    finally:
        gc.enable()


def hydrate_part(hydrate: Callable[[Any, LoadRun], list[Any]], rows: list[Any], run: LoadRun) -> list[Any]:
    """Run a hydrator for one of many parts; `rows` is emptied.

    The collector must look at every new object once. It does so at the end of each part, while they are near: later, all
    at once, it would cost three times that. Objects then are among the old, and counted there.
    """
    if not gc.isenabled():
        return hydrate(rows, run)
    gc.disable()
    try:
        items = hydrate(rows, run)
    finally:
        gc.enable()
    rows.clear()
    if _HAS_GENERATIONS:
        gc.collect(1)
    return items
