"""Walking statements: the names of `sqlalchemy.sql.visitors`."""

from .structure import (
    cloned_traverse,
    iterate,
    replacement_traverse,
    traverse,
)

__all__ = [
    "cloned_traverse",
    "iterate",
    "replacement_traverse",
    "traverse",
]
