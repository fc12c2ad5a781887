"""From a Python value to its SQL type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .base import TypeEngine, set_inference
from .binary import BINARYTYPE
from .boolean import BOOLEANTYPE
from .datetime import DATETIMETYPE, DATETYPE, TIMETYPE, Interval
from .null import NULLTYPE
from .numeric import INTEGERTYPE, NUMERICTYPE, Double
from .string import STRINGTYPE
from .uuid import UUIDTYPE

_FIXED: dict[type, TypeEngine[Any]] = {
    bool: BOOLEANTYPE,
    float: Double(),
    bytes: BINARYTYPE,
    bytearray: BINARYTYPE,
    memoryview: BINARYTYPE,
    dt.date: DATETYPE,
    dt.timedelta: Interval(),
    type(None): NULLTYPE,
}
# Classes of modules that are slow to import: whoever has such a value has imported them.
_BY_NAME: dict[tuple[str, str], TypeEngine[Any]] = {
    ("decimal", "Decimal"): NUMERICTYPE,
    ("uuid", "UUID"): UUIDTYPE,
}
# Types whose choice depends on the value: its size, its characters, its zone.
_BY_VALUE: dict[type, Callable[[Any], TypeEngine[Any]]] = {
    int: INTEGERTYPE._resolve_for_literal,
    str: STRINGTYPE._resolve_for_literal,
    dt.datetime: DATETIMETYPE._resolve_for_literal,
    dt.time: TIMETYPE._resolve_for_literal,
}


def type_for_value(value: Any) -> TypeEngine[Any]:
    """The type of a value that was given without one; NULLTYPE when nothing is known about its class."""
    kind = value.__class__
    choose = _BY_VALUE.get(kind)
    if choose is not None:
        return choose(value)
    found = _FIXED.get(kind)
    if found is not None:
        return found
    if hasattr(kind, "__sa_type_engine__"):  # a value that knows its type, such as a range
        return value.__sa_type_engine__ or NULLTYPE
    return _learn(kind)


def _learn(kind: type) -> TypeEngine[Any]:
    found = _BY_NAME.get((kind.__module__, kind.__qualname__))
    if found is None:
        return NULLTYPE
    _FIXED[kind] = PYTHON_TYPES[kind] = found
    return found


# What an annotation of a mapped class means: `Mapped[int]` is an Integer.
PYTHON_TYPES: dict[type, TypeEngine[Any]] = {
    int: INTEGERTYPE,
    float: _FIXED[float],
    bool: BOOLEANTYPE,
    dt.date: DATETYPE,
    dt.datetime: DATETIMETYPE,
    dt.time: TIMETYPE,
    dt.timedelta: _FIXED[dt.timedelta],
    type(None): NULLTYPE,
    bytes: BINARYTYPE,
    str: STRINGTYPE,
}


def type_for_python_type(python_type: type) -> TypeEngine[Any] | None:
    """The type of a Python class in an annotation, or None when there is none by default."""
    found = PYTHON_TYPES.get(python_type)
    if found is None:
        found = _learn(python_type)
        return None if found is NULLTYPE else found
    return found


set_inference(type_for_value)
