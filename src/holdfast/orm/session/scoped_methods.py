"""What `scoped_session` hands on to the session of the current scope.

Written by tools/make_shells.py, do not edit: `python -m tools.make_shells` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, overload

from ...util import EMPTY_DICT, IdentitySet
from ..flush import FlushPlan
from .held import Held
from .session import Session
from .transaction import SessionTransaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from ...engine.connection import Connection
    from ...engine.engine import Engine
    from ...engine.result import CursorResult, Result, ScalarResult
    from ...sql.dml import UpdateBase
    from ...sql.elements import Executable, SQLCoreOperations
    from ...sql.selectable import TypedReturnsRows
    from ..mapper import Mapper
    from ..query import Query, RowReturningQuery  # rightward
    from .typed import _O, _T, _T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, Typed, _Ts

_NOTHING: Any = EMPTY_DICT


class ScopedSessionMethods:
    """The methods of a Session, on the session of the scope."""

    registry: Callable[[], Session]

    @classmethod
    def close_all(cls) -> None:
        """Close all sessions of this process."""
        Session.close_all()

    @classmethod
    def identity_key(
        cls, class_: Any = None, ident: Any = None, *, instance: Any = None, row: Any = None, identity_token: Any = None
    ) -> Any:
        """The identity key of a class and primary key, of an object, or of a row."""
        return Session.identity_key(class_, ident, instance=instance, row=row, identity_token=identity_token)

    @classmethod
    def object_session(cls, instance: object) -> Session | None:
        """The session an object belongs to, or None."""
        return Session.object_session(instance)

    def __contains__(self, instance: object) -> bool:
        return instance in self.registry()

    def __iter__(self) -> Iterator[object]:
        return iter(self.registry())

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Take an object in, and all it leads to along save-update; the next flush writes it."""
        self.registry().add(instance, _warn=_warn)

    def add_all(self, instances: Iterable[object]) -> None:
        """`add` each of them."""
        self.registry().add_all(instances)

    def begin(self, nested: bool = False) -> SessionTransaction:
        """Begin a transaction (a savepoint if `nested`); an error if one is under way."""
        return self.registry().begin(nested)

    def begin_nested(self) -> SessionTransaction:
        """Set a savepoint; what is pending is flushed first, so that it is not rolled back with it."""
        return self.registry().begin_nested()

    def bind_mapper(self, mapper: Any, bind: Any) -> None:
        """Have a mapped class use `bind`."""
        self.registry().bind_mapper(mapper, bind)

    def bind_table(self, table: Any, bind: Any) -> None:
        """Have a table use `bind`."""
        self.registry().bind_table(table, bind)

    def bulk_insert_mappings(
        self, mapper: Any, mappings: Iterable[dict[str, Any]], return_defaults: bool = False, render_nulls: bool = False
    ) -> None:
        """Insert rows from dictionaries by attribute name."""
        self.registry().bulk_insert_mappings(mapper, mappings, return_defaults, render_nulls)

    def bulk_save_objects(
        self,
        objects: Iterable[object],
        return_defaults: bool = False,
        update_changed_only: bool = True,
        preserve_order: bool = True,
    ) -> None:
        """Write objects without taking them in."""
        self.registry().bulk_save_objects(objects, return_defaults, update_changed_only, preserve_order)

    def bulk_update_mappings(self, mapper: Any, mappings: Iterable[dict[str, Any]]) -> None:
        """Update rows from dictionaries by attribute name that hold the primary key."""
        self.registry().bulk_update_mappings(mapper, mappings)

    def close(self) -> None:
        """Let all objects go and give the connections back; the session may be used again."""
        self.registry().close()

    def commit(self) -> None:
        """Flush, commit, and expire all objects (unless `expire_on_commit` is off)."""
        self.registry().commit()

    def connection(
        self, bind_arguments: Mapping[str, Any] | None = None, execution_options: Mapping[str, Any] | None = None
    ) -> Connection:
        """The `Connection` of this session's transaction."""
        return self.registry().connection(bind_arguments, execution_options)

    def delete(self, instance: object) -> None:
        """Mark an object, and what delete cascades to, for deletion by the next flush."""
        self.registry().delete(instance)

    def delete_all(self, instances: Iterable[object]) -> None:
        """`delete` each of them."""
        self.registry().delete_all(instances)

    def enable_relationship_loading(self, obj: object) -> None:
        """Have a transient object load its relationships by the foreign keys it holds."""
        self.registry().enable_relationship_loading(obj)

    if TYPE_CHECKING:

        @overload
        def execute(
            self,
            statement: TypedReturnsRows[*_Ts,],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> Result[*_Ts,]: ...
        @overload
        def execute(
            self,
            statement: UpdateBase,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> CursorResult[*tuple[Any, ...],]: ...
        @overload
        def execute(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> Result[*tuple[Any, ...],]: ...

    def execute(
        self,
        statement: Any,
        params: Any = None,
        *,
        execution_options: Mapping[str, Any] = _NOTHING,
        bind_arguments: Mapping[str, Any] | None = None,
        _parent_execute_state: Any = None,
        _add_event: Any = None,
    ) -> Any:
        """Run a statement in this session's transaction. A plain string is sent as it is."""
        return self.registry().execute(
            statement,
            params,
            execution_options=execution_options,
            bind_arguments=bind_arguments,
            _parent_execute_state=_parent_execute_state,
            _add_event=_add_event,
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

    def flush(self, objects: Iterable[Any] | None = None) -> None:
        """Write what is new, changed or deleted, inside the transaction."""
        self.registry().flush(objects)

    def get(
        self,
        entity: type[_O] | Mapper[_O],
        ident: Any,
        *,
        options: Iterable[Any] | None = None,
        populate_existing: bool | None = None,
        with_for_update: Any = None,
        identity_token: Any = None,
        execution_options: Mapping[str, Any] = _NOTHING,
        bind_arguments: Mapping[str, Any] | None = None,
    ) -> _O | None:
        """The object with this primary key, held or loaded; None if there is none."""
        return self.registry().get(
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=with_for_update,
            identity_token=identity_token,
            execution_options=execution_options,
            bind_arguments=bind_arguments,
        )

    def get_bind(self, mapper: Any = None, *, clause: Any = None, bind: Any = None, **kw: Any) -> Engine | Connection:
        """The engine or connection for a mapper or statement. May be overridden."""
        return self.registry().get_bind(mapper, clause=clause, bind=bind, **kw)

    def get_nested_transaction(self) -> SessionTransaction | None:
        """The innermost savepoint."""
        return self.registry().get_nested_transaction()

    def get_one(
        self,
        entity: type[_O] | Mapper[_O],
        ident: Any,
        *,
        options: Iterable[Any] | None = None,
        populate_existing: bool | None = None,
        with_for_update: Any = None,
        identity_token: Any = None,
        execution_options: Mapping[str, Any] = _NOTHING,
        bind_arguments: Mapping[str, Any] | None = None,
    ) -> _O:
        """The object with this primary key; NoResultFound if there is none."""
        return self.registry().get_one(
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=with_for_update,
            identity_token=identity_token,
            execution_options=execution_options,
            bind_arguments=bind_arguments,
        )

    def get_transaction(self) -> SessionTransaction | None:
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

    def invalidate(self) -> None:
        """As `close()`, and the connections are dropped instead of given back."""
        self.registry().invalidate()

    def is_modified(self, instance: object, include_collections: bool = True) -> bool:
        """Whether an object has changes that a flush would write."""
        return self.registry().is_modified(instance, include_collections)

    def merge(self, instance: _O, *, load: bool = True, options: Iterable[Any] | None = None) -> _O:
        """Copy an object's values onto this session's object of the same identity, and return that."""
        return self.registry().merge(instance, load=load, options=options)

    def merge_all(
        self, instances: Iterable[_O], *, load: bool = True, options: Iterable[Any] | None = None
    ) -> Sequence[_O]:
        """`merge` each of them; they may lead to one another."""
        return self.registry().merge_all(instances, load=load, options=options)

    def plan(self) -> FlushPlan:
        """What a flush would do now, and why, as a value to print. Changes nothing."""
        return self.registry().plan()

    def prepare(self) -> None:
        """First phase of a two-phase commit."""
        self.registry().prepare()

    if TYPE_CHECKING:

        @overload
        def query(self, _entity: type[_O], /) -> Query[_O]: ...
        @overload
        def query(self, __e0: SQLCoreOperations[_T0], /) -> RowReturningQuery[_T0]: ...
        @overload
        def query(self, __e0: Typed[_T0], __e1: Typed[_T1], /) -> RowReturningQuery[_T0, _T1]: ...
        @overload
        def query(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /
        ) -> RowReturningQuery[_T0, _T1, _T2]: ...
        @overload
        def query(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], /
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3]: ...
        @overload
        def query(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], /
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def query(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            /,
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4, _T5]: ...
        @overload
        def query(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            /,
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
        @overload
        def query(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            __e7: Typed[_T7],
            /,
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
        @overload
        def query(self, *entities: Any, **kwargs: Any) -> Query[Any]: ...

    def query(self, *entities: Any, **kwargs: Any) -> Any:
        """A `Query`, the older way to write a select."""
        return self.registry().query(*entities, **kwargs)

    def refresh(
        self, instance: object, attribute_names: Iterable[str] | None = None, with_for_update: Any = None
    ) -> None:
        """Load an object's attributes anew."""
        self.registry().refresh(instance, attribute_names, with_for_update)

    def reset(self) -> None:
        """As `close()`, and the session stays usable whatever `close_resets_only` says."""
        self.registry().reset()

    def rollback(self) -> None:
        """Roll back; objects are again what they were when the transaction began."""
        self.registry().rollback()

    if TYPE_CHECKING:

        @overload
        def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> _T | None: ...
        @overload
        def scalar(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any: ...

    def scalar(
        self,
        statement: Any,
        params: Any = None,
        *,
        execution_options: Mapping[str, Any] = _NOTHING,
        bind_arguments: Mapping[str, Any] | None = None,
        **kw: Any,
    ) -> Any:
        """Run a statement and give the first value of the first row, or None."""
        return self.registry().scalar(
            statement, params, execution_options=execution_options, bind_arguments=bind_arguments, **kw
        )

    if TYPE_CHECKING:

        @overload
        def scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[_T]: ...
        @overload
        def scalars(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[Any]: ...

    def scalars(
        self,
        statement: Any,
        params: Any = None,
        *,
        execution_options: Mapping[str, Any] = _NOTHING,
        bind_arguments: Mapping[str, Any] | None = None,
        **kw: Any,
    ) -> Any:
        """Run a statement and give the first value of each row."""
        return self.registry().scalars(
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
    def no_autoflush(self) -> AbstractContextManager[Session]:
        """A context manager within which queries do not flush."""
        return self.registry().no_autoflush
