"""Function calls: FunctionElement (base for functions with a rule of their own) and Function (a call by name).

A function can stand in a column list and in FROM. What it gives in FROM (aliases, joins, selects) is made by
`sql.selectable`, to the right, which fills `FROM_MAKERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, overload

from ... import exc
from .. import operators
from ..elements import (
    PLAIN_CLASSES,
    AggregateOrderBy,
    BinaryExpression,
    BindParameter,
    ClauseList,
    ColumnElement,
    Executable,
    FunctionFilter,
    Grouping,
    NamedColumn,
    Over,
    WithinGroup,
    expect,
    roles,
)
from ..structure import CHILD, CHILDREN, NAMES, PLAIN, TYPE, Field
from ..types import BOOLEANTYPE, NULLTYPE, to_instance

_T = TypeVar("_T")

# How functions become FROM elements; keys: alias, table_valued, column_valued, select, join, lateral, tablesample,
# columns. Each is called with the function first.
FROM_MAKERS: dict[str, Callable[..., Any]] = {}


def argument(value: Any, name: str | None) -> Any:
    """An argument of a call: a literal becomes a parameter named after the function."""
    if isinstance(value, ColumnElement):
        return value
    if type(value) in PLAIN_CLASSES:
        return BindParameter(name, value, unique=True)
    return expect(roles.EXPRESSION_ELEMENT, value, name=name)


def arguments_of(values: Any, name: str | None) -> tuple[Any, ...]:
    """The arguments of a call, each as it stands between commas."""
    if len(values) == 1:
        value = values[0]
        if not isinstance(value, ColumnElement):
            value = argument(value, name)
        return (value.self_group(operators.comma_op),)
    return tuple([argument(value, name).self_group(operators.comma_op) for value in values])


class FunctionElement(Executable, ColumnElement[_T]):
    """A function-like construct over arguments; subclass it and give it a rule with `@compiles`."""

    __visit_name__ = "function_element"
    _fields = (
        Field("name", NAMES),
        Field("packagenames", PLAIN),
        Field("_arguments", CHILDREN),
        Field("type", TYPE),
        Field("_with_ordinality", PLAIN),
    )
    _memos = (*ColumnElement._memos, "clauses", "clause_expr", "c", "columns")
    _roles = roles.COLUMN_ROLES | {
        roles.FROM_CLAUSE,
        roles.STRICT_FROM_CLAUSE,
        roles.JOIN_TARGET,
        roles.RETURNS_ROWS,
        roles.STATEMENT,
    }
    _is_from_clause: ClassVar[bool] = True
    _is_returns_rows: ClassVar[bool] = True
    _is_subquery: ClassVar[bool] = False
    _is_join: ClassVar[bool] = False
    _is_lateral: ClassVar[bool] = False
    _is_from_container: ClassVar[bool] = False
    _use_schema_map: ClassVar[bool] = False
    is_selectable: ClassVar[bool] = True
    supports_execution: ClassVar[bool] = True
    named_with_column: ClassVar[bool] = False
    schema: Any = None
    packagenames: tuple[str, ...] = ()
    monotonic: bool = False
    _arguments: tuple[Any, ...] = ()
    _with_ordinality: bool = False
    _table_value_type: Any = None

    def __init__(self, *clauses: Any) -> None:
        self._arguments = arguments_of(clauses, getattr(self, "name", None))

    @classmethod
    def _construct_raw(cls, arguments: tuple[Any, ...]) -> Any:
        made = cls.__new__(cls)
        made._arguments = arguments
        return made

    # -- arguments -----------------------------------------------------------------------------------------

    @property
    def clauses(self) -> ClauseList:
        """The arguments."""
        found = self.__dict__.get("clauses")
        if found is None:
            found = self.__dict__["clauses"] = ClauseList._of(self._arguments)
        return found

    @property
    def clause_expr(self) -> Grouping[Any]:
        """The arguments in parentheses."""
        found = self.__dict__.get("clause_expr")
        if found is None:
            found = self.__dict__["clause_expr"] = Grouping(self.clauses)
        return found

    @property
    def _has_args(self) -> bool:
        return bool(self._arguments)

    @property
    def description(self) -> Any:
        return self.name

    @property
    def _anon_base(self) -> Any:
        return self.name

    @property
    def _hidden_froms(self) -> tuple[Any, ...]:
        return self._froms

    @property
    def _proxy_key(self) -> Any:
        return self.name if self.name is not None else self.anon_label

    # -- as a column expression ----------------------------------------------------------------------------

    def over(
        self,
        *,
        partition_by: Any = None,
        order_by: Any = None,
        rows: Any = None,
        range_: Any = None,
        groups: Any = None,
        exclude: str | None = None,
    ) -> Over[_T]:
        """This function over a window."""
        return Over(self, partition_by, order_by, range_, rows, groups, exclude)

    def aggregate_order_by(self, *order_by: Any) -> AggregateOrderBy[_T]:
        """This aggregate with ORDER BY inside its parentheses."""
        return AggregateOrderBy(self, *order_by)

    def within_group(self, *order_by: Any) -> WithinGroup[_T]:
        """This ordered-set aggregate over rows in an order."""
        if not order_by:
            raise TypeError("at least one ORDER BY element is required")
        return WithinGroup(self, *order_by)

    def within_group_type(self, within_group: Any) -> Any:
        """The type of `within_group()`, where the order decides it."""
        return None

    if TYPE_CHECKING:

        @overload
        def filter(self) -> Self: ...
        @overload
        def filter(self, __criterion: Any, /, *criterion: Any) -> FunctionFilter[_T]: ...

    def filter(self, *criterion: Any) -> Any:
        """This aggregate over the rows that meet the conditions."""
        return FunctionFilter(self, *criterion) if criterion else self

    def as_comparison(self, left_index: int, right_index: int) -> FunctionAsBinary:
        """This function as a comparison of two of its arguments (counted from 1), for join conditions."""
        return FunctionAsBinary(self, left_index, right_index)

    def self_group(self, against: Any = None) -> Any:
        if against is operators.getitem and self.type._is_array:
            return Grouping(self)
        return ColumnElement.self_group(self, against)

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        return connection._execute_function(self, parameters, execution_options)

    # -- as a FROM element ---------------------------------------------------------------------------------

    @property
    def columns(self) -> Any:
        """The columns of this function in FROM: one, of its own name."""
        found = self.__dict__.get("columns")
        if found is None:
            found = self.__dict__["columns"] = FROM_MAKERS["columns"](self)
        return found

    c = columns

    @property
    def exported_columns(self) -> Any:
        return self.columns

    @property
    def selectable(self) -> Any:
        return self

    @property
    def _all_selected_columns(self) -> list[Any]:
        return [self]

    def _shaped_columns(self, target: Any) -> None:
        """Columns made after those of another alias: for SELECTs only."""

    def _proxy_columns(self, target: Any, columns: Any, primary_key: list[Any]) -> None:
        """Give an alias of this its columns."""
        for column in self.columns:
            key, proxy = column._make_proxy(target)
            columns.add(proxy, key=key)

    def scalar_table_valued(self, name: str, type_: Any = None) -> ScalarFunctionColumn[Any]:
        """One column of the row this function returns: `(function()).name`."""
        return ScalarFunctionColumn(self, name, type_)

    def table_valued(self, *expr: Any, **kw: Any) -> Any:
        """This function in FROM as a table with the named columns.

        Keywords: name, with_ordinality (name of the count column), joins_implicitly.
        """
        return FROM_MAKERS["table_valued"](self, *expr, **kw)

    def column_valued(self, name: str | None = None, joins_implicitly: bool = False) -> Any:
        """This function in FROM as a table that is one column."""
        return FROM_MAKERS["column_valued"](self, name, joins_implicitly)

    def alias(self, name: str | None = None, joins_implicitly: bool = False) -> Any:
        """This function in FROM under an alias."""
        return FROM_MAKERS["alias"](self, name, joins_implicitly)

    def select(self) -> Any:
        """SELECT of this function."""
        return FROM_MAKERS["select"](self)

    def lateral(self, name: str | None = None) -> Any:
        """This function in FROM, LATERAL."""
        return FROM_MAKERS["lateral"](self, name)

    def tablesample(self, sampling: Any, name: str | None = None, seed: Any = None) -> Any:
        """A TABLESAMPLE of this function."""
        return FROM_MAKERS["tablesample"](self, sampling, name, seed)

    def join(self, right: Any, onclause: Any = None, isouter: bool = False, full: bool = False) -> Any:
        """A JOIN of this function, in FROM, with another element."""
        return FROM_MAKERS["join"](self, right, onclause, isouter, full)

    def outerjoin(self, right: Any, onclause: Any = None, full: bool = False) -> Any:
        """A LEFT OUTER JOIN of this function, in FROM, with another element."""
        return FROM_MAKERS["join"](self, right, onclause, True, full)

    def is_derived_from(self, fromclause: Any) -> bool:
        return self is fromclause


class Function(FunctionElement[_T]):
    """A call by name: `func.lower(x)`."""

    __visit_name__ = "function"
    inherit_cache = True

    name: Any
    type: Any = NULLTYPE

    def __init__(
        self,
        name: str,
        *clauses: Any,
        type_: Any = None,
        packagenames: tuple[str, ...] | None = None,
        monotonic: bool = False,
    ) -> None:
        self.name = name
        if packagenames:
            self.packagenames = tuple(packagenames)
        if monotonic:
            self.monotonic = True
        if type_ is not None:
            self.type = to_instance(type_)
        if clauses:
            self._arguments = arguments_of(clauses, name)

    @property
    def _bind_base(self) -> Any:
        return self.name


class ScalarFunctionColumn(NamedColumn[_T]):
    """`(function()).name`: one column of a function that returns a row."""

    __visit_name__ = "scalar_function_column"
    _fields = (Field("name", NAMES), Field("type", TYPE), Field("fn", CHILD))

    is_literal = False
    table: Any = None
    _render_label_in_columns_clause = False

    def __init__(self, fn: FunctionElement[Any], name: str, type_: Any = None) -> None:
        self.fn = fn
        self.name = self.key = name
        self.type = to_instance(type_)

    @property
    def _tq_label(self) -> Any:
        return self.name

    @property
    def _bind_base(self) -> Any:
        return None


class FunctionAsBinary(BinaryExpression[Any]):
    """A function that compares two of its arguments, standing in a condition as a comparison."""

    __visit_name__ = "function_as_comparison_binary"
    _fields = (
        Field("sql_function", CHILD),
        Field("left_index", PLAIN),
        Field("right_index", PLAIN),
    )

    def __init__(self, fn: FunctionElement[Any], left_index: int, right_index: int) -> None:
        size = len(fn._arguments)
        if not (0 < left_index <= size and 0 < right_index <= size):
            raise exc.ArgumentError(
                f"{fn.name}() has {size} arguments, counted from 1; as_comparison({left_index}, {right_index}) asks for "
                "others"
            )
        self.sql_function = fn
        self.left_index = left_index
        self.right_index = right_index
        self.operator = operators.function_as_comparison_op
        self.type = BOOLEANTYPE
        self.negate = None
        self._is_implicitly_boolean = True

    @property
    def left(self) -> Any:
        return self.sql_function._arguments[self.left_index - 1]

    @property
    def right(self) -> Any:
        return self.sql_function._arguments[self.right_index - 1]

    def _compute_structure(self) -> Any:
        return ColumnElement._compute_structure(self)

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [self.sql_function]

    def _copy_internals(self, replace: Any) -> Any:
        function = replace(self.sql_function)
        return self if function is self.sql_function else FunctionAsBinary(function, self.left_index, self.right_index)

    def _find_froms(self) -> tuple[Any, ...]:
        return self.sql_function._froms
