"""The channel to MySQL and MariaDB over their blocking drivers: transactions, two phases, and rows left on the server.

A server sends the rows of one statement at a time. A stream that is still open when something else is sent is read to
its end first and kept, so that nobody loses rows; a rollback gives it up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ... import exc
from ...plan import Reply
from ..base import DbapiChannel
from .server import isolation_question, text_of


class Stream:
    """The rows of a statement that are still on the server; `kept` are those that had to be read ahead.

    Of one that was given up `cursor` is None.
    """

    __slots__ = ("cursor", "kept")

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.kept: list[Any] | None = None


class MySQLChannel(DbapiChannel):
    """One connection. `_stream` is the one stream that the server is in the middle of, if any."""

    __slots__ = ("_stream",)
    # The drivers turn autocommit off; a transaction is there as soon as a statement needs one.
    begins_implicitly = True

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        super().__init__(dbapi_connection, dialect)
        self._stream: Stream | None = None

    def note_begin(self) -> None:
        """A transaction begins by itself."""

    # -- statements

    def execute(self, sql: str, parameters: Any = ()) -> Reply:
        if self._stream is not None:
            self._read_ahead()
        return super().execute(sql, parameters)

    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        if self._stream is not None:
            self._read_ahead()
        return super().execute_many(sql, parameter_sets)

    def _reply(self, cursor: Any) -> Reply:
        description = cursor.description
        # The drivers keep their rows in a tuple.
        rows = None if description is None else list(cursor.fetchall())
        return Reply(rows, description, cursor.rowcount, cursor.lastrowid)

    # -- streams

    def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        if self._stream is not None:
            self._read_ahead()
        cursor = self._make_stream_cursor()
        try:
            self._run(cursor, sql, parameters)
        except Exception as error:
            self._fail(error, sql, parameters)
        if cursor.description is None:
            reply = self._reply(cursor)
            cursor.close()
            return reply
        stream = self._stream = Stream(cursor)
        return Reply(None, cursor.description, -1, None, stream)

    def _make_stream_cursor(self) -> Any:
        """A cursor that leaves the rows on the server."""
        return self._make_cursor(self.dialect.stream_cursor_class)

    def fetch_many(self, cursor: Any, size: int) -> list[tuple[Any, ...]]:
        kept = cursor.kept
        if kept is not None:
            taken, cursor.kept = kept[:size], kept[size:]
            return taken  # type: ignore[no-any-return]
        if cursor.cursor is None:
            raise exc.ResourceClosedError(
                "This result object is closed: rows were left on the server, and their transaction was rolled back."
            )
        try:
            rows = list(cursor.cursor.fetchmany(size))
        except Exception as error:
            self._stream = None
            self._forget_rows(cursor.cursor)
            self._fail(error, None, None)
        if not rows:
            self._stream = None
        return rows

    def close_cursor(self, cursor: Any) -> None:
        if cursor is self._stream:
            self._stream = None
        if cursor.kept is None and cursor.cursor is not None:
            try:
                cursor.cursor.close()
            except Exception as error:
                self._fail(error, None, None)
        cursor.kept = []

    def _forget_rows(self, driver_cursor: Any) -> None:
        """Fetching has failed: nobody may try again when the cursor is collected."""

    def _give_up(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        driver_cursor, stream.cursor = stream.cursor, None
        try:
            driver_cursor.close()
        except Exception as error:
            self._forget_rows(driver_cursor)
            self._fail(error, None, None)

    def _read_ahead(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        try:
            stream.kept = list(stream.cursor.fetchall())
            stream.cursor.close()
        except Exception as error:
            self._forget_rows(stream.cursor)
            self._fail(error, None, None)

    # -- control

    def control(self, verb: str, argument: Any = None) -> Any:
        if self._stream is not None:
            if verb == "rollback":
                self._give_up()
            else:
                self._read_ahead()
        return super().control(verb, argument)

    def _control_more(self, verb: str, argument: Any) -> Any:
        if verb == "get_isolation_level":
            return self._isolation_level()
        if verb == "isolation_level":
            return self._set_isolation_level(argument)
        action = _TWO_PHASES.get(verb)
        return super()._control_more(verb, argument) if action is None else action(self, argument)

    def _isolation_level(self) -> str:
        rows = self._ask(isolation_question(self.dialect))
        return text_of(rows[0][0]).upper().replace("-", " ")

    def _set_isolation_level(self, level: str) -> None:
        self._set_autocommit(level == "AUTOCOMMIT")
        if level != "AUTOCOMMIT":
            self._tell(f"SET SESSION TRANSACTION ISOLATION LEVEL {level}")
            self.dbapi_connection.commit()

    def _set_autocommit(self, value: bool) -> None:
        self.dbapi_connection.autocommit(value)

    def _tell(self, sql: str) -> None:
        cursor = self._make_cursor()
        try:
            cursor.execute(sql)
        finally:
            cursor.close()

    def _ask(self, sql: str) -> list[Any]:
        cursor = self._make_cursor()
        try:
            cursor.execute(sql)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    # -- two phases

    def _begin_twophase(self, xid: str) -> None:
        self._tell(f"XA BEGIN {_quoted(xid)}")

    def _prepare_twophase(self, xid: str) -> None:
        self._tell(f"XA END {_quoted(xid)}")
        self._tell(f"XA PREPARE {_quoted(xid)}")

    def _commit_twophase(self, argument: tuple[str, bool]) -> None:
        xid, is_prepared = argument
        if not is_prepared:
            self._prepare_twophase(xid)
        self._tell(f"XA COMMIT {_quoted(xid)}")

    def _rollback_twophase(self, argument: tuple[str, bool]) -> None:
        xid, is_prepared = argument
        if not is_prepared:
            self._tell(f"XA END {_quoted(xid)}")
        self._tell(f"XA ROLLBACK {_quoted(xid)}")

    def _commit_prepared(self, argument: tuple[str, bool]) -> None:
        self._end_prepared(f"XA COMMIT {_quoted(argument[0])}")

    def _rollback_prepared(self, argument: tuple[str, bool]) -> None:
        self._end_prepared(f"XA ROLLBACK {_quoted(argument[0])}")

    def _end_prepared(self, sql: str) -> None:
        # To MariaDB a session without autocommit is inside a transaction, from which it ends no other's.
        if not self.dialect.is_mariadb or any(self._ask("SELECT @@in_transaction, @@autocommit")[0]):
            return self._tell(sql)
        self._set_autocommit(True)
        try:
            self._tell(sql)
        finally:
            self._set_autocommit(False)

    def _recover_twophase(self, argument: None) -> list[str]:
        # formatID, the lengths of the two parts of a name, both parts together.
        return [text_of(data[:length]) for _, length, _, data in self._ask("XA RECOVER")]


def _quoted(xid: str) -> str:
    return "'" + xid.replace("\\", "\\\\").replace("'", "''") + "'"


_TWO_PHASES: dict[str, Callable[[MySQLChannel, Any], Any]] = {
    "begin_twophase": MySQLChannel._begin_twophase,
    "prepare_twophase": MySQLChannel._prepare_twophase,
    "commit_twophase": MySQLChannel._commit_twophase,
    "rollback_twophase": MySQLChannel._rollback_twophase,
    "commit_prepared": MySQLChannel._commit_prepared,
    "rollback_prepared": MySQLChannel._rollback_prepared,
    "recover_twophase": MySQLChannel._recover_twophase,
}

__all__ = ["MySQLChannel", "Stream"]
