"""Window functions and what may follow an aggregate: OVER, WITHIN GROUP, FILTER, ORDER BY inside the call."""

from __future__ import annotations

from typing import Any, TypeVar

from ... import exc
from .. import operators
from ..operators import is_precedent
from ..structure import CHILD, PLAIN, Field
from ..types import INTEGERTYPE
from .base import MAKERS, ClauseElement, ColumnElement, WrapsColumnExpression
from .bind import BindParameter
from .boolean import ClauseList, and_, list_of_one
from .coerce import expect
from .grouping import Grouping
from .operations import SQLCoreOperations
from .roles import BY_OF, ORDER_BY, WHERE_HAVING
from .tuples import Tuple

_T = TypeVar("_T")

UNBOUNDED = "unbounded"
CURRENT = "current"
PRECEDING = "preceding"
FOLLOWING = "following"


class FrameClauseType:
    """What bounds a frame."""

    RANGE_UNBOUNDED = UNBOUNDED
    UNBOUNDED = UNBOUNDED
    CURRENT = CURRENT
    PRECEDING = PRECEDING
    FOLLOWING = FOLLOWING


class FrameClause(ClauseElement):
    """The two ends of a window's frame: a bound parameter where a number of rows is counted."""

    __visit_name__ = "frame_clause"
    _fields = (
        Field("lower_integer_bind", CHILD),
        Field("upper_integer_bind", CHILD),
        Field("lower_type", PLAIN),
        Field("upper_type", PLAIN),
    )

    def __init__(
        self, start: Any, end: Any, start_frame_type: Any = None, end_frame_type: Any = None, _validate: bool = True
    ) -> None:
        self.lower_type, self.lower_integer_bind = _bound(start, True, start_frame_type)
        self.upper_type, self.upper_integer_bind = _bound(end, False, end_frame_type)

    @classmethod
    def of(cls, frame: Any) -> FrameClause:
        """The frame of a tuple (start, end): None is unbounded, 0 the current row, negative before it."""
        if isinstance(frame, FrameClause):
            return frame
        if not isinstance(frame, tuple) or len(frame) != 2:
            raise exc.ArgumentError("2-tuple expected for range/rows/groups")
        return cls(*frame)


def _bound(value: Any, lower: bool, kind: Any) -> tuple[str, Any]:
    if kind is not None and kind not in (PRECEDING, FOLLOWING):
        return kind, None
    if value is None:
        return UNBOUNDED, None
    try:
        number = int(value) if kind is None else value
    except (TypeError, ValueError) as error:
        raise exc.ArgumentError("Integer or None expected for values in rows/groups frame") from error
    if kind is not None:
        return kind, BindParameter(None, number, unique=True)
    if number == 0:
        return CURRENT, None
    kind = PRECEDING if number < 0 else FOLLOWING
    return kind, BindParameter(None, abs(number), type_=INTEGERTYPE, unique=True)


def by_list(by: Any, role: str) -> Any:
    """A PARTITION BY or ORDER BY list from one expression or a sequence of them; None for None."""
    if by is None:
        return None
    if (
        isinstance(by, ColumnElement)
        and (role is BY_OF or by._order_by_label_element is None)
        and type(by) is not Tuple
    ):
        return list_of_one(by.self_group(operators.comma_op))
    # A tuple() stands for its members here.
    items = by if isinstance(by, (list, tuple)) else by.clauses if isinstance(by, Tuple) else (by,)
    if not items:
        return None
    made = []
    for item in items:
        known = isinstance(item, ColumnElement) and (role is BY_OF or item._order_by_label_element is None)
        made.append((item if known else expect(role, item)).self_group(operators.comma_op))
    return ClauseList._of(made)


class Over(ColumnElement[_T]):
    """`element OVER (PARTITION BY ... ORDER BY ... ROWS BETWEEN ... )`."""

    __visit_name__ = "over"
    _fields = (
        Field("element", CHILD),
        Field("partition_by", CHILD),
        Field("order_by", CHILD),
        Field("range_", CHILD),
        Field("rows", CHILD),
        Field("groups", CHILD),
        Field("exclude", PLAIN),
    )

    range_: FrameClause | None = None
    rows: FrameClause | None = None
    groups: FrameClause | None = None
    exclude: str | None = None

    def __init__(
        self,
        element: Any,
        partition_by: Any = None,
        order_by: Any = None,
        range_: Any = None,
        rows: Any = None,
        groups: Any = None,
        exclude: str | None = None,
    ) -> None:
        if (range_ is not None) + (rows is not None) + (groups is not None) > 1:
            raise exc.ArgumentError("only one of 'rows', 'range_', or 'groups' may be provided")
        self.element = element
        self.partition_by = None if partition_by is None else by_list(partition_by, BY_OF)
        self.order_by = None if order_by is None else by_list(order_by, ORDER_BY)
        if range_ is not None:
            self.range_ = FrameClause.of(range_)
        if rows is not None:
            self.rows = FrameClause.of(rows)
        if groups is not None:
            self.groups = FrameClause.of(groups)
        if exclude is not None:
            self.exclude = exclude
        self.type = element.type

    @property
    def _anon_base(self) -> Any:
        return None


class AggregateOrderBy(WrapsColumnExpression[_T]):
    """An aggregate with ORDER BY inside its parentheses."""

    __visit_name__ = "aggregateorderby"
    _fields = (Field("element", CHILD), Field("order_by", CHILD))

    def __init__(self, element: Any, *order_by: Any) -> None:
        self.element = element
        self.order_by = by_list(list(order_by), ORDER_BY)

    @property
    def wrapped_column_expression(self) -> Any:
        return self.element

    @property
    def type(self) -> Any:  # type: ignore[override]
        return self.element.type

    def filter(self, *criterion: Any) -> FunctionFilter[Any]:
        """With FILTER (WHERE ...)."""
        return FunctionFilter(self, *criterion)

    def over(self, **window: Any) -> Over[Any]:
        """With OVER (...)."""
        return Over(self, **window)

    def __reversed__(self) -> Any:
        raise TypeError(f"{type(self).__name__!r} object is not reversible")


class WithinGroup(AggregateOrderBy[_T]):
    """An ordered-set aggregate: `percentile_cont(0.5) WITHIN GROUP (ORDER BY x)`."""

    __visit_name__ = "withingroup"
    inherit_cache = True

    @property
    def type(self) -> Any:  # type: ignore[override]
        found = self.element.within_group_type(self)
        return found if found is not None else self.element.type


class FunctionFilter(ColumnElement[_T]):
    """An aggregate over the rows that meet a condition: `count(x) FILTER (WHERE ...)`."""

    __visit_name__ = "funcfilter"
    _fields = (Field("func", CHILD), Field("criterion", CHILD))

    func: Any
    criterion: Any = None

    def __init__(self, func: Any, *criterion: Any) -> None:
        self.func = func
        self.criterion = _joined(None, criterion)

    @property
    def type(self) -> Any:  # type: ignore[override]
        return self.func.type

    def filter(self, *criterion: Any) -> FunctionFilter[_T]:
        """With further conditions."""
        made = self._generate()
        made.criterion = _joined(self.criterion, criterion)
        return made

    def over(
        self,
        partition_by: Any = None,
        order_by: Any = None,
        range_: Any = None,
        rows: Any = None,
        groups: Any = None,
        exclude: str | None = None,
    ) -> Over[_T]:
        """With OVER (...)."""
        return Over(self, partition_by, order_by, range_, rows, groups, exclude)

    def within_group(self, *order_by: Any) -> WithinGroup[_T]:
        """With WITHIN GROUP (ORDER BY ...)."""
        return WithinGroup(self, *order_by)

    def within_group_type(self, within_group: Any) -> Any:
        return None

    def self_group(self, against: Any = None) -> Any:
        if is_precedent(operators.filter_op, against):
            return Grouping(self)
        return self


def _joined(known: Any, criterion: tuple[Any, ...]) -> Any:
    for item in criterion:
        made = expect(WHERE_HAVING, item)
        known = made if known is None else and_(known, made)
    return known


def over(
    element: SQLCoreOperations[_T],
    partition_by: Any = None,
    order_by: Any = None,
    range_: Any = None,
    rows: Any = None,
    groups: Any = None,
    exclude: str | None = None,
) -> Over[_T]:
    """A window function: the element OVER a window."""
    return Over(element, partition_by, order_by, range_, rows, groups, exclude)


def within_group(element: SQLCoreOperations[_T], *order_by: Any) -> WithinGroup[_T]:
    """An ordered-set aggregate."""
    return WithinGroup(element, *order_by)


def funcfilter(func: SQLCoreOperations[_T], *criterion: Any) -> FunctionFilter[_T]:
    """An aggregate with FILTER (WHERE ...)."""
    return FunctionFilter(func, *criterion)


def aggregate_order_by(element: SQLCoreOperations[_T], *order_by: Any) -> AggregateOrderBy[_T]:
    """An aggregate with ORDER BY inside its parentheses."""
    return AggregateOrderBy(element, *order_by)


MAKERS["over"] = Over
