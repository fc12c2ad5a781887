"""Constraints of a table: PRIMARY KEY, UNIQUE, CHECK, and their base. Foreign keys are in foreign_key.py."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from ... import exc
from ...util import warn
from ..elements import ColumnCollection, expect, null
from ..selectable import DialectKWArgs
from ..structure import iterate, replacement_traverse
from .base import HasConditionalDDL, NamedByConvention, SchemaItem, described

# Constraints are written in the order in which they were made.
_next_creation = count(1).__next__


class Constraint(DialectKWArgs, HasConditionalDDL, NamedByConvention, SchemaItem):
    """The base of table constraints."""

    __visit_name__ = "constraint"
    _column_flag = False
    parent: Any = None

    def __init__(
        self,
        name: Any = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        info: dict[Any, Any] | None = None,
        comment: str | None = None,
        _create_rule: Any = None,
        _type_bound: bool = False,
        **dialect_kw: Any,
    ) -> None:
        self._creation_order = _next_creation()
        self.name = name
        self.deferrable = deferrable
        self.initially = initially
        if info:
            self.info = dict(info)
        self.comment = comment
        self._create_rule = _create_rule
        self._type_bound = _type_bound
        if dialect_kw:
            self._set_dialect_options(dialect_kw)

    @property
    def table(self) -> Any:
        """The table that this constraint is on."""
        parent = self.parent
        if parent is not None and parent.__visit_name__ == "table":
            return parent
        raise exc.InvalidRequestError(
            "This constraint is not bound to a table.  Did you mean to call table.append_constraint(constraint) ?"
        )

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        self.parent = parent
        parent.constraints.add(self)

    def _common_arguments(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "deferrable": self.deferrable,
            "initially": self.initially,
            "comment": self.comment,
            **self.dialect_kwargs,
        }

    def _copy(self, **keywords: Any) -> Any:
        raise exc.InvalidRequestError(f"{type(self).__name__} cannot be copied")

    def copy(self, **keywords: Any) -> Any:
        """A constraint like this one, not on a table."""
        return self._copy(**keywords)


class ColumnCollectionMixin:
    """A constraint or index over columns, given by name or as Column objects."""

    _pending: list[Any]
    _columns: ColumnCollection[Any, Any]
    _column_flag = False

    def _init_columns(self, columns: tuple[Any, ...], autoattach: bool, column_flag: bool = False) -> None:
        if column_flag:
            self._column_flag = True
        self._columns = ColumnCollection()
        self._pending = [
            column if isinstance(column, str) else expect("ddl_constraint_column", column) for column in columns
        ]
        if autoattach and self._pending:
            self._attach_with_columns()

    @property
    def columns(self) -> Any:
        """The columns, in the order given."""
        return self._columns.as_readonly()

    c = columns

    def _attach_with_columns(self) -> None:
        """Attach to the table of the given Column objects, as soon as all of them have the same one."""
        given = [column for column in self._pending if not isinstance(column, str)]
        columns = [column for column in given if _is_schema_column(column)]
        if len(columns) != len(given) or not columns:
            return
        waiting = [column for column in columns if column.table is None]
        if waiting and len(columns) < len(self._pending):
            return  # beside names: it comes to its table as one of that table's items
        if waiting:
            for column in waiting:
                column._on_table_attach(self._column_got_table)
            return
        self._attach_to_common_table(columns)

    def _column_got_table(self, column: Any, table: Any) -> None:
        columns = [column for column in self._pending if not isinstance(column, str)]
        if getattr(self, "parent", None) is None and all(column.table is not None for column in columns):
            self._attach_to_common_table(columns)

    def _attach_to_common_table(self, columns: list[Any]) -> None:
        tables = {column.table for column in columns}
        if len(tables) > 1:
            table = columns[0].table
            others = [column for column in columns[1:] if column.table is not table]
            raise exc.ArgumentError(
                f"Column(s) {', '.join(repr(str(column)) for column in others)} are not part of table "
                f"'{table.description}'."
            )
        self._set_parent_with_dispatch(columns[0].table)  # type: ignore[attr-defined]

    def _resolve_columns(self, table: Any) -> list[Any]:
        found = []
        for column in self._pending:
            if not isinstance(column, str):
                found.append(column)
                continue
            try:
                found.append(table.c[column])
            except KeyError:
                raise exc.ConstraintColumnNotFoundError(
                    f"Can't create {type(self).__name__} on table '{table.description}': no column named "
                    f"'{column}' is present."
                ) from None
        return found

    def _take_columns(self, table: Any) -> None:
        """Put the columns that were given into the collection, each once."""
        collection = self._columns
        for column in self._resolve_columns(table):
            if not (collection._index and collection.contains_column(column)):
                collection._insert(column, column.key)


def _is_schema_column(column: Any) -> bool:
    return hasattr(column, "_on_table_attach")


class ColumnCollectionConstraint(ColumnCollectionMixin, Constraint):
    """A constraint over columns."""

    def __init__(
        self,
        *columns: Any,
        name: Any = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        info: dict[Any, Any] | None = None,
        _autoattach: bool = True,
        _column_flag: bool = False,
        _gather_expressions: Any = None,
        **dialect_kw: Any,
    ) -> None:
        Constraint.__init__(self, name, deferrable, initially, info, **dialect_kw)
        self._init_columns(columns, _autoattach, _column_flag)

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        if parent.__visit_name__ != "table":
            self._pending = self._pending or [parent]
            parent._on_table_attach(lambda _, table: self._set_parent_with_dispatch(table))
            return
        Constraint._set_parent(self, parent)
        self._take_columns(parent)

    def contains_column(self, col: Any) -> bool:
        """Whether the column is one of this constraint's."""
        return self._columns.contains_column(col)

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[Any]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def _names_or_columns(self) -> list[Any]:
        if len(self._columns):
            return [column.key for column in self._columns]
        return [column if isinstance(column, str) else column.key for column in self._pending]

    def _copy(self, *, target_table: Any = None, **keywords: Any) -> Any:
        made = type(self)(
            *self._names_or_columns(),
            **{key: value for key, value in self._common_arguments().items() if key != "comment"},
        )
        made.comment = self.comment
        made._create_rule = self._create_rule
        return self._schema_item_copy(made)

    def __repr__(self) -> str:
        return described(self, *self._columns, name=_shown_name(self.name))


def _shown_name(name: Any) -> Any:
    return None if name is None else str(name)


class UniqueConstraint(ColumnCollectionConstraint):
    """UNIQUE over columns."""

    __visit_name__ = "unique_constraint"


class PrimaryKeyConstraint(ColumnCollectionConstraint):
    """PRIMARY KEY of a table; every table has one, empty when nothing is declared."""

    __visit_name__ = "primary_key_constraint"

    def __init__(
        self,
        *columns: Any,
        name: Any = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        info: dict[Any, Any] | None = None,
        _implicit_generated: bool = False,
        **dialect_kw: Any,
    ) -> None:
        self._implicit_generated = _implicit_generated
        super().__init__(*columns, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw)

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        table = parent
        if table.__visit_name__ != "table":
            super()._set_parent(parent)
            return
        if table.primary_key is not self:
            table.constraints.discard(table.primary_key)
            table.primary_key = self
        Constraint._set_parent(self, table)
        marked = [column for column in table.c if column.primary_key]
        own = self._resolve_columns(table)
        if own and marked and set(own) != set(marked):
            raise_or_warn_mismatch(table, own, marked)
            for column in marked:
                column.primary_key = False
        columns = own or marked
        for column in columns:
            column.primary_key = True
            if column._user_defined_nullable is not True and column._user_defined_nullable is not False:
                column.nullable = False
            if not self._columns.contains_column(column):
                self._columns.add(column)

    def _reload(self, columns: list[Any]) -> None:
        """Make these the primary key, as reflection or `extend_existing` found it."""
        for column in columns:
            column.primary_key = True
        self._columns = ColumnCollection()
        self._pending = []
        for column in columns:
            self._columns.add(column)

    def _replace(self, column: Any) -> None:
        """Add a column, in the place of one with its key."""
        kept = [
            member
            for member in self._columns
            if member is not column and member.key != column.key and member.name != column.name
        ]
        position = next((number for number, member in enumerate(self._columns) if member.key == column.key), len(kept))
        kept.insert(position, column)
        self._columns = ColumnCollection([(member.key, member) for member in kept])

    @property
    def columns_autoinc_first(self) -> list[Any]:
        """The columns, the one that the database numbers in front."""
        auto = self._autoincrement_column
        if auto is None:
            return list(self._columns)
        return [auto, *(column for column in self._columns if column is not auto)]

    @property
    def _autoincrement_column(self) -> Any:
        """The column that the database numbers by itself, or None."""
        columns = list(self._columns)
        if len(columns) == 1:
            column = columns[0]
            if column.autoincrement is True:
                _numbered(column, True)
                return column
            if column.autoincrement in ("auto", "ignore_fk") and _numbered(column, False):
                return column
            return None
        found = None
        for column in columns:
            if column.autoincrement is True:
                _numbered(column, True)
                if found is not None:
                    raise exc.ArgumentError(
                        f"Only one Column may be marked autoincrement=True, found both {column.name} and {found.name}."
                    )
                found = column
        return found


def raise_or_warn_mismatch(table: Any, own: list[Any], marked: list[Any]) -> None:
    """Columns marked `primary_key=True` and an explicit constraint that disagree: the constraint wins, with a warning."""
    from_marks = ", ".join(f"'{column.name}'" for column in marked)
    from_constraint = ", ".join(f"'{column.name}'" for column in own)
    warn(
        f"Table '{table.name}' specifies columns {from_marks} as primary_key=True, not matching locally specified "
        f"columns {from_constraint}; setting the current primary key columns to {from_constraint}. This warning may "
        "become an exception in a future release"
    )


def _numbered(column: Any, explicit: bool) -> bool:
    """Whether the database numbers this primary key column; an explicit wish that cannot be met is an error."""
    type_ = column.type
    if type_._type_affinity.__name__ != "Integer" and not (explicit and type_._type_affinity.__name__ == "Numeric"):
        if explicit:
            raise exc.ArgumentError(
                f"Column type {type_} on column '{column}' is not compatible with autoincrement=True"
            )
        return False
    if explicit and type_._type_affinity.__name__ == "Numeric" and type_.scale != 0:
        raise exc.ArgumentError(
            f"Column type {type_} with non-zero scale {type_.scale} on column '{column}' is not compatible with "
            "autoincrement=True"
        )
    if column.default is not None and not column.default.is_sequence:
        return False
    if column.server_default is not None and not column.server_default.is_identity and not explicit:
        return False
    if column.foreign_keys and column.autoincrement not in (True, "ignore_fk"):
        return False
    if column.default is not None and column.default.is_sequence and column.default.optional is False:
        return column.autoincrement is not False
    return True


class CheckConstraint(ColumnCollectionConstraint):
    """CHECK of a table or column."""

    __visit_name__ = "table_or_column_check_constraint"
    _allow_multiple_tables = True

    def __init__(
        self,
        sqltext: Any,
        name: Any = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        table: Any = None,
        info: dict[Any, Any] | None = None,
        _create_rule: Any = None,
        _autoattach: bool = True,
        _type_bound: bool = False,
        **dialect_kw: Any,
    ) -> None:
        self.sqltext = null() if sqltext is None else expect("ddl_expression", sqltext)
        columns = [node for node in iterate(self.sqltext) if node.__visit_name__ == "column"]
        Constraint.__init__(
            self, name, deferrable, initially, info, _create_rule=_create_rule, _type_bound=_type_bound, **dialect_kw
        )
        self._init_columns(tuple(columns), _autoattach and not _type_bound)
        if table is not None:
            self._set_parent_with_dispatch(table)

    @property
    def is_column_level(self) -> bool:
        """Whether this was given to a column rather than to a table."""
        return self.parent is not None and self.parent.__visit_name__ == "column"

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        Constraint._set_parent(self, parent)
        if parent.__visit_name__ == "table":
            self._take_columns(parent)

    def _copy(self, *, target_table: Any = None, **keywords: Any) -> CheckConstraint:
        sqltext = self.sqltext
        if target_table is not None:
            source = self.parent

            def replace(node: Any) -> Any:
                if getattr(node, "table", None) is source and node.key in target_table.c:
                    return target_table.c[node.key]
                return None

            sqltext = replacement_traverse(sqltext, {}, replace)
        made = CheckConstraint(
            sqltext,
            name=self.name,
            initially=self.initially,
            deferrable=self.deferrable,
            _create_rule=self._create_rule,
            table=target_table,
            _autoattach=False,
            _type_bound=self._type_bound,
        )
        made.comment = self.comment
        return self._schema_item_copy(made)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        table = self.parent if self.parent is not None and self.parent.__visit_name__ == "table" else None
        return described(self, self.sqltext, name=_shown_name(self.name), table=table)
