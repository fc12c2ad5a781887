"""Execution options of a connection, and those that do something when they are set."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...plan import Plan, ask
from .access import make_ready
from .settings import change_settings, settings_of
from .state import ConnectionCore


def set_options(connection: ConnectionCore, options: dict[str, Any]) -> Plan[None]:
    """Set options on a connection: they hold until it is closed."""
    for handler in connection._dispatch.set_connection_execution_options:
        yield from ask.call(handler, connection, options)
    settings = settings_of(connection.dialect, options)
    if settings:
        _check_no_transaction(connection, ", ".join(settings))
        yield from change_settings(connection, connection._channel or (yield from make_ready(connection)), settings)
    if "schema_translate_map" in options:
        connection._schema_translate = options["schema_translate_map"] or None
    if "compiled_cache" in options:
        connection._compiled_cache = options["compiled_cache"]
    if "logging_token" in options and connection._logger is not None:
        connection._logger = connection.engine._logger_with(options["logging_token"])
    connection._execution_options = connection._execution_options.union(options)


def _check_no_transaction(connection: ConnectionCore, option: str) -> None:
    if connection._transaction is not None:
        raise exc.InvalidRequestError(
            "This connection has already initialized a SQLAlchemy Transaction() object via begin() or autobegin; "
            f"{option} may not be altered unless rollback() or commit() is called first."
        )


__all__ = ["set_options"]
