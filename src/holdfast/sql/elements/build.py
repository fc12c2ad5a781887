"""From an operator and its operands to the node: the table of builders that `ColumnElement._build_operation` reads.

A builder is `build(expr, op, *others, reverse=False, result_type=None, bind_type=None, **modifiers)`. Comparators of
types use the same keywords: `result_type` fixes the type of the expression, `bind_type` the type of a literal operand.

The first comparison of a table's column with a value of a plain class leaves a ready-made constructor in the column's
`_shortcuts`; from then on such a comparison is two objects with known structural keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ... import exc, util
from .. import operators
from ..operators import custom_op
from ..types import BOOLEANTYPE, MATCHTYPE, NULLTYPE, String, TypeEngine, to_instance
from .base import BUILDERS, MAKERS, ClauseElement, ColumnElement
from .binary import BinaryExpression, ExpressionClauseList, OperatorExpression
from .bind import BindParameter
from .boolean import ClauseList, and_, or_
from .coerce import expect
from .collation import CollationClause
from .column import ColumnClause
from .constants import NULL, constant
from .roles import BINARY_ELEMENT, IN_ELEMENT
from .shortcuts import (
    PLAIN_CLASSES,
    leave_between_shortcut,
    leave_column_shortcut,
    leave_member_shortcut,
    leave_modifier_shortcut,
    leave_shortcut,
)
from .unary import CollectionAggregate, UnaryExpression

# Such classes of modules that are slow to import: added when the first value comes.
_PLAIN_BY_NAME = frozenset({("decimal", "Decimal"), ("uuid", "UUID")})
_default_adaptation = TypeEngine.Comparator._adapt_expression
_NULL_FRIENDLY = frozenset({operators.is_distinct_from, operators.is_not_distinct_from})


def operand(expr: Any, op: Any, other: Any, bind_type: Any = None) -> Any:
    """What stands beside `expr` under `op`: elements as they are, plain values as bound parameters."""
    if type(other) in PLAIN_CLASSES:
        return expr._bind_param(op, other, type_=bind_type)
    if isinstance(other, ColumnElement):
        if other.is_bind and other.type._isnull:  # bindparam("x") takes the type of what it is compared with
            return other._with_binary_element_type(expr.type)
        return other
    kind = other.__class__
    if (kind.__module__, kind.__qualname__) in _PLAIN_BY_NAME:
        PLAIN_CLASSES.add(kind)
        return expr._bind_param(op, other, type_=bind_type)
    return expect(BINARY_ELEMENT, other, expr=expr, operator=op, bindparam_type=bind_type)


# -- comparisons -------------------------------------------------------------------------------------------


# Here None, True and False are values like others.
_WITHOUT_CONSTANTS: tuple[Any, ...] = (
    operators.match_op,
    operators.not_match_op,
    operators.regexp_match_op,
    operators.not_regexp_match_op,
)
_IS_CLASSES = frozenset({type(None), bool})


def compare(
    expr: Any,
    op: Any,
    other: Any,
    *,
    reverse: bool = False,
    result_type: Any = None,
    bind_type: Any = None,
    negate: Any = None,
    **modifiers: Any,
) -> Any:
    """A comparison; with None, True and False it becomes IS, or compares with the constant."""
    type_ = BOOLEANTYPE if result_type is None else to_instance(result_type)
    if negate is None:
        negate = operators.NEGATED.get(op)
    if isinstance(other, ColumnClause) and not reverse:
        made: BinaryExpression[Any] = BinaryExpression(expr, other, op, type_, negate, modifiers)
        if result_type is None and "_shortcuts" in expr.__dict__:
            leave_column_shortcut(expr, op, other, made)
        return made
    found = constant(other)
    if (
        found is not None
        and op not in _WITHOUT_CONSTANTS
        and not isinstance(op, custom_op)
        and (other.__class__ not in _IS_CLASSES or isinstance(other, expr.type.coerce_to_is_types))
    ):
        return _compare_constant(expr, op, found, type_, negate, modifiers)
    right = operand(expr, op, other, bind_type)
    if right._is_collection_aggregate or expr._is_collection_aggregate:
        negate = None  # `NOT (a = ANY (b))` is not `a != ANY (b)`
    if reverse:
        return BinaryExpression(right, expr, op, type_, negate, modifiers)
    made = BinaryExpression(expr, right, op, type_, negate, modifiers)
    if type(other) in PLAIN_CLASSES and result_type is None and bind_type is None and "_shortcuts" in expr.__dict__:
        leave_shortcut(expr, op, other.__class__, made)
    return made


def _compare_constant(expr: Any, op: Any, found: Any, type_: Any, negate: Any, modifiers: Any) -> Any:
    if op in (operators.eq, operators.ne) and found is not NULL:
        return BinaryExpression(expr, found, op, type_, negate, modifiers)
    if expr._is_collection_aggregate:
        return BinaryExpression(found, expr, op, type_, negate, modifiers)
    if op in _NULL_FRIENDLY:
        return BinaryExpression(expr, found, op, type_, negate, modifiers)
    if op in (operators.eq, operators.is_):
        return BinaryExpression(expr, found, operators.is_, type_, operators.is_not, modifiers)
    if op in (operators.ne, operators.is_not):
        return BinaryExpression(expr, found, operators.is_not, type_, operators.is_, modifiers)
    raise exc.ArgumentError(
        "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', 'is_not_distinct_from()' operators can be used "
        "with None/True/False"
    )


# -- arithmetic and other operators ------------------------------------------------------------------------


def combine(
    expr: Any,
    op: Any,
    other: Any,
    *,
    reverse: bool = False,
    result_type: Any = None,
    bind_type: Any = None,
    **modifiers: Any,
) -> Any:
    """An operator whose result type follows from the types of its operands."""
    right = operand(expr, op, other, bind_type)
    asked, left = op, expr
    if reverse:
        left, right = right, left
    if result_type is None:
        type_ = left.type
        if getattr(type_.comparator_factory, "_adapt_expression", None) is _default_adaptation:
            op, result_type = type_._adapt_operator(op, right.type)
        else:
            op, result_type = left.comparator._adapt_expression(op, right.comparator)
    made = OperatorExpression._construct_for_op(left, right, op, type_=result_type, modifiers=modifiers)
    if type(other) in PLAIN_CLASSES and bind_type is None and not reverse and "_shortcuts" in expr.__dict__:
        leave_shortcut(expr, asked, other.__class__, made)
    return made


def item(expr: Any, op: Any, index: Any, *, result_type: Any = None, **keywords: Any) -> Any:
    """`a[index]`, for types whose comparators say what it gives."""
    if result_type is None:
        return unsupported(expr, op)
    return combine(expr, op, index, result_type=result_type, **keywords)


def power(expr: Any, op: Any, other: Any, *, reverse: bool = False, **keywords: Any) -> Any:
    """`a ** b`: the function pow()."""
    return MAKERS["pow"](other, expr) if reverse else MAKERS["pow"](expr, other)


def custom(expr: Any, op: Any, *others: Any, result_type: Any = None, **keywords: Any) -> Any:
    """An operator made with `op()`; and the error for operators that nothing supports."""
    if not isinstance(op, custom_op):
        return unsupported(expr, op)
    if result_type is None and op.return_type is not None:
        result_type = op.return_type
    builder = compare if op.is_comparison else combine
    return builder(expr, op, *others, result_type=result_type, **keywords)


def unsupported(expr: Any, op: Any, *others: Any, **keywords: Any) -> Any:
    """The error for an operator that expressions of this type do not have."""
    raise NotImplementedError(f"Operator {getattr(op, '__name__', op)!r} is not supported on this expression")


def conjunction(expr: Any, op: Any, other: Any, *, reverse: bool = False, **keywords: Any) -> Any:
    """`a & b`."""
    return and_(other, expr) if reverse else and_(expr, other)


def disjunction(expr: Any, op: Any, other: Any, *, reverse: bool = False, **keywords: Any) -> Any:
    """`a | b`."""
    return or_(other, expr) if reverse else or_(expr, other)


def invert(expr: Any, op: Any, **keywords: Any) -> Any:
    """`~a`."""
    return expr._negate()


def negative(expr: Any, op: Any, **keywords: Any) -> Any:
    """`-a`."""
    return UnaryExpression(expr, operator=op, type_=expr.type)


def modifier(expr: Any, op: Any, **keywords: Any) -> Any:
    """`a DESC`, `a NULLS FIRST`."""
    made: Any = UnaryExpression(expr, modifier=op)
    if "_shortcuts" in expr.__dict__:
        leave_modifier_shortcut(expr, op, made)
    return made


def distinct_of(expr: Any, op: Any, **keywords: Any) -> Any:
    """`DISTINCT a`."""
    return UnaryExpression(expr, operator=operators.distinct_op, type_=expr.type)


def quantified(expr: Any, op: Any, **keywords: Any) -> Any:
    """`ANY (a)`, `ALL (a)`."""
    return CollectionAggregate(expr, operator=op, type_=BOOLEANTYPE, wraps_column_expression=False)


# -- strings -----------------------------------------------------------------------------------------------


def pattern(expr: Any, op: Any, other: Any, *, escape: str | None = None, **keywords: Any) -> Any:
    """LIKE and its kin."""
    if escape is not None:
        keywords["escape"] = escape
    return compare(expr, op, other, **keywords)


def affix(
    expr: Any, op: Any, other: Any, *, escape: str | None = None, autoescape: bool = False, **keywords: Any
) -> Any:
    """`startswith`, `endswith`, `contains`: the compiler writes the `%` beside the value."""
    if autoescape:
        if not isinstance(other, str):
            raise TypeError("String value expected when autoescape=True")
        if escape is None:
            escape = "/"
        if escape not in ("%", "_"):
            other = other.replace(escape, escape + escape)
        other = other.replace("%", escape + "%").replace("_", escape + "_")
    if escape is not None:
        keywords["escape"] = escape
    made = compare(expr, op, other, **keywords)
    ignores_case = op.__name__.removeprefix("not_").startswith("i")  # the value stands in `lower()` then
    right = getattr(made.right, "element", made.right)
    if not ignores_case and getattr(right, "operator", None) is operators.concat_op:
        made.right = made.right._ungroup()  # it is concatenated with the `%`
    return made


def match(expr: Any, op: Any, other: Any, **keywords: Any) -> Any:
    """Full-text match, as the database has it."""
    return compare(expr, op, other, result_type=MATCHTYPE, **keywords)


def collated(expr: Any, op: Any, collation: Any, collation_schema: str | None = None, **keywords: Any) -> Any:
    """`a COLLATE "name"`."""
    if isinstance(collation, ClauseElement):
        clause: Any = collation
    elif not isinstance(collation, str):
        raise exc.ArgumentError(f"A collation is a name, got {collation!r:.80}. Give it as a string.")
    else:
        clause = CollationClause(collation, collation_schema)
    type_ = expr.type
    if type_._type_affinity is String:
        type_ = type_._with_collation(clause.collation, getattr(clause, "collation_schema", None))
    return BinaryExpression(expr, clause, operators.collate, type_)


def regexp_match(expr: Any, op: Any, pattern: Any, flags: Any = None, **keywords: Any) -> Any:
    """`a REGEXP pattern`."""
    return compare(expr, op, pattern, result_type=NULLTYPE, flags=flags, **keywords)


def regexp_replace(expr: Any, op: Any, pattern: Any, replacement: Any, flags: Any = None, **keywords: Any) -> Any:
    """`REGEXP_REPLACE(a, pattern, replacement)`."""
    both = ExpressionClauseList._construct_for_list(
        operators.comma_op,
        expr.type,
        operand(expr, operators.comma_op, pattern),
        operand(expr, operators.comma_op, replacement),
        group=False,
    )
    return BinaryExpression(expr, both, op, NULLTYPE, None, {"flags": flags})


# -- ranges and lists --------------------------------------------------------------------------------------


def between(expr: Any, op: Any, lower: Any, upper: Any, symmetric: bool = False, **keywords: Any) -> Any:
    """`a BETWEEN lower AND upper`."""
    bounds = ExpressionClauseList._construct_for_list(
        operators.and_,
        expr.type,
        operand(expr, operators.and_, lower),
        operand(expr, operators.and_, upper),
        group=False,
    )
    # no type of its own: a driver's value passes as it is
    made: Any = BinaryExpression(expr, bounds, op, NULLTYPE, operators.negation(op), {"symmetric": symmetric})
    if not symmetric and "_shortcuts" in expr.__dict__:
        leave_between_shortcut(expr, op, lower, upper, made)
    return made


def member(expr: Any, op: Any, other: Any, *, reverse: bool = False, result_type: Any = None, **modifiers: Any) -> Any:
    """`a IN (...)`: a list is one expanding parameter; a select is a subquery."""
    type_ = BOOLEANTYPE if result_type is None else to_instance(result_type)
    made: Any = BinaryExpression(expr, members(expr, op, other), op, type_, operators.negation(op), modifiers)
    if type_ is BOOLEANTYPE and "_shortcuts" in expr.__dict__:
        leave_member_shortcut(expr, op, other, made)
    return made


def members(expr: Any, op: Any, other: Any) -> Any:
    """The right side of IN."""
    if isinstance(other, (list, tuple, set, frozenset)):
        return _listed(expr, op, other)
    element = other
    if not isinstance(element, ClauseElement) and hasattr(other, "__clause_element__"):
        element = other.__clause_element__()
    if isinstance(element, ClauseElement):
        return _member_element(expr, op, element)
    if isinstance(other, Iterable) and not isinstance(other, (str, bytes)):
        return _listed(expr, op, list(other))
    return expect(IN_ELEMENT, other, expr=expr, operator=op)


def _listed(expr: Any, op: Any, values: Any) -> Any:
    if not PLAIN_CLASSES.issuperset(map(type, values)) and any(map(_is_element, values)):
        parts = [_list_member(expr, op, value, values) for value in values]
        return ClauseList._of([part.self_group(operators.comma_op) for part in parts]).self_group(op)
    return expr._bind_param(op, list(values), expanding=True)


def _list_member(expr: Any, op: Any, value: Any, values: Any) -> Any:
    """One of a list with expressions in it; these stay as they are."""
    if isinstance(value, ColumnElement):
        return value
    if isinstance(value, ClauseElement) and (value._is_text_clause or value._is_select_base):
        return expect(IN_ELEMENT, values)
    return operand(expr, op, value)


def _is_element(value: Any) -> bool:
    return isinstance(value, ClauseElement) or hasattr(value, "__clause_element__")


def _member_element(expr: Any, op: Any, element: Any) -> Any:
    if element.is_bind:
        made = element._generate()
        made.expanding = True
        made.expand_op = op
        return made
    if element._is_select_base:
        return element.scalar_subquery()
    if element.__visit_name__ == "values":
        return element.scalar_values()
    if element._is_from_clause:
        util.warn(
            f"Coercing {type(element).__name__} object into a select() for use in IN(); please pass a select() "
            "construct explicitly"
        )
        return element.select().scalar_subquery()
    if element._is_clause_list or element._is_text_clause:
        return element.self_group(op)
    return expect(IN_ELEMENT, element, expr=expr, operator=op).self_group(op)


_BUILDERS: dict[Any, Callable[..., Any]] = {
    **dict.fromkeys(
        (
            *(operators.eq, operators.ne, operators.lt, operators.le, operators.gt, operators.ge),
            *(operators.is_, operators.is_not, operators.is_distinct_from, operators.is_not_distinct_from),
        ),
        compare,
    ),
    **dict.fromkeys(
        (
            *(operators.add, operators.sub, operators.mul, operators.truediv, operators.floordiv, operators.mod),
            *(operators.concat_op, operators.bitwise_and_op, operators.bitwise_or_op, operators.bitwise_xor_op),
            *(operators.bitwise_lshift_op, operators.bitwise_rshift_op, operators.null_op),
            *(operators.json_getitem_op, operators.json_path_getitem_op),
        ),
        combine,
    ),
    **dict.fromkeys((operators.like_op, operators.not_like_op, operators.ilike_op, operators.not_ilike_op), pattern),
    **dict.fromkeys(
        (
            *(operators.startswith_op, operators.not_startswith_op, operators.istartswith_op),
            *(operators.not_istartswith_op, operators.endswith_op, operators.not_endswith_op),
            *(operators.iendswith_op, operators.not_iendswith_op, operators.contains_op),
            *(operators.not_contains_op, operators.icontains_op, operators.not_icontains_op),
        ),
        affix,
    ),
    **dict.fromkeys((operators.asc_op, operators.desc_op, operators.nulls_first_op, operators.nulls_last_op), modifier),
    **dict.fromkeys((operators.neg, operators.bitwise_not_op), negative),
    **dict.fromkeys((operators.any_op, operators.all_op), quantified),
    **dict.fromkeys((operators.in_op, operators.not_in_op), member),
    **dict.fromkeys((operators.between_op, operators.not_between_op), between),
    **dict.fromkeys((operators.match_op, operators.not_match_op), match),
    **dict.fromkeys((operators.regexp_match_op, operators.not_regexp_match_op), regexp_match),
    operators.regexp_replace_op: regexp_replace,
    operators.getitem: item,
    operators.pow_: power,
    operators.collate: collated,
    operators.distinct_op: distinct_of,
    operators.inv: invert,
    operators.and_: conjunction,
    operators.or_: disjunction,
}
BUILDERS.update(_BUILDERS)
MAKERS["custom"] = custom
MAKERS["null"] = lambda: NULL
MAKERS["limit"] = BindParameter
