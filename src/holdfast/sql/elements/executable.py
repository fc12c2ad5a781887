"""What can be given to `connection.execute()`: its execution options and statement options.

Not here: running anything. The engine reads `_execution_options`; the ORM reads `_with_options`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from ... import exc
from ...util import immutabledict

_EMPTY: Any = immutabledict()


class Executable:
    """Mixed into constructs that can be executed as statements."""

    is_select: ClassVar[bool] = False
    is_from_statement: ClassVar[bool] = False
    is_insert: ClassVar[bool] = False
    is_update: ClassVar[bool] = False
    is_delete: ClassVar[bool] = False
    is_dml: ClassVar[bool] = False
    is_text: ClassVar[bool] = False
    supports_execution: ClassVar[bool] = True
    _is_default_generator: ClassVar[bool] = False

    _execution_options: Any = _EMPTY
    _with_options: tuple[Any, ...] = ()

    if TYPE_CHECKING:

        def _generate(self) -> Self: ...

    def execution_options(self, **keywords: Any) -> Self:
        """Set options that take effect when this is executed; keeps those set before."""
        if "isolation_level" in keywords:
            raise exc.ArgumentError(
                "'isolation_level' execution option may only be specified on Connection.execution_options(), or per-engine "
                "using the isolation_level argument to create_engine()."
            )
        if "compiled_cache" in keywords:
            raise exc.ArgumentError(
                "'compiled_cache' execution option may only be specified on Connection.execution_options(), not per statement."
            )
        made = self._generate()
        made._execution_options = self._execution_options.union(keywords)
        return made

    def get_execution_options(self) -> Any:
        """The options that take effect when this is executed."""
        return self._execution_options

    def options(self, *options: Any) -> Self:
        """Apply statement options, such as the ORM's loader options."""
        for option in options:
            if isinstance(option, (str, bytes, int, float, type(None))):
                raise exc.ArgumentError(f"ExecutionOption Core or ORM object expected, got {option!r}.")
        made = self._generate()
        made._with_options = (*self._with_options, *options)
        return made

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        return connection._execute_clauseelement(self, parameters, execution_options)
