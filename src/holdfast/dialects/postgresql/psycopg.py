"""PostgreSQL by psycopg 3: how a URL becomes its arguments, what it is told about types, what is learned of the server."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from ... import exc
from .. import registry
from .hosts import connection_options
from .psycopg_channel import PsycopgChannel
from .psycopg_dialect import PsycopgDialect
from .psycopg_many import Numbered


class PGDialect_psycopg(PsycopgDialect):
    """PostgreSQL by psycopg 3."""

    driver = "psycopg"
    channel_class: type[Any] = PsycopgChannel

    def __init__(self, *, native_inet_types: bool | None = None, **keywords: Any) -> None:
        super().__init__(**keywords)
        self._native_inet_types = native_inet_types
        self.descriptions: dict[Any, Any] = {}
        self.numbered_texts: dict[str, Numbered] = {}
        self._adapters: Any = None
        if self.dbapi is not None:
            self.tuple_row = import_module("psycopg.rows").tuple_row
            self._adapters = self._make_adapters(self.dbapi)

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return import_module("psycopg")

    @classmethod
    def get_async_dialect_cls(cls, url: Any) -> type[Any]:
        return registry.load("postgresql.psycopg_async")  # type: ignore[no-any-return]

    # ------------------------------------------------------------------ connecting

    def create_connect_args(self, url: Any) -> tuple[list[Any], dict[str, Any]]:
        """psycopg's arguments, those of libpq among them; several hosts may stand in the query."""
        options = connection_options(url)
        if self.client_encoding is not None:
            options["client_encoding"] = self.client_encoding
        if "prepare_threshold" in options:
            options["prepare_threshold"] = _threshold(options["prepare_threshold"])
        # Without any: libpq's own defaults, which are the environment and the local socket.
        arguments = [] if options else [""]
        if self._adapters is not None:
            options["context"] = self._adapters
        return arguments, options

    def _make_adapters(self, driver: Any) -> Any:
        """How values are written and read, for all connections of this dialect."""
        adapters = driver.adapt.AdaptersMap(driver.adapters)
        if self._json_deserializer is not None:
            import_module("psycopg.types.json").set_json_loads(self._json_deserializer, adapters)
        if self._native_inet_types is False:
            as_text = import_module("psycopg.types.string").TextLoader
            adapters.register_loader("inet", as_text)
            adapters.register_loader("cidr", as_text)
        return adapters

    def make_channel(self, dbapi_connection: Any) -> Any:
        """The channel over a connection of the driver."""
        if self._hstore is not None:
            self._register_hstore(dbapi_connection, *self._hstore)
        return self.channel_class(dbapi_connection, self)

    def _register_hstore(self, driver_connection: Any, oid: int, array_oid: int) -> None:
        info = import_module("psycopg.types").TypeInfo("hstore", oid, array_oid)
        import_module("psycopg.types.hstore").register_hstore(info, driver_connection)

    # ------------------------------------------------------------------ the running connection

    def driver_settings(self, name: str, value: Any) -> tuple[tuple[str, Any], ...]:
        """The attributes of psycopg's connection that an option sets, and their values."""
        if name == "postgresql_readonly":
            return (("read_only", value),)
        if name == "postgresql_deferrable":
            return (("deferrable", value),)
        if value == "AUTOCOMMIT":
            return (("isolation_level", None), ("autocommit", True))
        level = None if value is None else self.loaded_dbapi.IsolationLevel[value.replace(" ", "_")]
        return (("autocommit", False), ("isolation_level", level))

    def detect_autocommit_setting(self, dbapi_connection: Any) -> bool:
        return bool(dbapi_connection.autocommit)

    def is_disconnect(self, error: Any, connection: Any, cursor: Any) -> bool:
        return connection is not None and bool(connection.closed or connection.broken)


def _threshold(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() in {"none", ""}:
            return None
        try:
            return int(value)
        except ValueError:
            raise exc.ArgumentError(
                f"prepare_threshold={value!r} in the URL is no number. Give the number of executions after which a "
                "statement is prepared, or 'none' for never."
            )
    return value


__all__ = ["PGDialect_psycopg"]
