"""MySQL and MariaDB by MariaDB Connector/Python (the module mariadb), a driver over MariaDB's C library."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from .channel import MySQLChannel
from .connect import connect_options
from .dialect import MariaDBDialect, MySQLDialect

_FOUND_ROWS = 2


class MariaDBConnectorChannel(MySQLChannel):
    """One connection of MariaDB Connector/Python."""

    __slots__ = ()

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        super().__init__(dbapi_connection, dialect)
        # Its cursors leave the rows on the server unless told otherwise.
        self._make_cursor = lambda: dbapi_connection.cursor(buffered=True)

    def _make_stream_cursor(self) -> Any:
        return self.dbapi_connection.cursor(buffered=False)

    def _set_autocommit(self, value: bool) -> None:
        self.dbapi_connection.autocommit = value

    def ping(self) -> bool:
        try:
            self.dbapi_connection.ping()
        except self.error_class:
            return False
        return True


class MySQLDialect_mariadbconnector(MySQLDialect):
    """MySQL by MariaDB Connector/Python."""

    driver = "mariadbconnector"
    default_paramstyle: ClassVar[str] = "qmark"
    channel_class: type[Any] = MariaDBConnectorChannel

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return import_module("mariadb")

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        """The options of mariadb.connect(); rows that an UPDATE matched count, changed or not."""
        options = connect_options(url, {})
        if self.dbapi is not None:
            options["client_flag"] = options.get("client_flag", 0) | _FOUND_ROWS
        return [], options


class MariaDBDialect_mariadbconnector(MariaDBDialect, MySQLDialect_mariadbconnector):
    """MariaDB by MariaDB Connector/Python."""

    supports_statement_cache = True


dialect = MySQLDialect_mariadbconnector

__all__ = ["MariaDBConnectorChannel", "MariaDBDialect_mariadbconnector", "MySQLDialect_mariadbconnector", "dialect"]
