"""`Mapper`: how one class is mapped, as a thing to ask.

What lives here: the class and its questions. How a mapping is put together is in `build.py` (columns, keys, properties)
and `inheritance.py`; when, in `registry.py`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ...event import Dispatch
from ...exc import ArgumentError, InvalidRequestError
from ...sql.structure import fresh_key
from ...util import Generic, ReadOnlyProperties, suggest
from ..attributes import ClassManager, InstrumentedAttribute
from ..exc import UnmappedColumnError
from ..interfaces import InspectionAttr, MapperProperty, next_creation_order
from ..state import DETACHED, LoadState, instance_state
from .build import build_mapper
from .polymorphic import default_mappers, polymorphic_from
from .registry import configure_registry
from .settings import MAPPER_EVENTS, MapperSettings

_entity_factory: Callable[[Any], Any] | None = None


def install_entity_factory(factory: Callable[[Any], Any]) -> None:
    """Called once by `orm.entities`: what stands for a mapped class in a statement."""
    global _entity_factory
    _entity_factory = factory


_O = TypeVar("_O")


class Mapper(InspectionAttr, Generic[_O]):
    """The configuration of one mapped class. `inspect(User)` returns it.

    Made by declarative or by `registry.map_imperatively()`, configured late, when all mappers are known.
    """

    if TYPE_CHECKING:
        class_: type[_O]

        def _inspected(self) -> Self: ...

    is_mapper: ClassVar[bool] = True
    # What boxes to the right must forget when a mapping is extended.
    changed: ClassVar[list[Callable[[], None]]] = []
    is_selectable: ClassVar[bool] = False
    represents_outer_join = False

    # What build.py fills in.
    inherits: Any
    local_table: Any
    persist_selectable: Any
    tables: list[Any]
    primary_key: tuple[Any, ...]
    pk_keys: tuple[str, ...]
    polymorphic_on: Any
    polymorphic_identity: Any
    polymorphic_map: dict[Any, Mapper]
    base_mapper: Mapper
    # The mapper by which objects are identified: the base mapper, but for a concrete subclass its own.
    identity_mapper: Mapper
    inherit_condition: Any
    version_id_col: Any
    identity_of: Callable[[dict[str, Any]], tuple[Any, tuple[Any, ...], Any]]
    # The primary key among an object's values: bare, if of one column.
    pk_of: Callable[[dict[str, Any]], Any]
    new_state: LoadState

    def __init__(self, class_: type[_O], local_table: Any = None, properties: Any = None, **settings: Any) -> None:
        constructor = settings.pop("_constructor", None)
        registry = settings.pop("_registry")
        if not isinstance(class_, type):
            raise ArgumentError(f"Class object expected, got '{class_!r}'.")
        if "_sa_class_manager" in class_.__dict__:
            raise ArgumentError(
                f"Class '{class_}' already has a primary mapper defined. Use clear_mappers() to remove all mappers, or map "
                "another class."
            )
        self.class_ = class_
        self.registry = registry
        self.settings = MapperSettings(settings)
        self.number = next_creation_order()
        self.entity_key = fresh_key()
        self.configured = False
        self._configure_failed: BaseException | None = None
        self.emitted: dict[Any, Any] = {}  # what other boxes generate for this mapper
        self.impls: dict[str, Any] = {}
        self.collection_keys: tuple[str, ...] = ()
        self.expirable_keys: frozenset[str] = frozenset()
        self.derived_keys: set[str] = set()
        self.descendants: list[Mapper] = []
        self.dispatch = Dispatch(MAPPER_EVENTS)
        self.validators: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._props: dict[str, MapperProperty[Any]] = {}
        self._property_of_column: dict[Any, MapperProperty[Any]] = {}
        self._user_descriptors: dict[str, Any] = {}
        self.detached_state = LoadState(self, DETACHED)
        self.class_manager = ClassManager(class_, self, constructor)
        self.new_state = self.class_manager.new_state
        try:
            build_mapper(self, local_table, dict(properties or {}))
        except BaseException:
            self.class_manager.unregister()
            raise
        registry._add_mapper(self)

    # -- identity of the mapper -------------------------------------------------------------------------------

    @property
    def mapper(self) -> Mapper:
        return self

    @property
    def entity(self) -> type:
        return self.class_

    @property
    def entity_namespace(self) -> type:
        return self.class_

    @property
    def class_name(self) -> str:
        return self.class_.__name__

    def __clause_element__(self) -> Any:
        """The placeholder that stands for the class in a statement."""
        found = self.__dict__.get("_placeholder")
        if found is None:
            if _entity_factory is None:
                raise InvalidRequestError(f"{self} cannot stand in a statement: holdfast.orm is not loaded")
            self._check_configure()
            found = self.__dict__["_placeholder"] = _entity_factory(self)
        return found

    @property
    def with_polymorphic_mappers(self) -> tuple[Mapper, ...]:
        """The mappers whose columns a plain SELECT of this class reads, itself first; none when only its own."""
        found = self.__dict__.get("_polymorphic")
        if found is None:
            self._check_configure()
            found = self.__dict__["_polymorphic"] = default_mappers(self)
        return found

    @property
    def selectable(self) -> Any:
        """The FROM element that the mapper selects from."""
        mappers = self.with_polymorphic_mappers
        if not mappers:
            return self.persist_selectable
        found = self.__dict__.get("_polymorphic_from")
        if found is None:
            found = self.__dict__["_polymorphic_from"] = self._given_from() or polymorphic_from(self, mappers)
        return found

    def _given_from(self) -> Any:
        """The FROM element that the older spelling `with_polymorphic=(classes, selectable)` gives, or None."""
        given = self.settings.with_polymorphic
        return given[1] if isinstance(given, (tuple, list)) and len(given) == 2 and hasattr(given[1], "c") else None

    mapped_table = selectable

    def __repr__(self) -> str:
        return f"<Mapper at 0x{id(self):x}; {self.class_.__name__}>"

    def __str__(self) -> str:
        table = self.local_table
        return f"Mapper[{self.class_.__name__}({getattr(table, 'description', None)})]"

    # -- configuration ----------------------------------------------------------------------------------------

    def _check_configure(self) -> None:
        if not self.configured or self.registry._new_mappers:
            configure_registry(self.registry)

    def configure_properties(self) -> None:
        """First step of configuration: every property of this mapper's own."""
        for key, prop in list(self._props.items()):
            if prop.key is None:
                prop.set_parent(self, key)
            prop.init()

    def finish(self) -> None:
        """Second step: everything is known; write the functions of the class."""
        self.configured = True
        self._refresh_keys()
        self.class_manager.finish()
        if self.inherits is not None:
            self._forget_made()

    def _forget_made(self) -> None:
        """The hierarchy has changed: what was worked out and generated for its mappers is made anew when needed."""
        for mapper in self.base_mapper.self_and_descendants:
            mapper.emitted.clear()
            mapper.__dict__.pop("_polymorphic", None)
            mapper.__dict__.pop("_polymorphic_from", None)
        for forget in self.changed:
            forget()

    def _refresh_keys(self) -> None:
        """Work out the name tables that states use; again after each new attribute."""
        impls = self.impls
        self.collection_keys = tuple(key for key, impl in impls.items() if impl.collection)
        self.expirable_keys = frozenset(key for key, impl in impls.items() if impl.loads_with_row and not impl.deferred)

    def _dispose(self) -> None:
        self.configured = True
        if self.inherits is not None and self in self.inherits.descendants:
            self.inherits.descendants.remove(self)

    # -- attributes (called by properties) --------------------------------------------------------------------

    def add_impl(self, key: str, impl: Any, comparator: Any) -> InstrumentedAttribute[Any]:
        """Put an attribute on the class."""
        self.impls[key] = impl
        attribute = self.class_manager.instrument(key, impl, comparator)
        self._refresh_keys()
        for listener in self.dispatch.attribute_instrumented:
            listener(self.class_, key, attribute)
        return attribute

    def add_proxy(self, key: str, attribute: Any) -> None:
        """Put a synonym or a composite on the class."""
        self.class_manager._install(key, attribute)
        self.class_manager[key] = attribute

    def user_descriptor(self, key: str) -> Any:
        """The plain descriptor (a property) that the class itself had under this name."""
        found = self.class_manager.replaced.get(key, self.class_.__dict__.get(key))
        return (
            found
            if hasattr(found, "__get__") and not isinstance(found, (MapperProperty, InstrumentedAttribute))
            else None
        )

    def key_of_column(self, column: Any) -> str | None:
        found = self._property_of_column.get(column)
        return None if found is None else found.key

    # -- properties -------------------------------------------------------------------------------------------

    @property
    def attrs(self) -> ReadOnlyProperties[MapperProperty[Any]]:
        """All mapped properties by name."""
        self._check_configure()
        return ReadOnlyProperties(self._props)

    def _filtered(self, accept: Callable[[Any], bool]) -> ReadOnlyProperties[Any]:
        self._check_configure()
        return ReadOnlyProperties({key: prop for key, prop in self._props.items() if accept(prop)})

    @property
    def column_attrs(self) -> ReadOnlyProperties[Any]:
        return self._filtered(lambda prop: prop.is_column)

    @property
    def relationships(self) -> ReadOnlyProperties[Any]:
        return self._filtered(lambda prop: prop.is_relationship)

    @property
    def synonyms(self) -> ReadOnlyProperties[Any]:
        return self._filtered(lambda prop: hasattr(prop, "map_column"))

    @property
    def composites(self) -> ReadOnlyProperties[Any]:
        return self._filtered(lambda prop: hasattr(prop, "composite_class"))

    @property
    def columns(self) -> ReadOnlyProperties[Any]:
        """The columns by attribute name."""
        return ReadOnlyProperties({key: prop.columns[0] for key, prop in self._props.items() if prop.is_column})  # type: ignore[attr-defined]

    c = columns

    @property
    def iterate_properties(self) -> Iterator[MapperProperty[Any]]:
        self._check_configure()
        return iter(list(self._props.values()))

    @property
    def all_orm_descriptors(self) -> ReadOnlyProperties[Any]:
        """Everything on the class that takes part in the mapping, extensions (hybrids, proxies) included."""
        self._check_configure()
        found: dict[str, Any] = {}
        for base in self.class_.__mro__:
            for name, value in base.__dict__.items():
                if name not in found and isinstance(getattr(value, "is_attribute", None), bool):
                    if getattr(value, "is_attribute", False):
                        found[name] = self.class_manager.get(name, value)
        return ReadOnlyProperties(found)

    def get_property(self, key: str, _configure_mappers: bool = False) -> Any:
        """The property of this name; InvalidRequestError if there is none."""
        found = self._props.get(key)
        if found is None:
            self._check_configure()
            found = self._props.get(key)
        if found is None:
            raise InvalidRequestError(f"Mapper '{self}' has no property '{key}'.{suggest(key, self._props)}")
        return found

    def has_property(self, key: str) -> bool:
        return key in self._props

    def get_property_by_column(self, column: Any) -> Any:
        """The property that maps a column; UnmappedColumnError if none does."""
        found = self._property_of_column.get(column)
        if found is None:
            raise UnmappedColumnError(
                f"No column {column} is configured on mapper {self}; the mapped columns are "
                f"{', '.join(map(str, self._property_of_column))}"
            )
        return found

    def add_property(self, key: str, prop: Any) -> None:
        """Add a property to a mapper that exists: a column, or any MapperProperty."""
        self.configure_property(key, prop)
        if self.configured:
            self._props[key].init()
            for mapper in self.self_and_descendants:
                mapper._refresh_keys()
            self._forget_made()

    def add_properties(self, dict_of_properties: dict[str, Any]) -> None:
        for key, value in dict_of_properties.items():
            self.add_property(key, value)

    def configure_property(self, key: str, prop: Any) -> None:
        """Take a property in, and put it on this class and those that inherit from it."""
        self.settings.adder(self, key, prop)

    # -- hierarchy --------------------------------------------------------------------------------------------

    def isa(self, other: Mapper) -> bool:
        """Whether this mapper is `other` or inherits from it."""
        mapper: Any = self
        while mapper is not None and mapper is not other:
            mapper = mapper.inherits
        return mapper is not None

    def common_parent(self, other: Mapper) -> bool:
        return self.base_mapper is other.base_mapper

    def is_sibling(self, other: Mapper) -> bool:
        return self.base_mapper is other.base_mapper and not self.isa(other) and not other.isa(self)

    def iterate_to_root(self) -> Iterator[Mapper]:
        mapper: Any = self
        while mapper is not None:
            yield mapper
            mapper = mapper.inherits

    @property
    def self_and_descendants(self) -> tuple[Mapper, ...]:
        """This mapper and those that inherit from it, breadth first."""
        found: list[Mapper] = []
        waiting = deque([self])
        while waiting:
            mapper = waiting.popleft()
            found.append(mapper)
            waiting.extend(mapper.descendants)
        return tuple(found)

    def polymorphic_iterator(self) -> Iterator[Mapper]:
        return iter(self.self_and_descendants)

    @property
    def single(self) -> bool:
        return self.settings.single

    @property
    def discriminator_key(self) -> str | None:
        """The attribute that tells the class of a row, where new objects of this class are to have it set."""
        if self.polymorphic_on is None or self.polymorphic_identity is None:
            return None
        prop: Any = self._property_of_column.get(self.polymorphic_on)
        if prop is None or not prop.is_column or getattr(prop, "_is_polymorphic_discriminator", False):
            return None
        return str(prop.key) if getattr(prop.columns[0], "table", None) is not None else None

    @property
    def concrete(self) -> bool:
        return bool(self.settings.concrete)

    @property
    def polymorphic_abstract(self) -> bool:
        return bool(self.settings.polymorphic_abstract)

    # -- identity ---------------------------------------------------------------------------------------------

    def identity_key_from_row(self, row: Any, identity_token: Any = None, adapter: Any = None) -> Any:
        """The identity key of a row that has the primary key columns."""
        columns = self.primary_key if adapter is None else [adapter.columns[column] for column in self.primary_key]
        mapping = getattr(row, "_mapping", row)
        return (self.identity_mapper.class_, tuple(mapping[column] for column in columns), identity_token)

    def identity_key_from_primary_key(self, primary_key: Iterable[Any], identity_token: Any = None) -> Any:
        return (self.identity_mapper.class_, tuple(primary_key), identity_token)

    def identity_key_from_instance(self, instance: Any) -> Any:
        """The identity key of an object, from the values it has now; loads expired ones."""
        return self.identity_key_from_primary_key(
            self.primary_key_from_instance(instance), instance_state(instance).identity_token
        )

    def primary_key_from_instance(self, instance: Any) -> tuple[Any, ...]:
        """The primary key values an object has now, None for those it has not."""
        self._check_configure()
        state, present = instance_state(instance), instance.__dict__
        values = []
        for key in self.pk_keys:
            impl = state.mapper.impls[key]
            if key in state.expired_attributes and key not in state.committed:
                values.append(impl.get(instance, present))
            else:
                values.append(present.get(key))
        return tuple(values)

    def primary_mapper(self) -> Mapper:
        return self

    @property
    def primary_base_mapper(self) -> Mapper:
        return self.base_mapper

    # -- cascades ---------------------------------------------------------------------------------------------

    def cascade_iterator(
        self, type_: str, state: Any, halt_on: Callable[[Any], bool] | None = None
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Objects that an operation on one object reaches: (object, mapper, state, dict), nearest first.

        `type_` is the cascade: "save-update", "delete", "merge", "expunge", "refresh-expire".
        """
        visited: set[Any] = {state}
        waiting = deque([state])
        while waiting:
            current = waiting.popleft()
            present = current.dict
            for prop in current.mapper._props.values():
                if prop.is_relationship and type_ in prop.cascade:
                    for found in prop.cascade_iterator(type_, current, present, visited, halt_on):
                        waiting.append(found[2])
                        yield found

    def is_orphan(self, state: Any) -> bool:
        """Whether an object is one whose parents (by delete-orphan relationships) all let it go."""
        legacy = bool(self.settings.legacy_is_orphan)
        orphaned = False
        for key, mapper in self.delete_orphans:
            has = mapper.impls[key].has_parent(state, state._key is not None)
            if legacy and has:
                return False
            if not has:
                orphaned = True
                if not legacy:
                    return True
        return orphaned if legacy else False

    @property
    def delete_orphans(self) -> list[tuple[str, Mapper]]:
        """(attribute name, mapper) of the delete-orphan relationships that lead to this class."""
        found: list[tuple[str, Mapper]] = []
        for mapper in self.iterate_to_root():
            found.extend(mapper.__dict__.get("_delete_orphans", ()))
        return found
