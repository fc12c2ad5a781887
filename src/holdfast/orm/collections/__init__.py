"""Collections of objects: containers that tell their owner what comes and goes."""

from .adapter import CollectionAdapter, adapter_of, collection_adapter
from .builtin import InstrumentedDict, InstrumentedList, InstrumentedSet
from .convert import adapt_value
from .decorators import collection
from .instrument import duck_type_of, instrument_class, prepare_factory
from .keyed import (
    KeyFuncDict,
    MappedCollection,
    attribute_keyed_dict,
    attribute_mapped_collection,
    column_keyed_dict,
    column_mapped_collection,
    keyfunc_mapping,
    mapped_collection,
)

__all__ = [
    "CollectionAdapter",
    "InstrumentedDict",
    "InstrumentedList",
    "InstrumentedSet",
    "KeyFuncDict",
    "MappedCollection",
    "adapt_value",
    "adapter_of",
    "attribute_keyed_dict",
    "attribute_mapped_collection",
    "collection",
    "collection_adapter",
    "column_keyed_dict",
    "column_mapped_collection",
    "duck_type_of",
    "instrument_class",
    "keyfunc_mapping",
    "mapped_collection",
    "prepare_factory",
]
