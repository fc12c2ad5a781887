"""Which tables a question is about, and what an answer looks like: what crosses between Inspector and dialects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from ..interfaces import ObjectKind, ObjectScope, TableKey

# subject -> (schema, table) -> what the database says; an exception in place of an answer: it could not be read.
Descriptions: TypeAlias = "Mapping[str, Mapping[TableKey, Any]]"

SUBJECTS = (
    "columns",
    "pk_constraint",
    "foreign_keys",
    "indexes",
    "unique_constraints",
    "check_constraints",
    "table_comment",
    "table_options",
)


class Selection:
    """Tables of one schema: those of these names (None: all) that are of this kind and scope.

    `options` are the dialect's own, such as `postgresql_ignore_search_path`. A value: it can be a key.
    """

    __slots__ = ("kind", "names", "options", "schema", "scope")

    def __init__(
        self,
        schema: str | None,
        names: tuple[str, ...] | None = None,
        kind: ObjectKind = ObjectKind.ANY,
        scope: ObjectScope = ObjectScope.ANY,
        options: tuple[tuple[str, Any], ...] = (),
    ) -> None:
        self.schema = schema
        self.names = names
        self.kind = kind
        self.scope = scope
        self.options = options

    @property
    def _parts(self) -> tuple[Any, ...]:
        return self.schema, self.names, self.kind, self.scope, self.options

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Selection) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)

    def __repr__(self) -> str:
        return f"Selection{self._parts!r}"


class ReflectionDefaults:
    """What is answered for a table that has nothing of the kind; for dialects."""

    @classmethod
    def columns(cls) -> list[Any]:
        return []

    @classmethod
    def pk_constraint(cls) -> dict[str, Any]:
        return {"name": None, "constrained_columns": []}

    @classmethod
    def foreign_keys(cls) -> list[Any]:
        return []

    @classmethod
    def indexes(cls) -> list[Any]:
        return []

    @classmethod
    def unique_constraints(cls) -> list[Any]:
        return []

    @classmethod
    def check_constraints(cls) -> list[Any]:
        return []

    @classmethod
    def table_options(cls) -> dict[str, Any]:
        return {}

    @classmethod
    def table_comment(cls) -> dict[str, Any]:
        return {"text": None}


__all__ = ["SUBJECTS", "Descriptions", "ReflectionDefaults", "Selection"]
