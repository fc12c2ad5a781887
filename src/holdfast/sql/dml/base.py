"""What INSERT, UPDATE and DELETE share: their table, RETURNING, hints, dialect options; and VALUES and WHERE.

Not here: their text (compiler), defaults and the execution (engine).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from ... import exc
from ...util import immutabledict
from ..elements import BindParameter, ColumnCollection, ColumnElement, Executable, expect, roles
from ..selectable import (
    LABEL_STYLE_DISAMBIGUATE_ONLY,
    DialectKWArgs,
    HasCTE,
    HasPrefixes,
    Maker,
    ReturnsRows,
    SelectedColumn,
    StatementBase,
    attribute_of,
    conjunction,
    corresponding_column,
    describe_entities,
    expanded,
    named_columns,
    proxy_all,
    read_node,
    read_nodes,
    read_plain,
    read_rows,
)
from ..structure import CHILD, CHILDREN, PAIRS, Field
from ..types import NULLTYPE


def read_values(values: Mapping[Any, Any], parts: list[Any], holes: list[Any]) -> bool:
    """The key part of a mapping of columns or names to values."""
    return read_rows(tuple(values.items()), parts, holes)


def single_columns(pairs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Keys and values of `values()`; an attribute that stands for several columns is taken apart (`_dml_pairs`)."""
    for key, value in pairs:
        apart = None if isinstance(key, str) else getattr(key, "_dml_pairs", None)
        if apart is None:
            yield key, value
        else:
            yield from apart(value)


class UpdateBase(HasPrefixes, HasCTE, DialectKWArgs, Executable, StatementBase, ReturnsRows):
    """The base of INSERT, UPDATE and DELETE."""

    _roles = frozenset({roles.STATEMENT, roles.HAS_CTE, roles.RETURNS_ROWS})
    is_dml = True
    named_with_column = False
    _verb: ClassVar[str] = ""
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("table", CHILD),
        Field("_returning", CHILDREN),
        Field("_prefixes", PAIRS),
        Field("_independent_ctes", CHILDREN),
    )
    # Where syntax extensions may stand (`ext()`), by class.
    _extension_points: ClassVar[tuple[str, ...]] = ()

    table: Any
    _returning: tuple[Any, ...] = ()
    _return_defaults: bool = False
    _return_defaults_columns: tuple[Any, ...] | None = None
    _supplemental_returning: tuple[Any, ...] | None = None
    _sort_by_parameter_order: bool = False
    _hints: tuple[tuple[Any, str, str], ...] = ()
    _inline: bool = False
    _post_values_clause: Any = None
    _post_criteria_clause: Any = None
    # The options of dialects, as a value that can stand in a key.
    _dialect_keywords: tuple[tuple[str, Any], ...] = ()

    _readers = {
        "table": read_node,
        "_returning": read_nodes,
        "_return_defaults": read_plain,
        "_return_defaults_columns": read_rows,
        "_supplemental_returning": read_rows,
        "_sort_by_parameter_order": read_plain,
        "_hints": read_rows,
        "_prefixes": read_rows,
        "_independent_ctes": read_nodes,
        "_independent_ctes_opts": read_plain,
        "_with_options": read_rows,
        "_dialect_keywords": read_rows,
        "_inline": read_plain,
        "_post_values_clause": read_node,
        "_post_criteria_clause": read_node,
    }

    def __init__(self, table: Any) -> None:
        self.table = expect("dml_table", table)

    def params(self, *arg: Any, **kw: Any) -> NoReturn:
        """Not for these statements: `values()` sets what they write."""
        raise NotImplementedError(
            "params() is not supported for INSERT/UPDATE/DELETE statements. To set the values for an INSERT or "
            "UPDATE statement, use stmt.values(**parameters)."
        )

    def with_dialect_options(self, **opt: Any) -> Self:
        """Set options of single dialects: `mysql_limit=10`."""
        made = self._generate()
        given = {**self.dialect_kwargs, **opt}
        made.__dict__.pop("_dialect_options", None)
        made._set_dialect_options(given)
        made.__dict__["_dialect_keywords"] = tuple(sorted(given.items(), key=_first))
        return made

    def with_hint(self, text: str, selectable: Any = None, dialect_name: str = "*") -> Self:
        """Add a hint for the table, or for another element of the statement."""
        target = self.table if selectable is None else expect("from_clause", selectable)
        return self._with("_hints", (*self._hints, (target, dialect_name, text)))

    def ext(self, extension: Any) -> Self:
        """Apply a syntax extension, such as a dialect's own clause."""
        made = self._generate()
        element = expect("syntax_extension", extension)
        getattr(element, f"apply_to_{self.__visit_name__}")(made)
        return made

    def apply_syntax_extension_point(self, apply_fn: Any, position: str) -> None:
        """Called by a syntax extension: put constructs at one of this statement's points."""
        if position not in self._extension_points:
            known = ", ".join(map(repr, self._extension_points))
            raise ValueError(
                f"Unknown position {position!r} for <class {type(self).__name__!r}> construct; known positions: {known}"
            )
        attribute = f"_{position}_clause"
        present = self.__dict__.get(attribute)
        applied = tuple(apply_fn(() if present is None else (present,)))
        self.__dict__[attribute] = applied[0] if len(applied) == 1 else Maker.clause_list(applied)
        self.__dict__.pop("_memo", None)

    # -- RETURNING -----------------------------------------------------------------------------------------------

    if not TYPE_CHECKING:  # what it gives is said in typed.py

        def returning(self, *cols: Any, sort_by_parameter_order: bool = False, **unknown: Any) -> Self:
            """Have the statement return columns of the rows that it wrote.

            `sort_by_parameter_order`: an INSERT of many rows gives them in the order of its parameters.
            """
            if unknown:
                raise TypeError(f"returning() got an unexpected keyword argument {next(iter(unknown))!r}")
            if self._return_defaults:
                raise exc.InvalidRequestError("return_defaults() is already configured on this statement")
            made = self._with(
                "_returning", self._returning + tuple([expect("columns_clause", column) for column in cols])
            )
            if sort_by_parameter_order:
                self._refuse_order("returning")
                made._sort_by_parameter_order = True
            return made

    def return_defaults(
        self, *cols: Any, supplemental_cols: Iterable[Any] | None = None, sort_by_parameter_order: bool = False
    ) -> Self:
        """Have the values that the server made fetched with the statement, where the database can."""
        if self._return_defaults:
            raise exc.InvalidRequestError("return_defaults() is already configured on this statement")
        made = self._with("_return_defaults", True)
        if sort_by_parameter_order:
            self._refuse_order("return_defaults")
            made._sort_by_parameter_order = True
        if cols:
            own = [self.table.c[column] if isinstance(column, str) else column for column in cols]
            made._return_defaults_columns = tuple([expect("dml_column", column) for column in own])
        if supplemental_cols is not None:
            made._supplemental_returning = tuple([expect("columns_clause", column) for column in supplemental_cols])
        return made

    def _refuse_order(self, method: str) -> None:
        if not self.is_insert:
            raise exc.ArgumentError(
                f"The 'sort_by_parameter_order' argument to {method}() only applies to INSERT statements"
            )

    @property
    def _all_selected_columns(self) -> Sequence[Any]:
        """The single columns of RETURNING."""
        memo = self._memo
        found = None if memo is None else memo.get("columns")
        if found is None:
            found = self._remember("columns", expanded(self._returning))
        return found  # type: ignore[no-any-return]

    def _named_columns(self, as_from: bool = False) -> list[SelectedColumn]:
        """The columns of RETURNING with their labels, as the compiler renders them."""
        memo = self._memo
        found = None if memo is None else memo.get("named")
        if found is None:
            named = named_columns(self._all_selected_columns, LABEL_STYLE_DISAMBIGUATE_ONLY, False)
            found = self._remember("named", named)
        return found  # type: ignore[no-any-return]

    @property
    def exported_columns(self) -> Any:
        """The columns of RETURNING, by name."""
        pairs = [(column.key, column) for column in self._all_selected_columns if not column._is_text_clause]
        return ColumnCollection(pairs).as_readonly()

    def _shaped_columns(self, target: Any) -> None:
        """Columns made after those of another alias: for SELECTs only."""

    def _proxy_columns(self, target: Any, columns: Any, primary_key: list[Any]) -> None:
        proxy_all(self.exported_columns, target, columns, primary_key)

    def corresponding_column(self, column: Any, require_embedded: bool = False) -> Any:
        """The column of RETURNING that stands for `column`."""
        return corresponding_column(self.exported_columns, column, require_embedded)

    def is_derived_from(self, fromclause: Any) -> bool:
        return fromclause is not None and bool(self.table.is_derived_from(fromclause))

    @property
    def entity_namespace(self) -> Any:
        return self.table.entity_namespace

    @property
    def entity_description(self) -> dict[str, Any]:
        """What the statement writes to: a name and the table or mapped class, for programs that ask."""
        if self.table.is_placeholder:
            return {**self.table._described(), "table": self.table.mapper.local_table}
        return {"name": self.table.name if self.table.named_with_column else None, "table": self.table}

    @property
    def returning_column_descriptions(self) -> list[dict[str, Any]]:
        """What each column of RETURNING is."""
        if any(element.is_placeholder for element in self._returning):
            return describe_entities(self._returning)
        return [{"name": column.key, "type": column.type, "expr": column} for column in self._all_selected_columns]

    # -- walking -------------------------------------------------------------------------------------------------

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        found: list[Any] = [self.table, *self._returning, *(self._return_defaults_columns or ())]
        found += self._independent_ctes
        found += [clause for clause in (self._post_values_clause, self._post_criteria_clause) if clause is not None]
        return found

    def _copy_internals(self, replace: Any) -> Self:
        made = self._generate()
        state = made.__dict__
        state["table"] = replace(self.table)
        if self._returning:
            state["_returning"] = tuple([replace(column) for column in self._returning])
        for name in ("_post_values_clause", "_post_criteria_clause"):
            if name in state and state[name] is not None:
                state[name] = replace(state[name])
        return made


class ValuesBase(UpdateBase):
    """INSERT and UPDATE: what is written."""

    _readers = {
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
        if kwargs:
            raise exc.ArgumentError("Can't pass positional and kwargs to values() simultaneously")
        if len(args) > 1:
            raise exc.ArgumentError(
                "Only a single dictionary/tuple or list of dictionaries/tuples is accepted positionally."
            )
        given = args[0]
        if isinstance(given, Mapping):
            return self._add_values(given)
        if isinstance(given, (list, tuple)):
            if given and isinstance(given[0], (list, dict, tuple)):
                pairs = isinstance(given, tuple) and isinstance(given[0], tuple) and len(given[0]) == 2
                return self._add_values(dict(given)) if pairs else self._add_rows(given)
            return self._add_values(self._named(given))
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
            raise mixed_values()
        merged = dict(self._values) if self._values else {}
        for key, value in single_columns(given.items()):
            column = self._column_key(key)
            merged[column] = self._value(column, value)
        return self._with("_values", immutabledict(merged))

    def _add_rows(self, rows: Sequence[Any]) -> Self:
        raise exc.InvalidRequestError(f"{self._verb} construct does not support multiple parameter sets.")

    def _column_key(self, key: Any) -> Any:
        """The name or column that a key of `values()` stands for: a column of the own table goes by its name."""
        column = key if isinstance(key, str) else expect("dml_column", key)
        if isinstance(column, str):
            return column
        if column.is_placeholder or column.table is self.table:
            return column.key
        return column

    def _value(self, column: Any, value: Any, kind: type[BindParameter[Any]] = BindParameter) -> Any:
        """A value as a node: an expression as it is, anything else as a bound parameter of the column's type."""
        if hasattr(value, "__clause_element__") or hasattr(value, "structure"):
            return expect("expression_element", value, type_=self._type_of(column))
        return kind(None, value, type_=self._type_of(column), unique=True)

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
        named = [element for criterion in self._where_criteria for element in criterion._froms]
        return list(dict.fromkeys([self.table, *named]))

    @property
    def whereclause(self) -> Any:
        """The whole WHERE criterion, or None."""
        return conjunction(self._where_criteria)

    _whereclause = whereclause


def mixed_values() -> exc.InvalidRequestError:
    """The error for `values()` of one row and of many on the same statement."""
    return exc.InvalidRequestError(
        "Can't mix single and multiple VALUES formats in one INSERT statement; one style appends to a list while the "
        "other replaces values, so the intent is ambiguous."
    )


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]
