"""The list, set and dictionary that mapped collections are by default."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from ...util import Generic
from .instrument import instrument_class, register_builtin

_T = TypeVar("_T")
_K = TypeVar("_K")


class InstrumentedList(list[_T]):
    """A list that tells its owner of members that come and go."""

    _sa_adapter: Any = None
    _sa_fill: ClassVar[Any] = list.extend


class InstrumentedSet(set[_T]):
    """A set that tells its owner of members that come and go."""

    _sa_adapter: Any = None
    _sa_fill: ClassVar[Any] = set.update


class InstrumentedDict(dict[_K, _T], Generic[_K, _T]):
    """A dictionary that tells its owner of members that come and go; a subclass says how a member gets its key."""

    _sa_adapter: Any = None
    _sa_fill: ClassVar[Any] = None


# `staticmethod` in effect: built-in methods do not bind, so `collection._sa_fill(collection, items)` is `list.extend`.
InstrumentedList._sa_fill = staticmethod(list.extend)
InstrumentedSet._sa_fill = staticmethod(set.update)
instrument_class(InstrumentedList)
instrument_class(InstrumentedSet)
register_builtin(list, InstrumentedList)
register_builtin(set, InstrumentedSet)
register_builtin(dict, InstrumentedDict)
