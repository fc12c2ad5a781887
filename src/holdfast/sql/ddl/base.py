"""The roots of DDL constructs, and DDL as text."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from ... import exc
from ..elements import ClauseElement, Executable, roles
from ..schema import DDLIf
from ..structure import UNCACHEABLE, Structure


class BaseDDLElement(ClauseElement):
    """The base of all DDL constructs, also of those that are only parts of a statement."""

    _roles = frozenset({roles.DDL})
    _is_ddl_element = True

    def _compute_structure(self) -> Structure:
        return UNCACHEABLE, ()  # DDL is rendered once

    @property
    def _froms(self) -> tuple[Any, ...]:
        return ()

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return []


class ExecutableDDLElement(Executable, BaseDDLElement):
    """A DDL statement: `connection.execute(CreateTable(table))`, or a listener of a DDL event."""

    _roles = frozenset({roles.DDL, roles.STATEMENT})
    _ddl_if: DDLIf | None = None
    target: Any = None
    is_ddl: ClassVar[bool] = True

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        return connection._execute_ddl(self, parameters, execution_options)

    def against(self, target: Any) -> Self:
        """A copy for one schema item, which names in its text refer to."""
        made = self._generate()
        made.target = target
        return made

    def execute_if(self, dialect: str | None = None, callable_: Any = None, state: Any = None) -> Self:
        """A copy that is executed only on a dialect, or when `callable_` says so; for use as a listener."""
        made = self._generate()
        made._ddl_if = DDLIf(dialect, callable_, state)
        return made

    def _should_execute(self, target: Any, bind: Any, **keywords: Any) -> bool:
        return self._ddl_if is None or self._ddl_if._should_execute(self, target, bind, **keywords)

    def __call__(self, target: Any, bind: Any, **keywords: Any) -> Any:
        """Execute as a listener of a DDL event."""
        if self._should_execute(target, bind):
            return bind.execute(self.against(target))
        return None


DDLElement = ExecutableDDLElement


class DDL(ExecutableDDLElement):
    """A DDL statement as text; `%(table)s`, `%(schema)s` and `%(fullname)s` stand for the target's names."""

    __visit_name__ = "ddl"

    def __init__(self, statement: str, context: dict[str, Any] | None = None) -> None:
        if not isinstance(statement, str):
            raise exc.ArgumentError(f"Expected a string or unicode SQL statement, got {statement!r}")
        self.statement = statement
        self.context = context or {}

    def __repr__(self) -> str:
        more = f", context={self.context!r}" if self.context else ""
        return f"<{type(self).__name__}@{id(self)}; {self.statement!r}{more}>"
