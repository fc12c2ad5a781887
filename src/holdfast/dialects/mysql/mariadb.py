"""MariaDB under its own name: its dialects, and the types that only it has."""

from .dialect import MariaDBDialect, MySQLDialect
from .mariadbconnector import MariaDBDialect_mariadbconnector
from .mysqldb import MariaDBDialect_mysqldb
from .mysqldb import MariaDBDialect_mysqldb as dialect
from .pymysql import MariaDBDialect_pymysql
from .types import INET4, INET6

__all__ = [
    "INET4",
    "INET6",
    "MariaDBDialect",
    "MariaDBDialect_mariadbconnector",
    "MariaDBDialect_mysqldb",
    "MariaDBDialect_pymysql",
    "MySQLDialect",
    "dialect",
]
