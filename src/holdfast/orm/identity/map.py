"""The identity map of a session: one object per row, held weakly.

Inside it is a dictionary of weak references per base mapper, which emitted loaders use directly (`refs_of`). No weak
reference has a callback: dead entries are swept when a table has grown. What must not live here: sessions' decisions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import ref as WeakRef

from ...exc import InvalidRequestError
from ..state import STATE, InstanceState, promote
from .key import IdentityKey, pk_key

# A table of so many entries is looked through for dead ones; then at twice what is left.
SWEEP_AT = 1024


class IdentityMap:
    """Objects of a session by identity. Keys outside are `(class, primary key, token)`, as in SQLAlchemy."""

    __slots__ = ("__weakref__", "_sweep_at", "by_mapper")

    def __init__(self) -> None:
        # base mapper -> {pk key: weak reference of the object}
        self.by_mapper: dict[Any, dict[Any, WeakRef[Any]]] = {}
        self._sweep_at: dict[Any, int] = {}

    # -- for loaders ------------------------------------------------------------------------------------------

    def refs_of(self, base_mapper: Any) -> dict[Any, WeakRef[Any]]:
        """The references of one base mapper by primary key: loaders read and write it directly."""
        refs = self.by_mapper.get(base_mapper)
        if refs is None:
            refs = self.by_mapper[base_mapper] = {}
        elif len(refs) > self._sweep_at.get(base_mapper, SWEEP_AT):
            self._sweep(base_mapper, refs)
        return refs

    def _sweep(self, base_mapper: Any, refs: dict[Any, WeakRef[Any]]) -> None:
        dead = [key for key, reference in refs.items() if reference() is None]
        for key in dead:
            del refs[key]
        self._sweep_at[base_mapper] = max(SWEEP_AT, 2 * len(refs))

    def lookup(self, base_mapper: Any, identity: tuple[Any, ...]) -> Any:
        """The object of a row, or None."""
        refs = self.by_mapper.get(base_mapper)
        if refs is None:
            return None
        reference = refs.get(pk_key(identity))
        return None if reference is None else reference()

    # -- by state ---------------------------------------------------------------------------------------------

    def add(self, state: InstanceState) -> bool:
        """Take an object in; refuses if another one stands for its row."""
        refs = self.refs_of(state.mapper.identity_mapper)
        key = state.pk
        reference = refs.get(key)
        other = None if reference is None else reference()
        if other is not None and other is not state.ref():
            raise InvalidRequestError(
                f"Can't attach instance {state}; another instance with key {state.key} is already present in this session."
            )
        refs[key] = state.ref
        return other is None

    def replace(self, state: InstanceState) -> InstanceState | None:
        """Take an object in, in the place of another one if need be; answers the state of that."""
        refs = self.refs_of(state.mapper.identity_mapper)
        key = state.pk
        reference = refs.get(key)
        other = None if reference is None else reference()
        refs[key] = state.ref
        return None if other is None or other is state.ref() else promote(other)

    def safe_discard(self, state: InstanceState) -> None:
        """Let go of an object if it is here."""
        if state._key is None:
            return
        refs = self.by_mapper.get(state.mapper.identity_mapper)
        if refs is None:
            return
        key = state.pk
        reference = refs.get(key)
        if reference is not None and reference() is state.ref():
            del refs[key]

    discard = safe_discard

    def contains_state(self, state: InstanceState) -> bool:
        key = state.key
        return key is not None and self.get(key) is state.ref()

    def all_states(self) -> list[InstanceState]:
        return [promote(obj) for obj in self.values()]

    # -- as a mapping -----------------------------------------------------------------------------------------

    def get(self, key: IdentityKey, default: Any = None) -> Any:
        """The object with this identity key, or `default`."""
        manager = key[0].__dict__.get("_sa_class_manager")
        if manager is None:
            return default
        obj = self.lookup(manager.mapper.identity_mapper, key[1])
        return default if obj is None else obj

    def __getitem__(self, key: IdentityKey) -> Any:
        obj = self.get(key)
        if obj is None:
            raise KeyError(key)
        return obj

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None  # type: ignore[arg-type]

    def has_key(self, key: IdentityKey) -> bool:
        return key in self

    def values(self) -> list[Any]:
        """The live objects, in the order in which they came."""
        found = []
        for refs in list(self.by_mapper.values()):
            for reference in list(refs.values()):
                obj = reference()
                if obj is not None:
                    found.append(obj)
        return found

    def items(self) -> list[tuple[IdentityKey, Any]]:
        return [(self._key_of(obj), obj) for obj in self.values()]

    def keys(self) -> list[IdentityKey]:
        return [self._key_of(obj) for obj in self.values()]

    @staticmethod
    def _key_of(obj: Any) -> IdentityKey:
        state = obj.__dict__[STATE]
        key = state.key
        if key is None:
            key = promote(obj).key
        assert key is not None
        return key  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[IdentityKey]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.values())

    def clear(self) -> None:
        self.by_mapper.clear()
        self._sweep_at.clear()

    def check_modified(self) -> bool:
        """Whether any object here has changes."""
        return any(obj.__dict__[STATE].modified for obj in self.values())

    def __repr__(self) -> str:
        return f"<IdentityMap of {len(self)} objects>"
