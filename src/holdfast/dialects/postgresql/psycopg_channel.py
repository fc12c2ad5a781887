"""A channel over a psycopg connection: one reused cursor, pipelines, server-side cursors, two-phase transactions.

psycopg sends BEGIN by itself before the first statement, and waits for the answer. Here BEGIN travels with what comes after
it: in a batch always, before a single statement when the server is another machine (a pipeline takes 0.1 ms of work, more
than a round trip on one machine). For that time the driver is told that it is in autocommit. Everything that does not touch
the driver (which text, whose error) is in `psycopg_words`, shared with the async channel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from ...plan import Reply
from ..base import DbapiChannel
from .psycopg_many import has_many_parameters, in_order, row_pages
from .psycopg_words import (
    ACTIVE,
    EMPTY_QUERY,
    HAS_ROWS,
    IDLE,
    Sent,
    TwoPhase,
    begin_words,
    describe,
    expected_sets,
    failed_position,
    is_far,
    is_readable_in_parts,
    may_share_a_pipeline,
    two_phase_text,
)


class PsycopgChannel(DbapiChannel):
    """One psycopg connection."""

    __slots__ = (
        "_begin_cursor",
        "_connection",
        "_cursor",
        "_descriptions",
        "_has_begun",
        "_is_far",
        "_names",
        "_status_of",
    )
    begins_implicitly = True

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        self._connection = dbapi_connection
        super().__init__(dbapi_connection, dialect)
        self._cursor: Any = None
        self._descriptions: dict[Any, Any] = dialect.descriptions
        self._status_of = dbapi_connection.pgconn
        self._names = 0
        self._is_far = is_far(dbapi_connection)
        self._begin_cursor: Any = None
        # We sent BEGIN ourselves, and the driver's autocommit is on for as long as the transaction lasts.
        self._has_begun = False

    @property
    def dbapi_connection(self) -> Any:
        """The driver's connection, for others. Who gets it may register types on it: the next statement has a new cursor."""
        self._cursor = None
        return self._connection

    @dbapi_connection.setter
    def dbapi_connection(self, connection: Any) -> None:
        self._connection = connection

    driver_connection = dbapi_connection

    def note_begin(self) -> None:
        """psycopg begins by itself when the first statement comes."""

    # -- statements

    def execute(self, sql: str, parameters: Any = ()) -> Reply:
        cursor = self._cursor or self._reusable_cursor()
        try:
            if parameters and has_many_parameters(parameters):
                cursor = self._new_cursor(is_numbered=True)
                cursor.execute(*in_order(sql, parameters, self.dialect.numbered_texts))
            elif self._is_far and self._begins_with([sql]):
                with self._pipeline_begun():
                    cursor.execute(sql, parameters)
            else:
                cursor.execute(sql, parameters)
            result = cursor.pgresult
            if result.status != HAS_ROWS:
                return Reply(None, None, cursor.rowcount)
            rows = cursor.fetchall()
            return Reply(rows, describe(cursor, result, self._descriptions), len(rows))
        except Exception as error:
            self._fail(error, sql, parameters)

    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        try:
            pages = None if self._is_autocommit() else row_pages(sql, parameter_sets, self.dialect.numbered_texts)
            if pages is not None:
                return Reply(None, None, self._insert_pages(pages))
            cursor = self._cursor or self._reusable_cursor()
            cursor.executemany(sql, parameter_sets)
            return Reply(None, None, cursor.rowcount)
        except Exception as error:
            self._fail(error, sql, parameter_sets, is_many=True)

    def _insert_pages(self, pages: Iterator[tuple[str, list[Any]]]) -> int:
        cursor = self._new_cursor(is_numbered=True)
        count = 0
        for text, values in pages:
            cursor.execute(text, values)
            count += cursor.rowcount
        return count

    def batch(self, requests: Sequence[Any]) -> tuple[Reply, ...]:
        """All in one pipeline: one round trip. The error of one names it by `batch_index`."""
        begins = self._begins_with([request.sql for request in requests])
        if (len(requests) < 2 and not begins) or self._is_autocommit():
            # In autocommit each statement stands for itself; a pipeline would make one transaction of them.
            return super().batch(requests)
        sent: list[Sent] = []
        try:
            with self._pipeline_begun() if begins else self._connection.pipeline():
                for request in requests:
                    sent.append(one := Sent(request, self._new_cursor, self.dialect.numbered_texts))
                    for cursor, sets in expected_sets(one):
                        cursor.executemany(one.sql, sets)
                    one.last.execute(one.last_sql, one.last_parameters)
        except Exception as error:
            self._fail_at(failed_position(error, sent, self.error_class), error, sent)
        replies = []
        for position, one in enumerate(sent):
            try:
                replies.append(self._reply_of(one))
            except Exception as error:
                self._fail_at(position, error, sent)
        return tuple(replies)

    def _fail_at(self, position: int, error: Exception, sent: list[Sent]) -> NoReturn:
        one = sent[position]
        try:
            self._fail(error, one.sql, one.parameters, is_many=one.is_many)
        except BaseException as wrapped:
            wrapped.batch_index = position  # type: ignore[attr-defined]
            raise

    def _reply_of(self, one: Sent) -> Reply:
        cursor = one.last
        result = cursor.pgresult
        if one.is_many or result.status != HAS_ROWS:
            return Reply(None, None, one.rowcount())
        rows = cursor.fetchall()
        return Reply(rows, describe(cursor, result, self._descriptions), len(rows))

    # -- BEGIN

    def _is_autocommit(self) -> bool:
        return bool(self._connection.autocommit) and not self._has_begun

    def _begins_with(self, statements: Sequence[str]) -> bool:
        """Whether a transaction is to begin, and these statements can be sent together with its BEGIN."""
        return (
            self._status_of.transaction_status == IDLE
            and not self._is_autocommit()
            and all(map(may_share_a_pipeline, statements))
        )

    @contextmanager
    def _pipeline_begun(self) -> Iterator[None]:
        """A pipeline whose first statement is BEGIN."""
        connection = self._connection
        if self._begin_cursor is None:
            self._begin_cursor = connection.cursor()
        words = begin_words(connection)
        connection.autocommit = self._has_begun = True
        with connection.pipeline():
            self._begin_cursor.execute(words)
            yield

    def _ended(self) -> None:
        """The transaction that we began is over: the driver begins by itself again."""
        if self._has_begun and not self._connection.closed:
            self._connection.autocommit = False
        self._has_begun = False

    def _reusable_cursor(self) -> Any:
        """The cursor of all statements that are executed one by one: making one costs as much as half of a statement."""
        self._cursor = self._new_cursor()
        return self._cursor

    def _new_cursor(self, is_numbered: bool = False) -> Any:
        if is_numbered:
            return self.dialect.loaded_dbapi.RawCursor(self._connection, row_factory=self.dialect.tuple_row)
        return self._connection.cursor(row_factory=self.dialect.tuple_row)

    # -- rows in parts

    def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        connection = self._connection
        if not is_readable_in_parts(sql):
            return super().open_cursor(sql, parameters)
        self._names += 1
        cursor = connection.cursor(
            f"holdfast_{self._names}", row_factory=self.dialect.tuple_row, withhold=self._is_autocommit()
        )
        try:
            cursor.execute(sql, parameters)
            return Reply(None, cursor.description, -1, None, cursor)
        except Exception as error:
            self._fail(error, sql, parameters)

    def close_cursor(self, cursor: Any) -> None:
        try:
            cursor.close()
        except Exception as error:
            self._fail(error, None, None)

    # -- control

    def control(self, verb: str, argument: Any = None) -> Any:
        connection = self._connection
        try:
            if verb == "commit":
                connection.commit()
                return self._ended()
            if verb == "rollback":
                connection.rollback()
                return self._ended()
            if verb == "begin":
                return None
            if verb in self.dialect.connection_settings:
                for name, value in self.dialect.driver_settings(verb, argument):
                    setattr(connection, name, value)
                return None
            if verb == "get_isolation_level":
                return self._isolation_level()
            return self._two_phase(verb, argument)
        except Exception as error:
            self._fail(error, None, None)

    def _isolation_level(self) -> str:
        began = self._status_of.transaction_status == IDLE
        level: str = self._connection.execute("show transaction isolation level").fetchone()[0]
        if began:
            # The engine knows of no transaction: asking must not begin one.
            self._connection.rollback()
            self._ended()
        return level.upper()

    def _two_phase(self, verb: str, argument: Any) -> Any:
        steps: TwoPhase = two_phase_text(verb, argument)
        connection = self._connection
        if steps.inside is not None:
            connection.execute(steps.inside)
        if steps.ends is not None:
            getattr(connection, steps.ends)()
            self._ended()
        if steps.outside is None:
            return None
        # What concerns prepared transactions stands outside of any transaction.
        was, connection.autocommit = connection.autocommit, True
        try:
            answer = connection.execute(steps.outside)
            return [row[0] for row in answer.fetchall()] if steps.lists else None
        finally:
            if not connection.closed:
                connection.autocommit = was

    def ping(self) -> bool:
        try:
            # The empty statement: a round trip that begins no transaction.
            return bool(self._status_of.exec_(b"").status == EMPTY_QUERY)
        except self.error_class:
            return False

    def event_cursor(self) -> Any:
        return self._connection.cursor()

    def _fail(self, error: Exception, sql: str | None, parameters: Any, is_many: bool = False) -> NoReturn:
        if self._status_of.transaction_status == ACTIVE:
            # The driver gave up in the middle of an exchange (COPY, for instance): nothing can be said on it any more.
            self._connection.close()
        super()._fail(error, sql, parameters, is_many)


__all__ = ["PsycopgChannel"]
