"""`AsyncSession`: the awaiting shell. It drives the same plans as `Session`, by `arun`; no greenlet.

`sync_session` is the session underneath: handlers of events and `run_sync` get it. What must not live here: how
anything is done. What only hands on to `sync_session` is in `forwarded`.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar, overload

from ... import exc
from ...orm.session import (
    Session,
    SessionTransaction,
    no_row,
    object_session,
    plan_delete,
    plan_execute,
    plan_flush,
    plan_get,
    plan_merge,
    plan_merge_all,
    plan_of_flush,
    plan_refresh,
    session_connection,
)
from ...orm.session import (
    close_all_sessions as close_all_sync,
)
from ...plan import arun, bridge
from ...util import EMPTY_DICT, Generic
from .connection import AsyncConnection
from .forwarded import ForwardsToSession
from .result import AsyncResult, AsyncScalarResult
from .typed import TypedAsyncSession

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractAsyncContextManager

    from ...orm.flush import FlushPlan
    from ...orm.mapper import Mapper
    from ...plan import Plan

_O = TypeVar("_O")
_T = TypeVar("_T")
_P = ParamSpec("_P")
_A = TypeVar("_A", bound="AsyncSession")
_NOTHING: Any = EMPTY_DICT
_STREAM: Mapping[str, Any] = {"stream_results": True}


class AsyncSession(TypedAsyncSession, ForwardsToSession):
    """`Session` for asyncio: what may wait is awaited, the rest is as there.

    One AsyncSession belongs to one task at a time.
    """

    _is_asyncio = True
    sync_session_class: type[Session] = Session

    def __init__(
        self,
        bind: Any = None,
        *,
        binds: dict[Any, Any] | None = None,
        sync_session_class: type[Session] | None = None,
        **kw: Any,
    ) -> None:
        if sync_session_class is not None:
            self.sync_session_class = sync_session_class
        sync_binds = {key: sync_side(one) for key, one in binds.items()} if binds else None
        self._async_binds: dict[int, Any] = {id(sync_side(one)): one for one in (binds or {}).values()}
        if bind is not None:
            self._async_binds[id(sync_side(bind))] = bind
        self.sync_session = self.sync_session_class(bind=sync_side(bind), binds=sync_binds, **kw)
        self.sync_session._serve_async(weakref.ref(self))
        self._user: tuple[Any, str] | None = None

    # -- running plans ---------------------------------------------------------------------------------------------------

    async def _run(self, method: str, plan: Plan[Any]) -> Any:
        """Drive a plan; meanwhile the session knows which task uses it."""
        user = self._user
        task = asyncio.current_task()
        if user is not None and user[0] is not task:
            plan.close()
            raise exc.IllegalStateChangeError(
                f"Method '{method}()' can't be called here; method '{user[1]}()' is already in progress in another task "
                f"({_name(user[0])}, this is {_name(task)}) and this would cause an unexpected state change. An "
                "AsyncSession is for one task at a time: give each task its own, by an async_sessionmaker.",
                code="isce",
            )
        self._user = (task, method)
        try:
            return await arun(plan)
        finally:
            self._user = user

    async def run_sync(self, fn: Callable[Concatenate[Session, _P], _T], *arg: _P.args, **kw: _P.kwargs) -> _T:
        """Call blocking `fn(sync_session, ...)`: it runs in a thread, and its database work is done on this loop."""
        return await bridge(partial(fn, self.sync_session, *arg, **kw))

    # -- statements ----------------------------------------------------------------------------------------------------------

    if not TYPE_CHECKING:  # what they give is said in typed.py

        async def execute(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = _NOTHING,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any:
            """Run a statement; the result is buffered, so that it can be read without awaiting."""
            plan = plan_execute(self.sync_session, statement, params, execution_options, bind_arguments)
            return await self._run("execute", plan)

        async def scalars(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = _NOTHING,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any:
            """Run a statement and give the first value of each row."""
            plan = plan_execute(self.sync_session, statement, params, execution_options, bind_arguments, scalars=True)
            return await self._run("scalars", plan)

        async def scalar(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = _NOTHING,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any:
            """Run a statement and give the first value of the first row, or None."""
            result = await self.execute(
                statement, params, execution_options=execution_options, bind_arguments=bind_arguments
            )
            return result.scalar()

        async def stream(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = _NOTHING,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncResult:
            """Run a statement and fetch its rows as they are asked for."""
            options = {**execution_options, **_STREAM}
            plan = plan_execute(self.sync_session, statement, params, options, bind_arguments)
            return AsyncResult(await self._run("stream", plan))

        async def stream_scalars(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = _NOTHING,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncScalarResult:
            """Run a statement and fetch the first value of each row as they are asked for."""
            result = await self.stream(
                statement, params, execution_options=execution_options, bind_arguments=bind_arguments
            )
            return result.scalars()

    # -- objects -----------------------------------------------------------------------------------------------------------------

    async def get(
        self,
        entity: type[_O] | Mapper[_O],
        ident: Any,
        *,
        options: Iterable[Any] | None = None,
        populate_existing: bool | None = None,
        with_for_update: Any = None,
        identity_token: Any = None,
        execution_options: Mapping[str, Any] = _NOTHING,
    ) -> _O | None:
        """The object with this primary key, held or loaded; None if there is none."""
        session = self.sync_session
        plan = plan_get(
            session,
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=session._for_update_argument(with_for_update),
            execution_options=execution_options,
        )
        return await self._run("get", plan)  # type: ignore[no-any-return]

    async def get_one(
        self,
        entity: type[_O] | Mapper[_O],
        ident: Any,
        *,
        options: Iterable[Any] | None = None,
        populate_existing: bool | None = None,
        with_for_update: Any = None,
        identity_token: Any = None,
        execution_options: Mapping[str, Any] = _NOTHING,
    ) -> _O:
        """The object with this primary key; NoResultFound if there is none."""
        found = await self.get(
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=with_for_update,
            identity_token=identity_token,
            execution_options=execution_options,
        )
        if found is None:
            raise no_row(entity, ident)
        return found

    async def refresh(
        self, instance: object, attribute_names: Iterable[str] | None = None, with_for_update: Any = None
    ) -> None:
        """Load an object's attributes anew."""
        await self._run("refresh", plan_refresh(self.sync_session, instance, attribute_names, with_for_update))

    async def merge(self, instance: _O, *, load: bool = True, options: Iterable[Any] | None = None) -> _O:
        """Copy an object's values onto this session's object of the same identity, and return that."""
        return await self._run("merge", plan_merge(self.sync_session, instance, load=load, options=options))  # type: ignore[no-any-return]

    async def merge_all(
        self, instances: Iterable[_O], *, load: bool = True, options: Iterable[Any] | None = None
    ) -> Sequence[_O]:
        """`merge` each of them; they may lead to one another."""
        return await self._run("merge_all", plan_merge_all(self.sync_session, instances, load=load, options=options))  # type: ignore[no-any-return]

    async def delete(self, instance: object) -> None:
        """Mark an object, and what delete cascades to, for deletion by the next flush."""
        await self._run("delete", plan_delete(self.sync_session, instance))

    async def delete_all(self, instances: Iterable[object]) -> None:
        """`delete` each of them."""
        for instance in instances:
            await self.delete(instance)

    async def flush(self, objects: Iterable[Any] | None = None) -> None:
        """Write what is new, changed or deleted, inside the transaction."""
        await self._run("flush", plan_flush(self.sync_session, objects))

    async def plan(self) -> FlushPlan:
        """What a flush would do now, and why, as a value to print. Changes nothing."""
        return await self._run("plan", plan_of_flush(self.sync_session))  # type: ignore[no-any-return]

    # -- transactions --------------------------------------------------------------------------------------------------------------

    def begin(self) -> AsyncSessionTransaction:
        """Begin a transaction: `async with session.begin():` or `await session.begin()`."""
        return AsyncSessionTransaction(self)

    def begin_nested(self) -> AsyncSessionTransaction:
        """Set a savepoint."""
        return AsyncSessionTransaction(self, nested=True)

    async def commit(self) -> None:
        """Flush, commit, and expire all objects (unless `expire_on_commit` is off)."""
        await self._run("commit", self.sync_session.plan_commit())

    async def rollback(self) -> None:
        """Roll back; objects are again what they were when the transaction began."""
        await self._run("rollback", self.sync_session.plan_rollback())

    async def close(self) -> None:
        """Let all objects go and give the connections back; the session may be used again."""
        await self._run("close", self.sync_session.plan_close())

    aclose = close

    async def reset(self) -> None:
        """As `close()`, and the session stays usable whatever `close_resets_only` says."""
        await self._run("reset", self.sync_session.plan_close(is_reset=True))

    async def invalidate(self) -> None:
        """As `close()`, and the connections are dropped instead of given back."""
        await self._run("invalidate", self.sync_session.plan_close(invalidate=True))

    async def connection(
        self,
        bind_arguments: Mapping[str, Any] | None = None,
        execution_options: Mapping[str, Any] | None = None,
        **kw: Any,
    ) -> AsyncConnection:
        """The `AsyncConnection` of this session's transaction."""
        bind = self.sync_session.get_bind(**dict(bind_arguments or ()))
        plan = session_connection(self.sync_session, bind, execution_options)
        return self._async_connection(await self._run("connection", plan))

    def _async_connection(self, connection: Any) -> AsyncConnection:
        for one in self._async_binds.values():
            if isinstance(one, AsyncConnection) and one.sync_connection is connection:
                return one
        engine = self._async_binds.get(id(connection.engine))
        return AsyncConnection(engine, connection)

    def get_transaction(self) -> AsyncSessionTransaction | None:
        """The root transaction under way."""
        return self._async_transaction(self.sync_session.get_transaction())

    def get_nested_transaction(self) -> AsyncSessionTransaction | None:
        """The innermost savepoint."""
        return self._async_transaction(self.sync_session.get_nested_transaction())

    def _async_transaction(self, transaction: SessionTransaction | None) -> AsyncSessionTransaction | None:
        if transaction is None:
            return None
        found = AsyncSessionTransaction(self, nested=transaction.nested)
        found.sync_transaction = transaction
        return found

    # -- binds -----------------------------------------------------------------------------------------------------------------------

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kw: Any) -> Any:
        """The (sync) engine or connection for a mapper or statement."""
        return self.sync_session.get_bind(mapper=mapper, clause=clause, bind=bind, **kw)

    def get_async_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kw: Any) -> Any:
        """The AsyncEngine or AsyncConnection for a mapper or statement."""
        found = self.get_bind(mapper, clause, sync_side(bind), **kw)
        return self._async_binds.get(id(found), found)

    def bind_mapper(self, mapper: Any, bind: Any) -> None:
        """Have a mapped class use `bind`."""
        self._async_binds[id(sync_side(bind))] = bind
        self.sync_session.bind_mapper(mapper, sync_side(bind))

    def bind_table(self, table: Any, bind: Any) -> None:
        """Have a table use `bind`."""
        self._async_binds[id(sync_side(bind))] = bind
        self.sync_session.bind_table(table, sync_side(bind))

    @property
    def bind(self) -> Any:
        """The AsyncEngine or AsyncConnection of this session."""
        found = self.sync_session.bind
        return None if found is None else self._async_binds.get(id(found), found)

    @bind.setter
    def bind(self, value: Any) -> None:
        self._async_binds[id(sync_side(value))] = value
        self.sync_session.bind = sync_side(value)

    @property
    def binds(self) -> dict[Any, Any]:
        return {key: self._async_binds.get(id(one), one) for key, one in self.sync_session.binds.items()}

    # -- context, class methods ------------------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, type_: Any, value: Any, traceback: Any) -> None:
        await asyncio.shield(asyncio.ensure_future(self._close_from_context()))

    async def _close_from_context(self) -> None:
        # A task of its own, shielded: a cancellation must not leave the connection behind.
        self._user = None
        await self.close()

    def _maker_context_manager(self) -> Any:
        return _SessionInTransaction(self)

    @classmethod
    async def close_all(cls) -> None:
        """Close all AsyncSessions of this process."""
        await close_all_sessions()


class AsyncSessionTransaction:
    """A transaction of an AsyncSession, begun when awaited or entered."""

    __slots__ = ("nested", "session", "sync_transaction")

    def __init__(self, session: AsyncSession, nested: bool = False) -> None:
        self.session = session
        self.nested = nested
        self.sync_transaction: SessionTransaction | None = None

    @property
    def is_active(self) -> bool:
        return self.sync_transaction is not None and self.sync_transaction.is_active

    @property
    def connections(self) -> list[AsyncConnection]:
        """The connections in use by this transaction."""
        return [self.session._async_connection(one) for one in self._begun().connections]

    def bound_connection(self, bindkey: Any = None, *, bind: Any = None, **kw: Any) -> AsyncConnection:
        """A connection that this transaction already uses."""
        return self.session._async_connection(self._begun().bound_connection(bindkey, bind=sync_side(bind), **kw))

    def _begun(self) -> SessionTransaction:
        if self.sync_transaction is None:
            raise exc.InvalidRequestError("This context has not been started: await it, or use `async with`.")
        return self.sync_transaction

    async def start(self, is_ctxmanager: bool = False) -> AsyncSessionTransaction:
        """Begin."""
        session = self.session
        if self.nested:
            self.sync_transaction = await session._run("begin_nested", session.sync_session.plan_begin_nested())
        else:
            self.sync_transaction = session.sync_session.begin()
        if is_ctxmanager:
            self.sync_transaction.enter_context()
        return self

    async def commit(self) -> None:
        """Commit, or release the savepoint."""
        await self.session._run("commit", self._begun().plan_commit())

    async def rollback(self) -> None:
        """Roll back, to the savepoint if it is one."""
        await self.session._run("rollback", self._begun().plan_rollback())

    def __await__(self) -> Generator[Any, Any, AsyncSessionTransaction]:
        return self.start().__await__()

    async def __aenter__(self) -> AsyncSessionTransaction:
        return await self.start(is_ctxmanager=True)

    async def __aexit__(self, type_: Any, value: Any, traceback: Any) -> None:
        transaction = self._begun()
        try:
            if not transaction.is_open:
                return
            if type_ is None and transaction.is_active:
                try:
                    await self.commit()
                except BaseException:
                    if transaction.is_open:
                        await self.rollback()
                    raise
            else:
                await self.rollback()
        finally:
            transaction.leave_context()


class _SessionInTransaction(Generic[_A]):
    """`async with maker.begin() as session:` a session whose transaction ends with the block."""

    __slots__ = ("session", "transaction")

    def __init__(self, session: _A) -> None:
        self.session = session
        self.transaction: AsyncSessionTransaction | None = None

    async def __aenter__(self) -> _A:
        self.transaction = self.session.begin()
        await self.transaction.__aenter__()
        return self.session

    async def __aexit__(self, type_: Any, value: Any, traceback: Any) -> None:
        try:
            if self.transaction is not None:
                await self.transaction.__aexit__(type_, value, traceback)
        finally:
            await self.session.__aexit__(type_, value, traceback)


_S = TypeVar("_S", bound=AsyncSession)


class async_sessionmaker(Generic[_S]):
    """Makes AsyncSessions: `make = async_sessionmaker(engine); session = make()`."""

    class_: type[_S]

    if TYPE_CHECKING:

        @overload
        def __init__(
            self,
            bind: Any = ...,
            *,
            class_: type[_S],
            autoflush: bool = ...,
            expire_on_commit: bool = ...,
            info: dict[Any, Any] | None = ...,
            **kw: Any,
        ) -> None: ...
        @overload
        def __init__(
            self: async_sessionmaker[AsyncSession],
            bind: Any = ...,
            *,
            class_: type[AsyncSession] = ...,
            autoflush: bool = ...,
            expire_on_commit: bool = ...,
            info: dict[Any, Any] | None = ...,
            **kw: Any,
        ) -> None: ...

    def __init__(
        self,
        bind: Any = None,
        *,
        class_: Any = AsyncSession,
        autoflush: bool = True,
        expire_on_commit: bool = True,
        info: dict[Any, Any] | None = None,
        **kw: Any,
    ) -> None:
        kw.update(bind=bind, autoflush=autoflush, expire_on_commit=expire_on_commit)
        if info is not None:
            kw["info"] = info
        self.kw = kw
        self.class_ = type(class_.__name__, (class_,), {"__module__": class_.__module__})

    def __call__(self, **local_kw: Any) -> _S:
        """A new session."""
        settings = {**self.kw, **local_kw}
        if "info" in self.kw and "info" in local_kw:
            settings["info"] = {**self.kw["info"], **local_kw["info"]}
        return self.class_(**settings)

    def begin(self) -> AbstractAsyncContextManager[_S]:
        """An async context manager: a session in a transaction that is committed at the end."""
        return self()._maker_context_manager()  # type: ignore[no-any-return]

    def configure(self, **new_kw: Any) -> None:
        """Change the settings for sessions made from now on."""
        self.kw.update(new_kw)

    def __repr__(self) -> str:
        settings = ", ".join(f"{key}={value!r}" for key, value in self.kw.items())
        return f"{type(self).__name__}(class_={self.class_.__name__!r}, {settings})"


def sync_side(bind: Any) -> Any:
    """The engine or connection underneath an async one."""
    if bind is None:
        return None
    found = getattr(bind, "sync_engine", None)
    if isinstance(bind, AsyncConnection):
        found = bind.sync_connection
    if found is None:
        raise exc.ArgumentError(f"AsyncSession expects an AsyncEngine or AsyncConnection as its bind, got {bind!r}")
    return found


def async_session(session: Session) -> AsyncSession | None:
    """The AsyncSession that a session works for, or None."""
    return session.async_session  # type: ignore[no-any-return]


def async_object_session(instance: object) -> AsyncSession | None:
    """The AsyncSession an object belongs to, or None."""
    session = object_session(instance)
    return None if session is None else async_session(session)


async def close_all_sessions() -> None:
    """Close all sessions of this process, from under the bridge."""
    await bridge(close_all_sync)


def _name(task: Any) -> str:
    return "no task" if task is None else repr(task.get_name())
