"""SQLAlchemy's `orm.decl_api`: declarative mapping."""

from .declarative import (
    DeclarativeAttributeIntercept,
    DeclarativeBase,
    DeclarativeBaseNoMeta,
    DeclarativeMeta,
    add_mapped_attribute,
    as_declarative,
    declarative_base,
    declarative_mixin,
    declared_attr,
    has_inherited_table,
    registry,
    synonym_for,
)

__all__ = [
    "DeclarativeAttributeIntercept",
    "DeclarativeBase",
    "DeclarativeBaseNoMeta",
    "DeclarativeMeta",
    "add_mapped_attribute",
    "as_declarative",
    "declarative_base",
    "declarative_mixin",
    "declared_attr",
    "has_inherited_table",
    "registry",
    "synonym_for",
]
