"""Declarative mapping: classes that say in their bodies how they are mapped."""

from .base import (
    DeclarativeAttributeIntercept,
    DeclarativeBase,
    DeclarativeBaseNoMeta,
    as_declarative,
    declarative_base,
    has_inherited_table,
)
from .columns import MappedColumn, mapped_column
from .decorators import reconstructor, synonym_for, validates
from .mixins import declarative_mixin, declared_attr
from .registry import DeclarativeMeta, add_mapped_attribute, registry

__all__ = [
    "DeclarativeAttributeIntercept",
    "DeclarativeBase",
    "DeclarativeBaseNoMeta",
    "DeclarativeMeta",
    "MappedColumn",
    "add_mapped_attribute",
    "as_declarative",
    "declarative_base",
    "declarative_mixin",
    "declared_attr",
    "has_inherited_table",
    "mapped_column",
    "reconstructor",
    "registry",
    "synonym_for",
    "validates",
]
