"""Execution options of a connection, and those that do something when they are set."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...plan import Plan, ask
from .access import set_isolation_level
from .state import ConnectionCore


def set_options(connection: ConnectionCore, options: dict[str, Any]) -> Plan[None]:
    """Set options on a connection: they hold until it is closed."""
    for handler in connection._dispatch.set_connection_execution_options:
        yield from ask.call(handler, connection, options)
    if "isolation_level" in options:
        _check_no_transaction(connection, "isolation_level")
        yield from set_isolation_level(connection, options["isolation_level"])
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
