"""HSTORE: keys and values as text; its operators, functions, and how its text is read and written."""

from __future__ import annotations

import re
from typing import Any

from ...sql.functions import GenericFunction
from ...sql.operators import OperatorClass, OperatorType
from ...sql.types import (
    BOOLEANTYPE,
    Boolean,
    Concatenable,
    Indexable,
    IndexableComparator,
    Processor,
    Text,
    to_instance,
)
from .array import ARRAY
from .operators import CONTAINED_BY, CONTAINS, GETITEM, HAS_ALL, HAS_ANY, HAS_KEY

__all__ = ["HSTORE", "hstore", "parse_hstore", "write_hstore"]


class _Comparator(IndexableComparator[Any]):
    """Values by key, keys and values as arrays, and what a store holds."""

    __slots__ = ()

    def has_key(self, other: Any) -> Any:
        """`?`: there is this key."""
        return self.operate(HAS_KEY, other, result_type=BOOLEANTYPE)

    def has_all(self, other: Any) -> Any:
        """`?&`: there are all these keys."""
        return self.operate(HAS_ALL, other, result_type=BOOLEANTYPE)

    def has_any(self, other: Any) -> Any:
        """`?|`: there is one of these keys."""
        return self.operate(HAS_ANY, other, result_type=BOOLEANTYPE)

    def contains(self, other: Any, **kwargs: Any) -> Any:
        """`@>`: all pairs of `other` are here."""
        return self.operate(CONTAINS, other, result_type=BOOLEANTYPE)

    def contained_by(self, other: Any) -> Any:
        """`<@`: all pairs are in `other`."""
        return self.operate(CONTAINED_BY, other, result_type=BOOLEANTYPE)

    def _setup_getitem(self, index: Any) -> tuple[OperatorType, Any, Any]:
        return GETITEM, index, self.type.text_type

    def defined(self, key: Any) -> Any:
        """Whether the key has a value that is not NULL."""
        return _defined(self.expr, key)

    def delete(self, key: Any) -> Any:
        """The store without a key, some keys, or the pairs of a dict."""
        return _delete(self.expr, write_hstore(key) if isinstance(key, dict) else key)

    def slice(self, array: Any) -> Any:
        """The store of these keys only."""
        return _slice(self.expr, array)

    def keys(self) -> Any:
        """The keys as an array."""
        return _keys(self.expr)

    def vals(self) -> Any:
        """The values as an array."""
        return _vals(self.expr)

    def array(self) -> Any:
        """Keys and values in turn as an array."""
        return _array(self.expr)

    def matrix(self) -> Any:
        """Pairs of key and value as an array of arrays."""
        return _matrix(self.expr)


class HSTORE(Concatenable, Indexable):
    """A dict of strings: `Column("data", HSTORE)`; the database needs the extension hstore."""

    __visit_name__ = "HSTORE"
    hashable = False
    text_type: Any = Text()
    operator_classes = (
        OperatorClass.BASE
        | OperatorClass.CONTAINS
        | OperatorClass.INDEXABLE
        | OperatorClass.CONCATENABLE
        | OperatorClass.EQUALITY
    )
    Comparator = _Comparator
    comparator_factory: Any = _Comparator

    def __init__(self, text_type: Any = None) -> None:
        self.text_type = Text() if text_type is None else to_instance(text_type)

    def bind_processor(self, dialect: Any) -> Processor | None:
        return lambda value: write_hstore(value) if isinstance(value, dict) else value

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        return lambda value: parse_hstore(value) if isinstance(value, str) else value


class hstore(GenericFunction[Any]):
    """`hstore(...)`: a store of one pair, of an array of keys and values, or of two arrays."""

    type = HSTORE()
    name = "hstore"
    inherit_cache = True


class _defined(GenericFunction[Any]):
    type = Boolean()
    name = "defined"
    inherit_cache = True
    _register = False


class _delete(GenericFunction[Any]):
    type = HSTORE()
    name = "delete"
    inherit_cache = True
    _register = False


class _slice(GenericFunction[Any]):
    type = HSTORE()
    name = "slice"
    inherit_cache = True
    _register = False


class _keys(GenericFunction[Any]):
    type = ARRAY(Text())
    name = "akeys"
    inherit_cache = True
    _register = False


class _vals(GenericFunction[Any]):
    type = ARRAY(Text())
    name = "avals"
    inherit_cache = True
    _register = False


class _array(GenericFunction[Any]):
    type = ARRAY(Text())
    name = "hstore_to_array"
    inherit_cache = True
    _register = False


class _matrix(GenericFunction[Any]):
    type = ARRAY(Text())
    name = "hstore_to_matrix"
    inherit_cache = True
    _register = False


# ---------------------------------------------------------------------- the text of a store

_PAIR = re.compile(
    r"""
    \s* "(?P<key> (?: \\. | [^"\\] )*)" \s* => \s*
    (?: (?P<null> NULL) | "(?P<value> (?: \\. | [^"\\] )*)" ) \s* (?P<more> ,)?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def parse_hstore(text: str) -> dict[str, str | None]:
    """The dict that PostgreSQL's text of a store stands for; a ValueError says where it stops making sense."""
    found: dict[str, str | None] = {}
    position, more = 0, False
    while position < len(text):
        pair = _PAIR.match(text, position)
        if pair is None:
            if not more and not text[position:].strip():
                break
            raise ValueError(
                f"After {text[:position]!r}, could not parse residual at position {position}: "
                f"{text[position : position + 30]!r}"
            )
        value = pair["value"]
        found[_ESCAPED.sub(r"\1", pair["key"])] = None if pair["null"] else _ESCAPED.sub(r"\1", value)
        position, more = pair.end(), pair["more"] is not None
        if not more and text[position:].strip():
            raise ValueError(f"After {text[:position]!r}, a comma is missing at position {position}")
    return found


def write_hstore(store: dict[Any, Any]) -> str:
    """The text of a dict: `"key"=>"value", "other"=>NULL`."""
    return ", ".join([f"{_quoted(key, is_key=True)}=>{_quoted(value)}" for key, value in store.items()])


def _quoted(text: Any, *, is_key: bool = False) -> str:
    if text is None and not is_key:
        return "NULL"
    if not isinstance(text, str):
        raise TypeError(f"{text!r} in {'key' if is_key else 'value'} position is not a string: an HSTORE holds strings")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
