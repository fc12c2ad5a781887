"""`SessionTransaction`: one transaction or savepoint of a session, its connections and its snapshot.

What lives here: the object users hold. What must not: I/O; its methods run the plans of `plans_commit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import exc
from ...util import Enum
from . import machine, plans_commit
from .snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...plan import Plan


class SessionTransactionOrigin(Enum):
    """What began a `SessionTransaction`."""

    AUTOBEGIN = 0
    BEGIN = 1
    BEGIN_NESTED = 2
    SUBTRANSACTION = 3


class Bound:
    """One database connection of a transaction.

    owns_connection: the session took it from an engine and gives it back. owns_transaction: the session began it and
    commits it; False when it joined a transaction that the caller of `Session(bind=connection)` had begun.
    transaction: the engine's own transaction object for this level.
    """

    __slots__ = ("connection", "owns_connection", "owns_transaction", "transaction")

    def __init__(self, connection: Any, transaction: Any, *, owns_connection: bool, owns_transaction: bool) -> None:
        self.connection = connection
        self.transaction = transaction
        self.owns_connection = owns_connection
        self.owns_transaction = owns_transaction


class SessionTransaction:
    """A transaction of a `Session`: made by `begin()`, `begin_nested()` or the first use, ended by `commit()`,
    `rollback()` or `close()`. As a context manager it commits, or rolls back if an exception passes through.
    """

    __slots__ = (
        "__weakref__",
        "bounds",
        "cause",
        "context_session",
        "nested",
        "origin",
        "outer_context",
        "parent",
        "session",
        "snapshot",
        "state",
    )

    def __init__(
        self, session: Any, origin: SessionTransactionOrigin, parent: SessionTransaction | None = None
    ) -> None:
        self.session = session
        self.origin = origin
        self.parent = parent
        self.nested = origin is SessionTransactionOrigin.BEGIN_NESTED
        self.state = machine.ACTIVE
        self.cause: BaseException | None = None
        self.bounds: dict[Any, Bound] = {}
        self.snapshot: Snapshot = parent.snapshot if parent is not None and not self.nested else Snapshot()
        self.outer_context: SessionTransaction | None = None
        self.context_session: Any = None

    @property
    def is_active(self) -> bool:
        """True while statements can be run in this transaction."""
        return self.session is not None and self.state in {machine.ACTIVE, machine.PREPARED}

    @property
    def connections(self) -> list[Any]:
        """The connections in use by this transaction."""
        return list(dict.fromkeys(bound.connection for bound in self.bounds.values()))

    def chain(self) -> Iterator[SessionTransaction]:
        """This transaction and those around it, inside out."""
        current: SessionTransaction | None = self
        while current is not None:
            yield current
            current = current.parent

    def advance(self, verb: str) -> None:
        """Move to the state after `verb`, or raise the error that says why not."""
        if self.session is not None:
            self.session._at_hand = None
        self.state = machine.advance(self.state, verb, self.cause)

    def require(self, verb: str) -> None:
        """Raise if `verb` is not possible in the present state."""
        machine.advance(self.state, verb, self.cause)

    def connection(self, bindkey: Any = None, execution_options: Any = None, **bind_arguments: Any) -> Any:
        """The connection of this transaction for a mapper or bind."""
        self.require("use")
        bind = self.session.get_bind(bindkey, **bind_arguments)
        return self.session._run("connection", plans_commit.connection_for(self, bind, execution_options))

    def bound_connection(self, bindkey: Any = None, *, bind: Any = None, **bind_arguments: Any) -> Any:
        """A connection that this transaction already uses; raises if there is none."""
        if bind is None:
            bind = self.session.get_bind(bindkey, **bind_arguments)
        for transaction in self.chain():
            if bind in transaction.bounds:
                return transaction.bounds[bind].connection
        raise exc.InvalidRequestError(
            f"No connection is established for {bind!r} in this transaction; run a statement first"
        )

    def prepare(self) -> None:
        """First phase of a two-phase commit."""
        if self.parent is not None or not self.session.twophase:
            raise exc.InvalidRequestError("'twophase' mode not enabled, or not root transaction; can't prepare.")
        self.session._run("prepare", plans_commit.prepare(self))

    def commit(self, _to_root: bool = False) -> None:
        """Flush, then commit (or release the savepoint), then expire objects as the session says."""
        self._require_open()
        self.session._run("commit", self.plan_commit(to_root=_to_root))

    def rollback(self, _to_root: bool = False) -> None:
        """Roll back (to the savepoint), and bring the objects back to what they were."""
        self._require_open()
        self.session._run("rollback", self.plan_rollback(to_root=_to_root))

    def close(self, invalidate: bool = False) -> None:
        """End the transaction and give its connections back; objects keep their state."""
        if self.session is not None:
            self.session._run("close", plans_commit.close(self, invalidate=invalidate))

    def _require_open(self) -> None:
        if not self.is_open:
            raise machine.refusal(machine.CLOSED, None)

    def plan_commit(self, *, to_root: bool = False) -> Plan[None]:
        """The plan of `commit`."""
        self._require_open()
        return plans_commit.commit(self, to_root=to_root)

    def plan_rollback(self, *, to_root: bool = False) -> Plan[None]:
        """The plan of `rollback`."""
        self._require_open()
        return plans_commit.rollback(self, to_root=to_root)

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet; it may be inactive."""
        return self.session is not None and self.state != machine.CLOSED

    def enter_context(self) -> None:
        """A `with` block around this transaction begins."""
        session = self.session
        # The session is held apart: the transaction forgets it when it closes, maybe before the block ends.
        self.context_session = session
        self.outer_context = session._context_transaction
        session._context_transaction = self

    def leave_context(self) -> None:
        """The `with` block around this transaction ends."""
        session = self.context_session
        if session is not None and session._context_transaction is self:
            session._context_transaction = self.outer_context
        self.outer_context = self.context_session = None

    def __enter__(self) -> SessionTransaction:
        self.enter_context()
        return self

    def __exit__(self, type_: Any, value: Any, traceback: Any) -> None:
        try:
            if not self.is_open:
                return
            if type_ is None and self.is_active:
                try:
                    self.commit()
                except BaseException:
                    if self.is_open:
                        self.rollback()
                    raise
            else:
                self.rollback()
        finally:
            self.leave_context()
