"""Several mappers of one hierarchy read at once: which they are, and the FROM element that has all their tables.

What lives here: pure functions over mappers. What must not: statements and the reading of rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...exc import InvalidRequestError
from ...sql.selectable import Join
from .registry import mapper_or_none


def mappers_named(mapper: Any, classes: Any) -> tuple[Any, ...]:
    """The mappers of `with_polymorphic` in the order of the hierarchy: those named, and all between them and `mapper`.

    `classes`: "*" for all that inherit from `mapper`, one class, or several; classes or mappers.
    """
    if classes is None:
        return ()
    if classes == "*":
        return tuple(mapper.self_and_descendants)
    if not isinstance(classes, Iterable):
        classes = (classes,)
    wanted: set[Any] = {mapper}
    for given in classes:
        found = mapper_or_none(given)
        if found is None or not found.isa(mapper):
            raise InvalidRequestError(
                f"{given!r} doesn't inherit from {mapper}: with_polymorphic() takes classes that do, or '*'"
            )
        wanted.update(one for one in found.iterate_to_root() if one.isa(mapper))
    return tuple(one for one in mapper.self_and_descendants if one in wanted)


def polymorphic_from(mapper: Any, mappers: Iterable[Any], *, innerjoin: bool = False) -> Any:
    """The mapper's own FROM element with the tables of `mappers` joined to it, by LEFT OUTER JOIN if not `innerjoin`."""
    found = mapper.persist_selectable
    for one in mappers:
        if one is mapper or one.single:
            continue
        if one.concrete:
            raise InvalidRequestError(
                f"with_polymorphic() requires 'selectable' argument when concrete-inheriting mappers are used: {one}"
            )
        found = Join(found, one.local_table, one.inherit_condition, isouter=not innerjoin)
    return found


def default_mappers(mapper: Any) -> tuple[Any, ...]:
    """The mappers that a plain SELECT of `mapper` reads: by its `with_polymorphic`, and `polymorphic_load="inline"`."""
    given = mapper.settings.with_polymorphic
    if (
        isinstance(given, (tuple, list))
        and len(given) == 2
        and (given[0] == "*" or isinstance(given[0], (list, tuple)))
    ):
        given = given[0]  # the older spelling: (classes, selectable)
    inline = [
        one for one in mapper.self_and_descendants if one.settings.polymorphic_load == "inline" and one is not mapper
    ]
    if given is None and not inline:
        return ()
    if given == "*":
        return mappers_named(mapper, "*")
    named = [] if given is None else list(given) if isinstance(given, (tuple, list)) else [given]
    return mappers_named(mapper, [*named, *inline])


def selectin_mappers(mapper: Any) -> tuple[Any, ...]:
    """The mappers below `mapper` whose own columns come by a second statement (`polymorphic_load="selectin"`)."""
    return tuple(
        one for one in mapper.self_and_descendants if one is not mapper and one.settings.polymorphic_load == "selectin"
    )
