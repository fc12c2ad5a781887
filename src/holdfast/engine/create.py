"""`create_engine()`: from a URL and options to an Engine.

What lives here: sorting the options among dialect, pool and engine, and putting the three together. What must not:
knowledge of any one database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import exc
from ..dialects.base import make_opener
from ..dialects.registry import plugins as engine_plugins
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
    "pool_events": "events",
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
_IGNORED = ("_coerce_config", "_initialize", "empty_in_strategy", "future", "implicit_returning")


def create_engine(url: str | URL, **kwargs: Any) -> Engine:
    """An Engine for a database URL: `create_engine("sqlite:///file.db")`.

    No connection is opened yet. Options go to the engine (`echo`, `execution_options`, `hide_parameters`), the pool
    (`pool_size`, `max_overflow`, `pool_timeout`, `pool_recycle`, `pool_pre_ping`, `poolclass` ...), the dialect
    (`isolation_level`, `paramstyle` ...) and, as `connect_args`, the driver. Raises TypeError for an unknown option.
    """
    return _create(make_url(url), dict(kwargs), Engine)


def _create(url: URL, options: dict[str, Any], engine_class: type[Engine]) -> Engine:
    plugins, url = _load_plugins(url, options)
    dialect_class = url.get_dialect(options.pop("_is_async", False))
    strategy = options.pop("strategy", None)
    if strategy == "mock":
        return create_mock_engine(url, options.pop("executor"), **options)  # type: ignore[return-value]
    if strategy is not None:
        raise exc.ArgumentError(f"unknown strategy: {strategy!r}")
    if not options.get("future", True):
        raise exc.ArgumentError("The 'future' parameter passed to create_engine() may only be set to True.")
    for name in _IGNORED:
        options.pop(name, None)
    dialect = _make_dialect(dialect_class, options, plugins)
    pool = _make_pool(url, dialect, options, plugins, engine_class)
    engine_options = {name: options.pop(name) for name in _ENGINE_OPTIONS if name in options}
    if dialect.server_side_cursors:
        engine_options["execution_options"] = {
            "stream_results": True,
            **(engine_options.get("execution_options") or {}),
        }
    _refuse_unknown(options, dialect, pool, engine_class)
    pool._tell_about_ping = core.tell_about_ping
    engine = engine_class(pool, dialect, url, **engine_options)
    dialect_class.engine_created(engine)
    for plugin in plugins:
        plugin.engine_created(engine)
    return engine


def _make_dialect(dialect_class: Any, options: dict[str, Any], plugins: list[Any]) -> Any:
    """The dialect, with those of the options that its classes' `__init__` take."""
    known = {*_DIALECT_OPTIONS, *_parameters_of(dialect_class)} - {"self", "keywords", "dbapi"}
    dialect_options = {name: options.pop(name) for name in list(options) if name in known}
    if options.pop("enable_from_linting", True):
        dialect_options.setdefault("compiler_linting", FROM_LINTING)
    module = options.pop("module", None)
    dialect_options["dbapi"] = module() if callable(module) else module or _import_driver(dialect_class)
    for plugin in plugins:
        plugin.handle_dialect_kwargs(dialect_class, dialect_options)
    dialect = dialect_class(**dialect_options)
    if dialect.server_side_cursors and not dialect.supports_server_side_cursors:
        raise exc.ArgumentError(f"Dialect {dialect} does not support server side cursors")
    return dialect


def _import_driver(dialect_class: Any) -> Any:
    try:
        return dialect_class.import_dbapi()
    except ImportError as error:
        raise ModuleNotFoundError(
            f"No module named {error.name!r}: the driver of {dialect_class.name}+{dialect_class.driver} is not installed. "
            f"Install it, for example with: pip install {dialect_class.driver_package or error.name}"
        ) from error


def _make_pool(url: URL, dialect: Any, options: dict[str, Any], plugins: list[Any], engine_class: type[Engine]) -> Pool:
    """The pool, with a function that opens the dialect's channels; or the user's own pool, made to give such channels."""
    arguments, driver_options = dialect.create_connect_args(url)
    driver_options = {**driver_options, **dict(options.pop("connect_args", None) or {})}
    creator = options.pop("creator", None)
    creator = options.pop("async_creator", None) or creator
    pool: Any = options.pop("pool", None)
    if pool is not None:
        options.pop("poolclass", None)
        pool._dialect = dialect
        pool._is_async = dialect.is_async
        pool._adopt(dialect.make_channel)
        return pool  # type: ignore[no-any-return]
    pool_class = options.pop("poolclass", None) or dialect.get_pool_class(url)
    _check_world(pool_class, dialect.is_async)
    pool_options = {inner: options.pop(outer) for outer, inner in _POOL_OPTIONS.items() if outer in options}
    accepted = _parameters_of(pool_class)
    for outer, inner in _SPECIAL_POOL_OPTIONS.items():
        if outer in options and inner in accepted:
            pool_options[inner] = options.pop(outer)
    for plugin in plugins:
        plugin.handle_pool_kwargs(pool_class, pool_options)
    opener = make_opener(dialect, arguments, driver_options, dialect.on_connect_url(url), creator)
    return pool_class(opener, dialect=dialect, **pool_options)  # type: ignore[no-any-return]


def _check_world(pool_class: Any, is_async: bool) -> None:
    """A pool that waits by blocking would stop the event loop, and one that awaits can't without a loop."""
    waits_in = pool_class._waits_in
    if waits_in is not None and waits_in != ("tasks" if is_async else "threads"):
        world, other = ("asyncio", "AsyncAdaptedQueuePool") if is_async else ("non-asyncio", "QueuePool")
        raise exc.ArgumentError(
            f"Pool class {pool_class.__name__} cannot be used with {world} engine; use {other}, or NullPool.",
            code="pcls",
        )


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


def _load_plugins(url: URL, options: dict[str, Any]) -> tuple[list[Any], URL]:
    """The plugins that the URL (`?plugin=name`) and the options name, and the URL as they leave it."""
    names = [*url.normalized_query.get("plugin", ()), *options.get("plugins", ())]
    plugins = [engine_plugins.load(name)(url, options) for name in names]
    url = url.difference_update_query(["plugin"])
    for plugin in plugins:
        changed = plugin.update_url(url)
        url = changed if changed is not None else url
    options.pop("plugins", None)
    return plugins, url


def engine_from_config(configuration: Mapping[str, Any], prefix: str = "sqlalchemy.", **kwargs: Any) -> Engine:
    """An Engine from a dictionary of strings, as configuration files give: `{"sqlalchemy.url": ..., "sqlalchemy.echo": "true"}`."""
    options: dict[str, Any] = {
        key[len(prefix) :]: value for key, value in configuration.items() if key.startswith(prefix)
    }
    options = {name: _coerced(name, value) for name, value in options.items()}
    options.update(kwargs)
    return create_engine(options.pop("url"), **options)


_TRUE, _FALSE = {"true", "yes", "on", "y", "t", "1"}, {"false", "no", "off", "n", "f", "0"}
_COERCE: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(["pool_size", "max_overflow", "query_cache_size", "insertmanyvalues_page_size"], int),
    **dict.fromkeys(["label_length", "max_identifier_length"], int),
    **dict.fromkeys(
        ["pool_recycle", "pool_timeout"], lambda text: int(text) if text.lstrip("-").isdigit() else float(text)
    ),
}
_AS_FLAG = {
    *("echo", "echo_pool", "enable_from_linting", "future", "hide_parameters", "pool_pre_ping", "pool_use_lifo"),
    *("native_datetime", "server_side_cursors", "skip_autocommit_rollback", "use_insertmanyvalues"),
}
_LOUDER = {"echo", "echo_pool"}


def _coerced(name: str, value: Any) -> Any:
    """A value from a configuration file as what the option wants; ValueError for one that is no number."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if name in _COERCE:
        return _COERCE[name](text)
    if name in _AS_FLAG:
        lower = text.lower()
        if name in _LOUDER and lower not in {*_TRUE, *_FALSE, "debug"}:
            raise ValueError(f"String is not true/false: {text!r} for {name!r}. Write true, false or debug.")
        return True if lower in _TRUE else False if lower in _FALSE else value
    return value


_POOL_ONLY = {inner: outer for outer, inner in (*_POOL_OPTIONS.items(), *_SPECIAL_POOL_OPTIONS.items())}


def create_pool_from_url(url: str | URL, **kwargs: Any) -> Pool:
    """A pool for a database URL, without an engine; options as those of `create_engine()` for pools, without `pool_`."""
    return create_engine(url, **{_POOL_ONLY.get(name, name): value for name, value in kwargs.items()}).pool


__all__ = ["create_engine", "create_pool_from_url", "engine_from_config"]
