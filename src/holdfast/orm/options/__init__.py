"""Loader options: how the attributes of one statement's entities are to be loaded, as values."""

from .load import (
    Load,
    contains_eager,
    defaultload,
    defer,
    immediateload,
    joinedload,
    lazyload,
    load_only,
    noload,
    raiseload,
    selectin_polymorphic,
    selectinload,
    subqueryload,
    undefer,
    undefer_group,
    with_expression,
)
from .setting import WILDCARD, Setting, Token
from .tree import NO_OPTIONS, ColumnOption, OptionNode, OptionTree, RelationshipOption

__all__ = [
    "NO_OPTIONS",
    "WILDCARD",
    "ColumnOption",
    "Load",
    "OptionNode",
    "OptionTree",
    "RelationshipOption",
    "Setting",
    "Token",
    "contains_eager",
    "defaultload",
    "defer",
    "immediateload",
    "joinedload",
    "lazyload",
    "load_only",
    "noload",
    "raiseload",
    "selectin_polymorphic",
    "selectinload",
    "subqueryload",
    "undefer",
    "undefer_group",
    "with_expression",
]
