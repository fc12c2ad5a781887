"""How MySQL and MariaDB write what they write differently."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import Context, Rule, constant_rule, operands, plain_binary
from ...util import warn
from .type_rules import with_charset
from .types import TextOptions

_NO_LIMIT = "18446744073709551615"


def _operator(text: str) -> Rule:
    return lambda compiler, node, context: plain_binary(compiler, node, text, context)


def limit_clause(compiler: Any, statement: Any, context: Context) -> str:
    """`LIMIT offset, count`; without a count, the largest number there is."""
    limit, offset = statement._limit_clause, statement._offset_clause
    if offset is None:
        return f" \n LIMIT {compiler.render(limit, context)}"
    start = compiler.render(offset, context)
    return f" \n LIMIT {start}, {_NO_LIMIT if limit is None else compiler.render(limit, context)}"


def for_update_clause(compiler: Any, statement: Any, context: Context) -> str:
    lock = statement._for_update_arg
    shared = " FOR SHARE" if compiler.dialect.use_mysql_for_share else " LOCK IN SHARE MODE"
    text = shared if lock.read else " FOR UPDATE"
    if lock.of and compiler.dialect.supports_for_update_of:
        tables: dict[Any, None] = {}
        for member in lock.of:
            tables.update(dict.fromkeys(member._froms or (member,)))
        text += " OF " + ", ".join([compiler.name(element.name, "alias") for element in tables])
    if lock.nowait:
        text += " NOWAIT"
    if lock.skip_locked:
        text += " SKIP LOCKED"
    return text


def mysql_match(compiler: Any, node: Any, context: Context) -> str:
    flags = node.flags
    if "in_boolean_mode" in flags and len(flags) > 1:
        said = ", ".join([f"{name}={name in flags}" for name in _MATCH_FLAGS])
        raise exc.CompileError(f"Invalid MySQL match flags: {said}")
    inner = context.inner()
    columns = compiler.render(node.columns, inner)
    words = "".join([_MATCH_FLAGS[name] for name in flags])
    return f"MATCH {columns} AGAINST ({compiler.render(node.against, inner)}{words})"


_MATCH_FLAGS = {
    "in_boolean_mode": " IN BOOLEAN MODE",
    "in_natural_language_mode": " IN NATURAL LANGUAGE MODE",
    "with_query_expansion": " WITH QUERY EXPANSION",
}


def mysql_dml_limit_clause(compiler: Any, node: Any, context: Context) -> str:
    return f"LIMIT {compiler.render(node._limit_clause, context)}"


def concat(compiler: Any, node: Any, context: Context) -> str:
    return f"concat({', '.join([compiler.render(operand, context) for operand in concat_operands(node)])})"


def concat_operands(node: Any) -> list[Any]:
    """The operands of a concatenation, those of concatenations inside it in their place."""
    if getattr(getattr(node, "operator", None), "__name__", "") != "concat_op":
        return [node]
    inside = [node.left, node.right] if node.__visit_name__ == "binary" else list(node.clauses)
    return [operand for member in inside for operand in concat_operands(member)]


def concat_row(compiler: Any, node: Any, context: Context) -> str:
    return concat(compiler, node, context.inner())


def is_distinct_from(compiler: Any, node: Any, context: Context) -> str:
    return f"NOT ({plain_binary(compiler, node, ' <=> ', context)})"


def regexp_match(compiler: Any, node: Any, context: Context) -> str:
    return _regexp(compiler, node, context, " REGEXP ", "")


def not_regexp_match(compiler: Any, node: Any, context: Context) -> str:
    return _regexp(compiler, node, context, " NOT REGEXP ", "NOT ")


def _regexp(compiler: Any, node: Any, context: Context, text: str, negation: str) -> str:
    flags = node.modifiers.get("flags")
    if flags is None:
        return plain_binary(compiler, node, text, context)
    left, right = operands(compiler, node, context)
    if compiler.dialect.is_mariadb:
        return f"{left}{text}{_with_flags(compiler, flags, right)}"
    return f"{negation}REGEXP_LIKE({left}, {right}, {_literal(compiler, flags)})"


def _with_flags(compiler: Any, flags: Any, pattern: str) -> str:
    """MariaDB has no argument for flags: they stand inside the pattern."""
    return f"CONCAT('(?', {_literal(compiler, flags)}, ')', {pattern})"


def regexp_replace(compiler: Any, node: Any, context: Context) -> str:
    flags = node.modifiers.get("flags")
    if flags is not None and compiler.dialect.is_mariadb:
        left = compiler.render(node.left, context)
        pattern, replacement = [compiler.render(clause, context) for clause in node.right.clauses]
        return f"REGEXP_REPLACE({left}, {_with_flags(compiler, flags, pattern)}, {replacement})"
    left, right = operands(compiler, node, context)
    return f"REGEXP_REPLACE({left}, {right}{'' if flags is None else ', ' + _literal(compiler, flags)})"


def _literal(compiler: Any, value: Any) -> str:
    return str(compiler.render_literal_value(value, compiler.dialect.string_type))


def match(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    return f"MATCH ({left}) AGAINST ({right} IN BOOLEAN MODE)"


def json_getitem(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    found = f"JSON_EXTRACT({left}, {right})"
    kind = node.type._type_affinity.__name__
    if kind in {"JSON", "Indexable", "NullType"}:
        return found
    head = f"CASE {found} WHEN 'null' THEN NULL "
    if kind == "Boolean":
        return f"{head}WHEN true THEN true ELSE false END"
    if kind == "Integer":
        return f"{head}ELSE CAST({found} AS SIGNED INTEGER) END"
    if kind in {"Numeric", "Float"}:
        if kind == "Numeric" and node.type.precision is not None and node.type.scale is not None:
            return f"{head}ELSE CAST({found} AS DECIMAL({node.type.precision}, {node.type.scale})) END"
        return f"{head}ELSE {found}+0.0000000000000000000000 END"
    if kind == "String":
        return f"{head}ELSE JSON_UNQUOTE({found}) END"
    return found


def cast(compiler: Any, node: Any, context: Context) -> str:
    """MySQL casts to few types; for others the expression stands alone."""
    inner = context.inner()
    type_ = cast_type(compiler, node.type)
    if type_ is None:
        written = compiler.dialect.type_compiler_instance.process(node.type)
        warn(f"Datatype {written} does not support CAST on MySQL/MariaDb; the CAST will be skipped.")
        return str(compiler.render(node.clause.self_group(), inner))
    return f"CAST({compiler.render(node.clause, inner)} AS {type_})"


def cast_type(compiler: Any, type_: Any) -> str | None:
    """The name of a type within CAST, or None when it cannot be cast to."""
    types = compiler.dialect.type_compiler_instance
    if type_._is_type_decorator:
        return cast_type(compiler, type_.type_engine(compiler.dialect))
    impl = type_.dialect_impl(compiler.dialect)
    kinds = {cls.__name__ for cls in type(impl).__mro__}
    if "Float" in kinds and compiler.dialect._support_float_cast:
        return str(types.process(impl))
    if kinds & _NOT_CAST:
        return None if getattr(impl, "native_enum", True) else _character(impl)
    if "Integer" in kinds:
        return "UNSIGNED INTEGER" if getattr(impl, "unsigned", False) else "SIGNED INTEGER"
    if "TIMESTAMP" in kinds:
        return "DATETIME"
    if kinds & {"DateTime", "Date", "Time"}:
        return str(types.process(impl))
    if "String" in kinds:
        return _character(impl)
    if "_Binary" in kinds:
        return "BINARY"
    if "JSON" in kinds:
        return "JSON"
    if "Numeric" in kinds:
        return str(types.process(impl)).replace("NUMERIC", "DECIMAL")
    types.process(impl)
    return None


_NOT_CAST = frozenset({"Enum", "SET", "Uuid", "Float"})


def _character(type_: Any) -> str:
    """CHAR with the length and character set of a type of text; a collation only of MySQL's own types."""
    name = f"CHAR({type_.length})" if type_.length else "CHAR"
    if not isinstance(type_, TextOptions):
        return name
    if type_.__visit_name__ == "CHAR":
        return with_charset(name, type_)
    # The national character set is the type's, not the value's.
    national, type_.national = type_.national, False
    try:
        return with_charset(name, type_)
    finally:
        type_.national = national


def aggregate_strings(compiler: Any, node: Any, context: Context) -> str:
    text, separator = [compiler.render(argument, context) for argument in node.clauses]
    return f"group_concat({text} SEPARATOR {separator})"


def aggregate_order_by(compiler: Any, node: Any, context: Context) -> str:
    """ORDER BY stands before the separator."""
    inner = context.inner()
    call = compiler.render(node.element, inner)
    order = compiler.render(node.order_by, inner)
    if getattr(node.element, "name", None) == "aggregate_strings":
        before, separator, after = call.rpartition(" SEPARATOR ")
        return f"{before} ORDER BY {order}{separator}{after}"
    return f"{call[:-1]} ORDER BY {order})"


def rollup(compiler: Any, node: Any, context: Context) -> str:
    return ", ".join([compiler.render(argument, context) for argument in node.clauses]) + " WITH ROLLUP"


def sequence(compiler: Any, node: Any, context: Context) -> str:
    return f"nextval({compiler.preparer.format_sequence(node)})"


def update_tables(compiler: Any, parts: Any, context: Context) -> str:
    """All tables stand after UPDATE."""
    _statement, extra, written = parts
    inside = context.derive(as_from=True)
    return ", ".join([written, *[compiler.render(element, inside) for element in extra]])


def delete_from(compiler: Any, parts: Any, context: Context) -> str:
    inside = context.derive(as_from=True)
    others = ", ".join([compiler.render(element, inside) for element in parts[1]])
    table = parts[0].table
    name = compiler.name(table.name, "alias") if table.__visit_name__ == "alias" else parts[2]
    return f"{name} USING {parts[2]}, {others}"


def row_limit(compiler: Any, statement: Any, context: Context) -> str:
    if not hasattr(statement, "dialect_kwargs"):
        return ""
    limit = statement.dialect_kwargs.get(f"{compiler.dialect.name}_limit")
    return f" LIMIT {int(limit)}" if limit is not None else ""


RULES: dict[str, Rule] = {
    "limit_clause": limit_clause,
    "for_update_clause": for_update_clause,
    "true": constant_rule("true"),
    "false": constant_rule("false"),
    "concat_op_binary": concat,
    "concat_op_clauselist": concat_row,
    "is_distinct_from_binary": is_distinct_from,
    "is_not_distinct_from_binary": _operator(" <=> "),
    "regexp_match_op_binary": regexp_match,
    "not_regexp_match_op_binary": not_regexp_match,
    "regexp_replace_op_binary": regexp_replace,
    "match_op_binary": match,
    "mysql_match": mysql_match,
    "mysql_dml_limit_clause": mysql_dml_limit_clause,
    "json_getitem_op_binary": json_getitem,
    "json_path_getitem_op_binary": json_getitem,
    "cast": cast,
    "aggregate_strings_func": aggregate_strings,
    "aggregateorderby": aggregate_order_by,
    "rollup_func": rollup,
    "sequence": sequence,
    "random_func": lambda compiler, node, context: f"rand{compiler.render(node.clause_expr, context)}",
    "sysdate_func": constant_rule("SYSDATE()"),
    "update_tables": update_tables,
    "update_from": constant_rule(""),
    "update_limit": row_limit,
    "delete_limit": row_limit,
    "delete_from": delete_from,
}
