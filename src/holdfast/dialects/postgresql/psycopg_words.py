"""What the channels over psycopg agree on, without I/O: texts of two-phase transactions, descriptions, whose error it is.

The numbers are libpq's, which psycopg hands out: results of statements and states of transactions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from ...plan import Execute
from .psycopg_many import Numbered, has_many_parameters, in_order

EMPTY_QUERY: Final = 0  # PGRES_EMPTY_QUERY
HAS_ROWS: Final = 2  # PGRES_TUPLES_OK
IDLE: Final = 0  # PQTRANS_IDLE
ACTIVE: Final = 1  # PQTRANS_ACTIVE
_NEAR = frozenset({"", "localhost", "127.0.0.1", "::1"})
_MOST_DESCRIPTIONS: Final = 1000

_READING = re.compile(r"\s*(?:SELECT|VALUES|TABLE)\b", re.IGNORECASE)
_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)
_WRITING = re.compile(
    r"\b(?:INSERT\s+INTO|DELETE\s+FROM|MERGE\s+INTO|UPDATE\s+\S+(?:\s+AS\s+\S+)?\s+SET)\b", re.IGNORECASE
)
_WRITES = re.compile(r"\bINTO\s+(?:TEMP|TEMPORARY|UNLOGGED|TABLE)\b", re.IGNORECASE)


def is_far(connection: Any) -> bool:
    """Whether the server is another machine, so that a round trip costs more than the work that saves it."""
    host = connection.info.host
    return not (host.startswith("/") or host in _NEAR)


def may_share_a_pipeline(sql: str) -> bool:
    """Whether a text can be sent in a pipeline: one statement, and no COPY."""
    return ";" not in sql and sql.lstrip()[:4].upper() != "COPY"


def begin_words(connection: Any) -> str:
    """The BEGIN that psycopg would send: with its level, read only or not, deferrable or not."""
    level, read_only, deferrable = connection.isolation_level, connection.read_only, connection.deferrable
    words = "BEGIN"
    if level is not None:
        words += f" ISOLATION LEVEL {level.name.replace('_', ' ')}"
    if read_only is not None:
        words += " READ ONLY" if read_only else " READ WRITE"
    if deferrable is not None:
        words += " DEFERRABLE" if deferrable else " NOT DEFERRABLE"
    return words


def is_readable_in_parts(sql: str) -> bool:
    """Whether a server-side cursor can be declared for a statement."""
    if _WITH.match(sql):
        return _WRITING.search(sql) is None
    return _READING.match(sql) is not None and _WRITES.search(sql) is None


def describe(cursor: Any, result: Any, known: dict[Any, Any]) -> Any:
    """`cursor.description`, made once for results of the same columns: the driver makes it anew each time."""
    name, kind, modifier = result.fname, result.ftype, result.fmod
    key = tuple([(name(index), kind(index), modifier(index)) for index in range(result.nfields)])
    found = known.get(key)
    if found is None:
        if len(known) > _MOST_DESCRIPTIONS:
            known.clear()
        found = known[key] = tuple(cursor.description)
    return found


# ------------------------------------------------------------------ batches


class Sent:
    """One request of a batch, under way in a pipeline.

    `last` executes it; of many sets the last one, so that its result tells that all the others have answered: `many`
    executes those.
    """

    __slots__ = ("is_many", "last", "last_parameters", "last_sql", "many", "parameters", "sql")

    def __init__(self, request: Any, make_cursor: Callable[[bool], Any], texts: dict[str, Numbered]) -> None:
        self.sql: str = request.sql
        self.is_many = request.__class__ is not Execute
        self.parameters: Any = request.parameter_sets if self.is_many else request.parameters
        self.many: Any = make_cursor(False) if self.is_many and len(self.parameters) > 1 else None
        self.last_sql, self.last_parameters = self.sql, self.parameters[-1] if self.is_many else self.parameters
        is_wide = not self.is_many and has_many_parameters(self.parameters)
        if is_wide:
            self.last_sql, self.last_parameters = in_order(self.sql, self.parameters, texts)
        self.last: Any = make_cursor(is_wide)

    def is_answered(self) -> bool:
        return self.last.pgresult is not None

    def rowcount(self) -> int:
        counts = [cursor.rowcount for cursor in (self.many, self.last) if cursor is not None]
        return sum(counts) if all(count >= 0 for count in counts) else -1


def expected_sets(one: Sent) -> Iterator[tuple[Any, Sequence[Any]]]:
    """The sets of a request before its last one, with the cursor for them."""
    if one.many is not None:
        yield one.many, one.parameters[:-1]


def failed_position(error: Exception, sent: Sequence[Sent], error_class: type[Exception]) -> int:
    """Which request an error belongs to.

    The server answers in order: the first one without an answer failed, unless the error never came from the server
    (a value that cannot be written), then the one that was being sent.
    """
    if isinstance(error, error_class) and getattr(error, "sqlstate", None) is not None:
        for position, one in enumerate(sent):
            if not one.is_answered():
                return position
    return len(sent) - 1


# ------------------------------------------------------------------ two phases


class TwoPhase(NamedTuple):
    """What a verb takes: a statement inside the transaction, its end, a statement outside of any.

    `ends` is the driver's `commit` or `rollback`, also where the statement ended the transaction: the driver must know.
    """

    inside: str | None = None
    ends: str | None = None
    outside: str | None = None
    lists: bool = False


def two_phase_text(verb: str, argument: Any) -> TwoPhase:
    """The steps of a two-phase verb."""
    if verb == "begin_twophase":
        return TwoPhase()
    if verb == "prepare_twophase":
        return TwoPhase(inside=f"PREPARE TRANSACTION {_literal(argument)}", ends="rollback")
    if verb == "recover_twophase":
        return TwoPhase(ends="rollback", outside="SELECT gid FROM pg_prepared_xacts", lists=True)
    action, _, kind = verb.partition("_")
    name, is_prepared = argument
    if kind == "twophase" and not is_prepared:
        return TwoPhase(ends=action)
    return TwoPhase(ends="rollback", outside=f"{action.upper()} PREPARED {_literal(name)}")


def _literal(name: Any) -> str:
    return "'" + str(name).replace("'", "''") + "'"


__all__ = [
    "ACTIVE",
    "EMPTY_QUERY",
    "HAS_ROWS",
    "IDLE",
    "Sent",
    "TwoPhase",
    "begin_words",
    "describe",
    "expected_sets",
    "failed_position",
    "is_far",
    "is_readable_in_parts",
    "may_share_a_pipeline",
    "two_phase_text",
]
