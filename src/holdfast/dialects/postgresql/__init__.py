"""PostgreSQL."""

from .dialect import PGDialect, PGIdentifierPreparer
from .dialect import PGDialect as dialect
from .dml import Insert, insert

__all__ = ["Insert", "PGDialect", "PGIdentifierPreparer", "dialect", "insert"]
