"""Ordered-set and ranking functions: what they return follows from WITHIN GROUP."""

from __future__ import annotations

from typing import Any, ClassVar

from ..elements import LabelReference
from ..types import ARRAY, Integer, Numeric
from .registry import GenericFunction


class OrderedSetAgg(GenericFunction[Any]):
    """An aggregate over ordered rows; its type is that of what orders them."""

    array_for_multi_clause: ClassVar[bool] = False
    inherit_cache = True
    _base_of_functions = True

    def within_group_type(self, within_group: Any) -> Any:
        """The type of the first ORDER BY expression; an array of it for several fractions."""
        first = within_group.order_by.clauses[0]._ungroup()
        while getattr(first, "modifier", None) is not None or isinstance(first, LabelReference):
            first = first.element._ungroup()
        ordered = first.type
        if self.array_for_multi_clause and len(self._arguments) > 1:
            return ARRAY(ordered)
        return ordered


class mode(OrderedSetAgg):
    """The commonest value."""

    inherit_cache = True


class percentile_cont(OrderedSetAgg):
    """The value at a fraction of the order, interpolated."""

    array_for_multi_clause = True
    inherit_cache = True


class percentile_disc(OrderedSetAgg):
    """The first value at or beyond a fraction of the order."""

    array_for_multi_clause = True
    inherit_cache = True


class rank(GenericFunction[int]):
    """The rank, with gaps."""

    type = Integer()
    inherit_cache = True


class dense_rank(GenericFunction[int]):
    """The rank, without gaps."""

    type = Integer()
    inherit_cache = True


class percent_rank(GenericFunction[Any]):
    """The rank as a fraction of the rows."""

    type = Numeric()
    inherit_cache = True


class cume_dist(GenericFunction[Any]):
    """The fraction of rows up to this one."""

    type = Numeric()
    inherit_cache = True
