"""Running ORM statements: plans that fetch rows, hydrate them and follow up."""

from .bulk import bulk_insert
from .dml import execute_dml
from .fetch import KeyedPlan, Ready, fetch_items, fetch_planned, load_rows, ready_for
from .refresh import identity_select, load_by_identity, load_columns, refresh
from .statement import entity_within, execute, find_road, is_orm_statement

__all__ = [
    "KeyedPlan",
    "Ready",
    "bulk_insert",
    "entity_within",
    "execute",
    "execute_dml",
    "fetch_items",
    "fetch_planned",
    "find_road",
    "identity_select",
    "is_orm_statement",
    "load_by_identity",
    "load_columns",
    "load_rows",
    "ready_for",
    "refresh",
]
