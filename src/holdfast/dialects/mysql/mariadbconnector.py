"""MySQL and MariaDB by MariaDB Connector/Python (the module mariadb), a driver over MariaDB's C library."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from .channel import MySQLChannel
from .connect import connect_options
from .dialect import MariaDBDialect, MySQLDialect

_FOUND_ROWS = 2
_LOST_IN_QUERY = 2013


class MariaDBConnectorChannel(MySQLChannel):
    """One connection of MariaDB Connector/Python."""

    __slots__ = ()

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        super().__init__(dbapi_connection, dialect)
        # Its cursors leave the rows on the server unless told otherwise.
        self._make_cursor = lambda: dbapi_connection.cursor(buffered=True)

    def _make_stream_cursor(self) -> Any:
        return self.dbapi_connection.cursor(buffered=False)

    def fetch_many(self, cursor: Any, size: int) -> list[tuple[Any, ...]]:
        rows = super().fetch_many(cursor, size)
        if len(rows) < size and cursor.kept is None:
            self._check_end()
        return rows

    def _read_ahead(self) -> None:
        is_open = self._stream is not None
        super()._read_ahead()
        if is_open:
            self._check_end()

    def _check_end(self) -> None:
        """To this driver rows that stop coming because the connection is lost are the end of the rows: ask it."""
        if not self.dbapi_connection.open:
            self._stream = None
            error = self.dialect.loaded_dbapi.InterfaceError("Lost connection to server: rows are missing at the end")
            error.errno = _LOST_IN_QUERY
            self._fail(error, None, None)

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
