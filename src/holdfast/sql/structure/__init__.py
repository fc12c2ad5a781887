"""The shape of statements: nodes, their structural keys, walking, comparison, placeholders, names."""

from .cache_key import CacheKey
from .compare import compare
from .key import UNCACHEABLE, StatementKey, Structure, fresh_key, intern_key, known_keys, statement_key
from .names import Anchor, AnonymousName, TruncatedName, conv, name_structure, quoted_name
from .node import CHILD, CHILDREN, NAMES, PAIRS, PLAIN, TYPE, Field, Node, structure_of
from .placeholder import Placeholder, lower
from .visit import (
    ClauseVisitor,
    CloningVisitor,
    ReplacingCloningVisitor,
    cloned_traverse,
    iterate,
    replacement_traverse,
    traverse,
)

__all__ = [
    "CHILD",
    "CHILDREN",
    "NAMES",
    "PAIRS",
    "PLAIN",
    "TYPE",
    "UNCACHEABLE",
    "Anchor",
    "AnonymousName",
    "CacheKey",
    "ClauseVisitor",
    "CloningVisitor",
    "Field",
    "Node",
    "Placeholder",
    "ReplacingCloningVisitor",
    "StatementKey",
    "Structure",
    "TruncatedName",
    "cloned_traverse",
    "compare",
    "conv",
    "fresh_key",
    "intern_key",
    "iterate",
    "known_keys",
    "lower",
    "name_structure",
    "quoted_name",
    "replacement_traverse",
    "statement_key",
    "structure_of",
    "traverse",
]
