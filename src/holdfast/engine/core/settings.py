"""Settings of a database connection: the isolation level, and what a dialect has besides (read only, deferrable).

They are execution options that the channel carries out by a verb of the option's name, and that the pool puts back when it
resets the connection. Which options those are says `dialect.connection_settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...plan import Channel, Plan, ask
from .state import ConnectionCore


def settings_of(dialect: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the options that are settings, checked."""
    return {
        name: dialect.checked_isolation_level(options[name]) if name == "isolation_level" else options[name]
        for name in dialect.connection_settings
        if name in options
    }


def change_settings(connection: ConnectionCore, channel: Channel, settings: Mapping[str, Any]) -> Plan[None]:
    """Change settings until the connection goes back to its pool."""
    dialect = connection.dialect
    if "isolation_level" in settings and dialect.default_isolation_level is None:
        dialect.default_isolation_level = yield from ask.control(channel, "get_isolation_level")
    for name, value in settings.items():
        connection._record.settings = {*connection._record.settings, name}
        yield from ask.control(channel, name, value)


__all__ = ["change_settings", "settings_of"]
