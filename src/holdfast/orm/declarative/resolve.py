"""Names in the strings of a declarative mapping: classes by name or path, tables, and SQL functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...exc import InvalidRequestError
from ...sql import elements as sql
from ...sql.functions import func
from ...util import suggest, warn
from ..mapper import mapper_or_none
from ..relationships import foreign, remote
from .evaluate import evaluate

_FUNCTIONS: dict[str, Any] = {
    "and_": sql.and_,
    "asc": sql.asc,
    "cast": sql.cast,
    "desc": sql.desc,
    "foreign": foreign,
    "func": func,
    "not_": sql.not_,
    "null": sql.null,
    "nulls_first": sql.nulls_first,
    "nulls_last": sql.nulls_last,
    "or_": sql.or_,
    "remote": remote,
    "text": sql.text,
    "true": sql.true,
    "false": sql.false,
}


class SharedName(list[Any]):
    """Several classes of one name in a registry; they are told apart by their modules."""


def register_class(registry: Any, cls: type) -> None:
    """Make a class known by its name."""
    known = registry.class_registry.get(cls.__name__)
    if known is None or known is cls:
        registry.class_registry[cls.__name__] = cls
        return
    if known.__module__ == cls.__module__:
        warn(
            "This declarative base already contains a class with the same class name and module name as "
            f"{cls.__module__}.{cls.__name__}, and will be replaced in the string-lookup table."
        )
    if isinstance(known, SharedName):
        known[:] = [c for c in known if c.__module__ != cls.__module__]
        known.append(cls)
        return
    shared = SharedName([known, cls]) if known.__module__ != cls.__module__ else cls
    if isinstance(shared, SharedName):
        registry.shared_names[cls.__name__] = shared
        registry.class_registry.pop(cls.__name__, None)
    else:
        registry.class_registry[cls.__name__] = cls


class _ClassNames:
    """A mapped class in a string: its attributes are columns or mapped attributes."""

    __slots__ = ("_cls",)

    def __init__(self, cls: type) -> None:
        self._cls = cls

    def __getattr__(self, key: str) -> Any:
        mapper = mapper_or_none(self._cls)
        if mapper is not None and mapper.has_property(key):
            prop = mapper._props[key]
            if prop.is_column:
                return prop.columns[0]
            return getattr(self._cls, key)
        found = getattr(self._cls, key, None)
        if found is None:
            raise AttributeError(
                f"Class {self._cls!r} does not have a mapped column named '{key}'.{suggest(key, mapper._props if mapper else ())}"
            )
        return found

    def __call__(self) -> type:
        return self._cls


class _Module:
    """Part of a path such as `myapp.models.User`."""

    __slots__ = ("_find", "_path")

    def __init__(self, path: str, find: Callable[[str], Any]) -> None:
        self._path = path
        self._find = find

    def __getattr__(self, key: str) -> Any:
        return self._find(f"{self._path}.{key}")


class NameResolver:
    """Resolves the strings of one relationship of a class."""

    def __init__(self, cls: type, registry: Any, prop: Any) -> None:
        self.cls = cls
        self.registry = registry
        self.prop = prop

    def __call__(self, text: str, argument: str) -> Any:
        if argument == "secondary":
            table = self.registry.metadata.tables.get(text)
            if table is not None:
                return table
        value = evaluate(text, lambda name: self._name(name, text))
        if isinstance(value, _ClassNames):
            return value()
        if isinstance(value, _Module):
            self._refuse(value._path, text)
        if isinstance(value, (list, tuple)):
            return [member() if isinstance(member, _ClassNames) else member for member in value]
        return value

    def _name(self, name: str, text: str) -> Any:
        registry = self.registry
        shared = registry.shared_names.get(name)
        if shared is not None:
            raise InvalidRequestError(
                f'Multiple classes found for path "{name}" in the registry of this declarative base. Please use a fully '
                "module-qualified path: " + ", ".join(f"{c.__module__}.{c.__name__}" for c in shared)
            )
        found = registry.class_registry.get(name)
        if found is not None:
            return _ClassNames(found)
        if name in registry.metadata.tables:
            return registry.metadata.tables[name].c if f"{name}.c." not in text else registry.metadata.tables[name]
        if name in _FUNCTIONS:
            return _FUNCTIONS[name]
        if any(cls.__module__.split(".")[0] == name or name in cls.__module__.split(".") for cls in self._classes()):
            return _Module(name, lambda path: self._path(path, text))
        return self._refuse(name, text)

    def _classes(self) -> list[type]:
        shared = [cls for group in self.registry.shared_names.values() for cls in group]
        return [*self.registry.class_registry.values(), *shared]

    def _path(self, path: str, text: str) -> Any:
        module, _, name = path.rpartition(".")
        matches = [c for c in self._classes() if c.__name__ == name and f".{c.__module__}".endswith(f".{module}")]
        if len(matches) == 1:
            return _ClassNames(matches[0])
        if len(matches) > 1:
            raise InvalidRequestError(
                f'Multiple classes found for path "{path}" in the registry of this declarative base. Please use a fully '
                "module-qualified path."
            )
        return _Module(path, lambda longer: self._path(longer, text))

    def _refuse(self, name: str, text: str) -> Any:
        known = [cls.__name__ for cls in self._classes()]
        raise InvalidRequestError(
            f"When initializing mapper {self.prop.parent}, expression {text!r} failed to locate a name ({name!r}). If this is a class "
            f"name, consider adding this relationship() to the {self.cls!r} class after both dependent classes have been "
            f"defined.{suggest(name, known)}"
        )
