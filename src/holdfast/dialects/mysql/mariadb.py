"""MariaDB under its own name: its dialect, and the types that only it has."""

from .dialect import MariaDBDialect, MySQLDialect
from .dialect import MariaDBDialect as dialect
from .types import INET4, INET6

__all__ = ["INET4", "INET6", "MariaDBDialect", "MySQLDialect", "dialect"]
