"""`AsyncEngine` and `create_async_engine()`: the async shell of an Engine whose driver is awaited."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from ... import exc
from ...engine import core
from ...engine.create import create_engine, create_pool_from_url, engine_from_config
from ...engine.engine import Engine
from ...engine.url import URL
from ...inspection import _inspects
from ...plan import arun
from ...pool import Pool, PoolProxiedConnection
from .connection import AsyncConnection, begun
from .forwarded import ForwardsToEngine


class AsyncEngine(ForwardsToEngine):
    """An Engine for asyncio. `sync_engine` is the Engine behind it, the target of events."""

    __slots__ = ("__weakref__", "sync_engine")

    def __init__(self, sync_engine: Engine) -> None:
        if not sync_engine.dialect.is_async:
            raise exc.InvalidRequestError(
                "The asyncio extension requires an async driver to be used. The loaded "
                f"{sync_engine.dialect.driver!r} is not async."
            )
        self.sync_engine = sync_engine

    @property
    def engine(self) -> AsyncEngine:
        return self

    def connect(self) -> AsyncConnection:
        """A connection, taken from the pool when it is awaited or entered."""
        return AsyncConnection(self)

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection inside a transaction, committed at the end of the block or rolled back by an exception."""
        return begun(self)

    async def execute(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """Execute one statement on a connection of its own and commit it; the result stays readable."""
        return await arun(core.execute_once(self.sync_engine, statement, parameters, execution_options))

    async def raw_connection(self) -> PoolProxiedConnection:
        """A pooled connection; its `driver_connection` is the async driver's own."""
        return await arun(self.sync_engine.pool.plan_connect())

    async def dispose(self, close: bool = True) -> None:
        """Close the idle connections of the pool and start with a new, empty one."""
        await arun(self.sync_engine._plan_dispose(close))

    def execution_options(self, **opt: Any) -> AsyncEngine:
        """An engine with other options over the same pool and cache."""
        return AsyncEngine(self.sync_engine.execution_options(**opt))

    def __repr__(self) -> str:
        return f"AsyncEngine({self.url!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsyncEngine) and self.sync_engine is other.sync_engine

    def __hash__(self) -> int:
        return hash(id(self.sync_engine))


def create_async_engine(url: str | URL, **kw: Any) -> AsyncEngine:
    """An AsyncEngine for a database URL whose driver is async: `create_async_engine("sqlite+aiosqlite:///file.db")`.

    Takes the options of `create_engine()`; `async_creator` is an async function that opens a driver connection.
    """
    if kw.get("server_side_cursors"):
        raise exc.ArgumentError(
            "Can't set server_side_cursors for async engine globally; use the connection.stream() method"
        )
    creator = kw.get("async_creator")
    if creator is not None and kw.get("creator") is not None:
        raise exc.ArgumentError("Can only specify one of 'async_creator' or 'creator', not both.")
    return AsyncEngine(create_engine(url, _is_async=True, **kw))


def async_engine_from_config(
    configuration: Mapping[str, Any], prefix: str = "sqlalchemy.", **kwargs: Any
) -> AsyncEngine:
    """An AsyncEngine from a dictionary of strings, as configuration files give."""
    return AsyncEngine(engine_from_config(configuration, prefix, _is_async=True, **kwargs))


def create_async_pool_from_url(url: str | URL, **kwargs: Any) -> Pool:
    """A pool for an async driver's URL, without an engine."""
    return create_pool_from_url(url, _is_async=True, **kwargs)


@_inspects(AsyncConnection)
def _no_inspection_of_connection(subject: AsyncConnection) -> Any:
    raise exc.NoInspectionAvailable(
        "Inspection on an AsyncConnection is currently not supported. Please use ``run_sync`` to pass a callable where it's "
        "possible to call ``inspect`` on the passed connection."
    )


@_inspects(AsyncEngine)
def _no_inspection_of_engine(subject: AsyncEngine) -> Any:
    raise exc.NoInspectionAvailable(
        "Inspection on an AsyncEngine is currently not supported. Please obtain a connection then use ``conn.run_sync`` to pass "
        "a callable where it's possible to call ``inspect`` on the passed connection."
    )


__all__ = ["AsyncEngine", "async_engine_from_config", "create_async_engine", "create_async_pool_from_url"]
