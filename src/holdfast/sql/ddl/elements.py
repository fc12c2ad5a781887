"""CREATE and DROP statements of schema items, as constructs; comments; views and tables made from a SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import exc
from ...util import NO_ARG, warn_deprecated
from ..elements import expect
from ..schema import Column, MetaData, Table
from ..selectable import DialectKWArgs, FromClause, Maker, SelectBase
from .base import BaseDDLElement, ExecutableDDLElement


class CreateDropBase(ExecutableDDLElement):
    """A statement about one schema item."""

    element: Any

    def __init__(self, element: Any) -> None:
        self.element = self.target = element
        self._ddl_if = getattr(element, "_ddl_if", None)

    @property
    def stringify_dialect(self) -> str:  # type: ignore[override]
        return getattr(self.element, "create_drop_stringify_dialect", "default")


class CreateBase(CreateDropBase):
    """A CREATE statement."""

    def __init__(self, element: Any, if_not_exists: bool = False) -> None:
        super().__init__(element)
        self.if_not_exists = if_not_exists


class DropBase(CreateDropBase):
    """A DROP statement."""

    def __init__(self, element: Any, if_exists: bool = False) -> None:
        super().__init__(element)
        self.if_exists = if_exists


# -- schemas and sequences ---------------------------------------------------------------------------------------


class CreateSchema(CreateBase):
    """CREATE SCHEMA."""

    __visit_name__ = "create_schema"
    stringify_dialect = "default"

    def __init__(self, name: str, if_not_exists: bool = False) -> None:
        super().__init__(name, if_not_exists=if_not_exists)


class DropSchema(DropBase):
    """DROP SCHEMA."""

    __visit_name__ = "drop_schema"
    stringify_dialect = "default"

    def __init__(self, name: str, cascade: bool = False, if_exists: bool = False) -> None:
        super().__init__(name, if_exists=if_exists)
        self.cascade = cascade


class CreateSequence(CreateBase):
    """CREATE SEQUENCE."""

    __visit_name__ = "create_sequence"


class DropSequence(DropBase):
    """DROP SEQUENCE."""

    __visit_name__ = "drop_sequence"


# -- tables ------------------------------------------------------------------------------------------------------


class TableCreateDDL(CreateBase):
    """A statement that creates a table or what stands for one."""

    def to_metadata(self, metadata: MetaData, table: Table) -> Any:
        """This statement for a copy of its table."""
        made = self._generate()
        made.element = made.target = table
        return made


class TableDropDDL(DropBase):
    """A statement that drops a table or what stands for one."""

    def to_metadata(self, metadata: MetaData, table: Table) -> Any:
        """This statement for a copy of its table."""
        made = self._generate()
        made.element = made.target = table
        return made


class CreateColumn(BaseDDLElement):
    """One column inside CREATE TABLE; give it a rule with `@compiles` to change how columns are declared."""

    __visit_name__ = "create_column"

    def __init__(self, element: Column) -> None:
        self.element = element


class CreateConstraint(BaseDDLElement):
    """One constraint, as CREATE TABLE has it."""

    __visit_name__ = "create_constraint"

    def __init__(self, element: Any) -> None:
        self.element = element


class CreateTable(TableCreateDDL):
    """CREATE TABLE."""

    __visit_name__ = "create_table"

    def __init__(
        self,
        element: Table,
        include_foreign_key_constraints: Sequence[Any] | None = None,
        if_not_exists: bool = False,
    ) -> None:
        super().__init__(element, if_not_exists=if_not_exists)
        self.columns = [CreateColumn(column) for column in element.columns]
        self.include_foreign_key_constraints = include_foreign_key_constraints

    def to_metadata(self, metadata: MetaData, table: Table) -> CreateTable:
        return CreateTable(table, if_not_exists=self.if_not_exists)


class DropTable(TableDropDDL):
    """DROP TABLE."""

    __visit_name__ = "drop_table"


class TableViaSelect(DialectKWArgs, TableCreateDDL):
    """A view or table made from a SELECT; `.table` stands for it in other statements."""

    def _init_select(
        self, selectable: Any, name: str, metadata: Any, schema: str | None, temporary: bool, if_not_exists: bool
    ) -> None:
        self.selectable = _statement(selectable)
        self.schema = schema
        self.temporary = bool(temporary)
        self.if_not_exists = bool(if_not_exists)
        self.metadata = MetaData() if metadata is None else metadata
        self.table_name = name
        columns = [
            Column(selected.name if isinstance(selected.name, str) else selected.key, selected.element.type)
            for selected in self.selectable._named_columns()
            if selected.key is not None
        ]
        self.table = Table(name, self.metadata, *columns, schema=schema, _creator_ddl=self)
        self.target = self.table

    @property
    def element(self) -> Any:
        return self.table

    @property
    def stringify_dialect(self) -> str:  # type: ignore[override]
        return "default"

    def to_metadata(self, metadata: MetaData, table: Table) -> Any:
        made = self._generate()
        made.metadata = metadata
        made.table = made.target = table
        made.schema = table.schema
        return made


def _statement(selectable: Any) -> Any:
    """The SELECT that was given; all of a table that was."""
    if isinstance(selectable, str):
        raise exc.ArgumentError(f"SELECT statement or equivalent textual object expected, got {selectable!r}.")
    if isinstance(selectable, FromClause) and not isinstance(selectable, SelectBase):
        selectable = selectable.select()
    return expect("dml_select", selectable)


class CreateTableAs(TableViaSelect):
    """CREATE TABLE ... AS SELECT."""

    __visit_name__ = "create_table_as"
    inherit_cache = False

    def __init__(
        self,
        selectable: Any,
        table_name: str,
        *,
        metadata: MetaData | None = None,
        schema: str | None = None,
        temporary: bool = False,
        if_not_exists: bool = False,
        **dialect_kwargs: Any,
    ) -> None:
        if dialect_kwargs:
            self._set_dialect_options(dialect_kwargs)
        self._init_select(selectable, table_name, metadata, schema, temporary, if_not_exists)


class CreateView(TableViaSelect):
    """CREATE VIEW ... AS SELECT."""

    __visit_name__ = "create_view"
    inherit_cache = False
    _is_view = True

    def __init__(
        self,
        selectable: Any,
        view_name: str,
        *,
        metadata: MetaData | None = None,
        schema: str | None = None,
        temporary: bool = False,
        or_replace: bool = False,
        materialized: bool = False,
        **dialect_kwargs: Any,
    ) -> None:
        if dialect_kwargs:
            self._set_dialect_options(dialect_kwargs)
        self.materialized = materialized
        self.or_replace = or_replace
        self._init_select(selectable, view_name, metadata, schema, temporary, False)
        self.table.set_dropper_ddl(DropView(self.table, materialized=materialized))


class DropView(TableDropDDL):
    """DROP VIEW."""

    __visit_name__ = "drop_view"

    def __init__(self, element: Table, *, if_exists: bool = False, materialized: bool = False) -> None:
        super().__init__(element, if_exists=if_exists)
        self.materialized = materialized


# -- indexes and constraints -------------------------------------------------------------------------------------


class CreateIndex(CreateBase):
    """CREATE INDEX."""

    __visit_name__ = "create_index"


class DropIndex(DropBase):
    """DROP INDEX."""

    __visit_name__ = "drop_index"


class AddConstraint(CreateBase):
    """ALTER TABLE ... ADD CONSTRAINT; CREATE TABLE then leaves the constraint out, unless told not to."""

    __visit_name__ = "add_constraint"

    def __init__(self, element: Any, *, isolate_from_table: bool = True) -> None:
        super().__init__(element)
        if isolate_from_table:
            element._create_rule = _never


class DropConstraint(DropBase):
    """ALTER TABLE ... DROP CONSTRAINT."""

    __visit_name__ = "drop_constraint"

    def __init__(
        self,
        element: Any,
        *,
        cascade: bool = False,
        if_exists: bool = False,
        isolate_from_table: Any = NO_ARG,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(f"DropConstraint() got an unexpected keyword argument {next(iter(unknown))!r}")
        super().__init__(element, if_exists=if_exists)
        self.cascade = cascade
        if isolate_from_table is not NO_ARG:
            warn_deprecated(
                "The ``isolate_from_table`` is deprecated and it be removed in a future release.", version="2.1"
            )
            if isolate_from_table:
                element._create_rule = _never


def _never(compiler: Any, **keywords: Any) -> bool:
    """The rule of a constraint that has a statement of its own."""
    return False


# -- comments ----------------------------------------------------------------------------------------------------


class SetTableComment(CreateDropBase):
    """COMMENT ON TABLE ... IS."""

    __visit_name__ = "set_table_comment"


class DropTableComment(CreateDropBase):
    """COMMENT ON TABLE ... IS NULL."""

    __visit_name__ = "drop_table_comment"


class SetColumnComment(CreateDropBase):
    """COMMENT ON COLUMN ... IS."""

    __visit_name__ = "set_column_comment"


class DropColumnComment(CreateDropBase):
    """COMMENT ON COLUMN ... IS NULL."""

    __visit_name__ = "drop_column_comment"


class SetConstraintComment(CreateDropBase):
    """COMMENT ON CONSTRAINT ... IS."""

    __visit_name__ = "set_constraint_comment"


class DropConstraintComment(CreateDropBase):
    """COMMENT ON CONSTRAINT ... IS NULL."""

    __visit_name__ = "drop_constraint_comment"


Maker.create_table_as = CreateTableAs
