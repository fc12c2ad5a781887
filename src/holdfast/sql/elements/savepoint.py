"""SAVEPOINT and its kin as constructs, for programs that send them by hand; the engine writes its own."""

from __future__ import annotations

from typing import Any

from ..structure import PLAIN, Field
from .base import ClauseElement
from .executable import Executable
from .roles import STATEMENT


class _IdentifiedClause(Executable, ClauseElement):
    """A word with a name behind it."""

    _fields = (Field("ident", PLAIN),)
    _roles = frozenset({STATEMENT})
    supports_execution = True

    def __init__(self, ident: str) -> None:
        self.ident = ident

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        return connection._execute_clauseelement(self, parameters, execution_options)


class SavepointClause(_IdentifiedClause):
    """`SAVEPOINT name`."""

    __visit_name__ = "savepoint"
    inherit_cache = True


class RollbackToSavepointClause(_IdentifiedClause):
    """`ROLLBACK TO SAVEPOINT name`."""

    __visit_name__ = "rollback_to_savepoint"
    inherit_cache = True


class ReleaseSavepointClause(_IdentifiedClause):
    """`RELEASE SAVEPOINT name`."""

    __visit_name__ = "release_savepoint"
    inherit_cache = True


__all__ = ["ReleaseSavepointClause", "RollbackToSavepointClause", "SavepointClause"]
