"""`aliased(User)`: the same mapped class again in one statement, over an alias or a subquery of its table.

What lives here: the alias as the user sees it (`AliasedClass`) and what is known of it (`AliasedInsp`). What must not:
rendering and loading; an alias is a FROM element with a mapper beside it.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from ... import exc
from ...inspection import _inspects, inspect
from ...sql.elements import expect
from ...sql.elements import roles as r
from ...sql.structure import intern_key, replacement_traverse
from .entity import EntityNode


class AliasedInsp:
    """What is known of one alias: its mapper, its FROM element, and how expressions are adapted to it."""

    __slots__ = (
        "__weakref__",
        "_adapted",
        "_node",
        "adapt_on_names",
        "entity",
        "is_named",
        "mapper",
        "name",
        "polymorphic_on",
        "root",
        "selectable",
        "with_polymorphic_mappers",
    )

    is_aliased_class: ClassVar[bool] = True
    is_mapper: ClassVar[bool] = False
    is_instance: ClassVar[bool] = False
    is_selectable: ClassVar[bool] = True
    is_clause_element: ClassVar[bool] = False
    is_property: ClassVar[bool] = False
    is_attribute: ClassVar[bool] = False
    is_bundle: ClassVar[bool] = False

    def __init__(
        self,
        entity: AliasedClass,
        mapper: Any,
        selectable: Any,
        name: str | None,
        adapt_on_names: bool = False,
        with_polymorphic_mappers: tuple[Any, ...] = (),
        root: AliasedInsp | None = None,
        polymorphic_on: Any = None,
    ) -> None:
        self.entity = entity
        self.mapper = mapper
        self.selectable = selectable
        self.is_named = name is not None
        self.name = name if name is not None else mapper.class_.__name__
        self.adapt_on_names = adapt_on_names
        # Of `with_polymorphic()`: the mappers that are read; for one of its subclasses, the alias it belongs to.
        self.with_polymorphic_mappers = with_polymorphic_mappers
        self.root = root
        self.polymorphic_on = polymorphic_on
        self._adapted: dict[Any, Any] = {}
        self._node: EntityNode | None = None

    @property
    def class_(self) -> type:
        result: type = self.mapper.class_
        return result

    @property
    def local_table(self) -> Any:
        return self.selectable

    @property
    def entity_key(self) -> int:
        """The alias as part of a structural key: which alias it is says the hole of its FROM element."""
        mappers = tuple([mapper.entity_key for mapper in self.with_polymorphic_mappers])
        return intern_key((AliasedInsp, self.mapper.entity_key, *mappers))

    @property
    def entity_namespace(self) -> AliasedClass:
        return self.entity

    def isa(self, mapper: Any) -> bool:
        return bool(self.mapper.isa(mapper))

    def __clause_element__(self) -> EntityNode:
        node = self._node
        if node is None:
            node = self._node = EntityNode(self)
        return node

    def adapt_column(self, column: Any) -> Any:
        """The alias' own column for a column of the mapped table; the column itself if the alias has none."""
        found = self._adapted.get(column)
        if found is None:
            found = self.selectable.corresponding_column(column)
            if found is None and self.adapt_on_names:
                found = self.selectable.c.get(getattr(column, "key", None))
            if found is None and not getattr(column, "_is_column_clause", False):
                found = self._adapt_expression(column)
            self._adapted[column] = found = column if found is None else found
        return found

    adapt_element = adapt_column

    def adapt(self, expression: Any) -> Any:
        """An expression over the mapped table, moved to the alias."""
        return replacement_traverse(expression, None, self._replacement)

    def _adapt_expression(self, expression: Any) -> Any:
        return self.adapt(expression) if expression.get_children() else None

    def _replacement(self, node: Any) -> Any:
        column = getattr(node, "element", node) if node.is_placeholder else node
        if not getattr(column, "_is_column_element", False) or column.table is None:
            return None
        found = self.selectable.corresponding_column(column)
        return found if found is not None and found is not column else None

    def __repr__(self) -> str:
        return f"<AliasedInsp of {self.mapper.class_.__name__} on {self.selectable!r}>"

    def __str__(self) -> str:
        return f"aliased({self.mapper.class_.__name__})"


class AliasedClass:
    """An alias of a mapped class: it has the class' attributes, moved to the alias."""

    _aliased_insp: AliasedInsp

    def __init__(
        self,
        mapped_class_or_ac: Any,
        alias: Any = None,
        name: str | None = None,
        flat: bool = False,
        adapt_on_names: bool = False,
        with_polymorphic_mappers: tuple[Any, ...] = (),
        root: AliasedInsp | None = None,
        polymorphic_on: Any = None,
    ) -> None:
        inspected = inspect(mapped_class_or_ac)
        mapper = inspected.mapper
        if alias is None:
            alias = inspected.selectable._anonymous_fromclause(name=name, flat=flat)
        if not with_polymorphic_mappers and root is None:
            with_polymorphic_mappers = inspected.with_polymorphic_mappers
        self._aliased_insp = insp = AliasedInsp(
            self, mapper, alias, name, adapt_on_names, with_polymorphic_mappers, root, polymorphic_on
        )
        self.__name__ = mapper.class_.__name__
        for other in with_polymorphic_mappers:
            if other is not mapper:
                part = AliasedClass(other.class_, alias, adapt_on_names=adapt_on_names, root=insp)
                self.__dict__[other.class_.__name__] = part

    def __getattr__(self, key: str) -> Any:
        state = self.__dict__.get("_aliased_insp")
        if state is None:
            raise AttributeError(key)
        attribute = getattr(state.mapper.class_, key)
        if isinstance(attribute, MethodType) and attribute.__self__ is not None:
            return MethodType(attribute.__func__, self)
        adapt = getattr(attribute, "adapt_to_entity", None)
        if adapt is not None:
            attribute = adapt(state)
            self.__dict__[key] = attribute
            return attribute
        raw = next((cls.__dict__[key] for cls in state.mapper.class_.__mro__ if key in cls.__dict__), attribute)
        if hasattr(raw, "__get__") and not isinstance(raw, type):
            return raw.__get__(None, self)
        return attribute

    def __repr__(self) -> str:
        insp = self._aliased_insp
        return f"<AliasedClass at 0x{id(self):x}; {insp.mapper.class_.__name__}>"

    def __str__(self) -> str:
        return str(self._aliased_insp)


@_inspects(AliasedClass)
def _inspect_alias(target: AliasedClass) -> AliasedInsp:
    return target._aliased_insp


@_inspects(AliasedInsp)
def _inspect_itself(target: AliasedInsp) -> AliasedInsp:
    return target


_O = TypeVar("_O")

if TYPE_CHECKING:

    @overload
    def aliased(
        element: type[_O],
        alias: Any = None,
        name: str | None = None,
        flat: bool = False,
        adapt_on_names: bool = False,
    ) -> type[_O]: ...
    @overload
    def aliased(
        element: Any,
        alias: Any = None,
        name: str | None = None,
        flat: bool = False,
        adapt_on_names: bool = False,
    ) -> Any: ...


def aliased(
    element: Any, alias: Any = None, name: str | None = None, flat: bool = False, adapt_on_names: bool = False
) -> Any:
    """An alias of a mapped class, or of a FROM element.

    `alias` may be a subquery or CTE that has the class' columns; without it the class' table gets an anonymous alias.
    """
    if getattr(element, "_is_from_clause", False):
        if adapt_on_names:
            raise exc.ArgumentError("adapt_on_names only applies to ORM elements")
        return element.alias(name, flat=flat) if name else element._anonymous_fromclause(flat=flat)
    if alias is not None:
        alias = expect(r.FROM_CLAUSE, alias)
    return AliasedClass(element, alias=alias, name=name, flat=flat, adapt_on_names=adapt_on_names)
