"""Connection pools."""

from .aqueue import AsyncAdaptedQueuePool
from .base import Pool, PoolResetState, reset_commit, reset_none, reset_rollback
from .core import PoolCore
from .events import PoolEvents
from .plain import PlainChannel
from .proxied import BorrowedConnection, PoolProxiedConnection
from .queue import QueuePool
from .record import ConnectionRecord, ManagesConnection
from .record import ConnectionRecord as ConnectionPoolEntry
from .simple import AssertionPool, NullPool, SingletonThreadPool, StaticPool

__all__ = [
    "AssertionPool",
    "AsyncAdaptedQueuePool",
    "BorrowedConnection",
    "ConnectionPoolEntry",
    "ConnectionRecord",
    "ManagesConnection",
    "NullPool",
    "PlainChannel",
    "Pool",
    "PoolCore",
    "PoolEvents",
    "PoolProxiedConnection",
    "PoolResetState",
    "QueuePool",
    "SingletonThreadPool",
    "StaticPool",
    "reset_commit",
    "reset_none",
    "reset_rollback",
]
