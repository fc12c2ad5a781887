"""PostgreSQL's INSERT: `insert(table).on_conflict_do_update(...)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from ... import exc
from ...sql.dml import Insert as StandardInsert
from ..base import OnConflict


class Insert(StandardInsert):
    """INSERT with ON CONFLICT."""

    stringify_dialect = "postgresql"
    inherit_cache = True

    @property
    def excluded(self) -> Any:
        """The columns of the row that could not be inserted."""
        found = self.__dict__.get("_excluded")
        if found is None:
            found = self.__dict__["_excluded"] = self.target_alias("excluded").columns
        return found

    def on_conflict_do_nothing(
        self, constraint: Any = None, index_elements: Sequence[Any] | None = None, index_where: Any = None
    ) -> Self:
        """Leave a row out that breaks a unique constraint: the one named, by name or columns, or any."""
        return self._with_conflict(self._conflict(constraint, index_elements, index_where))

    def on_conflict_do_update(
        self,
        constraint: Any = None,
        index_elements: Sequence[Any] | None = None,
        index_where: Any = None,
        set_: Any = None,
        where: Any = None,
    ) -> Self:
        """Update the row that is there instead; `excluded` gives the values that were to be inserted."""
        if constraint is None and index_elements is None:
            raise ValueError("Either constraint or index_elements, but not both, must be specified unless DO NOTHING")
        clause = self._conflict(constraint, index_elements, index_where)
        return self._with_conflict(clause.update(self.table, set_, where))

    def _conflict(self, constraint: Any, index_elements: Sequence[Any] | None, index_where: Any) -> OnConflict:
        if self._post_values_clause is not None:
            raise exc.InvalidRequestError("This Insert construct already has an ON CONFLICT clause established")
        if constraint is not None and index_elements is not None:
            raise ValueError("'constraint' and 'index_elements' are mutually exclusive")
        name: str | None = None
        if isinstance(constraint, str):
            name = constraint
        elif constraint is not None:
            name, index_elements, index_where = _target_of(constraint, index_where)
        return OnConflict(index_elements=index_elements, index_where=index_where, constraint=name)

    def _with_conflict(self, clause: OnConflict) -> Self:
        made: Self = self._with("_post_values_clause", clause)
        return made


def _target_of(constraint: Any, index_where: Any) -> tuple[str | None, Sequence[Any] | None, Any]:
    """A constraint or index object as a target: a constraint by its name if it has one, an index by what it holds."""
    if constraint.__visit_name__ == "index":
        where = constraint.dialect_options["postgresql"]["where"]
        return None, list(constraint.expressions), where if index_where is None else index_where
    if constraint.name is not None:
        return str(constraint.name), None, None
    return None, list(constraint.columns), index_where


def insert(table: Any) -> Insert:
    """An INSERT that knows ON CONFLICT."""
    return Insert(table)
