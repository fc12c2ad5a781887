"""What is in a database: the Inspector."""

from .inspector import Inspector

__all__ = ["Inspector"]
