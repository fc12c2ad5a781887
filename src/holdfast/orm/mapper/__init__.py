"""Mappers: the configuration of mapped classes, and the registry that configures them."""

from .build import add_single_parent_check, attach_validator
from .inheritance import discriminator_values
from .inspected import inspect_mapped_class
from .mapper import Mapper, install_entity_factory
from .polymorphic import mappers_named, polymorphic_from, selectin_mappers
from .registry import (
    MapperRegistry,
    add_after_configured,
    class_mapper,
    clear_mappers,
    configure_mappers,
    mapper_or_none,
    object_mapper,
)
from .settings import MAPPER_EVENTS, MapperSettings

__all__ = [
    "MAPPER_EVENTS",
    "Mapper",
    "MapperRegistry",
    "MapperSettings",
    "add_after_configured",
    "add_single_parent_check",
    "attach_validator",
    "class_mapper",
    "clear_mappers",
    "configure_mappers",
    "discriminator_values",
    "inspect_mapped_class",
    "install_entity_factory",
    "mapper_or_none",
    "mappers_named",
    "object_mapper",
    "polymorphic_from",
    "selectin_mappers",
]
