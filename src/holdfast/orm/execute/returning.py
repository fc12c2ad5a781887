"""RETURNING of INSERT, UPDATE and DELETE statements that name entities: the plain statement, and objects from its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...engine.result import ResultMetaData
from ...plan import Plan
from ..hydrate import LoadRun, fetch_paused, make_hydrator
from ..planner import Planned, lower_statement, plan_returning_items
from ..state import RETURNED
from .fetch import fire_load_events, follow_up, item_metadata


def plan_returning(statement: Any) -> tuple[Any, Planned | None]:
    """The plain statement, and the plan of what it returns (None when it returns nothing)."""
    if not statement._returning:
        return lower_statement(statement), None
    planned, columns = plan_returning_items(statement)
    plain = lower_statement(statement)
    made = plain._generate()
    made.__dict__["_returning"] = tuple(columns)
    if hasattr(made, "_remember"):
        made._remember("placeholders", False)
    return made, planned


def read_returned(
    session: Any,
    connection: Any,
    planned: Planned,
    result: Any,
    options: Mapping[str, Any],
    *,
    populate_existing: bool = False,
) -> Plan[tuple[list[Any], ResultMetaData]]:
    """Objects and values from the rows of an executed statement. The rows' values are converted already."""
    rows = result.fetchall()
    ready = planned.ready.get("returned")
    if ready is None:
        bare = planned.row.without_types()
        metadata = item_metadata(planned, None)
        ready = planned.ready["returned"] = (make_hydrator(bare, connection.dialect), metadata)
    hydrate, metadata = ready
    run = LoadRun(
        session,
        planned.row,
        populate_existing=populate_existing or bool(options.get("populate_existing")),
        provenance=RETURNED,
    )
    run.connection, run.statement, run.execution_options = connection, planned, options
    items = fetch_paused(hydrate, rows, run)
    if run.created:
        fire_load_events(run)
    if planned.row.has_follow_ups:
        yield from follow_up(run, planned)
    return items, metadata


__all__ = ["plan_returning", "read_returned"]
