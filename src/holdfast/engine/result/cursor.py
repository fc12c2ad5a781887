"""`CursorResult`: what executing a statement on a connection gives, with or without rows.

Facts about an INSERT or UPDATE (generated keys, defaults, counts) come from the execution context, which is made only
when somebody asks. What must not live here: executing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVarTuple

from ... import exc
from ..row import KeyView
from .fetching import END
from .metadata import NO_ROWS, ResultMetaData
from .result import FrozenResult, Result

_Ts = TypeVarTuple("_Ts")


class CursorResult(Result[*_Ts]):
    """The result of a statement: its rows, `rowcount`, and for an INSERT the keys that were generated."""

    __slots__ = ("_context", "_make_context", "_reply")
    ends_softly = True

    def __init__(
        self: CursorResult[*tuple[Any, ...]],
        metadata: ResultMetaData,
        rows: list[Any] | None,
        reply: Any,
        make_context: Any,
        source: Any = None,
    ) -> None:
        # Written out instead of calling up: this runs for every statement.
        self._metadata = metadata
        self._rows = [] if rows is None else rows
        self._position = 0
        self._source = source
        self._pick = None
        self._closed = metadata is NO_ROWS
        self._lent = None
        self._seen = None
        self._strategy = None
        self._yield_per = None
        self.scalar_rows = False
        self.raw = None
        self._reply = reply
        self._make_context = make_context
        self._context: Any = None

    # -- rows

    def _refuse(self) -> NoReturn:
        if self._metadata is NO_ROWS:
            raise exc.ResourceClosedError(
                "This result object does not return rows. It has been closed automatically: the statement was not a "
                "SELECT and had no RETURNING."
            )
        raise exc.ResourceClosedError("This result object is closed.")

    def _usual_size(self) -> int | None:
        # As a cursor's `arraysize`; rows that are left on the server are taken all.
        return 1 if self._reply.cursor is None else None

    @property
    def returns_rows(self) -> bool:
        """Whether the statement gave rows, be it none of them."""
        return self._metadata is not NO_ROWS

    @property
    def closed(self) -> bool:
        # Without rows there was nothing to close.
        return self._closed and self._metadata is not NO_ROWS

    def keys(self) -> KeyView:
        if self._metadata is NO_ROWS:
            self._refuse()
        return super().keys()

    def freeze(self) -> FrozenResult[*_Ts]:
        if self._metadata is NO_ROWS:
            self._refuse()
        return super().freeze()

    if not TYPE_CHECKING:  # typed by Result

        def one(self) -> Any:
            # The commonest of all: one row, no filters. The general road is right for everything else.
            rows = self._rows
            if (
                self._seen is None
                and self._source is None
                and not self._closed
                and not self._position
                and len(rows) == 1
            ):
                made = self._finish(rows)
                self._closed = True
                self._rows = []
                return made[0]
            return super().one()

        def scalar(self) -> Any:
            rows = self._rows
            if self._pick is None and self._source is None and not self._closed and not self._position and rows:
                value = rows[0][0]
                processor = self._metadata.processor_at(0)
                self._closed = True
                self._rows = []
                return value if processor is None or self._seen is not None else processor(value)
            return super().scalar()

    # -- putting results together

    def splice_horizontally(self, other: CursorResult[*tuple[Any, ...]]) -> CursorResult[*tuple[Any, ...]]:
        """A result whose rows are this result's, each followed by the other's: as if two tables were joined.

        Both must have as many rows, and have them in the same order (`sort_by_parameter_order=True` of two INSERTs).
        """
        mine, theirs = self._unrowed(), other._unrowed()
        if len(mine) != len(theirs):
            raise exc.InvalidRequestError(
                f"Can't splice results horizontally: the one has {len(mine)} rows, the other {len(theirs)}."
            )
        metadata = self._metadata.joined(other._metadata)
        return self._spliced(metadata, [(*left, *right) for left, right in zip(mine, theirs, strict=True)])

    def splice_vertically(self, other: CursorResult[*tuple[Any, ...]]) -> CursorResult[*_Ts]:
        """A result whose rows are this result's, then the other's. Both must have the same columns."""
        if self._metadata.keys != other._metadata.keys:
            raise exc.InvalidRequestError(
                f"Can't splice results vertically: their columns are {', '.join(self._metadata.keys)} and "
                f"{', '.join(other._metadata.keys)}."
            )
        return self._spliced(self._metadata.plain(), [*self._unrowed(), *other._unrowed()])

    def _spliced(self, metadata: ResultMetaData, rows: list[Any]) -> CursorResult[*tuple[Any, ...]]:
        made: CursorResult[*tuple[Any, ...]] = CursorResult(metadata, rows, self._reply, None)
        made._context = self.context
        return made

    # -- what the database said

    @property
    def context(self) -> Any:
        """The execution context: the compiled statement, its parameters, its options."""
        found = self._context
        if found is None:
            make, *facts = self._make_context
            found = self._context = make(self, *facts)
        return found

    @property
    def rowcount(self) -> int:
        """Rows matched by an UPDATE or DELETE, inserted by an INSERT; -1 where the driver does not say."""
        count = self._reply.rowcount
        return -1 if count is None else int(count)

    @property
    def lastrowid(self) -> Any:
        """The driver's `lastrowid`."""
        return self._reply.lastrowid

    @property
    def cursor(self) -> Any:
        """The driver's cursor while rows are left on the server; else its `description`, `rowcount` and `lastrowid`.

        None when no row is left, and where there were none.
        """
        if self._closed or self._rows is END:
            return None
        return self._reply if self._reply.cursor is None else self._reply.cursor

    @property
    def cursor_description(self) -> Any:
        return self._reply.description

    @property
    def connection(self) -> Any:
        return self.context.root_connection

    @property
    def dialect(self) -> Any:
        return self.context.dialect

    @property
    def is_insert(self) -> bool:
        return bool(self.context.isinsert)

    # -- what became of an INSERT or UPDATE

    @property
    def inserted_primary_key(self) -> Any:
        """The primary key of the row inserted, as a row whose fields are the key's columns."""
        context = self.context
        if context.executemany:
            raise exc.InvalidRequestError(
                "This statement was an executemany call; if primary key returning is supported, please use "
                ".inserted_primary_key_rows."
            )
        keys = self.inserted_primary_key_rows
        return keys[0] if keys else None

    @property
    def inserted_primary_key_rows(self) -> Any:
        """The primary keys of the rows inserted, in the order of the parameters."""
        context = self.context
        if context.compiled is None:
            raise exc.InvalidRequestError("Statement is not a compiled expression construct.")
        if not context.isinsert:
            raise exc.InvalidRequestError("Statement is not an insert() expression construct.")
        if context.is_explicit_returning:
            raise exc.InvalidRequestError("Can't call inserted_primary_key when returning() is used.")
        return context.inserted_primary_key_rows

    @property
    def returned_defaults(self) -> Any:
        """The values of `return_defaults()` columns of the one row, or None."""
        if self.context.executemany:
            raise exc.InvalidRequestError(
                "This statement was an executemany call; if return defaults is supported, please use "
                ".returned_defaults_rows."
            )
        rows = self.context.returned_default_rows
        return rows[0] if rows else None

    @property
    def returned_defaults_rows(self) -> Any:
        """The values of `return_defaults()` columns, a row for each set of parameters, or None."""
        return self.context.returned_default_rows

    def last_inserted_params(self) -> Any:
        """The parameters of the INSERT by name, defaults included."""
        context = self._compiled_context("isinsert", "insert")
        return context.compiled_parameters if context.executemany else context.compiled_parameters[0]

    def last_updated_params(self) -> Any:
        """The parameters of the UPDATE by name, defaults included."""
        context = self._compiled_context("isupdate", "update")
        return context.compiled_parameters if context.executemany else context.compiled_parameters[0]

    def prefetch_cols(self) -> Any:
        """Columns whose default was worked out before the statement ran."""
        return self._dml_context().prefetch_cols

    def postfetch_cols(self) -> Any:
        """Columns whose default the database filled in."""
        return self._dml_context().postfetch_cols

    def lastrow_has_defaults(self) -> bool:
        return bool(self.context.postfetch_cols)

    def supports_sane_rowcount(self) -> bool:
        return bool(self.dialect.supports_sane_rowcount)

    def supports_sane_multi_rowcount(self) -> bool:
        return bool(self.dialect.supports_sane_multi_rowcount)

    def _compiled_context(self, kind: str, name: str) -> Any:
        context = self.context
        if context.compiled is None:
            raise exc.InvalidRequestError("Statement is not a compiled expression construct.")
        if not getattr(context, kind):
            raise exc.InvalidRequestError(f"Statement is not an {name}() expression construct.")
        return context

    def _dml_context(self) -> Any:
        context = self.context
        if context.compiled is None:
            raise exc.InvalidRequestError("Statement is not a compiled expression construct.")
        if not (context.isinsert or context.isupdate):
            raise exc.InvalidRequestError("Statement is not an insert() or update() expression construct.")
        return context


__all__ = ["CursorResult"]
