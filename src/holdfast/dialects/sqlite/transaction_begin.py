"""When a statement needs a transaction of SQLite to be open first.

Python's sqlite3 opens one before INSERT, UPDATE, DELETE and REPLACE only. Then DDL commits at once, and a savepoint that
comes first is itself the transaction, so that releasing it commits. Therefore the channels send BEGIN before any other
statement that writes, and before SAVEPOINT. A statement that only reads opens nothing, so that readers hold no locks.
"""

from __future__ import annotations

_WRITES = frozenset(
    {"INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "SAVEPOINT", "REINDEX", "ANALYZE"}
)
_MANAGES = frozenset({"BEGIN", "COMMIT", "END", "ROLLBACK"})
_MOST = 2000
# By text: what was found before.
known_needs: dict[str, bool] = {}
needed_before = known_needs.get


def needs_transaction(sql: str) -> bool:
    """Whether BEGIN must come before this statement; remembered by its text."""
    found = known_needs.get(sql)
    if found is None:
        if len(known_needs) > _MOST:
            known_needs.clear()
        found = known_needs[sql] = _decide(sql)
    return found


def manages_transaction(sql: str) -> bool:
    """Whether the statement itself begins or ends a transaction."""
    return first_word(sql) in _MANAGES


def first_word(sql: str) -> str:
    """The first word of a statement, upper case, comments skipped."""
    text = sql.lstrip(" \t\r\n;(")
    while text.startswith(("--", "/*")):
        text = text.partition("\n")[2] if text.startswith("--") else text.partition("*/")[2]
        text = text.lstrip(" \t\r\n;(")
    word = ""
    for character in text:
        if not character.isalpha():
            break
        word += character
    return word.upper()


def _decide(sql: str) -> bool:
    word = first_word(sql)
    if word == "WITH":
        # A common table expression may lead to a write; a needless BEGIN is harmless, a missing one is not.
        upper = sql.upper()
        return any(f"{verb} " in upper for verb in ("INSERT", "UPDATE", "DELETE", "REPLACE"))
    return word in _WRITES


__all__ = ["first_word", "manages_transaction", "needed_before", "needs_transaction"]
