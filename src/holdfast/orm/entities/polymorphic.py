"""`with_polymorphic(Person, [Engineer, Manager])`: a class together with classes that inherit from it, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from ...inspection import inspect
from ..mapper import mappers_named, polymorphic_from
from .aliased import AliasedClass


def with_polymorphic(
    base: Any,
    classes: Literal["*"] | Iterable[Any] | Any,
    selectable: Any = False,
    flat: bool = False,
    polymorphic_on: Any = None,
    aliased: bool = False,
    innerjoin: bool = False,
    adapt_on_names: bool = False,
    name: str | None = None,
) -> Any:
    """An entity of `base` whose rows bring the columns of `classes` along; the subclasses are attributes of it.

    `classes`: subclasses, or "*" for all. `selectable`: a FROM element that has all their columns, instead of the outer
    join of their tables. `aliased` gives that join as a subquery, `flat` as a join of aliased tables. `innerjoin`: rows of
    these classes only. `polymorphic_on`: the column of `selectable` that tells the class.
    """
    mapper = inspect(base).mapper
    mappers = mappers_named(mapper, classes)
    if selectable is False or selectable is None:
        source = polymorphic_from(mapper, mappers, innerjoin=innerjoin)
    else:
        source = selectable
    if aliased or flat:
        source = source._anonymous_fromclause(flat=flat)
    return AliasedClass(
        mapper.class_,
        source,
        name=name,
        adapt_on_names=adapt_on_names,
        with_polymorphic_mappers=mappers or (mapper,),
        polymorphic_on=polymorphic_on,
    )
