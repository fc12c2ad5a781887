"""Relationships: attributes that lead to other objects."""

from .back import backref
from .cascade import CascadeOptions
from .comparator import RelationshipComparator, bind_columns
from .constructors import relationship
from .join_condition import JoinCondition, plain_column, unmarked
from .marks import foreign, remote
from .relationship import PLAIN_PARAMETERS, RelationshipProperty

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
