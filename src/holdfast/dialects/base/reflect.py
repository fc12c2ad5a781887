"""Reflection of a dialect: the plans behind the Inspector's questions.

A database's own class answers what it can; what it has no notion of is not implemented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, ClassVar, TypeAlias

from ...engine.core import send_text
from ...engine.reflection import Descriptions, Selection
from ...plan import Plan, ask
from ...sql.ddl import Question
from .methods import OwnMethods

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

    def reads(self, dialect: Any, subject: str) -> bool:
        """Whether the database has this subject at all."""
        return subject in self.readers or OwnMethods(dialect).has(f"get_{subject}")

    def created_after(self, table_options: Mapping[str, Any]) -> Iterable[str]:
        """The tables of the same schema that one with these options can't be created before."""
        return ()

    def plan_describe(self, connection: Any, subject: str, selection: Selection) -> Plan[Descriptions]:
        """What the database says of a subject (columns, indexes, ...) of all selected tables, and perhaps of others."""
        reader = self.readers.get(subject)
        if reader is not None:
            return (yield from reader(self, connection, selection))
        own = OwnMethods(connection.dialect)
        if own.has(f"get_{subject}"):
            return (yield from own.plan_describe(connection, subject, selection))
        raise _unsupported(connection, subject.replace("_", " "))

    def plan_default_schema_name(self, connection: Any) -> Plan[str | None]:
        yield from ()
        return None

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        return (yield from self._from_own_method(connection, "schema_names"))  # type: ignore[no-any-return]

    def plan_names(self, connection: Any, kind: str, schema: str | None) -> Plan[list[str]]:
        """Names, sorted, of things of a kind: table, view, materialized_view, sequence, temp_table, temp_view ..."""
        arguments = () if kind.startswith("temp_") else (schema,)
        return (yield from self._from_own_method(connection, f"{kind}_names", *arguments))  # type: ignore[no-any-return]

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        return (yield from self._from_own_method(connection, "view_definition", name, schema))  # type: ignore[no-any-return]

    def plan_existing(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """Which of these things exist."""
        own = OwnMethods(connection.dialect)
        if own.has("has_table"):
            return (yield from own.plan_existing(connection, questions))
        raise _unsupported(connection, "what exists")

    def plan_temporary(self, connection: Any, questions: Collection[Question]) -> Plan[set[Question]]:
        """Which of these exist as temporary tables, where `plan_existing` can't see those."""
        yield from ()
        return set()

    def _from_own_method(self, connection: Any, question: str, *arguments: Any) -> Plan[Any]:
        if OwnMethods(connection.dialect).has(f"get_{question}"):
            return (yield from ask.call(getattr(connection.dialect, f"get_{question}"), connection, *arguments))
        raise _unsupported(connection, question.replace("_", " "))


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
