"""Running ORM statements: plans that fetch rows, hydrate them and follow up."""

from .bulk import bulk_insert
from .dml import execute_dml
from .fetch import Ready, fetch_planned, load_rows, ready_for
from .refresh import load_by_identity, load_columns, refresh
from .statement import execute, is_orm_statement

__all__ = [
    "Ready",
    "bulk_insert",
    "execute",
    "execute_dml",
    "fetch_planned",
    "is_orm_statement",
    "load_by_identity",
    "load_columns",
    "load_rows",
    "ready_for",
    "refresh",
]
