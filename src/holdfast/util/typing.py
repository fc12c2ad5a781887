"""Reading type annotations: unions, optionals, aliases, NewTypes and strings. `typing_extensions` is never imported."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Mapping
from typing import Any

_UNIONS = (typing.Union, types.UnionType)


def is_fwd_ref(annotation: Any) -> bool:
    return isinstance(annotation, (str, typing.ForwardRef))


def is_union(annotation: Any) -> bool:
    """`Union[A, B]`, `Optional[A]` or `A | B`."""
    return typing.get_origin(annotation) in _UNIONS


def is_generic(annotation: Any) -> bool:
    return hasattr(annotation, "__args__") and hasattr(annotation, "__origin__")


def is_literal(annotation: Any) -> bool:
    return typing.get_origin(annotation) is typing.Literal


def is_newtype(annotation: Any) -> bool:
    return hasattr(annotation, "__supertype__")


def flatten_newtype(annotation: Any) -> Any:
    while hasattr(annotation, "__supertype__"):
        annotation = annotation.__supertype__
    return annotation


def is_pep593(annotation: Any) -> bool:
    """`Annotated[A, ...]`."""
    return hasattr(annotation, "__metadata__")


def is_pep695(annotation: Any) -> bool:
    """`type A = ...`, also the one that `typing_extensions` builds for older Pythons."""
    if type(annotation).__name__ == "TypeAliasType":
        return True
    origin = getattr(annotation, "__origin__", None)
    return origin is not None and type(origin).__name__ == "TypeAliasType"


def pep695_value(annotation: Any) -> Any:
    """What the alias stands for, followed to its end."""
    while is_pep695(annotation):
        annotation = annotation.__value__ if hasattr(annotation, "__value__") else annotation.__origin__.__value__
    return annotation


def is_origin_of(annotation: Any, *names: str, module: str | None = None) -> bool:
    """True if the generic's origin has one of these names (and the module)."""
    origin = typing.get_origin(annotation)
    if origin is None:
        return False
    name = getattr(origin, "__name__", None) or getattr(origin, "_name", None)
    return name in names and (module is None or str(getattr(origin, "__module__", "")).startswith(module))


def includes_none(annotation: Any) -> bool:
    """True if None is a legal value of the annotation; aliases and NewTypes are looked through."""
    annotation = pep695_value(annotation)
    if annotation is None or annotation is type(None):
        return True
    if is_fwd_ref(annotation):
        text = annotation.__forward_arg__ if isinstance(annotation, typing.ForwardRef) else annotation
        return text.replace(" ", "").startswith("Optional[") or "None" in text.replace(" ", "").split("|")
    if is_union(annotation):
        return any(map(includes_none, typing.get_args(annotation)))
    if is_newtype(annotation):
        return includes_none(annotation.__supertype__)
    if is_literal(annotation):
        return None in typing.get_args(annotation)
    return False


def de_optionalize_union_types(annotation: Any) -> Any:
    """The annotation without None: `Optional[A]` gives `A`, `A | B | None` gives `A | B`."""
    if is_union(annotation):
        members = [member for member in typing.get_args(annotation) if member is not type(None)]
        return make_union_type(*members) if members else type(None)
    return annotation


def make_union_type(*members: Any) -> Any:
    return typing.Union[members]


def resolve_annotation(annotation: Any, module_name: str, local_names: Mapping[str, Any] | None = None) -> Any:
    """Evaluate a string annotation in the names of its module, then `local_names`.

    Raises NameError when a name in it is not (yet) known: the caller may know a later moment.
    """
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if not isinstance(annotation, str):
        return annotation
    module = sys.modules.get(module_name)
    names: dict[str, Any] = dict(vars(module)) if module is not None else {}
    return eval(annotation, names, dict(local_names or {}))  # noqa: S307 - an annotation is the program's own code


def in_body_order(values: list[str], annotations: list[str]) -> list[str]:
    """One order of names from two that share some: at each shared name the walk changes over to the other list.

    A class body keeps names with values and names with annotations apart; this is the oracle's way to merge them.
    """
    shared = set(values) & set(annotations)
    walked, other = iter(values), iter(annotations)
    merged: list[str] = []
    while True:
        meeting = False
        for name in walked:
            if name in shared:
                shared.discard(name)
                meeting = True
                break
            merged.append(name)
        if not meeting:
            return [*merged, *other]
        walked, other = other, walked
