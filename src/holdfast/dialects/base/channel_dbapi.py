"""A channel over any blocking PEP 249 driver.

What lives here: the verbs of a channel as calls of a cursor, and the translation of the driver's errors. What must not:
SQL of one database, and deciding anything. Drivers with better ways (pipelines, their own execute) subclass it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from ... import exc
from ...plan import Execute, Reply


class DbapiChannel:
    """One live connection of a PEP 249 driver."""

    __slots__ = ("_make_cursor", "dbapi_connection", "dialect", "driver_connection", "error_class")
    is_async = False
    takes_fetch = False

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        self.dbapi_connection = dbapi_connection
        self.driver_connection = dbapi_connection
        self.dialect = dialect
        self.error_class = dialect.dbapi.Error
        self._make_cursor = dbapi_connection.cursor

    # -- statements

    def execute(self, sql: str, parameters: Any = ()) -> Reply:
        cursor = self._make_cursor()
        try:
            self._run(cursor, sql, parameters)
            return self._reply(cursor)
        except Exception as error:
            self._fail(error, sql, parameters)
        finally:
            cursor.close()

    def execute_first(self, sql: str, parameters: Any, size: int) -> Reply:
        """All rows: most drivers have them all by now anyway."""
        return self.execute(sql, parameters)

    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        cursor = self._make_cursor()
        try:
            cursor.executemany(sql, parameter_sets)
            return Reply(None, None, cursor.rowcount, getattr(cursor, "lastrowid", None))
        except Exception as error:
            self._fail(error, sql, parameter_sets, is_many=True)
        finally:
            cursor.close()

    def batch(self, requests: Sequence[Any]) -> tuple[Reply, ...]:
        """In turn: this driver has no pipeline."""
        replies = []
        for index, request in enumerate(requests):
            try:
                if isinstance(request, Execute):
                    replies.append(self.execute(request.sql, request.parameters))
                else:
                    replies.append(self.execute_many(request.sql, request.parameter_sets))
            except BaseException as error:
                error.batch_index = index  # type: ignore[attr-defined]
                raise
        return tuple(replies)

    def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        cursor = self._make_cursor()
        try:
            self._run(cursor, sql, parameters)
        except Exception as error:
            cursor.close()
            self._fail(error, sql, parameters)
        if cursor.description is None:
            reply = self._reply(cursor)
            cursor.close()
            return reply
        return Reply(None, cursor.description, cursor.rowcount, None, cursor)

    def fetch_many(self, cursor: Any, size: int) -> list[tuple[Any, ...]]:
        try:
            return list(cursor.fetchmany(size))
        except Exception as error:
            self._fail(error, None, None)

    def close_cursor(self, cursor: Any) -> None:
        cursor.close()

    def _run(self, cursor: Any, sql: str, parameters: Any) -> None:
        cursor.execute(sql, parameters)

    def _reply(self, cursor: Any) -> Reply:
        description = cursor.description
        rows = None if description is None else cursor.fetchall()
        return Reply(rows, description, cursor.rowcount, getattr(cursor, "lastrowid", None))

    # -- control

    def control(self, verb: str, argument: Any = None) -> Any:
        """begin commit rollback isolation_level get_isolation_level; other verbs are the dialect's own."""
        try:
            if verb == "begin":
                return None  # a PEP 249 driver begins by itself
            if verb == "commit":
                return self.dbapi_connection.commit()
            if verb == "rollback":
                if self.dialect.skip_autocommit_rollback and self.dialect.detect_autocommit_setting(
                    self.dbapi_connection
                ):
                    return None
                return self.dbapi_connection.rollback()
            return self._control_more(verb, argument)
        except exc.SQLAlchemyError:
            raise
        except Exception as error:
            self._fail(error, None, None)

    def _control_more(self, verb: str, argument: Any) -> Any:
        raise exc.NotSupportedError(None, None, RuntimeError(f"{self.dialect.name} does not know {verb!r}"))

    def ping(self) -> bool:
        cursor = self._make_cursor()
        try:
            cursor.execute("SELECT 1")
        except self.error_class as error:
            if self.dialect.is_disconnect(error, self.dbapi_connection, cursor):
                return False
            raise
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

    def event_cursor(self) -> Any:
        """A cursor for handlers that want one."""
        return self._make_cursor()

    # -- errors

    def _fail(self, error: Exception, sql: str | None, parameters: Any, is_many: bool = False) -> NoReturn:
        """Raise what holdfast makes of a driver's error; the engine adds what only it knows."""
        if isinstance(error, exc.SQLAlchemyError):
            raise error
        if not isinstance(error, self.error_class):
            # Not the database's: a mistake in the parameters, or of the driver.
            raise error
        lost = self.dialect.is_disconnect(error, self.dbapi_connection, None)
        wrapped = exc.DBAPIError.instance(
            sql, parameters, error, self.error_class, connection_invalidated=lost, dialect=self.dialect, ismulti=is_many
        )
        raise wrapped from error


__all__ = ["DbapiChannel"]
