"""Index: over columns or expressions of a table."""

from __future__ import annotations

from typing import Any

from ... import exc
from ..elements import ClauseElement, ColumnCollection, expect
from ..selectable import DialectKWArgs
from ..structure import iterate, quoted_name, replacement_traverse
from .base import HasConditionalDDL, NamedByConvention, SchemaItem, described
from .constraints import ColumnCollectionMixin
from .ddl_request import CheckFirst, DDLRequest


class Index(DialectKWArgs, ColumnCollectionMixin, HasConditionalDDL, NamedByConvention, SchemaItem):
    """An index; `Index("name", column, expression, "column name", unique=True)`."""

    __visit_name__ = "index"
    table: Any = None

    def __init__(
        self,
        name: str | None,
        *expressions: Any,
        unique: bool = False,
        quote: bool | None = None,
        info: dict[Any, Any] | None = None,
        _table: Any = None,
        _column_flag: bool = False,
        **dialect_kw: Any,
    ) -> None:
        self.name: Any = quoted_name.construct(name, quote) if quote is not None else name
        self.unique = unique
        if info:
            self.info = dict(info)
        if dialect_kw:
            self._set_dialect_options(dialect_kw)
        self.expressions: list[Any] = []
        self._given = [_index_argument(expression) for expression in expressions]
        columns: list[Any] = []
        for expression in self._given:
            if isinstance(expression, str) or hasattr(expression, "_on_table_attach"):
                columns.append(expression)
            else:
                columns += [node for node in iterate(expression) if hasattr(node, "_on_table_attach")]
        self._init_columns(tuple(columns), _table is None, _column_flag)
        if _table is not None:
            self._set_parent_with_dispatch(_table)

    @property
    def parent(self) -> Any:
        return self.table

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        if parent.__visit_name__ != "table":
            parent._on_table_attach(lambda _, table: self._set_parent_with_dispatch(table))
            return
        if self.table is not None and self.table is not parent:
            raise exc.ArgumentError(
                f"Index '{self.name}' is against table '{self.table.description}', and cannot be associated with "
                f"table '{parent.description}'."
            )
        self.table = parent
        self._columns = ColumnCollection()
        self._take_columns(parent)
        self.expressions = [
            parent.c[expression] if isinstance(expression, str) else expression for expression in self._given
        ]
        parent.indexes.add(self)

    def create(self, bind: Any, checkfirst: Any = CheckFirst.NONE) -> None:
        """CREATE INDEX."""
        bind.run_ddl(DDLRequest("create", self), checkfirst)

    def drop(self, bind: Any, checkfirst: Any = CheckFirst.NONE) -> None:
        """DROP INDEX."""
        bind.run_ddl(DDLRequest("drop", self), checkfirst)

    def _copied_for(self, table: Any) -> Index:
        """This index on a copy of its table."""
        source = self.table

        def replace(node: Any) -> Any:
            if getattr(node, "table", None) is source and node.key in table.c:
                return table.c[node.key]
            return None

        expressions = [
            replacement_traverse(expression, {}, replace) if isinstance(expression, ClauseElement) else expression
            for expression in self.expressions
        ]
        options = dict(self.dialect_kwargs)
        for key, value in options.items():
            if isinstance(value, ClauseElement):
                options[key] = replacement_traverse(value, {}, replace)
        made = Index(
            self.name, *expressions, unique=self.unique, _table=table, _column_flag=self._column_flag, **options
        )
        return self._schema_item_copy(made)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        members = self.expressions or self._given
        return described(self, None if self.name is None else str(self.name), *members, unique=self.unique)


def _index_argument(expression: Any) -> Any:
    if isinstance(expression, str):
        return expression
    return expect("ddl_constraint_column", expression)
