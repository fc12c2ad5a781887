"""`ClassManager`: how a class becomes a mapped one, attribute by attribute, and how its emitted functions get there.

A class is instrumented in two steps: mapping puts descriptors on it, cheaply (import time); the first use
(configuration, or the first object) writes and installs its `__init__`, `__setattr__` and `__delattr__`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import partial
from typing import Any

from ...codegen import build
from ...util import suggest
from ..flags import NO_VALUE
from ..state import STATE, ChangedState, LoadState, StateDescriptor, promote
from .descriptor import InstrumentedAttribute, InstrumentedDataAttribute
from .dispatch import InstanceDispatch
from .emit import (
    DELATTR,
    KEYWORD_INIT,
    KEYWORD_INIT_IN_HIERARCHY,
    OWN_INIT,
    OWN_INIT_IN_HIERARCHY,
    SETATTR,
    SETATTR_AMONG_OTHERS,
)
from .impl import first_change
from .populate import dict_setter

MANAGER = "_sa_class_manager"
_NONE: Mapping[str, Callable[[Any, Any], None]] = {}


class ClassManager(dict[str, Any]):
    """The instrumented attributes of one class by name, and the functions written for it."""

    def __init__(self, class_: type, mapper: Any, constructor: Callable[..., None] | None = None) -> None:
        super().__init__()
        self.class_ = class_
        self.mapper = mapper
        self.constructor = constructor
        self.dispatch = InstanceDispatch()
        self.plain: set[str] = set()
        self.others: set[str] = set()
        self.constructible: set[str] = set()
        self.setters: dict[str, Callable[[Any, Any], None]] = {}
        self.deleters: dict[str, Callable[[Any], None]] = {}
        mapper.class_manager = self
        self.new_state = LoadState(mapper, transient=True)
        self.finished = False
        self.setattr_source: str | None = None
        self.replaced: dict[str, Any] = {}
        self.own_setattr = not _is_emitted_or_plain(class_, "__setattr__")
        self.own_delattr = not _is_emitted_or_plain(class_, "__delattr__")
        self._install(MANAGER, self)
        self._install(STATE, StateDescriptor())
        self._install_first_use_init()

    is_mapped = True

    def _install(self, name: str, value: Any) -> None:
        if name not in self.replaced:
            self.replaced[name] = self.class_.__dict__.get(name)
        type.__setattr__(self.class_, name, value)

    # -- attributes -------------------------------------------------------------------------------------------

    def instrument(self, key: str, impl: Any, comparator: Any) -> InstrumentedAttribute[Any]:
        """Put a mapped attribute on the class."""
        kind = InstrumentedDataAttribute if self.own_setattr or self.own_delattr else InstrumentedAttribute
        attribute: InstrumentedAttribute[Any] = kind(self.class_, key, self.mapper, comparator, impl)
        self._install(key, attribute)
        self[key] = attribute
        self.register(key, impl)
        return attribute

    def register(self, key: str, impl: Any) -> None:
        """Choose the road of writes to an attribute; called again when it gets its first listener."""
        if impl.dispatch.changed is None:
            impl.dispatch.changed = partial(self.register, key, impl)
        impl.listening = bool(impl.dispatch) or impl.checks is not None
        quick = impl.loads_with_row and not impl.listening and not self.own_setattr
        self.plain.discard(key)
        self.constructible.discard(key)
        if quick:
            self.others.discard(key)
            self.constructible.add(key)
            if not impl.active_history:
                self.plain.add(key)
        else:
            self.others.add(key)
        self.setters[key] = impl.set
        self.deleters[key] = impl.delete
        if self.finished:
            self._install_setattr()

    def forget(self, key: str) -> None:
        """Take a mapped attribute off the class."""
        self.pop(key, None)
        for names in (self.plain, self.constructible, self.others):
            names.discard(key)
        self.setters.pop(key, None)
        self.deleters.pop(key, None)

    # -- emitted functions ------------------------------------------------------------------------------------

    def _install_first_use_init(self) -> None:
        own = self.class_.__dict__.get("__init__")
        self.own_init = own if own is not None and not getattr(own, "_sa_first_use", False) else None
        manager = self

        def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
            manager.mapper._check_configure()
            manager.finish()
            type(self).__init__(self, *args, **kwargs)

        _mark(__init__, own)
        setattr(__init__, "_sa_first_use", True)
        self._install("__init__", __init__)

    def finish(self) -> None:
        """Write and install the functions of the class; once."""
        if self.finished:
            return
        self.finished = True
        cls = self.class_
        self._install("__init__", self._make_init())
        self._install_setattr()
        if not self.own_delattr:
            names = {"deleters": self.deleters, "delete_other": object.__delattr__}
            self._install("__delattr__", _emitted(cls, "__delattr__", DELATTR, names))
        if getattr(cls, "__getstate__") is object.__getstate__:
            self._install("__getstate__", _state_to_pickle)

    def _install_setattr(self) -> None:
        """Write `__setattr__`; anew when the first attribute came that wants more than history."""
        if self.own_setattr:
            return
        source = SETATTR_AMONG_OTHERS if self.others else SETATTR
        if source is self.setattr_source:
            return
        self.setattr_source = source
        names = {
            "plain": self.plain,
            "others": self.others,
            "setters": self.setters,
            "first_change": first_change,
            "set_other": object.__setattr__,
        }
        self._install("__setattr__", _emitted(self.class_, "__setattr__", source, names))

    def _make_init(self) -> Callable[..., None]:
        cls = self.class_
        names: dict[str, Any] = {
            "new_state": self.new_state,
            "dispatch": self.dispatch,
            "fire_init": self._fire_init,
            "fire_init_failure": self._fire_init_failure,
        }
        keyword_source, own_source = KEYWORD_INIT, OWN_INIT
        told_by = self.mapper.discriminator_key
        if told_by is not None:
            names.update(discriminator=told_by, identity=self.mapper.polymorphic_identity)
            keyword_source, own_source = KEYWORD_INIT_IN_HIERARCHY, OWN_INIT_IN_HIERARCHY
        original = self.own_init if self.own_init is not None else _inherited_init(cls)
        if original is None and self.constructor is not None and getattr(self.constructor, "_sa_default", False):
            names.update(
                constructible=self.constructible,
                construct=construct,
                quick=self.constructible,
                setters={} if self.own_setattr else self.setters,
                set_dict=dict_setter(cls),
            )
            return _emitted(cls, "__init__", keyword_source, names)
        if original is None:
            original = self.constructor or object.__init__
        names["original"] = original
        made = _emitted(cls, "__init__", own_source, names)
        _mark(made, original)
        return made

    def _fire_init(self, obj: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for listener in self.dispatch.init:
            listener(obj, args, kwargs)

    def _fire_init_failure(self, obj: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for listener in self.dispatch.init_failure:
            listener(obj, args, kwargs)

    def unregister(self) -> None:
        """Give the class back as it was."""
        for name, value in self.replaced.items():
            if value is None:
                if name in self.class_.__dict__:
                    type.__delattr__(self.class_, name)
            else:
                type.__setattr__(self.class_, name, value)
        self.replaced.clear()

    def has_state(self, instance: Any) -> bool:
        return STATE in instance.__dict__

    def has_parent(self, state: Any, key: str, optimistic: bool = False) -> bool:
        result: bool = self.mapper.impls[key].has_parent(state, optimistic)
        return result

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __repr__(self) -> str:
        return f"<ClassManager of {self.class_!r}>"


def construct(
    self: Any,
    kwargs: dict[str, Any],
    quick: Container[str] = (),
    setters: Mapping[str, Callable[[Any, Any], None]] = _NONE,
) -> None:
    """Set attributes from the keywords of the default constructor; refuse a name that the class does not have.

    quick: column attributes that a new object may just store. setters: how mapped attributes are set, where the class
    has no `__setattr__` of its own.
    """
    cls = type(self)
    present = self.__dict__
    for name, value in kwargs.items():
        if name in quick:
            state = present[STATE]
            if not state.is_own and state.transient:
                present[name] = value
                continue
            if state.is_own and state._key is None and state.modified:
                if name not in state.committed:
                    state.committed[name] = NO_VALUE
                present[name] = value
                continue
        setter = setters.get(name)
        if setter is not None:
            setter(self, value)
            continue
        if not hasattr(cls, name):
            known = list(cls._sa_class_manager)
            raise TypeError(
                f"{name!r} is an invalid keyword argument for {cls.__name__}.{suggest(name, known)}".removesuffix(".")
            )
        setattr(self, name, value)


def default_constructor(self: Any, **kwargs: Any) -> None:
    """The declarative constructor: keywords are names of attributes of the class."""
    construct(self, kwargs)


def _emitted(cls: type, name: str, source: str, names: dict[str, Any]) -> Callable[..., Any]:
    function: Callable[..., Any] = build(source, name, names)
    setattr(function, "_sa_emitted", True)
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    return function


def _mark(function: Any, original: Any) -> None:
    if original is not None and original is not object.__init__:
        function.__wrapped__ = original
        function.__doc__ = original.__doc__


def _is_emitted_or_plain(cls: type, name: str) -> bool:
    found = getattr(cls, name)
    return found is getattr(object, name) or getattr(found, "_sa_emitted", False)


def _state_to_pickle(self: Any) -> Any:
    """What Python pickles or copies of an object; a changed one takes along what it was before."""
    if type(self.__dict__.get(STATE)) is ChangedState:
        promote(self)
    return object.__getstate__(self)


def _inherited_init(cls: type) -> Any:
    """The `__init__` that a base which is not mapped brings; None when there is only `object`'s or an emitted one."""
    for base in cls.__mro__[1:]:
        found = base.__dict__.get("__init__")
        if found is None or base is object:
            continue
        if getattr(found, "_sa_default", False):
            return None
        manager = base.__dict__.get(MANAGER)
        if manager is not None:
            if manager.own_init is not None:
                return found if getattr(found, "_sa_emitted", False) else manager.own_init
            continue
        return found
    return None


def manager_of_class(cls: type) -> ClassManager:
    """The manager of a mapped class itself (not of a base)."""
    manager: ClassManager = cls.__dict__[MANAGER]
    return manager


def opt_manager_of_class(cls: type) -> ClassManager | None:
    return cls.__dict__.get(MANAGER)
