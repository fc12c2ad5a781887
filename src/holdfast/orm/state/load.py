"""The state that unmodified objects share (flyweight).

One `LoadState` serves all objects of one mapper that one load put into one session, and one more per mapper serves
all objects that were just constructed (`transient`). Such an object owns nothing but its `__dict__`; the first
modification, or anybody who asks for `obj._sa_instance_state`, promotes it to an `InstanceState` of its own.

Emitted code relies on: `committed` of a load's state is empty (so that `name not in state.committed` sends a write to the
slow road, which promotes), that of the transient state holds all plain attributes (a write is just stored); `key` is None.

An object that was expired has no values left from which its key could be computed: it gets an `ExpiredState`, which
knows the key and the shared state it came from, and gives way to that again when the row is loaded anew.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, ClassVar, Final
from weakref import ref as WeakRef

from .changed import NOTHING, OfLoad
from .owner import DETACHED, Owner

_NOTHING: Mapping[str, Any] = {}
# In the place of an identity key that nobody asked for yet: it follows from the primary key.
LATE: Final[Any] = object()
# The provenance of objects that a flush inserted: a column that they were not given is NULL, and need not be asked for.
BORN: Final = "flush"
# The provenance of rows that an UPDATE or DELETE returned: they tell of what was written, and of nothing else.
RETURNED: Final = "returning"


class LoadState:
    """Shared by the objects of one load and one mapper: their session, their cohort, their origin.

    refs: weak references of the cohort, in the order of the rows. touched: how often an unloaded attribute of the
    cohort was asked for. transient: the objects were constructed, not loaded. following: the states that its objects share
    when they change, by attribute; False for an attribute whose change needs a state of the object's own.
    """

    __slots__ = (
        "committed",
        "following",
        "load_path",
        "loaded_keys",
        "mapper",
        "options",
        "owner",
        "provenance",
        "refs",
        "touched",
        "transient",
    )

    expired_attributes: ClassVar[frozenset[str]] = frozenset()
    key: ClassVar[None] = None
    _key: ClassVar[None] = None
    expired: ClassVar[bool] = False
    modified: ClassVar[bool] = False
    is_own: ClassVar[bool] = False
    _deleted: ClassVar[bool] = False

    def __init__(
        self,
        mapper: Any,
        owner: Owner = DETACHED,
        refs: list[WeakRef[Any]] | None = None,
        provenance: Any = None,
        *,
        transient: bool = False,
    ) -> None:
        self.mapper = mapper
        self.owner = owner
        self.refs: list[WeakRef[Any]] = [] if refs is None else refs
        self.provenance = provenance
        self.transient = transient
        # Of a constructed object every plain attribute counts as changed: writes then take the quick road at once.
        self.committed: Container[str] = mapper.class_manager.plain if transient else _NOTHING
        self.touched: dict[str, int] = {}
        self.following: dict[str, Any] = NOTHING
        self.loaded_keys: Any = None
        self.options: tuple[Any, ...] = ()
        self.load_path: Any = None

    @property
    def load(self) -> LoadState:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # An unpickled object is detached, but still light: its key follows from its `__dict__` when someone asks.
        return _restore, (self.mapper.class_, self.transient)

    def __deepcopy__(self, memo: dict[int, Any]) -> LoadState:
        return self

    def __repr__(self) -> str:
        return f"<LoadState of {self.mapper.class_.__name__}, {len(self.refs)} objects>"


class ExpiredState(OfLoad):
    """The state of an object about which only this is known: its key, and that its values must be loaded anew.

    load: the state its cohort shares. pk: its primary key as identity maps have it (bare, if of one column).
    """

    __slots__ = ("pk",)

    committed: ClassVar[Mapping[str, Any]] = _NOTHING
    expired: ClassVar[bool] = True
    modified: ClassVar[bool] = False
    _key: ClassVar[Any] = LATE

    def __init__(self, load: LoadState, pk: Any) -> None:
        self.load = load
        self.pk = pk

    @property
    def mapper(self) -> Any:
        return self.load.mapper

    @property
    def owner(self) -> Owner:
        return self.load.owner

    @property
    def key(self) -> tuple[Any, tuple[Any, ...], Any]:
        mapper = self.load.mapper
        return (mapper.identity_mapper.class_, (self.pk,) if len(mapper.pk_keys) == 1 else self.pk, None)

    @property
    def expired_attributes(self) -> frozenset[str]:
        names: frozenset[str] = self.load.mapper.expirable_keys
        return names

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore_expired, (self.load.mapper.class_, self.pk)

    def __repr__(self) -> str:
        return f"<ExpiredState of {self.load.mapper.class_.__name__} {self.pk!r}>"


def _restore_expired(class_: type, pk: Any) -> ExpiredState:
    return ExpiredState(class_.__dict__["_sa_class_manager"].mapper.detached_state, pk)


def _restore(class_: type, transient: bool) -> LoadState:
    mapper = class_.__dict__["_sa_class_manager"].mapper
    state: LoadState = mapper.new_state if transient else mapper.detached_state
    return state
