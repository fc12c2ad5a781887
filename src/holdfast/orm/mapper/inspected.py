"""The answers of `inspect()` for mapped classes, their objects, attributes and mappers."""

from __future__ import annotations

from typing import Any

from ...inspection import _inspects, _self_inspects
from ..attributes import QueryableAttribute
from ..interfaces import MapperProperty
from ..state import STATE, InstanceState, promote
from .mapper import Mapper

_self_inspects(Mapper)
_self_inspects(QueryableAttribute)
_self_inspects(InstanceState)
_self_inspects(MapperProperty)


@_inspects(type)
def inspect_mapped_class(subject: type) -> Any:
    """The mapper of a class, its mapping configured; None for a class that is not mapped."""
    manager = subject.__dict__.get("_sa_class_manager")
    if manager is None:
        return None
    mapper = manager.mapper
    mapper._check_configure()
    return mapper


@_inspects(object)
def inspect_mapped_object(subject: Any) -> Any:
    """The state of a mapped object, which gets one of its own; None for any other object."""
    if STATE in getattr(subject, "__dict__", ()) or hasattr(type(subject), "_sa_class_manager"):
        return promote(subject)
    return None
