"""`EntityColumn`: a mapped column attribute as it stands in a statement.

It is a column expression and a placeholder: it behaves as the core column it stands for (`element`) and knows the
entity (mapper or aliased entity) and the attribute it came from. The compiler renders it as its element; the ORM's
planner reads `entity` and `proxy_key`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ...sql.elements import NamedColumn
from ...sql.structure import CHILD, Field, Placeholder, Structure, intern_key


class EntityColumn(NamedColumn[Any], Placeholder):
    """The column of an entity: `User.name` in an expression.

    element: the core column or expression. entity: the Mapper, or what `inspect(aliased(User))` gives; it has an
    integer `entity_key`. proxy_key: the attribute's name, which is the key in rows.
    """

    __visit_name__ = "entity_column"
    _fields = (Field("element", CHILD),)
    inherit_cache = True
    is_placeholder: ClassVar[bool] = True

    def __init__(self, element: Any, entity: Any, proxy_key: str, prop: Any = None) -> None:
        self.element = element
        self.entity = entity
        self.proxy_key = proxy_key
        self.prop = prop
        self.type = element.type
        self.name = element.name
        self.key = element.key
        self.table = element.table
        self._proxies = (element,)
        self._shortcuts = {}
        self.primary_key = element.primary_key
        self.foreign_keys = element.foreign_keys
        self._roles = element._roles  # type: ignore[misc]
        if element.is_literal:
            self.is_literal = True

    def _compute_structure(self) -> Structure:
        key, holes = self.element.structure()
        if not key:
            return 0, holes
        return intern_key((EntityColumn, key, self.entity.entity_key, self.proxy_key)), holes

    def _described(self) -> dict[str, Any]:
        shown = getattr(self.entity.entity, self.proxy_key, self)
        return {**super()._described(), "name": self.proxy_key, "type": self.type, "expr": shown}

    @property
    def _annotations(self) -> Mapping[str, Any]:
        entity = self.entity
        return {
            "entity_namespace": entity,
            "parententity": entity,
            "parentmapper": entity.mapper,
            "proxy_key": self.proxy_key,
        }

    @property
    def entity_namespace(self) -> Any:
        return self.entity.entity_namespace

    @property
    def _froms(self) -> tuple[Any, ...]:
        froms: tuple[Any, ...] = self.element._froms
        return froms

    def expand(self) -> tuple[Any, ...]:
        return (self.element,)

    def froms(self) -> tuple[Any, ...]:
        return self._froms

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [self.element]

    def _copy_internals(self, replace: Any) -> Any:
        element = replace(self.element)
        if element is self.element:
            return self
        return EntityColumn(element, self.entity, self.proxy_key, self.prop)

    def self_group(self, against: Any = None) -> Any:
        grouped = self.element.self_group(against)
        return self if grouped is self.element else grouped

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name in ("element", "type"):
                raise
            return getattr(self.element, name)

    # -- names are those of the element -----------------------------------------------------------------------

    @property
    def _non_anon_label(self) -> Any:
        return self.element._non_anon_label

    @property
    def _anon_base(self) -> Any:
        return self.element._anon_base

    @property
    def _bind_base(self) -> Any:
        return self.element._bind_base

    @property
    def _tq_label(self) -> Any:
        return self.element._tq_label

    @property
    def _tq_key_label(self) -> Any:
        return getattr(self.element, "_tq_key_label", None)

    @property
    def _render_label_in_columns_clause(self) -> bool:
        result: bool = self.element._render_label_in_columns_clause
        return result

    @property
    def _proxy_key(self) -> Any:
        return self.proxy_key

    def _make_proxy(self, selectable: Any, *, key: Any = None, **options: Any) -> tuple[Any, Any]:
        made: tuple[Any, Any] = self.element._make_proxy(
            selectable, key=self.proxy_key if key is None else key, **options
        )
        return made
