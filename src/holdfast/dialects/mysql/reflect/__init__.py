"""What MySQL and MariaDB tell about their tables, behind the Inspector."""

from .reflection import MySQLReflection

__all__ = ["MySQLReflection"]
