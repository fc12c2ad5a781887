"""Transactions as plans: begin, commit, roll back, savepoints. Which may follow which is in engine/transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from ... import exc
from ...plan import Plan, ask
from ...sql.elements import ReleaseSavepointClause, RollbackToSavepointClause, SavepointClause
from ..transaction import LOST, NestedTransaction, RootTransaction, Transaction, TwoPhaseTransaction
from .access import check_open, make_ready, start
from .execute import execute
from .send import control, send_text
from .state import ConnectionCore


def begin(connection: ConnectionCore) -> Plan[RootTransaction]:
    """Begin a transaction; an error when one is under way (perhaps begun by a statement)."""
    if connection._transaction is not None:
        raise exc.InvalidRequestError(
            "This connection has already initialized a SQLAlchemy Transaction() object via begin() or autobegin; can't call "
            "begin() here unless rollback() or commit() is called first."
        )
    transaction = RootTransaction(connection)
    yield from start(connection, transaction)
    return transaction


def begin_nested(connection: ConnectionCore) -> Plan[NestedTransaction]:
    """A savepoint, in a transaction that is begun if there is none."""
    if connection._transaction is None:
        yield from start(connection, RootTransaction(None))
    name = yield from savepoint(connection)
    nested = NestedTransaction(connection, name, connection._nested or connection._transaction)
    connection._nested = nested
    return nested


def commit(connection: ConnectionCore) -> Plan[None]:
    """Commit the transaction under way; nothing when there is none."""
    if connection._transaction is not None:
        yield from end_transaction(connection, connection._transaction, "commit")


def rollback(connection: ConnectionCore) -> Plan[None]:
    """Roll back the transaction under way; nothing when there is none."""
    if connection._transaction is not None:
        yield from end_transaction(connection, connection._transaction, "rollback")


def end_transaction(connection: ConnectionCore, transaction: Transaction, verb: str) -> Plan[None]:
    """Carry out `commit`, `rollback` or `close` of a transaction or savepoint, and of the savepoints inside it."""
    follows = transaction.permit(verb)
    if follows is None:
        return
    try:
        if isinstance(transaction, NestedTransaction):
            yield from _end_nested(connection, transaction, verb)
        elif transaction is connection._transaction:
            yield from _end_root(connection, transaction, verb)
    except Exception:
        # Nothing is left to be rolled back of what a lost connection did. A commit that failed is rolled back by its user.
        if connection._invalid and (verb != "commit" or isinstance(transaction, NestedTransaction)):
            _mark_ended(connection, transaction, LOST)
        raise
    _mark_ended(connection, transaction, follows)
    if isinstance(transaction, TwoPhaseTransaction):
        connection._refresh_channel()
    connection._transaction_ended()


def _end_root(connection: ConnectionCore, transaction: Transaction, verb: str) -> Plan[None]:
    is_commit = verb == "commit"
    lost = connection._invalid or connection._record is None or connection._record.channel is None
    if lost and is_commit:
        _refuse_lost()
    if isinstance(transaction, TwoPhaseTransaction):
        yield from _end_twophase(connection, transaction, verb, lost)
        return
    dispatch = connection._dispatch
    for handler in dispatch.commit if is_commit else dispatch.rollback:
        yield from ask.call(handler, connection)
    if lost:
        return
    channel = connection._record.channel
    if connection._logger is not None:
        connection._logger.info("COMMIT" if is_commit else "ROLLBACK")
    yield from control(connection, channel, "commit" if is_commit else "rollback")
    connection._record.transaction = None


def _end_nested(connection: ConnectionCore, nested: NestedTransaction, verb: str) -> Plan[None]:
    if connection._invalid or connection._record is None or connection._record.channel is None:
        if verb == "commit":
            _refuse_lost()
        return
    if not nested.parent.is_active or connection._transaction is None:
        return
    blocked, connection._blocked = connection._blocked, False
    connection._refresh_channel()
    try:
        if verb == "commit":
            yield from release_savepoint(connection, nested.name)
        else:
            yield from rollback_savepoint(connection, nested.name)
    finally:
        connection._blocked = blocked
        connection._refresh_channel()


def _refuse_lost() -> NoReturn:
    raise exc.PendingRollbackError(
        "Can't reconnect until invalid transaction is rolled back.  Please rollback() fully before proceeding",
        code="8s2b",
    )


def _mark_ended(connection: ConnectionCore, transaction: Transaction, state: str) -> None:
    """A transaction ends together with all savepoints made inside it."""
    nested = connection._nested
    while nested is not None and nested is not transaction:
        outer = nested.parent
        if not isinstance(transaction, NestedTransaction) or _is_inside(nested, transaction):
            if nested.is_active:
                nested.state = state
            nested = outer if isinstance(outer, NestedTransaction) else None
        else:
            break
    transaction.state = state
    if isinstance(transaction, NestedTransaction):
        inner = connection._nested
        if inner is not None and (inner is transaction or _is_inside(inner, transaction)):
            parent = transaction.parent
            connection._nested = parent if isinstance(parent, NestedTransaction) and parent.is_active else None
    else:
        connection._transaction = connection._nested = None


def _is_inside(nested: Any, outer: Transaction) -> bool:
    while isinstance(nested, NestedTransaction):
        nested = nested.parent
        if nested is outer:
            return True
    return False


# ------------------------------------------------------------------ savepoints


def savepoint(connection: ConnectionCore) -> Plan[str]:
    """Set a savepoint and return its name."""
    check_open(connection)
    for handler in connection._dispatch.savepoint:
        yield from ask.call(handler, connection, None)
    connection._savepoints += 1
    name = f"sa_savepoint_{connection._savepoints}"
    yield from _send_savepoint(connection, f"SAVEPOINT {name}", SavepointClause, name)
    return name


def release_savepoint(connection: ConnectionCore, name: str) -> Plan[None]:
    """Keep what was done since the savepoint."""
    for handler in connection._dispatch.release_savepoint:
        yield from ask.call(handler, connection, name, None)
    yield from _send_savepoint(connection, f"RELEASE SAVEPOINT {name}", ReleaseSavepointClause, name)


def rollback_savepoint(connection: ConnectionCore, name: str) -> Plan[None]:
    """Undo what was done since the savepoint."""
    for handler in connection._dispatch.rollback_savepoint:
        yield from ask.call(handler, connection, name, None)
    yield from _send_savepoint(connection, f"ROLLBACK TO SAVEPOINT {name}", RollbackToSavepointClause, name)


def _send_savepoint(connection: ConnectionCore, text: str, construct: Callable[[str], Any], name: str) -> Plan[None]:
    """Send a statement about a savepoint: for those who listen to executions, as the construct that it is."""
    dispatch = connection._dispatch
    if dispatch.before_execute or dispatch.after_execute:
        yield from execute(connection, construct(name))
    else:
        yield from send_text(connection, text)


# ------------------------------------------------------------------ two phases


def begin_twophase(connection: ConnectionCore, xid: Any = None) -> Plan[TwoPhaseTransaction]:
    """Begin a transaction that will be prepared before it is committed."""
    if connection._transaction is not None:
        raise exc.InvalidRequestError("Cannot start a two phase transaction when a transaction is already in progress.")
    transaction = TwoPhaseTransaction(connection, xid if xid is not None else connection.dialect.create_xid())
    channel = connection._channel or (yield from make_ready(connection))
    for handler in connection._dispatch.begin_twophase:
        yield from ask.call(handler, connection, transaction.xid)
    yield from control(connection, channel, "begin_twophase", transaction.xid)
    connection._transaction = transaction
    connection._record.transaction = "in a two-phase transaction"
    return transaction


def prepare_twophase(connection: ConnectionCore, transaction: TwoPhaseTransaction) -> Plan[None]:
    """First phase of the commit."""
    channel = connection._channel or (yield from make_ready(connection))
    for handler in connection._dispatch.prepare_twophase:
        yield from ask.call(handler, connection, transaction.xid)
    yield from control(connection, channel, "prepare_twophase", transaction.xid)
    transaction._is_prepared = True
    connection._record.transaction = "in a prepared two-phase transaction"
    # From here on the database takes no statements for it; `make_ready` says so.
    connection._channel = None


def _end_twophase(connection: ConnectionCore, transaction: TwoPhaseTransaction, verb: str, lost: bool) -> Plan[None]:
    name = "commit_twophase" if verb == "commit" else "rollback_twophase"
    for handler in getattr(connection._dispatch, name):
        yield from ask.call(handler, connection, transaction.xid, transaction._is_prepared)
    if lost:
        return
    yield from control(connection, connection._record.channel, name, (transaction.xid, transaction._is_prepared))
    connection._record.transaction = None


def _channel_beside(connection: ConnectionCore) -> Plan[Any]:
    """The channel for what concerns prepared transactions: possible beside one of its own that is prepared."""
    transaction = connection._transaction
    if isinstance(transaction, TwoPhaseTransaction) and transaction._is_prepared:
        return connection._record.channel
    return connection._channel or (yield from make_ready(connection))


def recover_twophase(connection: ConnectionCore) -> Plan[list[Any]]:
    """The names of transactions that were prepared and neither committed nor rolled back."""
    channel = yield from _channel_beside(connection)
    return list((yield from control(connection, channel, "recover_twophase")))


def end_prepared(connection: ConnectionCore, xid: Any, verb: str, recover: bool) -> Plan[None]:
    """Commit or roll back a prepared transaction by its name; `recover` says that another connection prepared it."""
    channel = yield from _channel_beside(connection)
    for handler in getattr(connection._dispatch, f"{verb}_twophase"):
        yield from ask.call(handler, connection, xid, True)
    yield from control(connection, channel, f"{verb}_prepared", (xid, recover))


__all__ = [
    "begin",
    "begin_nested",
    "begin_twophase",
    "commit",
    "end_prepared",
    "end_transaction",
    "prepare_twophase",
    "recover_twophase",
    "release_savepoint",
    "rollback",
    "rollback_savepoint",
    "savepoint",
]
