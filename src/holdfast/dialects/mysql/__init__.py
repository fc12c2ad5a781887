"""MySQL and MariaDB."""

from .dialect import MariaDBDialect, MySQLDialect, MySQLIdentifierPreparer
from .dialect import MariaDBDialect as mariadb_dialect
from .dialect import MySQLDialect as dialect
from .dml import Insert, insert

__all__ = [
    "Insert",
    "MariaDBDialect",
    "MySQLDialect",
    "MySQLIdentifierPreparer",
    "dialect",
    "insert",
    "mariadb_dialect",
]
