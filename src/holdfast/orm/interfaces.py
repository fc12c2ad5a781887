"""What the parts of a mapping have in common: properties of a mapper, and their comparators.

What lives here: root classes. What must not: any particular property.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, overload

from ..sql.elements import SQLCoreOperations
from ..sql.operators import ColumnOperators
from ..util import Generic
from .attributes import InstrumentedAttribute
from .flags import (
    EXT_CONTINUE,
    EXT_SKIP,
    EXT_STOP,
    MANYTOMANY,
    MANYTOONE,
    NOT_EXTENSION,
    ONETOMANY,
    InspectionAttrExtensionType,
    NotExtension,
    RelationshipDirection,
)

__all__ = [
    "EXT_CONTINUE",
    "EXT_SKIP",
    "EXT_STOP",
    "MANYTOMANY",
    "MANYTOONE",
    "NOT_EXTENSION",
    "NO_VALUES",
    "ONETOMANY",
    "InspectionAttr",
    "InspectionAttrExtensionType",
    "InspectionAttrInfo",
    "Mapped",
    "MapperProperty",
    "NotExtension",
    "ORMDescriptor",
    "PropComparator",
    "RelationshipDirection",
    "next_creation_order",
]

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

# `PropComparator` has an attribute called `property`: the builtin goes by another name behind it.
_property = property

next_creation_order: Final = count(1).__next__
NO_VALUES: Final[dict[str, Any]] = {}


class InspectionAttr:
    """Anything `inspect()` may give, and whatever stands in `mapper.all_orm_descriptors`."""

    __slots__ = ()

    is_selectable: ClassVar[bool] = False
    is_aliased_class: ClassVar[bool] = False
    is_instance: ClassVar[bool] = False
    is_mapper: ClassVar[bool] = False
    is_bundle: ClassVar[bool] = False
    is_property: ClassVar[bool] = False
    is_attribute: ClassVar[bool] = False
    is_clause_element: ClassVar[bool] = False
    _is_internal_proxy: ClassVar[bool] = False
    extension_type: InspectionAttrExtensionType = NOT_EXTENSION


class InspectionAttrInfo(InspectionAttr):
    """The same with a dictionary for the user's own notes."""

    _info: dict[Any, Any] | None

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary for the user's own notes."""
        if self._info is None:
            self._info = {}
        return self._info


class MapperProperty(InspectionAttrInfo, Generic[_T]):
    """One mapped attribute's configuration. `parent` is its mapper, `key` its name.

    Life: made by the user; `set_parent` when a mapper takes it; `instrument` for each class that has it;
    `configure` once, when all mappers are known.
    """

    is_property = True
    strategy_wildcard_key: ClassVar[str] = "column"
    is_relationship: ClassVar[bool] = False
    is_column: ClassVar[bool] = False

    key: str
    parent: Any
    doc: str | None

    def __init__(self, *, info: dict[Any, Any] | None = None, doc: str | None = None) -> None:
        self._info = info
        self.doc = doc
        self.key = None  # type: ignore[assignment]
        self.parent = None
        self._creation_order = next_creation_order()
        self._configured = False
        self.attribute_options: dict[str, Any] = NO_VALUES

    def set_parent(self, parent: Any, key: str) -> None:
        """A mapper takes the property under a name."""
        self.parent = parent
        self.key = key

    def instrument(self, mapper: Any) -> None:
        """Put the attribute on the class of `mapper` (the parent or one that inherits from it)."""
        raise NotImplementedError  # pragma: no cover - each property has its own

    def configure(self) -> None:
        """Work out what needs other mappers; called once by `configure_mappers()`."""

    def init(self) -> None:
        """Configure, if that has not happened."""
        if not self._configured:
            self._configured = True
            self.configure()

    @property
    def class_attribute(self) -> Any:
        """The attribute on the class that this property configures."""
        return getattr(self.parent.class_, self.key)

    def cascade_iterator(
        self,
        type_: str,
        state: Any,
        dict_: dict[str, Any],
        visited: set[Any],
        halt_on: Callable[[Any], bool] | None = None,
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Objects that an operation on `state` reaches through this property."""
        return iter(())

    def __str__(self) -> str:
        if self.parent is None:
            return f"{type(self).__name__} (no mapper yet)"
        return f"{self.parent.class_.__name__}.{self.key}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at 0x{id(self):x}; {self.key or 'no key'}>"


class PropComparator(ColumnOperators, InspectionAttr):
    """The SQL operators of a mapped attribute. `entity` is its mapper or an alias of it.

    A user's subclass, given as `comparator_factory`, redefines operators and reads `__clause_element__()`.
    """

    is_plain: ClassVar[bool] = False
    __hash__ = object.__hash__

    def __init__(self, prop: Any, parententity: Any, adapt_to_entity: Any = None) -> None:
        self.prop = prop
        self._parententity = adapt_to_entity if adapt_to_entity is not None else parententity
        self._adapt_to_entity = adapt_to_entity

    @_property
    def key(self) -> str:
        key: str = self.prop.key
        return key

    @_property
    def _parentmapper(self) -> Any:
        return self._parententity.mapper

    @_property
    def expression(self) -> Any:
        return self.__clause_element__()

    @_property
    def adapter(self) -> Callable[[Any], Any] | None:
        """How an expression over the class becomes one over the alias, or None."""
        return None if self._adapt_to_entity is None else self._adapt_to_entity.adapt_element

    @property  # last: from here on the name is taken
    def property(self) -> Any:
        self.prop.parent._check_configure()
        return self.prop

    def adapt_to_entity(self, adapt_to_entity: Any) -> PropComparator:
        """The same comparator over an alias of the class."""
        return type(self)(self.prop, self._parententity, adapt_to_entity)

    def __clause_element__(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} has no SQL expression")  # a user's class must say it

    def of_type(self, class_: Any) -> Any:
        """Lead to a subclass or an alias of the relationship's target."""
        raise NotImplementedError(f"{self.prop} is not a relationship: of_type() does not apply")

    def and_(self, *criteria: Any) -> Any:
        """Add criteria to the relationship's ON clause."""
        raise NotImplementedError(f"{self.prop} is not a relationship: and_() does not apply")

    def any(self, criterion: Any = None, **kwargs: Any) -> Any:
        """`EXISTS` a member of the collection that meets the criterion."""
        raise NotImplementedError(f"{self.prop} is not a collection: any() does not apply")

    def has(self, criterion: Any = None, **kwargs: Any) -> Any:
        """`EXISTS` a referred object that meets the criterion."""
        raise NotImplementedError(f"{self.prop} is not a reference: has() does not apply")

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        return op(self.__clause_element__(), *other, **kwargs)

    def reverse_operate(self, op: Any, other: Any, **kwargs: Any) -> Any:
        return op(other, self.__clause_element__(), **kwargs)


class ORMDescriptor(Generic[_T_co]):
    """Something on a mapped class that is an SQL expression on the class and a value on an object."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: Any) -> InstrumentedAttribute[_T_co]: ...
        @overload
        def __get__(self, instance: object, owner: Any) -> _T_co: ...
        def __get__(self, instance: object | None, owner: Any) -> InstrumentedAttribute[_T_co] | _T_co: ...


class Mapped(SQLCoreOperations[_T_co], ORMDescriptor[_T_co]):
    """The annotation of a mapped attribute: `name: Mapped[str]`."""

    if TYPE_CHECKING:

        def __set__(self, instance: Any, value: _T_co | SQLCoreOperations[_T_co]) -> None: ...
        def __delete__(self, instance: Any) -> None: ...
