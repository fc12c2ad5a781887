"""Relationships: attributes that lead to other objects."""

from .back import backref
from .cascade import CascadeOptions
from .comparator import RelationshipComparator, bind_columns
from .join_condition import JoinCondition, plain_column, unmarked
from .marks import foreign, remote
from .relationship import PLAIN_PARAMETERS, RelationshipProperty

# isort: split
# Last: to type checkers `from .relationship import` above is a binding of the name `relationship`, too.
from .constructors import relationship

__all__ = [
    "PLAIN_PARAMETERS",
    "CascadeOptions",
    "JoinCondition",
    "RelationshipComparator",
    "RelationshipProperty",
    "backref",
    "bind_columns",
    "foreign",
    "plain_column",
    "relationship",
    "remote",
    "unmarked",
]
