"""PostgreSQL."""

from .dialect import PGDialect, PGIdentifierPreparer
from .dialect import PGDialect as dialect

__all__ = ["PGDialect", "PGIdentifierPreparer", "dialect"]
