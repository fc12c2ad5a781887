"""Attributes that stand for other attributes: synonyms and composites."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from ...exc import ArgumentError
from ...sql.elements import and_
from ...sql.elements import roles as r
from ..attributes import Bundle, ProxyAttribute, QueryableAttribute
from ..flags import NO_VALUE
from ..interfaces import MapperProperty, PropComparator
from ..state import History

_T = TypeVar("_T")


class SynonymProperty(MapperProperty[_T]):
    """Another name for an attribute."""

    strategy_wildcard_key: ClassVar[str] = "column"

    def __init__(
        self,
        name: str,
        map_column: bool | None = None,
        descriptor: Any = None,
        comparator_factory: type[PropComparator] | None = None,
        info: dict[Any, Any] | None = None,
        doc: str | None = None,
    ) -> None:
        super().__init__(info=info, doc=doc)
        self.name = name
        self.map_column = map_column
        self.descriptor = descriptor
        self.comparator_factory = comparator_factory

    @property
    def _proxied(self) -> Any:
        return getattr(self.parent.class_, self.name)

    def _proxied_on(self, mapper: Any) -> Any:
        proxied = getattr(mapper.class_, self.name, None)
        if not isinstance(proxied, (QueryableAttribute, MapperProperty)) and not hasattr(proxied, "comparator"):
            raise ArgumentError(
                f'synonym() attribute "{mapper.class_.__name__}.{self.key}" only supports ORM mapped attributes, '
                f"got {proxied!r}"
            )
        return proxied

    @property
    def columns(self) -> list[Any]:
        columns: list[Any] = self.parent.get_property(self.name).columns
        return columns

    def set_parent(self, parent: Any, key: str) -> None:
        super().set_parent(parent, key)
        if self.map_column:
            table = parent.persist_selectable
            if key not in table.c:
                raise ArgumentError(
                    f"Can't compile synonym '{self.name}': no column on table '{table.description}' named '{key}'"
                )
            parent.configure_property(self.name, table.c[key])

    def instrument(self, mapper: Any) -> None:
        descriptor = self.descriptor
        if descriptor is None:
            user = mapper.user_descriptor(self.key)
            descriptor = user if user is not None else _NameProxy(self.name)
        mapper.add_proxy(self.key, _LateProxy(mapper, self, descriptor))

    def comparator_of(self, mapper: Any) -> Any:
        proxied = self._proxied_on(mapper)
        if self.comparator_factory is not None:
            return self.comparator_factory(proxied.prop, mapper)
        return proxied.comparator


class _NameProxy:
    """A descriptor that reads and writes an attribute of another name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        return getattr(instance, self.name)

    def __set__(self, instance: Any, value: Any) -> None:
        setattr(instance, self.name, value)

    def __delete__(self, instance: Any) -> None:
        delattr(instance, self.name)


class _LateProxy(ProxyAttribute[Any]):
    """The synonym on its class: what it stands for is looked up at first use, as it may be mapped later."""

    def __init__(self, mapper: Any, prop: SynonymProperty[Any], descriptor: Any) -> None:
        self.class_ = mapper.class_
        self.key = prop.key
        self._parententity = mapper
        self.impl = None
        self._of_type = None
        self._extra_criteria = ()
        self.descriptor = descriptor
        self._synonym = prop
        self.__doc__ = prop.doc

    @property
    def comparator(self) -> Any:
        found = self.__dict__.get("_comparator")
        if found is None:
            found = self.__dict__["_comparator"] = self._synonym.comparator_of(self._parententity)
        return found

    @property
    def original_property(self) -> Any:
        return self._synonym

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._synonym._proxied_on(self._parententity), name)

    def adapt_to_entity(self, entity: Any) -> QueryableAttribute[Any]:
        adapted: QueryableAttribute[Any] = self._synonym._proxied_on(self._parententity).adapt_to_entity(entity)
        return adapted


class CompositeBundle(Bundle):
    """A composite attribute in a statement: its columns, each row's made into the value object."""

    inherit_cache = True
    _roles = Bundle._roles | {r.ORDER_BY, r.GROUP_BY}

    def __init__(self, prop: CompositeProperty[Any], *attributes: Any) -> None:
        super().__init__(prop.key, *attributes)
        self.property = prop

    def create_row_processor(
        self, query: Any, procs: list[Callable[[Any], Any]], labels: list[str]
    ) -> Callable[[Any], Any]:
        make = self.property.make
        return lambda row: make([read(row) for read in procs])


class CompositeComparator(PropComparator):
    """Operators of a composite: those of its columns, one by one."""

    def __clause_element__(self) -> Any:
        return CompositeBundle(self.prop, *self.attributes)

    @property
    def attributes(self) -> list[Any]:
        found = [getattr(self._parentmapper.class_, key) for key in self.prop.attribute_keys]
        if self._adapt_to_entity is not None:
            found = [attribute.adapt_to_entity(self._adapt_to_entity) for attribute in found]
        return found

    def _dml_pairs(self, value: Any) -> list[tuple[Any, Any]]:
        """The columns that `update().values()` sets for a value object."""
        values = [None] * len(self.prop.attribute_keys) if value is None else list(self.prop.values_of(value))
        return list(zip(self.attributes, values, strict=True))

    def __eq__(self, other: object) -> Any:
        return and_(*[attribute == value for attribute, value in self._dml_pairs(other)])

    def __ne__(self, other: object) -> Any:
        return ~(self == other)

    __hash__ = object.__hash__


class CompositeProperty(MapperProperty[_T]):
    """Several columns shown as one value object."""

    Comparator = CompositeComparator

    def __init__(
        self,
        _class_or_attr: Any = None,
        *attrs: Any,
        active_history: bool = False,
        deferred: bool = False,
        group: str | None = None,
        comparator_factory: type[PropComparator] | None = None,
        info: dict[Any, Any] | None = None,
        doc: str | None = None,
        return_none_on: Any = None,
    ) -> None:
        super().__init__(info=info, doc=doc)
        self.composite_class: Any = _class_or_attr
        self.attrs = attrs
        self.active_history = active_history
        self.deferred = deferred
        self.group = group
        self.comparator_factory = comparator_factory or CompositeComparator
        self.return_none_on = return_none_on
        self.attribute_keys: tuple[str, ...] = ()
        self._values: Callable[[Any], Any] | None = None

    @property
    def columns(self) -> list[Any]:
        return [self.parent.get_property(key).columns[0] for key in self.attribute_keys]

    @property
    def props(self) -> list[Any]:
        return [self.parent.get_property(key) for key in self.attribute_keys]

    def values_of(self, value: Any) -> Any:
        """The column values of a value object: `__composite_values__()`, or its fields if it is a dataclass."""
        own = getattr(value, "__composite_values__", None)
        if own is not None:
            return own()
        fields = getattr(value, "__dataclass_fields__", None)
        if fields is None:
            raise ArgumentError(
                f"Composite class {type(value).__name__} must be a dataclass or have a __composite_values__() method"
            )
        return tuple(getattr(value, name) for name in fields)

    def make(self, values: Iterable[Any]) -> Any:
        """The value object of the column values; None where `return_none_on` says so."""
        values = tuple(values)
        if self.return_none_on is not None and self.return_none_on(*values):
            return None
        return self.composite_class(*values)

    def set_parent(self, parent: Any, key: str) -> None:
        super().set_parent(parent, key)
        self.attribute_keys = tuple(self._key_of(parent, attr) for attr in self.attrs)

    def _key_of(self, parent: Any, attr: Any) -> str:
        if isinstance(attr, str):
            return attr
        if isinstance(attr, MapperProperty):
            return attr.key
        if hasattr(attr, "prop"):
            key: str = attr.prop.key
            return key
        found = parent.key_of_column(attr)
        if found is None:
            raise ArgumentError(
                f"Composite expects Column objects or mapped attributes/attribute names as arguments, got: ({attr!r},)"
            )
        return str(found)

    def instrument(self, mapper: Any) -> None:
        attribute: ProxyAttribute[Any] = ProxyAttribute(
            mapper.class_, self.key, mapper, self.comparator_factory(self, mapper), _CompositeDescriptor(self)
        )
        mapper.add_proxy(self.key, attribute)
        mapper.derived_keys.add(self.key)

    def get_history(self, state: Any, present: dict[str, Any]) -> History:
        """Old and new value objects, from the histories of the columns."""
        added, deleted, changed = [], [], False
        for key in self.attribute_keys:
            history = state.mapper.impls[key].get_history(state, present)
            changed = changed or history.has_changes()
            added.append(next(iter(history.non_deleted()), None))
            deleted.append(next(iter(history.deleted or history.unchanged), None))
        if not changed:
            return History((), [self.make(added)], ())
        return History([self.make(added)], (), [self.make(deleted)])


class _CompositeDescriptor:
    """Reads columns into a value object, kept in `__dict__`; writes a value object into columns."""

    __slots__ = ("prop",)

    def __init__(self, prop: CompositeProperty[Any]) -> None:
        self.prop = prop

    def __get__(self, instance: Any, owner: type) -> Any:
        prop = self.prop
        present = instance.__dict__
        known = present.get(prop.key, NO_VALUE)
        if known is not NO_VALUE:
            return known
        values = [getattr(instance, key) for key in prop.attribute_keys]
        present[prop.key] = made = prop.make(values)
        return made

    def __set__(self, instance: Any, value: Any) -> None:
        prop = self.prop
        if value is None:
            for key in prop.attribute_keys:
                setattr(instance, key, None)
        else:
            for key, part in zip(prop.attribute_keys, prop.values_of(value), strict=True):
                setattr(instance, key, part)
        instance.__dict__[prop.key] = value

    def __delete__(self, instance: Any) -> None:
        for key in self.prop.attribute_keys:
            setattr(instance, key, None)
        instance.__dict__.pop(self.prop.key, None)
