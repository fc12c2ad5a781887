"""The states of a session's transaction, as a table, and the words for what they forbid.

Nothing here talks to a database or knows an object: `advance(state, verb)` is a look-up.

    ACTIVE --prepare--> PREPARED --commit--> COMMITTED --close--> CLOSED
    ACTIVE --commit---> COMMITTED
    ACTIVE, PREPARED --deactivate--> DEACTIVE   (a flush failed; only rollback() leads out)
    any but CLOSED --rollback--> CLOSED
"""

from __future__ import annotations

from ... import exc

ACTIVE = "active"
PREPARED = "prepared"
COMMITTED = "committed"
DEACTIVE = "inactive"
CLOSED = "closed"

_TABLE: dict[tuple[str, str], str] = {
    (ACTIVE, "use"): ACTIVE,
    (ACTIVE, "begin_nested"): ACTIVE,
    (ACTIVE, "prepare"): PREPARED,
    (ACTIVE, "commit"): COMMITTED,
    (PREPARED, "commit"): COMMITTED,
    (ACTIVE, "deactivate"): DEACTIVE,
    (PREPARED, "deactivate"): DEACTIVE,
    (DEACTIVE, "deactivate"): DEACTIVE,
    (ACTIVE, "rollback"): CLOSED,
    (PREPARED, "rollback"): CLOSED,
    (DEACTIVE, "rollback"): CLOSED,
    (COMMITTED, "rollback"): CLOSED,
    (ACTIVE, "close"): CLOSED,
    (PREPARED, "close"): CLOSED,
    (COMMITTED, "close"): CLOSED,
    (DEACTIVE, "close"): CLOSED,
    (CLOSED, "close"): CLOSED,
}


def advance(state: str, verb: str, cause: BaseException | None = None) -> str:
    """The state after `verb`; raises the error that says why the verb is not possible now."""
    after = _TABLE.get((state, verb))
    if after is None:
        raise refusal(state, cause)
    return after


def verbs(state: str) -> list[str]:
    """What may be done in `state`."""
    return [verb for (before, verb) in _TABLE if before == state]


def refusal(state: str, cause: BaseException | None) -> exc.InvalidRequestError:
    """The error for an operation that `state` forbids; `cause` is what made the flush fail."""
    if state == DEACTIVE and cause is not None:
        return exc.PendingRollbackError(
            "This Session's transaction has been rolled back due to a previous exception during flush. "
            "To begin a new transaction with this Session, first issue Session.rollback(). "
            f"Original exception was: {cause}",
            code="7s2a",
        )
    if state == DEACTIVE:
        return exc.PendingRollbackError(
            "This session is in 'inactive' state, due to the SQL transaction being rolled back; no further SQL "
            "can be emitted within this transaction. Call rollback() on the session to begin anew."
        )
    if state == CLOSED:
        return exc.ResourceClosedError("This transaction is closed")
    return exc.InvalidRequestError(
        f"This session is in '{state}' state; no further SQL can be emitted within this transaction."
    )
