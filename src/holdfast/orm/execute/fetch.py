"""Fetch the rows of a planned statement, turn them into objects, carry out what follows.

What lives here: `Ready` (what one dialect needs to run a plan) and the loop fetch, hydrate, follow up. What must not:
lowering (`orm.planner`), writing hydrators (`orm.hydrate`), deciding what is loaded (`orm.loading`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ...engine.core import fetch, rows_left
from ...engine.result import ResultMetaData
from ...plan import Plan, Reply
from ...sql.compiler import compile_statement
from ..hydrate import LoadRun, fetch_paused, hydrate_part, make_hydrators
from ..planner import PART, Planned


class Ready:
    """A plan made ready for one dialect: SQL text, how its parameters are made, the hydrator, names of result columns."""

    __slots__ = ("compiled", "hydrate", "hydrate_one", "metadata", "plain_order", "recipe", "text", "varies")

    def __init__(self, planned: Planned, dialect: Any) -> None:
        compiled: Any = compile_statement(planned.statement, dialect, linting=dialect.compiler_linting)
        # Values are found by their place in the ORM statement's key, not in that of the lowered one.
        self.recipe = compiled._recipe = compiled.bind_recipe(planned.binds)
        self.compiled = compiled
        self.text: str = compiled.string
        self.varies: bool = self.recipe.has_expanding
        # Which bound parameter stands where, if the driver takes their values as they are; else None.
        self.plain_order = _plain_order(self.recipe)
        self.hydrate, self.hydrate_one = make_hydrators(planned.row, dialect)
        self.metadata = item_metadata(planned, self.compiled)

    def parameters(self, binds: Sequence[Any], overrides: Mapping[str, Any] | None) -> tuple[str, Any]:
        """The text and the final parameters of one execution."""
        if self.varies:
            expanded = self.compiled.execution(binds, overrides)
            return expanded.statement, expanded.parameters
        if overrides:
            return self.compiled.string, self.recipe.values_with(binds, overrides)
        return self.compiled.string, self.recipe.values(binds)


def _plain_order(recipe: Any) -> tuple[int, ...] | None:
    if recipe.has_expanding or not recipe.positional:
        return None
    for slot in recipe.slots:
        if slot.processor is not None or slot.index < 0 or slot.bind.callable is not None:
            return None
    return tuple([slot.index for slot in recipe.slots])


class Given:
    """A value in the place of a bound parameter of a loader's own statement."""

    __slots__ = ("value",)
    required: ClassVar[bool] = False
    callable: ClassVar[None] = None

    def __init__(self, value: Any) -> None:
        self.value = value

    @property
    def effective_value(self) -> Any:
        return self.value


class KeyedPlan:
    """A loader's own statement, planned, and the parameters of it that get new values at each execution.

    picks: which columns of a row are wanted, where the statement reads more than these.
    """

    __slots__ = ("names", "picks", "places", "planned")

    def __init__(self, planned: Planned, names: Sequence[str]) -> None:
        self.planned = planned
        self.names = tuple(names)
        self.picks: tuple[int, ...] | None = None
        self.places = tuple(self.names.index(bind.key) if bind.key in self.names else -1 for bind in planned.binds)

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """The bound parameters of one execution; `values` stand in the order of `names`."""
        return tuple(
            [
                Given(values[place]) if place >= 0 else bind
                for place, bind in zip(self.places, self.planned.binds, strict=True)
            ]
        )

    def parameters(self, ready: Ready, values: Sequence[Any]) -> tuple[str, Any]:
        """The text and the final parameters of one execution."""
        order, places = ready.plain_order, self.places
        if order is None or -1 in places:
            return ready.parameters(self.filled(values), None)
        if len(order) == 1:
            return ready.text, (values[places[order[0]]],)
        return ready.text, tuple([values[places[index]] for index in order])

    def picked(self, row: Any) -> Any:
        """The wanted values of a row: one alone, or a tuple."""
        if self.picks is None:
            return row
        values = tuple([row[place] for place in self.picks])
        return values if len(values) > 1 else values[0]


def ready_for(planned: Planned, dialect: Any) -> Ready:
    """The plan made ready for this dialect; once per plan and dialect."""
    found = planned.ready.get(dialect)
    if found is None:
        found = planned.ready[dialect] = Ready(planned, dialect)
    return found


def item_metadata(planned: Planned, compiled: Any) -> ResultMetaData:
    """The names of the items in result rows, and what else finds them."""
    columns = () if compiled is None else compiled.result_columns
    keys: list[str] = []
    objects: list[tuple[Any, ...]] = []
    for name, item, node in zip(planned.names, planned.row.items, planned.objects, strict=True):
        index = getattr(item, "index", None)
        given = columns[index] if index is not None and index < len(columns) else None
        keys.append(
            name if name is not None else (given.key if given is not None else getattr(node, "name", None) or str(node))
        )
        found = [node]
        entity = getattr(node, "entity", None)
        if entity is not None and getattr(node, "is_entity", False):
            found += [entity, entity.entity if entity.is_aliased_class else entity.class_]
        if given is not None:
            found += [one for one in given.objects if not isinstance(one, str)]
        objects.append(tuple(found))
    filters = [id if index in planned.entity_items else None for index in range(len(keys))]
    return ResultMetaData(keys, objects, None, filters)


def fetch_planned(
    session: Any,
    connection: Any,
    planned: Planned,
    binds: Sequence[Any],
    overrides: Mapping[str, Any] | None = None,
    *,
    run: LoadRun | None = None,
    kind: str = "relationship",
) -> Plan[list[Any]]:
    """The items of all rows: bare objects or values when each row has one item, else tuples.

    kind: what a `do_orm_execute` handler is told: "relationship", "column" or "entity" load.
    """
    if session.dispatch.do_orm_execute:
        if run is None:
            run = LoadRun(session, planned.row)
        observed: list[Any] = yield from session.plan_observed_load(planned, binds, overrides, run, kind)
        return observed
    return (yield from fetch_items(session, connection, planned, binds, overrides, run=run))


def fetch_items(
    session: Any,
    connection: Any,
    planned: Planned,
    binds: Sequence[Any],
    overrides: Mapping[str, Any] | None = None,
    *,
    run: LoadRun | None = None,
) -> Plan[list[Any]]:
    """What `fetch_planned` does when nobody looks on."""
    ready = planned.ready.get(connection.dialect)
    if ready is None:
        ready = ready_for(planned, connection.dialect)
    text, parameters = ready.parameters(binds, overrides)
    reply = yield from fetch(connection, ready.compiled, parameters, text, planned.first)
    if run is None:
        run = LoadRun(session, planned.row)
    run.connection, run.binds, run.parameters = connection, binds, overrides
    items = yield from hydrate_all(connection, planned, ready, reply, run, parameters, text)
    if run.created:
        fire_load_events(run)
    if planned.row.has_follow_ups:
        yield from follow_up(run, planned)
    return items


def hydrate_all(
    connection: Any, planned: Planned, ready: Ready, reply: Reply, run: LoadRun, parameters: Any, text: str | None
) -> Plan[list[Any]]:
    """The items of all rows of a statement, of which the reply has the first or all; many of them in parts."""
    rows = reply.rows or []
    left = None if reply.cursor is None else rows_left(connection, reply, ready.compiled, parameters, text)
    if left is None and (len(rows) <= PART or planned.requires_unique):
        return fetch_paused(ready.hydrate, rows, run)
    items: list[Any] = []
    try:
        while rows:
            if len(rows) <= PART:
                items += hydrate_part(ready.hydrate, rows, run)
            else:
                for start in range(0, len(rows), PART):
                    items += hydrate_part(ready.hydrate, rows[start : start + PART], run)
            if left is None:
                break
            rows = yield from left.fetch(PART)
    except GeneratorExit:
        raise
    except BaseException:
        # An open cursor would keep the database locked for as long as somebody holds the error.
        if left is not None:
            yield from left.close()
        raise
    return items


def load_rows(
    session: Any,
    connection: Any,
    planned: Planned,
    overrides: Mapping[str, Any] | None = None,
    *,
    populate_existing: bool = False,
    binds: Sequence[Any] | None = None,
    parent: LoadRun | None = None,
    kind: str = "relationship",
) -> Plan[list[Any]]:
    """Run a loader's own statement: `overrides` are the values of its named parameters."""
    run = LoadRun(session, planned.row, populate_existing=populate_existing)
    run.statement = planned
    if parent is not None:
        run.execution_options = parent.execution_options
        run.provenance = parent.provenance
    if binds is None:
        binds = planned.binds
    return (yield from fetch_planned(session, connection, planned, binds, overrides, run=run, kind=kind))


def follow_up(run: LoadRun, planned: Planned) -> Plan[None]:
    """Carry out the loads that the rows of this plan ask for."""
    for entity in planned.row.entities:
        if not entity.follow_ups:
            continue
        parents = run.parents[entity.number]
        if not parents:
            continue
        for step in entity.follow_ups:
            concerned = list(parents.values())
            if step.narrows:
                concerned = [obj for obj in concerned if isinstance(obj, step.owner_class)]
            if concerned:
                yield from step.strategy.follow(run, step, concerned)


def fire_load_events(run: LoadRun) -> None:
    """Tell the listeners of `load` and `loaded_as_persistent` about the new objects, in the order of the rows."""
    created, run.created = run.created, []
    session = run.session
    announce = session.dispatch.loaded_as_persistent
    for obj in created:
        mapper = obj.__dict__["_sa_instance_state"].mapper
        for listener in mapper.class_manager.dispatch.load:
            listener(obj, run)
        for listener in announce:
            listener(session, obj)
