"""The unit of work: from a session's objects to rows, as values first, then as statements."""

from .apply import apply
from .changeset import Association, ChangeSet, Link
from .collect import collect, is_removed_orphan
from .context import UOWTransaction
from .order import order_groups, order_members, shortest_circle
from .perform import perform
from .relations import delete_orphan_tokens, flush_relationships, mapper_edges, owns_key, shareable_keys
from .report import FlushPlan, report
from .rows import ColumnFeed, TableFeed, table_feeds
from .shapes import is_expression
from .steps import Step, plan_steps
from .write_insert import insert_rows
from .write_update import update_rows

__all__ = [
    "Association",
    "ChangeSet",
    "ColumnFeed",
    "FlushPlan",
    "Link",
    "Step",
    "TableFeed",
    "UOWTransaction",
    "apply",
    "collect",
    "delete_orphan_tokens",
    "flush_relationships",
    "insert_rows",
    "is_expression",
    "is_removed_orphan",
    "mapper_edges",
    "order_groups",
    "order_members",
    "owns_key",
    "perform",
    "plan_steps",
    "report",
    "shareable_keys",
    "shortest_circle",
    "table_feeds",
    "update_rows",
]
