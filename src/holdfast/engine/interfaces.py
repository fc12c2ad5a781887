"""What is said about engines without having one: enumerations and descriptions that other boxes name."""

from __future__ import annotations

from typing import Any, Required, TypeAlias

from ..util import Enum, Flag, Protocol, TypedDict


class BindTyping(Enum):
    """How a driver is told the types of parameters."""

    NONE = 1
    SETINPUTSIZES = 2
    RENDER_CASTS = 3


class ObjectKind(Flag):
    """Which kinds of tables reflection looks at."""

    TABLE = 1
    VIEW = 2
    MATERIALIZED_VIEW = 4
    ANY_VIEW = VIEW | MATERIALIZED_VIEW
    ANY = TABLE | VIEW | MATERIALIZED_VIEW


class ObjectScope(Flag):
    """Which tables reflection looks at: permanent, temporary."""

    DEFAULT = 1
    TEMPORARY = 2
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


class ReflectedComputed(TypedDict, total=False):
    """How a column is computed from others."""

    sqltext: Required[str]
    persisted: bool


class ReflectedIdentity(TypedDict, total=False):
    """How the database numbers the rows in an identity column."""

    always: bool
    on_null: bool
    start: int
    increment: int
    minvalue: int
    maxvalue: int
    nominvalue: bool
    nomaxvalue: bool
    cycle: bool
    cache: int | None
    order: bool


class ReflectedColumn(TypedDict, total=False):
    """A column as the database describes it."""

    name: Required[str]
    type: Required[Any]
    nullable: Required[bool]
    default: Required[str | None]
    autoincrement: bool | str
    comment: str | None
    computed: ReflectedComputed
    identity: ReflectedIdentity
    primary_key: int
    dialect_options: dict[str, Any]


class ReflectedConstraint(TypedDict, total=False):
    """What all constraints have."""

    name: Required[str | None]
    comment: str | None


class ReflectedCheckConstraint(ReflectedConstraint, total=False):
    """A CHECK constraint as the database describes it."""

    sqltext: Required[str]
    dialect_options: dict[str, Any]


class ReflectedUniqueConstraint(ReflectedConstraint, total=False):
    """A UNIQUE constraint; `duplicates_index` names the index that stands for it, where there is one."""

    column_names: Required[list[str]]
    duplicates_index: str | None
    dialect_options: dict[str, Any]


class ReflectedPrimaryKeyConstraint(ReflectedConstraint, total=False):
    """A primary key; without columns when the table has none."""

    constrained_columns: Required[list[str]]
    dialect_options: dict[str, Any]


class ReflectedForeignKeyConstraint(ReflectedConstraint, total=False):
    """A foreign key; `options` has what is not the default of `onupdate ondelete deferrable initially match`."""

    constrained_columns: Required[list[str]]
    referred_schema: Required[str | None]
    referred_table: Required[str]
    referred_columns: Required[list[str]]
    options: dict[str, Any]


class ReflectedIndex(TypedDict, total=False):
    """An index. A name that is None in `column_names` is an expression, to be found in `expressions`."""

    name: Required[str | None]
    column_names: Required[list[str | None]]
    expressions: list[str]
    unique: Required[bool]
    duplicates_constraint: str | None
    include_columns: list[str]
    column_sorting: dict[str, tuple[str, ...]]
    dialect_options: dict[str, Any]


class ReflectedTableComment(TypedDict):
    """The comment of a table."""

    text: str | None


TableKey: TypeAlias = "tuple[str | None, str]"


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
    "ReflectedCheckConstraint",
    "ReflectedColumn",
    "ReflectedComputed",
    "ReflectedConstraint",
    "ReflectedForeignKeyConstraint",
    "ReflectedIdentity",
    "ReflectedIndex",
    "ReflectedPrimaryKeyConstraint",
    "ReflectedTableComment",
    "ReflectedUniqueConstraint",
    "TableKey",
]
