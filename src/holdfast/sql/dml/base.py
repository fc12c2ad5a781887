"""What INSERT, UPDATE and DELETE share: their table, RETURNING, hints, dialect options; and VALUES and WHERE.

Not here: their text (compiler), defaults and the execution (engine).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from ... import exc
from ...util import immutabledict
from ..elements import BindParameter, ColumnCollection, ColumnElement, Executable, expect
from ..selectable import (
    DialectKWArgs,
    HasCTE,
    HasPrefixes,
    ReturnsRows,
    StatementBase,
    attribute_of,
    conjunction,
    expanded,
)
from ..selectable import read_node, read_nodes, read_plain, read_rows
from ..structure import CHILD, CHILDREN, PAIRS, Field
from ..types import NULLTYPE


def read_values(values: Mapping[Any, Any], holes: list[Any]) -> Any:
    """The key part of a mapping of columns or names to values."""
    return read_rows(tuple(values.items()), holes)


class UpdateBase(HasCTE, DialectKWArgs, HasPrefixes, Executable, ReturnsRows, StatementBase):
    """The base of INSERT, UPDATE and DELETE."""

    __visit_name__ = "update_base"
    is_dml: ClassVar[bool] = True
    _roles: ClassVar[Any] = frozenset({"statement", "returns_rows", "has_cte", "ddl"})
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("table", CHILD),
        Field("_returning", CHILDREN),
        Field("_prefixes", PAIRS),
        Field("_independent_ctes", CHILDREN),
    )
    _readers: ClassVar[Mapping[str, Any]] = {
        "table": read_node,
        "_returning": read_nodes,
        "_return_defaults": read_plain,
        "_return_defaults_columns": read_nodes,
        "_sort_by_parameter_order": read_plain,
        "_prefixes": read_rows,
        "_hints": read_rows,
        "_inline": read_plain,
        "_independent_ctes": read_nodes,
        "_independent_ctes_opts": read_plain,
        "_with_options": read_rows,
        "_dialect_keywords": read_plain,
        "_post_values_clause": read_node,
        "_post_criteria_clause": read_node,
    }

    table: Any
    _returning: tuple[Any, ...] = ()
    _return_defaults: bool = False
    _return_defaults_columns: tuple[Any, ...] = ()
    _supplemental_returning: tuple[Any, ...] | None = None
    _sort_by_parameter_order: bool = False
    _hints: tuple[tuple[Any, str, str], ...] = ()
    _inline: bool = False
    _post_values_clause: Any = None
    _post_criteria_clause: Any = None
    # The options that dialects take, as a value that can stand in a key.
    _dialect_keywords: tuple[tuple[str, Any], ...] = ()

    def __init__(self, table: Any) -> None:
        self.table = expect("dml_table", table)

    def params(self, *arg: Any, **kw: Any) -> Any:
        """Not for data changes: their values are set by `values()`."""
        raise exc.ArgumentError(
            "params() is not supported for INSERT/UPDATE/DELETE statements. To set the values for an INSERT or "
            "UPDATE statement, use stmt.values(**parameters)."
        )

    unique_params = params

    def with_dialect_options(self, **opt: Any) -> Self:
        """Set options of a dialect, spelled `<dialect>_<option>`."""
        made = self._generate()
        made._set_dialect_options(opt)
        made.__dict__["_dialect_keywords"] = (*self._dialect_keywords, *opt.items())
        return made

    def returning(self, *cols: Any, sort_by_parameter_order: bool = False, **unknown: Any) -> Self:
        """Have the changed rows come back: columns, tables, expressions or mapped classes.

        sort_by_parameter_order: rows of a many-row INSERT come in the order of the parameter sets.
        """
        if unknown:
            raise TypeError(
                f"{type(self).__name__}.returning() got an unexpected keyword argument {next(iter(unknown))!r}"
            )
        if self._return_defaults:
            raise exc.InvalidRequestError("return_defaults() is already configured on this statement")
        added = tuple([expect("columns_clause", column) for column in cols])
        made = self._with("_returning", self._returning + added)
        if sort_by_parameter_order:
            if not self.is_insert:
                raise exc.ArgumentError(
                    "The 'sort_by_parameter_order' argument to returning() only applies to INSERT statements"
                )
            made.__dict__["_sort_by_parameter_order"] = True
        return made

    def return_defaults(
        self, *cols: Any, supplemental_cols: Iterable[Any] | None = None, sort_by_parameter_order: bool = False
    ) -> Self:
        """Have the values that the database generated come back, to be read from `result.returned_defaults`."""
        if self._returning:
            raise exc.InvalidRequestError("returning() is already configured on this statement")
        made = self._with("_return_defaults", True)
        made.__dict__["_return_defaults_columns"] = tuple([expect("columns_clause", column) for column in cols])
        if supplemental_cols is not None:
            made.__dict__["_supplemental_returning"] = tuple(supplemental_cols)
        if sort_by_parameter_order:
            made.__dict__["_sort_by_parameter_order"] = True
        return made

    def with_hint(self, text: str, selectable: Any = None, dialect_name: str = "*") -> Self:
        """Add a hint for a table, the statement's own by default."""
        target = self.table if selectable is None else expect("from_clause", selectable)
        return self._with("_hints", (*self._hints, (target, dialect_name, text)))

    def ext(self, extension: Any) -> Self:
        """Apply a syntax extension, such as a dialect's own clause."""
        made = self._generate()
        element = expect("syntax_extension", extension)
        getattr(element, f"apply_to_{self.__visit_name__}")(made)
        return made

    def apply_syntax_extension_point(self, apply_fn: Any, position: str) -> None:
        """For extensions: put something at `post_values`, `post_criteria` of this statement."""
        name = f"_{position}_clause"
        if not hasattr(type(self), name):
            raise ValueError(f"Unknown position {position!r} for {type(self).__name__}")
        present = getattr(self, name)
        made = apply_fn(() if present is None else (present,))
        self.__dict__[name] = made[0] if len(made) == 1 else None

    @property
    def entity_namespace(self) -> Any:
        return self.table.entity_namespace

    @property
    def _all_selected_columns(self) -> Sequence[ColumnElement[Any]]:
        return [column for column in expanded(self._returning) if column._is_column_element]

    @property
    def exported_columns(self) -> Any:
        """The columns of RETURNING."""
        return ColumnCollection([(column.key, column) for column in self._all_selected_columns]).as_readonly()

    @property
    def entity_description(self) -> dict[str, Any]:
        """The table, or mapped class, that is written to."""
        table = self.table
        describe = getattr(table, "_entity_description", None)
        if describe is not None:
            return dict(describe())
        return {"name": getattr(table, "name", None), "table": table}

    @property
    def returning_column_descriptions(self) -> list[dict[str, Any]]:
        """What RETURNING brings: name, type and expression of each."""
        return [{"name": column.key, "type": column.type, "expr": column} for column in self._all_selected_columns]

    def is_derived_from(self, fromclause: Any) -> bool:
        return False

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        found: list[Any] = [self.table, *self._returning, *self._return_defaults_columns, *self._independent_ctes]
        if self._post_values_clause is not None:
            found.append(self._post_values_clause)
        return found

    def _replaced(self, replace: Any) -> Self:
        made = self._generate()
        state = made.__dict__
        state["table"] = replace(self.table)
        state["_returning"] = tuple([replace(column) for column in self._returning])
        if self._post_values_clause is not None:
            state["_post_values_clause"] = replace(self._post_values_clause)
        return made

    def _copy_internals(self, replace: Any) -> Self:
        return self._replaced(replace)


class ValuesBase(UpdateBase):
    """INSERT and UPDATE: what is written."""

    _readers: ClassVar[Mapping[str, Any]] = {
        **UpdateBase._readers,
        "_values": read_values,
        "_select_names": read_plain,
        "select": read_node,
    }

    _values: Mapping[Any, Any] | None = None
    _multi_values: tuple[Any, ...] = ()
    _ordered_values: tuple[tuple[Any, Any], ...] | None = None
    select: Any = None

    def values(self, *args: Any, **kwargs: Any) -> Self:
        """Set values: keywords, a dictionary by column or name, a tuple in the order of the columns; an INSERT also
        takes a list of these. Calls add up.

        Raises ArgumentError or InvalidRequestError for combinations that have no meaning.
        """
        if self.select is not None:
            raise exc.InvalidRequestError("This construct already inserts from a SELECT")
        if self._ordered_values is not None:
            raise exc.InvalidRequestError("This statement already has ordered values present")
        if not args:
            return self._add_values(kwargs)
        if len(args) > 1:
            raise exc.ArgumentError(
                "Only a single dictionary/tuple or list of dictionaries/tuples is accepted positionally."
            )
        if kwargs:
            raise exc.ArgumentError("Can't pass positional and kwargs to values() simultaneously")
        given = args[0]
        if isinstance(given, Mapping):
            return self._add_values(given)
        if isinstance(given, (list, tuple)):
            if given and isinstance(given[0], (list, dict, tuple)):
                return self._add_rows(given)
            return self._add_values(self._named(given)) if isinstance(given, tuple) or given else self._add_values({})
        raise exc.ArgumentError(f"values() takes keywords, a dictionary, a tuple or a list of those; got {given!r}")

    def _named(self, row: Sequence[Any]) -> dict[Any, Any]:
        """A row given by position, as a dictionary."""
        columns = [column.key for column in self.table.c]
        if len(row) > len(columns):
            raise exc.ArgumentError(
                f"Too many values: {len(row)} for the {len(columns)} columns of '{self.table.description}'"
            )
        return dict(zip(columns, row, strict=False))

    def _add_values(self, given: Mapping[Any, Any]) -> Self:
        if self._multi_values:
            raise exc.InvalidRequestError(
                "Can't mix single and multiple VALUES formats in one INSERT statement; one style appends to a list "
                "while the other replaces values, so the intent is ambiguous."
            )
        merged = dict(self._values or {})
        for key, value in given.items():
            column = self._column_key(key)
            merged.pop(column, None)
            merged[column] = self._value(column, value)
        return self._with("_values", immutabledict(merged))

    def _add_rows(self, rows: Sequence[Any]) -> Self:
        raise exc.InvalidRequestError(f"{self._verb} construct does not support multiple parameter sets.")

    _verb: ClassVar[str] = "UPDATE"

    def _column_key(self, key: Any) -> Any:
        """The name or column that a key of `values()` stands for: a column of the own table goes by its name."""
        column = key if isinstance(key, str) else expect("dml_column", key)
        if isinstance(column, str):
            return column
        if column.is_placeholder or column.table is self.table:
            return column.key
        return column

    def _value(self, column: Any, value: Any) -> Any:
        """A value as a node: an expression as it is, anything else as a bound parameter of the column's type."""
        if hasattr(value, "__clause_element__") or hasattr(value, "structure"):
            return expect("expression_element", value, type_=self._type_of(column))
        return BindParameter(None, value, type_=self._type_of(column), unique=True)

    def _type_of(self, column: Any) -> Any:
        if not isinstance(column, str):
            return column.type
        known = None if self.table.is_placeholder else self.table.c.get(column)
        return NULLTYPE if known is None else known.type

    def inline(self) -> Self:
        """Have SQL defaults rendered within the statement, and nothing fetched back."""
        return self._with("_inline", True)

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        found = super().get_children()
        for key, value in (self._values or {}).items():
            found += [value] if isinstance(key, str) else [key, value]
        return found

    def _copy_internals(self, replace: Any) -> Self:
        made = super()._copy_internals(replace)
        if self._values is not None:
            made.__dict__["_values"] = immutabledict({key: replace(value) for key, value in self._values.items()})
        return made


class DMLWhereBase(UpdateBase):
    """UPDATE and DELETE: which rows."""

    _where_criteria: tuple[ColumnElement[Any], ...] = ()

    def where(self, *whereclause: Any) -> Self:
        """Add criteria, joined by AND."""
        added = tuple([expect("where_having", criterion) for criterion in whereclause])
        return self._with("_where_criteria", self._where_criteria + added)

    def filter(self, *criteria: Any) -> Self:
        """The same as `where()`."""
        return self.where(*criteria)

    def filter_by(self, **kwargs: Any) -> Self:
        """Add equalities by attribute name."""
        sources = [(source, source.entity_namespace) for source in self._namespace_sources]
        return self.where(*[attribute_of(sources, name) == value for name, value in kwargs.items()])

    @property
    def _namespace_sources(self) -> list[Any]:
        return [self.table]

    @property
    def whereclause(self) -> Any:
        """The whole WHERE criterion, or None."""
        return conjunction(self._where_criteria)
