"""The roots of everything that gives rows: ReturnsRows, Selectable, FromClause, and the lightweight `table()`.

Not here: what a FROM element is made of in particular (alias, join, subquery, ...), and statements (select).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ... import exc
from ..elements import MAKERS, ClauseElement, ColumnClause, ColumnCollection, ColumnElement, expect, roles
from ..structure import CHILD, Field, Structure, intern_key
from .columns import corresponding_column, proxy_all

if TYPE_CHECKING:
    from ..dml import Delete, Insert, Update  # rightward
    from ..elements import KeyedColumnElement, ReadOnlyColumnCollection
    from .alias import LateralFromClause, TableSample
    from .join import Join
    from .select import Select

_MISSING: Any = object()
_second = itemgetter(1)


class Memo:
    """A value computed at its first reading and kept in the instance's `__dict__`: reading it again is no call."""

    def __init__(self, compute: Any) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.compute(instance)
        return value


class Maker:
    """Slots for constructors of boxes to the right that methods here must call (DML, CREATE TABLE AS)."""

    insert: ClassVar[Any] = None
    update: ClassVar[Any] = None
    delete: ClassVar[Any] = None
    create_table_as: ClassVar[Any] = None
    select: ClassVar[Any] = None
    table_valued_column: ClassVar[Any] = None
    join: ClassVar[Any] = None
    alias: ClassVar[Any] = None
    lateral: ClassVar[Any] = None
    tablesample: ClassVar[Any] = None
    scalar: ClassVar[Any] = None
    exists: ClassVar[Any] = None
    from_statement: ClassVar[Any] = None
    clause_list: ClassVar[Any] = None


class ReturnsRows(ClauseElement):
    """Anything that has columns or a rowset: a table, a join, a select, an INSERT with RETURNING."""

    _is_returns_rows = True
    _is_subquery = False
    _is_lateral = False
    _is_select_statement = False
    named_with_column = False

    @property
    def selectable(self) -> ReturnsRows:
        return self

    @property
    def exported_columns(self) -> Any:
        raise AttributeError(f"{type(self).__name__!r} has no exported columns")

    @property
    def _all_selected_columns(self) -> Sequence[ColumnElement[Any]]:
        raise AttributeError(f"{type(self).__name__!r} selects no columns")

    def is_derived_from(self, fromclause: FromClause | None) -> bool:
        """Whether this comes, through aliases, joins or subqueries, from `fromclause`."""
        return self is fromclause


class Selectable(ReturnsRows):
    """A ReturnsRows that can become a FROM element."""

    is_selectable = True

    def corresponding_column(
        self, column: ColumnElement[Any], require_embedded: bool = False
    ) -> ColumnElement[Any] | None:
        """The column of this selectable that stands for `column`: the same one, or one that proxies it."""
        return corresponding_column(self.exported_columns, column, require_embedded)  # type: ignore[no-any-return]

    def lateral(self, name: str | None = None) -> LateralFromClause:
        """A LATERAL of this selectable."""
        return Maker.lateral(self, name)  # type: ignore[no-any-return]


class FromClause(Selectable):
    """An element that can stand in a FROM list and has columns under `.c`."""

    __visit_name__ = "fromclause"

    named_with_column = False
    schema: str | None = None
    is_selectable = True
    _roles = frozenset(
        {
            roles.COLUMNS_CLAUSE,
            roles.FROM_CLAUSE,
            roles.STRICT_FROM_CLAUSE,
            roles.ANONYMIZED_FROM_CLAUSE,
            roles.JOIN_TARGET,
            roles.RETURNS_ROWS,
            roles.TSTRING_ELEMENT,
        }
    )
    _memos = (*Selectable._memos, "c", "columns", "primary_key", "foreign_keys")
    _is_from_clause = True
    _is_replaceable_from = False
    _is_join: bool = False
    _is_from_container = False
    _is_schema_table = False
    _use_schema_map = False
    implicit_returning: Any = False
    _sentinel_column: Any = None
    name: Any

    # -- columns -------------------------------------------------------------------------------------------

    def _fill_columns(self, columns: Any, primary_key: list[Any]) -> None:
        """Fill `.c` and `.primary_key`; called once, when one of them is first read."""

    def _coerce_to(self, role: str, context: Any) -> Any:
        """In GROUP BY an element stands for all of its columns; where rows are selected, for all of its rows."""
        if role is roles.DML_SELECT:
            return self.select()
        return MAKERS["clause_list"](self.c) if role is roles.GROUP_BY else None

    def _shaped_columns(self, target: Any) -> None:
        """Columns made after those of another alias: for SELECTs only."""

    def _proxy_columns(self, target: Any, columns: Any, primary_key: list[Any]) -> None:
        """Give `target`, an alias of this element, proxies of its columns."""
        proxy_all(self.c, target, columns, primary_key)

    def _make_columns(self) -> None:
        columns: ColumnCollection[Any, Any] = ColumnCollection()
        primary_key: list[Any] = []
        self._fill_columns(columns, primary_key)
        memos = self.__dict__
        memos["c"] = memos["columns"] = columns.as_readonly()
        memos["primary_key"] = tuple_collection(primary_key)

    if TYPE_CHECKING:

        @property
        def c(self) -> ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]: ...
        @property
        def columns(self) -> ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]: ...
        @property
        def exported_columns(self) -> ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]: ...
        @property
        def primary_key(self) -> Any: ...
        @property
        def foreign_keys(self) -> Any: ...

    else:

        @Memo
        def c(self) -> Any:
            """The columns by name: `users.c.id`."""
            self._make_columns()
            return self.__dict__["c"]

        @Memo
        def columns(self) -> Any:
            """The columns by name; the same collection as `.c`."""
            return self.c

        @Memo
        def primary_key(self) -> Any:
            """The columns that are this element's primary key."""
            columns = (
                self.c
            )  # makes the primary key with the columns, where that is more than those columns that say so
            found = self.__dict__.get("primary_key")
            return tuple_collection([column for column in columns if column.primary_key]) if found is None else found

        @Memo
        def foreign_keys(self) -> Any:
            """The ForeignKey markers of this element's columns."""
            return {foreign_key for column in self.c for foreign_key in column.foreign_keys}

        @property
        def exported_columns(self) -> Any:
            return self.c

    @property
    def entity_namespace(self) -> Any:
        return self.c

    @property
    def _all_selected_columns(self) -> Sequence[ColumnElement[Any]]:
        columns = [*map(_second, self.c._collection)]
        return columns if self._sentinel_column is None else [one for one in columns if not one._omit_from_statements]

    @property
    def description(self) -> str:
        return getattr(self, "name", None) or f"{type(self).__name__} object"

    def _anonymous_fromclause(self, *, name: str | None = None, flat: bool = False) -> Any:
        return self.alias(name=name, flat=flat)

    # -- what a statement asks -----------------------------------------------------------------------------

    @property
    def _select_iterable(self) -> Sequence[ColumnElement[Any]]:
        return self._all_selected_columns

    @property
    def _froms(self) -> tuple[Any, ...]:
        return (self,)

    @property
    def _hidden_froms(self) -> tuple[Any, ...]:
        """FROM elements inside this one: they need no place of their own in the FROM list."""
        return ()

    def self_group(self, against: Any = None) -> Any:
        return self

    # -- making others -------------------------------------------------------------------------------------

    def select(self) -> Select[*tuple[Any, ...]]:
        """SELECT of all columns of this element."""
        return Maker.select(self)  # type: ignore[no-any-return]

    def join(self, right: Any, onclause: Any = None, isouter: bool = False, full: bool = False) -> Join:
        """A JOIN from this element to `right`; the ON clause is found through foreign keys when not given."""
        return Maker.join(self, right, onclause, isouter, full)  # type: ignore[no-any-return]

    def outerjoin(self, right: Any, onclause: Any = None, full: bool = False) -> Join:
        """A LEFT OUTER JOIN from this element to `right`."""
        return Maker.join(self, right, onclause, True, full)  # type: ignore[no-any-return]

    def alias(self, name: str | None = None, flat: bool = False) -> NamedFromClause:
        """An alias of this element; without a name it gets an anonymous one."""
        return Maker.alias(self, name, flat)  # type: ignore[no-any-return]

    def tablesample(self, sampling: Any, name: str | None = None, seed: Any = None) -> TableSample:
        """A TABLESAMPLE alias of this element."""
        return Maker.tablesample(self, sampling, name, seed)  # type: ignore[no-any-return]

    def with_cols(self, type_: Any) -> Any:
        """This element, typed for checkers as having the columns of a TypedColumns class."""
        return self


class NamedFromClause(FromClause):
    """A FROM element with a name: its columns are rendered with it."""

    named_with_column = True

    def table_valued(self) -> Any:
        """This element as one column expression that stands for the whole row."""
        return Maker.table_valued_column(self)


class NamedFromGrouping:
    """Marks a parenthesized element that has a name."""

    __slots__ = ()


class FromGrouping(FromClause):
    """A FROM element in parentheses."""

    __visit_name__ = "grouping"

    def __init__(self, element: FromClause) -> None:
        self.element = element

    _fields = (Field("element", CHILD),)

    @property
    def c(self) -> Any:
        return self.element.c

    @property
    def columns(self) -> Any:
        return self.element.c

    @property
    def primary_key(self) -> Any:
        return self.element.primary_key

    @property
    def foreign_keys(self) -> Any:
        return self.element.foreign_keys

    def is_derived_from(self, fromclause: FromClause | None) -> bool:
        return self.element.is_derived_from(fromclause)

    def alias(self, name: str | None = None, flat: bool = False) -> Any:
        return FromGrouping(self.element.alias(name=name, flat=flat))

    @property
    def _froms(self) -> tuple[Any, ...]:
        return self.element._froms

    @property
    def _hidden_froms(self) -> tuple[Any, ...]:
        return self.element._hidden_froms

    @property
    def _is_join(self) -> bool:  # type: ignore[override]
        return bool(self.element._is_join)

    def self_group(self, against: Any = None) -> Any:
        return self


class TableClause(NamedFromClause):
    """A table by name and columns only, as `table("users", column("id"))` makes it: no types, keys or metadata."""

    __visit_name__ = "table"
    _roles = NamedFromClause._roles | {roles.DML_TABLE}
    _memos = Selectable._memos  # the columns are no memo here: they are what the table is

    _is_table = True
    _placeholders = False
    implicit_returning = False
    primary_key: Any
    foreign_keys: Any

    if TYPE_CHECKING:

        @property
        def c(self) -> ReadOnlyColumnCollection[str, ColumnClause[Any]]: ...
        @property
        def columns(self) -> ReadOnlyColumnCollection[str, ColumnClause[Any]]: ...

    def __init__(self, name: str, *columns: ColumnClause[Any], schema: str | None = None, **unknown: Any) -> None:
        if unknown:
            raise exc.ArgumentError(f"Unsupported argument(s): {list(unknown)}")
        self.name = name
        self.schema = schema
        self.fullname = f"{schema}.{name}" if schema else name
        collection: ColumnCollection[Any, Any] = ColumnCollection()
        self._columns = collection
        memos = self.__dict__
        memos["c"] = memos["columns"] = collection.as_readonly()
        memos["primary_key"] = tuple_collection(())
        memos["foreign_keys"] = set()
        for column in columns:
            self.append_column(column)

    def append_column(self, column: ColumnClause[Any]) -> None:
        """Add a column at the end."""
        known = column.table
        if known is not None and known is not self:
            raise exc.ArgumentError(
                f"column object '{column.key}' already assigned to table '{getattr(known, 'description', known)}'"
            )
        self._columns.add(column)
        column.table = self

    def insert_column(self, column: ColumnClause[Any], index: int) -> None:
        """Add a column at position `index`."""
        self._columns.add(column, index=index)
        column.table = self

    @property
    def description(self) -> str:
        return self.name  # type: ignore[no-any-return]

    @property
    def _structure_parts(self) -> Any:
        return tuple((column.key, column.name) for column in self._columns)

    def _compute_structure(self) -> Structure:
        return (_TABLE_CLAUSE_KEY, (self,))

    def inner_structure(self) -> Structure:
        return (intern_key((TableClause, self.name, self.schema, self._structure_parts)), ())

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return []

    def _copy_internals(self, replace: Any) -> Any:
        return self

    @property
    def _froms(self) -> tuple[Any, ...]:
        return (self,)

    def insert(self) -> Insert:
        """INSERT into this table."""
        return Maker.insert(self)  # type: ignore[no-any-return]

    def update(self) -> Update:
        """UPDATE of this table."""
        return Maker.update(self)  # type: ignore[no-any-return]

    def delete(self) -> Delete:
        """DELETE from this table."""
        return Maker.delete(self)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return self.fullname


_TABLE_CLAUSE_KEY = intern_key((TableClause, "hole"))


class _KeyColumns(tuple[Any, ...]):
    """Primary key columns of an element that is no Table: a sequence that also offers `.columns`."""

    __slots__ = ()

    @property
    def columns(self) -> _KeyColumns:
        return self

    def contains_column(self, column: Any) -> bool:
        return any(column is member for member in self)

    def __contains__(self, column: object) -> bool:
        return any(column is member for member in self)

    def __iter__(self) -> Iterator[Any]:
        return super().__iter__()


def tuple_collection(columns: Iterable[Any]) -> Any:
    return _KeyColumns(columns)


class HasPrefixes:
    """`prefix_with()`: words right after the first keyword of a statement."""

    __slots__ = ()
    _prefixes: tuple[tuple[Any, str], ...] = ()

    def prefix_with(self, *prefixes: Any, dialect: str = "*") -> Self:
        """Add text after the statement's first keyword, for one dialect or for all."""
        return self._with(  # type: ignore[attr-defined, no-any-return]
            "_prefixes", self._prefixes + tuple((expect("statement_option", text), dialect) for text in prefixes)
        )


class HasSuffixes:
    """`suffix_with()`: words at the end of a statement."""

    __slots__ = ()
    _suffixes: tuple[tuple[Any, str], ...] = ()

    def suffix_with(self, *suffixes: Any, dialect: str = "*") -> Self:
        """Add text at the end of the statement, for one dialect or for all."""
        return self._with(  # type: ignore[attr-defined, no-any-return]
            "_suffixes", self._suffixes + tuple((expect("statement_option", text), dialect) for text in suffixes)
        )


class HasHints:
    """Hints for a database's planner, for one table or for the whole statement."""

    __slots__ = ()
    _hints: tuple[tuple[Any, str, str], ...] = ()
    _statement_hints: tuple[tuple[str, str], ...] = ()

    def with_hint(self, selectable: Any, text: str, dialect_name: str = "*") -> Self:
        """Add a hint for one FROM element; `%(name)s` in it becomes the rendered name."""
        return self._with(  # type: ignore[attr-defined, no-any-return]
            "_hints", (*self._hints, (expect("from_clause", selectable), dialect_name, text))
        )

    def with_statement_hint(self, text: str, dialect_name: str = "*") -> Self:
        """Add a hint for the statement as a whole."""
        return self._with(  # type: ignore[attr-defined, no-any-return]
            "_statement_hints", (*self._statement_hints, (dialect_name, text))
        )
