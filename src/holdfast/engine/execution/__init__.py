"""Preparing executions: caches, parameters, defaults, contexts, errors. No I/O."""

from .cache import CompiledCache
from .context import ExecutionContext
from .defaults import fill_defaults
from .errors import ExceptionContext, raise_wrapped
from .parameters import distill, distill_raw
from .prepare import Prepared, prepared_for

__all__ = [
    "CompiledCache",
    "ExceptionContext",
    "ExecutionContext",
    "Prepared",
    "distill",
    "distill_raw",
    "fill_defaults",
    "prepared_for",
    "raise_wrapped",
]
