"""The link between a collection and the object whose attribute it is.

A collection calls its adapter when a member comes or goes; the adapter knows the owner (weakly) and the attribute.
What must not live here: how a list or set is instrumented (`instrument.py`), what a change means (`orm.attributes`).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeAlias

from ...util import warn

# Who began a change: None (the user), False (nobody shall hear of it), or an event token.
Initiator: TypeAlias = "Any | Literal[False]"


class CollectionAdapter:
    """Between one collection and one attribute of one object.

    empty: the collection is the default of an object without one, and enters its `__dict__` with the first member.
    invalidated: the object has forgotten the collection (expiry).
    """

    __slots__ = ("__weakref__", "_data", "attr", "empty", "invalidated", "owner_ref")

    def __init__(self, attr: Any, owner: Any, collection: Any) -> None:
        self.attr = attr
        self.owner_ref: Callable[[], Any] = weakref.ref(owner)
        self._data: Callable[[], Any] = weakref.ref(collection)
        self.empty = False
        self.invalidated = False
        collection._sa_adapter = self

    @property
    def data(self) -> Any:
        return self._data()

    @property
    def _key(self) -> str:
        key: str = self.attr.key
        return key

    @property
    def owner_state(self) -> Any:
        owner = self.owner_ref()
        return None if owner is None else owner._sa_instance_state

    # -- reading ----------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Any]:
        collection = self._data()
        return iter(collection._sa_iterator())

    def members(self) -> list[Any]:
        """The members now, as a list of its own."""
        collection = self._data()
        return list(collection._sa_iterator())

    def __len__(self) -> int:
        return len(self.members())

    def __bool__(self) -> bool:
        return True

    # -- called by the collection -----------------------------------------------------------------------------

    def fire_append(self, item: Any, initiator: Initiator = None) -> Any:
        """A member is about to come; answers the one to store."""
        if initiator is False:
            return item
        owner = self.owner_ref()
        if owner is None:
            return item
        if self.invalidated:
            self._warn_invalidated()
        return self.attr.item_added(owner, self, item, initiator)

    def fire_remove(self, item: Any, initiator: Initiator = None) -> None:
        """A member is about to go."""
        if initiator is False:
            return
        owner = self.owner_ref()
        if owner is None:
            return
        if self.invalidated:
            self._warn_invalidated()
        self.attr.item_removed(owner, self, item, initiator)

    def _warn_invalidated(self) -> None:
        warn("This collection has been invalidated.")

    # -- changes asked for by the ORM -------------------------------------------------------------------------

    def append_with_event(self, item: Any, initiator: Initiator = None) -> None:
        self._data()._sa_appender(item, _sa_initiator=initiator)

    def append_without_event(self, item: Any) -> None:
        self._data()._sa_appender(item, _sa_initiator=False)

    def remove_with_event(self, item: Any, initiator: Initiator = None) -> None:
        self._data()._sa_remover(item, _sa_initiator=initiator)

    def remove_without_event(self, item: Any) -> None:
        self._data()._sa_remover(item, _sa_initiator=False)

    def append_multiple_without_event(self, items: Iterable[Any]) -> None:
        self.fill(items)

    def fill(self, items: Iterable[Any]) -> None:
        """Put in what a load brought: no events."""
        collection = self._data()
        plain_fill = collection._sa_fill
        if plain_fill is not None:
            plain_fill(collection, items)
            return
        append = collection._sa_appender
        for item in items:
            append(item, _sa_initiator=False)

    def place(self, key: Any, item: Any, initiator: Initiator) -> None:
        """Put in one member of a bulk replacement. Only a plain dictionary needs the `key` it was given under."""
        collection = self._data()
        appender = getattr(collection, "_sa_appender", None)
        if appender is None:
            collection.__setitem__(key, item, initiator)
        else:
            appender(item, _sa_initiator=initiator)

    def clear_with_event(self, initiator: Initiator = None) -> None:
        collection = self._data()
        for item in list(collection._sa_iterator()):
            collection._sa_remover(item, _sa_initiator=initiator)

    def clear_without_event(self) -> None:
        self.clear_with_event(initiator=False)

    def invalidate_owner(self) -> None:
        """The attribute has another collection now: this one is a plain container from here on."""
        collection = self._data()
        if collection is not None:
            collection._sa_adapter = None

    # -- pickling ---------------------------------------------------------------------------------------------

    def __getstate__(self) -> dict[str, Any]:
        owner = self.owner_ref()
        return {
            "key": self.attr.key,
            "owner": owner,
            "data": self._data(),
            "invalidated": self.invalidated,
            "empty": self.empty,
        }

    def __setstate__(self, carried: dict[str, Any]) -> None:
        owner = carried["owner"]
        self.attr = type(owner)._sa_class_manager.mapper.impls[carried["key"]]
        self.owner_ref = weakref.ref(owner)
        self._data = weakref.ref(carried["data"])
        self.empty = carried["empty"]
        self.invalidated = carried["invalidated"]


def collection_adapter(collection: Any) -> Any:
    """The `CollectionAdapter` of a collection, or None if it belongs to no object."""
    return getattr(collection, "_sa_adapter", None)


adapter_of = collection_adapter
