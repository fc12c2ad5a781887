"""Subquery: a SELECT (or other rows) as a named FROM element."""

from __future__ import annotations

from typing import Any

from ...util import deprecated, warn
from ..elements import roles
from ..structure import AnonymousName
from .alias import AliasedReturnsRows


class Subquery(AliasedReturnsRows):
    """`(SELECT ...) AS name`, made by `SelectBase.subquery()`."""

    __visit_name__ = "subquery"
    inherit_cache = True
    _is_subquery = True

    @classmethod
    def _factory(cls, selectable: Any, name: str | None = None) -> Subquery:
        return selectable.subquery(name=name)  # type: ignore[no-any-return]

    def _coerce_to(self, role: str, context: Any) -> Any:
        if role not in roles.SCALAR_ROLES or role is roles.GROUP_BY:
            return super()._coerce_to(role, context)
        warn(
            "implicitly coercing SELECT object to scalar subquery; please use the .scalar_subquery() method to produce "
            "a scalar subquery."
        )
        return self.element.scalar_subquery()

    @deprecated(
        "1.4",
        "The Subquery.as_scalar() method, which was previously ``Alias.as_scalar()`` prior to version 1.4, is deprecated "
        "and will be removed in a future release; Please use the Select.scalar_subquery() method of the select() construct "
        "before constructing a subquery object, or with the ORM use the Query.scalar_subquery() method.",
    )
    def as_scalar(self) -> Any:
        """The scalar subquery of the select inside."""
        return self.element.set_label_style(self.element.get_label_style()).scalar_subquery()

    def alias(self, name: str | None = None, flat: bool = False) -> Any:
        """The same select under another name."""
        made = type(self)._construct(self.element, name)
        if name is None:
            made.name = AnonymousName.of(self._anonymous_base(self))
        return made
