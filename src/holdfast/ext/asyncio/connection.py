"""`AsyncConnection` and `AsyncTransaction`: the async shell over the plans that `Connection` runs blocking.

`sync_connection` is an ordinary Connection over the async channel: handlers and `run_sync` use it under the bridge.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, overload

from ... import exc
from ...engine import core
from ...engine.connection import Connection
from ...engine.result import CursorResult, ScalarResult
from ...engine.transaction import NestedTransaction, RootTransaction, Transaction
from ...plan import arun, bridge
from ...pool import PoolProxiedConnection
from ...util import Generic
from .forwarded import ForwardsToConnection
from .result import AsyncResult, AsyncScalarResult
from .startable import Startable

if TYPE_CHECKING:
    from ...sql.elements import Executable
    from ...sql.selectable import TypedReturnsRows

T = TypeVar("T")
_T = TypeVar("_T")
_P = ParamSpec("_P")
_Ts = TypeVarTuple("_Ts")


class AsyncConnection(ForwardsToConnection, Startable["AsyncConnection"]):
    """A connection of an async engine: `async with engine.connect() as connection`."""

    __slots__ = ("__weakref__", "engine", "sync_connection", "sync_engine")

    def __init__(self, async_engine: Any, sync_connection: Connection | None = None) -> None:
        self.engine = async_engine
        self.sync_engine = async_engine.sync_engine
        self.sync_connection: Any = sync_connection

    async def start(self, is_ctxmanager: bool = False) -> AsyncConnection:
        """Take a connection from the pool."""
        if self.sync_connection is not None:
            raise exc.InvalidRequestError("connection is already started")
        self.sync_connection = await arun(core.connect(self.sync_engine))
        return self

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        await self.close()

    def _started(self) -> Connection:
        connection: Connection | None = self.sync_connection
        if connection is None:
            raise exc.InvalidRequestError(
                "AsyncConnection context has not been started and object has not been awaited. Write "
                "`async with engine.connect() as connection`, or `connection = await engine.connect()`."
            )
        return connection

    # -- statements

    if TYPE_CHECKING:

        @overload
        async def execute(
            self, statement: TypedReturnsRows[*_Ts], parameters: Any = None, *, execution_options: Any = None
        ) -> CursorResult[*_Ts]: ...
        @overload
        async def execute(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> CursorResult[*tuple[Any, ...]]: ...

    async def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Execute a construct or plain string; the result is fetched already and read without await."""
        options = _buffered(execution_options)
        return await arun(core.execute(self._started(), statement, parameters, options))

    async def exec_driver_sql(
        self, statement: str, parameters: Any = None, execution_options: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Send a string as it is, with parameters as the driver takes them."""
        return await arun(core.execute_text(self._started(), statement, parameters, _buffered(execution_options)))

    if TYPE_CHECKING:

        @overload
        async def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            parameters: Any = None,
            *,
            execution_options: Any = None,
        ) -> _T | None: ...
        @overload
        async def scalar(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> Any: ...

    async def scalar(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """Execute, and return the first column of the first row, or None."""
        result = await self.execute(statement, parameters, execution_options=execution_options)
        return result.scalar() if isinstance(result, CursorResult) else result

    if TYPE_CHECKING:

        @overload
        async def scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            parameters: Any = None,
            *,
            execution_options: Any = None,
        ) -> ScalarResult[_T]: ...
        @overload
        async def scalars(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> ScalarResult[Any]: ...

    async def scalars(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> ScalarResult[Any]:
        """Execute, and return the values of the first column."""
        return (await self.execute(statement, parameters, execution_options=execution_options)).scalars()

    if TYPE_CHECKING:

        @overload
        def stream(
            self, statement: TypedReturnsRows[*_Ts], parameters: Any = None, *, execution_options: Any = None
        ) -> Streamed[AsyncResult[*_Ts]]: ...
        @overload
        def stream(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> Streamed[AsyncResult[*tuple[Any, ...]]]: ...

    def stream(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Streamed[Any]:
        """Execute, leaving the rows on the server: awaited or entered with `async with`, gives an AsyncResult."""
        return Streamed(self._stream(statement, parameters, execution_options))

    if TYPE_CHECKING:

        @overload
        def stream_scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            parameters: Any = None,
            *,
            execution_options: Any = None,
        ) -> Streamed[AsyncScalarResult[_T]]: ...
        @overload
        def stream_scalars(
            self, statement: Executable | str, parameters: Any = None, *, execution_options: Any = None
        ) -> Streamed[AsyncScalarResult[Any]]: ...

    def stream_scalars(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Streamed[Any]:
        """The same for the values of the first column."""
        return Streamed(self._stream(statement, parameters, execution_options), as_scalars=True)

    async def _stream(self, statement: Any, parameters: Any, execution_options: Any) -> AsyncResult[*tuple[Any, ...]]:
        options = {**(execution_options or {}), "stream_results": True}
        result = await arun(core.execute(self._started(), statement, parameters, options))
        if not result.returns_rows:
            raise exc.InvalidRequestError("stream() is for statements that return rows; use execute() for this one.")
        return AsyncResult(result)

    async def run_sync(self, fn: Callable[Concatenate[Connection, _P], T], *arg: _P.args, **kw: _P.kwargs) -> T:
        """Run blocking code with the sync connection: `await connection.run_sync(metadata.create_all)`."""
        connection = self._started()
        return await bridge(lambda: fn(connection, *arg, **kw))

    # -- transactions

    def begin(self) -> AsyncTransaction:
        """A transaction, begun when it is awaited or entered."""
        return AsyncTransaction(self)

    def begin_nested(self) -> AsyncTransaction:
        """A savepoint, set when it is awaited or entered."""
        return AsyncTransaction(self, nested=True)

    async def commit(self) -> None:
        """Commit the transaction under way, if there is one."""
        await arun(core.commit(self._started()))

    async def rollback(self) -> None:
        """Roll back the transaction under way, if there is one."""
        await arun(core.rollback(self._started()))

    def get_transaction(self) -> AsyncTransaction | None:
        return self._wrapped(self._started().get_transaction())

    def get_nested_transaction(self) -> AsyncTransaction | None:
        return self._wrapped(self._started().get_nested_transaction())

    def _wrapped(self, transaction: Transaction | None) -> AsyncTransaction | None:
        if transaction is None:
            return None
        wrapped = AsyncTransaction(self, nested=isinstance(transaction, NestedTransaction))
        wrapped.sync_transaction = transaction
        return wrapped

    # -- the connection

    async def close(self) -> None:
        """Roll back what was not committed and give the database connection back."""
        connection = self._started()
        if not connection._closed:
            await arun(core.close(connection))

    async def aclose(self) -> None:
        """`close()`, by the name that contextlib.aclosing() wants."""
        await self.close()

    async def invalidate(self, exception: BaseException | None = None) -> None:
        """Drop the database connection; the next transaction takes another one."""
        self._started().invalidate(exception)

    async def get_raw_connection(self) -> PoolProxiedConnection:
        """The pooled connection; its `driver_connection` is the async driver's own."""
        connection = self._started()
        core.check_open(connection)
        if connection._invalid:
            await arun(core.revalidate(connection))
        return connection.connection

    async def execution_options(self, **opt: Any) -> AsyncConnection:
        """Set options for what this connection executes from now on."""
        await arun(core.set_options(self._started(), opt))
        return self

    async def get_isolation_level(self) -> str:
        """The isolation level that the database reports now."""
        return await arun(core.get_isolation_level(self._started()))

    @property
    def connection(self) -> Any:
        raise exc.InvalidRequestError(
            "AsyncConnection.connection accessor is not implemented as the attribute may need to reconnect on an invalidated "
            "connection.  Use the get_raw_connection() method."
        )

    @property
    def dialect(self) -> Any:
        return self.sync_engine.dialect

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsyncConnection) and self.sync_connection is other.sync_connection is not None

    def __hash__(self) -> int:
        return hash(id(self.sync_connection) if self.sync_connection is not None else id(self))


def _buffered(options: Any) -> Any:
    """`execute()` fetches everything: a stream could not be read without await."""
    if not options:
        return options
    return {**options, "stream_results": False} if options.get("stream_results") else options


class AsyncTransaction(Startable["AsyncTransaction"]):
    """A transaction or savepoint of an AsyncConnection."""

    __slots__ = ("connection", "nested", "sync_transaction")

    def __init__(self, connection: AsyncConnection, nested: bool = False) -> None:
        self.connection = connection
        self.nested = nested
        self.sync_transaction: Any = None

    async def start(self, is_ctxmanager: bool = False) -> AsyncTransaction:
        """Begin the transaction, or set the savepoint."""
        connection = self.connection._started()
        begun: RootTransaction | NestedTransaction
        begun = await arun(core.begin_nested(connection)) if self.nested else await arun(core.begin(connection))
        self.sync_transaction = begun
        if is_ctxmanager:
            begun.enter_context()
        return self

    def _started(self) -> Transaction:
        transaction: Transaction | None = self.sync_transaction
        if transaction is None:
            raise exc.InvalidRequestError(
                "AsyncTransaction context has not been started and object has not been awaited. Write `async with connection.begin()`."
            )
        return transaction

    async def _end(self, verb: str) -> None:
        transaction = self._started()
        await arun(core.end_transaction(self.connection._started(), transaction, verb))

    async def commit(self) -> None:
        """Make what was done permanent."""
        await self._end("commit")

    async def rollback(self) -> None:
        """Undo what was done since the transaction began."""
        await self._end("rollback")

    async def close(self) -> None:
        """End the transaction, rolling back if it is still active."""
        await self._end("close")

    @property
    def is_active(self) -> bool:
        return self._started().is_active

    @property
    def is_valid(self) -> bool:
        return self._started().is_valid

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        transaction = self._started()
        try:
            if not transaction.is_active:
                return
            if kind is not None:
                await self.rollback()
                return
            try:
                await self.commit()
            except BaseException:
                if transaction.is_active:
                    await self.rollback()
                raise
        finally:
            transaction.leave_context()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsyncTransaction) and self.sync_transaction is other.sync_transaction is not None

    def __hash__(self) -> int:
        return hash(id(self.sync_transaction) if self.sync_transaction is not None else id(self))


class Streamed(Generic[T]):
    """A statement about to be streamed: `await` it for the result, or enter it to have the result closed at the end."""

    __slots__ = ("_as_scalars", "_plan", "_result")

    def __init__(self, plan: Any, as_scalars: bool = False) -> None:
        self._plan = plan
        self._as_scalars = as_scalars
        self._result: Any = None

    async def _start(self) -> T:
        result: Any = await self._plan
        return result.scalars() if self._as_scalars else result  # type: ignore[no-any-return]

    def __await__(self) -> Generator[Any, Any, T]:
        return self._start().__await__()

    async def __aenter__(self) -> T:
        result = self._result = await self._start()
        return result

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        await self._result.close()


@asynccontextmanager
async def begun(engine: Any) -> AsyncIterator[AsyncConnection]:
    """A connection inside a transaction."""
    async with engine.connect() as connection, connection.begin():
        yield connection


__all__ = ["AsyncConnection", "AsyncTransaction", "Streamed", "begun"]
