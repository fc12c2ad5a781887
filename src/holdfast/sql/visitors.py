"""Walking statements: the names of `sqlalchemy.sql.visitors`."""

from .structure import (
    ClauseVisitor,
    CloningVisitor,
    ReplacingCloningVisitor,
    cloned_traverse,
    iterate,
    replacement_traverse,
    traverse,
)

__all__ = [
    "ClauseVisitor",
    "CloningVisitor",
    "ReplacingCloningVisitor",
    "cloned_traverse",
    "iterate",
    "replacement_traverse",
    "traverse",
]
