"""The state that changed objects share: those of one load of which the same plain columns changed, and nothing else.

The objects' former values are entries of one dictionary, so that a change costs an object no state of its own. Whoever
asks for such an object's state, or does more with it than set columns, promotes it: it leaves with its entry.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from ..flags import NO_VALUE, STATE

if TYPE_CHECKING:
    from .load import LoadState

# What follows a state that nobody has left yet; never written to.
NOTHING: Final[dict[str, Any]] = {}


class OfLoad:
    """A shared state that came of the state of a load, and has from it what it does not know better."""

    __slots__ = ("load",)

    is_own: ClassVar[bool] = False
    transient: ClassVar[bool] = False
    _deleted: ClassVar[bool] = False

    load: LoadState

    @property
    def options(self) -> Any:
        return self.load.options

    @property
    def load_path(self) -> Any:
        return self.load.load_path

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class ChangedState(OfLoad):
    """Shared by the objects of `load` whose attributes `names` changed, in this order.

    changes: by primary key (bare, if of one column) the object, its `__dict__`, and the value before the change of each
    of `names`. following: the states of those that changed one attribute more, by that attribute. promoted: while a
    flush writes these objects, the states of those that left meanwhile. together: all of the session's, which thus live
    as long as one of the objects.
    """

    __slots__ = ("changes", "committed", "following", "mapper", "names", "owner", "promoted", "together")

    expired_attributes: ClassVar[frozenset[str]] = frozenset()
    key: ClassVar[None] = None
    _key: ClassVar[None] = None
    expired: ClassVar[bool] = False
    modified: ClassVar[bool] = True

    def __init__(self, load: LoadState, names: tuple[str, ...], together: SharedChanges | None = None) -> None:
        self.load = load
        self.mapper = load.mapper
        self.owner = load.owner
        self.names = names
        self.committed = frozenset(names)
        self.changes: dict[Any, tuple[Any, ...]] = {}
        self.following: dict[str, Any] = NOTHING
        self.promoted: list[Any] | None = None
        self.together = together

    def take(self, obj: Any, pk: Any) -> dict[str, Any]:
        """Let an object go; answers what its attributes were before they changed.

        Of a copy that Python made of such an object's `__dict__` that is not known.
        """
        entry = self.changes.get(pk)
        if entry is None or entry[0] is not obj:
            return dict.fromkeys(self.names, NO_VALUE)
        del self.changes[pk]
        return dict(zip(self.names, entry[2:], strict=True))

    def __reduce__(self) -> tuple[Any, ...]:
        # Mapped classes promote an object that is pickled. Where a class has its own `__getstate__`, that an attribute
        # changed is kept, but not what it was before.
        return _restore, (self.mapper.class_, self.names)

    def __repr__(self) -> str:
        return f"<ChangedState of {self.mapper.class_.__name__}, {len(self.changes)} objects: {', '.join(self.names)}>"


class SharedChanges(list[ChangedState]):
    """All `ChangedState`s of one session; through them it holds its changed objects until a flush.

    promote: makes a state of its own for an object. A session that is gone without having been closed leaves its
    objects their changes, each its own.
    """

    __slots__ = ("__weakref__", "_promote", "_watch")

    def __init__(self, promote: Callable[[Any], Any]) -> None:
        super().__init__()
        self._promote = promote
        self._watch: Any = None

    def begin(self, origin: LoadState | ChangedState, name: str, session: Any) -> ChangedState:
        """A new shared state, for objects that share `origin` and change `name`."""
        names = origin.names if isinstance(origin, ChangedState) else ()
        state = ChangedState(origin.load, (*names, name), self)
        origin.following = {**origin.following, name: state}
        if self._watch is None:
            self._watch = weakref.ref(session, partial(_abandoned, weakref.ref(self)))
        self.append(state)
        return state

    def count(self) -> int:  # type: ignore[override]
        """How many objects there are."""
        return sum([len(state.changes) for state in self])

    def objects(self) -> list[Any]:
        return [entry[0] for state in self for entry in state.changes.values()]

    def share_again(self, state: ChangedState) -> None:
        """The changes are written: the objects share the state of their load, as before."""
        load = state.load
        for entry in state.changes.values():
            entry[1][STATE] = load
        self._drop(state)

    def take_apart(self, state: ChangedState) -> list[Any]:
        """Give each object a state of its own; those are answered."""
        promote = self._promote
        states = [promote(entry[0]) for entry in list(state.changes.values())]
        self._drop(state)
        return states

    def take_all_apart(self) -> None:
        for state in list(self):
            self.take_apart(state)

    def forget(self) -> None:
        """No object shares any of these states any more."""
        for state in list(self):
            self._drop(state)

    def _drop(self, state: ChangedState) -> None:
        state.changes = {}
        state.load.following = state.following = NOTHING
        self.remove(state)
        if not self:
            self._watch = None


def _abandoned(changes: Any, _: object) -> None:
    found = changes()
    if found is not None:
        found.take_all_apart()


def _restore(class_: type, names: tuple[str, ...]) -> ChangedState:
    return ChangedState(class_.__dict__["_sa_class_manager"].mapper.detached_state, names)
