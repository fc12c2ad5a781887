"""The state of a connection: what the plans of this box read and change. No I/O, no public methods.

`_channel` is the one thing a hot path looks at: the channel when a statement may be sent, None whenever anything stands
in the way (closed, invalidated, a finished `with` block); `access.make_ready` then finds out what.
"""

from __future__ import annotations

from typing import Any

from ...util import immutabledict

NO_OPTIONS: Any = immutabledict()


class ConnectionCore:
    """A connection of an engine: its record from the pool, its transactions, its options."""

    __slots__ = (
        "__weakref__",
        "_blocked",
        "_channel",
        "_closed",
        "_compiled_cache",
        "_context",
        "_dispatch",
        "_execution_options",
        "_invalid",
        "_logger",
        "_nested",
        "_proxy",
        "_record",
        "_savepoints",
        "_schema_translate",
        "_transaction",
        "dialect",
        "engine",
    )

    def __init__(self, engine: Any, record: Any) -> None:
        self.engine = engine
        self.dialect = engine.dialect
        self._record = record
        self._channel = record.channel
        self._transaction: Any = None
        self._nested: Any = None
        self._context: Any = None
        self._blocked = False
        self._closed = False
        self._invalid = False
        self._dispatch = engine.dispatch
        self._execution_options = engine._execution_options
        self._compiled_cache = engine._compiled_cache
        self._schema_translate: Any = engine._schema_translate
        self._logger = engine._active_logger()
        self._savepoints = 0
        self._proxy: Any = None

    @property
    def _is_detached(self) -> bool:
        return self._proxy is not None and self._proxy._detached

    def _refresh_channel(self) -> None:
        """Recompute `_channel` after a change of what may stand in its way."""
        ready = not (self._closed or self._invalid or self._blocked)
        self._channel = self._record.channel if ready and self._record is not None else None

    def _leave_context(self, transaction: Any, outer: Any) -> None:
        """A `with` block of a transaction is over."""
        if self._context is transaction:
            self._context = outer
            self._blocked = outer is not None and not outer.is_active and not self._closed
            self._refresh_channel()

    def _transaction_ended(self) -> None:
        """Some transaction ended: if a `with` block is around it, the block admits no more statements."""
        context = self._context
        if context is not None and not context.is_active:
            self._blocked = True
            self._channel = None


__all__ = ["NO_OPTIONS", "ConnectionCore"]
