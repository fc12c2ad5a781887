"""Results: the rows of a statement and the views of them."""

from .cursor import CursorResult
from .filters import FilterResult, MappingResult, ScalarResult, TupleResult
from .listed import ListedScalars
from .metadata import NO_ROWS, NoRowsMetaData, ResultMetaData, SimpleResultMetaData, metadata_for, result_tuple
from .result import ChunkedIteratorResult, FrozenResult, IteratorResult, MergedResult, Result, null_result
from .source import ChunkSource, CursorSource, IteratorSource, RowSource

__all__ = [
    "NO_ROWS",
    "ChunkSource",
    "ChunkedIteratorResult",
    "CursorResult",
    "CursorSource",
    "FilterResult",
    "FrozenResult",
    "IteratorResult",
    "IteratorSource",
    "ListedScalars",
    "MappingResult",
    "MergedResult",
    "NoRowsMetaData",
    "Result",
    "ResultMetaData",
    "RowSource",
    "ScalarResult",
    "SimpleResultMetaData",
    "TupleResult",
    "metadata_for",
    "null_result",
    "result_tuple",
]
