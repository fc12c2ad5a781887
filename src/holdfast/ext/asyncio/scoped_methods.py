"""What `async_scoped_session` hands on to the AsyncSession of the current scope.

Written by tools/make_shells.py, do not edit: `python -m tools.make_shells` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, overload

from ...orm.flush import FlushPlan
from ...orm.session import Held
from ...util import EMPTY_DICT, IdentitySet
from .connection import AsyncConnection
from .result import AsyncResult, AsyncScalarResult
from .session import AsyncSession, AsyncSessionTransaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Concatenate

    from ...engine.result import CursorResult, Result, ScalarResult
    from ...orm.mapper import Mapper
    from ...orm.session import Session
    from ...sql.dml import UpdateBase
    from ...sql.elements import Executable
    from ...sql.selectable import TypedReturnsRows
    from .session import _O, _P
    from .typed import _T, _Ts

_NOTHING: Any = EMPTY_DICT


class AsyncScopedSessionMethods:
    """The methods of an AsyncSession, on the session of the scope."""

    registry: Callable[[], AsyncSession]

    @classmethod
    async def close_all(cls) -> None:
        """Close all AsyncSessions of this process."""
        await AsyncSession.close_all()

    @classmethod
    def identity_key(
        cls, class_: Any = None, ident: Any = None, *, instance: Any = None, row: Any = None, identity_token: Any = None
    ) -> Any:
        """The identity key of a class and primary key, of an object, or of a row."""
        return AsyncSession.identity_key(class_, ident, instance=instance, row=row, identity_token=identity_token)

    @classmethod
    def object_session(cls, instance: object) -> Session | None:
        """The session an object belongs to, or None."""
        return AsyncSession.object_session(instance)

    def __contains__(self, instance: object) -> bool:
        return instance in self.registry()

    def __iter__(self) -> Iterator[object]:
        return iter(self.registry())

    async def aclose(self) -> None:
        """Let all objects go and give the connections back; the session may be used again."""
        await self.registry().aclose()

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Take an object in, and all it leads to along save-update; the next flush writes it."""
        self.registry().add(instance, _warn=_warn)

    def add_all(self, instances: Iterable[object]) -> None:
        """`add` each of them."""
        self.registry().add_all(instances)

    def begin(self) -> AsyncSessionTransaction:
        """Begin a transaction: `async with session.begin():` or `await session.begin()`."""
        return self.registry().begin()

    def begin_nested(self) -> AsyncSessionTransaction:
        """Set a savepoint."""
        return self.registry().begin_nested()

    def bind_mapper(self, mapper: Any, bind: Any) -> None:
        """Have a mapped class use `bind`."""
        self.registry().bind_mapper(mapper, bind)

    def bind_table(self, table: Any, bind: Any) -> None:
        """Have a table use `bind`."""
        self.registry().bind_table(table, bind)

    async def close(self) -> None:
        """Let all objects go and give the connections back; the session may be used again."""
        await self.registry().close()

    async def commit(self) -> None:
        """Flush, commit, and expire all objects (unless `expire_on_commit` is off)."""
        await self.registry().commit()

    async def connection(
        self,
        bind_arguments: Mapping[str, Any] | None = None,
        execution_options: Mapping[str, Any] | None = None,
        **kw: Any,
    ) -> AsyncConnection:
        """The `AsyncConnection` of this session's transaction."""
        return await self.registry().connection(bind_arguments, execution_options, **kw)

    async def delete(self, instance: object) -> None:
        """Mark an object, and what delete cascades to, for deletion by the next flush."""
        await self.registry().delete(instance)

    async def delete_all(self, instances: Iterable[object]) -> None:
        """`delete` each of them."""
        await self.registry().delete_all(instances)

    if TYPE_CHECKING:

        @overload
        async def execute(
            self,
            statement: TypedReturnsRows[*_Ts,],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Result[*_Ts,]: ...
        @overload
        async def execute(
            self,
            statement: UpdateBase,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> CursorResult[*tuple[Any, ...],]: ...
        @overload
        async def execute(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Result[*tuple[Any, ...],]: ...

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
        return await self.registry().execute(
            statement, params, execution_options=execution_options, bind_arguments=bind_arguments, **kw
        )

    def expire(self, instance: object, attribute_names: Iterable[str] | None = None) -> None:
        """Forget an object's values (or those of `attribute_names`); the next read loads them."""
        self.registry().expire(instance, attribute_names)

    def expire_all(self) -> None:
        """Forget the values of all persistent objects."""
        self.registry().expire_all()

    def expunge(self, instance: object) -> None:
        """Let an object go, and what expunge cascades to."""
        self.registry().expunge(instance)

    def expunge_all(self) -> None:
        """Let all objects go."""
        self.registry().expunge_all()

    async def flush(self, objects: Iterable[Any] | None = None) -> None:
        """Write what is new, changed or deleted, inside the transaction."""
        await self.registry().flush(objects)

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
        return await self.registry().get(
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=with_for_update,
            identity_token=identity_token,
            execution_options=execution_options,
        )

    def get_async_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kw: Any) -> Any:
        """The AsyncEngine or AsyncConnection for a mapper or statement."""
        return self.registry().get_async_bind(mapper, clause, bind, **kw)

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kw: Any) -> Any:
        """The (sync) engine or connection for a mapper or statement."""
        return self.registry().get_bind(mapper, clause, bind, **kw)

    def get_nested_transaction(self) -> AsyncSessionTransaction | None:
        """The innermost savepoint."""
        return self.registry().get_nested_transaction()

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
        return await self.registry().get_one(
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=with_for_update,
            identity_token=identity_token,
            execution_options=execution_options,
        )

    def get_transaction(self) -> AsyncSessionTransaction | None:
        """The root transaction under way."""
        return self.registry().get_transaction()

    def held(self) -> Held:
        """The objects this session holds and the state of each, as a table to print."""
        return self.registry().held()

    def in_nested_transaction(self) -> bool:
        """Whether a savepoint is set."""
        return self.registry().in_nested_transaction()

    def in_transaction(self) -> bool:
        """Whether a transaction is under way, begun here or by itself."""
        return self.registry().in_transaction()

    async def invalidate(self) -> None:
        """As `close()`, and the connections are dropped instead of given back."""
        await self.registry().invalidate()

    def is_modified(self, instance: object, include_collections: bool = True) -> bool:
        """Whether an object has changes that a flush would write."""
        return self.registry().is_modified(instance, include_collections)

    async def merge(self, instance: _O, *, load: bool = True, options: Iterable[Any] | None = None) -> _O:
        """Copy an object's values onto this session's object of the same identity, and return that."""
        return await self.registry().merge(instance, load=load, options=options)

    async def merge_all(
        self, instances: Iterable[_O], *, load: bool = True, options: Iterable[Any] | None = None
    ) -> Sequence[_O]:
        """`merge` each of them; they may lead to one another."""
        return await self.registry().merge_all(instances, load=load, options=options)

    async def plan(self) -> FlushPlan:
        """What a flush would do now, and why, as a value to print. Changes nothing."""
        return await self.registry().plan()

    async def refresh(
        self, instance: object, attribute_names: Iterable[str] | None = None, with_for_update: Any = None
    ) -> None:
        """Load an object's attributes anew."""
        await self.registry().refresh(instance, attribute_names, with_for_update)

    async def reset(self) -> None:
        """As `close()`, and the session stays usable whatever `close_resets_only` says."""
        await self.registry().reset()

    async def rollback(self) -> None:
        """Roll back; objects are again what they were when the transaction began."""
        await self.registry().rollback()

    async def run_sync(self, fn: Callable[Concatenate[Session, _P], _T], *arg: _P.args, **kw: _P.kwargs) -> _T:
        """Call blocking `fn(sync_session, ...)`: it runs in a thread, and its database work is done on this loop."""
        return await self.registry().run_sync(fn, *arg, **kw)

    if TYPE_CHECKING:

        @overload
        async def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> _T | None: ...
        @overload
        async def scalar(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any: ...

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
        return await self.registry().scalar(
            statement, params, execution_options=execution_options, bind_arguments=bind_arguments, **kw
        )

    if TYPE_CHECKING:

        @overload
        async def scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[_T]: ...
        @overload
        async def scalars(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[Any]: ...

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
        return await self.registry().scalars(
            statement, params, execution_options=execution_options, bind_arguments=bind_arguments, **kw
        )

    if TYPE_CHECKING:

        @overload
        async def stream(
            self,
            statement: TypedReturnsRows[*_Ts,],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncResult[*_Ts,]: ...
        @overload
        async def stream(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncResult[*tuple[Any, ...],]: ...

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
        return await self.registry().stream(
            statement, params, execution_options=execution_options, bind_arguments=bind_arguments, **kw
        )

    if TYPE_CHECKING:

        @overload
        async def stream_scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncScalarResult[_T]: ...
        @overload
        async def stream_scalars(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncScalarResult[Any]: ...

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
        return await self.registry().stream_scalars(
            statement, params, execution_options=execution_options, bind_arguments=bind_arguments, **kw
        )

    @property
    def autoflush(self) -> bool:
        return self.registry().autoflush

    @autoflush.setter
    def autoflush(self, value: bool) -> None:
        self.registry().autoflush = value

    @property
    def bind(self) -> Any:
        """The AsyncEngine or AsyncConnection of this session."""
        return self.registry().bind

    @bind.setter
    def bind(self, value: Any) -> None:
        self.registry().bind = value

    @property
    def binds(self) -> dict[Any, Any]:
        return self.registry().binds

    @property
    def deleted(self) -> IdentitySet:
        """Objects that `delete()` marked and whose rows are still there."""
        return self.registry().deleted

    @property
    def dirty(self) -> IdentitySet:
        """Persistent objects with an attribute that was set, whether or not its value changed."""
        return self.registry().dirty

    @property
    def execution_options(self) -> Any:
        return self.registry().execution_options

    @execution_options.setter
    def execution_options(self, value: Any) -> None:
        self.registry().execution_options = value

    @property
    def identity_map(self) -> Any:
        return self.registry().identity_map

    @identity_map.setter
    def identity_map(self, value: Any) -> None:
        self.registry().identity_map = value

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary for the user."""
        return self.registry().info

    @property
    def is_active(self) -> bool:
        """False after a failed flush, until `rollback()`."""
        return self.registry().is_active

    @property
    def new(self) -> IdentitySet:
        """Objects that were added and not yet written."""
        return self.registry().new

    @property
    def no_autoflush(self) -> Any:
        """A context manager within which queries do not flush."""
        return self.registry().no_autoflush
