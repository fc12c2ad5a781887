"""Making a container class tell its adapter what comes and goes.

Lists, sets and dictionaries (and what behaves like one) get wrappers around their mutators; other classes say with the
decorators of `decorators.py` what their methods do. What must not live here: what a change means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...exc import ArgumentError
from .wrappers_dict import DICT_WRAPPERS
from .wrappers_list import LIST_WRAPPERS
from .wrappers_set import SET_WRAPPERS

_WRAPPERS: dict[Any, dict[str, Callable[..., Any]]] = {list: LIST_WRAPPERS, set: SET_WRAPPERS, dict: DICT_WRAPPERS}
_ROLES: dict[Any, dict[str, str]] = {
    list: {"appender": "append", "remover": "remove", "iterator": "__iter__"},
    set: {"appender": "add", "remover": "remove", "iterator": "__iter__"},
    dict: {"iterator": "values"},
}


def duck_type_of(specimen: Any) -> Any:
    """`list`, `set` or `dict` for a class that is or behaves like one (`__emulates__` decides), else None."""
    cls = specimen if isinstance(specimen, type) else type(specimen)
    if hasattr(cls, "__emulates__"):
        emulated = cls.__emulates__
        if emulated is None:
            return None
        return next((kind for kind in (list, set, dict) if issubclass(emulated, kind)), emulated)
    for kind in (list, set, dict):
        if issubclass(cls, kind):
            return kind
    if hasattr(cls, "append"):
        return list
    if hasattr(cls, "add"):
        return set
    if hasattr(cls, "set"):
        return dict
    return None


def prepare_factory(factory: Any) -> tuple[Callable[[], Any], Any]:
    """A factory of instrumented collections from what the user gave, and the kind it behaves like."""
    if factory in _BUILTIN:
        factory = _BUILTIN[factory]
    specimen = factory()
    cls = type(specimen)
    if cls in (list, set, dict):
        if isinstance(factory, type):
            raise ArgumentError(
                f"Can not instrument a built-in type. Use a subclass, even a trivial one: {cls.__name__}"
            )
        kind, convert = _BUILTIN[cls], factory
        return (lambda: kind(convert())), cls
    if "_sa_instrumented_class" not in cls.__dict__:
        instrument_class(cls)
    return factory, duck_type_of(cls)


_BUILTIN: dict[type, type] = {}


def register_builtin(kind: type, instrumented: type) -> None:
    """`instrumented` stands for the built-in `kind` wherever a user names that."""
    _BUILTIN[kind] = instrumented


def instrument_class(cls: Any) -> None:
    """Wrap the mutators of a collection class, and find its appender, remover and iterator."""
    if cls.__module__ == "builtins":
        raise ArgumentError("Can not instrument a built-in type. Use a subclass, even a trivial one.")
    roles, methods = _declared(cls)
    kind = duck_type_of(cls)
    if kind in _ROLES:
        for role, name in _ROLES[kind].items():
            roles.setdefault(role, name)
        for name, wrap in _WRAPPERS[kind].items():
            method = getattr(cls, name, None)
            if method is not None and name not in methods and not hasattr(method, "_sa_instrumented"):
                setattr(cls, name, _mark(wrap(method), method))
    _check_roles(cls, roles)
    for name, (before, argument, after) in methods.items():
        setattr(cls, name, _mark(_wrap_declared(getattr(cls, name), before, argument, after), getattr(cls, name)))
    for role in ("appender", "remover"):
        name = roles[role]
        method = getattr(cls, name)
        if not hasattr(method, "_sa_instrumented") and name not in methods:
            direction = "fire_append" if role == "appender" else "fire_remove"
            setattr(cls, name, _mark(_wrap_declared(method, direction, 1, None), method))
    for role, name in roles.items():
        setattr(cls, f"_sa_{role}", getattr(cls, name))
    if not hasattr(cls, "_sa_adapter"):
        cls._sa_adapter = None
    if "_sa_fill" not in cls.__dict__:
        cls._sa_fill = None
    if not hasattr(cls, "_sa_converter"):
        cls._sa_converter = None
    cls._sa_instrumented_class = True


def _declared(cls: Any) -> tuple[dict[str, str], dict[str, tuple[str | None, Any, str | None]]]:
    """What decorators say: method name by role, and what methods do to the members."""
    roles: dict[str, str] = {}
    methods: dict[str, tuple[str | None, Any, str | None]] = {}
    for base in cls.__mro__:
        for name, method in base.__dict__.items():
            if not callable(method):
                continue
            role = getattr(method, "_sa_instrument_role", None)
            if role is not None and role not in roles:
                roles[role] = name
            before = getattr(method, "_sa_instrument_before", None)
            after = getattr(method, "_sa_instrument_after", None)
            if (before or after) and name not in methods and not hasattr(method, "_sa_instrumented"):
                direction, argument = before if before else (None, None)
                methods[name] = (direction, argument, after)
    return roles, methods


def _check_roles(cls: type, roles: dict[str, str]) -> None:
    for role in ("appender", "remover", "iterator"):
        if role not in roles or not hasattr(cls, roles[role]):
            raise ArgumentError(
                f"Type {cls.__name__} must elect {'a' if role == 'remover' else 'an'} {role} method to be a collection class"
            )


def _mark(wrapper: Callable[..., Any], method: Any) -> Callable[..., Any]:
    setattr(wrapper, "_sa_instrumented", True)
    wrapper.__doc__ = getattr(method, "__doc__", None)
    wrapper.__name__ = getattr(method, "__name__", wrapper.__name__)
    role = getattr(method, "_sa_instrument_role", None)
    if role is not None:
        setattr(wrapper, "_sa_instrument_role", role)
    return wrapper


def _wrap_declared(method: Any, before: str | None, argument: Any, after: str | None) -> Callable[..., Any]:
    """A method of a user's class that tells the adapter of its argument (before) or of its result (after)."""

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        initiator = kwargs.pop("_sa_initiator", None)
        adapter = args[0]._sa_adapter
        if adapter is None or initiator is False:
            return method(*args, **kwargs)
        if before is not None:
            if isinstance(argument, int):
                if len(args) <= argument:
                    name = next(iter(kwargs), None)
                    if name is None:
                        raise ArgumentError(f"Missing argument {argument}")
                    value = kwargs[name]
                else:
                    name, value = None, args[argument]
            else:
                name, value = argument, kwargs.get(argument)
            value = (
                getattr(adapter, before)(value, initiator)
                if before == "fire_append"
                else _removed(adapter, value, initiator)
            )
            if name is None:
                args = (*args[:argument], value, *args[argument + 1 :])
            else:
                kwargs[name] = value
        result = method(*args, **kwargs)
        if after is not None and result is not None:
            getattr(adapter, after)(result, initiator)
        return result

    return wrapper


def _removed(adapter: Any, value: Any, initiator: Any) -> Any:
    adapter.fire_remove(value, initiator)
    return value
