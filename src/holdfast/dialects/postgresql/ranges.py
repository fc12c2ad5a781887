"""Range and multirange types, and their operators. Their values are in `range_values`."""

from __future__ import annotations

from typing import Any

from ...sql import operators
from ...sql.operators import OperatorClass
from ...sql.types import BOOLEANTYPE, Comparator, Processor, TypeEngine
from .operators import (
    ADJACENT_TO,
    CONTAINED_BY,
    CONTAINS,
    NOT_EXTEND_LEFT_OF,
    NOT_EXTEND_RIGHT_OF,
    OVERLAP,
    STRICTLY_LEFT_OF,
    STRICTLY_RIGHT_OF,
)
from .range_values import TYPES_BY_BOUND, MultiRange, Range

__all__ = [
    "DATEMULTIRANGE",
    "DATERANGE",
    "INT4MULTIRANGE",
    "INT4RANGE",
    "INT8MULTIRANGE",
    "INT8RANGE",
    "NUMMULTIRANGE",
    "NUMRANGE",
    "TSMULTIRANGE",
    "TSRANGE",
    "TSTZMULTIRANGE",
    "TSTZRANGE",
    "AbstractMultiRange",
    "AbstractRange",
    "AbstractSingleRange",
    "MultiRange",
    "Range",
]


class _Comparator(Comparator[Any]):
    """How ranges lie to each other, and what they make together."""

    __slots__ = ()

    def contains(self, other: Any, **kwargs: Any) -> Any:
        """`@>`: the value, or all of the range, lies in this one."""
        return self.operate(CONTAINS, other, result_type=BOOLEANTYPE)

    def contained_by(self, other: Any) -> Any:
        """`<@`: it lies in the other."""
        return self.operate(CONTAINED_BY, other, result_type=BOOLEANTYPE)

    def overlaps(self, other: Any) -> Any:
        """`&&`: they have a value in common."""
        return self.operate(OVERLAP, other, result_type=BOOLEANTYPE)

    def strictly_left_of(self, other: Any) -> Any:
        """`<<`: it ends before the other begins."""
        return self.operate(STRICTLY_LEFT_OF, other, result_type=BOOLEANTYPE)

    __lshift__ = strictly_left_of

    def strictly_right_of(self, other: Any) -> Any:
        """`>>`: it begins after the other ends."""
        return self.operate(STRICTLY_RIGHT_OF, other, result_type=BOOLEANTYPE)

    __rshift__ = strictly_right_of

    def not_extend_right_of(self, other: Any) -> Any:
        """`&<`: it ends no later than the other."""
        return self.operate(NOT_EXTEND_RIGHT_OF, other, result_type=BOOLEANTYPE)

    def not_extend_left_of(self, other: Any) -> Any:
        """`&>`: it begins no earlier than the other."""
        return self.operate(NOT_EXTEND_LEFT_OF, other, result_type=BOOLEANTYPE)

    def adjacent_to(self, other: Any) -> Any:
        """`-|-`: one begins where the other ends."""
        return self.operate(ADJACENT_TO, other, result_type=BOOLEANTYPE)

    def union(self, other: Any) -> Any:
        """`+`: the values of both."""
        return self.operate(operators.add, other)

    def difference(self, other: Any) -> Any:
        """`-`: the values that are not in the other."""
        return self.operate(operators.sub, other)

    def intersection(self, other: Any) -> Any:
        """`*`: the values that are in both."""
        return self.operate(operators.mul, other)


class AbstractRange(TypeEngine[Any]):
    """The base of range and multirange types."""

    operator_classes = OperatorClass.INTEGER
    render_bind_cast = True
    comparator_factory: Any = _Comparator


class AbstractSingleRange(AbstractRange):
    """The base of range types; values are `Range` objects."""

    def bind_processor(self, dialect: Any) -> Processor | None:
        """Ranges as the text that the database reads; the cast beside the parameter says what it is."""
        return lambda value: value._stringify() if isinstance(value, Range) else value

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        return _range_of


class AbstractMultiRange(AbstractRange):
    """The base of multirange types; values are lists of `Range` objects."""

    def bind_processor(self, dialect: Any) -> Processor | None:
        return _multirange_text

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        def read(value: Any) -> Any:
            if value is None:
                return None
            members = dialect.multirange_members(value, coltype) if isinstance(value, str) else value
            return MultiRange([_range_of(member) for member in members])

        return read


def _multirange_text(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    members = [value] if isinstance(value, Range) else value
    return "{" + ",".join([member._stringify() for member in members]) + "}"


def _range_of(value: Any) -> Any:
    """A range of ours from a driver's, which has the same attributes under its own names."""
    if value is None or isinstance(value, Range):
        return value
    bounds = getattr(value, "bounds", None) or getattr(value, "_bounds", None) or "[)"
    return Range(value.lower, value.upper, bounds=bounds, empty=value.isempty)


class INT4RANGE(AbstractSingleRange):
    __visit_name__ = "INT4RANGE"


class INT8RANGE(AbstractSingleRange):
    __visit_name__ = "INT8RANGE"


class NUMRANGE(AbstractSingleRange):
    __visit_name__ = "NUMRANGE"


class DATERANGE(AbstractSingleRange):
    __visit_name__ = "DATERANGE"


class TSRANGE(AbstractSingleRange):
    __visit_name__ = "TSRANGE"


class TSTZRANGE(AbstractSingleRange):
    __visit_name__ = "TSTZRANGE"


class INT4MULTIRANGE(AbstractMultiRange):
    __visit_name__ = "INT4MULTIRANGE"


class INT8MULTIRANGE(AbstractMultiRange):
    __visit_name__ = "INT8MULTIRANGE"


class NUMMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "NUMMULTIRANGE"


class DATEMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "DATEMULTIRANGE"


class TSMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "TSMULTIRANGE"


class TSTZMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "TSTZMULTIRANGE"


TYPES_BY_BOUND.update(
    {
        "int4": (INT4RANGE, INT4MULTIRANGE),
        "int8": (INT8RANGE, INT8MULTIRANGE),
        "Decimal": (NUMRANGE, NUMMULTIRANGE),
        "date": (DATERANGE, DATEMULTIRANGE),
        "ts": (TSRANGE, TSMULTIRANGE),
        "tstz": (TSTZRANGE, TSTZMULTIRANGE),
    }
)
