"""What PostgreSQL tells of an error beside its words: the constraint that was broken; why no connection could be opened."""

from __future__ import annotations

import re
from typing import Any

from ...exc import Diagnosis

_COLUMN = re.compile(r'\s*(?:"((?:[^"]|"")+)"|([^\W\d][\w$]*))\s*(?:,|$)')


# What the driver says when it gets no connection, and what to do about it. Its own words come first in the message.
_ADVICE = (
    ("Connection refused", "Start the server, or correct the host and port in the URL."),
    ("failed to resolve host", "Correct the host in the URL."),
    ("No such file or directory", "Start the server, or name the folder of its socket: `?host=/var/run/postgresql`."),
    ("password authentication failed", "Correct user and password in the URL; `URL.create()` escapes what needs it."),
    ("no password supplied", "Give a password in the URL, or in a file that PGPASSFILE names."),
    (
        "pg_hba.conf",
        "The server admits this user from this machine to this database by a line in pg_hba.conf.",
    ),
    ("does not support SSL", "Take `sslmode=require` out of the URL, or set up SSL on the server."),
    (
        "invalid connection option",
        "The query of a URL takes options of libpq and psycopg; options of the engine are arguments of create_engine().",
    ),
    ("too many clients", "Make pool_size smaller, or the server's max_connections greater."),
    ("timeout expired", "Is a firewall between this machine and the server? connect_timeout says how long to wait."),
)
_MISSING = re.compile(r'(database|role) "([^"]*)" does not exist')


def connection_advice(error: Exception) -> str | None:
    """What to do about a connection that could not be opened."""
    said = str(error)
    missing = _MISSING.search(said)
    if missing is not None:
        if missing[1] == "database":
            return f"Create it (`CREATE DATABASE {missing[2]}`), or correct the database in the URL."
        return f"Create it (`CREATE ROLE {missing[2]} LOGIN`), or correct the user in the URL."
    return next((advice for words, advice in _ADVICE if words in said), None)


def broken_constraint(error: Any) -> Diagnosis:
    """The constraint, its table and columns. The server names the columns of a key in the detail only: `Key (a, b)=(1, 2)`."""
    told = getattr(error, "diag", None)
    if told is None:
        return None, None, ()
    if told.column_name is not None:
        return told.constraint_name, told.table_name, (told.column_name,)
    detail = told.message_detail or ""
    # A row that others point at: the detail speaks of its key, not of the columns of the constraint's table.
    columns = () if "still referenced" in detail else _columns_of(detail)
    return told.constraint_name, told.table_name, columns


def _columns_of(detail: str) -> tuple[str, ...]:
    _, _, rest = detail.partition("(")
    names, separator, _ = rest.partition(")=(")
    if not separator:
        return ()
    columns = []
    position = 0
    while position < len(names):
        found = _COLUMN.match(names, position)
        if found is None:
            return ()  # an index over an expression
        columns.append(found[1].replace('""', '"') if found[1] is not None else found[2])
        position = found.end()
    return tuple(columns)


__all__ = ["broken_constraint", "connection_advice"]
