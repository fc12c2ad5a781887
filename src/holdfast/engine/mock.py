"""`create_mock_engine()`: an engine that hands each DDL construct to a function instead of a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import exc
from . import core
from .url import URL, make_url


class MockConnection:
    """Stands for an engine in `metadata.create_all()`: every construct goes to `execute`."""

    def __init__(self, dialect: Any, execute: Callable[..., Any]) -> None:
        self._dialect = dialect
        self._execute_function = execute

    @property
    def engine(self) -> MockConnection:
        return self

    @property
    def dialect(self) -> Any:
        return self._dialect

    @property
    def name(self) -> str:
        return str(self._dialect.name)

    def connect(self, **kwargs: Any) -> MockConnection:
        return self

    def schema_for_object(self, obj: Any) -> str | None:
        return obj.schema  # type: ignore[no-any-return]

    def execution_options(self, **kwargs: Any) -> MockConnection:
        return self

    def execute(self, obj: Any, parameters: Any = None, execution_options: Any = None) -> Any:
        """Hand the construct to the function."""
        return self._execute_function(obj, parameters)

    def run_ddl(self, request: Any, checkfirst: Any = False) -> None:
        """Hand each construct of the request to the function, and call listeners; nothing is looked up first."""
        for step in core.ddl_steps(request, self):
            step()


def create_mock_engine(url: str | URL, executor: Callable[..., Any], **kw: Any) -> MockConnection:
    """An engine for one dialect that passes constructs to `executor(construct, *more)`: for printing DDL."""
    dialect_class = make_url(url).get_dialect()
    kw.pop("checkfirst", None)
    try:
        dialect = dialect_class(**kw)
    except TypeError as error:
        raise exc.ArgumentError(f"create_mock_engine() can't make the dialect: {error}")
    return MockConnection(dialect, executor)


__all__ = ["MockConnection", "create_mock_engine"]
