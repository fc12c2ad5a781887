"""`create_engine()`: from a URL and options to an Engine.

What lives here: sorting the options among dialect, pool and engine, and putting the three together. What must not:
knowledge of any one database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import exc
from ..dialects.base import make_opener
from ..pool import Pool
from ..sql.compiler import FROM_LINTING
from ..util import suggest
from . import core
from .engine import Engine
from .mock import create_mock_engine
from .url import URL, make_url

_POOL_OPTIONS = {
    "echo_pool": "echo",
    "pool_logging_name": "logging_name",
    "pool_pre_ping": "pre_ping",
    "pool_recycle": "recycle",
    "pool_reset_on_return": "reset_on_return",
}
# Options that only some pools have; the pool's class says which it knows.
_SPECIAL_POOL_OPTIONS = {
    "max_overflow": "max_overflow",
    "pool_size": "pool_size",
    "pool_timeout": "timeout",
    "pool_use_lifo": "use_lifo",
}
_ENGINE_OPTIONS = ("echo", "execution_options", "hide_parameters", "logging_name", "query_cache_size")
_DIALECT_OPTIONS = (
    "insertmanyvalues_page_size",
    "isolation_level",
    "json_deserializer",
    "json_serializer",
    "label_length",
    "max_identifier_length",
    "paramstyle",
    "server_side_cursors",
    "skip_autocommit_rollback",
    "supports_native_boolean",
    "use_insertmanyvalues",
)
_IGNORED = ("_initialize", "empty_in_strategy", "future", "implicit_returning")


def create_engine(url: str | URL, **kwargs: Any) -> Engine:
    """An Engine for a database URL: `create_engine("sqlite:///file.db")`.

    No connection is opened yet. Options go to the engine (`echo`, `execution_options`, `hide_parameters`), the pool
    (`pool_size`, `max_overflow`, `pool_timeout`, `pool_recycle`, `pool_pre_ping`, `poolclass` ...), the dialect
    (`isolation_level`, `paramstyle` ...) and, as `connect_args`, the driver. Raises TypeError for an unknown option.
    """
    return _create(make_url(url), dict(kwargs), Engine)


def _create(url: URL, options: dict[str, Any], engine_class: type[Engine], is_async: bool = False) -> Engine:
    url, plugins = _load_plugins(url, options)
    dialect_class = url.get_dialect(is_async)
    for name in _IGNORED:
        options.pop(name, None)
    strategy = options.pop("strategy", None)
    if strategy == "mock":
        return create_mock_engine(url, options.pop("executor"), **options)  # type: ignore[return-value]
    dialect_options = {name: options.pop(name) for name in _DIALECT_OPTIONS if name in options}
    dialect_options.update(
        {name: options.pop(name) for name in getattr(dialect_class, "engine_options", ()) if name in options}
    )
    if options.pop("enable_from_linting", True):
        dialect_options.setdefault("compiler_linting", FROM_LINTING)
    module = options.pop("module", None)
    dialect_options["dbapi"] = module() if callable(module) else module or _import_driver(dialect_class)
    for plugin in plugins:
        plugin.handle_dialect_kwargs(dialect_class, dialect_options)
    dialect = dialect_class(**dialect_options)
    arguments, driver_options = dialect.create_connect_args(url)
    driver_options = {**driver_options, **(options.pop("connect_args", None) or {})}
    creator = options.pop("creator", None)
    async_creator = options.pop("async_creator", None)
    pool = _make_pool(url, dialect, arguments, driver_options, async_creator or creator, options, plugins, engine_class)
    engine_options = {name: options.pop(name) for name in _ENGINE_OPTIONS if name in options}
    _refuse_unknown(options, dialect, pool, engine_class)
    pool._tell_about_ping = core.tell_about_ping
    engine = engine_class(pool, dialect, url, **engine_options)
    dialect_class.engine_created(engine)
    for plugin in plugins:
        plugin.engine_created(engine)
    return engine


def _import_driver(dialect_class: Any) -> Any:
    try:
        return dialect_class.import_dbapi()
    except ImportError as error:
        raise ModuleNotFoundError(
            f"No module named {error.name!r}: the driver of {dialect_class.name}+{dialect_class.driver} is not installed. "
            f"Install it, for example with: pip install {error.name}"
        ) from error


def _make_pool(
    url: URL,
    dialect: Any,
    arguments: list[Any],
    driver_options: dict[str, Any],
    creator: Any,
    options: dict[str, Any],
    plugins: list[Any],
    engine_class: type[Engine],
) -> Pool:
    pool = options.pop("pool", None)
    pool_class = options.pop("poolclass", None) or (type(pool) if pool is not None else dialect.get_pool_class(url))
    pool_options = {inner: options.pop(outer) for outer, inner in _POOL_OPTIONS.items() if outer in options}
    accepted = _parameters_of(pool_class)
    for outer, inner in _SPECIAL_POOL_OPTIONS.items():
        if outer in options and inner in accepted:
            pool_options[inner] = options.pop(outer)
    events = options.pop("pool_events", None)
    if events is not None:
        pool_options["events"] = events
    for plugin in plugins:
        plugin.handle_pool_kwargs(pool_class, pool_options)
    opener = make_opener(dialect, arguments, driver_options, dialect.on_connect_url(url), creator)
    if pool is not None:
        pool._dialect = dialect
        pool._is_async = dialect.is_async
        pool._adopt(dialect.make_channel)
        return pool  # type: ignore[no-any-return]
    return pool_class(opener, dialect=dialect, **pool_options)  # type: ignore[no-any-return]


def _parameters_of(pool_class: type[Any]) -> set[str]:
    """The names that a pool's class and its bases take."""
    names: set[str] = set()
    for cls in pool_class.__mro__:
        code = getattr(cls.__dict__.get("__init__"), "__code__", None)
        if code is not None:
            names.update(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    return names


def _refuse_unknown(options: Mapping[str, Any], dialect: Any, pool: Any, engine_class: type[Any]) -> None:
    if not options:
        return
    known = [
        *_POOL_OPTIONS,
        *_SPECIAL_POOL_OPTIONS,
        *_ENGINE_OPTIONS,
        *_DIALECT_OPTIONS,
        "connect_args",
        "creator",
        "poolclass",
    ]
    names = ",".join(repr(name) for name in options)
    hint = suggest(next(iter(options)), known)
    raise TypeError(
        f"Invalid argument(s) {names} sent to create_engine(), using configuration {type(dialect).__name__}/{type(pool).__name__}/"
        f"{engine_class.__name__}.  Please check that the keyword arguments are appropriate for this combination of components.{hint}"
    )


def _load_plugins(url: URL, options: dict[str, Any]) -> tuple[URL, list[Any]]:
    names = [*url.normalized_query.get("plugin", ()), *options.pop("plugins", ())]
    if not names:
        return url, []
    plugins = [_plugins[name](url, options) if name in _plugins else _unknown_plugin(name) for name in names]
    for plugin in plugins:
        changed = plugin.update_url(url)
        url = changed if changed is not None else url
    return url.difference_update_query(["plugin"]), plugins


def _unknown_plugin(name: str) -> Any:
    raise exc.NoSuchModuleError(
        f"Can't load plugin: sqlalchemy.plugins:{name}; register it first: holdfast.engine.create.register_plugin({name!r}, PluginClass)."
    )


_plugins: dict[str, Callable[[URL, dict[str, Any]], Any]] = {}


def register_plugin(name: str, plugin: Callable[[URL, dict[str, Any]], Any]) -> None:
    """Make a CreateEnginePlugin known by name, for `?plugin=name` in URLs."""
    _plugins[name] = plugin


def engine_from_config(configuration: Mapping[str, Any], prefix: str = "sqlalchemy.", **kwargs: Any) -> Engine:
    """An Engine from a dictionary of strings, as configuration files give: `{"sqlalchemy.url": ..., "sqlalchemy.echo": "true"}`."""
    options: dict[str, Any] = {
        key[len(prefix) :]: value for key, value in configuration.items() if key.startswith(prefix)
    }
    options = {name: _coerced(name, value) for name, value in options.items()}
    options.update(kwargs)
    options.pop("_coerce_config", None)
    return create_engine(options.pop("url"), **options)


_TRUE, _FALSE = {"true", "yes", "on", "y", "t", "1"}, {"false", "no", "off", "n", "f", "0"}
_AS_INTEGER = {"pool_size", "max_overflow", "pool_recycle", "pool_timeout", "query_cache_size", "label_length"}
_AS_FLAG = {"echo", "echo_pool", "pool_pre_ping", "pool_use_lifo", "hide_parameters", "use_insertmanyvalues", "future"}


def _coerced(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip().lower()
    if name in _AS_INTEGER and text.lstrip("-").isdigit():
        return int(text)
    if name in _AS_FLAG:
        return True if text in _TRUE else False if text in _FALSE else value
    return value


def create_pool_from_url(url: str | URL, **kwargs: Any) -> Pool:
    """A pool for a database URL, without an engine; options as those of `create_engine()` for pools, without `pool_`."""
    renamed = {
        "pool_" + name if name in {"timeout", "recycle", "pre_ping", "use_lifo", "reset_on_return"} else name: value
        for name, value in kwargs.items()
    }
    return create_engine(url, **renamed).pool


__all__ = ["create_engine", "create_pool_from_url", "engine_from_config", "register_plugin"]
