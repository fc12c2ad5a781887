"""How SQL Server writes what it writes differently. Limits of rows are in `limits`."""

from __future__ import annotations

from typing import Any, NoReturn

from ...sql.compiler import RULES as COMMON
from ...sql.compiler import Context, Rule, constant_rule, operands, plain_binary, rules_dml
from .limits import LIMIT_RULES


def _operator(text: str) -> Rule:
    return lambda compiler, node, context: plain_binary(compiler, node, text, context)


def is_true(compiler: Any, node: Any, context: Context) -> str:
    return _condition("is_true_unary_operator", compiler, node, context)


def is_false(compiler: Any, node: Any, context: Context) -> str:
    return _condition("is_false_unary_operator", compiler, node, context)


def _condition(name: str, compiler: Any, node: Any, context: Context) -> str:
    """There are no truth values: TRUE as a condition is `1 = 1`."""
    if node.element.__visit_name__ in {"true", "false"}:
        return f"{compiler.render(node.element, context)} = 1"
    return str(COMMON[name](compiler, node, context))


def equal(compiler: Any, node: Any, context: Context) -> str:
    """A parameter stands to the right, as SQLAlchemy has it; ANY and ALL must stay there."""
    if (
        node.left.is_bind
        and not node.right.is_bind
        and node.right.__visit_name__ not in {"unary", "collection_aggregate"}
    ):
        return f"{compiler.render(node.right, context)} = {compiler.render(node.left, context)}"
    return str(plain_binary(compiler, node, " = ", context))


def concat(compiler: Any, node: Any, context: Context) -> str:
    return " + ".join([compiler.render(clause, context.inner()) for clause in node.clauses])


def _same_rows(text: str) -> Rule:
    """INTERSECT holds two NULLs to be equal."""

    def render(compiler: Any, node: Any, context: Context) -> str:
        left, right = operands(compiler, node, context)
        return f"{text} (SELECT {left} INTERSECT SELECT {right})"

    return render


def match(compiler: Any, node: Any, context: Context) -> str:
    return f"CONTAINS ({', '.join(operands(compiler, node, context))})"


def regexp(compiler: Any, node: Any, context: Context) -> NoReturn:
    raise compiler.dialect.unsupported("regular expressions")


def regexp_replace(compiler: Any, node: Any, context: Context) -> NoReturn:
    raise compiler.dialect.unsupported("regular expression replacements")


def json_getitem(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    kind = node.type._type_affinity.__name__
    if kind not in {"Boolean", "Integer", "Numeric", "Float", "String"}:
        return f"JSON_QUERY({left}, {right})"
    value = f"JSON_VALUE({left}, {right})"
    whens, found = "WHEN NULL THEN NULL", value
    if kind == "Boolean":
        whens += " WHEN 'true' THEN 1 WHEN 'false' THEN 0"
    if kind != "String":
        found = f"CAST({value} AS {compiler.dialect.type_compiler_instance.process(node.type)})"
    return f"CASE {value} {whens} ELSE {found} END"


def try_cast(compiler: Any, node: Any, context: Context) -> str:
    return f"TRY_CAST ({compiler.render(node.clause, context.inner())} AS {compiler.render(node.typeclause, context)})"


def extract(compiler: Any, node: Any, context: Context) -> str:
    field = compiler.dialect.extract_map.get(node.field, node.field)
    return f"DATEPART({compiler.text(field)}, {compiler.render(node.expr, context.inner())})"


def sequence(compiler: Any, node: Any, context: Context) -> str:
    return f"NEXT VALUE FOR {compiler.preparer.format_sequence(node)}"


def _call(name: str) -> Rule:
    """A function under SQL Server's name."""
    return lambda compiler, node, context: f"{name}{compiler.render(node.clause_expr, context)}"


def aggregate_strings(compiler: Any, node: Any, context: Context) -> str:
    value, separator = node.clauses
    late = context.derive(literal_execute=True)
    return f"string_agg({compiler.render(value, context)}, {compiler.render(separator, late)})"


def aggregate_order_by(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"{compiler.render(node.element, inner)} WITHIN GROUP (ORDER BY {compiler.render(node.order_by, inner)})"


def frame_clause(compiler: Any, node: Any, context: Context) -> str:
    """The bounds of a window must not be parameters."""
    return str(COMMON["frame_clause"](compiler, node, context.derive(literal_execute=True)))


# ---------------------------------------------------------------------- changes


def returning_clause(compiler: Any, columns: str, context: Context) -> str:
    return f" OUTPUT {columns}"


def update_from(compiler: Any, parts: Any, context: Context) -> str:
    statement, extra = parts
    return f" FROM {_sources(compiler, statement, extra, context)}"


def delete_from(compiler: Any, parts: Any, context: Context) -> str:
    """Of an alias its name; what it stands for follows in the second FROM."""
    statement, _, written = parts
    table = statement.table
    return str(written if table.__visit_name__ == "table" else compiler.name(table.name, "alias"))


def delete_using(compiler: Any, parts: Any, context: Context) -> str:
    statement, extra = parts
    return f" FROM {_sources(compiler, statement, extra, context)}"


def _sources(compiler: Any, statement: Any, extra: list[Any], context: Context) -> str:
    written = rules_dml.table_text(compiler, statement.table, statement, context)
    return ", ".join([written, *[compiler.render(element, context.derive(as_from=True)) for element in extra]])


RULES: dict[str, Rule] = {
    **LIMIT_RULES,
    "for_update_clause": constant_rule(""),
    "is_true_unary_operator": is_true,
    "is_false_unary_operator": is_false,
    "eq_binary": equal,
    "concat_op_binary": _operator(" + "),
    "concat_op_clauselist": concat,
    "is_distinct_from_binary": _same_rows("NOT EXISTS"),
    "is_not_distinct_from_binary": _same_rows("EXISTS"),
    "match_op_binary": match,
    "regexp_match_op_binary": regexp,
    "not_regexp_match_op_binary": regexp,
    "regexp_replace_op_binary": regexp_replace,
    "json_getitem_op_binary": json_getitem,
    "json_path_getitem_op_binary": json_getitem,
    "try_cast": try_cast,
    "extract": extract,
    "sequence": sequence,
    "current_date_func": constant_rule("GETDATE()"),
    "now_func": constant_rule("CURRENT_TIMESTAMP"),
    "length_func": _call("LEN"),
    "char_length_func": _call("LEN"),
    "pow_func": _call("POWER"),
    "aggregate_strings_func": aggregate_strings,
    "aggregateorderby": aggregate_order_by,
    "frame_clause": frame_clause,
    "returning_clause": returning_clause,
    "update_from": update_from,
    "delete_from": delete_from,
    "delete_using": delete_using,
}
