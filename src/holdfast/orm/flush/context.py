"""One flush under way: what its writers share, and the face that session events see as `flush_context`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...engine import core
from .changeset import ChangeSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...plan import Plan


class Write:
    """One statement about to be sent: final parameters, and what to do with the reply. `text` replaces the compiled
    statement's own where it has more rows than that.
    """

    __slots__ = ("compiled", "is_many", "on_reply", "parameters", "text")

    def __init__(
        self,
        compiled: Any,
        parameters: Any,
        is_many: bool,
        on_reply: Callable[[Any], None] | None,
        text: str | None = None,
    ) -> None:
        self.compiled = compiled
        self.text = text
        self.parameters = parameters
        self.is_many = is_many
        self.on_reply = on_reply


class UOWTransaction:
    """A flush under way. Handlers of `before_flush`, `after_flush` ... receive it as `flush_context`.

    filled: client-side defaults given to objects, taken back if the flush fails. refetch: states with attributes
    whose new value only the database knows; they are expired.
    """

    __slots__ = ("attributes", "changes", "expired", "filled", "session")

    def __init__(self, session: Any) -> None:
        self.session = session
        self.changes = ChangeSet()
        self.filled: list[tuple[dict[str, Any], str]] = []
        self.expired: list[tuple[Any, list[str]]] = []
        self.attributes: dict[Any, Any] = {}

    @property
    def states(self) -> dict[Any, tuple[bool, bool]]:
        """Every state of the flush with (is deleted, only listed), as SQLAlchemy's context has it."""
        found: dict[Any, tuple[bool, bool]] = {}
        for state in self.changes.objects:
            found[state] = (state.mapper.base_mapper in self.changes.deletes and state in self._deleted(), False)
        return found

    def _deleted(self) -> set[Any]:
        return {state for states in self.changes.deletes.values() for state in states}

    def is_deleted(self, state: Any) -> bool:
        """Whether the state's row is deleted by this flush."""
        return state in self._deleted()

    def send(self, connection: Any, writes: list[Write]) -> Plan[None]:
        """Send statements that need no reply of one another: one round trip where the driver can."""
        if not writes:
            return
        if len(writes) == 1:
            write = writes[0]
            if write.is_many:
                reply = yield from core.fetch_many_sets(connection, write.compiled, write.parameters)
            else:
                reply = yield from core.fetch(connection, write.compiled, write.parameters, write.text)
            if write.on_reply is not None:
                write.on_reply(reply)
            return
        replies = yield from core.fetch_batch(
            connection, [(write.text or write.compiled, write.parameters, write.is_many) for write in writes]
        )
        for write, reply in zip(writes, replies, strict=True):
            if write.on_reply is not None:
                write.on_reply(reply)

    def take_back_defaults(self) -> None:
        """The flush failed: objects lose the client-side defaults it gave them."""
        for values, key in self.filled:
            values.pop(key, None)
        self.filled.clear()


class DefaultContext:
    """What a client-side default function is called with: `get_current_parameters()` and the connection.

    `values` are the attributes of the object the default is for.
    """

    __slots__ = ("connection", "feed", "values")

    def __init__(self, connection: Any, feed: Any) -> None:
        self.connection = connection
        self.feed = feed
        self.values: dict[str, Any] = {}

    @property
    def dialect(self) -> Any:
        return self.connection.dialect

    @property
    def engine(self) -> Any:
        return self.connection.engine

    @property
    def root_connection(self) -> Any:
        return self.connection

    @property
    def current_parameters(self) -> dict[str, Any]:
        return self.get_current_parameters()

    def get_current_parameters(self, isolate_multiinsert_groups: bool = True) -> dict[str, Any]:
        """The values of the row as known so far, by column key."""
        values = self.values
        return {feed.name: values.get(feed.key) for feed in self.feed.feeds if feed.key in values}
