"""The events of sessions: which there are, and for what one may listen to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...event import Dispatch, Events, EventTarget
from ...util import late
from ..state import promote

hydrate = late("holdfast.orm.hydrate")

_LIFECYCLE = frozenset(
    (
        "transient_to_pending",
        "pending_to_transient",
        "persistent_to_transient",
        "pending_to_persistent",
        "detached_to_persistent",
        "loaded_as_persistent",
        "persistent_to_deleted",
        "deleted_to_persistent",
        "deleted_to_detached",
        "persistent_to_detached",
        "before_attach",
        "after_attach",
    )
)


class SessionTarget(EventTarget):
    """What session events are raised by: the base of `Session`."""


class SessionEvents(Events):
    """Events of a `Session`, a session class, a `sessionmaker` or a `scoped_session`."""

    target = SessionTarget

    def do_orm_execute(self, orm_execute_state: Any) -> None:
        """A statement is about to be run on behalf of the session; may return a result of its own."""

    def after_transaction_create(self, session: Any, transaction: Any) -> None:
        """A SessionTransaction was made."""

    def after_transaction_end(self, session: Any, transaction: Any) -> None:
        """A SessionTransaction ended."""

    def before_commit(self, session: Any) -> None:
        """commit() was called; the flush comes after."""

    def after_commit(self, session: Any) -> None:
        """The database has committed."""

    def after_rollback(self, session: Any) -> None:
        """The database has rolled back."""

    def after_soft_rollback(self, session: Any, previous_transaction: Any) -> None:
        """A transaction was rolled back, the database's or only the session's."""

    def before_flush(self, session: Any, flush_context: Any, instances: Any) -> None:
        """A flush is about to work out what it does; objects may still be changed."""

    def after_flush(self, session: Any, flush_context: Any) -> None:
        """The rows are written; the session's sets still show what was pending."""

    def after_flush_postexec(self, session: Any, flush_context: Any) -> None:
        """The flush is done and the session's sets are in their new state."""

    def after_begin(self, session: Any, transaction: Any, connection: Any) -> None:
        """A connection began in a transaction of the session."""

    def before_attach(self, session: Any, instance: Any) -> None:
        """An object is about to come into the session."""

    def after_attach(self, session: Any, instance: Any) -> None:
        """An object came into the session."""

    def after_bulk_update(self, update_context: Any) -> None:
        """An ORM-enabled UPDATE was run."""

    def after_bulk_delete(self, delete_context: Any) -> None:
        """An ORM-enabled DELETE was run."""

    def transient_to_pending(self, session: Any, instance: Any) -> None:
        """An object was added."""

    def pending_to_transient(self, session: Any, instance: Any) -> None:
        """A pending object left the session unsaved."""

    def persistent_to_transient(self, session: Any, instance: Any) -> None:
        """An object's INSERT was rolled back."""

    def loaded_as_persistent(self, session: Any, instance: Any) -> None:
        """An object was loaded from the database."""

    def pending_to_persistent(self, session: Any, instance: Any) -> None:
        """An object was inserted."""

    def detached_to_persistent(self, session: Any, instance: Any) -> None:
        """A detached object came into the session."""

    def persistent_to_deleted(self, session: Any, instance: Any) -> None:
        """An object's row was deleted."""

    def deleted_to_persistent(self, session: Any, instance: Any) -> None:
        """An object's DELETE was rolled back."""

    def deleted_to_detached(self, session: Any, instance: Any) -> None:
        """The deletion of an object was committed."""

    def persistent_to_detached(self, session: Any, instance: Any) -> None:
        """An object left the session."""

    @classmethod
    def _accept(cls, target: Any) -> Any:
        if not isinstance(target, (type, SessionTarget)):
            # A scoped_session stands for its factory, a sessionmaker for the class it makes.
            factory = getattr(target, "session_factory", target)
            target = getattr(factory, "class_", target)
        return super()._accept(target)

    @classmethod
    def _table_of(cls, target: Any) -> Dispatch:
        if isinstance(target, type):
            return cls.class_table(target)
        if target.dispatch is cls.class_table(type(target)):
            # Sessions share the table of their class until somebody listens to one of them alone.
            target.dispatch = cls.table(target)
        found: Dispatch = target.dispatch
        return found

    @classmethod
    def _listen(
        cls,
        target: Any,
        name: str,
        listener: Callable[..., Any],
        stored: Callable[..., Any],
        *,
        first: bool = False,
        **options: Any,
    ) -> None:
        if name == "loaded_as_persistent":
            hydrate.announce_all()
        super()._listen(target, name, listener, stored, first=first, **options)

    @classmethod
    def _adapt(cls, target: Any, name: str, listener: Callable[..., Any], **options: Any) -> Callable[..., Any]:
        raw = options.pop("raw", False)
        options.pop("restore_load_context", None)
        stored = super()._adapt(target, name, listener, **options)
        if not raw or name not in _LIFECYCLE:
            return stored

        def call_with_state(session: Any, instance: Any) -> Any:
            return stored(session, promote(instance))

        return call_with_state
