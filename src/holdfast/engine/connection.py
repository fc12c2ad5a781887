"""`Connection`: the blocking shell of a connection. Each method runs a plan of engine/core to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, TypeVarTuple, overload

from .. import exc
from ..event import EventTarget
from ..inspection import inspect
from ..plan import run
from ..pool import BorrowedConnection, PoolProxiedConnection
from . import core
from .core import ConnectionCore
from .events import ConnectionEvents
from .result import CursorResult, ScalarResult
from .transaction import NestedTransaction, RootTransaction, Transaction, TwoPhaseTransaction

if TYPE_CHECKING:
    from ..sql.elements import Executable
    from ..sql.selectable import TypedReturnsRows
    from .reflection import Inspector  # rightward

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")


class Connection(ConnectionCore, EventTarget):
    """A connection to the database, taken from the engine's pool: statements, transactions, options.

    The first statement begins a transaction; `commit()` or `rollback()` ends it. Closing rolls back what was not
    committed and gives the database connection back. Use it as a context manager.
    """

    __slots__ = ()
    _is_connection_events_target = True

    if TYPE_CHECKING:

        def _inspected(self) -> Inspector: ...

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        # A connection that was dropped without close(), or in the middle of it: what it held must not be lost to the pool.
        record = getattr(self, "_record", None)
        if record is None or self._invalid:
            return
        self._record = None
        record.used = True
        record.pool._reclaim(record, self._is_detached)

    # -- statements

    if TYPE_CHECKING:

        @overload
        def execute(
            self, statement: TypedReturnsRows[*_Ts], parameters: Any = None, *, execution_options: Any = None
        ) -> CursorResult[*_Ts]: ...
        @overload
        def execute(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> CursorResult[*tuple[Any, ...]]: ...

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Execute a construct or a plain string.

        Constructs take a dictionary of parameters, or a list of dictionaries for many executions. A plain string is
        sent as it is, with parameters as the driver takes them.
        """
        return run(core.execute(self, statement, parameters, execution_options))

    def exec_driver_sql(
        self, statement: str, parameters: Any = None, execution_options: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Send a string as it is, with parameters as the driver takes them."""
        return run(core.execute_text(self, statement, parameters, execution_options))

    if TYPE_CHECKING:

        @overload
        def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            parameters: Any = None,
            *,
            execution_options: Any = None,
        ) -> _T | None: ...
        @overload
        def scalar(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> Any: ...

    def scalar(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """Execute, and return the first column of the first row, or None."""
        result = run(core.execute(self, statement, parameters, execution_options))
        return result.scalar() if isinstance(result, CursorResult) else result

    if TYPE_CHECKING:

        @overload
        def scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            parameters: Any = None,
            *,
            execution_options: Any = None,
        ) -> ScalarResult[_T]: ...
        @overload
        def scalars(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> ScalarResult[Any]: ...

    def scalars(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> ScalarResult[Any]:
        """Execute, and return the values of the first column."""
        return run(core.execute(self, statement, parameters, execution_options)).scalars()

    def run_ddl(self, request: Any, checkfirst: Any = True) -> None:
        """Create or drop what a schema request asks for."""
        run(core.run_ddl(self, request, checkfirst))

    def reflect_table(self, table: Any, **options: Any) -> None:
        """Fill a Table from the database: what `Table(..., autoload_with=bind)` asks for."""
        inspect(self).reflect_table(table, **options)

    def reflect_metadata(self, metadata: Any, **options: Any) -> None:
        """Make tables of what the database has: what `metadata.reflect(bind)` asks for."""
        inspect(self).reflect_metadata(metadata, **options)

    # -- transactions

    def begin(self) -> RootTransaction:
        """Begin a transaction; not needed before statements, which begin one themselves."""
        return run(core.begin(self))

    def begin_nested(self) -> NestedTransaction:
        """Set a savepoint, as a transaction inside the transaction."""
        return run(core.begin_nested(self))

    def begin_twophase(self, xid: Any = None) -> TwoPhaseTransaction:
        """Begin a transaction that is prepared before it is committed."""
        return run(core.begin_twophase(self, xid))

    def recover_twophase(self) -> list[Any]:
        """The names of transactions that were prepared and not ended."""
        return run(core.recover_twophase(self))

    def commit_prepared(self, xid: Any, recover: bool = False) -> None:
        """Commit a prepared transaction by its name; `recover=True` if another connection prepared it."""
        run(core.end_prepared(self, xid, "commit", recover))

    def rollback_prepared(self, xid: Any, recover: bool = False) -> None:
        """Roll back a prepared transaction by its name; `recover=True` if another connection prepared it."""
        run(core.end_prepared(self, xid, "rollback", recover))

    def commit(self) -> None:
        """Commit the transaction under way, if there is one."""
        run(core.commit(self))

    def rollback(self) -> None:
        """Roll back the transaction under way, if there is one."""
        run(core.rollback(self))

    def in_transaction(self) -> bool:
        return self._transaction is not None

    def in_nested_transaction(self) -> bool:
        return self._nested is not None

    def get_transaction(self) -> RootTransaction | None:
        transaction = self._transaction
        if transaction is not None:
            # One begun by a statement does not know its connection until somebody asks for it: a circle of
            # references would keep a dropped connection from going back to its pool at once.
            transaction.connection = self
        return transaction  # type: ignore[no-any-return]

    def get_nested_transaction(self) -> NestedTransaction | None:
        return self._nested  # type: ignore[no-any-return]

    def _end_transaction(self, transaction: Transaction, verb: str) -> None:
        run(core.end_transaction(self, transaction, verb))

    def _prepare_twophase(self, transaction: TwoPhaseTransaction) -> None:
        run(core.prepare_twophase(self, transaction))

    # -- the database connection behind it

    def close(self) -> None:
        """Roll back what was not committed and give the database connection back."""
        if self._closed:
            return
        record = self._record
        if self._transaction is not None or self._proxy is not None or self._invalid or record.pool._is_async:
            run(core.close(self))
            return
        # The short road: nothing is to be rolled back or put back.
        self._closed = True
        self._channel = self._nested = self._record = None
        record.pool.release(record)

    @property
    def closed(self) -> bool:
        return self._closed

    def invalidate(self, exception: BaseException | None = None) -> None:
        """Drop the database connection; the next transaction takes another one."""
        core.check_open(self)
        core.invalidate(self, exception)

    @property
    def invalidated(self) -> bool:
        return self._invalid

    def detach(self) -> None:
        """Take the database connection out of the pool for good; closing this then closes it."""
        core.check_open(self)
        self.connection.detach()
        self._record = self.connection._record

    @property
    def connection(self) -> PoolProxiedConnection:
        """The pooled DBAPI connection, for what only the driver can do."""
        core.check_open(self)
        if self._invalid:
            run(core.revalidate(self))
        if self._proxy is None:
            self._proxy = BorrowedConnection(self._record)
        return self._proxy  # type: ignore[no-any-return]

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary of the user's that lives as long as the database connection."""
        core.check_open(self)
        return self._record.info  # type: ignore[no-any-return]

    # -- options

    def execution_options(self, **opt: Any) -> Connection:
        """Set options for what this connection executes from now on."""
        run(core.set_options(self, opt))
        return self

    def get_execution_options(self) -> Any:
        return self._execution_options

    def get_isolation_level(self) -> str:
        """The isolation level that the database reports now."""
        return run(core.get_isolation_level(self))

    @property
    def default_isolation_level(self) -> str | None:
        return self.dialect.default_isolation_level  # type: ignore[no-any-return]

    def schema_for_object(self, obj: Any) -> str | None:
        """The schema that a table has on this connection, `schema_translate_map` applied."""
        schema: str | None = obj.schema
        translate = self._execution_options.get("schema_translate_map")
        return translate.get(schema, schema) if translate else schema

    # -- events and odds

    @property
    def dispatch(self) -> Any:
        """The listeners of this connection; a table of its own from the first look at it."""
        if self._dispatch is self.engine.dispatch:
            self._dispatch = ConnectionEvents.table(self, self.engine.dispatch)
        return self._dispatch

    def _run_ddl_visitor(self, *arguments: Any, **options: Any) -> NoReturn:
        raise exc.InvalidRequestError("DDL is run through run_ddl(): metadata.create_all(connection).")


__all__ = ["Connection"]
