"""Transactions of a connection: the state machine as a table, and the objects users hold.

What may follow what is data (`TRANSITIONS`). The objects know their state and their connection; the work itself (BEGIN,
COMMIT, savepoints) is the connection's, by plans in engine/core.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from .. import exc

ACTIVE: Final = "active"
COMMITTED: Final = "committed"
ROLLED_BACK: Final = "rolled back"
CLOSED: Final = "closed"
LOST: Final = "lost"

# (state, verb) -> the next state; a pair that is missing leaves an ended transaction as it is (`rollback` and `close` of
# an ended one are harmless, so that cleaning up needs no questions), except for the verbs in REFUSED.
TRANSITIONS: Final[dict[tuple[str, str], str]] = {
    (ACTIVE, "commit"): COMMITTED,
    (ACTIVE, "rollback"): ROLLED_BACK,
    (ACTIVE, "close"): CLOSED,
    (ACTIVE, "lose"): LOST,
}
REFUSED: Final = frozenset({"commit", "prepare"})


class Transaction:
    """A transaction under way; `commit()` and `rollback()` end it, `with` does the one or the other.

    Leaving a `with` block commits, or rolls back when an exception passes through.
    """

    __slots__ = ("_outer_context", "connection", "state")
    _noun: ClassVar[str] = "transaction"

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.state = ACTIVE
        self._outer_context: Any = None

    @property
    def is_active(self) -> bool:
        return self.state == ACTIVE

    @property
    def is_valid(self) -> bool:
        return self.state == ACTIVE and not self.connection.invalidated

    @property
    def parent(self) -> Transaction | None:
        return None

    def permit(self, verb: str) -> str | None:
        """The state that the verb leads to, None when there is nothing left to do."""
        follows = TRANSITIONS.get((self.state, verb))
        if follows is None and verb in REFUSED:
            raise exc.InvalidRequestError(
                f"This {self._noun} is inactive: it was {self.state} already, so it can't be committed. "
                "Begin a new one with connection.begin()."
                if self.state != LOST
                else f"This {self._noun} is inactive: its connection was lost. Roll back, and begin a new one."
            )
        return follows

    def commit(self) -> None:
        """Make what was done permanent (for a savepoint: part of the enclosing transaction)."""
        self.connection._end_transaction(self, "commit")

    def rollback(self) -> None:
        """Undo what was done since the transaction began."""
        self.connection._end_transaction(self, "rollback")

    def close(self) -> None:
        """End the transaction, rolling back if it is still active."""
        self.connection._end_transaction(self, "close")

    # -- with blocks. The connection knows the innermost one: a transaction ended inside its own block forbids
    #    further statements until the block ends, because they would silently run in a new transaction.

    def enter_context(self) -> None:
        self._outer_context = self.connection._context
        self.connection._context = self

    def leave_context(self) -> None:
        self.connection._leave_context(self, self._outer_context)
        self._outer_context = None

    def __enter__(self) -> Any:
        self.enter_context()
        return self

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        try:
            if kind is None and self.is_active:
                try:
                    self.commit()
                except BaseException:
                    if self.is_active:
                        self.rollback()
                    raise
            elif self.is_active:
                self.rollback()
        finally:
            self.leave_context()


class RootTransaction(Transaction):
    """The transaction of the database."""

    __slots__ = ()


class NestedTransaction(Transaction):
    """A savepoint inside a transaction."""

    __slots__ = ("_parent", "name")
    _noun = "nested transaction"

    def __init__(self, connection: Any, name: str, parent: Transaction) -> None:
        super().__init__(connection)
        self.name = name
        self._parent = parent

    @property
    def parent(self) -> Transaction:
        return self._parent

    @property
    def is_valid(self) -> bool:
        return super().is_valid and self._parent.is_valid


class TwoPhaseTransaction(RootTransaction):
    """A transaction that is prepared before it is committed."""

    __slots__ = ("_is_prepared", "xid")

    def __init__(self, connection: Any, xid: Any) -> None:
        super().__init__(connection)
        self.xid = xid
        self._is_prepared = False

    def prepare(self) -> None:
        """First phase: the database promises that commit() will succeed."""
        if self.state != ACTIVE:
            self.permit("prepare")
        self.connection._prepare_twophase(self)


__all__ = [
    "ACTIVE",
    "CLOSED",
    "COMMITTED",
    "LOST",
    "ROLLED_BACK",
    "TRANSITIONS",
    "NestedTransaction",
    "RootTransaction",
    "Transaction",
    "TwoPhaseTransaction",
]
