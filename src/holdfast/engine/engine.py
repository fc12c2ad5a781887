"""`Engine`: where connections come from. A dialect, a pool, and the cache of compiled statements."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, TypeVarTuple, overload

from .. import log
from ..event import EventTarget
from ..inspection import inspect
from ..plan import Plan, ask, run
from ..pool import Pool, PoolProxiedConnection
from ..util import immutabledict
from . import core
from .connection import Connection
from .events import ConnectionEvents
from .execution import CompiledCache
from .result import CursorResult
from .url import URL

if TYPE_CHECKING:
    from ..sql.elements import Executable
    from ..sql.selectable import TypedReturnsRows
    from .reflection import Inspector  # rightward

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")


class Engine(EventTarget):
    """A database to connect to; made by `create_engine()`, one per database and program, shared by all threads.

    `connect()` and `begin()` give a Connection; `execute()` runs one statement and commits it.
    """

    _connection_class: ClassVar[type[Connection]] = Connection
    _is_connection_events_target = True

    if TYPE_CHECKING:

        def _inspected(self) -> Inspector: ...

    _pool_events_target: Any = Pool
    _dialect_events_target_class = True
    _standard_logger: Any = None

    def __init__(
        self,
        pool: Pool,
        dialect: Any,
        url: Any,
        logging_name: str | None = None,
        echo: Any = None,
        query_cache_size: int = 500,
        execution_options: Any = None,
        hide_parameters: bool = False,
    ) -> None:
        self.pool = pool
        self.url: URL = url
        self.dialect = dialect
        self.logging_name = logging_name
        self.hide_parameters = hide_parameters
        self._echo = echo
        self._logger: Any = None
        self._compiled_cache: Any = CompiledCache(query_cache_size) if query_cache_size else None
        self._schema_translate: Any = None
        self._execution_options: Any = immutabledict()
        self._settings: dict[str, Any] = {}
        self._is_initialized = False
        self.dispatch: Any = ConnectionEvents.table(self, ConnectionEvents.class_table(self._connection_class))
        self.echo = echo
        if execution_options:
            self.update_execution_options(**execution_options)

    # -- what it is

    @property
    def engine(self) -> Engine:
        return self

    @property
    def name(self) -> str:
        return self.dialect.name  # type: ignore[no-any-return]

    @property
    def driver(self) -> str:
        return self.dialect.driver  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"Engine({self.url!r})"

    @property
    def echo(self) -> Any:
        """Whether statements are logged; `"debug"` logs rows too."""
        return self._echo

    @echo.setter
    def echo(self, value: Any) -> None:
        self._echo = value
        self._logger = self._logger_with(self._execution_options.get("logging_token")) if value else None

    def _active_logger(self) -> Any:
        """The logger for a new connection: that of `echo`, or one that `logging` was set up to show."""
        if self._logger is not None:
            return self._logger
        if self.dialect.is_observed:
            return log.SILENT
        logging = sys.modules.get("logging")
        if logging is None:
            return None
        standard = self._standard_logger
        if standard is None:
            standard = self._standard_logger = logging.getLogger(log.name_of(self, "engine"))
        if not standard.isEnabledFor(log.INFO):
            return None
        return self._logger_with(self._execution_options.get("logging_token"))

    def _logger_with(self, token: Any) -> Any:
        """The logger of a connection that has a token of its own."""
        return log.instance_logger(self, self._echo, "engine", token)

    # -- connections

    def connect(self) -> Connection:
        """A new Connection; closing it gives the database connection back to the pool."""
        if self._is_plain and not self.dispatch.engine_connect and not self.dialect.dispatch.handle_error:
            # The short road: nothing to set, nobody to tell.
            return self._connection_class(self, self.pool.acquire())
        return run(core.connect(self))  # type: ignore[no-any-return]

    @property
    def _is_plain(self) -> bool:
        """Whether a connection of the pool is ready as it is."""
        return self._is_initialized and not self._settings and not self.dialect.is_async

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A Connection inside a transaction, committed at the end of the block or rolled back by an exception."""
        with self.connect() as connection, connection.begin():
            yield connection

    if TYPE_CHECKING:

        @overload
        def execute(
            self, statement: TypedReturnsRows[*_Ts], parameters: Any = None, *, execution_options: Any = None
        ) -> CursorResult[*_Ts]: ...
        @overload
        def execute(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> CursorResult[*tuple[Any, ...]]: ...

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Execute one statement on a connection of its own and commit it; the result stays readable."""
        return run(core.execute_once(self, statement, parameters, execution_options))

    if TYPE_CHECKING:

        @overload
        def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            parameters: Any = None,
            *,
            execution_options: Any = None,
        ) -> _T | None: ...
        @overload
        def scalar(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> Any: ...

    def scalar(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """Execute one statement on a connection of its own: the first column of the first row."""
        return self.execute(statement, parameters, execution_options=execution_options).scalar()

    def raw_connection(self) -> PoolProxiedConnection:
        """A DBAPI connection of the pool, with nothing around it but `close()` giving it back."""
        return self.pool.connect()

    def run_ddl(self, request: Any, checkfirst: Any = True) -> None:
        """Create or drop what a schema request asks for, in one transaction."""
        run(core.run_ddl_once(self, request, checkfirst))

    def reflect_table(self, table: Any, **options: Any) -> None:
        """Fill a Table from the database: what `Table(..., autoload_with=bind)` asks for."""
        inspect(self).reflect_table(table, **options)

    def reflect_metadata(self, metadata: Any, **options: Any) -> None:
        """Make tables of what the database has: what `metadata.reflect(bind)` asks for."""
        inspect(self).reflect_metadata(metadata, **options)

    # -- life

    def dispose(self, close: bool = True) -> None:
        """Close the idle connections of the pool and start with a new, empty one.

        `close=False` leaves the old connections as they are: for a child process after `fork`.
        """
        run(self._plan_dispose(close))

    def _plan_dispose(self, close: bool) -> Plan[None]:
        old = self.pool
        self.pool = old.recreate()
        old._retire()
        if close:
            yield from old._plan_dispose()
        for handler in self.dispatch.engine_disposed:
            yield from ask.call(handler, self)

    def clear_compiled_cache(self) -> None:
        """Forget all compiled statements."""
        if self._compiled_cache is not None:
            self._compiled_cache.clear()

    # -- options

    def execution_options(self, **opt: Any) -> OptionEngine:
        """An engine with other options over the same pool and cache."""
        return OptionEngine(self, opt)

    def update_execution_options(self, **opt: Any) -> None:
        """Change the options of this engine, for connections made from now on."""
        for handler in self.dispatch.set_engine_execution_options:
            handler(self, opt)
        self._settings = {**self._settings, **core.settings_of(self.dialect, opt)}
        if "schema_translate_map" in opt:
            self._schema_translate = opt["schema_translate_map"]
        self._execution_options = self._execution_options.union(opt)
        if "logging_token" in opt:
            self.echo = self._echo

    def get_execution_options(self) -> Any:
        return self._execution_options

    # -- events

    @property
    def _dialect_events_target(self) -> Any:
        return self.dialect


class OptionEngine(Engine):
    """An engine that shares everything with another but its options. Listeners of the other hear it too."""

    def __init__(self, proxied: Engine, options: dict[str, Any]) -> None:
        self._proxied = proxied
        self.url = proxied.url
        self.dialect = proxied.dialect
        self.logging_name = proxied.logging_name
        self.hide_parameters = proxied.hide_parameters
        self._compiled_cache = proxied._compiled_cache
        self._schema_translate = proxied._schema_translate
        self._execution_options = proxied._execution_options
        self._settings = proxied._settings
        self._is_initialized = proxied._is_initialized
        self._connection_class = proxied._connection_class  # type: ignore[misc]
        self.dispatch = ConnectionEvents.table(self, proxied.dispatch)
        self.echo = proxied._echo
        self.update_execution_options(**options)

    @property
    def pool(self) -> Pool:
        return self._proxied.pool

    @pool.setter
    def pool(self, pool: Pool) -> None:
        self._proxied.pool = pool


__all__ = ["Engine", "OptionEngine"]
