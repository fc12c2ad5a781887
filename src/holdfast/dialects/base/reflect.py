"""Reflection of a dialect: the plans behind the Inspector's questions.

A database's own class answers what it can; what it has no notion of is not implemented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, ClassVar, TypeAlias

from ...engine.core import send_text
from ...engine.reflection import Descriptions, Selection
from ...plan import Plan
from ...sql.ddl import Question

Reader: TypeAlias = Callable[[Any, Any, Selection], Plan[Descriptions]]

_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)\b")


class Reflection:
    """The questions of the Inspector; every `plan_*` method is a plan and takes the connection first.

    `readers` has for each subject the plan that reads it; a reader may answer more subjects than were asked for.
    `options` names, for each subject, the keywords of the dialect that change the answer.
    """

    readers: ClassVar[dict[str, Reader]] = {}
    options: ClassVar[dict[str, tuple[str, ...]]] = {}
    # A query a table: then the names, where they are known, save the query that lists them.
    one_by_one: ClassVar[bool] = False

    def rows(self, connection: Any, sql: str, **parameters: Any) -> Plan[list[Any]]:
        """The rows of a query, its parameters written `:name`, sent as the driver wants them."""
        written, values = _as_driver_wants(sql, parameters, connection.dialect.paramstyle)
        reply = yield from send_text(connection, written, values)
        return reply.rows or []

    def reads(self, subject: str) -> bool:
        """Whether the database has this subject at all."""
        return subject in self.readers

    def plan_describe(self, connection: Any, subject: str, selection: Selection) -> Plan[Descriptions]:
        """What the database says of a subject (columns, indexes, ...) of all selected tables, and perhaps of others."""
        reader = self.readers.get(subject)
        if reader is None:
            raise _unsupported(connection, subject.replace("_", " "))
        return (yield from reader(self, connection, selection))

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        yield from ()
        return None

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        yield from ()
        raise _unsupported(connection, "schema names")

    def plan_names(self, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
        """Names, sorted, of things of a kind: table, view, materialized_view, sequence, temp_table, temp_view ..."""
        yield from ()
        raise _unsupported(connection, f"{kind.replace('_', ' ')} names")

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        yield from ()
        raise _unsupported(connection, "view definitions")

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """Which of these things exist."""
        yield from ()
        raise _unsupported(connection, "what exists")

    def plan_temporary(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """Which of these exist as temporary tables, where `plan_existing` can't see those."""
        yield from ()
        return set()


def _unsupported(connection: Any, what: str) -> NotImplementedError:
    return NotImplementedError(f"The {connection.dialect.name!r} dialect has no reflection of {what}")


def _as_driver_wants(sql: str, parameters: dict[str, Any], style: str) -> tuple[str, Any]:
    """A statement with parameters `:name` in the paramstyle of a driver."""
    if style in {"format", "pyformat"}:
        sql = sql.replace("%", "%%")
    names: list[str] = []

    def write(found: re.Match[str]) -> str:
        name = found[1]
        if style == "pyformat":
            return f"%({name})s"
        if style == "numeric_dollar":
            if name not in names:
                names.append(name)
            return f"${names.index(name) + 1}"
        names.append(name)
        return "%s" if style == "format" else "?"

    written = sql if style == "named" else _PARAMETER.sub(write, sql)
    return written, parameters if style in {"named", "pyformat"} else tuple(parameters[name] for name in names)


__all__ = ["Reader", "Reflection"]
