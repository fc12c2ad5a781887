"""A column by its name: `column("id")`, and the base of `schema.Column`."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from ... import exc
from ..structure import AnonymousName, Structure, TruncatedName, intern_key, known_keys, name_structure, quoted_name
from ..types import NULLTYPE, TypeEngine, to_instance
from .base import NamedColumn
from .roles import NAMED_COLUMN_ROLES

_T = TypeVar("_T")


class ColumnClause(NamedColumn[_T]):
    """A column known by name only; `is_literal` takes the name as SQL text (`literal_column()`)."""

    __visit_name__ = "column"
    inherit_cache = True

    _roles = NAMED_COLUMN_ROLES
    _memos = (*NamedColumn._memos, "_tq_label_memo")
    _placeholders = False
    # What a column that stands for this one takes from it, beside the type.
    _taken_by_proxies: ClassVar[tuple[str, ...]] = ()

    def __init__(self, text: str, type_: Any = None, is_literal: bool = False, _selectable: Any = None) -> None:
        self.key = self.name = text
        if isinstance(type_, TypeEngine):
            self.type = type_
        else:
            self.type = NULLTYPE if type_ is None else to_instance(type_)
        self._shortcuts = {}
        if is_literal:
            self.is_literal = True
        if _selectable is not None:
            self.table = _selectable

    def structure(self) -> Structure:
        found = self._structure
        if found is None:
            found = self._compute_structure()
            if self.table is not None:  # a column without a table may still be given one
                self._structure = found
        return found

    def _compute_structure(self) -> Structure:
        name: Any = self.name
        holes: tuple[Any, ...] = ()
        key_part = None if self.key is name or self.key == name else str(self.key)
        if name.__class__ is not str:
            name, holes = name_structure(name)
        type_ = self.type
        type_key = type_._type_key or type_.type_key()
        table = self.table
        table_key = None
        if table is not None:
            table_key, table_holes = table.structure()
            holes = holes + table_holes if holes else table_holes
            if not table_key:
                type_key = 0
        if not type_key:
            return 0, holes
        parts = (ColumnClause, name, key_part, type_key, self.is_literal, table_key)
        return known_keys.get(parts) or intern_key(parts), holes

    def get_children(self, **options: Any) -> list[Any]:
        return []

    def _has_placeholders(self) -> bool:
        return False

    def _copy_internals(self, replace: Any) -> Any:
        """A column of a subquery that was rebuilt is the column of the new one."""
        table = self.table
        if table is None or not table._is_replaceable_from:
            return self
        fresh = replace(table)
        return self if fresh is table else fresh._column_for(self, table)

    @property
    def _froms(self) -> tuple[Any, ...]:
        table = self.table
        return () if table is None else (table,)

    # -- names ---------------------------------------------------------------------------------------------

    @property
    def _is_star(self) -> bool:
        return self.is_literal and self.name == "*"

    @property
    def _non_anon_label(self) -> Any:
        return self.name

    @property
    def _anon_base(self) -> Any:
        return self.name

    @property
    def _bind_base(self) -> Any:
        base = self.name if self.is_literal else self.key
        return None if isinstance(base, AnonymousName) else base

    @property
    def _render_label_in_columns_clause(self) -> bool:
        return self.table is not None

    @property
    def _ddl_label(self) -> Any:
        return self.name

    @property
    def _tq_label(self) -> Any:
        """`table_column`, or just the name of a column without a named table."""
        found = self.__dict__.get("_tq_label_memo")
        if found is None:
            found = self.__dict__["_tq_label_memo"] = self._make_tq_label(self.name)
        return found

    @property
    def _tq_key_label(self) -> Any:
        """`table_key`, where key and name may differ."""
        return self._make_tq_label(self._proxy_key)

    def _make_tq_label(self, name: Any) -> Any:
        table = self.table
        if self.is_literal or name is None:
            return None
        if table is None or not table.named_with_column:
            return name
        if getattr(table, "schema", None):
            label = AnonymousName.joined(table.schema.replace(".", "_"), "_", table.name, "_", name)
        else:
            label = AnonymousName.joined(table.name, "_", name)
        if label in getattr(table, "c", ()):
            # the table has a column of that very name: count until the name is free
            number = 1
            free = f"{label}_{number}"
            while free in table.c:
                number += 1
                free = f"{label}_{number}"
            label = AnonymousName.joined(free)
        quote = getattr(name, "quote", None)
        quote = getattr(table.name, "quote", None) if quote is None else quote
        return label if quote is None or isinstance(label, AnonymousName) else TruncatedName(quoted_name(label, quote))

    @property
    def entity_namespace(self) -> Any:
        table = self.table
        if table is None:
            raise exc.InvalidRequestError(
                f"Column {self.name!r} belongs to no table: it has no other columns beside it"
            )
        return table.entity_namespace

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
    ) -> tuple[Any, Any]:
        """A column of `selectable` that stands for this one; returns its key and the column."""
        chosen = self.name if name is None else name
        made: ColumnClause[Any] = ColumnClause(chosen, type_=self.type, _selectable=selectable)
        made._proxies = (self,) if compound_select_cols is None else tuple(compound_select_cols)
        if key is not None:
            made.key = key
        elif name is None:
            made.key = self.key
        return made.key, made
