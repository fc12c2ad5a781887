"""Foreign keys: the marker on a column, and the constraint over columns. Targets by name are found late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import exc
from ...util import NamedTuple, suggest
from ..selectable import DialectKWArgs, FromClause
from .base import BLANK_SCHEMA, RETAIN_SCHEMA, SchemaItem
from .constraints import ColumnCollectionConstraint, Constraint


class ForeignKeyTarget(NamedTuple):
    """The parts of a target given by name."""

    schema: str | None
    table_name: str
    column_name: str | None


class ForeignKey(DialectKWArgs, SchemaItem):
    """A column's reference to a column of another table; makes a ForeignKeyConstraint on the column's table.

    The target is a Column or a name, `"table.column"` or `"schema.table.column"`; a name is looked up when
    it is first needed, so tables may be declared in any order.
    """

    __visit_name__ = "foreign_key"
    parent: Any = None
    _column_level = True

    def __init__(
        self,
        column: Any,
        _constraint: Any = None,
        use_alter: bool = False,
        name: Any = None,
        onupdate: str | None = None,
        ondelete: str | None = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        link_to_name: bool = False,
        match: str | None = None,
        info: dict[Any, Any] | None = None,
        comment: str | None = None,
        _unresolvable: bool = False,
        **dialect_kw: Any,
    ) -> None:
        self._unresolvable = _unresolvable
        self._colspec, self._target = _target_of(column)
        self.constraint = _constraint
        self.use_alter = use_alter
        self.name = name
        self.onupdate = onupdate
        self.ondelete = ondelete
        self.deferrable = deferrable
        self.initially = initially
        self.link_to_name = link_to_name
        self.match = match
        self.comment = comment
        if info:
            self.info = dict(info)
        self._dialect_arguments = dialect_kw
        if dialect_kw:
            self._set_dialect_options(dialect_kw)

    # -- the target ----------------------------------------------------------------------------------------------

    @property
    def target_tokens(self) -> ForeignKeyTarget:
        """Schema, table and column of the target, as named."""
        if self._target is not None:
            table = self._target.table
            return ForeignKeyTarget(table.schema, table.name, self._target.key)
        parts = self._colspec.split(".")
        if len(parts) == 1:
            return ForeignKeyTarget(None, parts[0], None)
        schema = ".".join(parts[:-2]) or None
        return ForeignKeyTarget(schema, parts[-2], parts[-1])

    _column_tokens = target_tokens

    @property
    def target_table_key(self) -> str:
        """The key of the target's table in its MetaData."""
        return self._table_key() or ""

    def _table_key(self) -> str | None:
        if self._target is not None:
            table = self._target.table
            return None if table is None else str(table.key)
        schema, table_name, _ = self.target_tokens
        if schema is None:
            parent = self.parent
            metadata = getattr(getattr(parent, "table", None), "metadata", None)
            schema = getattr(metadata, "schema", None)
        return f"{schema}.{table_name}" if schema else table_name

    @property
    def target_fullname(self) -> str:
        """The target as `table.column`."""
        return self._get_colspec()

    def _get_colspec(self, schema: Any = None, table_name: str | None = None, _is_copy: bool = False) -> str:
        if self._target is not None:
            table = self._target.table
            if table is None:
                return str(self._target.key)
            own_schema, own_name, column = table.schema, table.name, self._target.key
        else:
            own_schema, own_name, column = self.target_tokens
        if schema not in (None, RETAIN_SCHEMA):
            own_schema = None if schema is BLANK_SCHEMA else schema
        parts = [own_schema, table_name or own_name, column]
        return ".".join(str(part) for part in parts if part)

    @property
    def column(self) -> Any:
        """The column that this refers to.

        Raises NoReferencedTableError or NoReferencedColumnError when the name leads nowhere.
        """
        found = self.__dict__.get("_column")
        if found is None:
            found = self._resolve_column()
            self.__dict__["_column"] = found
        return found

    target_column = column

    def _resolve_column(self) -> Any:
        if self._target is not None:
            return self._target
        parent = self.parent
        if parent is None:
            raise exc.InvalidRequestError(
                "this ForeignKey object does not yet have a parent Column associated with it."
            )
        table = parent.table
        if table is None:
            raise exc.InvalidRequestError("this ForeignKey's parent column is not yet associated with a Table.")
        metadata = _metadata_of(parent)
        key = self._table_key()
        column_name = self.target_tokens.column_name
        target = None if metadata is None else metadata.tables.get(key)
        if target is None or self._unresolvable:
            near = suggest(str(key), list(metadata.tables)) if metadata is not None else ""
            raise exc.NoReferencedTableError(
                f"Foreign key associated with column '{parent}' could not find table '{key}' with which to generate "
                f"a foreign key to target column '{column_name}'{near}",
                str(key),
            )
        return self._column_in(target, column_name)

    def _column_in(self, table: Any, column_name: str | None) -> Any:
        parent = self.parent
        if column_name is None:
            column_name = parent.key
        found = None
        if self.link_to_name:
            found = next((column for column in table.c if column.name == column_name), None)
        else:
            found = table.c.get(column_name)
        if found is None:
            raise exc.NoReferencedColumnError(
                f"Could not initialize target column for ForeignKey '{self._colspec}' on table "
                f"'{parent.table.name}': table '{table.name}' has no column named '{column_name}'"
                f"{suggest(column_name, table.c.keys())}",
                table.name,
                column_name,
            )
        return found

    def references(self, table: Any) -> bool:
        """Whether the target is a column of `table`, or of what it is made from."""
        return table.corresponding_column(self.column) is not None

    def get_referent(self, table: FromClause) -> Any:
        """The column of `table` that stands for the target, or None."""
        return table.c.corresponding_column(self.column)

    # -- attaching -----------------------------------------------------------------------------------------------

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        if self.parent is not None and self.parent is not parent:
            raise exc.InvalidRequestError("This ForeignKey already has a parent !")
        self.parent = parent
        parent.foreign_keys.add(self)
        parent._on_table_attach(self._set_table)

    def _set_table(self, column: Any, table: Any) -> None:
        if self.constraint is None:
            self.constraint = ForeignKeyConstraint(
                [],
                [],
                use_alter=self.use_alter,
                name=self.name,
                onupdate=self.onupdate,
                ondelete=self.ondelete,
                deferrable=self.deferrable,
                initially=self.initially,
                match=self.match,
                comment=self.comment,
                **self._dialect_arguments,
            )
            self.constraint._append_element(column, self)
            self.constraint._set_parent_with_dispatch(table)
        table.foreign_keys.add(self)
        table.metadata._foreign_key_attached(self)

    def _proxied_for(self, column: Any) -> ForeignKey:
        """This foreign key on a column that stands for its own column."""
        made = ForeignKey.__new__(ForeignKey)
        made.__dict__.update(self.__dict__)
        made.parent = column
        made.__dict__["_source"] = self.__dict__.get("_source", self)
        return made

    def _copy(self, *, schema: Any = None, **keywords: Any) -> ForeignKey:
        made = ForeignKey(
            self._target
            if self._target is not None and schema is None and self._target.table is None
            else self._get_colspec(schema=schema),
            use_alter=self.use_alter,
            name=self.name,
            onupdate=self.onupdate,
            ondelete=self.ondelete,
            deferrable=self.deferrable,
            initially=self.initially,
            link_to_name=self.link_to_name,
            match=self.match,
            comment=self.comment,
            **self._dialect_arguments,
        )
        return self._schema_item_copy(made)  # type: ignore[no-any-return]

    copy = _copy

    def __repr__(self) -> str:
        return f"ForeignKey({self._get_colspec()!r})"


def _target_of(column: Any) -> tuple[str, Any]:
    """(name, Column) of a foreign key's target; one of them counts."""
    if isinstance(column, str):
        return column, None
    if hasattr(column, "__clause_element__"):
        column = column.__clause_element__()
    if getattr(column, "is_placeholder", False):
        # An attribute of a mapped class: the column that it stands for.
        column = column.expand()[0]
    table = getattr(column, "table", None)
    if not hasattr(column, "foreign_keys") or not (table is None or isinstance(table, FromClause)):
        raise exc.ArgumentError(
            f"String column name or Column object for DDL foreign key constraint expected, got {column!r}."
        )
    return str(column), column


def _metadata_of(column: Any) -> Any:
    table = column.table
    metadata = getattr(table, "metadata", None)
    if metadata is None:
        for base in column.base_columns:
            metadata = getattr(base.table, "metadata", None)
            if metadata is not None:
                break
    return metadata


class ForeignKeyConstraint(ColumnCollectionConstraint):
    """FOREIGN KEY (columns) REFERENCES table (columns)."""

    __visit_name__ = "foreign_key_constraint"

    def __init__(
        self,
        columns: Sequence[Any],
        refcolumns: Sequence[Any],
        name: Any = None,
        onupdate: str | None = None,
        ondelete: str | None = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        use_alter: bool = False,
        link_to_name: bool = False,
        match: str | None = None,
        table: Any = None,
        info: dict[Any, Any] | None = None,
        comment: str | None = None,
        **dialect_kw: Any,
    ) -> None:
        Constraint.__init__(self, name, deferrable, initially, info, comment, **dialect_kw)
        self.onupdate = onupdate
        self.ondelete = ondelete
        self.link_to_name = link_to_name
        self.use_alter = use_alter
        self.match = match
        if len(columns) != len(refcolumns) and len(set(map(str, columns))) != len(set(map(str, refcolumns))):
            raise exc.ArgumentError(
                "ForeignKeyConstraint number of constrained columns must match the number of referenced columns."
            )
        self.elements: list[ForeignKey] = [
            ForeignKey(
                target,
                _constraint=self,
                name=name,
                onupdate=onupdate,
                ondelete=ondelete,
                use_alter=use_alter,
                link_to_name=link_to_name,
                match=match,
                deferrable=deferrable,
                initially=initially,
                **dialect_kw,
            )
            for target in refcolumns
        ]
        for element in self.elements:
            element._column_level = False
        self._init_columns(tuple(columns), True)
        if table is not None and self.parent is None:
            self._set_parent_with_dispatch(table)

    def _append_element(self, column: Any, foreign_key: ForeignKey) -> None:
        self._columns.add(column)
        self.elements.append(foreign_key)

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        Constraint._set_parent(self, parent)
        self._take_columns(parent)
        for column, element in zip(self._columns, self.elements, strict=False):
            if element.parent is None:
                element._set_parent_with_dispatch(column)
        self._check_one_target()

    def _check_one_target(self) -> None:
        keys = {element._table_key() for element in self.elements} if len(self.elements) > 1 else ()
        if len(keys) > 1:
            first, second = sorted(str(key) for key in keys)[:2]
            raise exc.ArgumentError(
                f"ForeignKeyConstraint on {self.parent.fullname}({self._col_description}) refers to multiple remote "
                f"tables: {first} and {second}"
            )

    @property
    def _col_description(self) -> str:
        return ", ".join(self.column_keys)

    @property
    def column_keys(self) -> Sequence[str]:
        """The keys of the constrained columns."""
        if self.parent is not None:
            return self._columns.keys()
        return [column if isinstance(column, str) else column.key for column in self._pending]

    @property
    def _referred_schema(self) -> Any:
        return self.elements[0].target_tokens.schema if self.elements else None

    @property
    def referred_table(self) -> Any:
        """The table that this refers to."""
        return self.elements[0].column.table

    def _validate_dest_table(self, table: Any) -> None:
        self._check_one_target()

    def _copy(self, *, schema: Any = None, target_table: Any = None, **keywords: Any) -> ForeignKeyConstraint:
        made = ForeignKeyConstraint(
            list(self.column_keys),
            [
                element._get_colspec(
                    schema=schema,
                    table_name=(
                        target_table.name
                        if target_table is not None
                        and self.parent is not None
                        and element._table_key() == self.parent.key
                        else None
                    ),
                )
                for element in self.elements
            ],
            name=self.name,
            onupdate=self.onupdate,
            ondelete=self.ondelete,
            use_alter=self.use_alter,
            deferrable=self.deferrable,
            initially=self.initially,
            link_to_name=self.link_to_name,
            match=self.match,
            comment=self.comment,
            **self.dialect_kwargs,
        )
        for mine, theirs in zip(self.elements, made.elements, strict=True):
            mine._schema_item_copy(theirs)
        return self._schema_item_copy(made)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        targets = [element._get_colspec() for element in self.elements]
        name = "" if self.name is None else f", name={str(self.name)!r}"
        return f"ForeignKeyConstraint({list(self.column_keys)!r}, {targets!r}{name})"


# The options of a ForeignKey are those of the constraint that it becomes.
ForeignKey._takes_options_of = ForeignKeyConstraint
