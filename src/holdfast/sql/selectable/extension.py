"""SyntaxExtension: a clause of one's own that `statement.ext()` puts into a statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from ..elements import ClauseElement, ClauseList, roles
from .base import Maker


class SyntaxExtension(ClauseElement):
    """The base of clauses for `ext()`: say with `apply_to_select()` and its like where the clause stands.

    There, call `statement.apply_syntax_extension_point(self.append_replacing_same_type, "post_select")`.
    """

    _roles = frozenset({roles.SYNTAX_EXTENSION})

    def append_replacing_same_type(self, existing: Sequence[ClauseElement]) -> Sequence[ClauseElement]:
        """The clauses at a point with this one at the end, in the place of another of its class."""
        return [*(clause for clause in existing if not isinstance(clause, type(self))), self]

    def apply_to_select(self, select_stmt: Any) -> None:
        """Put this into a SELECT."""
        self._refuse("select")

    def apply_to_update(self, update_stmt: Any) -> None:
        """Put this into an UPDATE."""
        self._refuse("update")

    def apply_to_delete(self, delete_stmt: Any) -> None:
        """Put this into a DELETE."""
        self._refuse("delete")

    def apply_to_insert(self, insert_stmt: Any) -> None:
        """Put this into an INSERT."""
        self._refuse("insert")

    def _refuse(self, statement: str) -> NoReturn:
        raise NotImplementedError(f"Extension {type(self).__name__} cannot be applied to {statement}")


def _clause_list(clauses: Sequence[ClauseElement]) -> ClauseList:
    return ClauseList(*clauses, operator=None, group=False, _literal_as_text_role=roles.SYNTAX_EXTENSION)


Maker.clause_list = staticmethod(_clause_list)
