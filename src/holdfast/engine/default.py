"""SQLAlchemy's import path `engine.default`."""

from ..dialects.base import DefaultDialect
from .execution import ExecutionContext
from .execution import ExecutionContext as DefaultExecutionContext

__all__ = ["DefaultDialect", "DefaultExecutionContext", "ExecutionContext"]
