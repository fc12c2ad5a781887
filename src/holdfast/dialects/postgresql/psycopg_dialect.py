"""What psycopg 3 and psycopg2 share: options, what is learned of the server, what is told of errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ... import exc
from ...plan import Plan, ask
from ...pool import QueuePool
from .diagnose import broken_constraint, connection_advice
from .dialect import PGDialect

_FACTS = """\
SELECT pg_catalog.current_schema(), pg_catalog.current_setting('transaction_isolation'), t.oid, t.typarray
FROM (SELECT 1 AS one) AS o LEFT JOIN pg_catalog.pg_type AS t ON t.oid = pg_catalog.to_regtype('hstore')"""


class PsycopgDialect(PGDialect):
    """PostgreSQL by a driver of the psycopg family."""

    connection_settings: ClassVar[tuple[str, ...]] = ("isolation_level", "postgresql_readonly", "postgresql_deferrable")

    def __init__(
        self,
        *,
        json_serializer: Callable[[Any], str] | None = None,
        json_deserializer: Callable[[str], Any] | None = None,
        use_native_hstore: bool = True,
        client_encoding: str | None = None,
        **keywords: Any,
    ) -> None:
        super().__init__(**keywords)
        self._json_serializer = json_serializer
        self._json_deserializer = json_deserializer
        self.use_native_hstore = use_native_hstore
        self.client_encoding = client_encoding
        self._hstore: tuple[int, int] | None = None

    @classmethod
    def get_pool_class(cls, url: Any) -> Any:
        return QueuePool

    def _register_hstore(self, driver_connection: Any, oid: int, array_oid: int) -> None:
        raise TypeError(f"{type(self).__name__} says how its driver reads hstore")

    # -- for programs that hold a connection of the driver

    def get_readonly(self, connection: Any) -> bool | None:
        return self._setting_of(connection, "postgresql_readonly")

    def set_readonly(self, connection: Any, value: bool) -> None:
        self.make_channel(connection).control("postgresql_readonly", value)

    def get_deferrable(self, connection: Any) -> bool | None:
        return self._setting_of(connection, "postgresql_deferrable")

    def set_deferrable(self, connection: Any, value: bool) -> None:
        self.make_channel(connection).control("postgresql_deferrable", value)

    def _setting_of(self, connection: Any, option: str) -> bool | None:
        ((attribute, _),) = self.driver_settings(option, None)
        return getattr(connection, attribute)  # type: ignore[no-any-return]

    def driver_settings(self, name: str, value: Any) -> tuple[tuple[str, Any], ...]:
        """The attributes of the driver's connection that an option sets, and their values."""
        raise TypeError(f"{type(self).__name__} says how its driver is set")

    def plan_initialize(self, channel: Any) -> Plan[None]:
        """Versions, the schema that names are looked up in, hstore's number, in one question."""
        facts = channel.driver_connection.info
        number = facts.server_version
        self.server_version_info = (number // 10000, number % 10000)
        self.supports_virtual_generated_columns = number >= 180000
        self.supports_jsonb_subscripts = number >= 140000
        self._backslash_escapes = facts.parameter_status("standard_conforming_strings") == "off"
        reply = yield from ask.execute(channel, _FACTS)
        schema, level, oid, array_oid = reply.rows[0]  # type: ignore[index]
        yield from ask.control(channel, "rollback")
        self.default_schema_name = schema
        if self.default_isolation_level is None:
            self.default_isolation_level = level.upper()
        if oid is not None and self.use_native_hstore:
            self._hstore = (oid, array_oid)
            self._register_hstore(channel.driver_connection, oid, array_oid)

    def diagnose_connect(self, error: Exception, arguments: list[Any]) -> str | None:
        return connection_advice(error)

    def diagnose_integrity(self, error: Any) -> exc.Diagnosis:
        return broken_constraint(error)


__all__ = ["PsycopgDialect"]
