"""ORM things that stand in statements: entities, their aliases, bundles of columns."""

from .aliased import AliasedClass, AliasedInsp, aliased
from .entity import EntityNode, entity_of, loaded_columns, loads_column
from .polymorphic import with_polymorphic

__all__ = [
    "AliasedClass",
    "AliasedInsp",
    "EntityNode",
    "aliased",
    "entity_of",
    "loaded_columns",
    "loads_column",
    "with_polymorphic",
]
