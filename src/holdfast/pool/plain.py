"""A channel around a bare PEP 249 connection, for pools that are used without an engine.

It can do what a pool needs (commit, roll back, close) and nothing else: statements go through the driver's cursor.
"""

from __future__ import annotations

from typing import Any


class PlainChannel:
    """A DBAPI connection that a pool holds; not usable for plans that execute."""

    __slots__ = ("dbapi_connection",)
    is_async = False

    def __init__(self, dbapi_connection: Any) -> None:
        self.dbapi_connection = dbapi_connection

    @property
    def driver_connection(self) -> Any:
        return self.dbapi_connection

    def control(self, verb: str, argument: Any = None) -> None:
        getattr(self.dbapi_connection, verb)()

    def ping(self) -> bool:
        cursor = self.dbapi_connection.cursor()
        try:
            cursor.execute("SELECT 1")
        except Exception:
            return False
        finally:
            cursor.close()
        return True

    def close(self) -> None:
        self.dbapi_connection.close()

    def terminate(self) -> None:
        try:
            self.dbapi_connection.close()
        except Exception:
            # The connection is given up; whether it could say goodbye does not matter.
            return


__all__ = ["PlainChannel"]
