"""Face: the families of Core events, as `sqlalchemy.events` has them."""

from .engine import ConnectionEvents, DialectEvents
from .pool import PoolEvents, PoolResetState
from .sql.schema import DDLEvents
from .sql.types import SchemaEventTarget

__all__ = ["ConnectionEvents", "DDLEvents", "DialectEvents", "PoolEvents", "PoolResetState", "SchemaEventTarget"]
