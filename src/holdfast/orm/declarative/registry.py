"""`registry`: the home of a family of mapped classes; imperative and declarative mapping begin here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from ...inspection import _self_inspects
from ...sql.schema import MetaData
from ..attributes import default_constructor
from ..mapper import Mapper, MapperRegistry
from .resolve import NameResolver, register_class
from .scan import ClassScan

_T = TypeVar("_T")

# The constructor that generated code stands for when a class has no other.
default_constructor._sa_default = True  # type: ignore[attr-defined]


class registry(MapperRegistry):
    """Mapped classes that may name each other, their MetaData and how annotations become types.

    `constructor` becomes the `__init__` of classes without one; None leaves them Python's.
    """

    def __init__(
        self,
        *,
        metadata: MetaData | None = None,
        class_registry: dict[str, Any] | None = None,
        type_annotation_map: Mapping[Any, Any] | None = None,
        constructor: Callable[..., None] | None = default_constructor,
    ) -> None:
        super().__init__(WeakValueDictionary() if class_registry is None else class_registry)  # type: ignore[arg-type]
        self.metadata = MetaData() if metadata is None else metadata
        self.constructor = constructor
        self.shared_names: dict[str, Any] = {}
        self.type_annotation_map_: dict[Any, Any] = {}
        if type_annotation_map:
            self.update_type_annotation_map(type_annotation_map)

    @property
    def type_annotation_map(self) -> dict[Any, Any]:
        return self.type_annotation_map_

    def update_type_annotation_map(self, type_annotation_map: Mapping[Any, Any]) -> None:
        """Add Python types and the column types they stand for."""
        self.type_annotation_map_.update(type_annotation_map)

    def map_declaratively(self, cls: type) -> Mapper:
        """Map a class that declares its mapping in its body."""
        return ClassScan(self, cls).run()

    def mapped(self, cls: type[_T]) -> type[_T]:
        """Decorate a class to `map_declaratively` it."""
        self.map_declaratively(cls)
        return cls

    def map_imperatively(self, class_: type[_T], local_table: Any = None, **kw: Any) -> Mapper:
        """Map a plain class to a table; `properties` names relationships and renamed columns."""
        properties = kw.pop("properties", None) or {}
        register_class(self, class_)
        for prop in properties.values():
            arguments = getattr(prop, "arguments", None)
            if arguments is not None:
                arguments.resolver = NameResolver(class_, self, prop)
        mapper = Mapper(class_, local_table, properties, _registry=self, _constructor=self.constructor, **kw)
        type.__setattr__(class_, "__mapper__", mapper)
        if "__table__" not in class_.__dict__ and local_table is not None:
            type.__setattr__(class_, "__table__", mapper.local_table)
        return mapper

    def as_declarative_base(self, **kw: Any) -> Callable[[type[_T]], type[_T]]:
        """Decorate a class to make it a declarative base of this registry."""

        def decorate(cls: type[_T]) -> type[_T]:
            kw.setdefault("cls", cls)
            kw.setdefault("name", cls.__name__)
            base: Any = self.generate_base(**kw)
            return base  # type: ignore[no-any-return]

        return decorate

    def generate_base(self, mapper: Any = None, cls: Any = object, name: str = "Base", metaclass: Any = None) -> Any:
        """A declarative base class of this registry."""
        if metaclass is None:
            metaclass = DeclarativeMeta
        bases = (cls,) if not isinstance(cls, tuple) else cls
        namespace: dict[str, Any] = {"registry": self, "metadata": self.metadata, "__abstract__": True}
        if isinstance(cls, type) and cls.__doc__:
            namespace["__doc__"] = cls.__doc__
        if self.constructor is not None and not any("__init__" in b.__dict__ for b in bases if b is not object):
            namespace["__init__"] = self.constructor
        if hasattr(cls, "__class_getitem__"):
            namespace["__class_getitem__"] = classmethod(_generic_base)
        return metaclass(name, bases, namespace)


_self_inspects(registry)


def _generic_base(base: Any, key: Any) -> Any:
    """A base made from a generic class may be written with brackets."""
    return base


class DeclarativeMeta(type):
    """The metaclass of classes made by `declarative_base()`."""

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **kw: Any) -> None:
        own = getattr(cls, "registry", None)
        if "_sa_registry" not in cls.__dict__ and isinstance(own, registry):
            type.__setattr__(cls, "_sa_registry", own)
        if not cls.__dict__.get("__abstract__", False) and own is not None:
            found = ClassScan(own, cls)
            found.run()
        type.__init__(cls, name, bases, namespace)

    def __setattr__(cls, key: str, value: Any) -> None:
        if "__mapper__" in cls.__dict__:
            add_mapped_attribute(cls, key, value)
        else:
            type.__setattr__(cls, key, value)

    def __delattr__(cls, key: str) -> None:
        delete_mapped_attribute(cls, key)


def add_mapped_attribute(cls: Any, key: str, value: Any) -> None:
    """Set an attribute of a mapped class; columns and properties are added to the mapping."""
    from_declared = getattr(value, "column", None)
    mapper = cls.__dict__["__mapper__"]
    if hasattr(value, "mapper_property_to_assign") and from_declared is not None:
        column = value.column
        if column.name is None:
            column.name = key
        if column.key is None:
            column.key = key
        mapper.local_table.append_column(column, replace_existing=True)
        mapper.add_property(key, value.as_property())
    elif getattr(value, "__visit_name__", None) == "column" and hasattr(value, "nullable"):
        if value.name is None:
            value.name = key
        if value.key is None:
            value.key = key
        if value.table is None:
            mapper.local_table.append_column(value, replace_existing=True)
        mapper.add_property(key, value)
    elif getattr(value, "is_property", False):
        arguments = getattr(value, "arguments", None)
        if arguments is not None:
            arguments.resolver = NameResolver(cls, mapper.registry, value)
        mapper.add_property(key, value)
        mapper.registry._new_mappers = True
    else:
        type.__setattr__(cls, key, value)


def delete_mapped_attribute(cls: Any, key: str) -> None:
    """Delete a plain attribute of a class; mapped ones stay."""
    mapper = cls.__dict__.get("__mapper__")
    if mapper is not None and mapper.has_property(key):
        raise NotImplementedError(f"Can't un-map individual mapped attributes on a mapped class: {cls.__name__}.{key}")
    type.__delattr__(cls, key)
