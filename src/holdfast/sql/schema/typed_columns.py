"""Columns of a table as a class with annotations: `class users_cols(TypedColumns): name: Named[str]`.

What lives here: from such a class to columns. The class is for type checkers and is never instantiated; a table made of
it has columns of its own.
"""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, TypeVar

from ... import exc
from ...util import NO_ARG, Generic, de_optionalize_union_types, in_body_order, includes_none, resolve_annotation
from ..types import to_instance, type_for_python_type
from .base import NULL_UNSPECIFIED
from .column import Column

_T = TypeVar("_T")


class Named(Generic[_T]):
    """The annotation of a column: `name: Named[str]`, `weight: Named[float | None]`."""

    if TYPE_CHECKING:

        def __get__(self, instance: Any, owner: Any) -> Column[_T]: ...
        def __set__(self, instance: Any, value: Any) -> None: ...


class TypedColumns:
    """The base of classes that list the columns of a table: `Table("users", metadata, users_cols)`.

    A column is an annotation `Named[...]` or `Column[...]`, a `Column(...)`, or both: what the Column says wins, the
    annotation gives its type and whether it may be NULL. Mixins and subclasses add to each other.
    """

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        methods = [name for name, value in vars(cls).items() if callable(value) and not name.startswith("__")]
        if methods:
            raise exc.InvalidRequestError(f"TypedColumns subclasses may not define methods. Found {sorted(methods)}")

    def __init__(self) -> None:
        raise exc.InvalidRequestError("Cannot instantiate a TypedColumns object.")


def columns_of(cls: type[TypedColumns]) -> list[Column]:
    """New columns, as the class and its bases describe them; those of bases first."""
    found: dict[str, Column] = {}
    for base in reversed(cls.__mro__):
        if base is object or base is TypedColumns:
            continue
        annotations = base.__dict__.get("__annotations__", {})  # noqa: RUF063 - `inspect` is not imported at start
        values = {name: value for name, value in vars(base).items() if not name.startswith("__")}
        for name in in_body_order(list(values), list(annotations)):
            if not name.startswith("__"):
                found[name] = _column(base, name, values.get(name, NO_ARG), annotations.get(name, NO_ARG))
    return list(found.values())


def _column(base: type, name: str, value: Any, annotation: Any) -> Column:
    where = f"'{base.__name__}.{name}'"
    if value is not NO_ARG and not isinstance(value, Column):
        raise exc.ArgumentError(f"Unexpected value for attribute {where}. Expected a Column, not: {type(value)}")
    given = Column() if value is NO_ARG else value
    made = given._copy(name=given.name or name, key=name if given.key in {None, given.name} else given.key)
    if annotation is NO_ARG:
        if made.type._isnull and not made.foreign_keys:
            raise exc.ArgumentError(
                f"Python typing annotation is required for attribute {where} when primary argument(s) for Column "
                "construct are None or not present"
            )
        return made
    resolved, inner = _inside(base, annotation, where)
    if inner is NO_ARG:
        if made.type._isnull:
            raise exc.ArgumentError(
                f"No type information could be extracted from annotation {resolved} for attribute {where}"
            )
        return made
    nullable = includes_none(inner)
    if made.type._isnull:
        made.type = _type(resolved, inner, where)
    if made._user_defined_nullable is NULL_UNSPECIFIED and not made.primary_key:
        made.nullable = nullable
    return made


def _inside(base: type, annotation: Any, where: str) -> tuple[Any, Any]:
    """The annotation with its strings read, and what stands in the brackets."""
    try:
        resolved = resolve_annotation(annotation, base.__module__)
    except Exception as error:
        raise exc.ArgumentError(f"Could not interpret annotation {annotation} for attribute {where}") from error
    if resolved in (Named, Column):
        return resolved, NO_ARG
    origin = typing.get_origin(resolved)
    if not (isinstance(origin, type) and issubclass(origin, (Named, Column))):
        raise exc.ArgumentError(f"Annotation {resolved} for attribute {where} is not of type Named/Column[...]")
    return resolved, typing.get_args(resolved)[0]


def _type(annotation: Any, inner: Any, where: str) -> Any:
    python_type = de_optionalize_union_types(inner)
    found = type_for_python_type(python_type) if isinstance(python_type, type) else None
    if found is None or found._isnull:
        raise exc.ArgumentError(
            f"Could not find a SQL type for type {inner} obtained from annotation {annotation} in attribute {where}"
        )
    return to_instance(found)


__all__ = ["Named", "TypedColumns", "columns_of"]
