"""Aggregates and everyday functions with known result types."""

from __future__ import annotations

from typing import Any, TypeVar

from ..elements import MAKERS, BindParameter, ColumnElement, literal_column
from ..structure import intern_key, name_structure
from ..types import INTEGERTYPE, STRINGTYPE, Integer, String
from .base import argument
from .registry import GenericFunction, ReturnTypeFromArgs, ReturnTypeFromOptionalArgs

_T = TypeVar("_T")


class count(GenericFunction[int]):
    """The number of rows, `count(*)`, or of values that are not NULL."""

    type = Integer()
    inherit_cache = True

    def __init__(self, expression: Any = None, **kwargs: Any) -> None:
        super().__init__(literal_column("*") if expression is None else expression, **kwargs)


class max(ReturnTypeFromArgs[_T]):
    """The greatest value."""

    inherit_cache = True


class min(ReturnTypeFromArgs[_T]):
    """The smallest value."""

    inherit_cache = True


class sum(ReturnTypeFromArgs[_T]):
    """The sum."""

    inherit_cache = True


class pow(ReturnTypeFromArgs[_T]):
    """The first argument to the power of the second."""

    inherit_cache = True


MAKERS["pow"] = pow


class coalesce(ReturnTypeFromOptionalArgs[_T]):
    """The first argument that is not NULL."""

    inherit_cache = True


class concat(GenericFunction[str]):
    """The arguments as one string."""

    type = String()
    inherit_cache = True


class char_length(GenericFunction[int]):
    """The number of characters of a string."""

    type = Integer()
    inherit_cache = True

    def __init__(self, arg: Any, **kwargs: Any) -> None:
        super().__init__(arg, **kwargs)


class random(GenericFunction[float]):
    """A random number, as the database makes it."""

    inherit_cache = True


class aggregate_strings(GenericFunction[str]):
    """The strings of a group in one, with a separator; each database has its own name for it."""

    type = String()
    inherit_cache = True

    def __init__(self, clause: Any, separator: str) -> None:
        if isinstance(separator, ColumnElement):
            parted: Any = separator.render_literal_execute() if isinstance(separator, BindParameter) else separator
        else:
            parted = BindParameter(self.name, separator, type_=STRINGTYPE, unique=True, literal_execute=True)
        super().__init__(_parsed_args=[argument(clause, self.name), parted])


class next_value(GenericFunction[int]):
    """The next value of a sequence, in the words of the database."""

    type = Integer()
    name = "next_value"
    inherit_cache = True

    def __init__(self, seq: Any, **kw: Any) -> None:
        if getattr(seq, "__visit_name__", None) != "sequence":
            raise AssertionError(f"next_value() accepts a Sequence object as input, got {seq!r}")
        self.sequence = seq
        self._arguments = ()
        self.type = seq.data_type if getattr(seq, "data_type", None) is not None else INTEGERTYPE

    def _compute_structure(self) -> Any:
        name, _ = name_structure(self.sequence.name)
        return intern_key((next_value, name, self.sequence.schema)), ()

    @property
    def _froms(self) -> tuple[Any, ...]:
        return ()

    def compare(self, other: Any, **options: Any) -> bool:
        return isinstance(other, next_value) and self.sequence.name == other.sequence.name


class cube(GenericFunction[Any]):
    """All groupings of the columns, in GROUP BY."""

    inherit_cache = True


class rollup(GenericFunction[Any]):
    """The groupings of each prefix of the columns, in GROUP BY."""

    inherit_cache = True


class grouping_sets(GenericFunction[Any]):
    """The given groupings, in GROUP BY."""

    inherit_cache = True
