"""The event families of mappings: mappers, objects, attributes.

What lives here: which events exist, their arguments, and how a user's listener is wrapped for `raw`, `retval`,
`propagate`. What must not: raising them; the boxes on the left do that from their tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..event import Dispatch, Events
from ..exc import InvalidRequestError
from .attributes import QueryableAttribute
from .mapper import MAPPER_EVENTS, Mapper, MapperRegistry, add_after_configured, mapper_or_none
from .state import promote

Listener = Callable[..., Any]


class _OnClasses(Events):
    """Events of a mapped class: the target may be the class, its mapper, or (before it is mapped) a base of it."""

    @classmethod
    def _accept(cls, target: Any) -> Any:
        if target is Mapper or isinstance(target, Mapper):
            return target
        if isinstance(target, type) and mapper_or_none(target) is not None:
            return mapper_or_none(target)
        if isinstance(target, type) and (hasattr(target, "_sa_registry") or _is_plain_class(target)):
            return target
        return None

    @classmethod
    def _dispatch_of(cls, mapper: Mapper) -> Dispatch:
        raise NotImplementedError  # pragma: no cover - each family names its table

    @classmethod
    def _listen(
        cls, target: Any, name: str, listener: Listener, stored: Listener, *, first: bool = False, **options: Any
    ) -> None:
        propagate = bool(options.get("propagate", False))
        stored = cls._wrap(name, stored, raw=bool(options.get("raw", False)))
        for mapper in _mappers_of(target, propagate):
            cls._dispatch_of(mapper)._file(name, listener, stored, first=first)
        if propagate or not isinstance(target, Mapper):
            _waiting.append((cls, target, name, listener, stored, first, propagate))

    @classmethod
    def _remove(cls, target: Any, name: str, listener: Listener) -> None:
        found = [cls._dispatch_of(mapper)._unfile(name, listener) for mapper in _mappers_of(target, propagate=True)]
        waiting = [entry for entry in _waiting if not (entry[0] is cls and entry[1:4] == (target, name, listener))]
        if not any(found) and len(waiting) == len(_waiting):
            raise InvalidRequestError(f"No listeners found for event {target!r} / {name!r} / {listener!r}")
        _waiting[:] = waiting

    @classmethod
    def _contains(cls, target: Any, name: str, listener: Listener) -> bool:
        return any(cls._dispatch_of(mapper)._has(name, listener) for mapper in _mappers_of(target, propagate=True))

    @classmethod
    def _wrap(cls, name: str, listener: Listener, *, raw: bool) -> Listener:
        return listener


class MapperEvents(_OnClasses):
    """What happens to mappers, and to the rows of their objects in a flush."""

    @classmethod
    def _dispatch_of(cls, mapper: Mapper) -> Dispatch:
        return mapper.dispatch

    @classmethod
    def _listen(
        cls, target: Any, name: str, listener: Listener, stored: Listener, *, first: bool = False, **options: Any
    ) -> None:
        if name == "after_configured":
            add_after_configured(stored)
            return
        super()._listen(target, name, listener, stored, first=first, **options)

    @classmethod
    def _wrap(cls, name: str, listener: Listener, *, raw: bool) -> Listener:
        if raw and name.rsplit("_", maxsplit=1)[-1] in ("insert", "update", "delete"):
            return _with_state(listener, 2)
        return listener

    def before_insert(self, mapper: Any, connection: Any, target: Any) -> None: ...
    def after_insert(self, mapper: Any, connection: Any, target: Any) -> None: ...
    def before_update(self, mapper: Any, connection: Any, target: Any) -> None: ...
    def after_update(self, mapper: Any, connection: Any, target: Any) -> None: ...
    def before_delete(self, mapper: Any, connection: Any, target: Any) -> None: ...
    def after_delete(self, mapper: Any, connection: Any, target: Any) -> None: ...
    def instrument_class(self, mapper: Any, class_: Any) -> None: ...
    def after_mapper_constructed(self, mapper: Any, class_: Any) -> None: ...
    def before_mapper_configured(self, mapper: Any, class_: Any) -> None: ...
    def mapper_configured(self, mapper: Any, class_: Any) -> None: ...
    def after_configured(self) -> None: ...


class InstanceEvents(_OnClasses):
    """What happens to objects: constructed, loaded, refreshed, expired, pickled."""

    @classmethod
    def _dispatch_of(cls, mapper: Mapper) -> Dispatch:
        return mapper.class_manager.dispatch

    @classmethod
    def _wrap(cls, name: str, listener: Listener, *, raw: bool) -> Listener:
        return _with_state(listener, 0) if raw else listener

    def first_init(self, manager: Any, cls: Any) -> None: ...
    def init(self, target: Any, args: Any, kwargs: Any) -> None: ...
    def init_failure(self, target: Any, args: Any, kwargs: Any) -> None: ...
    def load(self, target: Any, context: Any) -> None: ...
    def refresh(self, target: Any, context: Any, attrs: Any) -> None: ...
    def refresh_flush(self, target: Any, flush_context: Any, attrs: Any) -> None: ...
    def expire(self, target: Any, attrs: Any) -> None: ...
    def pickle(self, target: Any, state_dict: Any) -> None: ...
    def unpickle(self, target: Any, state_dict: Any) -> None: ...


class AttributeEvents(Events):
    """What happens to one attribute: `listen(User.name, "set", fn)`."""

    @classmethod
    def _accept(cls, target: Any) -> Any:
        return target if isinstance(target, QueryableAttribute) and target.impl is not None else None

    @classmethod
    def _listen(
        cls, target: Any, name: str, listener: Listener, stored: Listener, *, first: bool = False, **options: Any
    ) -> None:
        stored = _attribute_listener(
            name, stored, raw=bool(options.get("raw", False)), retval=bool(options.get("retval", False))
        )
        for impl in _impls_of(target, bool(options.get("propagate", False))):
            if options.get("active_history"):
                impl.active_history = True
            impl.dispatch._file(name, listener, stored, first=first)

    @classmethod
    def _remove(cls, target: Any, name: str, listener: Listener) -> None:
        found = [impl.dispatch._unfile(name, listener) for impl in _impls_of(target, propagate=True)]
        if not any(found):
            raise InvalidRequestError(f"No listeners found for event {target!r} / {name!r} / {listener!r}")

    @classmethod
    def _contains(cls, target: Any, name: str, listener: Listener) -> bool:
        return any(impl.dispatch._has(name, listener) for impl in _impls_of(target, propagate=True))

    def append(self, target: Any, value: Any, initiator: Any) -> Any: ...
    def append_wo_mutation(self, target: Any, value: Any, initiator: Any) -> None: ...
    def bulk_replace(self, target: Any, values: Any, initiator: Any) -> None: ...
    def remove(self, target: Any, value: Any, initiator: Any) -> None: ...
    def set(self, target: Any, value: Any, oldvalue: Any, initiator: Any) -> Any: ...
    def init_scalar(self, target: Any, value: Any, dict_: Any) -> Any: ...
    def init_collection(self, target: Any, collection: Any, collection_adapter: Any) -> None: ...
    def dispose_collection(self, target: Any, collection: Any, collection_adapter: Any) -> None: ...
    def modified(self, target: Any, initiator: Any) -> None: ...


# -- wrapping ---------------------------------------------------------------------------------------------------


def _with_state(listener: Listener, position: int) -> Listener:
    """`raw=True`: the listener gets the state in place of the object."""

    def call(*arguments: Any) -> Any:
        return listener(*arguments[:position], promote(arguments[position]), *arguments[position + 1 :])

    return call


def _attribute_listener(name: str, listener: Listener, *, raw: bool, retval: bool) -> Listener:
    stored = _with_state(listener, 0) if raw else listener
    if name == "init_scalar":
        return _init_scalar(stored, retval=retval)
    if name in ("set", "append") and not retval:

        def keep_value(obj: Any, value: Any, *rest: Any) -> Any:
            stored(obj, value, *rest)
            return value

        return keep_value
    return stored


def _init_scalar(listener: Listener, *, retval: bool) -> Listener:
    def call(obj: Any, value: Any, present: dict[str, Any]) -> Any:
        answer = listener(obj, value, present)
        return answer if retval else value

    return call


# -- where a listener went --------------------------------------------------------------------------------------

_waiting: list[tuple[type[_OnClasses], Any, str, Listener, Listener, bool, bool]] = []


def _mappers_of(target: Any, propagate: bool) -> Iterator[Mapper]:
    if isinstance(target, Mapper):
        yield from target.self_and_descendants if propagate else (target,)
        return
    for mapper in all_mappers():
        if target is Mapper or (isinstance(target, type) and issubclass(mapper.class_, target) and propagate):
            yield mapper


def all_mappers() -> Iterator[Mapper]:
    """Every mapper there is."""
    for home in MapperRegistry.all():
        yield from home.mappers


def _impls_of(attribute: Any, propagate: bool) -> Iterator[Any]:
    mapper = attribute._parententity.mapper
    for each in mapper.self_and_descendants if propagate else (mapper,):
        impl = each.impls.get(attribute.key)
        if impl is not None:
            yield impl


def _is_plain_class(target: type) -> bool:
    """A class that may be a mixin or base of mapped classes; not one of the library's own targets of events."""
    return not target.__module__.startswith("holdfast.") and target.__module__ != "builtins"


def hand_down(mapper: Mapper) -> None:
    """Listeners that were registered for all classes, or for a base with `propagate`, hear of a new mapper."""
    for family, target, name, listener, stored, first, propagate in _waiting:
        if target is Mapper or _concerns(target, mapper, propagate):
            family._dispatch_of(mapper)._file(name, listener, stored, first=first)
    for name in ("instrument_class",):
        for listener in getattr(mapper.dispatch, name):
            listener(mapper, mapper.class_)


def _concerns(target: Any, mapper: Mapper, propagate: bool) -> bool:
    if isinstance(target, Mapper):
        return propagate and target is not mapper and mapper.isa(target)
    return mapper.class_ is target or (propagate and issubclass(mapper.class_, target))


MapperRegistry.on_new_mapper.append(hand_down)

__all__ = ["MAPPER_EVENTS", "AttributeEvents", "InstanceEvents", "MapperEvents"]
