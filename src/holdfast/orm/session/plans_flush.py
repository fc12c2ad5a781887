"""The plan of a flush: handlers, collect, write, apply; and what happens when one of them fails."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ... import exc
from ..flush import FlushPlan, UOWTransaction, apply, collect, perform, report
from . import plans_commit, restore

if TYPE_CHECKING:
    from ...plan import Plan


_PAUSE_FROM = 200


def flush(session: Any, objects: Iterable[Any] | None = None) -> Plan[None]:
    """Write what the session holds that is new, changed or deleted. After a failure only rollback() leads on."""
    if session._flushing:
        raise exc.InvalidRequestError("Session is already flushing")
    if session._is_clean():
        return
    session._flushing = True
    # A large flush makes many tuples and no garbage circles: the collector would only walk them again and again. An
    # async flush leaves it alone, as other tasks run meanwhile.
    pause = (
        not session._is_async
        and len(session._new) + len(session._modified) + session._changed.count() > _PAUSE_FROM
        and gc.isenabled()
    )
    if pause:
        gc.disable()
    try:
        yield from _flush(session, objects)
    finally:
        session._flushing = False
        if pause:
            gc.enable()


def _flush(session: Any, objects: Iterable[Any] | None) -> Plan[None]:
    context = UOWTransaction(session)
    dispatch = session.dispatch
    for handler in dispatch.before_flush:
        yield from session._call(handler, session, context, objects)
    transaction = plans_commit.require_begun(session)
    transaction.require("use")
    inner = session._subtransaction(transaction)
    try:
        context.changes = yield from collect(session, objects)
        if context.changes:
            yield from perform(context)
        for handler in dispatch.after_flush:
            yield from session._call(handler, session, context)
    except BaseException as error:
        context.take_back_defaults()
        if not isinstance(error, GeneratorExit):
            yield from _fail(session, inner, error)
        else:
            session._mark_lost(error)
            restore.give_back(session, transaction)
        raise
    apply(context)
    for handler in dispatch.after_flush_postexec:
        yield from session._call(handler, session, context)
    if inner is not None:
        for handler in dispatch.after_transaction_end:
            yield from session._call(handler, session, inner)


def _fail(session: Any, inner: Any, error: BaseException) -> Plan[None]:
    yield from plans_commit.fail(session, error)
    if inner is not None:
        for handler in session.dispatch.after_transaction_end:
            yield from session._call(handler, session, inner)
        for handler in session.dispatch.after_soft_rollback:
            yield from session._call(handler, session, inner)


def autoflush(session: Any) -> Plan[None]:
    """Flush before a query, if the session is set to and has something to write."""
    if not session.autoflush or session._flushing or session._is_clean():
        return
    session._autoflushing = True
    try:
        yield from flush(session)
    except exc.StatementError as error:
        # A refresh may trigger this far from any query the user wrote: say where it comes from.
        error.add_detail(
            "raised as a result of Query-invoked autoflush; consider using a session.no_autoflush block if this flush "
            "is occurring prematurely"
        )
        raise
    finally:
        session._autoflushing = False


def plan(session: Any, objects: Iterable[Any] | None = None) -> Plan[FlushPlan]:
    """What a flush would do now, as a value to print. Reads what a flush would have to read, and changes nothing."""
    # What collecting loads must not flush first, as loads otherwise do.
    autoflush, session.autoflush = session.autoflush, False
    session._changed.take_all_apart()
    try:
        changes = yield from collect(session, objects)
    finally:
        session.autoflush = autoflush
    return report(changes)
