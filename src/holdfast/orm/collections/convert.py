"""What may be assigned to a collection attribute: an iterable of the same kind, member by member."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .adapter import adapter_of
from .instrument import duck_type_of


def adapt_value(attr: Any, value: Any) -> Iterable[tuple[Any, Any]]:
    """Pairs of key (None but in dictionaries) and member from a value assigned to the attribute `attr`.

    Raises TypeError when the value is of another kind than the attribute's collections.
    """
    wanted = attr.duck_type
    specimen = attr.factory()
    converter = getattr(specimen, "_sa_converter", None)
    if converter is not None:
        return [(None, member) for member in converter(value)]
    adapter = adapter_of(value)
    if wanted is not None:
        given = duck_type_of(value) if value is not None else None
        if given is not wanted:
            raise TypeError(f"Incompatible collection type: {_kind_name(value, given)} is not {wanted.__name__}-like")
    if wanted is dict:
        return list(value.items())
    if adapter is not None:
        return [(None, member) for member in adapter.members()]
    return [(None, member) for member in value]


def _kind_name(value: Any, given: Any) -> str:
    if given is not None:
        name: str = given.__name__
        return name
    return "None" if value is None else type(value).__name__
