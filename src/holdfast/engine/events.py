"""The events of engines, connections and dialects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..event import Events, OlderSignature, from_older


def _without_result(listener: Callable[..., Any]) -> Callable[..., Any]:
    """A handler whose return value must not be taken for a replacement."""

    def call(*arguments: Any) -> None:
        listener(*arguments)

    return call


_OLDER = {
    "engine_connect": OlderSignature(2, "2.0", lambda older: lambda conn: older(conn, False), "conn"),
    "before_execute": OlderSignature(
        4,
        "1.4",
        lambda older: lambda *arguments: older(*arguments[:4]),
        "conn, clauseelement, multiparams, params, execution_options",
    ),
    "after_execute": OlderSignature(
        5,
        "1.4",
        lambda older: lambda *arguments: older(*arguments[:4], arguments[5]),
        "conn, clauseelement, multiparams, params, execution_options, result",
    ),
}


class ConnectionEvents(Events):
    """What happens on connections. Targets: an Engine, the Engine class, a Connection.

    `retval=True` lets `before_execute` and `before_cursor_execute` return a replacement. Handlers may execute on the
    connection they get, on async engines too.
    """

    def before_execute(
        self, conn: Any, clauseelement: Any, multiparams: Any, params: Any, execution_options: Any
    ) -> None:
        """A construct is about to be compiled and executed."""

    def after_execute(
        self, conn: Any, clauseelement: Any, multiparams: Any, params: Any, execution_options: Any, result: Any
    ) -> None:
        """A construct was executed."""

    def before_cursor_execute(
        self, conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        """A statement is about to be sent."""

    def after_cursor_execute(
        self, conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        """A statement was answered."""

    def engine_connect(self, conn: Any) -> None:
        """A Connection was made."""

    def set_connection_execution_options(self, conn: Any, opts: dict[str, Any]) -> None:
        """Options are being set on a connection; `opts` may be changed."""

    def set_engine_execution_options(self, engine: Any, opts: dict[str, Any]) -> None:
        """Options are being set on an engine; `opts` may be changed."""

    def engine_disposed(self, engine: Any) -> None:
        """An engine's pool was disposed of."""

    def begin(self, conn: Any) -> None:
        """A transaction begins."""

    def rollback(self, conn: Any) -> None:
        """A transaction is about to be rolled back."""

    def commit(self, conn: Any) -> None:
        """A transaction is about to be committed."""

    def savepoint(self, conn: Any, name: Any) -> None:
        """A savepoint is about to be set."""

    def rollback_savepoint(self, conn: Any, name: str, context: Any) -> None:
        """A savepoint is about to be rolled back to."""

    def release_savepoint(self, conn: Any, name: str, context: Any) -> None:
        """A savepoint is about to be released."""

    def begin_twophase(self, conn: Any, xid: Any) -> None:
        """A two-phase transaction begins."""

    def prepare_twophase(self, conn: Any, xid: Any) -> None:
        """A two-phase transaction is about to be prepared."""

    def rollback_twophase(self, conn: Any, xid: Any, is_prepared: bool) -> None:
        """A two-phase transaction is about to be rolled back."""

    def commit_twophase(self, conn: Any, xid: Any, is_prepared: bool) -> None:
        """A two-phase transaction is about to be committed."""

    @classmethod
    def _accept(cls, target: Any) -> Any:
        if isinstance(target, type):
            return target if getattr(target, "_is_connection_events_target", False) else None
        return target if getattr(type(target), "_is_connection_events_target", False) else None

    @classmethod
    def _adapt(cls, target: Any, name: str, listener: Any, **options: Any) -> Any:
        returns_value = options.pop("retval", False)
        listener = from_older("ConnectionEvents", name, listener, _OLDER)
        stored = super()._adapt(target, name, listener, **options)
        if name in {"before_execute", "before_cursor_execute"} and not returns_value:
            code = getattr(listener, "__code__", None)
            is_coroutine = code is not None and bool(code.co_flags & 0x80)
            return stored if is_coroutine else _without_result(stored)
        return stored


class DialectEvents(Events):
    """Hooks into how a dialect uses its driver. Targets: an Engine (its dialect), the Engine class (all dialects), a Dialect, a Dialect class.

    A `do_execute...` handler that returns True has executed the statement itself, with the cursor it got; `do_...` handlers
    count for connections taken from then on.
    """

    def do_connect(self, dialect: Any, conn_rec: Any, cargs: Any, cparams: dict[str, Any]) -> Any:
        """A connection is about to be opened: change the arguments, or return a connection."""

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any) -> Any:
        """A statement is about to be executed by the driver."""

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any) -> Any:
        """A statement that takes no parameters is about to be executed by the driver (option `no_parameters`)."""

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any) -> Any:
        """A statement is about to be executed by the driver for many sets of parameters."""

    def do_setinputsizes(
        self, inputsizes: dict[Any, Any], cursor: Any, statement: str, parameters: Any, context: Any
    ) -> None:
        """The driver is about to be told the types of parameters; raised by dialects whose drivers need that."""

    def handle_error(self, exception_context: Any) -> None:
        """A statement, a ping or an attempt to connect failed. Raise, or return, another exception to replace the error."""

    @classmethod
    def _accept(cls, target: Any) -> Any:
        kind = cls.target
        if kind is None:
            return None
        if isinstance(target, type):
            return (
                target if issubclass(target, kind) else getattr(target, "_dialect_events_target_class", None) and kind
            )
        return target if isinstance(target, kind) else getattr(target, "_dialect_events_target", None)

    @classmethod
    def _adapt(cls, target: Any, name: str, listener: Any, **options: Any) -> Any:
        options.pop("retval", None)  # what a handler returns always counts
        return super()._adapt(target, name, listener, **options)

    @classmethod
    def _table_of(cls, target: Any) -> Any:
        if not isinstance(target, type) and "dispatch" not in vars(target):
            target.dispatch = cls.table(target)
        return super()._table_of(target)

    @classmethod
    def _listen(cls, target: Any, name: str, *arguments: Any, **options: Any) -> None:
        super()._listen(target, name, *arguments, **options)
        cls._note_observed(target)

    @classmethod
    def _remove(cls, target: Any, name: str, listener: Any) -> None:
        super()._remove(target, name, listener)
        cls._note_observed(target)

    @classmethod
    def _note_observed(cls, target: Any) -> None:
        table = cls._table_of(target)
        target.is_observed = any(getattr(table, name) for name in _EXECUTIONS)


_EXECUTIONS = frozenset({"do_execute", "do_execute_no_params", "do_executemany"})


__all__ = ["ConnectionEvents", "DialectEvents"]
