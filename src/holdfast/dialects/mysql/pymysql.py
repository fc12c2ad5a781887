"""MySQL and MariaDB by PyMySQL, a driver in pure Python."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from .channel import MySQLChannel
from .connect import connect_options, gather_ssl
from .dialect import MariaDBDialect, MySQLDialect

_FOUND_ROWS = 2


class PyMySQLChannel(MySQLChannel):
    """One connection of PyMySQL."""

    __slots__ = ()

    def ping(self) -> bool:
        try:
            self.dbapi_connection.ping(reconnect=False)
        except self.error_class:
            return False
        return True

    def _forget_rows(self, driver_cursor: Any) -> None:
        # Otherwise its finalizer reads from the closed socket, and Python prints what comes of that.
        result = getattr(driver_cursor, "_result", None)
        if result is not None:
            result.unbuffered_active = False

    def terminate(self) -> None:
        # Closes the socket without a word; harmless when it is closed already.
        self.dbapi_connection._force_close()


class MySQLDialect_pymysql(MySQLDialect):
    """MySQL by PyMySQL."""

    driver = "pymysql"
    channel_class: type[Any] = PyMySQLChannel

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return import_module("pymysql")

    def _paramstyle_of(self, dbapi: Any) -> str:
        return self.default_paramstyle if dbapi is None else "pyformat"

    @property
    def stream_cursor_class(self) -> Any:
        return self.loaded_dbapi.cursors.SSCursor

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        """The options of pymysql.connect(); rows that an UPDATE matched count, changed or not."""
        options = connect_options(url, {"username": "user"})
        gather_ssl(options)
        if self.dbapi is not None:
            options["client_flag"] = options.get("client_flag", 0) | _FOUND_ROWS
        return [], options

    def is_disconnect(self, error: Any, connection: Any, cursor: Any) -> bool:
        if super().is_disconnect(error, connection, cursor):
            return True
        # What PyMySQL says of a connection that it has closed itself.
        return isinstance(error, self.loaded_dbapi.InterfaceError) and "(0, '')" in str(error)


class MariaDBDialect_pymysql(MariaDBDialect, MySQLDialect_pymysql):
    """MariaDB by PyMySQL."""

    supports_statement_cache = True


dialect = MySQLDialect_pymysql

__all__ = ["MariaDBDialect_pymysql", "MySQLDialect_pymysql", "PyMySQLChannel", "dialect"]
