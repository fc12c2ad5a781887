"""MySQL and MariaDB by mysqlclient (the module MySQLdb), a driver over the C library: the default of `mysql://`."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from .channel import MySQLChannel
from .connect import connect_options, gather_ssl
from .dialect import MariaDBDialect, MySQLDialect

_FOUND_ROWS = 2


class MySQLdbChannel(MySQLChannel):
    """One connection of mysqlclient."""

    __slots__ = ()

    def ping(self) -> bool:
        try:
            self.dbapi_connection.ping()
        except self.error_class:
            return False
        return True


class MySQLDialect_mysqldb(MySQLDialect):
    """MySQL by mysqlclient."""

    driver = "mysqldb"
    driver_package = "mysqlclient"
    channel_class: type[Any] = MySQLdbChannel

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return import_module("MySQLdb")

    @property
    def stream_cursor_class(self) -> Any:
        return import_module("MySQLdb.cursors").SSCursor

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        """The options of MySQLdb.connect(); rows that an UPDATE matched count, changed or not."""
        options = connect_options(url, {"database": "db", "username": "user", "password": "passwd"})
        gather_ssl(options)
        if self.dbapi is not None:
            options["client_flag"] = options.get("client_flag", 0) | _FOUND_ROWS
        return [], options


class MariaDBDialect_mysqldb(MariaDBDialect, MySQLDialect_mysqldb):
    """MariaDB by mysqlclient."""

    supports_statement_cache = True


dialect = MySQLDialect_mysqldb

__all__ = ["MariaDBDialect_mysqldb", "MySQLDialect_mysqldb", "MySQLdbChannel", "dialect"]
