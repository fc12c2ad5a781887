"""holdfast for asyncio: engines, connections and sessions whose waiting is awaited. No greenlet takes part."""

from .attrs import AsyncAttrs
from .connection import AsyncConnection, AsyncTransaction
from .engine import AsyncEngine, async_engine_from_config, create_async_engine, create_async_pool_from_url
from .result import AsyncMappingResult, AsyncResult, AsyncScalarResult, AsyncTupleResult
from .scoping import async_scoped_session
from .session import (
    AsyncSession,
    AsyncSessionTransaction,
    async_object_session,
    async_session,
    async_sessionmaker,
    close_all_sessions,
)

__all__ = [
    "AsyncAttrs",
    "AsyncConnection",
    "AsyncEngine",
    "AsyncMappingResult",
    "AsyncResult",
    "AsyncScalarResult",
    "AsyncSession",
    "AsyncSessionTransaction",
    "AsyncTransaction",
    "AsyncTupleResult",
    "async_engine_from_config",
    "async_object_session",
    "async_scoped_session",
    "async_session",
    "async_sessionmaker",
    "close_all_sessions",
    "create_async_engine",
    "create_async_pool_from_url",
]
