"""Functions and rows in the FROM list: `func.json_each(x).table_valued(...)`, and a whole row as one column."""

from __future__ import annotations

from typing import Any, ClassVar

from ..elements import ColumnClause, ColumnCollection, NamedColumn, expect
from ..functions import FROM_MAKERS
from ..structure import CHILD, UNCACHEABLE, AnonymousName, Field, Structure, intern_key
from ..types import TableValueType
from .alias import Alias, Lateral, LateralFromClause, TableSample
from .base import FromClause, Maker
from .join import Join
from .select import Select


class TableValuedAlias(LateralFromClause, Alias):
    """A function in the FROM list under a name, with columns."""

    __visit_name__ = "table_valued_alias"
    inherit_cache = False
    _is_lateral = False
    _supports_derived_columns = True
    _derived_base: str | None = None  # the name of what this is an alias of
    _render_derived = False
    _render_derived_w_types = False
    joins_implicitly = False
    _tableval_type: Any

    def _init(
        self,
        element: Any,
        *,
        name: str | None = None,
        table_value_type: Any = None,
        joins_implicitly: bool = False,
    ) -> None:
        self.element = element
        self.name = name if name is not None else AnonymousName.of(None)
        self._tableval_type = TableValueType() if table_value_type is None else table_value_type
        self.joins_implicitly = joins_implicitly

    def _fill_columns(self, columns: Any, primary_key: list[Any]) -> None:
        if isinstance(self._tableval_type, TableValueType):
            for element in self._tableval_type._elements:
                key, proxy = element._make_proxy(self, name=element.name, key=element.key)
                columns.add(proxy, key=key)
        else:  # an alias of a function that gives one value
            self.element._proxy_columns(self, columns, primary_key)

    @property
    def column(self) -> TableValuedColumn:
        """This alias as one column, for functions that give a single one."""
        return TableValuedColumn(self, self._tableval_type)

    def alias(self, name: str | None = None, flat: bool = False) -> TableValuedAlias:
        """The same function under another name."""
        made = self._generate()
        made.__dict__["_derived_base"] = base = self._anonymous_base(self)
        made.name = name if name is not None else AnonymousName.of(base)
        return made

    def lateral(self, name: str | None = None) -> Any:
        """This alias with LATERAL, so that it may refer to FROM elements before it."""
        made = self.alias(name)
        made.__dict__["_is_lateral"] = True
        return made

    def render_derived(self, name: str | None = None, with_types: bool = False) -> TableValuedAlias:
        """Render the column names, and types if asked, after the alias: `AS name(x, y)`."""
        made = self._generate()
        made.name = name if name is not None else AnonymousName.of(self._derived_base)
        made.__dict__.pop(
            "_is_lateral", None
        )  # as SQLAlchemy: a function with derived columns is written without LATERAL
        made._render_derived = True
        made._render_derived_w_types = with_types
        return made

    def _inner_parts(self) -> tuple[Any, ...]:
        elements = getattr(self._tableval_type, "_elements", ())
        return (
            tuple((element.name, element.key, element.type.type_key()) for element in elements),
            self._render_derived,
            self._render_derived_w_types,
            self._is_lateral,
            self.joins_implicitly,
        )

    def _copy_internals(self, replace: Any) -> Any:
        element = replace(self.element)
        if element is self.element:
            return self
        made = self._generate()
        made.element = element
        return made


class TableValuedColumn(NamedColumn[Any]):
    """A FROM element as one column expression: `SELECT alias FROM function() AS alias`."""

    __visit_name__ = "table_valued_column"
    _fields: ClassVar[tuple[Field, ...]] = (Field("scalar_alias", CHILD),)

    def __init__(self, scalar_alias: Any, type_: Any) -> None:
        self.scalar_alias = scalar_alias
        self.key = self.name = scalar_alias.name
        self.type = type_

    @property
    def _froms(self) -> tuple[Any, ...]:
        return (self.scalar_alias,)

    def _compute_structure(self) -> Structure:
        key, holes = self.scalar_alias.structure()
        type_key = self.type.type_key()
        return (intern_key((TableValuedColumn, key, type_key)) if key and type_key else UNCACHEABLE), holes

    def _make_proxy(self, selectable: Any, *, name: Any = None, key: Any = None, **options: Any) -> tuple[Any, Any]:
        made: Any = ColumnClause(self.name if name is None else name, self.type, _selectable=selectable)
        made._proxies = (self,)
        if key is not None:
            made.key = key
        return made.key, made


def _row_of(fromclause: FromClause) -> TableValuedColumn:
    return TableValuedColumn(fromclause, TableValueType())


# -- functions as FROM elements: what `sql.functions`, to the left, reaches by name -------------------------------


def _table_valued(function: Any, *expr: Any, **keywords: Any) -> TableValuedAlias:
    name = keywords.pop("name", None)
    joins_implicitly = keywords.pop("joins_implicitly", False)
    with_ordinality = keywords.pop("with_ordinality", None)
    if keywords:
        raise TypeError(f"table_valued() got an unexpected keyword argument {next(iter(keywords))!r}")
    made = function._generate()
    columns = [expect("str_as_plain_column", column) for column in expr]
    if with_ordinality:
        made._with_ordinality = True
        columns.append(expect("str_as_plain_column", with_ordinality))
    made.type = TableValueType(*columns)
    return TableValuedAlias._construct(made, name, table_value_type=made.type, joins_implicitly=joins_implicitly)


def _function_alias(function: Any, name: str | None, joins_implicitly: bool) -> TableValuedAlias:
    return TableValuedAlias._construct(
        function, name, table_value_type=function.type, joins_implicitly=joins_implicitly
    )


def _column_valued(function: Any, name: str | None, joins_implicitly: bool) -> TableValuedColumn:
    return _function_alias(function, name, joins_implicitly).column


def _function_columns(function: Any) -> Any:
    return ColumnCollection([(function.key or function._anon_base, function)]).as_readonly()


def _function_lateral(function: Any, name: str | None) -> Any:
    return Lateral._construct(function, name)


def _function_sample(function: Any, sampling: Any, name: str | None, seed: Any) -> Any:
    return TableSample._construct(function, name, sampling=sampling, seed=seed)


FROM_MAKERS.update(
    columns=_function_columns,
    table_valued=_table_valued,
    column_valued=_column_valued,
    alias=_function_alias,
    select=Select,
    lateral=_function_lateral,
    tablesample=_function_sample,
    join=Join,
)
Maker.table_valued_column = staticmethod(_row_of)
