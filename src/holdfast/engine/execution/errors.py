"""Errors of executions: what is added to a channel's error, and what `handle_error` handlers are told."""

from __future__ import annotations

from typing import Any, NoReturn

from ... import exc


class ExceptionContext:
    """What a `handle_error` handler is told. Raising, or setting `chained_exception`, replaces the error."""

    __slots__ = (
        "chained_exception",
        "connection",
        "cursor",
        "dialect",
        "engine",
        "execution_context",
        "invalidate_pool_on_disconnect",
        "is_disconnect",
        "is_pre_ping",
        "original_exception",
        "parameters",
        "sqlalchemy_exception",
        "statement",
    )

    def __init__(self, error: BaseException, connection: Any, engine: Any, dialect: Any, context: Any = None) -> None:
        is_ours = isinstance(error, exc.StatementError)
        self.sqlalchemy_exception = error if is_ours else None
        self.original_exception = error.orig if isinstance(error, exc.StatementError) else error
        self.chained_exception: BaseException | None = None
        self.statement = getattr(error, "statement", None)
        self.parameters = getattr(error, "params", None)
        self.is_disconnect = bool(getattr(error, "connection_invalidated", False))
        self.invalidate_pool_on_disconnect = True
        self.is_pre_ping = False
        self.cursor: Any = None
        self.connection = connection
        self.engine = engine
        self.dialect = dialect
        self.execution_context = context


def raise_wrapped(
    error: Exception, sql: str | None, parameters: Any, hide_parameters: bool, is_many: bool = False
) -> NoReturn:
    """Raise an error that came up between the user's statement and the driver, with the statement beside it."""
    if isinstance(error, (exc.StatementError, exc.DontWrapMixin)):
        raise error
    raise exc.StatementError(
        f"({type(error).__module__}.{type(error).__name__}) {error._message() if isinstance(error, exc.SQLAlchemyError) else error}",
        sql,
        parameters,
        error,
        hide_parameters=hide_parameters,
        code=getattr(error, "code", None) if isinstance(error, exc.SQLAlchemyError) else None,
        ismulti=is_many,
    ) from error


__all__ = ["ExceptionContext", "raise_wrapped"]
