"""Column: a table's column with type, keys, defaults and constraints."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from ... import exc
from ...util import NO_ARG, memoized_property
from ..elements import ColumnClause, type_coerce
from ..selectable import DialectKWArgs
from ..structure import Structure, fresh_key, quoted_name
from ..types import INTEGERTYPE, NULLTYPE, SchemaEventTarget, SchemaType, TypeEngine, schema_types, to_instance
from .base import NULL_UNSPECIFIED, SchemaItem
from .constraints import CheckConstraint, UniqueConstraint
from .defaults import ColumnDefault, DefaultClause, DefaultGenerator, FetchedValue, InsertSentinelDefault
from .foreign_key import ForeignKey
from .index import Index
from .sequence import Computed, Identity, Sequence

_T = TypeVar("_T")
next_creation = count(1).__next__


class Column(DialectKWArgs, SchemaItem, ColumnClause[_T]):
    """A column of a Table.

    `Column("name", Type, *constraints, **options)`; `autoincrement="auto"` makes a lone integer primary key
    one that the database numbers.
    """

    __visit_name__ = "column"
    inherit_cache = True
    _is_immutable = True

    table: Any
    nullable: Any
    index: Any = None
    unique: Any = None
    system = False
    doc: str | None = None
    comment: str | None = None
    autoincrement: Any = "auto"
    default: Any = None
    onupdate: Any = None
    server_default: Any = None
    server_onupdate: Any = None
    computed: Any = None
    identity: Any = None
    _user_defined_nullable: Any = NULL_UNSPECIFIED
    _attach_callbacks: ClassVar[tuple[Any, ...]] = ()
    _may_have_constraints = False
    _proxy_reset: ClassVar[frozenset[str]] = frozenset()
    _taken_by_proxies: ClassVar[tuple[str, ...]] = (
        *("primary_key", "nullable", "autoincrement", "_creation_order", "_user_defined_nullable"),
    )

    if TYPE_CHECKING:

        @overload
        def __init__(
            self,
            __name_pos: str | None,
            __type_pos: type[TypeEngine[_T]] | TypeEngine[_T],
            /,
            *args: Any,
            **options: Any,
        ) -> None: ...
        @overload
        def __init__(
            self, __type_pos: type[TypeEngine[_T]] | TypeEngine[_T], /, *args: Any, **options: Any
        ) -> None: ...
        @overload
        def __init__(
            self,
            __name_pos: Any = ...,
            __type_pos: Any = ...,
            /,
            *args: Any,
            type_: type[TypeEngine[_T]] | TypeEngine[_T],
            **options: Any,
        ) -> None: ...
        @overload
        def __init__(
            self: Column[Any], __name_pos: Any = ..., __type_pos: Any = ..., /, *args: Any, **options: Any
        ) -> None: ...

    def __init__(
        self,
        __name_pos: Any = None,
        __type_pos: Any = None,
        /,
        *args: Any,
        name: str | None = None,
        type_: Any = None,
        autoincrement: Any = "auto",
        default: Any = NO_ARG,
        insert_default: Any = NO_ARG,
        doc: str | None = None,
        key: str | None = None,
        index: bool | None = None,
        unique: bool | None = None,
        info: dict[Any, Any] | None = None,
        nullable: Any = NULL_UNSPECIFIED,
        onupdate: Any = None,
        primary_key: bool = False,
        server_default: Any = None,
        server_onupdate: Any = None,
        quote: bool | None = None,
        system: bool = False,
        comment: str | None = None,
        insert_sentinel: bool = False,
        _omit_from_statements: bool = False,
        _proxies: Any = None,
        **dialect_kwargs: Any,
    ) -> None:
        if name is None and type_ is None and __name_pos.__class__ is str and isinstance(__type_pos, TypeEngine):
            name, type_ = __name_pos, __type_pos
        else:
            name, type_, args = _sorted_arguments(__name_pos, __type_pos, args, name, type_)
        if quote is not None or isinstance(name, quoted_name):
            if name is None:
                raise exc.ArgumentError("Explicit 'name' is required when sending 'quote' argument")
            name = quoted_name(name, quote)
        self.name = name
        self.key = name if key is None else key
        self.type = NULLTYPE if type_ is None else to_instance(type_)
        self._shortcuts = {}
        self.table = None
        self.primary_key = primary_key
        self._creation_order = next_creation()
        self._user_defined_nullable = nullable
        self.nullable = nullable if nullable is not NULL_UNSPECIFIED else not primary_key
        self.autoincrement = autoincrement
        # What is rarely given has its default in the class.
        for attribute, value in (("index", index), ("unique", unique), ("doc", doc), ("comment", comment)):
            if value is not None:
                setattr(self, attribute, value)
        for attribute, flag in (
            ("system", system),
            ("_insert_sentinel", insert_sentinel),
            ("_omit_from_statements", _omit_from_statements),
        ):
            if flag:
                setattr(self, attribute, flag)
        if _proxies is not None:
            self._proxies = tuple(_proxies)
            self.foreign_keys = set()
        if info is not None:
            self.info = dict(info)
        if dialect_kwargs:
            self._set_dialect_options(dialect_kwargs)
        if isinstance(self.type, SchemaEventTarget) and not isinstance(self.type, SchemaType):
            self.type._set_parent_with_dispatch(self)
        if server_default is not None or server_onupdate is not None:
            self._init_server_defaults(server_default, server_onupdate)
        if args:
            self._init_items(args)
        if default is not NO_ARG or insert_default is not NO_ARG or onupdate is not None:
            self._init_defaults(default, insert_default, onupdate)

    def _init_defaults(self, default: Any, insert_default: Any, onupdate: Any) -> None:
        if insert_default is not NO_ARG:
            if default is not NO_ARG:
                raise exc.ArgumentError(
                    "The 'default' and 'insert_default' parameters of Column are mutually exclusive"
                )
            default = insert_default
        if default is not NO_ARG and default is not None:
            if not isinstance(default, (ColumnDefault, Sequence)):
                default = _client_default(default)
            default._set_parent_with_dispatch(self)
        if onupdate is not None:
            if not isinstance(onupdate, (ColumnDefault, Sequence)):
                onupdate = _client_default(onupdate, for_update=True)
            onupdate.for_update = True
            onupdate._set_parent_with_dispatch(self)

    def _init_server_defaults(self, server_default: Any, server_onupdate: Any) -> None:
        if server_default is not None:
            if isinstance(server_default, FetchedValue):
                server_default = server_default._as_for_update(False)
            else:
                server_default = DefaultClause(server_default)
            server_default._set_parent_with_dispatch(self)
        if server_onupdate is not None:
            if isinstance(server_onupdate, FetchedValue):
                server_onupdate = server_onupdate._as_for_update(True)
            else:
                server_onupdate = DefaultClause(server_onupdate, for_update=True)
            server_onupdate._set_parent_with_dispatch(self)

    # -- structure: a table's column is itself, once and for all -------------------------------------------------

    def _compute_structure(self) -> Structure:
        table = self.table
        if table is None or not table._is_schema_table:
            return ColumnClause._compute_structure(self)
        return fresh_key(), ()

    # -- attaching -----------------------------------------------------------------------------------------------

    def _on_table_attach(self, callback: Callable[[Any, Any], None]) -> None:
        """Call `callback(column, table)` when this column has a table: now, or later."""
        if self.table is not None and self.table._is_schema_table:
            callback(self, self.table)
        else:
            self.__dict__["_attach_callbacks"] = (*self._attach_callbacks, callback)

    def _set_parent(  # type: ignore[override]
        self, table: Any, *, index: int | None = None, allow_replacements: bool = True, **keywords: Any
    ) -> None:
        if not self.name:
            raise exc.ArgumentError(
                "Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table."
            )
        if self.key is None:
            self.key = self.name
        known = self.table
        if known is not None and known is not table:
            raise exc.ArgumentError(
                f"Column object '{self.key}' already assigned to Table '{getattr(known, 'description', known)}'"
            )
        if self._insert_sentinel:
            if table._sentinel_column is not None:
                raise exc.ArgumentError("a Table may have only one explicit sentinel column")
            table._sentinel_column = self
        table._place_column(self, index, allow_replacements)
        self.table = table
        if self.primary_key:
            table.primary_key._replace(self)
        elif self.key in table.primary_key._columns:
            raise exc.ArgumentError(
                f"Trying to redefine primary-key column '{self.key}' as a non-primary-key column on table "
                f"'{table.fullname}'"
            )
        if self.index or self.unique:
            self._add_shorthand_constraints(table)
        if not self.type._isnull:
            self._attach_schema_types(table)
        if self._attach_callbacks:
            for callback in self.__dict__.pop("_attach_callbacks"):
                callback(self, table)
        table.metadata._column_attached(self)

    def _add_shorthand_constraints(self, table: Any) -> None:
        """`index=True` and `unique=True` as the Index or UniqueConstraint they stand for."""
        if self.index:
            if isinstance(self.index, str):
                raise exc.ArgumentError(
                    "The 'index' keyword argument on Column is boolean only. To create indexes with a specific "
                    "name, create an explicit Index object external to the Table."
                )
            table.append_constraint(Index(None, self.key, unique=bool(self.unique), _column_flag=True))
        elif self.unique:
            if isinstance(self.unique, str):
                raise exc.ArgumentError(
                    "The 'unique' keyword argument on Column is boolean only. To create unique constraints or "
                    "indexes with a specific name, append an explicit UniqueConstraint to the Table's list of "
                    "elements, or create an explicit Index object external to the Table."
                )
            table.append_constraint(UniqueConstraint(self.key, _column_flag=True))

    def _attach_schema_types(self, table: Any) -> None:
        """Types that bring a CHECK constraint or a database object of their own."""
        for type_ in schema_types(self.type):
            type_._used_in(table)
            if getattr(type_, "create_constraint", False):
                condition = type_.check_condition(self if type_ is self.type else type_coerce(self, type_))
                if condition is not None:
                    table.append_constraint(
                        CheckConstraint(
                            condition,
                            name=type_.name,
                            _create_rule=type_._should_create_constraint,
                            _type_bound=True,
                        )
                    )
            table.metadata._schema_types_of(table, type_)

    @memoized_property
    def foreign_keys(self) -> set[ForeignKey]:
        """The ForeignKeys of this column. One that stands for another has its own of each, made when they are asked for."""
        if not self._proxies:
            return set()
        return {foreign_key._proxied_for(self) for foreign_key in self._proxies[0].foreign_keys}

    @memoized_property
    def constraints(self) -> set[Any]:
        """The constraints that were given to this column."""
        self._may_have_constraints = True
        return set()

    def append_foreign_key(self, fk: ForeignKey) -> None:
        """Add a ForeignKey."""
        fk._set_parent_with_dispatch(self)

    def references(self, column: Any) -> bool:
        """Whether a foreign key of this column refers to `column`."""
        return any(foreign_key.column.proxy_set & column.proxy_set for foreign_key in self.foreign_keys)

    # -- copies and proxies --------------------------------------------------------------------------------------

    def _make_proxy(
        self,
        selectable: Any,
        *,
        primary_key: Any = None,
        foreign_keys: Any = None,
        name: Any = None,
        key: Any = None,
        name_is_truncatable: bool = False,
        compound_select_cols: Any = None,
        **options: Any,
    ) -> tuple[Any, Column]:
        """A column of `selectable` that stands for this one, with its type, keys and nullability."""
        if name is None and self.name is None:
            raise exc.InvalidRequestError(
                "Cannot initialize a sub-selectable with this Column object until its 'name' has been assigned."
            )
        made: Column = self.__class__.__new__(self.__class__)
        own_name = self.name if name is None else name
        own_key = key if key is not None else (name if name is not None else self.key)
        made.__dict__.update(
            name=own_name,
            key=own_key,
            type=self.type,
            table=selectable,
            primary_key=self.primary_key,
            nullable=self.nullable,
            _shortcuts={},
            _creation_order=self._creation_order,
            _user_defined_nullable=self._user_defined_nullable,
            autoincrement=self.autoincrement,
            _is_immutable=False,
            _proxies=(self,) if compound_select_cols is None else tuple(compound_select_cols),
        )
        return own_key, made

    def _copy(self, *, name: Any = None, key: Any = None, **keywords: Any) -> Column:
        """A column like this one without a table, for `to_metadata()` and mixins."""
        items = [item._copy(**keywords) for item in self.constraints if not getattr(item, "_type_bound", False)]
        items += [fk._copy(**keywords) for fk in self.foreign_keys if not fk.constraint]
        made = self._constructor_copy(name, key, keywords)
        made._init_items(items)
        server_default, server_onupdate = self.server_default, self.server_onupdate
        if isinstance(server_default, (Computed, Identity)):
            server_default._copy(**keywords)._set_parent_with_dispatch(made)
        else:
            if server_default is not None:
                server_default._copy()._set_parent_with_dispatch(made)
            if server_onupdate is not None:
                server_onupdate._copy()._set_parent_with_dispatch(made)
        for default in (self.default, self.onupdate):
            if default is not None:
                default._copy()._set_parent_with_dispatch(made)
        options = self.__dict__.get("_dialect_options")
        if options:
            made._set_dialect_options(dict(self.dialect_kwargs))
        if "dispatch" in self.__dict__:
            made.dispatch._join(self.dispatch)
        return self._schema_item_copy(made)  # type: ignore[no-any-return]

    copy = _copy

    def _constructor_copy(self, name: Any, key: Any, keywords: dict[str, Any]) -> Column:
        type_: Any = self.type
        if isinstance(type_, SchemaEventTarget) and hasattr(type_, "copy"):
            type_ = type_.copy()
            if "schema" in keywords and isinstance(type_, SchemaType):
                type_._move_to(keywords["schema"])
        return self.__class__(
            self.name if name is None else name,
            type_,
            key=(key or name or self.key) if (key or name or self.key != self.name) else None,
            primary_key=self.primary_key,
            unique=self.unique,
            system=self.system,
            index=self.index,
            nullable=self._user_defined_nullable,
            autoincrement=self.autoincrement,
            doc=self.doc,
            comment=self.comment,
            insert_sentinel=self._insert_sentinel,
            _omit_from_statements=self._omit_from_statements,
        )

    def _merge(self, other: Column) -> None:
        """Take from `other` (an Annotated `mapped_column`) what `self` was not given itself."""
        if self.primary_key is False and other.primary_key:
            self.primary_key = True
        if self._user_defined_nullable is NULL_UNSPECIFIED and other._user_defined_nullable is not NULL_UNSPECIFIED:
            self.nullable = other.nullable
            self._user_defined_nullable = other._user_defined_nullable
        elif self.primary_key and self._user_defined_nullable is NULL_UNSPECIFIED:
            self.nullable = False
        if self.type._isnull:
            self.type = other.type
        for name in ("index", "unique", "doc", "comment", "system"):
            if getattr(self, name) in (None, False) and getattr(other, name):
                setattr(self, name, getattr(other, name))
        if self.autoincrement == "auto" and other.autoincrement != "auto":
            self.autoincrement = other.autoincrement
        if other.name is not None and self.name is None:
            self.name = other.name
        if other.key is not None and other.key != other.name and self.key == self.name:
            self.key = other.key
        for name in ("default", "onupdate", "server_default", "server_onupdate"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is None and theirs is not None:
                theirs._copy()._set_parent_with_dispatch(self)
        for constraint in other.constraints:
            constraint._copy()._set_parent_with_dispatch(self)
        for foreign_key in other.foreign_keys:
            if not foreign_key.constraint or foreign_key._column_level:
                foreign_key._copy()._set_parent_with_dispatch(self)
        if "info" in other.__dict__:
            self.info.update({key: value for key, value in other.info.items() if key not in self.info})

    def _set_type(self, type_: TypeEngine[Any]) -> None:
        """Called when a foreign key's target gives this column its type."""
        self.type = type_
        table = self.table
        if table is not None and table._is_schema_table:
            self._attach_schema_types(table)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__dict__["_shortcuts"] = {}

    @property
    def description(self) -> Any:
        return self.name

    def __str__(self) -> str:
        if self.name is None:
            return "(no name)"
        if self.table is not None and self.table.named_with_column:
            return f"{self.table.description}.{self.description}"
        return str(self.description)

    def __repr__(self) -> str:
        parts = [repr(str(self.name) if self.name is not None else None), repr(self.type)]
        parts += [repr(foreign_key) for foreign_key in self.foreign_keys]
        parts += [repr(constraint) for constraint in self.constraints]
        table = self.table
        parts.append(f"table=<{table.description}>" if table is not None else "table=None")
        if self.key != self.name:
            parts.append(f"key={self.key!r}")
        if self.primary_key:
            parts.append("primary_key=True")
        if not self.nullable:
            parts.append("nullable=False")
        for name in ("onupdate", "default", "server_default", "comment"):
            value = getattr(self, name)
            if value:
                parts.append(f"{name}={value!r}")
        return f"Column({', '.join(parts)})"


def _sorted_arguments(
    name_pos: Any, type_pos: Any, args: tuple[Any, ...], name: Any, type_: Any
) -> tuple[Any, Any, tuple[Any, ...]]:
    """Name and type out of the positional arguments, where both may be left out."""
    positional = [value for value in (name_pos, type_pos) if value is not None] + list(args)
    if positional and (isinstance(positional[0], str) or hasattr(positional[0], "__name_is_str__")):
        if name is not None:
            raise exc.ArgumentError("May not pass name positionally and as a keyword.")
        name = positional.pop(0)
    if positional and _is_type(positional[0]):
        if type_ is not None:
            raise exc.ArgumentError("May not pass type_ positionally and as a keyword.")
        type_ = positional.pop(0)
    return name, type_, tuple(positional)


def _is_type(value: Any) -> bool:
    return isinstance(value, TypeEngine) or (isinstance(value, type) and issubclass(value, TypeEngine))


def _client_default(value: Any, for_update: bool = False) -> DefaultGenerator:
    return ColumnDefault(value, for_update=for_update)


def insert_sentinel(
    name: str | None = None,
    type_: Any = None,
    *,
    default: Any = None,
    omit_from_statements: bool = True,
) -> Column:
    """A column that orders the rows of a bulk INSERT ... RETURNING."""
    return Column(
        name=name,
        type_=INTEGERTYPE if type_ is None else type_,
        default=default if default is not None else InsertSentinelDefault(),
        insert_sentinel=True,
        _omit_from_statements=omit_from_statements,
    )
