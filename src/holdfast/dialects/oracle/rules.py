"""How Oracle writes what it writes differently."""

from __future__ import annotations

from typing import Any, NoReturn

from ... import exc
from ...sql.compiler import RULES as COMMON
from ...sql.compiler import Context, Rule, constant_rule, operands, rules_from
from ...sql.types import String, Text


def fetch_clause(compiler: Any, statement: Any, context: Context) -> str:
    """`OFFSET n ROWS FETCH FIRST n ROWS ONLY`; plain numbers are written when the statement is executed."""
    text = ""
    if statement._offset_clause is not None:
        text += f"\n OFFSET {_count(compiler, statement._offset_clause, context)} ROWS"
    limit, options = statement._limit_clause, {"percent": False, "with_ties": False}
    if statement._fetch_clause is not None:
        limit, options = statement._fetch_clause, statement._fetch_clause_options
    if limit is not None:
        text += (
            f"\n FETCH FIRST {_count(compiler, limit, context)}{' PERCENT' if options['percent'] else ''} ROWS "
            f"{'WITH TIES' if options['with_ties'] else 'ONLY'}"
        )
    return text


def _count(compiler: Any, clause: Any, context: Context) -> str:
    plain = clause.is_bind and clause.unique and clause.effective_value is not None
    return str(compiler.render(clause, context.derive(literal_execute=True) if plain else context))


def for_update_clause(compiler: Any, statement: Any, context: Context) -> str:
    if compiler.is_subquery():
        return ""  # Oracle locks what the whole statement gives
    lock = statement._for_update_arg
    text = " FOR UPDATE"
    if lock.of:
        for member in lock.of:
            if not member._is_column_element:
                raise exc.CompileError(
                    f"Oracle locks the tables of columns: give with_for_update(of=...) a column of {member.name!r}."
                )
        text += " OF " + ", ".join([compiler.render(member, context) for member in lock.of])
    if lock.nowait:
        text += " NOWAIT"
    if lock.skip_locked:
        text += " SKIP LOCKED"
    return text


def cast(compiler: Any, node: Any, context: Context) -> str:
    """Strings are cast to VARCHAR2, which wants a length."""
    inside = compiler.render(node.clause, context.inner())
    own = node.type.dialect_impl(compiler.dialect)
    if isinstance(own, String) and not isinstance(own, Text):
        return f"CAST({inside} AS VARCHAR2({own.length or 4000} CHAR))"
    return f"CAST({inside} AS {compiler.render(node.typeclause, context)})"


def _call(name: str) -> Rule:
    """An operator that Oracle has as a function."""

    def render(compiler: Any, node: Any, context: Context) -> str:
        return f"{name}({', '.join(operands(compiler, node, context))})"

    return render


def _missing(name: str) -> Rule:
    def render(compiler: Any, node: Any, context: Context) -> NoReturn:
        raise exc.CompileError(f"Cannot compile {name} in oracle: it has no operator or function for it.")

    return render


def _decode(answer: int) -> Rule:
    """DECODE holds two NULLs to be equal."""

    def render(compiler: Any, node: Any, context: Context) -> str:
        left, right = operands(compiler, node, context)
        return f"DECODE({left}, {right}, 0, 1) = {answer}"

    return render


def match(compiler: Any, node: Any, context: Context) -> str:
    return f"CONTAINS ({', '.join(operands(compiler, node, context))})"


def _regular(name: str) -> Rule:
    def render(compiler: Any, node: Any, context: Context) -> str:
        left, right = operands(compiler, node, context)
        flags = node.modifiers.get("flags")
        if flags is None:
            return f"{name}({left}, {right})"
        return f"{name}({left}, {right}, {compiler.render_literal_value(flags, compiler.dialect.string_type)})"

    return render


def sequence(compiler: Any, node: Any, context: Context) -> str:
    return f"{compiler.preparer.format_sequence(node)}.nextval"


def char_length(compiler: Any, node: Any, context: Context) -> str:
    return f"LENGTH{compiler.render(node.clause_expr, context)}"


def aggregate_strings(compiler: Any, node: Any, context: Context) -> str:
    value, separator = node.clauses
    return (
        f"LISTAGG({compiler.render(value, context)}, "
        f"{compiler.render(separator, context.derive(literal_execute=True))})"
    )


def aggregate_order_by(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"{compiler.render(node.element, inner)} WITHIN GROUP (ORDER BY {compiler.render(node.order_by, inner)})"


def power(compiler: Any, node: Any, context: Context) -> str:
    return f"POWER{compiler.render(node.clause_expr, context)}"


def table_valued_alias(compiler: Any, node: Any, context: Context) -> str:
    """`TABLE (function(...)) name`."""
    if not context.as_from:
        return str(COMMON["table_valued_alias"](compiler, node, context))
    name = compiler.name(node.name, "alias")
    inside = compiler.render(node.element, context.derive(as_from=True))
    lateral = "LATERAL " if getattr(node, "_is_lateral", False) else ""
    derived = rules_from.derived_columns(compiler, node) if getattr(node, "_render_derived", False) else ""
    return f"{lateral}TABLE ({inside}) {name}{derived}"


def table_valued_column(compiler: Any, node: Any, context: Context) -> str:
    name = node.name if node.table is None else node.table.name
    return f"{compiler.name(name, 'alias')}.COLUMN_VALUE"


def update_from(compiler: Any, parts: Any, context: Context) -> NoReturn:
    raise NotImplementedError("This backend does not support multiple-table criteria within UPDATE")


def delete_from(compiler: Any, parts: Any, context: Context) -> NoReturn:
    raise NotImplementedError("This backend does not support multiple-table criteria within DELETE")


RULES: dict[str, Rule] = {
    "limit_clause": fetch_clause,
    "fetch_clause": fetch_clause,
    "for_update_clause": for_update_clause,
    "true": constant_rule("1"),
    "false": constant_rule("0"),
    "cast": cast,
    "mod_binary": _call("mod"),
    "bitwise_xor_op_binary": _call("BITXOR"),
    "bitwise_or_op_binary": _call("BITOR"),
    "bitwise_and_op_binary": _call("BITAND"),
    "bitwise_not_op_unary_operator": _missing("bitwise_not"),
    "bitwise_lshift_op_binary": _missing("bitwise_lshift"),
    "bitwise_rshift_op_binary": _missing("bitwise_rshift"),
    "is_distinct_from_binary": _decode(1),
    "is_not_distinct_from_binary": _decode(0),
    "match_op_binary": match,
    "regexp_match_op_binary": _regular("REGEXP_LIKE"),
    "not_regexp_match_op_binary": _regular("NOT REGEXP_LIKE"),
    "regexp_replace_op_binary": _regular("REGEXP_REPLACE"),
    "sequence": sequence,
    "now_func": constant_rule("CURRENT_TIMESTAMP"),
    "uid_func": constant_rule("uid"),
    "char_length_func": char_length,
    "aggregate_strings_func": aggregate_strings,
    "aggregateorderby": aggregate_order_by,
    "pow_func": power,
    "table_valued_alias": table_valued_alias,
    "table_valued_column": table_valued_column,
    "update_from": update_from,
    "delete_from": delete_from,
}
