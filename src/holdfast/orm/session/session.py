"""`Session`: the blocking shell. Each method that touches the database runs one plan; all else is in `core`.

What must not live here: how anything is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import get_ident
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ... import exc
from ...engine import core
from ...plan import dry, in_bridge, run
from ...sql.selectable import ForUpdateArg
from ...util import EMPTY_DICT, immutabledict, late
from ..flags import PASSIVE_NO_INITIALIZE, PASSIVE_NO_RESULT, PASSIVE_OFF, SQL_OK
from ..state import STATE, LoadState, promote
from . import guard, machine, plans_commit
from .binds import bind_keys, find_bind
from .core import SessionCore, all_sessions, object_session, promote_checked
from .execute_state import ORMExecuteState
from .held import Held, held_by
from .transaction import SessionTransaction, SessionTransactionOrigin
from .typed import TypedSession

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ...engine.connection import Connection
    from ...engine.engine import Engine
    from ...plan import Plan
    from ..flush import FlushPlan
    from ..mapper import Mapper
    from . import bulk, plans_execute, plans_flush, plans_get, plans_merge
else:
    # What runs once a session does something is loaded then, and planner, hydrators, loaders and flush with it.
    bulk = late("holdfast.orm.session.bulk")
    plans_execute = late("holdfast.orm.session.plans_execute")
    plans_flush = late("holdfast.orm.session.plans_flush")
    plans_get = late("holdfast.orm.session.plans_get")
    plans_merge = late("holdfast.orm.session.plans_merge")

query = late("holdfast.orm.query")

_O = TypeVar("_O")
_NOTHING: Any = EMPTY_DICT
# Keys that `get()` need not look at twice: neither a row of several values nor an object in place of one.
_PLAIN_KEYS = frozenset({int, str, bytes})
_NOT_HELD: tuple[dict[Any, Any], Any] = ({}, None)
_JOIN_MODES = ("conditional_savepoint", "rollback_only", "control_fully", "create_savepoint")


class Session(TypedSession, SessionCore):
    """Objects and the rows they stand for, in one transaction at a time.

    `cohort=False` loads unloaded attributes one object at a time, as SQLAlchemy does; results are the same.
    All other parameters are SQLAlchemy's.
    """

    _is_asyncio: ClassVar[bool] = False
    connection_callable: ClassVar[Any] = None

    def __init__(
        self,
        bind: Any = None,
        *,
        autoflush: bool = True,
        future: bool = True,
        expire_on_commit: bool = True,
        autobegin: bool = True,
        twophase: bool = False,
        binds: dict[Any, Any] | None = None,
        enable_baked_queries: bool = True,
        info: dict[Any, Any] | None = None,
        query_cls: Any = None,
        autocommit: bool = False,
        join_transaction_mode: str = "conditional_savepoint",
        close_resets_only: bool | None = None,
        execution_options: Mapping[str, Any] = _NOTHING,
        cohort: bool = True,
    ) -> None:
        if autocommit:
            raise exc.ArgumentError("autocommit=True is no longer supported")
        if not future:
            raise exc.ArgumentError("The 'future' parameter passed to Session() may only be set to True.")
        if join_transaction_mode not in _JOIN_MODES:
            raise exc.ArgumentError(
                f'invalid selection for join_transaction_mode: "{join_transaction_mode}"; choose one of '
                f"{', '.join(map(repr, _JOIN_MODES))}"
            )
        self._init_core()
        self.bind: Engine | Connection | None = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.autobegin = autobegin
        self.twophase = twophase
        self.cohort = cohort
        self.join_transaction_mode = join_transaction_mode
        self.enable_baked_queries = enable_baked_queries
        self.execution_options = immutabledict(execution_options) if execution_options else _NOTHING
        self._close_resets_only = close_resets_only is None or close_resets_only
        self._query_cls = query_cls
        self._info = dict(info) if info else None
        self._binds: dict[Any, Any] = {}
        self._user: tuple[int, str] | None = None
        for key, one in (binds or {}).items():
            self._add_bind(key, one)

    # -- running plans -----------------------------------------------------------------------------------------------

    def _run(self, method: str, plan: Plan[Any]) -> Any:
        """Drive a plan for `method`; the session knows meanwhile which thread uses it."""
        user = self._user
        if user is None:
            self._user = (get_ident(), method)
        else:
            guard.enter(self, method)
        try:
            return run(plan)
        finally:
            self._user = user

    def plan_connection(
        self, entity: Any = None, statement: Any = None, bind_arguments: Mapping[str, Any] | None = None
    ) -> Plan[Any]:
        """The connection, in this session's transaction, for a mapper or a statement."""
        if not self._binds and not bind_arguments and type(self).get_bind is Session.get_bind and self.bind is not None:
            return plans_commit.session_connection(self, self.bind)
        arguments = dict(bind_arguments or ())
        if entity is not None:
            arguments.setdefault("mapper", getattr(entity, "mapper", entity))
        if statement is not None:
            arguments.setdefault("clause", statement)
        return plans_commit.session_connection(self, self.get_bind(**arguments))

    def _connection_at_hand(self) -> Any:
        """The connection in use, if there is but one bind and a transaction under way on it; else None: ask the plan.

        What was found stays at hand until a transaction begins or moves to another state.
        """
        if self._at_hand is not None and self._at_hand_bind is self.bind:
            return self._at_hand
        transaction = self._transaction
        if transaction is None or transaction.state != machine.ACTIVE or self._binds:
            return None
        context = self._context_transaction
        if (context is not None and context.state == machine.CLOSED) or type(self).get_bind is not Session.get_bind:
            return None
        bound = transaction.bounds.get(self.bind)
        if bound is None:
            return None
        self._at_hand, self._at_hand_bind = bound.connection, self.bind
        return bound.connection

    def plan_autoflush(self) -> Plan[None]:
        """Flush before a query, if there is something to write."""
        return plans_flush.autoflush(self)

    def plan_flush(self) -> Plan[None]:
        return plans_flush.flush(self)

    def plan_core_execute(self, connection: Any, statement: Any, parameters: Any, options: Any) -> Plan[Any]:
        """A statement of values on a connection of this session."""
        return core.execute(connection, statement, parameters, options)

    def plan_observed_load(
        self, planned: Any, binds: Sequence[Any], overrides: Mapping[str, Any] | None, run: Any, kind: str
    ) -> Plan[list[Any]]:
        """A loader's own statement, shown to the `do_orm_execute` handlers first."""
        return plans_execute.observed_load(self, planned, binds, overrides, run, kind)

    def plan_members(self, obj: Any, state: Any, key: str) -> Plan[list[Any]]:
        """The objects a relationship holds, loaded if need be."""
        return plans_get.members(self, obj, state, key)

    def plan_former_reference(self, obj: Any, state: Any, key: str) -> Plan[Any]:
        """The object a changed reference pointed to before, as the database still has it."""
        return plans_get.former_reference(self, obj, state, key)

    def plan_load_expired(self, obj: Any, state: Any, names: Iterable[str]) -> Plan[None]:
        """Load expired column attributes of an object."""
        return plans_get.load_expired(self, obj, state, names)

    def _load_attribute(self, obj: Any, state: Any, impl: Any, passive: int = PASSIVE_OFF) -> Any:
        """The value of an attribute that a read missed."""
        plan = plans_get.load_attribute(self, obj, promote(obj), impl, passive)
        if passive & SQL_OK:
            return self._resolve(plan, impl, obj)
        try:
            # Only what memory knows: a plan that asks is dropped.
            return dry(plan, _unknown)
        except _Unknown:
            return PASSIVE_NO_RESULT

    def _load_expired(self, obj: Any, state: Any, names: Iterable[str]) -> None:
        """Load the expired attributes of an object that a read missed."""
        self._resolve(plans_get.load_expired(self, obj, state, names), None, obj)

    def _resolve(self, plan: Plan[Any], impl: Any, obj: Any) -> Any:
        """Answer a plan that attribute access began: run it, or under an async session only if it asks for nothing."""
        if not self._needs_await():
            return self._run("attribute access", plan)
        return dry(plan, lambda _: self._refuse_io(impl, obj))

    def _needs_await(self) -> bool:
        return self._is_async and not in_bridge()

    def _refuse_io(self, impl: Any, obj: Any) -> Exception:
        cls = type(obj)
        name = cls.__name__.lower()
        attribute = "<attribute>" if impl is None else impl.key
        if impl is None or impl.loads_with_row:
            subject = f"`{cls.__name__}`, an object that is expired," if impl is None else f"`{impl}`"
            advice = f"Use `await session.refresh({name})`, or `await {name}.awaitable_attrs.{attribute}`"
            if impl is None:
                advice += ", or create the session with expire_on_commit=False"
        else:
            subject = f"`{impl}`"
            advice = (
                f"Use `await {name}.awaitable_attrs.{attribute}`, or load it with the query: "
                f"`.options(selectinload({impl}))`"
            )
        return exc.MissingGreenlet(
            f"{subject} is not loaded, and loading it needs the database, which attribute access cannot await. {advice}.",
            code="lazy-in-async",
        )

    _is_async: bool
    _async_ref: Any = None

    def _serve_async(self, reference: Any) -> None:
        """This session works for an AsyncSession: attribute access may not wait for the database."""
        self._is_async = True
        self._async_ref = reference

    @property
    def async_session(self) -> Any:
        """The AsyncSession this session works for, or None."""
        return None if self._async_ref is None else self._async_ref()

    # -- transactions --------------------------------------------------------------------------------------------------

    def begin(self, nested: bool = False) -> SessionTransaction:
        """Begin a transaction (a savepoint if `nested`); an error if one is under way."""
        current = self._transaction
        if nested:
            return self.begin_nested()
        if current is not None:
            raise exc.InvalidRequestError("A transaction is already begun on this Session.")
        if self._context_transaction is not None:
            raise exc.InvalidRequestError(plans_commit.CLOSED_CONTEXT)
        if self._closed:
            self._autobegin()
        return self._new_transaction(SessionTransactionOrigin.BEGIN, None)

    def begin_nested(self) -> SessionTransaction:
        """Set a savepoint; what is pending is flushed first, so that it is not rolled back with it."""
        return self._run("begin_nested", self.plan_begin_nested())  # type: ignore[no-any-return]

    def plan_begin_nested(self) -> Plan[SessionTransaction]:
        """The plan of `begin_nested`."""
        parent = plans_commit.require_begun(self)
        parent.require("begin_nested")
        yield from plans_flush.flush(self)
        return self._new_transaction(SessionTransactionOrigin.BEGIN_NESTED, parent)

    def commit(self) -> None:
        """Flush, commit, and expire all objects (unless `expire_on_commit` is off)."""
        self._run("commit", self.plan_commit())

    def plan_commit(self) -> Plan[None]:
        """The plan of `commit`."""
        transaction = plans_commit.require_begun(self)
        if transaction.state != machine.PREPARED:
            transaction.require("commit")
        yield from plans_commit.commit(transaction, to_root=True)

    def rollback(self) -> None:
        """Roll back; objects are again what they were when the transaction began."""
        if self._transaction is not None:
            self._run("rollback", self.plan_rollback())

    def plan_rollback(self) -> Plan[None]:
        """The plan of `rollback`."""
        if self._transaction is not None:
            yield from plans_commit.rollback(self._transaction, to_root=True)

    def prepare(self) -> None:
        """First phase of a two-phase commit."""
        plans_commit.require_begun(self).prepare()

    def close(self) -> None:
        """Let all objects go and give the connections back; the session may be used again."""
        self._run("close", self.plan_close())

    def reset(self) -> None:
        """As `close()`, and the session stays usable whatever `close_resets_only` says."""
        self._run("reset", self.plan_close(is_reset=True))

    def invalidate(self) -> None:
        """As `close()`, and the connections are dropped instead of given back."""
        self._run("invalidate", self.plan_close(invalidate=True))

    def plan_close(self, *, invalidate: bool = False, is_reset: bool = False) -> Plan[None]:
        """The plan of `close`, `reset` and `invalidate`."""
        if not is_reset and not self._close_resets_only:
            self._closed = True
        self._expunge_all()
        yield from plans_commit.close_all(self, invalidate=invalidate)

    def in_transaction(self) -> bool:
        """Whether a transaction is under way, begun here or by itself."""
        return self._transaction is not None

    def in_nested_transaction(self) -> bool:
        """Whether a savepoint is set."""
        return self.get_nested_transaction() is not None

    def get_transaction(self) -> SessionTransaction | None:
        """The root transaction under way."""
        transaction = self._transaction
        while transaction is not None and transaction.parent is not None:
            transaction = transaction.parent
        return transaction

    def get_nested_transaction(self) -> SessionTransaction | None:
        """The innermost savepoint."""
        transaction = self._transaction
        return transaction if transaction is not None and transaction.nested else None

    @property
    def is_active(self) -> bool:
        """False after a failed flush, until `rollback()`."""
        if self._transaction is None:
            return self.autobegin
        return self._transaction.is_active

    def connection(
        self, bind_arguments: Mapping[str, Any] | None = None, execution_options: Mapping[str, Any] | None = None
    ) -> Connection:
        """The `Connection` of this session's transaction."""
        bind = self.get_bind(**dict(bind_arguments or ()))
        return self._run("connection", plans_commit.session_connection(self, bind, execution_options))  # type: ignore[no-any-return]

    # -- binds -----------------------------------------------------------------------------------------------------------

    def get_bind(self, mapper: Any = None, *, clause: Any = None, bind: Any = None, **kw: Any) -> Engine | Connection:
        """The engine or connection for a mapper or statement. May be overridden."""
        return find_bind(self, mapper, clause, bind)  # type: ignore[no-any-return]

    def _add_bind(self, key: Any, bind: Any) -> None:
        self._at_hand = None
        for one in bind_keys(key):
            self._binds[one] = bind

    def bind_mapper(self, mapper: Any, bind: Any) -> None:
        """Have a mapped class use `bind`."""
        self._add_bind(mapper, bind)

    def bind_table(self, table: Any, bind: Any) -> None:
        """Have a table use `bind`."""
        self._add_bind(table, bind)

    @property
    def binds(self) -> dict[Any, Any]:
        return self._binds

    # -- statements --------------------------------------------------------------------------------------------------------

    if not TYPE_CHECKING:  # what they give is said in typed.py

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
            if self._is_async:
                self._check_blocking()
            return self._run(
                "execute", plans_execute.execute(self, statement, params, execution_options, bind_arguments)
            )

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
            if self._is_async:
                self._check_blocking()
            return self._run(
                "scalars",
                plans_execute.execute(self, statement, params, execution_options, bind_arguments, True),
            )

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
            return self.execute(
                statement, params, execution_options=execution_options, bind_arguments=bind_arguments
            ).scalar()

        def query(self, *entities: Any, **kwargs: Any) -> Any:
            """A `Query`, the older way to write a select."""
            return (self._query_cls or query.Query)(entities, self, **kwargs)

    def _check_blocking(self) -> None:
        if not in_bridge():
            raise exc.MissingGreenlet(
                "Was IO attempted in an unexpected place? This Session works for an AsyncSession, whose driver must be "
                "awaited: use the AsyncSession's methods, or `await async_session.run_sync(function)`."
            )

    def _invoke_from_handler(self, state: Any, statement: Any, parameters: Any, options: Any, binds: Any) -> Any:
        """`ORMExecuteState.invoke_statement`: the handlers that follow, then the statement."""
        inner = ORMExecuteState(
            self,
            state.statement if statement is None else statement,
            parameters,
            options,
            binds,
            state._handlers,
            state._load,
        )
        inner._position = state._position
        return self._run("invoke_statement", plans_execute.run_handlers(inner))

    # -- objects -------------------------------------------------------------------------------------------------------------

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
        if populate_existing is None and with_for_update is None:
            # The object is here and fit: no plan, no mapper. It is not here, and its key is plain: straight to its row.
            try:
                refs, mapper = self._held.get(entity) or self._note_held(entity)
                reference = refs.get(ident)
            except TypeError:
                reference = mapper = None
            held = None if reference is None else reference()
            if held is None:
                if mapper is not None and ident.__class__ in _PLAIN_KEYS and options is None and not bind_arguments:
                    return self._run("get", plans_get.get_row(self, mapper, ident, execution_options))  # type: ignore[no-any-return]
            elif type(held) is entity:
                state = held.__dict__[STATE]
                if type(state) is LoadState or not (state.expired or state._deleted):
                    return held
        return self._run(  # type: ignore[no-any-return]
            "get",
            plans_get.get(
                self,
                entity,
                ident,
                options=options,
                populate_existing=populate_existing,
                with_for_update=self._for_update_argument(with_for_update),
                execution_options=execution_options,
                bind_arguments=bind_arguments,
            ),
        )

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
        found = self.get(
            entity,
            ident,
            options=options,
            populate_existing=populate_existing,
            with_for_update=with_for_update,
            identity_token=identity_token,
            execution_options=execution_options,
            bind_arguments=bind_arguments,
        )
        if found is None:
            raise no_row(entity, ident)
        return found

    def _note_held(self, entity: Any) -> tuple[dict[Any, Any], Any]:
        """Where the objects of a class are held, and its mapper, for the short road of `get`; remembered."""
        manager = getattr(entity, "__dict__", {}).get("_sa_class_manager")
        mapper = None if manager is None else manager.mapper
        if mapper is None or len(mapper.primary_key) != 1 or mapper.settings.always_refresh:
            return _NOT_HELD
        mapper._check_configure()
        found = self._held[entity] = (self.identity_map.refs_of(mapper.identity_mapper), mapper)
        return found

    def _for_update_argument(self, given: Any) -> Any:
        """What `with_for_update=` stands for: True, a dictionary of options, or None."""
        if given is None or given is False:
            return None
        if isinstance(given, ForUpdateArg):
            return given
        return ForUpdateArg(**({} if given is True else dict(given)))

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Take an object in, and all it leads to along save-update; the next flush writes it."""
        if self._user is not None:
            guard.check(self, "add")
        self._add(instance)

    def add_all(self, instances: Iterable[object]) -> None:
        """`add` each of them."""
        if self._user is not None:
            guard.check(self, "add_all")
        self._add_all(instances)

    def delete(self, instance: object) -> None:
        """Mark an object, and what delete cascades to, for deletion by the next flush."""
        self._run("delete", plans_merge.delete(self, instance))

    def delete_all(self, instances: Iterable[object]) -> None:
        """`delete` each of them."""
        for instance in instances:
            self.delete(instance)

    def flush(self, objects: Iterable[Any] | None = None) -> None:
        """Write what is new, changed or deleted, inside the transaction."""
        if self._flushing:
            raise exc.InvalidRequestError("Session is already flushing")
        if not self._is_clean():
            self._run("flush", plans_flush.flush(self, objects))

    def _autoflush(self) -> None:
        if self.autoflush and not self._flushing:
            self._run("flush", plans_flush.autoflush(self))

    def plan(self) -> FlushPlan:
        """What a flush would do now, and why, as a value to print. Changes nothing."""
        return self._run("plan", plans_flush.plan(self))  # type: ignore[no-any-return]

    def held(self) -> Held:
        """The objects this session holds and the state of each, as a table to print."""
        return held_by(self)

    def merge(self, instance: _O, *, load: bool = True, options: Iterable[Any] | None = None) -> _O:
        """Copy an object's values onto this session's object of the same identity, and return that."""
        return self._run("merge", plans_merge.merge(self, instance, load=load, options=options))  # type: ignore[no-any-return]

    def merge_all(
        self, instances: Iterable[_O], *, load: bool = True, options: Iterable[Any] | None = None
    ) -> Sequence[_O]:
        """`merge` each of them; they may lead to one another."""
        return self._run("merge_all", plans_merge.merge_all(self, instances, load=load, options=options))  # type: ignore[no-any-return]

    def refresh(
        self, instance: object, attribute_names: Iterable[str] | None = None, with_for_update: Any = None
    ) -> None:
        """Load an object's attributes anew."""
        self._run("refresh", plans_get.refresh(self, instance, attribute_names, with_for_update))

    def expire(self, instance: object, attribute_names: Iterable[str] | None = None) -> None:
        """Forget an object's values (or those of `attribute_names`); the next read loads them."""
        if self._user is not None:
            guard.check(self, "expire")
        self._expire_state(promote_checked(instance), attribute_names)

    def expire_all(self) -> None:
        """Forget the values of all persistent objects."""
        if self._user is not None:
            guard.check(self, "expire_all")
        self._expire_all()

    def expunge(self, instance: object) -> None:
        """Let an object go, and what expunge cascades to."""
        if self._user is not None:
            guard.check(self, "expunge")
        self._expunge(instance)

    def expunge_all(self) -> None:
        """Let all objects go."""
        if self._user is not None:
            guard.check(self, "expunge_all")
        self._expunge_all()

    def is_modified(self, instance: object, include_collections: bool = True) -> bool:
        """Whether an object has changes that a flush would write."""
        state = promote_checked(instance)
        if not state.modified:
            return False
        present = state.dict
        for key in list(state.committed) + list(state.queued or ()):
            impl = state.mapper.impls[key]
            if not include_collections and impl.collection:
                continue
            history = impl.get_history(state, present, PASSIVE_NO_INITIALIZE)
            if history.added or history.deleted:
                return True
        return False

    def enable_relationship_loading(self, obj: object) -> None:
        """Have a transient object load its relationships by the foreign keys it holds."""
        state = promote_checked(obj)
        if state.owner.session is not self and self._before_attach(state, obj):
            self._attached(state, obj)
        state.load = state.mapper.detached_state

    @property
    def no_autoflush(self) -> AbstractContextManager[Session]:
        """A context manager within which queries do not flush."""
        return self._without_autoflush()

    @contextmanager
    def _without_autoflush(self) -> Iterator[Self]:
        autoflush, self.autoflush = self.autoflush, False
        try:
            yield self
        finally:
            self.autoflush = autoflush

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary for the user."""
        if self._info is None:
            self._info = {}
        return self._info

    # -- many rows at once (older interface) -----------------------------------------------------------------------------------

    def bulk_save_objects(
        self,
        objects: Iterable[object],
        return_defaults: bool = False,
        update_changed_only: bool = True,
        preserve_order: bool = True,
    ) -> None:
        """Write objects without taking them in."""
        self._run("bulk_save_objects", bulk.save_objects(self, objects, return_defaults, update_changed_only))

    def bulk_insert_mappings(
        self,
        mapper: Any,
        mappings: Iterable[dict[str, Any]],
        return_defaults: bool = False,
        render_nulls: bool = False,
    ) -> None:
        """Insert rows from dictionaries by attribute name."""
        self._run("bulk_insert_mappings", bulk.insert_mappings(self, mapper, mappings, return_defaults, render_nulls))

    def bulk_update_mappings(self, mapper: Any, mappings: Iterable[dict[str, Any]]) -> None:
        """Update rows from dictionaries by attribute name that hold the primary key."""
        self._run("bulk_update_mappings", bulk.update_mappings(self, mapper, mappings))

    # -- class methods ---------------------------------------------------------------------------------------------------------

    @classmethod
    def object_session(cls, instance: object) -> Session | None:
        """The session an object belongs to, or None."""
        return object_session(instance)  # type: ignore[no-any-return]

    @classmethod
    def identity_key(
        cls,
        class_: Any = None,
        ident: Any = None,
        *,
        instance: Any = None,
        row: Any = None,
        identity_token: Any = None,
    ) -> Any:
        """The identity key of a class and primary key, of an object, or of a row."""
        if class_ is not None:
            mapper = plans_get.mapper_of(class_)
            if row is not None:
                return mapper.identity_key_from_row(row, identity_token)
            if ident is None:
                raise exc.ArgumentError("ident or row is required")
            values = ident if isinstance(ident, (tuple, list)) else (ident,)
            return mapper.identity_key_from_primary_key(tuple(values), identity_token)
        if instance is None:
            raise exc.ArgumentError("class or instance is required")
        return promote_checked(instance).mapper.identity_key_from_instance(instance)

    @classmethod
    def close_all(cls) -> None:
        """Close all sessions of this process."""
        close_all_sessions()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, type_: Any, value: Any, traceback: Any) -> None:
        self.close()

    @contextmanager
    def _maker_context_manager(self) -> Iterator[Self]:
        with self, self.begin():
            yield self


class _Unknown(Exception):
    """Memory does not know the value."""


def _unknown(request: Any) -> BaseException:
    return _Unknown()


def no_row(entity: Any, ident: Any) -> exc.NoResultFound:
    """The error of `get_one` for a key that no row has."""
    name = getattr(entity, "__name__", str(entity))
    return exc.NoResultFound(f"No row was found when one was required: {name} has none with primary key {ident!r}")


def close_all_sessions() -> None:
    """Close all sessions of this process."""
    for session in all_sessions():
        session.close()
