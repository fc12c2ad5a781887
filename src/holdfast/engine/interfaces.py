"""What is said about engines without having one: enumerations and descriptions that other boxes name."""

from __future__ import annotations

from enum import Enum, Flag, auto
from typing import Any, Protocol, TypedDict


class BindTyping(Enum):
    """How a driver is told the types of parameters."""

    NONE = 1
    SETINPUTSIZES = 2
    RENDER_CASTS = 3


class ObjectKind(Flag):
    """Which kinds of tables reflection looks at."""

    TABLE = auto()
    VIEW = auto()
    MATERIALIZED_VIEW = auto()
    ANY_VIEW = VIEW | MATERIALIZED_VIEW
    ANY = TABLE | VIEW | MATERIALIZED_VIEW


class ObjectScope(Flag):
    """Which tables reflection looks at: permanent, temporary."""

    DEFAULT = auto()
    TEMPORARY = auto()
    ANY = DEFAULT | TEMPORARY


class CacheStats(Enum):
    """What became of a statement in the cache of compiled statements."""

    CACHE_HIT = 0
    CACHE_MISS = 1
    CACHING_DISABLED = 2
    NO_CACHE_KEY = 3
    NO_DIALECT_SUPPORT = 4


class DBAPIConnection(Protocol):
    """A PEP 249 connection."""

    def close(self) -> None: ...
    def commit(self) -> None: ...
    def cursor(self, *args: Any, **kwargs: Any) -> Any: ...
    def rollback(self) -> None: ...


class ReflectedColumn(TypedDict, total=False):
    """A column as the database describes it."""

    name: str
    type: Any
    nullable: bool
    default: str | None
    autoincrement: bool | str
    comment: str | None
    computed: dict[str, Any]
    identity: dict[str, Any]
    primary_key: int
    dialect_options: dict[str, Any]


class CreateEnginePlugin:
    """A plugin named in a URL (`?plugin=name`): it may change the URL, the arguments and the engine."""

    def __init__(self, url: Any, kwargs: dict[str, Any]) -> None:
        self.url = url

    def update_url(self, url: Any) -> Any:
        return url

    def handle_dialect_kwargs(self, dialect_cls: Any, dialect_args: dict[str, Any]) -> None:
        """Change the arguments of the dialect."""

    def handle_pool_kwargs(self, pool_cls: Any, pool_args: dict[str, Any]) -> None:
        """Change the arguments of the pool."""

    def engine_created(self, engine: Any) -> None:
        """The engine exists."""


__all__ = [
    "BindTyping",
    "CacheStats",
    "CreateEnginePlugin",
    "DBAPIConnection",
    "ObjectKind",
    "ObjectScope",
    "ReflectedColumn",
]
