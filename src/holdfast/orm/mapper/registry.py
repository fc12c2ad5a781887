"""Which classes are mapped, which wait to be configured, and the configuration of all that wait.

What lives here: `MapperRegistry`, `configure_mappers()`, `class_mapper()` and its kin. What must not: declarative
scanning (`orm.declarative` extends the registry).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from weakref import WeakSet, WeakValueDictionary

from ...exc import ArgumentError, InvalidRequestError
from ...inspection import inspect
from ..exc import UnmappedClassError, UnmappedInstanceError

if TYPE_CHECKING:
    from .mapper import Mapper

_O = TypeVar("_O")

_lock = RLock()
_registries: WeakSet[MapperRegistry] = WeakSet()
_configuring = False


class MapperRegistry:
    """A set of mappers that may name each other, and the names of their classes."""

    # Called with each new mapper; `orm.events` hands listeners down here.
    on_new_mapper: ClassVar[list[Callable[[Any], None]]] = []

    def __init__(self, class_registry: dict[str, Any] | None = None) -> None:
        # A name that several classes share has a list of them.
        self.class_registry: Any = WeakValueDictionary() if class_registry is None else class_registry
        self._managers: dict[Any, None] = {}
        self._new_mappers = False
        self._dependencies: set[MapperRegistry] = set()
        _registries.add(self)

    @property
    def _class_registry(self) -> Any:
        return self.class_registry

    @property
    def mappers(self) -> frozenset[Any]:
        """All mappers of this registry."""
        return frozenset(manager.mapper for manager in self._managers)

    def _add_mapper(self, mapper: Any) -> None:
        self._managers[mapper.class_manager] = None
        self._new_mappers = True
        for tell in self.on_new_mapper:
            tell(mapper)

    @staticmethod
    def all() -> list[MapperRegistry]:
        """Every registry there is."""
        return list(_registries)

    def _mappers_to_configure(self) -> Iterator[Any]:
        return (manager.mapper for manager in list(self._managers) if not manager.mapper.configured)

    def configure(self, cascade: bool = False) -> None:
        """Configure the mappers of this registry that are not yet, and of the registries it depends on."""
        configure_registry(self)

    def dispose(self, cascade: bool = False) -> None:
        """Forget all mappers of this registry: their classes are plain again."""
        for manager in list(self._managers):
            manager.mapper._dispose()
            manager.unregister()
        self._managers.clear()
        self._new_mappers = False


def configure_mappers() -> None:
    """Work out everything that needs several mappers: relationships, backrefs, the functions of the classes.

    Happens by itself at the first use of a mapping, for its registry. Raises what is wrong with the first mapping that is.
    """
    if any(registry._new_mappers for registry in list(_registries)):
        _configure(lambda: list(_registries))


def configure_registry(registry: MapperRegistry) -> None:
    """The same for one registry and those that its relationships lead to: a mistake elsewhere does not matter here."""
    if any(each._new_mappers for each in _reached(registry)):
        _configure(lambda: _reached(registry))


def _reached(registry: MapperRegistry) -> list[MapperRegistry]:
    if not registry._dependencies:
        return [registry]
    reached = [registry]
    for each in reached:
        reached.extend(other for other in each._dependencies if other not in reached)
    return reached


def _configure(registries: Callable[[], list[MapperRegistry]]) -> None:
    global _configuring
    with _lock:
        if _configuring:
            return
        _configuring = True
        try:
            # Configuring may bring new properties (backrefs) and new registries, so it goes on until nothing is new.
            while waiting := [registry for registry in registries() if registry._new_mappers]:
                _configure_round(waiting)
        finally:
            _configuring = False


def _configure_round(waiting: list[MapperRegistry]) -> None:
    for registry in waiting:
        registry._new_mappers = False
    mappers = sorted(
        (mapper for registry in waiting for mapper in registry._mappers_to_configure()), key=lambda m: m.number
    )
    try:
        for mapper in mappers:
            _configure_one(mapper)
        for mapper in mappers:
            mapper.finish()
    except BaseException:
        for registry in waiting:
            registry._new_mappers = True
        raise
    for mapper in mappers:
        for listener in mapper.dispatch.mapper_configured:
            listener(mapper, mapper.class_)
    for listener in after_configured_listeners():
        listener()


def _configure_one(mapper: Any) -> None:
    failure = mapper._configure_failed
    if failure is not None:
        error = InvalidRequestError(
            "One or more mappers failed to initialize - can't proceed with initialization of other mappers. "
            f"Triggering mapper: '{mapper}'. Original exception was: {failure}"
        )
        error._configure_failed = failure  # type: ignore[attr-defined]
        raise error
    try:
        mapper.configure_properties()
    except Exception as error:
        mapper._configure_failed = error
        raise


_after_configured: list[Any] = []


def after_configured_listeners() -> list[Any]:
    """What `orm.events` wants called when a round of configuration is done."""
    return list(_after_configured)


def add_after_configured(listener: Any) -> None:
    _after_configured.append(listener)


def clear_mappers() -> None:
    """Forget all mappings (for test suites)."""
    for registry in list(_registries):
        registry.dispose()


# -- asking -----------------------------------------------------------------------------------------------------


def class_mapper(class_: type[_O], configure: bool = True) -> Mapper[_O]:
    """The mapper of a class. Raises UnmappedClassError for a class that is not mapped, ArgumentError for a non-class."""
    mapper = mapper_or_none(class_)
    if mapper is None:
        if not isinstance(class_, type):
            raise ArgumentError(f"Class object expected, got '{class_!r}'.")
        raise UnmappedClassError(class_)
    if configure:
        mapper._check_configure()
    return mapper  # type: ignore[no-any-return]


def object_mapper(instance: _O) -> Mapper[_O]:
    """The mapper of an object's class. Raises UnmappedInstanceError for an object of another class."""
    mapper = None if isinstance(instance, type) else mapper_or_none(type(instance))
    if mapper is None:
        raise UnmappedInstanceError(instance)
    return mapper  # type: ignore[no-any-return]


def mapper_or_none(entity: Any) -> Any:
    """The mapper that a class or a mapper stands for, or None."""
    if isinstance(entity, type):
        manager = entity.__dict__.get("_sa_class_manager")
        return None if manager is None else manager.mapper
    inspected = inspect(entity, raiseerr=False)
    if inspected is not None and not getattr(inspected, "is_instance", False):
        return getattr(inspected, "mapper", None)
    return None
