"""Annotations: from `Mapped[str | None]` to a column type, and from `Mapped[list["Address"]]` to a target.

What lives here: reading annotations. What must not: scanning classes (`scan.py`).
"""

from __future__ import annotations

import builtins
import datetime as dt
import enum
import sys
import typing
from collections import abc
from collections.abc import Mapping
from typing import Any, Final, Literal

from ...exc import ArgumentError
from ...sql.types import (
    Boolean,
    Date,
    DateTime,
    Double,
    Enum,
    Integer,
    Interval,
    LargeBinary,
    NullType,
    Numeric,
    String,
    Time,
    TypeEngine,
    Uuid,
    to_instance,
)
from ...util import (
    de_optionalize_union_types,
    flatten_newtype,
    includes_none,
    is_literal,
    is_newtype,
    is_pep593,
    is_pep695,
    is_union,
    make_union_type,
    pep695_value,
)
from ..exc import MappedAnnotationError
from ..interfaces import Mapped
from .evaluate import evaluate

DEFAULT_TYPES: Final[dict[Any, Any]] = {
    bool: Boolean,
    bytes: LargeBinary,
    dt.date: Date,
    dt.datetime: DateTime,
    dt.time: Time,
    dt.timedelta: Interval,
    float: Double,
    int: Integer,
    str: String,
    type(None): NullType,
}
# The same for classes of modules that are slow to import: who annotates with one has imported it.
_DEFAULTS_BY_NAME: Final[dict[tuple[str, str], Any]] = {("decimal", "Decimal"): Numeric, ("uuid", "UUID"): Uuid}
_COLLECTIONS: Final = (
    list,
    set,
    dict,
    abc.Sequence,
    abc.MutableSequence,
    abc.Set,
    abc.MutableSet,
    abc.Mapping,
    abc.MutableMapping,
)


class MappedAnnotation:
    """The inside of a `Mapped[...]`: the annotation as it stands, and which `Mapped` class it was."""

    __slots__ = ("inner", "outer")

    def __init__(self, inner: Any, outer: Any) -> None:
        self.inner = inner
        self.outer = outer


def resolve_annotation(annotation: Any, cls: type, names: Mapping[str, Any] | None = None) -> Any:
    """An annotation with its strings read; names that are not known yet stay forward references."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if not isinstance(annotation, str):
        return annotation
    module = sys.modules.get(cls.__module__)
    known = vars(module) if module is not None else {}

    def lookup(name: str) -> Any:
        for namespace in (names or {}, known, vars(builtins)):
            if name in namespace:
                return namespace[name]
        return typing.ForwardRef(name)

    return evaluate(annotation, lookup, annotation=True)


def mapped_annotation(annotation: Any, cls: type, key: str) -> MappedAnnotation | None:
    """The inside of `Mapped[...]`, or None if the annotation is of something else."""
    if annotation is None:
        return None
    if isinstance(annotation, str) and "Mapped" not in annotation and "[" not in annotation:
        return None
    resolved = resolve_annotation(annotation, cls)
    origin = typing.get_origin(resolved)
    if not isinstance(origin, type) or not issubclass(origin, Mapped):
        if resolved is Mapped:
            return MappedAnnotation(None, Mapped)
        return None
    arguments = typing.get_args(resolved)
    inner = arguments[0] if arguments else None
    if isinstance(inner, (str, typing.ForwardRef)):
        inner = resolve_annotation(inner, cls)
    return MappedAnnotation(inner, origin)


def is_class_var(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar"))
    return typing.get_origin(annotation) is typing.ClassVar or annotation is typing.ClassVar


# -- columns ----------------------------------------------------------------------------------------------------


def is_nullable(annotation: Any) -> bool:
    """Whether None is among the values."""
    if is_pep593(annotation):
        return is_nullable(typing.get_args(annotation)[0])
    return includes_none(annotation)


def annotated_extras(annotation: Any) -> tuple[Any, ...]:
    """What `Annotated[...]` carries beside the type, optional or not."""
    annotation = de_optionalize_union_types(annotation)
    if is_pep695(annotation):
        annotation = de_optionalize_union_types(pep695_value(annotation))
    if is_pep593(annotation):
        return tuple(annotation.__metadata__)
    return ()


def column_type(annotation: Any, type_map: Mapping[Any, Any], cls: type, key: str) -> TypeEngine[Any]:
    """The column type for the inside of a `Mapped[...]`."""
    found = find_type(annotation, type_map)
    if found is None:
        raise MappedAnnotationError(
            f"Could not locate SQLAlchemy Core type when resolving for Python type indicated by '{_show(annotation)}' inside the Mapped[] "
            f"annotation for the {key!r} attribute of {cls.__name__}; give the type: mapped_column(<type>), or add it to type_annotation_map"
        )
    return found


def find_type(annotation: Any, type_map: Mapping[Any, Any]) -> TypeEngine[Any] | None:
    """The type that the user's map or the defaults have for an annotation; each form of it is tried."""
    for form in _forms(annotation):
        for known in (type_map, DEFAULT_TYPES):
            try:
                given = known.get(form)
            except TypeError:  # not hashable
                continue
            if given is not None:
                return _resolved(to_instance(given), form)
        if isinstance(form, type):
            given = _DEFAULTS_BY_NAME.get((form.__module__, form.__qualname__))
            if given is not None:
                made: TypeEngine[Any] = to_instance(given)
                return made
        if is_literal(form):
            return _enum_of_literal(form, type_map)
        if isinstance(form, type) and issubclass(form, enum.Enum):
            return _enum_of_class(form, type_map)
    plain = flatten_newtype(de_optionalize_union_types(annotation))
    if isinstance(plain, type):
        for base in plain.__mro__[1:-1]:
            if base in type_map:
                return _resolved(to_instance(type_map[base]), plain)
    return None


def _forms(annotation: Any) -> list[Any]:
    """The annotation, then what it stands for with less and less around it."""
    forms = [annotation]
    bare = de_optionalize_union_types(annotation)
    if is_pep695(bare):
        forms.append(bare)
        bare = de_optionalize_union_types(pep695_value(bare))
    forms.append(bare)
    if is_pep593(bare):
        bare = de_optionalize_union_types(typing.get_args(bare)[0])
        forms.append(bare)
    while is_newtype(bare):
        bare = bare.__supertype__
        forms.append(bare)
    if is_pep695(bare):
        bare = de_optionalize_union_types(pep695_value(bare))
        forms.append(bare)
    if is_union(bare):
        members = typing.get_args(bare)
        if all(is_literal(member) for member in members):
            forms.append(Literal[tuple(value for member in members for value in typing.get_args(member))])
    origin = typing.get_origin(bare)
    if origin is not None and origin is not Literal:
        forms.append(origin)
    return forms


def _resolved(type_: TypeEngine[Any], form: Any) -> TypeEngine[Any]:
    if isinstance(type_, Enum) and isinstance(form, type) and issubclass(form, enum.Enum):
        return _enum_of_class(form, {enum.Enum: type_})
    return type_


def _enum_of_class(form: type[enum.Enum], type_map: Mapping[Any, Any]) -> TypeEngine[Any]:
    template = type_map.get(enum.Enum)
    return _like(template, form)


def _enum_of_literal(form: Any, type_map: Mapping[Any, Any]) -> TypeEngine[Any]:
    values = [value for value in typing.get_args(form) if value is not None]
    if not all(isinstance(value, str) for value in values):
        raise ArgumentError(f"Can't associate {form!r} with a column type: its members are not all strings")
    return Enum(*values, native_enum=False)


def _like(template: Any, form: type[enum.Enum]) -> TypeEngine[Any]:
    if template is None or isinstance(template, type):
        return Enum(form)
    options = {
        name: getattr(template, name)
        for name in ("native_enum", "create_constraint", "validate_strings", "values_callable", "length")
        if getattr(template, name, None) is not None
    }
    return Enum(form, **options)


def _show(annotation: Any) -> str:
    return getattr(annotation, "__qualname__", None) or str(annotation)


# -- relationships ----------------------------------------------------------------------------------------------


class RelationshipAnnotation:
    """What an annotation says of a relationship: its target (a class or a name), and the collection if it is one."""

    __slots__ = ("collection_class", "target", "uselist")

    def __init__(self, target: Any, uselist: bool, collection_class: Any) -> None:
        self.target = target
        self.uselist = uselist
        self.collection_class = collection_class


def relationship_annotation(annotation: Any, cls: type, key: str) -> RelationshipAnnotation:
    """Read the inside of a `Mapped[...]` of a relationship."""
    inner = annotation
    if is_union(inner):
        members = [m for m in typing.get_args(inner) if m is not type(None)]
        inner = members[0] if len(members) == 1 else make_union_type(*members)
    if is_pep593(inner):
        inner = typing.get_args(inner)[0]
    origin = typing.get_origin(inner)
    if isinstance(origin, type) and issubclass(origin, abc.Collection) and not hasattr(origin, "_sa_class_manager"):
        arguments = typing.get_args(inner)
        if not arguments:
            raise ArgumentError(
                f"Generic alias {inner!r} of {cls.__name__}.{key} has no argument: which class does it hold?"
            )
        target = arguments[-1] if issubclass(origin, abc.Mapping) else arguments[0]
        return RelationshipAnnotation(_target_name(target, cls), True, _collection_of(origin))
    if isinstance(inner, type) and issubclass(inner, (list, set, dict)):
        raise ArgumentError(f"Type {inner!r} of {cls.__name__}.{key} does not say which class it holds")
    return RelationshipAnnotation(_target_name(inner, cls), False, None)


def _collection_of(origin: type) -> Any:
    if issubclass(origin, (list, set, dict)):
        return origin
    if issubclass(origin, abc.Set):
        return set
    if issubclass(origin, abc.Mapping):
        return dict
    if (
        origin in _COLLECTIONS
        or getattr(origin, "__isabstractmethod__", False)
        or not callable(getattr(origin, "append", None))
    ):
        return list
    return origin


def _target_name(target: Any, cls: type) -> Any:
    if isinstance(target, typing.ForwardRef):
        return target.__forward_arg__
    if isinstance(target, str):
        resolved = resolve_annotation(target, cls)
        return resolved.__forward_arg__ if isinstance(resolved, typing.ForwardRef) else resolved
    return target
