"""DefaultDialect: what every database dialect has, at compile time and for the engine.

A driver's class says how to import it (`import_dbapi`), how a URL becomes its arguments (`create_connect_args`) and
which channel speaks to it (`make_channel`, in the drivers' own rooms). No SQL of one database lives here.
"""

from __future__ import annotations

from collections.abc import Collection
from types import ModuleType
from typing import Any, ClassVar

from ... import exc
from ...engine.events import DialectEvents
from ...engine.reflection import Inspector
from ...plan import Plan
from ...sql.compiler import Compiled, CompilerDialect, DDLCompiler, SQLCompiler, compile_statement
from ...util import late, suggest
from .by_hand import ByHand
from .methods import InspectorMethods
from .reflect import Reflection

secrets = late("secrets")


class DefaultDialect(ByHand, InspectorMethods, CompilerDialect):
    """The common dialect; a database's own derives from it and changes data and hooks."""

    is_async: ClassVar[bool] = False
    # Whether somebody listens to single executions (engine/events.py): then they take the observed road.
    is_observed: bool = False
    dispatch: Any
    has_terminate: bool = False
    statement_compiler: ClassVar[type[SQLCompiler]] = SQLCompiler
    ddl_compiler: ClassVar[type[DDLCompiler]] = DDLCompiler
    poolclass: Any = None
    dbapi: ModuleType | None = None
    driver_package: ClassVar[str | None] = None  # what to install for the driver, where it is called otherwise
    server_version_info: tuple[Any, ...] | None = None
    default_schema_name: str | None = None
    default_isolation_level: Any = None
    supports_identity_columns: bool = False
    inspector: ClassVar[type[Inspector] | None] = None
    reflection: ClassVar[Reflection] = Reflection()
    reflection_options: ClassVar[tuple[str, ...]] = ()
    isolation_levels: ClassVar[tuple[str, ...]] = (
        "READ UNCOMMITTED",
        "READ COMMITTED",
        "REPEATABLE READ",
        "SERIALIZABLE",
        "AUTOCOMMIT",
    )

    # Execution options that belong to the database connection: its channel knows a verb of each name.
    connection_settings: ClassVar[tuple[str, ...]] = ("isolation_level",)

    def __init__(
        self,
        *,
        dbapi: ModuleType | None = None,
        paramstyle: str | None = None,
        isolation_level: str | None = None,
        label_length: int | None = None,
        max_identifier_length: int | None = None,
        supports_native_boolean: bool | None = None,
        use_insertmanyvalues: bool | None = None,
        insertmanyvalues_page_size: int | None = None,
        server_side_cursors: bool = False,
        skip_autocommit_rollback: bool = False,
        compiler_linting: int = 0,
        **unknown: Any,
    ) -> None:
        if unknown:
            known = ["paramstyle", "isolation_level", "label_length", "insertmanyvalues_page_size"]
            name = next(iter(unknown))
            raise TypeError(f"Invalid argument(s) {name!r} sent to {type(self).__name__}{suggest(name, known)}")
        super().__init__(paramstyle or self._paramstyle_of(dbapi))
        self.dispatch = DialectEvents.table(self)
        self.dbapi = dbapi
        self._on_connect_isolation_level = isolation_level and self.checked_isolation_level(isolation_level)
        if label_length is not None:
            self.label_length = label_length
        if max_identifier_length is not None:
            self.max_identifier_length = max_identifier_length
        if self.label_length is not None and self.label_length > self.max_identifier_length:
            raise exc.ArgumentError(
                f"Label length of {self.label_length} is greater than this dialect's maximum identifier length of "
                f"{self.max_identifier_length}"
            )
        if supports_native_boolean is not None:
            self.supports_native_boolean = supports_native_boolean
        if use_insertmanyvalues is not None:
            self.use_insertmanyvalues = use_insertmanyvalues
        if insertmanyvalues_page_size is not None:
            self.insertmanyvalues_page_size = insertmanyvalues_page_size
        self.server_side_cursors = server_side_cursors
        self.skip_autocommit_rollback = skip_autocommit_rollback
        self.compiler_linting = compiler_linting

    def _paramstyle_of(self, dbapi: Any) -> str:
        # A driver that takes several styles is spoken to in the dialect's own.
        return self.default_paramstyle

    @property
    def dialect_description(self) -> str:
        return f"{self.name}+{self.driver}" if self.driver else self.name

    @property
    def loaded_dbapi(self) -> ModuleType:
        """The driver's module; an error when the dialect was made without one."""
        if self.dbapi is None:
            raise exc.NoDBAPILoaded(
                f"Dialect {self!r} does not have a Python DBAPI established and cannot be used for actual database "
                "interaction. Make the engine with create_engine()."
            )
        return self.dbapi

    # ------------------------------------------------------------------ compiling

    def compile_statement(self, statement: Any, **keywords: Any) -> Compiled:
        """Compile a statement or DDL construct for this dialect."""
        return compile_statement(statement, self, **keywords)

    def sequence_text(self, sequence: Any) -> str:
        """A SELECT of the next value of a sequence."""
        return f"SELECT {compile_statement(sequence, self)}"

    # ------------------------------------------------------------------ for the engine

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        """Import and return the driver."""
        raise exc.NoSuchModuleError(f"{cls.__name__} names no driver: it can compile statements, not send them.")

    @classmethod
    def get_pool_class(cls, url: Any) -> Any:
        return cls.poolclass

    @classmethod
    def get_dialect_cls(cls, url: Any) -> type[Any]:
        return cls

    @classmethod
    def get_async_dialect_cls(cls, url: Any) -> type[Any]:
        """The class for `create_async_engine()`: another one where one name stands for a driver's two kinds of connection."""
        return cls.get_dialect_cls(url)

    @classmethod
    def engine_created(cls, engine: Any) -> None:
        """Called when an engine with this dialect exists."""

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        """The driver's arguments for a URL."""
        options = url.translate_connect_args()
        options.update(url.query)
        return [], options

    def on_connect_url(self, url: Any) -> Any:
        """A function called with each new driver connection, or None."""
        return self.on_connect()

    def on_connect(self) -> Any:
        return None

    def is_disconnect(self, error: Any, connection: Any, cursor: Any) -> bool:
        """Whether a driver's error means that the connection is gone."""
        return False

    def plan_initialize(self, channel: Any) -> Plan[None]:
        """Learn what must be known of the server; once per engine, on its first connection."""
        return
        yield

    def get_isolation_level_values(self, dbapi_connection: Any) -> Collection[str]:
        return self.isolation_levels

    def checked_isolation_level(self, level: str) -> str:
        """The level in the database's spelling; an error for one that it does not have."""
        wanted = level.replace("_", " ").upper()
        if wanted not in self.isolation_levels:
            raise exc.ArgumentError(
                f"Invalid value {wanted!r} for isolation_level. Valid isolation levels for {self.name!r} are "
                f"{', '.join(sorted(self.isolation_levels))}"
            )
        return wanted

    def detect_autocommit_setting(self, dbapi_connection: Any) -> bool:
        """Whether the driver commits each statement by itself now."""
        raise NotImplementedError(f"{self.name}+{self.driver} does not tell: do without skip_autocommit_rollback")

    def initial_setting(self, name: str) -> Any:
        """What a setting of a connection is put back to."""
        return (self._on_connect_isolation_level or self.default_isolation_level) if name == "isolation_level" else None

    def diagnose_connect(self, error: Exception, arguments: list[Any]) -> str | None:
        """What to add to the driver's words when a connection could not be opened: the fact and the fix."""
        return None

    def diagnose_integrity(self, error: Any) -> exc.Diagnosis:
        """From the driver's own error: the constraint that was broken, its table and its columns, as far as it tells."""
        return None, None, ()

    def create_xid(self) -> str:
        """A random name for a two-phase transaction."""
        return f"_sa_{secrets.token_hex(16)}"

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} object at 0x{id(self):x}>"


DialectEvents.target = DefaultDialect
