"""What a schema item asks of an engine or connection: create or drop this, as a value.

`bind.run_ddl(request, checkfirst)` is the seam by which the schema, on the left, reaches the engine on the right;
`sql.ddl.steps` says what the engine has to do for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...util import Flag


class CheckFirst(Flag):
    """What to look for in the database before creating or dropping; `checkfirst=True` means ALL."""

    NONE = 0
    TABLES = 2
    VIEWS = 4
    INDEXES = 8
    SEQUENCES = 16
    TYPES = 32
    ALL = TABLES | VIEWS | INDEXES | SEQUENCES | TYPES

    @classmethod
    def of(cls, value: Any) -> CheckFirst:
        """From what users pass: a flag, True or False."""
        if isinstance(value, CheckFirst):
            return value
        return cls.ALL if value else cls.NONE


class DDLRequest:
    """Create or drop a MetaData (all tables, or some), a Table, an Index, a Sequence or a Constraint."""

    __slots__ = ("tables", "target", "verb")

    def __init__(self, verb: str, target: Any, tables: Sequence[Any] | None = None) -> None:
        self.verb = verb
        self.target = target
        self.tables = tables

    def __repr__(self) -> str:
        return f"DDLRequest({self.verb!r}, {self.target!r})"
