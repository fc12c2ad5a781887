"""`InstanceState`: what the ORM knows of one object, once somebody must know more than its values.

What lives here: the class, how a shared state becomes one (`promote`), expiry and commit of values. What must not:
events, collections, SQL; those are to the right.

Guarantees others build on: `committed` maps each changed attribute to the value before its first change (`NO_VALUE` if
there was none; for a collection a plain list of its members), and is emptied in place by a flush. `expired_attributes`
is never mutated in place, always replaced (many states share one frozenset after `expire_all`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, TypeVar
from weakref import ref as WeakRef

from ...util import Generic
from ..exc import UnmappedInstanceError
from ..flags import NO_VALUE, PASSIVE_NO_INITIALIZE, STATE
from .history import History
from .load import LATE, LoadState
from .owner import DETACHED, Owner
from .view import AttributeState, AttributeStates

# Inside the class `dict` is a property of the public face.
Dict: TypeAlias = dict
Values: TypeAlias = "dict[str, Any]"
NO_NAMES: Final[frozenset[str]] = frozenset()


_O = TypeVar("_O")


class InstanceState(Generic[_O]):
    """The state of one object: its session, identity, changes and expiry. `inspect(obj)` returns it."""

    if TYPE_CHECKING:

        def _inspected(self) -> Self: ...

    __slots__ = (
        "__weakref__",
        "_deleted",
        "_info",
        "_key",
        "committed",
        "empty_collections",
        "expired",
        "expired_attributes",
        "insert_order",
        "load",
        "load_options",
        "load_path",
        "mapper",
        "modified",
        "owner",
        "parents",
        "pk",
        "queued",
        "ref",
        "runid",
    )

    is_own: ClassVar[bool] = True
    is_instance: ClassVar[bool] = True
    is_mapper: ClassVar[bool] = False
    is_aliased_class: ClassVar[bool] = False
    is_selectable: ClassVar[bool] = False
    is_property: ClassVar[bool] = False
    is_attribute: ClassVar[bool] = False
    is_bundle: ClassVar[bool] = False
    is_clause_element: ClassVar[bool] = False

    def __init__(self, mapper: Any, obj: object, load: LoadState) -> None:
        self.mapper = mapper
        self.load = load
        self.owner: Owner = load.owner
        self.ref = WeakRef(obj)
        self._key: Any = None
        # The primary key as identity maps have it: bare, if of one column. It counts while there is an identity.
        self.pk: Any = None
        self.committed: Values = {}
        self.modified = False
        self.expired = False
        self.expired_attributes: AbstractSet[str] = NO_NAMES
        self.load_options = load.options
        self.load_path = load.load_path
        self.queued: Values | None = None
        self.empty_collections: Values | None = None
        self.parents: Dict[Any, Any] | None = None
        self.insert_order: int | None = None
        self.runid: Any = None
        self._deleted = False
        self._info: Dict[Any, Any] | None = None

    # -- the object -------------------------------------------------------------------------------------------

    @property
    def obj(self) -> WeakRef[Any]:
        """The weak reference: `state.obj()` is the object, or None when it was garbage collected."""
        return self.ref

    @property
    def object(self) -> Any:
        return self.ref()

    @property
    def class_(self) -> type:
        result: type = self.mapper.class_
        return result

    @property
    def manager(self) -> Any:
        return self.mapper.class_manager

    @property
    def dict(self) -> Values:
        obj = self.ref()
        return obj.__dict__ if obj is not None else {}

    @property
    def info(self) -> Dict[Any, Any]:
        if self._info is None:
            self._info = {}
        return self._info

    # -- where it belongs -------------------------------------------------------------------------------------

    @property
    def session(self) -> Any:
        return self.owner.session

    @property
    def async_session(self) -> Any:
        session = self.owner.session
        return None if session is None else getattr(session, "async_session", None)

    @property
    def session_id(self) -> int | None:
        session = self.owner.session
        return None if session is None else session.hash_key

    @property
    def _attached(self) -> bool:
        return self.owner.session is not None

    @property
    def transient(self) -> bool:
        return self._key is None and self.owner.session is None

    @property
    def pending(self) -> bool:
        return self._key is None and self.owner.session is not None

    @property
    def persistent(self) -> bool:
        return self._key is not None and not self._deleted and self.owner.session is not None

    @property
    def deleted(self) -> bool:
        return self._key is not None and self._deleted and self.owner.session is not None

    @property
    def detached(self) -> bool:
        return self._key is not None and self.owner.session is None

    @property
    def was_deleted(self) -> bool:
        return self._deleted

    @property
    def has_identity(self) -> bool:
        return self._key is not None

    @property
    def identity(self) -> tuple[Any, ...] | None:
        key = self.key
        return None if key is None else key[1]

    @property
    def key(self) -> tuple[Any, tuple[Any, ...], Any] | None:
        """The identity key, `(class, primary key, token)`; None without an identity. Made when somebody asks."""
        key: tuple[Any, tuple[Any, ...], Any] | None = self._key
        if key is LATE:
            mapper = self.mapper
            pk = (self.pk,) if len(mapper.pk_keys) == 1 else self.pk
            key = self._key = (mapper.identity_mapper.class_, pk, None)
        return key

    @key.setter
    def key(self, key: tuple[Any, tuple[Any, ...], Any] | None) -> None:
        self._key = key
        pk = None if key is None else key[1]
        self.pk = pk[0] if pk is not None and len(pk) == 1 else pk

    @property
    def identity_key(self) -> tuple[Any, tuple[Any, ...], Any] | None:
        return self.key

    @property
    def identity_token(self) -> Any:
        key = self.key
        return None if key is None else key[2]

    # -- attributes -------------------------------------------------------------------------------------------

    @property
    def attrs(self) -> AttributeStates:
        """The attributes by name: `.history`, `.loaded_value`, `.value` of each."""
        return AttributeStates({key: AttributeState(self, key) for key in self.mapper.impls})

    @property
    def callables(self) -> Values:
        return {}

    @property
    def committed_state(self) -> Values:
        return self.committed

    @property
    def unloaded(self) -> set[str]:
        """Names of attributes that have no loaded value."""
        present = self.dict
        return {key for key in self.mapper.impls if key not in present and key not in self.committed}

    @property
    def unloaded_expirable(self) -> set[str]:
        return self.unloaded

    @property
    def unmodified(self) -> set[str]:
        """Names of attributes without a change."""
        return set(self.mapper.impls).difference(self.committed)

    def unmodified_intersection(self, keys: Iterable[str]) -> set[str]:
        return set(keys).intersection(self.mapper.impls).difference(self.committed)

    def get_impl(self, key: str) -> Any:
        return self.mapper.impls[key]

    def get_history(self, key: str, passive: int = PASSIVE_NO_INITIALIZE) -> History:
        history: History = self.mapper.impls[key].get_history(self, self.dict, passive)
        return history

    # -- changes of the state itself --------------------------------------------------------------------------

    def touch(self, obj: Any) -> None:
        """Mark as modified; a session that owns the object holds it strongly from here to the flush."""
        session = self.owner.session
        if session is not None:
            session._register_modified(self, obj)
        self.modified = True

    def commit(self, names: Iterable[str]) -> None:
        """Forget what `names` were before: their present values are those of the database."""
        committed, queued = self.committed, self.queued
        names = list(names)
        for name in names:
            committed.pop(name, None)
            if queued:
                queued.pop(name, None)
        if self.expired_attributes:
            present = self.dict
            self.expired_attributes = frozenset(
                name for name in self.expired_attributes if name not in names or name not in present
            )

    def commit_all(self) -> None:
        """The present values are those of the database."""
        if self.committed:
            self.committed.clear()
        if self.expired_attributes:
            present = self.dict
            self.expired_attributes = frozenset(n for n in self.expired_attributes if n not in present)
        self.queued = None
        self.modified = self.expired = False

    def expire(self, present: Values) -> None:
        """Forget all values; the next read asks the database."""
        mapper = self.mapper
        self.note_expired()
        for key in mapper.collection_keys:
            if key in present:
                mapper.impls[key].invalidate(present[key])
        if own_names(mapper).issuperset(present):
            # Nothing but mapped values: one step instead of one for each attribute.
            present.clear()
            present[STATE] = self
        else:
            for key in mapper.impls:
                present.pop(key, None)
            for key in mapper.derived_keys:
                present.pop(key, None)
        handlers = mapper.class_manager.dispatch.expire
        if handlers:
            self._tell(handlers, None)

    def note_expired(self) -> None:
        """All values are to be loaded anew; the caller takes them away."""
        self.expired = True
        self.modified = False
        if self.committed:
            self.committed.clear()
        self.queued = self.empty_collections = None
        self.expired_attributes = self.mapper.expirable_keys

    def _tell(self, handlers: Iterable[Callable[..., Any]], *arguments: Any) -> None:
        """Call handlers of an instance event with the object, while it lives."""
        obj = self.ref()
        if obj is not None:
            for handler in handlers:
                handler(obj, *arguments)

    def expire_attributes(self, present: Values, names: Iterable[str], no_loader: bool = False) -> None:
        """Forget the values of `names`; with `no_loader` only of those that a plain read does not load itself."""
        mapper = self.mapper
        expired = set(self.expired_attributes)
        for name in names:
            impl = mapper.impls.get(name)
            if impl is None:
                present.pop(name, None)
                continue
            if impl.loads_with_row:
                if no_loader and impl.deferred:
                    continue
                expired.add(name)
            old = present.pop(name, NO_VALUE)
            if impl.collection and old is not NO_VALUE:
                impl.invalidate(old)
            self.committed.pop(name, None)
            if self.queued:
                self.queued.pop(name, None)
        for name in mapper.derived_keys:
            present.pop(name, None)
        self.expired_attributes = frozenset(expired)
        handlers = mapper.class_manager.dispatch.expire
        if handlers:
            self._tell(handlers, list(names))

    def refreshed(self, names: Iterable[str] | None = None) -> None:
        """A load brought the expired values (all, or `names`)."""
        if names is None:
            self.expired = False
            self.expired_attributes = NO_NAMES
        else:
            self.expired_attributes = frozenset(self.expired_attributes).difference(names)
            if not self.expired_attributes:
                self.expired = False

    # -- pickling ---------------------------------------------------------------------------------------------

    def __getstate__(self) -> Values:
        carried = {
            "class_": self.mapper.class_,
            "instance": self.ref(),
            "key": self.key,
            "committed": self.committed,
            "expired": self.expired,
            "expired_attributes": set(self.expired_attributes),
            "modified": self.modified,
            "deleted": self._deleted,
            "transient": self.load.transient,
        }
        if self.queued:
            carried["queued"] = self.queued
        if self._info:
            carried["info"] = self._info
        if self.load_options:
            carried["load_options"] = self.load_options
        return carried

    def __setstate__(self, carried: Values) -> None:
        manager = carried["class_"].__dict__.get("_sa_class_manager")
        if manager is None or manager.mapper is None:
            raise UnmappedInstanceError(
                carried["instance"],
                f"Cannot deserialize object of type {carried['class_']!r} - no mapper() has been configured for "
                "this class within the current Python process!",
            )
        mapper = manager.mapper
        load = mapper.new_state if carried["transient"] else mapper.detached_state
        self.__init__(mapper, carried["instance"], load)  # type: ignore[misc]
        self.owner = DETACHED
        self.key = carried["key"]
        self.committed = carried["committed"]
        self.expired = carried["expired"]
        self.expired_attributes = frozenset(carried["expired_attributes"])
        self.modified = carried["modified"]
        self._deleted = carried["deleted"]
        self.queued = carried.get("queued")
        self._info = carried.get("info")
        self.load_options = carried.get("load_options", ())

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} of {self}>"

    def __str__(self) -> str:
        return state_str(self)


def promote(obj: Any) -> InstanceState:
    """The object's own state, made now if it shared one (or had none: an object made without its constructor).

    The identity key of a loaded object is computed from the primary key in its `__dict__`, which loaders always
    store; of a constructed one, every value it has counts as set.
    """
    present: dict[str, Any] = obj.__dict__
    shared = present.get(STATE)
    if type(shared) is InstanceState:
        return shared
    if shared is None:
        manager = getattr(type(obj), "_sa_class_manager", None)
        if manager is None:
            raise UnmappedInstanceError(obj)
        shared = manager.mapper.new_state
    load = shared if shared.__class__ is LoadState else shared.load
    mapper = load.mapper
    state: InstanceState[Any] = InstanceState(mapper, obj, load)
    if load.transient:
        impls = mapper.impls
        state.committed = committed = {name: NO_VALUE for name in present if name in impls}
        state.modified = bool(committed)
    else:
        state._key = LATE
        if not shared.expired:
            state.pk = mapper.pk_of(present)
        else:
            state.pk = shared.pk
            state.expired = True
            state.expired_attributes = mapper.expirable_keys
    present[STATE] = state
    if shared.modified:
        _take_changes(state, obj, shared)
    return state


def _take_changes(state: InstanceState, obj: Any, shared: Any) -> None:
    """The object leaves those with which it shared its changes."""
    state.committed = shared.take(obj, state.pk)
    state.modified = True
    if shared.promoted is not None:
        shared.promoted.append(state)
    session = state.owner.session
    if session is not None:
        session._register_modified(state, obj)


def own_names(mapper: Any) -> frozenset[str]:
    """Everything that the ORM itself puts into the `__dict__` of an object."""
    found = mapper.emitted.get("state.names")
    if found is None:
        found = mapper.emitted["state.names"] = frozenset((*mapper.impls, *mapper.derived_keys, STATE))
    names: frozenset[str] = found
    return names


def note_refreshed(obj: Any, names: Iterable[str]) -> None:
    """A load brought `names` to an object that may be expired; with all values there it shares its state again."""
    present = obj.__dict__
    state = present[STATE]
    if state.is_own:
        if state.expired or state.expired_attributes:
            state.refreshed(names)
    elif state.expired:
        if state.expired_attributes.issubset(present):
            present[STATE] = state.load
        else:
            promote(obj).refreshed(names)


def instance_state(instance: Any) -> InstanceState:
    """The `InstanceState` of a mapped object."""
    try:
        return promote(instance)
    except AttributeError:
        raise UnmappedInstanceError(instance) from None


def instance_dict(instance: Any) -> dict[str, Any]:
    """The values of a mapped object, as they are: no loading, no events."""
    result: dict[str, Any] = instance.__dict__
    return result


class StateDescriptor:
    """`_sa_instance_state` on a mapped class: reading it gives the object a state of its own."""

    __slots__ = ()

    def __get__(self, instance: Any, owner: type) -> Any:
        return self if instance is None else promote(instance)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[STATE] = value

    def __delete__(self, instance: Any) -> None:
        del instance.__dict__[STATE]


def state_str(state: InstanceState | None) -> str:
    """`<User at 0x7f...>`."""
    if state is None:
        return "None"
    obj = state.ref()
    return f"<{state.mapper.class_.__name__} at 0x{0 if obj is None else id(obj):x}>"


def instance_str(instance: object) -> str:
    return f"<{type(instance).__name__} at 0x{id(instance):x}>"


__all__ = [
    "NO_NAMES",
    "STATE",
    "InstanceState",
    "StateDescriptor",
    "instance_dict",
    "instance_state",
    "instance_str",
    "note_refreshed",
    "own_names",
    "promote",
    "state_str",
]
