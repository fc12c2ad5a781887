"""PostgreSQL by psycopg2, for programs that have it. It puts values into the text itself and has no pipeline.

What the channel adds to that of any PEP 249 driver: named cursors, pages of rows, settings of the session, two phases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from types import ModuleType
from typing import Any

from ... import exc
from ...plan import Reply
from ...sql.types import Double
from ..base import DbapiChannel
from .dialect import PGDialect
from .hosts import connection_options
from .psycopg_dialect import PsycopgDialect
from .psycopg_many import one_row_of
from .psycopg_words import IDLE, is_readable_in_parts, two_phase_text

_LOST = (
    "terminating connection",
    "closed the connection",
    "connection not open",
    "could not receive data from server",
    "could not send data to server",
    "connection already closed",
    "connection has been closed unexpectedly",
    "SSL SYSCALL error",
    "SSL error: decryption failed or bad record mac",
)
# What carries a cast: the driver writes numbers, strings and times so that the server knows what they are.
_CAST_KINDS = frozenset({"ARRAY", "Uuid"})
_PAGE = 1000


class Psycopg2Channel(DbapiChannel):
    """One psycopg2 connection."""

    __slots__ = ("_names",)
    begins_implicitly = True

    def __init__(self, dbapi_connection: Any, dialect: Any) -> None:
        super().__init__(dbapi_connection, dialect)
        self._names = 0

    def note_begin(self) -> None:
        """psycopg2 begins by itself when the first statement comes."""

    def execute_many(self, sql: str, parameter_sets: Sequence[Any]) -> Reply:
        cursor = self.dbapi_connection.cursor()
        try:
            parts = one_row_of(sql, parameter_sets)
            if parts is not None:
                self.dialect.execute_values(cursor, f"{parts[0]}%s", parameter_sets, template=parts[1], page_size=_PAGE)
                return Reply(None, None, len(parameter_sets))
            if self.dialect.executemany_mode == "values_plus_batch":
                self.dialect.execute_batch(
                    cursor, sql, parameter_sets, page_size=self.dialect.executemany_batch_page_size
                )
                return Reply(None, None, -1)
            count = 0
            for one in parameter_sets:  # what the driver's executemany() does, but for the sum
                cursor.execute(sql, one)
                count += max(cursor.rowcount, 0)
            return Reply(None, None, count)
        except Exception as error:
            self._fail(error, sql, parameter_sets, is_many=True)
        finally:
            cursor.close()

    def open_cursor(self, sql: str, parameters: Any = ()) -> Reply:
        if not is_readable_in_parts(sql):
            return super().open_cursor(sql, parameters)
        self._names += 1
        connection = self.dbapi_connection
        cursor = connection.cursor(f"holdfast_{self._names}", withhold=bool(connection.autocommit))
        try:
            cursor.execute(sql, parameters)
            # The driver knows the columns with the first row.
            peeked = PeekedCursor(cursor, cursor.fetchmany(1))
        except Exception as error:
            self._fail(error, sql, parameters)
        return Reply(None, cursor.description, -1, None, peeked)

    def _control_more(self, verb: str, argument: Any) -> Any:
        connection = self.dbapi_connection
        if verb in self.dialect.connection_settings:
            for name, value in self.dialect.driver_settings(verb, argument):
                setattr(connection, name, value)
            return None
        if verb == "get_isolation_level":
            began = connection.info.transaction_status == IDLE
            level: str = self.execute("show transaction isolation level").rows[0][0]  # type: ignore[index]
            if began:
                connection.rollback()
            return level.upper()
        return self._two_phase(verb, argument)

    def _two_phase(self, verb: str, argument: Any) -> Any:
        steps = two_phase_text(verb, argument)
        connection = self.dbapi_connection
        if steps.inside is not None:
            self.execute(steps.inside, None)
        if steps.ends is not None:
            getattr(connection, steps.ends)()
        if steps.outside is None:
            return None
        was, connection.autocommit = connection.autocommit, True
        try:
            reply = self.execute(steps.outside, None)
            return [row[0] for row in reply.rows or ()] if steps.lists else None
        finally:
            if not connection.closed:
                connection.autocommit = was

    def ping(self) -> bool:
        was_idle = self.dbapi_connection.info.transaction_status == IDLE
        alive = super().ping()
        if alive and was_idle:
            self.dbapi_connection.rollback()
        return alive


class PeekedCursor:
    """A cursor with its first row fetched already."""

    __slots__ = ("_cursor", "_first")

    def __init__(self, cursor: Any, first: list[Any]) -> None:
        self._cursor = cursor
        self._first = first

    def fetchmany(self, size: int) -> list[Any]:
        first, self._first = self._first, []
        return first + self._cursor.fetchmany(size - len(first)) if size > len(first) else first

    def close(self) -> None:
        self._cursor.close()


# The built-in types of many ranges by their numbers in pg_type: the type of the ranges, and what a bound is made by.
_MULTIRANGES: dict[int, tuple[int, Callable[[str], Any]]] = {
    4451: (3904, int),
    4532: (3906, Decimal),
    4533: (3908, datetime.fromisoformat),
    4534: (3910, datetime.fromisoformat),
    4535: (3912, date.fromisoformat),
    4536: (3926, int),
}
_RANGE_IN_TEXT = r"""[\[(](?:"(?:[^"\\]|\\.|"")*"|[^"\[\]()])*[\])]"""


class PGDialect_psycopg2(PsycopgDialect):
    """PostgreSQL by psycopg2."""

    driver = "psycopg2"
    returns_native_bytes = False

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return import_module("psycopg2")

    def __init__(
        self, *, executemany_mode: str = "values_only", executemany_batch_page_size: int = 100, **keywords: Any
    ) -> None:
        super().__init__(**keywords)
        if executemany_mode not in {"values_only", "values_plus_batch"}:
            raise exc.ArgumentError(
                f"Invalid value for 'executemany_mode': {executemany_mode!r}. Use 'values_only', or 'values_plus_batch' to send "
                "UPDATEs and DELETEs together as well, without a count of their rows."
            )
        self.executemany_mode = executemany_mode
        self.executemany_batch_page_size = executemany_batch_page_size

    def bind_cast(self, type_: Any) -> str | None:
        impl = type_._unwrapped_dialect_impl(self)
        kinds = {cls.__name__ for cls in type(impl).__mro__}
        if "REGCONFIG" in kinds or ("Uuid" in kinds and not impl.native_uuid):
            return None
        if impl.render_bind_cast or not kinds.isdisjoint(_CAST_KINDS):
            return str(self.type_compiler_instance.process(impl))
        return None

    def row_cast(self, type_: Any) -> str:
        # As all of PostgreSQL: a cast to the column's own type, with its length, would cut off what is too long.
        found = "FLOAT" if isinstance(type_, Double) else PGDialect.bind_cast(self, type_)
        return found or str(self.type_compiler_instance.process(type_))

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        options = connection_options(url)
        if self.client_encoding is not None:
            options["client_encoding"] = self.client_encoding
        return ([], options) if options else ([""], {})

    def on_connect(self) -> Any:
        """Teach each connection the types that psycopg2 does not know by itself."""
        extras = import_module("psycopg2.extras")
        self.execute_values, self.execute_batch = extras.execute_values, extras.execute_batch

        def prepare(connection: Any) -> None:
            extras.register_uuid(conn_or_curs=connection)
            if self._json_deserializer is not None:
                extras.register_default_json(connection, loads=self._json_deserializer)
                extras.register_default_jsonb(connection, loads=self._json_deserializer)
            if self._hstore is not None:
                self._register_hstore(connection, *self._hstore)

        return prepare

    def multirange_members(self, text: str, number: Any) -> list[Any]:
        """The ranges in the text of a multirange (of that number in pg_type), which psycopg2 leaves as it is."""
        of, bound = _MULTIRANGES[number]
        read = import_module("psycopg2.extensions").string_types[of]
        # Without a cursor it leaves the bounds as text (and its readers of bounds crash).
        found = [read(one, None) for one in re.findall(_RANGE_IN_TEXT, text)]
        return [
            type(one)(*(None if edge is None else bound(edge) for edge in (one.lower, one.upper)), one._bounds)
            for one in found
        ]

    def make_channel(self, dbapi_connection: Any) -> Any:
        """The channel over a connection of the driver."""
        return Psycopg2Channel(dbapi_connection, self)

    def _register_hstore(self, driver_connection: Any, oid: int, array_oid: int) -> None:
        import_module("psycopg2.extras").register_hstore(driver_connection, oid=oid, array_oid=array_oid)

    def driver_settings(self, name: str, value: Any) -> tuple[tuple[str, Any], ...]:
        """The attributes of psycopg2's connection that an option sets, and their values."""
        if name == "postgresql_readonly":
            return (("readonly", value),)
        if name == "postgresql_deferrable":
            return (("deferrable", value),)
        if value == "AUTOCOMMIT":
            return (("isolation_level", None), ("autocommit", True))
        return (("autocommit", False), ("isolation_level", value))

    def is_disconnect(self, error: Any, connection: Any, cursor: Any) -> bool:
        if connection is not None and connection.closed:
            return True
        return any(words in str(error).partition("\n")[0] for words in _LOST)


__all__ = ["PGDialect_psycopg2", "Psycopg2Channel"]
