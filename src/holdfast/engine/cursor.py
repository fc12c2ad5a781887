"""SQLAlchemy's import path `engine.cursor`."""

from .result import CursorResult
from .result import CursorResult as ResultProxy

__all__ = ["CursorResult", "ResultProxy"]
