"""SQLite by Python's own sqlite3: the driver's class, its channel, and how a URL becomes its arguments.

The channel keeps the driver's own way of opening transactions (so that `raw_connection()` behaves as people know) and
adds BEGIN where the driver leaves it out; see transaction_begin.py.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from ... import exc
from ...plan import Plan, Reply
from ...pool import QueuePool, SingletonThreadPool
from ...util import warn
from ..base import DbapiChannel
from .dialect import SQLiteDialect
from .reflect import SQLiteReflection
from .transaction_begin import needed_before, needs_transaction

_DRIVER_ARGUMENTS: dict[str, Callable[[str], Any]] = {
    "timeout": float,
    "isolation_level": str,
    "detect_types": int,
    "check_same_thread": lambda text: text.lower() in {"1", "true", "yes", "on", "t", "y"},
    "cached_statements": int,
}
_MEMORY = ":memory:"


class PysqliteChannel(DbapiChannel):
    """One sqlite3 connection.

    Statements go through `Connection.execute`, which makes its cursor in C. `_may_begin` is true from the beginning of
    a transaction until its first statement that SQLite must have a transaction for.
    """

    __slots__ = ("_execute", "_in_memory", "_may_begin")
    begins_implicitly = True
    takes_fetch = True

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        super().__init__(dbapi_connection, dialect)
        self._execute = dbapi_connection.execute
        self._may_begin = False
        self._in_memory = self._is_in_memory()

    def execute(self, sql: str, parameters: Any = (), fetch: Callable[[Any], list[Any]] | None = None) -> Reply:
        # The memo is looked into here, as reading statements come by all the time.
        if self._may_begin and needed_before(sql) is not False and needs_transaction(sql):
            self._begin_now()
        cursor = None
        try:
            cursor = self._execute(sql, parameters)
            description = cursor.description
            if description is None:
                return Reply(None, None, cursor.rowcount, cursor.lastrowid)
            rows = cursor.fetchall() if fetch is None else fetch(cursor)
            return Reply(rows, description, cursor.rowcount, cursor.lastrowid)
        except Exception as error:
            if cursor is not None:
                cursor.close()  # a value that cannot be read must not leave its table locked
            self._fail(error, sql, parameters)

    def execute_first(self, sql: str, parameters: Any, size: int) -> Reply:
        # Rows come from SQLite one by one: taken in parts, their memory is used again and stays near.
        if self._may_begin and needed_before(sql) is not False and needs_transaction(sql):
            self._begin_now()
        try:
            cursor = self._execute(sql, parameters)
            rows = cursor.fetchmany(size)
            return Reply(rows) if len(rows) < size else Reply(rows, cursor=cursor)
        except Exception as error:
            self._fail(error, sql, parameters)

    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        if self._may_begin and needs_transaction(sql):
            self._begin_now()
        return super().execute_many(sql, parameter_sets)

    def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        if self._may_begin and needs_transaction(sql):
            self._begin_now()
        return super().open_cursor(sql, parameters)

    def note_begin(self) -> None:
        """A transaction begins as soon as something needs it."""
        self._may_begin = True

    def _begin_now(self) -> None:
        self._may_begin = False
        driver = self.dbapi_connection
        level = driver.isolation_level
        # None: driver-level autocommit was asked for. In a transaction: somebody sent BEGIN himself.
        if level is not None and not driver.in_transaction:
            try:
                driver.execute(f"BEGIN {level}")
            except Exception as error:
                self._fail(error, f"BEGIN {level}", None)

    def control(self, verb: str, argument: Any = None) -> Any:
        driver = self.dbapi_connection
        try:
            if verb == "commit":
                self._may_begin = False
                return driver.commit()
            if verb == "rollback":
                self._may_begin = False
                if self.dialect.skip_autocommit_rollback and driver.isolation_level is None:
                    return None
                return driver.rollback()
            if verb == "begin":
                self._may_begin = True
                return None
            if verb == "isolation_level":
                return self._set_isolation_level(driver, argument)
            if verb == "get_isolation_level":
                return _isolation_level_of(driver)
        except Exception as error:
            self._fail(error, None, None)
        return self._control_more(verb, argument)

    def _set_isolation_level(self, driver: Any, level: str | None) -> None:
        if level == "AUTOCOMMIT":
            driver.isolation_level = None
            return
        if driver.isolation_level is None:
            driver.isolation_level = self.dialect.driver_isolation_level
        driver.execute(f"PRAGMA read_uncommitted = {1 if level == 'READ UNCOMMITTED' else 0}")

    @property
    def survives_fork(self) -> bool:
        """Whether a child process may go on with its copy: it may when all is in memory, and no file is shared.

        A connection to a file is not asked: another thread of the parent may have been at work in it, and its lock
        would never be released here. One in memory is, as a file may have been attached since.
        """
        return self._in_memory and self._is_in_memory()

    def _is_in_memory(self) -> bool:
        """Whether no file is open; False also for a connection that only another thread may use."""
        try:
            files = self.dbapi_connection.execute("PRAGMA database_list").fetchall()
        except self.error_class:
            return False
        return not any(path for _number, _name, path in files)

    def ping(self) -> bool:
        try:
            self.dbapi_connection.execute("SELECT 1")
        except self.error_class:
            return False
        return True


def _isolation_level_of(driver: Any) -> str:
    return "READ UNCOMMITTED" if driver.execute("PRAGMA read_uncommitted").fetchone()[0] else "SERIALIZABLE"


class SQLiteDialect_pysqlite(SQLiteDialect):
    """SQLite by the standard library's driver."""

    driver = "pysqlite"
    default_isolation_level = "SERIALIZABLE"
    driver_isolation_level: str | None = ""
    channel_class: type[Any] = PysqliteChannel
    reflection = SQLiteReflection()

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        if self._on_connect_isolation_level not in {None, "AUTOCOMMIT"}:
            self.default_isolation_level = self._on_connect_isolation_level
        if self.application is not None:
            self.driver_isolation_level = self.application.begin

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return import_module("sqlite3")

    @classmethod
    def _is_file(cls, url: Any) -> bool:
        database = url.database
        return bool(database and database != _MEMORY and url.query.get("mode") != "memory")

    @classmethod
    def get_pool_class(cls, url: Any) -> Any:
        return QueuePool if cls._is_file(url) else SingletonThreadPool

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        """The file and the options of sqlite3.connect(); what is not an option of the driver stays in a `file:` URI."""
        if url.username or url.host or url.password or url.port:
            raise exc.ArgumentError(
                f"Invalid SQLite URL: {url}\nValid SQLite URL forms are:\n sqlite:///:memory: (or, sqlite://)\n"
                " sqlite:///relative/path/to/file.db\n sqlite:////absolute/path/to/file.db"
            )
        options: dict[str, Any] = {}
        query = dict(url.query)
        for name, convert in _DRIVER_ARGUMENTS.items():
            if name in query:
                options[name] = convert(query.pop(name))
        filename = url.database or _MEMORY
        as_uri = str(query.pop("uri", "")).lower() in {"1", "true", "yes", "on", "t", "y"}
        if as_uri:
            options["uri"] = True
            if query:
                pairs = "&".join(f"{name}={query[name]}" for name in sorted(query))
                filename += f"?{pairs}"
        else:
            if query:
                names = ", ".join(repr(name) for name in sorted(query))
                warn(
                    f"Query string argument(s) {names} are not accepted by the pysqlite driver and are being ignored; SQLite URI "
                    "arguments require that 'uri=true' also be present in the URL.",
                    code="squa",
                )
            if filename != _MEMORY:
                filename = os.path.abspath(filename)  # noqa: PTH100 - the working directory may change later
        options.setdefault("check_same_thread", not self._is_file(url))
        if self.application is not None:
            options.setdefault("timeout", self.application.busy_timeout)
            options.setdefault("isolation_level", self.application.begin)
        return [filename], options

    def on_connect(self) -> Callable[[Any], None]:
        application = self.application

        def prepare(driver: Any) -> None:
            if application is not None:
                application.prepare(driver)
            driver.create_function("regexp", 2, _regexp, deterministic=True)
            driver.create_function("floor", 1, _floor, deterministic=True)

        return prepare

    def plan_initialize(self, channel: Any) -> Plan[None]:
        """Nothing has to be asked for this."""
        self.server_version_info = self.loaded_dbapi.sqlite_version_info
        self.default_schema_name = "main"
        yield from super().plan_initialize(channel)

    def make_channel(self, dbapi_connection: Any) -> Any:
        """The channel over a connection of the driver."""
        return self.channel_class(dbapi_connection, self)

    def diagnose_connect(self, error: Exception, arguments: list[Any]) -> str | None:
        """Which file could not be opened, and why: SQLite tells neither."""
        if "unable to open" not in str(error) or not arguments:
            return None
        path = Path(arguments[0])
        if not path.parent.is_dir():
            return f"'{path}': the folder '{path.parent}' does not exist. Make it first, or change the URL."
        if path.is_dir():
            return f"'{path}' is a folder. Name a file in it."
        return f"'{path}'. Is it readable and its folder writable for this user?"

    def detect_autocommit_setting(self, dbapi_connection: Any) -> bool:
        return dbapi_connection.isolation_level is None

    def is_disconnect(self, error: Any, connection: Any, cursor: Any) -> bool:
        return "Cannot operate on a closed database." in str(error)


def _regexp(pattern: str, text: str | None) -> bool | None:
    return None if text is None else re.search(pattern, text) is not None


def _floor(value: float | None) -> int | None:
    return None if value is None else math.floor(value)


__all__ = ["PysqliteChannel", "SQLiteDialect_pysqlite"]
