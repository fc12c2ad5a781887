"""What programs ask a dialect to do with a connection of the driver: in handlers of pool events, around `raw_connection()`.

The engine itself speaks to drivers by channels; these methods are short ways to one. Blocking drivers only.
"""

from __future__ import annotations

from typing import Any


class ByHand:
    """The part of a dialect that takes connections and cursors of the driver."""

    make_channel: Any
    loaded_dbapi: Any
    checked_isolation_level: Any
    initial_setting: Any

    def connect(self, *cargs: Any, **cparams: Any) -> Any:
        """A connection of the driver, for `do_connect` handlers."""
        return self.loaded_dbapi.connect(*cargs, **cparams)

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: drivers begin by themselves."""

    def do_commit(self, dbapi_connection: Any) -> None:
        dbapi_connection.commit()

    def do_rollback(self, dbapi_connection: Any) -> None:
        dbapi_connection.rollback()

    def do_close(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()

    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Whether the connection answers."""
        return bool(self.make_channel(dbapi_connection).ping())

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        cursor.execute(statement, parameters)

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:
        cursor.execute(statement)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        cursor.executemany(statement, parameters)

    def get_driver_connection(self, connection: Any) -> Any:
        return connection

    # -- settings of a connection

    def get_isolation_level(self, dbapi_connection: Any) -> str:
        return str(self.make_channel(dbapi_connection).control("get_isolation_level"))

    def get_default_isolation_level(self, dbapi_conn: Any) -> str:
        """The level of a connection that nobody has changed."""
        return self.get_isolation_level(dbapi_conn)

    def set_isolation_level(self, dbapi_connection: Any, level: str) -> None:
        """Change the level of this connection, until somebody changes it back."""
        self.make_channel(dbapi_connection).control("isolation_level", self.checked_isolation_level(level))

    def reset_isolation_level(self, dbapi_conn: Any) -> None:
        self.make_channel(dbapi_conn).control("isolation_level", self.initial_setting("isolation_level"))


__all__ = ["ByHand"]
