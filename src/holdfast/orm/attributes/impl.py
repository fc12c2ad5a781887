"""The root of attribute implementations: one object per mapped class and attribute, which knows how it changes.

What lives here: what scalars, references and collections have in common; event tokens; the miss road (a value that is
not in `__dict__`). What must not: descriptors (what a class shows) and emitted code.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final, NoReturn

from ..exc import DetachedInstanceError
from ..flags import (
    CALLABLES_OK,
    NO_VALUE,
    NON_PERSISTENT_OK,
    PASSIVE_NO_RESULT,
    PASSIVE_OFF,
    SQL_OK,
)
from ..state import BORN, STATE, ChangedState, History, InstanceState, LoadState, instance_str, promote

OP_REMOVE: Final = "remove"
OP_APPEND: Final = "append"
OP_REPLACE: Final = "replace"
OP_BULK_REPLACE: Final = "bulk_replace"
OP_MODIFIED: Final = "modified"


class AttributeEventToken:
    """Who began a chain of attribute events: the attribute (`impl`, `key`, `parent_token`) and the operation (`op`)."""

    __slots__ = ("impl", "op", "parent_token")

    def __init__(self, impl: Any, op: str) -> None:
        self.impl = impl
        self.op = op
        self.parent_token = impl.parent_token

    @property
    def key(self) -> str:
        key: str = self.impl.key
        return key

    def hasparent(self, state: Any) -> Any:
        return self.impl.has_parent(state)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AttributeEventToken) and other.impl is self.impl and other.op == self.op

    def __hash__(self) -> int:
        return hash((id(self.impl), self.op))


class AttributeImpl:
    """How one attribute of one mapped class is read, changed and compared with what it was.

    `key`, `prop`, `mapper` name it; `dispatch` holds its listeners, `checks` its validators, which come first; `backrefs`
    are the names of attributes on the other side that follow a change, after the checks and before the listeners. Subclasses: `ScalarImpl`, `ReferenceImpl`, `CollectionImpl`.
    """

    __slots__ = (
        "_append_token",
        "_remove_token",
        "_replace_token",
        "active_history",
        "backrefs",
        "checks",
        "deferred",
        "dispatch",
        "key",
        "listening",
        "load_on_pending",
        "mapper",
        "parent_token",
        "prop",
        "save_update",
        "track_parent",
    )

    collection: ClassVar[bool] = False
    uses_objects: ClassVar[bool] = False
    loads_with_row: ClassVar[bool] = False  # its value comes with the row of the object itself
    supports_population: ClassVar[bool] = True

    def __init__(self, mapper: Any, key: str, prop: Any, dispatch: Any) -> None:
        self.mapper = mapper
        self.key = key
        self.prop = prop
        self.dispatch = dispatch
        self.parent_token: Any = prop
        self.checks: Any = None
        self.active_history = False
        self.deferred = False
        self.listening = False
        self.load_on_pending = False
        self.save_update = False
        self.track_parent = False
        self.backrefs: tuple[str, ...] = ()
        self._append_token = AttributeEventToken(self, OP_APPEND)
        self._remove_token = AttributeEventToken(self, OP_REMOVE)
        self._replace_token = AttributeEventToken(self, OP_REPLACE)

    @property
    def class_(self) -> type:
        result: type = self.mapper.class_
        return result

    def __str__(self) -> str:
        return f"{self.mapper.class_.__name__}.{self.key}"

    # -- reading ----------------------------------------------------------------------------------------------

    def load(self, obj: Any, present: dict[str, Any]) -> Any:
        """The road of a missing value: load it, or answer the default of an object that has nothing to load."""
        key = self.key
        state = present.get(STATE)
        if state is None:
            state = promote(obj)
        if key in state.committed and not self.collection:
            return self.default(obj, present)
        if key in state.expired_attributes:
            session = state.owner.session
            if session is None:
                self._refuse_detached(obj, "attribute refresh operation cannot proceed", own=True)
            session._load_expired(obj, state, state.expired_attributes)
            if key in present:
                return present[key]
            state = present[STATE]
        if state.load.transient if state.is_own else state.transient:
            if not self._loads_for(state):
                return self.default(obj, present)
        elif self.loads_with_row and not self.deferred and state.load.provenance is BORN:
            return self.default(obj, present)
        session = state.owner.session
        if session is None:
            if self.loads_with_row and not self.deferred and state.is_own and not state.expired:
                if state._key is None:
                    return self.default(obj, present)
            self._refuse_detached(obj, self._doing(), own=False)
        value = session._load_attribute(obj, state, self)
        if key in present:
            return present[key]
        return self.default(obj, present) if value is NO_VALUE or value is None else value

    def _loads_for(self, state: Any) -> bool:
        """Whether an object that was constructed here has something to load: once its row exists."""
        if self.loads_with_row:
            return self.deferred and state._key is not None
        return state._key is not None or (self.load_on_pending and state.owner.session is not None)

    def _doing(self) -> str:
        word = "deferred load" if self.loads_with_row else "lazy load"
        return f"{word} operation of attribute '{self.key}' cannot proceed"

    def _refuse_detached(self, obj: Any, what: str, *, own: bool) -> NoReturn:
        name = instance_str(obj)
        subject = f"Instance {name}" if own else f"Parent instance {name}"
        raise DetachedInstanceError(
            f"{subject} is not bound to a Session; {what}. Read `{self}` while the object is in a Session, load it "
            f"with the query (loader options), or bring the object back: session.add(obj).",
        )

    def get(self, obj: Any, present: dict[str, Any], passive: int = PASSIVE_OFF) -> Any:
        """The value as far as `passive` allows to look for it; `PASSIVE_NO_RESULT` or `NO_VALUE` else."""
        if self.key in present:
            return present[self.key]
        if passive == PASSIVE_OFF:
            return self.load(obj, present)
        state = promote(obj)
        if self.key in state.committed:
            return NO_VALUE
        if not passive & CALLABLES_OK:
            return PASSIVE_NO_RESULT if state._key is not None else NO_VALUE
        if not (state._key is not None or self._loads_for(state)) or not passive & NON_PERSISTENT_OK:
            return NO_VALUE
        session = state.owner.session
        if session is None:
            return PASSIVE_NO_RESULT
        if not passive & SQL_OK and self.loads_with_row:
            return PASSIVE_NO_RESULT
        if self.key in state.expired_attributes:
            session._load_expired(obj, state, state.expired_attributes)
            return present.get(self.key, NO_VALUE)
        return session._load_attribute(obj, state, self, passive)

    def default(self, obj: Any, present: dict[str, Any]) -> Any:
        """The answer for an object without a value and without anything to load."""
        if self.listening:
            value = NO_VALUE
            for listener in self.dispatch.init_scalar:
                value = listener(promote(obj).object, None if value is NO_VALUE else value, present)
            if value is not NO_VALUE:
                return value
        return None

    # -- changing ---------------------------------------------------------------------------------------------

    def set(self, obj: Any, value: Any, initiator: Any = None) -> None:
        raise NotImplementedError  # pragma: no cover - the root class has no values

    def delete(self, obj: Any) -> None:
        raise NotImplementedError  # pragma: no cover - the root class has no values

    def get_history(self, state: InstanceState, present: dict[str, Any], passive: int = PASSIVE_OFF) -> History:
        raise NotImplementedError  # pragma: no cover - the root class has no values

    def invalidate(self, value: Any) -> None:
        """Cut a value loose that its object forgets (collections)."""

    def note_change(self, obj: Any, present: dict[str, Any], old: Any) -> InstanceState:
        """Mark the object modified, and remember `old` if this is the attribute's first change."""
        state = promote(obj)
        if not state.modified:
            state.touch(obj)
        if self.key not in state.committed:
            state.committed[self.key] = old
        if self.listening:
            for listener in self.dispatch.modified:
                listener(obj, AttributeEventToken(self, OP_MODIFIED))
        return state

    # -- parents, for orphans ---------------------------------------------------------------------------------

    def has_parent(self, state: InstanceState, optimistic: bool = False) -> bool:
        """Whether the object (a member of this attribute) has a parent here; `optimistic` answers for the unknown."""
        if state.parents is None:
            return optimistic
        known = state.parents.get(self.parent_token)
        return optimistic if known is None else known is not False

    hasparent = has_parent

    def set_parent(self, child: InstanceState, parent: InstanceState | None, has: bool) -> None:
        """Remember that `child` became, or ceased to be, a member of `parent`'s attribute."""
        parents = child.parents
        if parents is None:
            parents = child.parents = {}
        if has:
            parents[self.parent_token] = parent
            return
        last = parents.get(self.parent_token)
        if last is not None and last is not False and parent is not None and last is not parent:
            # It moved to another parent meanwhile: the old one's farewell does not make it an orphan.
            return
        parents[self.parent_token] = False


def first_change(obj: Any, present: dict[str, Any], key: str) -> None:
    """Called by emitted `__setattr__` when a plain column attribute is not among the changed ones yet.

    A constructed object that still shares its state keeps sharing it: all it has counts as set.
    """
    shared: Any = present.get(STATE)
    kind = shared.__class__
    if kind is LoadState or kind is ChangedState:
        if shared.transient:
            return
        following = shared.following.get(key)
        if following is None:
            following = _share_changes(shared, key)
        if following and key in present:
            # Nearly every object that changes comes by here: it shares its state with those that changed the same.
            pk = shared.mapper.pk_of(present)
            if kind is LoadState:
                following.changes[pk] = (obj, present, present[key])
                present[STATE] = following
                return
            entry = shared.changes.get(pk)
            if entry is not None and entry[0] is obj:
                del shared.changes[pk]
                following.changes[pk] = (*entry, present[key])
                present[STATE] = following
                return
    state = promote(obj)
    if not state.modified:
        state.touch(obj)
    state.committed[key] = present.get(key, NO_VALUE)


def _share_changes(shared: Any, key: str) -> Any:
    """The state for objects that share `shared` and change `key`; False if each needs its own."""
    session = shared.owner.session
    return False if session is None else session._share_changes(shared, key)
