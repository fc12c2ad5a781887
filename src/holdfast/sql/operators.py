"""Operators as data: what each is called, how tightly it binds, what negates and what mirrors it.

An operator is a function; applied to an expression it delegates to the method of that name. What else is known
about it stands in the tables of this module. What must not live here: how an operator builds an
expression (elements), how it is printed (compiler).
"""

from __future__ import annotations

from collections.abc import Callable
from operator import (
    add,
    and_,
    contains,
    eq,
    floordiv,
    ge,
    getitem,
    gt,
    inv,
    le,
    lshift,
    lt,
    matmul,
    mod,
    mul,
    ne,
    neg,
    or_,
    rshift,
    sub,
    truediv,
)
from operator import pow as pow_
from typing import Any, TypeAlias, TypeVar

from ..util import Generic, IntFlag

__all__ = [
    "MIRRORED",
    "NEGATED",
    "OPERATOR_CLASSES",
    "PRECEDENCE",
    "ColumnOperators",
    "OperatorClass",
    "OperatorType",
    "Operators",
    "_asbool",
    "add",
    "all_op",
    "and_",
    "any_op",
    "as_",
    "asc_op",
    "between_op",
    "bitwise_and_op",
    "bitwise_lshift_op",
    "bitwise_not_op",
    "bitwise_or_op",
    "bitwise_rshift_op",
    "bitwise_xor_op",
    "collate",
    "comma_op",
    "concat_op",
    "contains",
    "contains_op",
    "custom_op",
    "desc_op",
    "distinct_op",
    "endswith_op",
    "eq",
    "exists",
    "filter_op",
    "floordiv",
    "from_",
    "function_as_comparison_op",
    "ge",
    "getitem",
    "gt",
    "icontains_op",
    "iendswith_op",
    "ilike_op",
    "in_op",
    "inv",
    "is_",
    "is_associative",
    "is_boolean",
    "is_commutative",
    "is_comparison",
    "is_distinct_from",
    "is_false",
    "is_natural_self_precedent",
    "is_not",
    "is_not_distinct_from",
    "is_order_by_modifier",
    "is_ordering_modifier",
    "is_precedent",
    "is_true",
    "isfalse",
    "isnot",
    "isnot_distinct_from",
    "istartswith_op",
    "istrue",
    "json_getitem_op",
    "json_path_getitem_op",
    "le",
    "like_op",
    "lshift",
    "lt",
    "match_op",
    "matmul",
    "mirror",
    "mod",
    "mul",
    "ne",
    "neg",
    "negation",
    "not_between_op",
    "not_contains_op",
    "not_endswith_op",
    "not_icontains_op",
    "not_iendswith_op",
    "not_ilike_op",
    "not_in_op",
    "not_istartswith_op",
    "not_like_op",
    "not_match_op",
    "not_regexp_match_op",
    "not_startswith_op",
    "notbetween_op",
    "notcontains_op",
    "notendswith_op",
    "notilike_op",
    "notin_op",
    "notlike_op",
    "notmatch_op",
    "notstartswith_op",
    "null_op",
    "nulls_first_op",
    "nulls_last_op",
    "nullsfirst_op",
    "nullslast_op",
    "op",
    "or_",
    "pow_",
    "regexp_match_op",
    "regexp_replace_op",
    "rshift",
    "startswith_op",
    "sub",
    "truediv",
]

T = TypeVar("T")
OperatorType: TypeAlias = Callable[..., Any]


class OperatorClass(IntFlag):
    """Which family an operator belongs to; a type says which families it offers."""

    UNSPECIFIED = 1
    BASE = 2
    BOOLEAN_ALGEBRA = 4
    EQUALITY = 8
    ORDERING = 16
    INDEXABLE = 32
    CONTAINS = 64
    CONCATENABLE = 128
    STRING_MATCH = 256
    MATH = 512
    BITWISE = 1024
    DATE_ARITHEMETIC = 2048
    JSON_GETITEM = 4096

    COMPARISON = EQUALITY | ORDERING
    STRING = BASE | COMPARISON | INDEXABLE | CONTAINS | CONCATENABLE | STRING_MATCH
    INTEGER = BASE | COMPARISON | MATH | BITWISE
    NUMERIC = INTEGER
    BOOLEAN = BASE | BOOLEAN_ALGEBRA | COMPARISON
    BINARY = BASE | COMPARISON | INDEXABLE | CONTAINS | CONCATENABLE
    DATETIME = BASE | COMPARISON | DATE_ARITHEMETIC
    JSON = BASE | COMPARISON | INDEXABLE | JSON_GETITEM
    ARRAY = BINARY
    TUPLE = BINARY
    ANY = 8190


class Operators:
    """What every expression offers: `&`, `|`, `~` and operators by name."""

    __slots__ = ()

    def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
        """Build the expression of `op` with this on its left. The one method that subclasses must have."""
        raise TypeError(f"{type(self).__name__} takes part in no SQL expression: it has no operate()")

    def reverse_operate(self, op: OperatorType, other: Any, **kwargs: Any) -> Any:
        """Build the expression of `op` with this on its right."""
        raise TypeError(f"{type(self).__name__} takes part in no SQL expression: it has no reverse_operate()")

    def __sa_operate__(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
        return self.operate(op, *other, **kwargs)

    def __and__(self, other: Any) -> Any:
        return self.operate(and_, other)

    def __or__(self, other: Any) -> Any:
        return self.operate(or_, other)

    def __invert__(self) -> Any:
        return self.operate(inv)

    def op(
        self,
        opstring: str,
        precedence: int = 0,
        is_comparison: bool = False,
        return_type: Any = None,
        python_impl: Callable[..., Any] | None = None,
        operator_class: OperatorClass = OperatorClass.BASE,
        visit_name: str | None = None,
    ) -> Callable[[Any], Any]:
        """An operator that holdfast does not know, by its SQL text: `column.op("&&")(other)`.

        Operators of a lower `precedence` are put in parentheses inside it.
        """
        operator: custom_op[Any] = custom_op(
            opstring,
            precedence=precedence,
            is_comparison=is_comparison,
            return_type=return_type,
            python_impl=python_impl,
            operator_class=operator_class,
            visit_name=visit_name,
        )

        def against(other: Any) -> Any:
            return operator(self, other)

        return against

    def bool_op(
        self, opstring: str, precedence: int = 0, python_impl: Callable[..., Any] | None = None
    ) -> Callable[[Any], Any]:
        """The same for an operator that answers true or false."""
        return self.op(opstring, precedence=precedence, is_comparison=True, python_impl=python_impl)


class custom_op(Generic[T]):
    """An operator made of its SQL text; equal ones are interchangeable (and so are statements that use them)."""

    __name__ = "custom_op"
    __slots__ = (
        "eager_grouping",
        "is_comparison",
        "natural_self_precedent",
        "operator_class",
        "opstring",
        "precedence",
        "python_impl",
        "return_type",
        "visit_name",
    )

    def __init__(
        self,
        opstring: str,
        *,
        precedence: int = 0,
        is_comparison: bool = False,
        return_type: Any = None,
        natural_self_precedent: bool = False,
        eager_grouping: bool = False,
        python_impl: Callable[..., Any] | None = None,
        operator_class: OperatorClass = OperatorClass.BASE,
        visit_name: str | None = None,
    ) -> None:
        self.opstring = opstring
        self.precedence = precedence
        self.is_comparison = is_comparison
        self.natural_self_precedent = natural_self_precedent
        self.eager_grouping = eager_grouping
        # An instance, whether a type or its class was given; a type box to the right must not be imported for it.
        self.return_type = return_type() if isinstance(return_type, type) else return_type
        self.python_impl = python_impl
        self.operator_class = operator_class
        self.visit_name = visit_name

    def _identity(self) -> tuple[Any, ...]:
        return_type = self.return_type
        return (
            self.opstring,
            self.precedence,
            self.is_comparison,
            self.natural_self_precedent,
            self.eager_grouping,
            None if return_type is None else (return_type.type_key() or id(return_type)),
            self.visit_name,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, custom_op) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __call__(self, left: Any, right: Any, *other: Any, **kwargs: Any) -> Any:
        if hasattr(left, "__sa_operate__"):
            return left.operate(self, right, *other, **kwargs)
        if self.python_impl is not None:
            return self.python_impl(left, right, *other, **kwargs)
        raise TypeError(
            f"Custom operator {self.opstring!r} can't be used with plain Python objects unless it includes the 'python_impl' parameter."
        )

    def __repr__(self) -> str:
        return f"custom_op({self.opstring!r})"


class ColumnOperators(Operators):
    """The operators of a column expression. Each delegates to `operate()`, so that one method builds them all."""

    __slots__ = ()

    timetuple: None = None  # keeps `datetime` from comparing itself with a column

    def __hash__(self) -> int:
        return id(self)

    def __lt__(self, other: Any) -> Any:
        return self.operate(lt, other)

    def __le__(self, other: Any) -> Any:
        return self.operate(le, other)

    def __eq__(self, other: object) -> Any:
        return self.operate(eq, other)

    def __ne__(self, other: object) -> Any:
        return self.operate(ne, other)

    def __gt__(self, other: Any) -> Any:
        return self.operate(gt, other)

    def __ge__(self, other: Any) -> Any:
        return self.operate(ge, other)

    def is_distinct_from(self, other: Any) -> Any:
        """`IS DISTINCT FROM`: unequal, where NULL equals NULL."""
        return self.operate(is_distinct_from, other)

    def is_not_distinct_from(self, other: Any) -> Any:
        return self.operate(is_not_distinct_from, other)

    isnot_distinct_from = is_not_distinct_from

    def __neg__(self) -> Any:
        return self.operate(neg)

    def __contains__(self, other: Any) -> Any:
        return self.operate(contains, other)

    def __getitem__(self, index: Any) -> Any:
        return self.operate(getitem, index)

    def __lshift__(self, other: Any) -> Any:
        return self.operate(lshift, other)

    def __rlshift__(self, other: Any) -> Any:
        return self.reverse_operate(lshift, other)

    def __rshift__(self, other: Any) -> Any:
        return self.operate(rshift, other)

    def __rrshift__(self, other: Any) -> Any:
        return self.reverse_operate(rshift, other)

    def __matmul__(self, other: Any) -> Any:
        return self.operate(matmul, other)

    def __rmatmul__(self, other: Any) -> Any:
        return self.reverse_operate(matmul, other)

    def concat(self, other: Any) -> Any:
        """`a || b`."""
        return self.operate(concat_op, other)

    def _rconcat(self, other: Any) -> Any:
        return self.reverse_operate(concat_op, other)

    def like(self, other: Any, escape: str | None = None) -> Any:
        return self.operate(like_op, other, escape=escape)

    def ilike(self, other: Any, escape: str | None = None) -> Any:
        """LIKE without regard to case: `ILIKE`, or `lower(a) LIKE lower(b)`."""
        return self.operate(ilike_op, other, escape=escape)

    def bitwise_xor(self, other: Any) -> Any:
        return self.operate(bitwise_xor_op, other)

    def bitwise_or(self, other: Any) -> Any:
        return self.operate(bitwise_or_op, other)

    def bitwise_and(self, other: Any) -> Any:
        return self.operate(bitwise_and_op, other)

    def bitwise_not(self) -> Any:
        return self.operate(bitwise_not_op)

    def bitwise_lshift(self, other: Any) -> Any:
        return self.operate(bitwise_lshift_op, other)

    def bitwise_rshift(self, other: Any) -> Any:
        return self.operate(bitwise_rshift_op, other)

    def in_(self, other: Any) -> Any:
        """`IN`: a list of values, a bound parameter that expands, or a select. An empty list is never true."""
        return self.operate(in_op, other)

    def not_in(self, other: Any) -> Any:
        return self.operate(not_in_op, other)

    notin_ = not_in

    def not_like(self, other: Any, escape: str | None = None) -> Any:
        return self.operate(not_like_op, other, escape=escape)

    notlike = not_like

    def not_ilike(self, other: Any, escape: str | None = None) -> Any:
        return self.operate(not_ilike_op, other, escape=escape)

    notilike = not_ilike

    def is_(self, other: Any) -> Any:
        return self.operate(is_, other)

    def is_not(self, other: Any) -> Any:
        return self.operate(is_not, other)

    isnot = is_not

    def startswith(self, other: Any, escape: str | None = None, autoescape: bool = False) -> Any:
        """`LIKE other || '%'`; `autoescape` makes `%` and `_` in `other` mean themselves."""
        return self.operate(startswith_op, other, escape=escape, autoescape=autoescape)

    def istartswith(self, other: Any, escape: str | None = None, autoescape: bool = False) -> Any:
        return self.operate(istartswith_op, other, escape=escape, autoescape=autoescape)

    def endswith(self, other: Any, escape: str | None = None, autoescape: bool = False) -> Any:
        return self.operate(endswith_op, other, escape=escape, autoescape=autoescape)

    def iendswith(self, other: Any, escape: str | None = None, autoescape: bool = False) -> Any:
        return self.operate(iendswith_op, other, escape=escape, autoescape=autoescape)

    def contains(self, other: Any, **kw: Any) -> Any:
        """`LIKE '%' || other || '%'`; on an array, whether it holds the elements of `other`."""
        return self.operate(contains_op, other, **kw)

    def icontains(self, other: Any, **kw: Any) -> Any:
        return self.operate(icontains_op, other, **kw)

    def match(self, other: Any, **kwargs: Any) -> Any:
        """The database's own full-text match."""
        return self.operate(match_op, other, **kwargs)

    def regexp_match(self, pattern: Any, flags: str | None = None) -> Any:
        return self.operate(regexp_match_op, pattern, flags=flags)

    def regexp_replace(self, pattern: Any, replacement: Any, flags: str | None = None) -> Any:
        return self.operate(regexp_replace_op, pattern, replacement=replacement, flags=flags)

    def desc(self) -> Any:
        return self.operate(desc_op)

    def asc(self) -> Any:
        return self.operate(asc_op)

    def nulls_first(self) -> Any:
        return self.operate(nulls_first_op)

    nullsfirst = nulls_first

    def nulls_last(self) -> Any:
        return self.operate(nulls_last_op)

    nullslast = nulls_last

    def collate(self, collation: str, collation_schema: str | None = None) -> Any:
        return self.operate(collate, collation, collation_schema=collation_schema)

    def between(self, cleft: Any, cright: Any, symmetric: bool = False) -> Any:
        return self.operate(between_op, cleft, cright, symmetric=symmetric)

    def distinct(self) -> Any:
        return self.operate(distinct_op)

    def any_(self) -> Any:
        return self.operate(any_op)

    def all_(self) -> Any:
        return self.operate(all_op)

    def __add__(self, other: Any) -> Any:
        return self.operate(add, other)

    def __radd__(self, other: Any) -> Any:
        return self.reverse_operate(add, other)

    def __sub__(self, other: Any) -> Any:
        return self.operate(sub, other)

    def __rsub__(self, other: Any) -> Any:
        return self.reverse_operate(sub, other)

    def __mul__(self, other: Any) -> Any:
        return self.operate(mul, other)

    def __rmul__(self, other: Any) -> Any:
        return self.reverse_operate(mul, other)

    def __mod__(self, other: Any) -> Any:
        return self.operate(mod, other)

    def __rmod__(self, other: Any) -> Any:
        return self.reverse_operate(mod, other)

    def __truediv__(self, other: Any) -> Any:
        return self.operate(truediv, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.reverse_operate(truediv, other)

    def __floordiv__(self, other: Any) -> Any:
        return self.operate(floordiv, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return self.reverse_operate(floordiv, other)

    def __pow__(self, other: Any) -> Any:
        return self.operate(pow_, other)

    def __rpow__(self, other: Any) -> Any:
        return self.reverse_operate(pow_, other)


# The operators that Python has no sign for. Each is named as its method.


def is_distinct_from(a: Any, b: Any) -> Any:
    return a.is_distinct_from(b)


def is_not_distinct_from(a: Any, b: Any) -> Any:
    return a.is_not_distinct_from(b)


def is_(a: Any, b: Any) -> Any:
    return a.is_(b)


def is_not(a: Any, b: Any) -> Any:
    return a.is_not(b)


def is_true(a: Any) -> Any:
    return a.operate(is_true)


def is_false(a: Any) -> Any:
    return a.operate(is_false)


def op(a: Any, opstring: str, b: Any) -> Any:
    return a.op(opstring)(b)


def like_op(a: Any, b: Any, escape: str | None = None) -> Any:
    return a.like(b, escape=escape)


def not_like_op(a: Any, b: Any, escape: str | None = None) -> Any:
    return a.not_like(b, escape=escape)


def ilike_op(a: Any, b: Any, escape: str | None = None) -> Any:
    return a.ilike(b, escape=escape)


def not_ilike_op(a: Any, b: Any, escape: str | None = None) -> Any:
    return a.not_ilike(b, escape=escape)


def between_op(a: Any, b: Any, c: Any, symmetric: bool = False) -> Any:
    return a.between(b, c, symmetric=symmetric)


def not_between_op(a: Any, b: Any, c: Any, symmetric: bool = False) -> Any:
    return ~a.between(b, c, symmetric=symmetric)


def in_op(a: Any, b: Any) -> Any:
    return a.in_(b)


def not_in_op(a: Any, b: Any) -> Any:
    return a.not_in(b)


def distinct_op(a: Any) -> Any:
    return a.distinct()


def any_op(a: Any) -> Any:
    return a.any_()


def all_op(a: Any) -> Any:
    return a.all_()


def startswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return a.startswith(b, escape=escape, autoescape=autoescape)


def not_startswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return ~a.startswith(b, escape=escape, autoescape=autoescape)


def istartswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return a.istartswith(b, escape=escape, autoescape=autoescape)


def not_istartswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return ~a.istartswith(b, escape=escape, autoescape=autoescape)


def endswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return a.endswith(b, escape=escape, autoescape=autoescape)


def not_endswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return ~a.endswith(b, escape=escape, autoescape=autoescape)


def iendswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return a.iendswith(b, escape=escape, autoescape=autoescape)


def not_iendswith_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return ~a.iendswith(b, escape=escape, autoescape=autoescape)


def contains_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return a.contains(b, escape=escape, autoescape=autoescape)


def not_contains_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return ~a.contains(b, escape=escape, autoescape=autoescape)


def icontains_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return a.icontains(b, escape=escape, autoescape=autoescape)


def not_icontains_op(a: Any, b: Any, escape: str | None = None, autoescape: bool = False) -> Any:
    return ~a.icontains(b, escape=escape, autoescape=autoescape)


def match_op(a: Any, b: Any, **kw: Any) -> Any:
    return a.match(b, **kw)


def not_match_op(a: Any, b: Any, **kw: Any) -> Any:
    return ~a.match(b, **kw)


def regexp_match_op(a: Any, b: Any, flags: str | None = None) -> Any:
    return a.regexp_match(b, flags=flags)


def not_regexp_match_op(a: Any, b: Any, flags: str | None = None) -> Any:
    return ~a.regexp_match(b, flags=flags)


def regexp_replace_op(a: Any, b: Any, replacement: Any, flags: str | None = None) -> Any:
    return a.regexp_replace(b, replacement=replacement, flags=flags)


def collate(a: Any, b: Any, collation_schema: str | None = None) -> Any:
    return a.collate(b, collation_schema=collation_schema)


def concat_op(a: Any, b: Any) -> Any:
    concat = getattr(a, "concat", None)
    return b._rconcat(a) if concat is None else concat(b)


def desc_op(a: Any) -> Any:
    return a.desc()


def asc_op(a: Any) -> Any:
    return a.asc()


def nulls_first_op(a: Any) -> Any:
    return a.nulls_first()


def nulls_last_op(a: Any) -> Any:
    return a.nulls_last()


def json_getitem_op(a: Any, b: Any) -> Any:
    return a.operate(json_getitem_op, b)


def json_path_getitem_op(a: Any, b: Any) -> Any:
    return a.operate(json_path_getitem_op, b)


def bitwise_xor_op(a: Any, b: Any) -> Any:
    return a.bitwise_xor(b)


def bitwise_or_op(a: Any, b: Any) -> Any:
    return a.bitwise_or(b)


def bitwise_and_op(a: Any, b: Any) -> Any:
    return a.bitwise_and(b)


def bitwise_not_op(a: Any) -> Any:
    return a.bitwise_not()


def bitwise_lshift_op(a: Any, b: Any) -> Any:
    return a.bitwise_lshift(b)


def bitwise_rshift_op(a: Any, b: Any) -> Any:
    return a.bitwise_rshift(b)


# Symbols that only take part in precedence; nobody calls them.


def _asbool(a: Any) -> Any:
    return a.operate(_asbool)


def _symbol(*arguments: Any) -> Any:
    raise TypeError("This operator is a symbol of the SQL grammar; it cannot be called")


def as_() -> Any:
    return _symbol()


def exists() -> Any:
    return _symbol()


def from_() -> Any:
    return _symbol()


def function_as_comparison_op() -> Any:
    return _symbol()


def comma_op(a: Any, b: Any) -> Any:
    return _symbol(a, b)


def filter_op(a: Any, b: Any) -> Any:
    return _symbol(a, b)


def null_op(a: Any, b: Any) -> Any:
    return a.operate(null_op, b)


# Names of SQLAlchemy 1.x
istrue, isfalse, isnot, isnot_distinct_from = is_true, is_false, is_not, is_not_distinct_from
notlike_op, notilike_op, notbetween_op, notin_op = not_like_op, not_ilike_op, not_between_op, not_in_op
notstartswith_op, notendswith_op, notcontains_op, notmatch_op = (
    not_startswith_op,
    not_endswith_op,
    not_contains_op,
    not_match_op,
)
nullsfirst_op, nullslast_op = nulls_first_op, nulls_last_op

# The tightest binding first: an operator is put in parentheses inside one that binds tighter.
_SMALLEST, _LARGEST = -100, 100
_LEVELS: tuple[tuple[int, tuple[OperatorType, ...]], ...] = (
    (15, (from_, function_as_comparison_op, any_op, all_op, getitem, json_getitem_op, json_path_getitem_op, pow_)),
    (8, (mul, truediv, floordiv, mod, neg, bitwise_not_op)),
    (7, (add, sub, bitwise_xor_op, bitwise_or_op, bitwise_and_op, bitwise_lshift_op, bitwise_rshift_op, null_op)),
    (6, (filter_op,)),
    (
        5,
        (
            concat_op,
            eq,
            ne,
            gt,
            lt,
            ge,
            le,
            is_,
            is_not,
            is_distinct_from,
            is_not_distinct_from,
            inv,
            is_true,
            is_false,
        ),
    ),
    (5, (match_op, not_match_op, regexp_match_op, not_regexp_match_op, regexp_replace_op, distinct_op)),
    (5, (like_op, not_like_op, ilike_op, not_ilike_op, between_op, not_between_op, in_op, not_in_op)),
    (4, (collate,)),
    (3, (and_, desc_op, asc_op)),
    (2, (or_,)),
    (0, (exists,)),
    (-1, (comma_op, as_)),
    (-10, (_asbool,)),
)
PRECEDENCE: dict[OperatorType, int] = {operator: level for level, operators in _LEVELS for operator in operators}

MIRRORED: dict[OperatorType, OperatorType] = {gt: lt, lt: gt, ge: le, le: ge}
_NEGATION_PAIRS: tuple[tuple[OperatorType, OperatorType], ...] = (
    (eq, ne),
    (lt, ge),
    (gt, le),
    (is_, is_not),
    (is_true, is_false),
    (is_distinct_from, is_not_distinct_from),
    (in_op, not_in_op),
    (like_op, not_like_op),
    (ilike_op, not_ilike_op),
    (between_op, not_between_op),
    (startswith_op, not_startswith_op),
    (istartswith_op, not_istartswith_op),
    (endswith_op, not_endswith_op),
    (iendswith_op, not_iendswith_op),
    (contains_op, not_contains_op),
    (icontains_op, not_icontains_op),
    (match_op, not_match_op),
    (regexp_match_op, not_regexp_match_op),
)
NEGATED: dict[OperatorType, OperatorType] = {
    **dict(_NEGATION_PAIRS),
    **{negation: operator for operator, negation in _NEGATION_PAIRS},
}

_COMPARISONS = frozenset(NEGATED) - {is_true, is_false} | {function_as_comparison_op}
_BOOLEAN = _COMPARISONS | {and_, or_, inv, is_true, is_false}
_COMMUTATIVE = frozenset({eq, ne, add, mul})
_ASSOCIATIVE = frozenset({and_, or_, add, mul, concat_op})
_NATURAL_SELF_PRECEDENT = _ASSOCIATIVE | {getitem, json_getitem_op, json_path_getitem_op}
_ORDER_BY_MODIFIERS = frozenset({desc_op, asc_op, nulls_first_op, nulls_last_op})


def is_comparison(op: OperatorType) -> bool:
    return op in _COMPARISONS or (isinstance(op, custom_op) and op.is_comparison)


def is_commutative(op: OperatorType) -> bool:
    return op in _COMMUTATIVE


def is_associative(op: OperatorType) -> bool:
    """`(a op b) op c` is `a op (b op c)`, so chains of it are written flat."""
    return op in _ASSOCIATIVE


def is_order_by_modifier(op: OperatorType | None) -> bool:
    return op in _ORDER_BY_MODIFIERS


is_ordering_modifier = is_order_by_modifier


def is_natural_self_precedent(op: OperatorType) -> bool:
    """Needs no parentheses inside itself."""
    return op in _NATURAL_SELF_PRECEDENT or (isinstance(op, custom_op) and op.natural_self_precedent)


def is_boolean(op: OperatorType) -> bool:
    return op in _BOOLEAN or (isinstance(op, custom_op) and op.is_comparison)


def mirror(op: OperatorType) -> OperatorType:
    """The operator for exchanged operands: `a < b` is `b > a`."""
    return MIRRORED.get(op, op)


def negation(op: OperatorType) -> OperatorType | None:
    """The operator that is true where `op` is false, or None when there is none."""
    return NEGATED.get(op)


def is_precedent(operator: OperatorType, against: OperatorType | None) -> bool:
    """True if `operator` must be put in parentheses as an operand of `against`."""
    if operator is against and is_natural_self_precedent(operator):
        return False
    own = PRECEDENCE.get(operator)
    if own is None:
        own = getattr(operator, "precedence", _SMALLEST)
    other = PRECEDENCE.get(against) if against is not None else None
    if other is None:
        other = getattr(against, "precedence", _LARGEST)
    return own <= other


_FAMILIES: tuple[tuple[OperatorClass, tuple[OperatorType, ...]], ...] = (
    (OperatorClass.BASE, (null_op, is_, is_not, is_distinct_from, is_not_distinct_from)),
    (OperatorClass.EQUALITY, (eq, ne, in_op, not_in_op, any_op, all_op, distinct_op)),
    (
        OperatorClass.ORDERING,
        (lt, le, gt, ge, between_op, not_between_op, desc_op, asc_op, nulls_first_op, nulls_last_op),
    ),
    (OperatorClass.BOOLEAN_ALGEBRA, (and_, or_)),
    (OperatorClass.BOOLEAN_ALGEBRA | OperatorClass.BITWISE, (inv,)),
    (OperatorClass.CONCATENABLE | OperatorClass.MATH | OperatorClass.BITWISE | OperatorClass.DATE_ARITHEMETIC, (add,)),
    (OperatorClass.CONCATENABLE | OperatorClass.BITWISE, (concat_op,)),
    (OperatorClass.INDEXABLE, (getitem,)),
    (OperatorClass.CONTAINS, (contains_op, icontains_op, contains, not_contains_op, not_icontains_op)),
    (
        OperatorClass.STRING_MATCH,
        (
            *(like_op, ilike_op, not_like_op, not_ilike_op, collate, match_op, not_match_op),
            *(startswith_op, istartswith_op, not_startswith_op, not_istartswith_op),
            *(endswith_op, iendswith_op, not_endswith_op, not_iendswith_op),
            *(regexp_match_op, not_regexp_match_op, regexp_replace_op),
        ),
    ),
    (
        OperatorClass.BITWISE,
        (
            *(lshift, rshift, bitwise_xor_op, bitwise_or_op, bitwise_and_op, bitwise_not_op),
            *(bitwise_lshift_op, bitwise_rshift_op),
        ),
    ),
    (OperatorClass.MATH, (matmul, pow_, neg, mul, truediv, floordiv, mod)),
    (OperatorClass.MATH | OperatorClass.DATE_ARITHEMETIC, (sub,)),
    (OperatorClass.JSON_GETITEM, (json_getitem_op, json_path_getitem_op)),
)
OPERATOR_CLASSES: dict[OperatorType, OperatorClass] = {op: family for family, ops in _FAMILIES for op in ops}
