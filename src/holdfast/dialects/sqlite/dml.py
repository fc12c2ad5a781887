"""SQLite's INSERT: `insert(table).on_conflict_do_update(...)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from ... import exc
from ...sql.dml import Insert as StandardInsert
from ..base import OnConflict


class Insert(StandardInsert):
    """INSERT with ON CONFLICT."""

    stringify_dialect = "sqlite"
    inherit_cache = True

    @property
    def excluded(self) -> Any:
        """The columns of the row that could not be inserted."""
        found = self.__dict__.get("_excluded")
        if found is None:
            found = self.__dict__["_excluded"] = self.target_alias("excluded").columns
        return found

    def on_conflict_do_nothing(self, index_elements: Sequence[Any] | None = None, index_where: Any = None) -> Self:
        """Leave a row out that breaks a unique constraint: the one named by its columns, or any."""
        return self._with_conflict(self._conflict(index_elements, index_where))

    def on_conflict_do_update(
        self,
        index_elements: Sequence[Any] | None = None,
        index_where: Any = None,
        set_: Any = None,
        where: Any = None,
    ) -> Self:
        """Update the row that is there instead; `excluded` gives the values that were to be inserted."""
        return self._with_conflict(self._conflict(index_elements, index_where).update(self.table, set_, where))

    def _conflict(self, index_elements: Sequence[Any] | None, index_where: Any) -> OnConflict:
        previous = self._post_values_clause
        if previous is not None and previous.target is None:
            raise exc.InvalidRequestError(
                "This Insert construct already has an ON CONFLICT clause that omits a conflict target; such a clause "
                "must be the last ON CONFLICT clause in the statement"
            )
        return OnConflict(index_elements=index_elements, index_where=index_where, previous=previous, late_literals=True)

    def _with_conflict(self, clause: OnConflict) -> Self:
        made: Self = self._with("_post_values_clause", clause)
        return made


def insert(table: Any) -> Insert:
    """An INSERT that knows ON CONFLICT."""
    return Insert(table)
