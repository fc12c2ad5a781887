"""Generated code: source as a value, its names, and the one place that compiles it."""

from .build import build, build_function, build_module
from .names import Namespace, identifier
from .source import Source

__all__ = ["Namespace", "Source", "build", "build_function", "build_module", "identifier"]
