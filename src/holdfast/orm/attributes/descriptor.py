"""What a mapped class shows for an attribute: `User.name`.

On an object these descriptors run only when `__dict__` has no value (they are non-data descriptors: a loaded value
is found by the interpreter). On the class they are SQL expressions. What must not live here: changes (`impl`s).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from ...exc import InvalidRequestError
from ...sql.elements import SQLColumnExpression
from ...util import Generic
from ..flags import NOT_EXTENSION, PASSIVE_NO_INITIALIZE
from ..state import History, instance_dict, instance_state
from .relationship_node import RelationshipNode

if TYPE_CHECKING:
    from ...sql.elements import ColumnElement
    from ...sql.types import TypeEngine

_T = TypeVar("_T")

# `QueryableAttribute` has an attribute called `property`: the builtin goes by another name behind it.
_property = property


class _Operand:
    """What takes part in an operation in the attribute's place, worked out once.

    The column's placeholder when the property has no operators of its own, else the property's comparator.
    """

    __slots__ = ()

    def __get__(self, attribute: Any, owner: type) -> Any:
        if attribute is None:
            return self
        comparator = attribute.comparator
        operand = comparator.__clause_element__() if comparator.is_plain else comparator
        attribute.__dict__["_operand"] = operand
        return operand


class QueryableAttribute(SQLColumnExpression[_T], Generic[_T]):
    """A mapped attribute of a class or of an alias of it, usable in SQL expressions."""

    is_attribute: ClassVar[bool] = True
    is_mapper: ClassVar[bool] = False
    is_instance: ClassVar[bool] = False
    is_aliased_class: ClassVar[bool] = False
    is_selectable: ClassVar[bool] = False
    is_property: ClassVar[bool] = False
    is_bundle: ClassVar[bool] = False
    is_clause_element: ClassVar[bool] = False
    extension_type: ClassVar[Any] = NOT_EXTENSION

    _operand = _Operand()
    __hash__ = object.__hash__

    def __init__(
        self,
        class_: Any,
        key: str,
        parententity: Any,
        comparator: Any,
        impl: Any = None,
        of_type: Any = None,
        extra_criteria: tuple[Any, ...] = (),
    ) -> None:
        self.class_ = class_
        self.key = key
        self._parententity = parententity
        self.comparator = comparator
        self.impl = impl
        self._of_type = of_type
        self._extra_criteria = extra_criteria
        self.__doc__ = getattr(comparator.prop, "doc", None)

    # -- what it belongs to -----------------------------------------------------------------------------------

    @property
    def prop(self) -> Any:
        """The MapperProperty (before mappers are configured, too)."""
        return self.comparator.prop

    @_property
    def parent(self) -> Any:
        """The mapper or the alias the attribute belongs to."""
        return self._parententity

    @_property
    def _parentmapper(self) -> Any:
        return self._parententity.mapper

    @_property
    def mapper(self) -> Any:
        """The mapper that a relationship leads to."""
        return self.comparator.property.mapper

    @_property
    def entity(self) -> Any:
        return self._of_type if self._of_type is not None else self.comparator.property.entity

    @_property
    def info(self) -> Any:
        return self.comparator.prop.info

    @_property
    def dispatch(self) -> Any:
        return self.impl.dispatch

    @_property
    def expression(self) -> Any:
        return self.comparator.__clause_element__()

    def __clause_element__(self) -> Any:
        return self.comparator.__clause_element__()

    def __join_element__(self) -> Any:
        """What stands for the attribute in a join: a relationship leads the way, a column is a criterion."""
        if self.comparator.prop.is_relationship:
            return RelationshipNode(self)
        return self.comparator.__clause_element__()

    @_property
    def _from_objects(self) -> list[Any]:
        return list(self.expression._froms)

    @property
    def property(self) -> Any:  # last: from here on the name is taken
        """The MapperProperty, its mapper configured."""
        prop = self.comparator.prop
        prop.parent._check_configure()
        return prop

    def hasparent(self, state: Any, optimistic: bool = False) -> bool:
        return self.impl.has_parent(state, optimistic) is not False

    def get_history(self, instance: Any, passive: int = PASSIVE_NO_INITIALIZE) -> History:
        history: History = self.impl.get_history(instance_state(instance), instance_dict(instance), passive)
        return history

    # -- variants ---------------------------------------------------------------------------------------------

    def adapt_to_entity(self, entity: Any) -> QueryableAttribute[_T]:
        """The same attribute of an alias of the class; of the same kind, so that neither side's operators come first."""
        kind = type(self) if isinstance(self, InstrumentedAttribute) else QueryableAttribute
        return kind(
            entity.entity,
            self.key,
            entity,
            self.comparator.adapt_to_entity(entity),
            self.impl,
            self._of_type,
            self._extra_criteria,
        )

    def of_type(self, entity: Any) -> QueryableAttribute[_T]:
        """The relationship, leading to a subclass or an alias of its target."""
        comparator = self.comparator.of_type(entity)
        return QueryableAttribute(
            self.class_,
            self.key,
            self._parententity,
            comparator,
            self.impl,
            comparator.of_type_entity,
            self._extra_criteria,
        )

    def and_(self, *other: Any) -> QueryableAttribute[_T]:
        """The relationship with further criteria in its ON clause."""
        comparator = self.comparator.and_(*other)
        return QueryableAttribute(
            self.class_,
            self.key,
            self._parententity,
            comparator,
            self.impl,
            self._of_type,
            (*self._extra_criteria, *other),
        )

    if not TYPE_CHECKING:  # typed by SQLCoreOperations

        def label(self, name: str | None) -> Any:
            return self.__clause_element__().label(name)

    if TYPE_CHECKING:

        def any(self, criterion: Any = None, **kwargs: Any) -> ColumnElement[bool]: ...
        def has(self, criterion: Any = None, **kwargs: Any) -> ColumnElement[bool]: ...
        @_property
        def type(self) -> TypeEngine[_T]: ...

    # -- operators: as directly as on the core column ---------------------------------------------------------

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        return op(self._operand, *other, **kwargs)

    def reverse_operate(self, op: Any, other: Any, **kwargs: Any) -> Any:
        return self._operand.reverse_operate(op, other, **kwargs)

    if not TYPE_CHECKING:

        def __eq__(self, other: object) -> Any:
            return self._operand == other

        def __ne__(self, other: object) -> Any:
            return self._operand != other

        def __lt__(self, other: Any) -> Any:
            return self._operand < other

        def __le__(self, other: Any) -> Any:
            return self._operand <= other

        def __gt__(self, other: Any) -> Any:
            return self._operand > other

        def __ge__(self, other: Any) -> Any:
            return self._operand >= other

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or "comparator" not in self.__dict__:
            raise AttributeError(name)
        try:
            return getattr(self._operand, name)
        except AttributeError:
            raise AttributeError(
                f"Neither {type(self).__name__!r} object nor {type(self.comparator).__name__!r} object associated "
                f"with {self} has an attribute {name!r}"
            ) from None

    def __str__(self) -> str:
        entity = self._parententity
        if entity.is_aliased_class:
            return f"{entity}.{self.key}"
        name = getattr(self.class_, "__name__", None) or entity.mapper.class_.__name__
        return f"{name}.{self.key}"

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} {self}>"

    def __reduce__(self) -> Any:
        return _attribute_of, (self._parententity.mapper.class_, self.key)


class InstrumentedAttribute(QueryableAttribute[_T]):
    """A mapped attribute in place on its class. A non-data descriptor: values in `__dict__` win."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: Any) -> InstrumentedAttribute[_T]: ...
        @overload
        def __get__(self, instance: object, owner: Any) -> _T: ...

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        # Subclasses of the descriptor aside, `__dict__` has no value here.
        present = instance.__dict__
        if self.key in present:
            return present[self.key]
        return self.impl.load(instance, present)


class InstrumentedDataAttribute(InstrumentedAttribute[_T]):
    """The same for a class with its own `__setattr__`: it takes writes itself."""

    def __set__(self, instance: Any, value: Any) -> None:
        self.impl.set(instance, value)

    def __delete__(self, instance: Any) -> None:
        self.impl.delete(instance)


class ProxyAttribute(QueryableAttribute[_T]):
    """A synonym or a composite on its class: a data descriptor that hands on to `descriptor`."""

    def __init__(self, class_: Any, key: str, parententity: Any, comparator: Any, descriptor: Any) -> None:
        super().__init__(class_, key, parententity, comparator)
        self.descriptor = descriptor

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        return self.descriptor.__get__(instance, owner)

    def __set__(self, instance: Any, value: Any) -> None:
        setter = getattr(type(self.descriptor), "__set__", None)
        if setter is None:
            raise AttributeError(f"can't set attribute {self}")
        setter(self.descriptor, instance, value)

    def __delete__(self, instance: Any) -> None:
        type(self.descriptor).__delete__(self.descriptor, instance)


def _attribute_of(class_: type, key: str) -> Any:
    return getattr(class_, key)


def attribute_named(class_: type, key: str) -> Any:
    """The attribute `key` of a mapped class, or the error that says there is none."""
    found = class_.__dict__.get(key)
    if not isinstance(found, QueryableAttribute):
        raise InvalidRequestError(f'Entity namespace for "{class_.__name__}" has no property "{key}"')
    return found
