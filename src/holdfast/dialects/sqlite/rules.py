"""How SQLite writes what it writes differently."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import Context, Rule, constant_rule, operands, plain_binary
from ...sql.elements import literal

_STRFTIME = {
    "month": "%m",
    "day": "%d",
    "year": "%Y",
    "second": "%S",
    "hour": "%H",
    "doy": "%j",
    "minute": "%M",
    "epoch": "%s",
    "dow": "%w",
    "week": "%W",
}


def _operator(text: str) -> Rule:
    return lambda compiler, node, context: plain_binary(compiler, node, text, context)


def limit_clause(compiler: Any, statement: Any, context: Context) -> str:
    """SQLite has no OFFSET without LIMIT; -1 is no limit. LIMIT always brings an OFFSET, so that the text is one."""
    limit, offset = statement._limit_clause, statement._offset_clause
    text = "\n LIMIT " + compiler.render(literal(-1) if limit is None else limit, context)
    return text + " OFFSET " + compiler.render(literal(0) if offset is None else offset, context)  # type: ignore[no-any-return]


def extract(compiler: Any, node: Any, context: Context) -> str:
    form = _STRFTIME.get(node.field)
    if form is None:
        raise exc.CompileError(f"{node.field} is not a valid extract argument.")
    return f"CAST(STRFTIME({compiler.text(repr(form))}, {compiler.render(node.expr, context.inner())}) AS INTEGER)"


def cast(compiler: Any, node: Any, context: Context) -> str:
    return f"CAST({compiler.render(node.clause, context.inner())} AS {compiler.render(node.typeclause, context)})"


def bitwise_xor(compiler: Any, node: Any, context: Context) -> str:
    """SQLite has no XOR: `(a | b) - (a & b)`."""
    left, right = operands(compiler, node, context)
    return f"(({left} | {right}) - ({left} & {right}))"


def regexp_replace(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.dialect.unsupported("regular expression replacements")


def json_getitem(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    found = f"JSON_EXTRACT({left}, {right})"
    kind = node.type._type_affinity.__name__
    if kind in {"JSON", "Indexable", "NullType"}:
        return f"JSON_QUOTE({found})"
    return f"CAST({found} AS {compiler.dialect.type_compiler_instance.process(node.type)})"


def empty_set(compiler: Any, bind: Any, context: Context) -> str:
    types = bind.type.types if bind.type._is_tuple_type else (bind.type,)
    columns = ", ".join("1" for _ in types)
    return f"SELECT {columns} FROM (SELECT {columns}) WHERE 1!=1"


def is_true(compiler: Any, node: Any, context: Context) -> str:
    return f"{_boolean_operand(compiler, node, context)} = 1"


def is_false(compiler: Any, node: Any, context: Context) -> str:
    return f"{_boolean_operand(compiler, node, context)} = 0"


def _boolean_operand(compiler: Any, node: Any, context: Context) -> str:
    return str(compiler.render(node.element, context))


def char_length(compiler: Any, node: Any, context: Context) -> str:
    return f"length{compiler.render(node.clause_expr, context)}"


def aggregate_strings(compiler: Any, node: Any, context: Context) -> str:
    return f"group_concat{compiler.render(node.clause_expr, context)}"


def delete_from(compiler: Any, parts: Any, context: Context) -> str:
    raise NotImplementedError("This backend does not support multiple-table criteria within DELETE")


RULES: dict[str, Rule] = {
    "limit_clause": limit_clause,
    "for_update_clause": constant_rule(""),
    "true": constant_rule("1"),
    "false": constant_rule("0"),
    "extract": extract,
    "bitwise_xor_op_binary": bitwise_xor,
    "is_distinct_from_binary": _operator(" IS NOT "),
    "is_not_distinct_from_binary": _operator(" IS "),
    "regexp_match_op_binary": _operator(" REGEXP "),
    "not_regexp_match_op_binary": _operator(" NOT REGEXP "),
    "regexp_replace_op_binary": regexp_replace,
    "json_getitem_op_binary": json_getitem,
    "json_path_getitem_op_binary": json_getitem,
    "empty_set": empty_set,
    "now_func": constant_rule("CURRENT_TIMESTAMP"),
    "localtimestamp_func": constant_rule("DATETIME(CURRENT_TIMESTAMP, 'localtime')"),
    "char_length_func": char_length,
    "aggregate_strings_func": aggregate_strings,
    "delete_from": delete_from,
}
