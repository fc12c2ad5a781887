"""Which statements a block of code sends: recorded through the engine's events, to be looked at or asserted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..event import listen, remove


class Statement:
    """One statement as the driver received it: text with white space collapsed, parameters, whether an executemany."""

    __slots__ = ("is_many", "parameters", "sql")

    def __init__(self, sql: str, parameters: Any, is_many: bool) -> None:
        self.sql = " ".join(sql.split())
        self.parameters = parameters
        self.is_many = is_many

    def __repr__(self) -> str:
        return f"{self.sql} {self.parameters!r}{' (many)' if self.is_many else ''}"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.sql == " ".join(other.split())
        return isinstance(other, Statement) and (self.sql, self.parameters) == (other.sql, other.parameters)

    def __hash__(self) -> int:
        return hash(self.sql)


class Statements(list[Statement]):
    """The statements of a block, in order."""

    @property
    def texts(self) -> list[str]:
        return [statement.sql for statement in self]

    def __str__(self) -> str:
        return "\n".join(map(repr, self))


@contextmanager
def statements(engine: Any) -> Iterator[Statements]:
    """Record what a block sends: `with statements(engine) as sent: ...; assert len(sent) == 2`.

    `engine` may be an Engine, an AsyncEngine or a Connection.
    """
    target = getattr(engine, "sync_engine", engine)
    sent = Statements()

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        sent.append(Statement(statement, parameters, executemany))

    listen(target, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        remove(target, "before_cursor_execute", note)


@contextmanager
def expect_statements(engine: Any, *texts: str) -> Iterator[Statements]:
    """Assert that a block sends exactly these statements (white space aside)."""
    with statements(engine) as sent:
        yield sent
    expected = [" ".join(text.split()) for text in texts]
    if sent.texts != expected:
        raise AssertionError(
            "The block sent other statements than expected.\nexpected:\n  "
            + "\n  ".join(expected or ["(none)"])
            + "\nsent:\n  "
            + "\n  ".join(sent.texts or ["(none)"])
        )


@contextmanager
def expect_count(engine: Any, count: int) -> Iterator[Statements]:
    """Assert how many statements a block sends."""
    with statements(engine) as sent:
        yield sent
    if len(sent) != count:
        raise AssertionError(f"The block sent {len(sent)} statements, expected were {count}:\n{sent}")
