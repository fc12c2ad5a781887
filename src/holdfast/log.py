"""Logging, loaded late: `logging` is imported when an engine or pool is told to echo, or already was imported.

Loggers are named as SQLAlchemy's, with our own root: `holdfast.engine.Engine`, `holdfast.pool.impl.QueuePool`. Setting
their levels through `logging` works; `echo=True` sets the level of one engine and adds a handler to standard output.
"""

from __future__ import annotations

import sys
from typing import Any

from .util import late

logging = late("logging")

INFO, DEBUG = 20, 10
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_loggers: dict[str, Any] = {}


class InstanceLogger:
    """A logger for one engine or pool: its own echo level wins over the level of the logger it writes to.

    `token` begins every message: the execution option `logging_token`.
    """

    def __init__(self, echo: bool | str | None, name: str, token: Any = None) -> None:
        self.echo = echo
        self.token = token
        self.name = name
        self._level = {True: INFO, "debug": DEBUG}.get(echo, 0) if echo else 0
        self.logger = _logger(name)
        if self._level and not self.logger.handlers and not _root_has_handlers(self.logger):
            _add_default_handler()

    def is_enabled_for(self, level: int) -> bool:
        if self._level:
            return level >= self._level
        return bool(self.logger.isEnabledFor(level))

    def log(self, level: int, message: str, *arguments: Any) -> None:
        if self.is_enabled_for(level):
            if self.token is not None:
                message, arguments = "[%s] " + message, (self.token, *arguments)
            self.logger.handle(self.logger.makeRecord(self.name, level, "", 0, message, arguments, None))

    def info(self, message: str, *arguments: Any) -> None:
        self.log(INFO, message, *arguments)

    def debug(self, message: str, *arguments: Any) -> None:
        self.log(DEBUG, message, *arguments)


class SilentLogger:
    """Stands for a logger where somebody observes statements and nobody reads a log."""

    def is_enabled_for(self, level: int) -> bool:
        return False

    def info(self, message: str, *arguments: Any) -> None:
        """Nothing."""

    debug = info


SILENT = SilentLogger()


def name_of(instance: Any, kind: str) -> str:
    """The name of the logger of an engine or pool; it carries the instance's `logging_name` where it has one.

    `kind` is "engine" or "pool.impl", as SQLAlchemy's modules were called.
    """
    name = f"holdfast.{kind}.{'Engine' if kind == 'engine' else type(instance).__name__}"
    return f"{name}.{instance.logging_name}" if instance.logging_name else name


def instance_logger(instance: Any, echo: bool | str | None, kind: str, token: Any = None) -> InstanceLogger | None:
    """The logger of an engine or pool, or None when nothing would be logged now."""
    name = name_of(instance, kind)
    if not echo and not is_enabled(name):
        return None
    return InstanceLogger(echo, name, token)


def is_enabled(name: str, level: int = INFO) -> bool:
    """Whether a program has set up `logging` to show this logger; never loads `logging` itself."""
    return "logging" in sys.modules and bool(logging.getLogger(name).isEnabledFor(level))


def error_of(kind: str, message: str, *arguments: Any) -> None:
    """Log something that went wrong where no exception can be raised."""
    _logger(f"holdfast.{kind}").error(message, *arguments)


def _logger(name: str) -> Any:
    found = _loggers.get(name)
    if found is None:
        found = _loggers[name] = logging.getLogger(name)
    return found


def _root_has_handlers(logger: Any) -> bool:
    return bool(logger.hasHandlers())


def _add_default_handler() -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(_FORMAT))
    logging.getLogger("holdfast").addHandler(handler)
