"""Engines, connections, results. The public face; other boxes import the rooms' own faces."""

from typing import TYPE_CHECKING

from ..util import late_names
from .connection import Connection
from .engine import Engine
from .events import ConnectionEvents, DialectEvents
from .execution import ExceptionContext, ExecutionContext
from .interfaces import (
    BindTyping,
    CreateEnginePlugin,
    ObjectKind,
    ObjectScope,
)
from .result import (
    ChunkedIteratorResult,
    CursorResult,
    FilterResult,
    FrozenResult,
    IteratorResult,
    MappingResult,
    MergedResult,
    Result,
    ScalarResult,
    TupleResult,
    result_tuple,
)
from .result import CursorResult as ResultProxy
from .row import Row, RowMapping
from .row import Row as BaseRow
from .transaction import NestedTransaction, RootTransaction, Transaction, TwoPhaseTransaction
from .url import URL, make_url

if TYPE_CHECKING:
    from ..dialects.base import AdaptedConnection
    from ..dialects.base import DefaultDialect as Dialect
    from ..sql.compiler import Compiled, TypeCompiler
    from . import base as base
    from . import cursor as cursor
    from . import default as default
    from . import reflection as reflection
    from .create import create_engine, create_pool_from_url, engine_from_config
    from .mock import create_mock_engine
    from .reflection import Inspector
else:
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".": "base cursor default reflection",
            "..dialects.base": "AdaptedConnection Dialect=DefaultDialect",
            "..sql.compiler": "Compiled TypeCompiler",
            ".create": "create_engine create_pool_from_url engine_from_config",
            ".mock": "create_mock_engine",
            ".reflection": "Inspector",
        },
    )

__all__ = [
    "URL",
    "AdaptedConnection",
    "BaseRow",
    "BindTyping",
    "ChunkedIteratorResult",
    "Compiled",
    "Connection",
    "ConnectionEvents",
    "CreateEnginePlugin",
    "CursorResult",
    "Dialect",
    "DialectEvents",
    "Engine",
    "ExceptionContext",
    "ExecutionContext",
    "FilterResult",
    "FrozenResult",
    "Inspector",
    "IteratorResult",
    "MappingResult",
    "MergedResult",
    "NestedTransaction",
    "ObjectKind",
    "ObjectScope",
    "Result",
    "ResultProxy",
    "RootTransaction",
    "Row",
    "RowMapping",
    "ScalarResult",
    "Transaction",
    "TupleResult",
    "TwoPhaseTransaction",
    "TypeCompiler",
    "create_engine",
    "create_mock_engine",
    "create_pool_from_url",
    "engine_from_config",
    "make_url",
    "result_tuple",
]
