"""Rules for operators: the text of each, and those that need more than text between two operands.

A dialect changes an operator by a rule named after it: `like_op_binary`, `mod_binary`, `desc_op_unary_modifier` ...
"""

from __future__ import annotations

from typing import Any

from ...util import warn
from .. import operators
from .context import Context
from .rules import rule

TEXTS: dict[str, str] = {
    "and_": " AND ",
    "or_": " OR ",
    "add": " + ",
    "sub": " - ",
    "mul": " * ",
    "mod": " % ",
    "truediv": " / ",
    "floordiv": " / ",
    "matmul": " @ ",
    "neg": "-",
    "lt": " < ",
    "le": " <= ",
    "ne": " != ",
    "gt": " > ",
    "ge": " >= ",
    "eq": " = ",
    "is_distinct_from": " IS DISTINCT FROM ",
    "is_not_distinct_from": " IS NOT DISTINCT FROM ",
    "concat_op": " || ",
    "match_op": " MATCH ",
    "not_match_op": " NOT MATCH ",
    "in_op": " IN ",
    "not_in_op": " NOT IN ",
    "comma_op": ", ",
    "from_": " FROM ",
    "as_": " AS ",
    "is_": " IS ",
    "is_not": " IS NOT ",
    "collate": " COLLATE ",
    "exists": "EXISTS ",
    "distinct_op": "DISTINCT ",
    "inv": "NOT ",
    "any_op": "ANY ",
    "all_op": "ALL ",
    "desc_op": " DESC",
    "asc_op": " ASC",
    "nulls_first_op": " NULLS FIRST",
    "nulls_last_op": " NULLS LAST",
    "bitwise_xor_op": " ^ ",
    "bitwise_or_op": " | ",
    "bitwise_and_op": " & ",
    "bitwise_not_op": "~",
    "bitwise_lshift_op": " << ",
    "bitwise_rshift_op": " >> ",
    "filter_op": " FILTER ",
    "like_op": " LIKE ",
    "not_like_op": " NOT LIKE ",
    "lshift": " << ",
    "rshift": " >> ",
}


def find_operator(compiler: Any, operator: Any) -> Any:
    """The text of a binary operator, or the rule that renders it."""
    rules = compiler.rules
    name = operator_name(operator)
    found = rules.by_name.get(f"{name}_binary")
    if found is None:
        found = TEXTS.get(name)
    if found is None:
        if hasattr(operator, "opstring"):
            found = rules.by_name["custom_op_binary"]
        else:
            raise compiler.rules.unsupported(type(operator))
    rules.operators[operator] = found
    return found


def operator_name(operator: Any) -> str:
    """The name an operator's rules go by; a custom operator names its own."""
    if hasattr(operator, "opstring"):
        return getattr(operator, "visit_name", None) or "custom_op"
    return str(operator.__name__)


@rule("binary")
def binary(compiler: Any, node: Any, context: Context) -> str:
    operator = node.operator
    try:
        how = compiler.rules.operators[operator]
    except KeyError:
        how = find_operator(compiler, operator)
    if context.as_from or context.in_columns or context.order_label is not None:
        context = context.inner()
    if context.literal_binds:
        _warn_of_null(node)
    if how.__class__ is str:
        rules = compiler.rules
        left, right = node.left, node.right
        return rules[left.__class__](compiler, left, context) + how + rules[right.__class__](compiler, right, context)  # type: ignore[no-any-return]
    return how(compiler, node, context)  # type: ignore[no-any-return]


def _warn_of_null(node: Any) -> None:
    """A parameter written as NULL beside an operator that answers NULL to it: surely a slip."""
    for side in (node.left, node.right):
        if side.is_bind and not side.expanding and node.operator not in _KNOW_NULL and side.effective_value is None:
            warn(
                f"Bound parameter {side._orig_key!r} rendering literal NULL in a SQL expression; comparisons to NULL "
                "should not use operators outside of 'is' or 'is not'"
            )


_KNOW_NULL = frozenset({operators.is_, operators.is_not})


def plain_binary(compiler: Any, node: Any, text: str, context: Context) -> str:
    """`left text right`."""
    return compiler.render(node.left, context) + text + compiler.render(node.right, context)  # type: ignore[no-any-return]


def operands(compiler: Any, node: Any, context: Context) -> tuple[str, str]:
    return compiler.render(node.left, context), compiler.render(node.right, context)


@rule("custom_op_binary")
def custom_op_binary(compiler: Any, node: Any, context: Context) -> str:
    text = compiler.text(node.operator.opstring)
    return plain_binary(compiler, node, f" {text} ", context)


@rule("mod_binary")
def mod_binary(compiler: Any, node: Any, context: Context) -> str:
    return plain_binary(compiler, node, " %% " if compiler.preparer._double_percents else " % ", context)


@rule("truediv_binary")
def truediv_binary(compiler: Any, node: Any, context: Context) -> str:
    """Division that keeps the fraction: the right side is made a number with one."""
    if not compiler.dialect.div_is_floordiv:
        return plain_binary(compiler, node, " / ", context)
    left, right = operands(compiler, node, context)
    type_ = node.right.type
    own = type_ if getattr(type_._type_affinity, "__visit_name__", "") in {"numeric", "float"} else None
    return f"{left} / {compiler.dialect.float_operand(right, own)}"


def _is_integer_like(node: Any) -> bool:
    return getattr(node.type._type_affinity, "__visit_name__", "") == "integer"


@rule("floordiv_binary")
def floordiv_binary(compiler: Any, node: Any, context: Context) -> str:
    if compiler.dialect.div_is_floordiv and _is_integer_like(node.left) and _is_integer_like(node.right):
        return plain_binary(compiler, node, " / ", context)
    left, right = operands(compiler, node, context)
    return f"FLOOR({left} / {right})"


@rule("in_op_binary")
def in_op_binary(compiler: Any, node: Any, context: Context) -> str:
    return plain_binary(compiler, node, " IN ", context)


@rule("not_in_op_binary")
def not_in_op_binary(compiler: Any, node: Any, context: Context) -> str:
    # The parentheses belong to it: an empty list becomes `NULL) OR (1 = 1`.
    return f"({plain_binary(compiler, node, ' NOT IN ', context)})"


@rule("empty_set")
def empty_set(compiler: Any, bind: Any, context: Context) -> str:
    """The text inside `IN ()` for an empty list: true or false for every row, without a set."""
    operator = getattr(bind.expand_op, "__name__", "")
    types = bind.type.types if bind.type._is_tuple_type else (bind.type,)
    nulls = ", ".join("NULL" for _ in types)
    if len(types) > 1:
        nulls = f"({nulls})"
    if operator == "not_in_op":
        return f"{nulls}) OR (1 = 1"
    if operator == "in_op":
        return f"{nulls}) AND (1 != 1"
    return compiler.dialect.empty_set_query(types)  # type: ignore[no-any-return]


@rule("not_match_op_binary")
def not_match_op_binary(compiler: Any, node: Any, context: Context) -> str:
    own = compiler.rules.by_name.get("match_op_binary")
    return "NOT " + (plain_binary(compiler, node, " MATCH ", context) if own is None else own(compiler, node, context))


# ---------------------------------------------------------------------- LIKE and its family


def escape_clause(compiler: Any, node: Any) -> str:
    escape = node.modifiers.get("escape")
    if escape is None:
        return ""
    return f" ESCAPE {compiler.render_literal_value(escape, compiler.dialect.string_type)}"


def like(compiler: Any, node: Any, context: Context, text: str, left: str, right: str) -> str:
    return f"{left}{text}{right}{escape_clause(compiler, node)}"


@rule("like_op_binary")
def like_op_binary(compiler: Any, node: Any, context: Context) -> str:
    return like(compiler, node, context, " LIKE ", *operands(compiler, node, context))


@rule("not_like_op_binary")
def not_like_op_binary(compiler: Any, node: Any, context: Context) -> str:
    return like(compiler, node, context, " NOT LIKE ", *operands(compiler, node, context))


@rule("ilike_op_binary")
def ilike_op_binary(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    return like(compiler, node, context, " LIKE ", f"lower({left})", f"lower({right})")


@rule("not_ilike_op_binary")
def not_ilike_op_binary(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    return like(compiler, node, context, " NOT LIKE ", f"lower({left})", f"lower({right})")


def _family(before: bool, after: bool, negated: bool, ignore_case: bool) -> Any:
    """A rule of the `contains` family: LIKE with `%` on one side or both."""

    def render(compiler: Any, node: Any, context: Context) -> str:
        left = compiler.render(node.left, context)
        compiler.operator_depth += 1  # of the concatenation with the percent signs
        right = compiler.render(node.right, context)
        compiler.operator_depth -= 1
        dialect = compiler.dialect
        text = " NOT LIKE " if negated else " LIKE "
        if ignore_case:
            if dialect.has_ilike:
                text = text.replace("LIKE", "ILIKE")
            else:
                left, right = f"lower({left})", f"lower({right})"
        percent = "'%%'" if compiler.preparer._double_percents else "'%'"
        parts = [percent] if before else []
        parts += dialect.concat_parts(compiler, node.right, right, context, lowered=ignore_case)
        parts += [percent] if after else []
        return like(compiler, node, context, text, left, dialect.concat_text(parts))

    return render


for _name, _before, _after in (("contains", True, True), ("startswith", False, True), ("endswith", True, False)):
    for _negated in (False, True):
        for _ignore_case in (False, True):
            _full = f"{'not_' if _negated else ''}{'i' if _ignore_case else ''}{_name}_op_binary"
            rule(_full)(_family(_before, _after, _negated, _ignore_case))


@rule("between_op_binary")
def between_op_binary(compiler: Any, node: Any, context: Context) -> str:
    return plain_binary(compiler, node, _between(node, " BETWEEN "), context)


@rule("not_between_op_binary")
def not_between_op_binary(compiler: Any, node: Any, context: Context) -> str:
    return plain_binary(compiler, node, _between(node, " NOT BETWEEN "), context)


def _between(node: Any, text: str) -> str:
    return f"{text}SYMMETRIC " if node.modifiers.get("symmetric") else text


@rule("regexp_match_op_binary")
def regexp_match_op_binary(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.dialect.unsupported("regular expressions")


@rule("not_regexp_match_op_binary")
def not_regexp_match_op_binary(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.dialect.unsupported("regular expressions")


@rule("regexp_replace_op_binary")
def regexp_replace_op_binary(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.dialect.unsupported("regular expression replacements")


# ---------------------------------------------------------------------- unary


@rule("unary", "asboolean", "collection_aggregate")
def unary(compiler: Any, node: Any, context: Context) -> str:
    operator, modifier = node.operator, getattr(node, "modifier", None)
    rules = compiler.rules.by_name
    if operator is not None:
        # At the top of a column clause a label inside names the whole: `-x AS k`.
        inner = context if context.in_columns and node.element.__visit_name__ == "label" else context.inner()
        own = rules.get(f"{operator_name(operator)}_unary_operator")
        if own is not None:
            return own(compiler, node, inner)  # type: ignore[no-any-return]
        return _operator_or_opstring(compiler, operator, prefix=True) + _operand(compiler, node, inner)
    own = rules.get(f"{operator_name(modifier)}_unary_modifier")
    if own is not None:
        return own(compiler, node, context)  # type: ignore[no-any-return]
    return _operand(compiler, node, context) + _operator_or_opstring(compiler, modifier, prefix=False)


@rule("distinct_op_unary_operator")
def distinct_op_unary_operator(compiler: Any, node: Any, context: Context) -> str:
    if not compiler.function_depth:
        warn(
            "Column-expression-level unary distinct() should not be used outside of an aggregate function. For general "
            "'SELECT DISTINCT' support use select().distinct()."
        )
    return "DISTINCT " + _operand(compiler, node, context)


def _operand(compiler: Any, node: Any, context: Context) -> str:
    return compiler.render(node.element, context)  # type: ignore[no-any-return]


def _operator_or_opstring(compiler: Any, operator: Any, *, prefix: bool) -> str:
    opstring = getattr(operator, "opstring", None)
    if opstring is None:
        return compiler.operator_text(operator)  # type: ignore[no-any-return]
    text = compiler.text(opstring)
    return f"{text} " if prefix else f" {text}"


@rule("is_true_unary_operator")
def is_true_unary_operator(compiler: Any, node: Any, context: Context) -> str:
    written = _operand(compiler, node, context)
    return written if compiler.dialect.supports_native_boolean or node._is_implicitly_boolean else f"{written} = 1"


@rule("is_false_unary_operator")
def is_false_unary_operator(compiler: Any, node: Any, context: Context) -> str:
    written = _operand(compiler, node, context)
    if compiler.dialect.supports_native_boolean or node._is_implicitly_boolean:
        return f"NOT {written}"  # a condition, not a value that merely is of type Boolean
    return f"{written} = 0"


# ---------------------------------------------------------------------- JSON and subscripts


@rule("json_getitem_op_binary", "json_path_getitem_op_binary")
def json_getitem(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.rules.unsupported(type(node))


@rule("getitem_binary")
def getitem_binary(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.rules.unsupported(type(node))


def subscript(compiler: Any, node: Any, context: Context) -> str:
    """`left[right]`, where there are arrays."""
    left, right = operands(compiler, node, context)
    return f"{left}[{right}]"
