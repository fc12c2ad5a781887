"""What every dialect has: DefaultDialect, and the channels that speak to drivers."""

from .channel_async import AdaptedConnection, AdaptedCursor, AsyncChannel
from .channel_dbapi import DbapiChannel
from .connector import make_opener
from .default_text import parenthesized
from .dialect import DefaultDialect
from .methods import asked
from .on_conflict import ON_CONFLICT_RULES, OnConflict, assignments_of, written_assignments
from .reflect import Reader, Reflection
from .text_only import text_only

__all__ = [
    "ON_CONFLICT_RULES",
    "AdaptedConnection",
    "AdaptedCursor",
    "AsyncChannel",
    "DbapiChannel",
    "DefaultDialect",
    "OnConflict",
    "Reader",
    "Reflection",
    "asked",
    "assignments_of",
    "make_opener",
    "parenthesized",
    "text_only",
    "written_assignments",
]
