"""Aliases: a FROM element under another name (Alias, Lateral, TableSample) and what all of them share.

A column of an alias has the alias as its hole; the alias's own content is known through `inner_structure()`.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from ..elements import expect, roles
from ..functions import func
from ..structure import (
    CHILD,
    NAMES,
    UNCACHEABLE,
    AnonymousName,
    Field,
    Structure,
    intern_key,
    known_keys,
    name_structure,
)
from .base import FromClause, Maker, NamedFromClause


class AliasedReturnsRows(NamedFromClause):
    """The base of everything that gives a name to rows: alias, subquery, CTE, lateral, table sample."""

    _fields: ClassVar[tuple[Field, ...]] = (Field("element", CHILD), Field("name", NAMES))
    _memos = (*FromClause._memos, "c", "columns", "primary_key", "foreign_keys", "_inner")
    _is_from_container = True
    _is_replaceable_from = True
    _supports_derived_columns = False
    element: Any
    name: Any
    _inner: Structure | None = None

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        raise NotImplementedError(
            f"The {type(self).__name__} class is not intended to be constructed directly.  Please use the "
            f"{type(self).__name__.lower()}() standalone function or the {type(self).__name__.lower()}() method "
            "available from appropriate selectable objects."
        )

    @classmethod
    def _construct(cls, element: Any, name: str | None = None, **more: Any) -> Self:
        made = cls.__new__(cls)
        made._init(element, name=name, **more)
        return made

    def _init(self, element: Any, *, name: str | None = None) -> None:
        self.element = element
        self.name = name if name is not None else AnonymousName.of(self._anonymous_base(element))

    @staticmethod
    def _anonymous_base(element: Any) -> str | None:
        if getattr(element, "named_with_column", False):
            name = getattr(element, "name", None)
            if name is not None and not isinstance(name, AnonymousName):
                return str(name)
        return None

    # -- structure: a hole -----------------------------------------------------------------------------------

    def _compute_structure(self) -> Structure:
        cls = type(self)
        return _hole_keys.get(cls) or _hole_key(cls), (self,)

    def inner_structure(self) -> Structure:
        """What this alias is made of; computed once."""
        found = self._inner
        if found is None:
            found = self._inner = self._compute_inner()
        return found

    def _compute_inner(self) -> Structure:
        key, holes = self.element.structure()
        if key == UNCACHEABLE:
            return UNCACHEABLE, holes
        name: Any = self.name
        anchors: tuple[Any, ...] = ()
        if name.__class__ is not str:
            name, anchors = name_structure(name)
        row = (type(self), key, name, *self._inner_parts())
        return known_keys.get(row) or intern_key(row), holes + anchors if anchors else holes

    def _inner_parts(self) -> tuple[Any, ...]:
        return ()

    # -- columns ---------------------------------------------------------------------------------------------

    def _make_columns(self) -> None:
        shaped = self.element._shaped_columns(self)
        if shaped is None:
            super()._make_columns()
        else:
            self.__dict__["c"] = self.__dict__["columns"] = shaped

    def _fill_columns(self, columns: Any, primary_key: list[Any]) -> None:
        self.element._proxy_columns(self, columns, primary_key)

    def _column_for(self, column: Any, source: Any) -> Any:
        """The column here that stands where `column` stands in `source`, the element that this one replaces."""
        for mine, theirs in zip(self.c, source.c, strict=False):
            if theirs is column:
                return mine
        return self.c[column.key]

    @property
    def original(self) -> Any:
        """The element under this alias."""
        return self.element

    @property
    def implicit_returning(self) -> bool:
        return bool(self.element.implicit_returning)

    @property
    def description(self) -> str:
        name = self.name
        return "anon_1" if isinstance(name, AnonymousName) else str(name)

    def is_derived_from(self, fromclause: Any) -> bool:
        return self is fromclause or self.element.is_derived_from(fromclause)

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [self.element]

    def _copy_internals(self, replace: Any) -> Any:
        element = replace(self.element)
        if element is self.element:
            return self
        made = self._generate()
        made.element = element
        return made

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} at 0x{id(self):x}; {self.description}>"


_hole_keys: dict[type, int] = {}


def _hole_key(cls: type) -> int:
    found = _hole_keys.get(cls)
    if found is None:
        found = _hole_keys[cls] = intern_key((cls, "hole"))
    return found


class FromClauseAlias(AliasedReturnsRows):
    """An alias of a FROM element."""

    @property
    def description(self) -> str:
        if isinstance(self.name, AnonymousName):
            return f"Anonymous alias of {getattr(self.element, 'description', self.element)}"
        return str(self.name)


class Alias(FromClauseAlias):
    """`table AS name`, made by `alias()` or `FromClause.alias()`."""

    __visit_name__ = "alias"
    _roles = FromClauseAlias._roles | {roles.DML_TABLE}
    inherit_cache = True

    @classmethod
    def _factory(cls, selectable: Any, name: str | None = None, flat: bool = False) -> Any:
        return expect("from_clause", selectable, allow_select=True).alias(name=name, flat=flat)

    def _init(self, element: Any, *, name: str | None = None) -> None:
        # An alias of an alias is another alias of the same element; of a subquery, the same select named anew.
        super()._init(element, name=name)
        while isinstance(self.element, Alias):
            self.element = self.element.element


class LateralFromClause(NamedFromClause):
    """A FROM element that may refer to those before it."""

    _is_lateral = True


class Lateral(FromClauseAlias, LateralFromClause):
    """`LATERAL (SELECT ...) AS name`."""

    __visit_name__ = "lateral"
    inherit_cache = True
    _is_lateral = True

    @classmethod
    def _factory(cls, selectable: Any, name: str | None = None) -> Any:
        element = selectable if getattr(selectable, "_is_select_base", False) else expect("from_clause", selectable)
        return element.lateral(name=name)

    @classmethod
    def _of(cls, selectable: Any, name: str | None) -> Lateral:
        return cls._construct(selectable, name)


class TableSample(FromClauseAlias):
    """`table AS name TABLESAMPLE method(n) REPEATABLE (seed)`."""

    __visit_name__ = "tablesample"
    _fields = (
        Field("element", CHILD),
        Field("name", NAMES),
        Field("sampling", CHILD),
        Field("seed", CHILD),
    )

    sampling: Any
    seed: Any

    @classmethod
    def _factory(cls, selectable: Any, sampling: Any, name: str | None = None, seed: Any = None) -> Any:
        return expect("from_clause", selectable).tablesample(sampling, name=name, seed=seed)

    def _init(self, element: Any, *, name: str | None = None, sampling: Any = None, seed: Any = None) -> None:
        self.sampling = sampling if hasattr(sampling, "_froms") else func.system(sampling)
        self.seed = expect("expression_element", seed) if seed is not None else None
        super()._init(element, name=name)
        while isinstance(self.element, Alias):
            self.element = self.element.element

    def _get_method(self) -> Any:
        return self.sampling

    def _compute_inner(self) -> Structure:
        key, holes = super()._compute_inner()
        sampling_key, sampling_holes = self.sampling.structure()
        seed_key, seed_holes = self.seed.structure() if self.seed is not None else (-1, ())
        holes = holes + sampling_holes + seed_holes
        if not (key and sampling_key and seed_key):
            return UNCACHEABLE, holes
        return intern_key((TableSample, key, sampling_key, seed_key)), holes

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [part for part in (self.element, self.sampling, self.seed) if part is not None]


def _alias(element: Any, name: str | None, flat: bool) -> Alias:
    return Alias._construct(element, name)


def _tablesample(element: Any, sampling: Any, name: str | None, seed: Any) -> TableSample:
    return TableSample._construct(element, name, sampling=sampling, seed=seed)


Maker.alias = staticmethod(_alias)
Maker.lateral = Lateral._of
Maker.tablesample = staticmethod(_tablesample)
