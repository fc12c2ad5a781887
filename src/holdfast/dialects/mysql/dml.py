"""MySQL's INSERT: `insert(table).on_duplicate_key_update(...)`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from ... import exc
from ...sql.compiler import Context, Rule
from ...sql.dml import Insert as StandardInsert
from ...sql.elements import ClauseElement
from ...sql.structure import CHILD, PAIRS, Field
from ..base import assignments_of, written_assignments


class Insert(StandardInsert):
    """INSERT with ON DUPLICATE KEY UPDATE."""

    stringify_dialect = "mysql"
    inherit_cache = True

    @property
    def inserted_alias(self) -> Any:
        """The row that was to be inserted, as an alias named `inserted`."""
        found = self.__dict__.get("_inserted")
        if found is None:
            found = self.__dict__["_inserted"] = self.target_alias("inserted")
        return found

    @property
    def inserted(self) -> Any:
        """The columns of the row that was to be inserted."""
        return self.inserted_alias.columns

    def on_duplicate_key_update(self, *args: Any, **kw: Any) -> Self:
        """Update the row that has the key already: values by column name, or pairs when their order matters."""
        if args and kw:
            raise exc.ArgumentError("Can't pass kwargs and positional arguments simultaneously")
        if len(args) > 1:
            raise exc.ArgumentError("Only a single dictionary or list of tuples is accepted positionally.")
        if self._post_values_clause is not None:
            raise exc.InvalidRequestError("This Insert construct already has an ON DUPLICATE KEY clause present")
        values = args[0] if args else kw
        if not values:
            raise ValueError("update parameter dictionary must not be empty")
        made: Self = self._with("_post_values_clause", OnDuplicateKey(self, values))
        return made


class OnDuplicateKey(ClauseElement):
    """ON DUPLICATE KEY UPDATE with its assignments; columns of `inserted` are written VALUES(column)."""

    __visit_name__ = "on_duplicate_key_update"
    _fields: ClassVar[tuple[Field, ...]] = (Field("inserted", CHILD), Field("assignments", PAIRS))

    def __init__(self, statement: Insert, values: Any) -> None:
        self.inserted = statement.inserted_alias
        table = statement.table
        if isinstance(values, (list, tuple)):
            self.assignments = tuple(pair for key, value in values for pair in assignments_of(table, {key: value}))
        else:
            self.assignments = assignments_of(table, values)


class _ValuesOf(str):
    """What stands before the name of an inserted column, as `alias.` does before others: VALUES( and its end."""

    __slots__ = ()

    def __add__(self, name: str) -> str:
        return f"VALUES({name})"


def on_duplicate_key_update(compiler: Any, node: OnDuplicateKey, context: Context) -> str:
    if compiler.dialect._requires_alias_for_on_duplicate_key and getattr(compiler.statement, "select", None) is None:
        # Since MySQL 8.0.20 VALUES() is deprecated: the row that was to be inserted has a name.
        name = "new_1" if node.inserted.element.name.lower() == "new" else "new"
        compiler.prefixes[node.inserted] = f"{name}."
        return f"AS {name} ON DUPLICATE KEY UPDATE {written_assignments(compiler, node.assignments, context)}"
    compiler.prefixes[node.inserted] = _ValuesOf()
    return f"ON DUPLICATE KEY UPDATE {written_assignments(compiler, node.assignments, context)}"


DML_RULES: dict[str, Rule] = {"on_duplicate_key_update": on_duplicate_key_update}


def insert(table: Any) -> Insert:
    """An INSERT that knows ON DUPLICATE KEY UPDATE."""
    return Insert(table)
