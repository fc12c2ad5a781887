"""Naming conventions: names of constraints and indexes made from those of their table and columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import exc
from ..structure import conv
from .constraints import CheckConstraint, Constraint, PrimaryKeyConstraint, UniqueConstraint
from .foreign_key import ForeignKeyConstraint
from .index import Index

DEFAULT_NAMING_CONVENTION: Mapping[str, Any] = {"ix": "ix_%(column_0_label)s"}

_PREFIXES: dict[type, str] = {
    Index: "ix",
    PrimaryKeyConstraint: "pk",
    CheckConstraint: "ck",
    UniqueConstraint: "uq",
    ForeignKeyConstraint: "fk",
}
_NEEDS_NAME = "Naming convention including %(constraint_name)s token requires that constraint is explicitly named."


class Naming:
    """The conventions of one MetaData, applied to its tables."""

    __slots__ = ("_found", "conventions")

    def __init__(self, conventions: Mapping[Any, Any]) -> None:
        self.conventions = conventions
        self._found: dict[type, Any] = {}

    def apply(self, table: Any) -> None:
        """Name what has no final name yet."""
        items = [*table.constraints, *table.indexes]
        for column in table._columns:
            if column._may_have_constraints:
                items += column.constraints
        for item in items:
            if self.convention_for(item.__class__) is not None and not isinstance(item.name, conv):
                name = self.name_for(item, table)
                if name is not None:
                    item.name = name

    def name_for(self, item: Constraint | Index, table: Any) -> Any:
        """The name by convention, or None where none applies (yet)."""
        convention = self.convention_for(type(item))
        if convention is None:
            return None
        name = item.name
        explicit = name is not None
        needs_name = isinstance(convention, str) and "constraint_name" in convention
        if explicit and not needs_name:
            return None
        if not explicit and needs_name and getattr(item, "_type_bound", False):
            return None  # a type may be used where its constraint is never made: `checked` refuses it when it is
        if isinstance(item, (Index, ForeignKeyConstraint)) and not len(item.columns):
            return None
        made = convention % _Tokens(item, table, self.conventions, name)
        return conv(made)

    def checked(self, item: Any, table: Any) -> None:
        """Raise for a constraint of a type that the convention wants a name of."""
        convention = self.convention_for(type(item))
        if isinstance(convention, str) and "constraint_name" in convention:
            raise exc.InvalidRequestError(_NEEDS_NAME)

    def convention_for(self, kind: type) -> Any:
        """The convention for a class of item: by the class, or by its two letters."""
        try:
            return self._found[kind]
        except KeyError:
            self._found[kind] = found = self._look_for(kind)
            return found

    def _look_for(self, kind: type) -> Any:
        for base in kind.__mro__:
            if base in self.conventions:
                return self.conventions[base]
            prefix = _PREFIXES.get(base)
            if prefix is not None and prefix in self.conventions:
                return self.conventions[prefix]
        return None


class _Tokens:
    """What `%(token)s` means for one constraint or index."""

    __slots__ = ("conventions", "item", "name", "table")

    def __init__(self, item: Any, table: Any, conventions: Mapping[str, Any], name: Any) -> None:
        self.item = item
        self.table = table
        self.conventions = conventions
        self.name = name

    def __getitem__(self, token: str) -> Any:
        if token in self.conventions and callable(self.conventions[token]):
            return self.conventions[token](self.item, self.table)
        if token == "table_name":  # noqa: S105
            return self.table.name
        if token == "constraint_name":  # noqa: S105
            if self.name is None:
                raise exc.InvalidRequestError(_NEEDS_NAME)
            return self.name
        if token == "referred_table_name":  # noqa: S105
            return self.item.elements[0].target_tokens.table_name
        if token.startswith("referred_column_"):
            return self._of_columns(token.removeprefix("referred_"), referred=True)
        if token.startswith("column_"):
            return self._of_columns(token, referred=False)
        raise KeyError(token)

    def _of_columns(self, token: str, referred: bool) -> str:
        """`column_0_name`, `column_0N_label` (all, without a separator), `column_0_N_key` (all, with `_`)."""
        _, index, *rest = token.split("_")
        separator = None
        if index.endswith("N"):
            index, separator = index[:-1], ""
        elif rest and rest[0] == "N":
            rest, separator = rest[1:], "_"
        attribute = rest[0] if rest else "name"
        if separator is None:
            return self._part(int(index), attribute, referred)
        count = len(self.item.elements) if referred else len(self.item.columns)
        return separator.join(self._part(number, attribute, referred) for number in range(int(index), count))

    def _part(self, number: int, attribute: str, referred: bool) -> str:
        if referred:
            elements = self.item.elements
            return str(elements[number].target_tokens.column_name) if number < len(elements) else ""
        columns = list(self.item.columns)
        if number >= len(columns):
            return ""
        column = columns[number]
        if attribute == "label":
            schema = self.table.schema
            prefix = f"{schema.replace('.', '_')}_" if schema is not None else ""
            return f"{prefix}{self.table.name}_{column.name}"
        return str(getattr(column, attribute))
