"""Defaults of columns: values and functions that the client applies, and values that the server makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ... import exc
from ..elements import ClauseElement, Executable, TextClause
from ..types import SchemaEventTarget
from .base import SchemaItem, described


class DefaultGenerator(Executable, SchemaItem):
    """The base of defaults that the client applies: a column's `default` or `onupdate`."""

    __visit_name__ = "default_generator"
    is_sequence = False
    is_identity = False
    is_server_default = False
    is_clause_element = False
    is_callable = False
    is_scalar = False
    has_arg = False
    is_sentinel = False
    _is_default_generator = True
    column: Any = None

    def __init__(self, for_update: bool = False) -> None:
        self.for_update = for_update

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        self.column = parent
        if self.for_update:
            self.column.onupdate = self
        else:
            self.column.default = self

    def _copy(self) -> Any:
        raise exc.InvalidRequestError(f"{type(self).__name__} cannot be copied")

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        return connection._execute_default(self, parameters, execution_options)


class ColumnDefault(DefaultGenerator):
    """A default that is a plain value, a SQL expression or a Python function; the class made says which."""

    arg: Any

    def __new__(cls, arg: Any = None, for_update: bool = False) -> Any:  # noqa: ARG004 the signature of __init__
        """Choose the class by what was given."""
        if cls is not ColumnDefault:
            return object.__new__(cls)
        if isinstance(arg, FetchedValue):
            raise exc.ArgumentError("ColumnDefault may not be a server-side default type.")
        if hasattr(arg, "__clause_element__"):
            arg = arg.__clause_element__()
        if isinstance(arg, ClauseElement):
            return object.__new__(ColumnElementColumnDefault)
        return object.__new__(CallableColumnDefault if callable(arg) else ScalarElementColumnDefault)

    def __init__(self, arg: Any, for_update: bool = False) -> None:
        self.for_update = for_update
        self.arg = arg.__clause_element__() if hasattr(arg, "__clause_element__") else arg

    def compare(self, other: Any) -> bool:
        """Whether another default gives the same."""
        return isinstance(other, ColumnDefault) and self.compare_argument(other.arg)

    def compare_argument(self, argument: Any) -> bool:
        """Whether this default's value is `argument`."""
        return bool(self.arg == argument)

    def _copy(self) -> Any:
        return type(self)(self.arg, self.for_update)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.arg!r})"


class ScalarElementColumnDefault(ColumnDefault):
    """A default that is a plain Python value."""

    is_scalar = True
    has_arg = True


class ColumnElementColumnDefault(ColumnDefault):
    """A default that is a SQL expression, rendered into the statement."""

    is_clause_element = True
    has_arg = True

    def compare_argument(self, argument: Any) -> bool:
        return self.arg is argument or (isinstance(argument, ClauseElement) and self.arg.compare(argument))

    @property
    def _arg_is_typed(self) -> bool:
        return getattr(self.arg, "type", None) is not None and not self.arg.type._isnull


class CallableColumnDefault(ColumnDefault):
    """A default that is a Python function, called once per row; it may take the execution context."""

    is_callable = True
    has_arg = True

    def __init__(self, arg: Callable[..., Any], for_update: bool = False) -> None:
        super().__init__(arg, for_update)
        self.arg = with_context(arg)

    def compare_argument(self, argument: Any) -> bool:
        return bool(self.arg == argument)


def with_context(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """A function of one argument, the execution context, whether or not the given one takes it."""
    wrapped = getattr(function, "_holdfast_default", None)
    if wrapped is not None:
        return function
    count = _required_positional(function)
    if count == 1:
        return function
    if count > 1:
        raise exc.ArgumentError("ColumnDefault Python function takes zero or one positional arguments")

    def call(context: Any) -> Any:
        return function()

    call.__name__ = getattr(function, "__name__", "default")
    call.__qualname__ = getattr(function, "__qualname__", call.__name__)
    call.__doc__ = getattr(function, "__doc__", None)
    call.__wrapped__ = function  # type: ignore[attr-defined]
    call._holdfast_default = True  # type: ignore[attr-defined]
    return call


def _required_positional(function: Any) -> int:
    """How many arguments a callable cannot do without; classes and built-ins count as taking none."""
    target = function
    bound = 0
    if hasattr(target, "__func__"):
        bound, target = 1, target.__func__
    elif isinstance(target, type) or not hasattr(target, "__code__"):
        call = getattr(type(target), "__call__", None)  # noqa: B004
        if isinstance(target, type) or not hasattr(call, "__code__"):
            return 0
        bound, target = 1, call
    code = target.__code__
    given = len(target.__defaults__ or ())
    return max(int(code.co_argcount) - bound - given, 0)


class InsertSentinelDefault(ColumnDefault):
    """The default of an `insert_sentinel()` column: a running number that orders returned rows."""

    is_sentinel = True
    for_update = False
    arg = None

    def __new__(cls) -> Any:
        """No choice to make here."""
        return object.__new__(cls)

    def __init__(self) -> None:
        """Nothing to keep."""

    def _copy(self) -> InsertSentinelDefault:
        return InsertSentinelDefault()


class FetchedValue(SchemaEventTarget):
    """A mark that the server makes the column's value; the statement leaves the column out."""

    is_server_default: ClassVar[bool] = True
    is_identity: ClassVar[bool] = False
    is_clause_element: ClassVar[bool] = False
    reflected = False
    has_argument: ClassVar[bool] = False
    column: Any = None

    def __init__(self, for_update: bool = False) -> None:
        self.for_update = for_update

    def _as_for_update(self, for_update: bool) -> Any:
        return self if for_update == self.for_update else self._clone(for_update)

    def _copy(self) -> Any:
        return FetchedValue(self.for_update)

    def _clone(self, for_update: bool) -> Any:
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made.__dict__.pop("column", None)
        made.for_update = for_update
        return made

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        self.column = parent
        if self.for_update:
            parent.server_onupdate = self
        else:
            parent.server_default = self

    def __repr__(self) -> str:
        return described(self)


class DefaultClause(FetchedValue):
    """A DEFAULT in the column's DDL: text, or a SQL expression."""

    has_argument = True

    def __init__(self, arg: Any, for_update: bool = False, _reflected: bool = False) -> None:
        if hasattr(arg, "__clause_element__"):
            arg = arg.__clause_element__()
        if not isinstance(arg, (str, ClauseElement)):
            raise exc.ArgumentError(
                f"Argument 'arg' is expected to be one of type '{str}' or '{ClauseElement}' or '{TextClause}', "
                f"got '{type(arg)}'"
            )
        super().__init__(for_update)
        self.arg = arg
        self.reflected = _reflected

    def _copy(self) -> Any:
        return DefaultClause(self.arg, self.for_update, self.reflected)

    def __repr__(self) -> str:
        return f"DefaultClause({self.arg!r}, for_update={self.for_update!r})"
