"""Plans of a session's transaction: take a connection, commit, roll back, close.

What lives here: the order of steps and what happens when one fails. What must not: which states exist (`machine`), what a
rollback restores on objects (`restore`), and the writing of rows (`plans_flush`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import exc
from ...engine import core
from ..exc import FlushError
from . import machine, restore

if TYPE_CHECKING:
    from ...plan import Plan

_MOST_FLUSHES = 100


def connection_for(transaction: Any, bind: Any, execution_options: Any = None) -> Plan[Any]:
    """The connection of `transaction` for `bind`; a first use begins there, or sets a savepoint."""
    transaction.require("use")
    bound = transaction.bounds.get(bind)
    if bound is not None:
        if execution_options:
            yield from core.set_options(bound.connection, execution_options)
        return bound.connection
    session = transaction.session
    if transaction.nested:
        connection = yield from connection_for(transaction.parent, bind, execution_options)
        bound = session._new_bound(connection, (yield from core.begin_nested(connection)), False, True)
    else:
        bound = yield from _begin_on(session, bind, execution_options)
    transaction.bounds[bind] = transaction.bounds[bound.connection] = bound
    transaction.bounds.setdefault(bound.connection.engine, bound)
    handlers = session.dispatch.after_begin
    if handlers:
        for handler in handlers:
            yield from session._call(handler, session, transaction, bound.connection)
    return bound.connection


def _begin_on(session: Any, bind: Any, execution_options: Any) -> Plan[Any]:
    """A connection for a root transaction: a new one of an engine, or the caller's own, joined as the session says."""
    if not isinstance(bind, core.ConnectionCore):
        connection = yield from core.connect(bind)
        try:
            if execution_options:
                yield from core.set_options(connection, execution_options)
            engine_transaction = yield from _begin(session, connection)
        except BaseException:
            yield from core.close(connection)
            raise
        return session._new_bound(connection, engine_transaction, True, True)
    if execution_options:
        yield from core.set_options(bind, execution_options)
    mode = session.join_transaction_mode
    if bind._transaction is None:
        return session._new_bound(bind, (yield from _begin(session, bind)), False, True)
    if mode == "create_savepoint" or (mode == "conditional_savepoint" and bind._nested is not None):
        return session._new_bound(bind, (yield from core.begin_nested(bind)), False, True)
    outer = bind._nested or bind._transaction
    return session._new_bound(bind, outer, False, mode == "control_fully")


def _begin(session: Any, connection: Any) -> Plan[Any]:
    return core.begin_twophase(connection) if session.twophase else core.begin(connection)


def prepare(transaction: Any) -> Plan[None]:
    """Everything of a commit that may fail: handlers, the flush, the inner savepoints."""
    transaction.require("prepare")
    session = transaction.session
    if transaction.parent is None or transaction.nested:
        for handler in session.dispatch.before_commit:
            yield from session._call(handler, session)
    while session._transaction is not transaction:
        yield from commit(session._transaction)
    if not session._flushing:
        for _ in range(_MOST_FLUSHES):
            if session._is_clean():
                break
            yield from session.plan_flush()
        else:
            raise FlushError(
                "Over 100 subsequent flushes have occurred within session.commit() - is an after_flush() hook "
                "creating new objects?"
            )
    if transaction.parent is None and session.twophase:
        yield from _prepare_databases(transaction)
    transaction.advance("prepare")


def _prepare_databases(transaction: Any) -> Plan[None]:
    """First phase on all databases; if one refuses, all are rolled back."""
    try:
        for bound in dict.fromkeys(transaction.bounds.values()):
            if bound.owns_transaction:
                yield from core.prepare_twophase(bound.connection, bound.transaction)
    except Exception as error:
        yield from fail(transaction.session, error)
        raise


def commit(transaction: Any, *, to_root: bool = False) -> Plan[None]:
    """Commit `transaction` (release its savepoint); with `to_root` also those around it."""
    session = transaction.session
    while True:
        if transaction.state != machine.PREPARED:
            yield from prepare(transaction)
        parent = transaction.parent
        try:
            if parent is None or transaction.nested:
                for bound in dict.fromkeys(transaction.bounds.values()):
                    if bound.owns_transaction:
                        yield from core.end_transaction(bound.connection, bound.transaction, "commit")
        except Exception as error:
            yield from fail(session, error)
            raise
        transaction.advance("commit")
        for handler in session.dispatch.after_commit:
            yield from session._call(handler, session)
        restore.accept(session, transaction)
        yield from close(transaction)
        if not to_root or parent is None:
            return
        transaction = parent


def rollback(transaction: Any, *, to_root: bool = False) -> Plan[None]:
    """Roll back `transaction` (to its savepoint), restore its objects, close it; with `to_root` also those around it."""
    session = transaction.session
    while True:
        while session._transaction is not None and session._transaction is not transaction:
            inner = session._transaction
            yield from close(inner)
            yield from _soft_rollback(session, inner)
        parent = transaction.parent
        failure: BaseException | None = None
        if transaction.state in {machine.ACTIVE, machine.PREPARED}:
            try:
                yield from undo(transaction)
            except Exception as error:
                failure = error
        yield from close(transaction)
        yield from _soft_rollback(session, transaction)
        if failure is not None:
            raise failure
        if not to_root or parent is None:
            return
        transaction = parent


def _soft_rollback(session: Any, transaction: Any) -> Plan[None]:
    for handler in session.dispatch.after_soft_rollback:
        yield from session._call(handler, session, transaction)


def undo(transaction: Any) -> Plan[None]:
    """Roll the connections back and the objects with them; the transaction is inactive afterwards."""
    session = transaction.session
    failure: BaseException | None = None
    for bound in dict.fromkeys(transaction.bounds.values()):
        try:
            if bound.owns_transaction or not transaction.nested:
                yield from core.end_transaction(bound.connection, bound.transaction, "rollback")
        except Exception as error:
            failure = error
    transaction.advance("deactivate")
    for handler in session.dispatch.after_rollback:
        yield from session._call(handler, session)
    restore.give_back(session, transaction)
    if failure is not None:
        raise failure


def fail(session: Any, cause: BaseException) -> Plan[None]:
    """After a failed flush: undo up to the nearest savepoint or the root; only rollback() leads on from there."""
    transaction = session._transaction
    if transaction is None or transaction.state not in {machine.ACTIVE, machine.PREPARED}:
        return
    transaction.cause = cause
    yield from undo(transaction)


def close(transaction: Any, *, invalidate: bool = False) -> Plan[None]:
    """Give the connections back and leave the session with the transaction around this one, if any."""
    session = transaction.session
    if session is None:
        return
    undone = transaction.state in {machine.DEACTIVE, machine.COMMITTED}
    transaction.advance("close")
    session._transaction = transaction.parent
    bounds = list(dict.fromkeys(transaction.bounds.values()))
    transaction.bounds = {}
    for bound in bounds:
        if bound.owns_connection:
            if invalidate:
                core.invalidate(bound.connection)
            yield from core.close(bound.connection)
        elif bound.owns_transaction and not undone:
            yield from core.end_transaction(bound.connection, bound.transaction, "rollback")
    for handler in session.dispatch.after_transaction_end:
        yield from session._call(handler, session, transaction)
    transaction.session = None


def close_all(session: Any, *, invalidate: bool = False) -> Plan[None]:
    """Close the session's transaction and its savepoints, inside out."""
    while session._transaction is not None:
        yield from close(session._transaction, invalidate=invalidate)


def require_begun(session: Any) -> Any:
    """The session's transaction, begun if the session may begin one by itself."""
    if session._transaction is None:
        session._autobegin()
    return session._transaction


def session_connection(session: Any, bind: Any, execution_options: Any = None) -> Plan[Any]:
    """The session's connection for `bind` in the innermost transaction."""
    transaction = session._transaction
    if transaction is None:
        transaction = session._autobegin()
    elif session._context_transaction is not None and session._context_transaction.state == machine.CLOSED:
        raise exc.InvalidRequestError(CLOSED_CONTEXT)
    # The common case once more, without a generator of its own: the connection is there.
    bound = transaction.bounds.get(bind)
    if bound is not None and execution_options is None and transaction.state == machine.ACTIVE:
        return bound.connection
    return (yield from connection_for(transaction, bind, execution_options))


CLOSED_CONTEXT = (
    "Can't operate on closed transaction inside context manager.  Please complete the context manager before "
    "emitting further commands."
)
