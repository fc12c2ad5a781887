"""Operators that stand in parentheses wherever another operator stands around them, as those of PostgreSQL do.

Their precedence beside other operators is not what a reader expects. Dialects that know such operators lay these rules
over the common ones; the others pay nothing for counting.
"""

from __future__ import annotations

from typing import Any

from .. import operators
from .context import Context
from .rules import RULES, Rule
from .rules_operators import plain_binary

_LIKE_FAMILY = ("like", "ilike", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith")

# Operators that are more than a text between two operands: what stands in them does not count as beside an operator.
_CONJUNCTIONS = frozenset({operators.and_, operators.or_})
_WRITTEN_APART = frozenset(
    {
        operators.getitem,
        operators.function_as_comparison_op,
        operators.truediv,
        operators.floordiv,
        operators.mod,
        operators.match_op,
        operators.not_match_op,
        operators.regexp_replace_op,
        *(getattr(operators, f"{negated}{name}_op") for negated in ("", "not_") for name in _LIKE_FAMILY),
    }
)


def _inside_operator(name: str) -> Rule:
    """The common rule; members of JSON within it know that they stand beside an operator."""

    def render(compiler: Any, node: Any, context: Context) -> str:
        if node.operator in _CONJUNCTIONS:
            compiler.conjunction_depth += 1
            try:
                return RULES[name](compiler, node, context)  # type: ignore[no-any-return]
            finally:
                compiler.conjunction_depth -= 1
        if node.operator in _WRITTEN_APART:
            return RULES[name](compiler, node, context)  # type: ignore[no-any-return]
        compiler.operator_depth += 1
        try:
            return RULES[name](compiler, node, context)  # type: ignore[no-any-return]
        finally:
            compiler.operator_depth -= 1

    return render


def stands_beside(compiler: Any) -> bool:
    """Whether the operator being written is an operand of another, however deep inside calls."""
    return bool(compiler.operator_depth > 1 or compiler.conjunction_depth > 0)


def _custom_op(compiler: Any, node: Any, context: Context) -> str:
    """An operator by its text; an eager one stands in parentheses beside any other."""
    text = plain_binary(compiler, node, f" {compiler.text(node.operator.opstring)} ", context)
    return f"({text})" if node.operator.eager_grouping and stands_beside(compiler) else text


GROUPING_RULES: dict[str, Rule] = {
    "binary": _inside_operator("binary"),
    "expression_clauselist": _inside_operator("expression_clauselist"),
    "custom_op_binary": _custom_op,
}
