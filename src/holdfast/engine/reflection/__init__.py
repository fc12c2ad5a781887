"""What is in a database: the Inspector."""

from ..interfaces import ObjectKind, ObjectScope
from .build import sql_text
from .cache import cache
from .inspector import Inspector
from .selection import SUBJECTS, Descriptions, ReflectionDefaults, Selection

__all__ = [
    "SUBJECTS",
    "Descriptions",
    "Inspector",
    "ObjectKind",
    "ObjectScope",
    "ReflectionDefaults",
    "Selection",
    "cache",
    "sql_text",
]
