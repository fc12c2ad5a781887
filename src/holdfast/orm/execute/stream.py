"""Streaming: objects in batches of `yield_per` from a cursor that stays open; each batch is a cohort of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import exc
from ...engine.core import OpenRows, open_cursor
from ...engine.result import Result
from ...plan import Plan
from ..hydrate import LoadRun, fetch_paused, hydrate_part
from ..planner import PART, Planned
from .fetch import Ready, fire_load_events, follow_up, ready_for


class HydratingSource:
    """Rows of an open cursor as objects, a batch at a time; a result asks for more when it needs them."""

    __slots__ = ("_connection", "_open_rows", "_planned", "_ready", "_run", "size")
    refuses_unique = True

    def __init__(
        self, connection: Any, open_rows: OpenRows, planned: Planned, ready: Ready, run: LoadRun, size: int
    ) -> None:
        self._connection = connection
        self._open_rows: OpenRows | None = open_rows
        self._planned = planned
        self._ready = ready
        self._run = run
        self.size = size

    def fetch(self, size: int | None) -> Plan[list[Any]]:
        """The next batch; all that are left when `size` is None."""
        if size is not None:
            return (yield from self._batch())
        items: list[Any] = []
        while batch := (yield from self._batch()):
            items += batch
        return items

    def _batch(self) -> Plan[list[Any]]:
        if self._open_rows is None:
            return []
        rows = yield from self._open_rows.fetch(self.size)
        if not rows:
            yield from self.close()
            return []
        return (yield from hydrate_batch(self._connection, self._planned, self._ready, self._run, rows))

    def close(self) -> Plan[None]:
        open_rows, self._open_rows = self._open_rows, None
        if open_rows is not None:
            yield from open_rows.close()


def hydrate_batch(connection: Any, planned: Planned, ready: Ready, run: LoadRun, rows: list[Any]) -> Plan[list[Any]]:
    """The items of one batch of rows, and what follows from it; `run` is the model of the batch's own."""
    batch = LoadRun(run.session, planned.row, populate_existing=run.populate_existing, provenance=run.provenance)
    batch.statement, batch.execution_options, batch.connection = planned, run.execution_options, connection
    hydrate = fetch_paused if len(rows) < PART else hydrate_part
    items = hydrate(ready.hydrate, rows, batch)
    if batch.created:
        fire_load_events(batch)
    if planned.row.has_follow_ups:
        yield from follow_up(batch, planned)
    return items


def execute_streamed(
    connection: Any, planned: Planned, binds: Sequence[Any], parameters: Any, run: LoadRun
) -> Plan[Result]:
    """A result that makes objects as they are asked for."""
    if planned.requires_unique:
        raise exc.InvalidRequestError(
            "Can't use yield_per with eager loaders that require uniquing or row buffering, e.g. joinedload() against "
            "collections or subqueryload().  Consider the selectinload() strategy for better flexibility in loading "
            "objects."
        )
    ready = ready_for(planned, connection.dialect)
    text, values = ready.parameters(binds, parameters)
    size = int(run.execution_options["yield_per"])
    reply = yield from open_cursor(connection, text, values)
    single = planned.row.is_single
    if reply.cursor is None:
        items = yield from hydrate_batch(connection, planned, ready, run, reply.rows or [])
        result = Result(ready.metadata, items, None, single)
    else:
        open_rows = OpenRows(connection, reply.cursor, text, values)
        source = HydratingSource(connection, open_rows, planned, ready, run, size)
        result = Result(ready.metadata, None, source, single)
    # The batch is the unit of `partitions()`, too.
    result._yield_per = size
    return result
