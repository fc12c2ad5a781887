"""CTE: rows given a name by WITH, and the mixin by which statements make them."""

from __future__ import annotations

from typing import Any, ClassVar

from ...util import NamedTuple
from ..elements import roles
from ..structure import UNCACHEABLE, AnonymousName, Structure, intern_key
from .alias import AliasedReturnsRows
from .base import HasPrefixes, HasSuffixes


class CTEOptions(NamedTuple):
    """How an independent CTE stands in the statement that carries it."""

    nesting: bool


class CTE(HasPrefixes, HasSuffixes, AliasedReturnsRows):
    """`WITH name AS (...)`; refer to it as to a table.

    `_cte_alias` is the CTE that this one is an alias of; `_restates` is the non-recursive part that
    `union()` of a recursive CTE continues: both render under one WITH.
    """

    __visit_name__ = "cte"
    _roles = AliasedReturnsRows._roles | {roles.DML_TABLE, roles.IS_CTE}
    inherit_cache = True
    _is_cte = True

    recursive: bool
    nesting: bool
    _cte_alias: CTE | None
    _restates: CTE | None

    def _init(
        self,
        element: Any,
        *,
        name: str | None = None,
        recursive: bool = False,
        nesting: bool = False,
        _cte_alias: CTE | None = None,
        _restates: CTE | None = None,
        _prefixes: tuple[Any, ...] = (),
        _suffixes: tuple[Any, ...] = (),
    ) -> None:
        self.recursive = recursive
        self.nesting = nesting
        self._cte_alias = _cte_alias
        self._restates = _restates
        if _prefixes:
            self._prefixes = _prefixes
        if _suffixes:
            self._suffixes = _suffixes
        super()._init(element, name=name)

    @classmethod
    def _factory(cls, selectable: Any, name: str | None = None, recursive: bool = False) -> CTE:
        return selectable.cte(name=name, recursive=recursive)  # type: ignore[no-any-return]

    def alias(self, name: str | None = None, flat: bool = False) -> CTE:
        """This CTE under another name in a FROM list; the WITH stays the same."""
        return CTE._construct(
            self.element,
            name=name,
            recursive=self.recursive,
            nesting=self.nesting,
            _cte_alias=self,
            _prefixes=self._prefixes,
            _suffixes=self._suffixes,
        )

    def union(self, *other: Any) -> CTE:
        """The CTE whose SELECT is this one's UNION the given ones: how a recursive CTE goes on."""
        return self._continued(self.element.union(*other))

    def union_all(self, *other: Any) -> CTE:
        """The CTE whose SELECT is this one's UNION ALL the given ones."""
        return self._continued(self.element.union_all(*other))

    def _continued(self, element: Any) -> CTE:
        return CTE._construct(
            element,
            name=self.name,
            recursive=self.recursive,
            nesting=self.nesting,
            _restates=self,
            _prefixes=self._prefixes,
            _suffixes=self._suffixes,
        )

    def _get_reference_cte(self) -> CTE:
        """The CTE that a name in the text refers to first: the one restated, if any."""
        return self._restates if self._restates is not None else self

    def _with(self, name: str, value: Any) -> CTE:
        made = self._generate()
        made.__dict__[name] = value
        return made

    def _compute_inner(self) -> Structure:
        key, holes = super()._compute_inner()
        parts: list[Any] = [CTE, key, self.recursive, self.nesting]
        for texts in (self._prefixes, self._suffixes):
            for text, dialect in texts:
                text_key, text_holes = text.structure()
                if not text_key:
                    key = UNCACHEABLE
                parts += (text_key, dialect)
                holes += text_holes
            parts.append(None)
        for other in (self._cte_alias, self._restates):
            parts.append(other is not None)
            if other is not None:
                holes = (*holes, other)
        return (intern_key(tuple(parts)) if key else UNCACHEABLE), holes

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [self.element]

    @property
    def description(self) -> str:
        return "anon_1" if isinstance(self.name, AnonymousName) else str(self.name)


class HasCTE:
    """A statement that can become a CTE and carry CTEs of its own."""

    __slots__ = ()
    name_cte_columns: ClassVar[bool] = False
    _independent_ctes: tuple[CTE, ...] = ()
    _independent_ctes_opts: tuple[CTEOptions, ...] = ()

    def add_cte(self, *ctes: CTE, nest_here: bool = False) -> Any:
        """Render these CTEs with the statement even if nothing in it refers to them."""
        made = self._with("_independent_ctes", self._independent_ctes + ctes)  # type: ignore[attr-defined]
        options = tuple(CTEOptions(nest_here) for _ in ctes)
        made.__dict__["_independent_ctes_opts"] = self._independent_ctes_opts + options
        return made

    def cte(self, name: str | None = None, recursive: bool = False, nesting: bool = False) -> CTE:
        """This statement as a CTE, to be selected from."""
        return CTE._construct(self, name=name, recursive=recursive, nesting=nesting)
