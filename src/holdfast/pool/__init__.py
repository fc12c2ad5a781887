"""Connection pools."""

from .aqueue import AsyncAdaptedQueuePool
from .base import Pool, PoolResetState
from .core import PoolCore
from .events import PoolEvents
from .plain import PlainChannel
from .proxied import PoolProxiedConnection
from .queue import QueuePool
from .record import ConnectionRecord
from .record import ConnectionRecord as ConnectionPoolEntry
from .simple import AssertionPool, NullPool, SingletonThreadPool, StaticPool

__all__ = [
    "AssertionPool",
    "AsyncAdaptedQueuePool",
    "ConnectionPoolEntry",
    "ConnectionRecord",
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
]
