"""Table: a named set of columns, constraints and indexes in a MetaData."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from ... import exc
from ...event import listen
from ...util import deprecated, warn, warn_deprecated
from ..elements import DedupeColumnCollection, expect
from ..selectable import DialectKWArgs, TableClause
from ..structure import Structure, fresh_key, quoted_name
from .base import BLANK_SCHEMA, RETAIN_SCHEMA, SchemaItem
from .column import Column
from .constraints import Constraint, PrimaryKeyConstraint
from .ddl_request import CheckFirst, DDLRequest
from .foreign_key import ForeignKeyConstraint
from .index import Index
from .typed_columns import TypedColumns, columns_of

if TYPE_CHECKING:
    from ..elements import ReadOnlyColumnCollection


class Table(DialectKWArgs, SchemaItem, TableClause):
    """A table; `Table("name", metadata, Column(...), constraint, ...)`.

    A second call with the same name and MetaData gives the same object when it adds nothing; with
    `extend_existing=True` it adds to it, with `keep_existing=True` it leaves it as it is.
    """

    __visit_name__ = "table"
    _is_schema_table = True
    _is_immutable = True
    _use_schema_map = True

    if TYPE_CHECKING:
        name: str

        @property
        def c(self) -> ReadOnlyColumnCollection[str, Column[Any]]: ...
        @property
        def columns(self) -> ReadOnlyColumnCollection[str, Column[Any]]: ...

    metadata: Any
    constraints: set[Constraint]
    indexes: set[Index]
    comment: str | None
    _extra_dependencies: set[Table]
    _prefixes: tuple[Any, ...] = ()
    _has_other_keys = False  # whether a column has another key than name
    _creator_ddl: Any = None
    _dropper_ddl: Any = None

    def __new__(cls, *args: Any, **kw: Any) -> Self:
        """Find the table of that name in the MetaData, or make it."""
        if not args and not kw:
            return object.__new__(cls)  # being unpickled
        try:
            name, metadata, items = args[0], args[1], args[2:]
        except IndexError:
            raise TypeError("Table() takes at least two positional-only arguments 'name', and 'metadata'") from None
        return _find_or_make(cls, name, metadata, items, kw)  # type: ignore[no-any-return]

    def __init__(
        self,
        name: str,
        metadata: Any,
        /,
        *args: Any,
        schema: Any = None,
        quote: bool | None = None,
        quote_schema: bool | None = None,
        autoload_with: Any = None,
        autoload_replace: bool = True,
        keep_existing: bool = False,
        extend_existing: bool = False,
        resolve_fks: bool = True,
        include_columns: Collection[str] | None = None,
        implicit_returning: bool = True,
        comment: str | None = None,
        info: dict[Any, Any] | None = None,
        listeners: Sequence[tuple[str, Any]] | None = None,
        prefixes: Sequence[str] | None = None,
        **kw: Any,
    ) -> None:
        """All the work is done by `__new__`, which may answer with a table that exists already."""

    def _make(self, name: str, metadata: Any, items: tuple[Any, ...], options: dict[str, Any]) -> None:
        quote, quote_schema = options.pop("quote", None), options.pop("quote_schema", None)
        schema = options.pop("schema", None)
        state = self.__dict__
        state["name"] = (
            quoted_name(str(name), quote) if quote is not None else (name if isinstance(name, str) else str(name))
        )
        state["metadata"] = metadata
        if schema is None:
            schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        elif quote_schema is not None:
            schema = quoted_name(schema, quote_schema)
        state["schema"] = schema
        state["fullname"] = f"{schema}.{name}" if schema is not None else str(name)
        state["indexes"] = set()
        state["constraints"] = set()
        state["_columns"] = DedupeColumnCollection()
        state["c"] = state["columns"] = self._columns.as_readonly()
        state["foreign_keys"] = set()
        state["_extra_dependencies"] = set()
        state["primary_key"] = None
        PrimaryKeyConstraint(_implicit_generated=True)._set_parent_with_dispatch(self)
        state["implicit_returning"] = options.pop("implicit_returning", True)
        state["comment"] = options.pop("comment", None)
        state["_structure"] = (fresh_key(), ())
        self._apply_options(items, options, first=True)

    def _apply_options(self, items: tuple[Any, ...], options: dict[str, Any], *, first: bool) -> None:
        """What a constructor call and `extend_existing` have in common."""
        for name, listener in options.pop("listeners", None) or ():
            listen(self, name, listener)
        info = options.pop("info", None)
        if info is not None:
            self.info = dict(info)
        prefixes = options.pop("prefixes", None)
        if prefixes is not None:
            self.__dict__["_prefixes"] = tuple((expect("statement_option", text), "*") for text in prefixes)
        autoload_with = options.pop("autoload_with", None)
        autoload_replace = options.pop("autoload_replace", True)
        include_columns = options.pop("include_columns", None)
        resolve_fks = options.pop("resolve_fks", True)
        extend_on = options.pop("_extend_on", None)
        for name in ("_creator_ddl", "_dropper_ddl"):
            given = options.pop(name, None)
            if given is not None:
                self.__dict__[name] = given
        if options:
            self._set_dialect_options(options)
        if include_columns is not None and not first:
            for column in list(self.c):
                if column.name not in include_columns:
                    self._columns.remove(column)
        if autoload_with is not None:
            excluded = () if first or autoload_replace else tuple(column.name for column in self.c)
            autoload_with.reflect_table(
                self,
                include_columns=include_columns,
                exclude_columns=excluded,
                resolve_fks=resolve_fks,
                extend_on=extend_on,
            )
        self._init_items(items, allow_replacements=autoload_with is not None or not first)
        self.__dict__["_is_made"] = True
        self._apply_naming()

    def _extend(self, items: tuple[Any, ...], options: dict[str, Any]) -> None:
        options.pop("schema", None)
        for name in ("quote", "quote_schema"):
            if options.pop(name, None) is not None:
                raise exc.ArgumentError("Can't redefine 'quote' or 'quote_schema' arguments")
        for name in ("comment", "implicit_returning"):
            given = options.pop(name, None)
            if given is not None:
                setattr(self, name, given)
        self._apply_options(items, options, first=False)

    def _apply_naming(self) -> None:
        """Give names to constraints and indexes by the MetaData's conventions."""
        self.metadata._naming.apply(self)

    # -- structure -----------------------------------------------------------------------------------------------

    def _compute_structure(self) -> Structure:
        return fresh_key(), ()

    # -- columns and constraints ---------------------------------------------------------------------------------

    def _place_column(self, column: Column, index: int | None, allow_replacements: bool) -> None:
        """Put a column in the collection, in the place of one of its key or name."""
        key, name = column.key, column.name
        known = self._columns._index.get(key)
        if key != name:
            self._has_other_keys = True
        if known is None and self._has_other_keys:
            known = next((member for member in self._columns if member.name == name), None)
        if known is None:
            self._columns._insert(column, key, index)
            return
        if known is column:
            return
        if not allow_replacements:
            if known.key == key:
                what = f"A column with {'key' if key != name else 'name'} '{key}' is already present in table "
            else:
                what = f"A column with name '{name}' is already present in table "
            hint = " Specify replace_existing=True to Table.append_column() or Table.insert_column() to replace an existing column."
            raise exc.DuplicateColumnError(f"{what}'{self.name}'.{hint if '_is_made' in self.__dict__ else ''}")
        if known.key != known.name and key == name:
            warn(
                f'Column with user-specified key "{known.key}" is being replaced with plain named column "{name}", key '
                f'"{known.key}" is being removed.  If this is a reflection operation, specify autoload_replace=False to '
                "prevent this replacement."
            )
        for foreign_key in known.foreign_keys:
            # Its constraint goes with it, also one over several columns: a column of it is no more.
            self.foreign_keys.discard(foreign_key)
            self.constraints.discard(foreign_key.constraint)
        self._columns.replace(column, index=index, known=known)

    def append_column(self, column: Any, *, replace_existing: bool = False) -> None:
        """Add a column."""
        column._set_parent_with_dispatch(self, allow_replacements=replace_existing)
        if "_is_made" in self.__dict__:
            self._apply_naming()

    def insert_column(self, column: Any, index: int, *, replace_existing: bool = False) -> None:
        """Add a column at position `index`."""
        column._set_parent_with_dispatch(self, allow_replacements=replace_existing, index=index)
        self._apply_naming()

    def append_constraint(self, constraint: Any) -> None:
        """Add a constraint or an index."""
        constraint._set_parent_with_dispatch(self)

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        parent._add_table(self.name, self.schema, self)

    @property
    def foreign_key_constraints(self) -> set[ForeignKeyConstraint]:
        """The foreign key constraints of this table."""
        return {constraint for constraint in self.constraints if isinstance(constraint, ForeignKeyConstraint)}

    @property
    def _sorted_constraints(self) -> list[Constraint]:
        return sorted(self.constraints, key=_order_of)

    @property
    def autoincrement_column(self) -> Any:
        """The column that the database numbers by itself, or None."""
        return self.primary_key._autoincrement_column

    _autoincrement_column = autoincrement_column

    @property
    def key(self) -> str:
        """The key of this table in its MetaData: the name, after the schema if it has one."""
        return f"{self.schema}.{self.name}" if self.schema is not None else str(self.name)

    @property
    def is_view(self) -> bool:
        """Whether this stands for a view (made by CreateView)."""
        return bool(getattr(self._creator_ddl, "_is_view", False))

    def add_is_dependent_on(self, table: Table) -> None:
        """Have this table sorted after another one, without a foreign key."""
        self._extra_dependencies.add(table)

    def set_creator_ddl(self, ddl: Any) -> None:
        """Use this construct for CREATE."""
        self._creator_ddl = ddl

    def set_dropper_ddl(self, ddl: Any) -> None:
        """Use this construct for DROP."""
        self._dropper_ddl = ddl

    # -- DDL -----------------------------------------------------------------------------------------------------

    def create(self, bind: Any, checkfirst: Any = CheckFirst.TYPES) -> None:
        """CREATE TABLE, with its indexes."""
        bind.run_ddl(DDLRequest("create", self), checkfirst)

    def drop(self, bind: Any, checkfirst: Any = CheckFirst.NONE) -> None:
        """DROP TABLE."""
        bind.run_ddl(DDLRequest("drop", self), checkfirst)

    # -- copying -------------------------------------------------------------------------------------------------

    def to_metadata(
        self,
        metadata: Any,
        schema: Any = RETAIN_SCHEMA,
        referred_schema_fn: Any = None,
        name: str | None = None,
    ) -> Table:
        """A copy of this table in another MetaData, or under another name or schema."""
        name = self.name if name is None else name
        if schema is RETAIN_SCHEMA:
            actual = self.schema
        elif schema is None:
            actual = metadata.schema
        else:
            actual = None if schema is BLANK_SCHEMA else schema
        key = f"{actual}.{name}" if actual is not None else name
        if key in metadata.tables:
            warn(f"Table '{key}' already exists within the given MetaData - not copying.")
            return metadata.tables[key]  # type: ignore[no-any-return]
        columns = [column._copy(schema=actual) for column in self.c]
        made: Table = Table(
            name,
            metadata,
            *columns,
            schema=actual,
            comment=self.comment,
            implicit_returning=self.implicit_returning,
            **dict(self.dialect_kwargs),
        )
        for constraint in sorted(self.constraints, key=_order_of):
            if isinstance(constraint, ForeignKeyConstraint):
                referred = self._copied_schema(constraint, actual, schema, referred_schema_fn)
                made.append_constraint(constraint._copy(schema=referred, target_table=made))
            elif not constraint._type_bound and not constraint._column_flag:
                made.append_constraint(constraint._copy(schema=actual, target_table=made))
        for index in sorted(self.indexes, key=lambda index: str(index.name)):
            if not index._column_flag:
                index._copied_for(made)
        made._apply_naming()
        if "dispatch" in self.__dict__:
            made.dispatch._join(self.dispatch)
        return self._schema_item_copy(made)  # type: ignore[no-any-return]

    tometadata = deprecated("1.4", "Table.tometadata() is renamed to Table.to_metadata()")(to_metadata)

    def _copied_schema(self, constraint: Any, actual: Any, asked: Any, referred_schema_fn: Any) -> Any:
        """The schema that a copied foreign key refers to: the new one if it referred to the old one's own."""
        referred = constraint._referred_schema
        if referred_schema_fn is not None:
            return referred_schema_fn(self, actual, constraint, referred)
        return actual if referred == self.schema else (RETAIN_SCHEMA if asked is RETAIN_SCHEMA else None)

    # -- for people ----------------------------------------------------------------------------------------------

    @property
    def description(self) -> str:
        return self.name

    def __str__(self) -> str:
        return self.fullname

    def __repr__(self) -> str:
        parts = [repr(str(self.name)), repr(self.metadata), *map(repr, self.c), f"schema={self.schema!r}"]
        return f"Table({', '.join(parts)})"


_OPTIONS_THAT_ADD = ("info", "listeners", "prefixes", "comment", "autoload_with")


def _find_or_make(cls: type[Table], name: Any, metadata: Any, items: tuple[Any, ...], options: dict[str, Any]) -> Any:
    options = dict(options)
    if items and isinstance(items[0], type):
        if not issubclass(items[0], TypedColumns):
            raise exc.InvalidRequestError("The ``typed_columns_cls`` argument requires a TypedColumns subclass.")
        items = (*columns_of(items[0]), *items[1:])
    for internal in ("_no_init",):
        options.pop(internal, None)
    schema = options.get("schema")
    if schema is None:
        schema = metadata.schema
    elif schema is BLANK_SCHEMA:
        schema = None
    keep_existing = options.pop("keep_existing", False)
    extend_existing = options.pop("extend_existing", False)
    if keep_existing and extend_existing:
        raise exc.ArgumentError("keep_existing and extend_existing are mutually exclusive.")
    if "mustexist" in options:
        warn_deprecated("Deprecated alias of Table.must_exist", version="1.4")
        options["must_exist"] = options.pop("mustexist")
    must_exist = options.pop("must_exist", False)
    key = f"{schema}.{name}" if schema is not None else name
    known = metadata.tables.get(key)
    if known is not None:
        if not keep_existing and not extend_existing and (items or _adds(options)):
            raise exc.InvalidRequestError(
                f"Table '{key}' is already defined for this MetaData instance.  Specify 'extend_existing=True' to "
                "redefine options and columns on an existing Table object."
            )
        if extend_existing:
            known._extend(items, options)
        return known
    if must_exist:
        raise exc.InvalidRequestError(f"Table '{key}' not defined")
    made: Any = object.__new__(cls)
    listeners = made._listeners()
    for listener in listeners.before_parent_attach:
        listener(made, metadata)
    metadata._add_table(name, schema, made)
    try:
        made._make(name, metadata, items, options)
    except Exception:
        metadata._remove_table(name, schema)
        raise
    for listener in made._listeners().after_parent_attach:
        listener(made, metadata)
    return made


# A table that is known is not reflected again, unless `extend_existing` asks for it.
_ADDS_NOTHING = frozenset(
    {"schema", "quote_schema", "autoload_with", "autoload_replace", "include_columns", "resolve_fks", "_extend_on"}
)


def _adds(options: dict[str, Any]) -> bool:
    return any(value is not None and key not in _ADDS_NOTHING for key, value in options.items())


def _order_of(constraint: Any) -> Any:
    return constraint._creation_order
