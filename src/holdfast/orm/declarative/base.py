"""Base classes for declarative mappings: `DeclarativeBase`, `DeclarativeBaseNoMeta`, `declarative_base()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ...exc import InvalidRequestError
from ...sql.schema import MetaData
from ..attributes import default_constructor
from ..mapper import Mapper
from .registry import DeclarativeMeta, add_mapped_attribute, delete_mapped_attribute, registry
from .scan import ClassScan

if TYPE_CHECKING:
    from ..state import InstanceState

_T = TypeVar("_T")


class DeclarativeAttributeIntercept(type):
    """The metaclass of `DeclarativeBase`: attributes set on a mapped class later are mapped."""

    def __setattr__(cls, key: str, value: Any) -> None:
        if "__mapper__" in cls.__dict__:
            add_mapped_attribute(cls, key, value)
        else:
            type.__setattr__(cls, key, value)

    def __delattr__(cls, key: str) -> None:
        delete_mapped_attribute(cls, key)


def _setup_base(cls: Any) -> None:
    """Give a direct subclass of `DeclarativeBase` its registry and metadata."""
    metadata = cls.__dict__.get("metadata")
    home = cls.__dict__.get("registry")
    type_map = cls.__dict__.get("type_annotation_map")
    if home is not None:
        if not isinstance(home, registry):
            raise InvalidRequestError(
                "Declarative base class has a 'registry' attribute that is not an instance of orm.registry()"
            )
        if type_map:
            home.update_type_annotation_map(type_map)
    else:
        home = registry(metadata=metadata, type_annotation_map=type_map)
        type.__setattr__(cls, "registry", home)
    type.__setattr__(cls, "_sa_registry", home)
    if metadata is None:
        type.__setattr__(cls, "metadata", home.metadata)
    else:
        home.metadata = metadata
    if getattr(cls, "__init__", object.__init__) is object.__init__ and home.constructor is not None:
        type.__setattr__(cls, "__init__", home.constructor)


def _init_subclass(root: type, cls: Any) -> None:
    if root in cls.__bases__:
        if any("_sa_registry" in base.__dict__ for base in cls.__mro__[1:]):
            raise InvalidRequestError("Cannot use a DeclarativeBase subclass beside DeclarativeBase itself")
        _setup_base(cls)
        return
    if cls.__dict__.get("__abstract__", False):
        return
    ClassScan(cls._sa_registry, cls).run()


class DeclarativeBase(metaclass=DeclarativeAttributeIntercept):
    """Subclass it once for a base of your own; subclasses of that are mapped.

    The base may set `metadata`, `registry` and `type_annotation_map`.
    """

    registry: ClassVar[registry]
    _sa_registry: ClassVar[Any]
    metadata: ClassVar[MetaData]
    __mapper__: ClassVar[Mapper[Any]]
    __table__: ClassVar[Any]
    __tablename__: Any
    __mapper_args__: Any
    __table_args__: Any

    if TYPE_CHECKING:

        def __init__(self, **kw: Any) -> None: ...
        def _inspected(self) -> InstanceState[Self]: ...
        @classmethod
        def _inspected_class(cls) -> Mapper[Self]: ...

    def __init_subclass__(cls, **kw: Any) -> None:
        _init_subclass(DeclarativeBase, cls)
        super().__init_subclass__(**kw)


class DeclarativeBaseNoMeta:
    """As `DeclarativeBase`, without a metaclass: attributes set on a class later are not mapped."""

    registry: ClassVar[registry]
    _sa_registry: ClassVar[Any]
    metadata: ClassVar[MetaData]
    __mapper__: ClassVar[Mapper[Any]]
    __table__: ClassVar[Any]
    __tablename__: Any
    __mapper_args__: Any
    __table_args__: Any

    if TYPE_CHECKING:

        def __init__(self, **kw: Any) -> None: ...
        def _inspected(self) -> InstanceState[Self]: ...
        @classmethod
        def _inspected_class(cls) -> Mapper[Self]: ...

    def __init_subclass__(cls, **kw: Any) -> None:
        _init_subclass(DeclarativeBaseNoMeta, cls)
        super().__init_subclass__(**kw)


def declarative_base(
    *,
    metadata: MetaData | None = None,
    mapper: Any = None,
    cls: Any = object,
    name: str = "Base",
    class_registry: dict[str, Any] | None = None,
    type_annotation_map: Mapping[Any, Any] | None = None,
    constructor: Callable[..., None] | None = default_constructor,
    metaclass: Any = DeclarativeMeta,
) -> Any:
    """A declarative base class, made by a call."""
    home = registry(
        metadata=metadata,
        class_registry=class_registry,
        type_annotation_map=type_annotation_map,
        constructor=constructor,
    )
    return home.generate_base(mapper=mapper, cls=cls, name=name, metaclass=metaclass)


def as_declarative(**kw: Any) -> Callable[[type[_T]], type[_T]]:
    """Decorate a class to make it a declarative base."""
    options = {k: kw.pop(k) for k in ("metadata", "class_registry", "type_annotation_map") if k in kw}
    return registry(**options).as_declarative_base(**kw)


def has_inherited_table(cls: type) -> bool:
    """Whether a class that `cls` inherits from has a table."""
    return any(getattr(base, "__table__", None) is not None for base in cls.__mro__[1:])
