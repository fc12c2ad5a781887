"""Mapped properties other than relationships."""

from .column import ColumnComparator, ColumnProperty, column_sequence
from .constructors import (
    DATACLASS_OPTIONS,
    column_property,
    composite,
    deferred,
    synonym,
    take_attribute_options,
)
from .proxy import CompositeComparator, CompositeProperty, SynonymProperty

__all__ = [
    "DATACLASS_OPTIONS",
    "ColumnComparator",
    "ColumnProperty",
    "CompositeComparator",
    "CompositeProperty",
    "SynonymProperty",
    "column_property",
    "column_sequence",
    "composite",
    "deferred",
    "synonym",
    "take_attribute_options",
]
