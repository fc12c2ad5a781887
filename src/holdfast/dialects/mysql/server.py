"""What is learnt of a server when the first connection is there: which product and version, and what follows from it.

What lives here: the questions, and a table from versions to features. What must not: connecting.
"""

from __future__ import annotations

import re
from typing import Any

from ... import exc
from ...plan import Plan, ask
from ...sql.compiler import InsertmanyvaluesSentinelOpts

_COUNTED = InsertmanyvaluesSentinelOpts.ANY_AUTOINCREMENT
_QUESTION = "SELECT VERSION(), @@sql_mode, @@lower_case_table_names, DATABASE()"

# Feature -> the first version that has it, None where no version has it: (MySQL, MariaDB).
_SINCE: dict[str, tuple[tuple[int, ...] | None, tuple[int, ...] | None]] = {
    "insert_returning": (None, (10, 5)),
    "insert_executemany_returning": (None, (10, 5)),
    "insert_executemany_returning_sort_by_parameter_order": (None, (10, 5)),
    "delete_returning": (None, (10, 0, 5)),
    "supports_sequences": (None, (10, 3)),
    "sequences_optional": (None, (10, 3)),
    "supports_native_uuid": (None, (10, 7)),
    "use_mysql_for_share": ((8, 0, 1), None),
    "supports_for_update_of": ((8,), None),
    "_support_float_cast": ((8, 0, 17), (10, 4, 5)),
    "_support_default_function": ((8, 0, 13), (10, 2, 1)),
    "_requires_alias_for_on_duplicate_key": ((8, 0, 20), None),
}


def version_of(text: str) -> tuple[tuple[int, ...], bool]:
    """The version that a server reports, and whether it is MariaDB's: `5.5.5-10.11.2-MariaDB` is 10.11.2."""
    named = re.search(r"(\d+(?:\.\d+)+)-mariadb", text, re.I)
    is_mariadb = named is not None or "mariadb" in text.lower()
    found = named or re.search(r"\d+(?:\.\d+)*", text)
    if found is None:
        raise exc.InvalidRequestError(f"The server's version {text!r} can't be understood: it holds no number")
    numbers = found.group(1) if named is not None else found.group()
    return tuple(int(part) for part in numbers.split(".")), is_mariadb


def adopt_version(dialect: Any, text: str) -> None:
    """Make the dialect that of the server which reports this version."""
    version, is_mariadb = version_of(text)
    if dialect.name == "mariadb" and not is_mariadb:
        raise exc.InvalidRequestError(
            f"MySQL version {text} is not a MariaDB variant. Use a URL that begins with mysql+{dialect.driver}://"
        )
    dialect.server_version_info = version
    set_product(dialect, is_mariadb)
    for feature, (mysql, mariadb) in _SINCE.items():
        since = mariadb if is_mariadb else mysql
        setattr(dialect, feature, since is not None and version >= since)


def set_product(dialect: Any, is_mariadb: bool) -> None:
    """What differs between MySQL and MariaDB whatever their version."""
    dialect.is_mariadb = is_mariadb
    dialect.check_word = "CONSTRAINT" if is_mariadb else "CHECK"
    dialect.insertmanyvalues_implicit_sentinel = _COUNTED if is_mariadb else InsertmanyvaluesSentinelOpts.NOT_SUPPORTED


def adopt_mode(dialect: Any, mode: str) -> None:
    """Quote and escape as the server's sql_mode has it."""
    words = set(mode.upper().split(","))
    dialect.sql_mode = mode
    dialect.backslash_escapes = "NO_BACKSLASH_ESCAPES" not in words
    dialect.ansi_quotes = "ANSI_QUOTES" in words
    # What it has quoted so far, it may have quoted for another server.
    dialect.identifier_preparer = dialect.preparer(dialect)


def plan_initialize(dialect: Any, channel: Any) -> Plan[None]:
    """Learn what must be known of the server."""
    reply = yield from ask.execute(channel, _QUESTION, ())
    version, mode, casing, database = reply.rows[0]  # type: ignore[index]
    adopt_version(dialect, text_of(version))
    adopt_mode(dialect, text_of(mode))
    dialect.lower_case_table_names = int(casing)
    dialect.default_schema_name = None if database is None else text_of(database)
    dialect.default_isolation_level = yield from ask.control(channel, "get_isolation_level")
    yield from ask.control(channel, "rollback")


def isolation_question(dialect: Any) -> str:
    """The query for the session's isolation level; MariaDB has MySQL's newer name of the variable since 11.1."""
    since = (11, 1) if dialect.is_mariadb else (5, 7, 20)
    version = dialect.server_version_info
    if version is None or version >= since:
        return "SELECT @@transaction_isolation"
    return "SELECT @@tx_isolation"


def text_of(value: Any) -> str:
    """Text that some drivers give as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


__all__ = [
    "adopt_mode",
    "adopt_version",
    "isolation_question",
    "plan_initialize",
    "set_product",
    "text_of",
    "version_of",
]
