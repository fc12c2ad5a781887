"""How PostgreSQL writes what it writes differently."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import GROUPING_RULES, Context, Rule, operands, plain_binary, says_distinct, stands_beside
from .json import JSONB


def _operator(text: str) -> Rule:
    return lambda compiler, node, context: plain_binary(compiler, node, text, context)


def limit_clause(compiler: Any, statement: Any, context: Context) -> str:
    text = ""
    if statement._limit_clause is not None:
        text += " \n LIMIT " + compiler.render(statement._limit_clause, context)
    if statement._offset_clause is not None:
        if statement._limit_clause is None:
            text += "\n LIMIT ALL"
        text += " OFFSET " + compiler.render(statement._offset_clause, context)
    return text


def fetch_clause(compiler: Any, statement: Any, context: Context) -> str:
    """FETCH takes an expression in parentheses only."""
    text = ""
    if statement._offset_clause is not None:
        text += f"\n OFFSET ({compiler.render(statement._offset_clause, context)}) ROWS"
    if statement._fetch_clause is not None:
        options = statement._fetch_clause_options
        text += (
            f"\n FETCH FIRST ({compiler.render(statement._fetch_clause, context)})"
            f"{' PERCENT' if options['percent'] else ''} ROWS {'WITH TIES' if options['with_ties'] else 'ONLY'}"
        )
    return text


def for_update_clause(compiler: Any, statement: Any, context: Context) -> str:
    lock = statement._for_update_arg
    if lock.read:
        text = " FOR KEY SHARE" if lock.key_share else " FOR SHARE"
    else:
        text = " FOR NO KEY UPDATE" if lock.key_share else " FOR UPDATE"
    if lock.of:
        tables: dict[str, None] = {}
        for member in lock.of:
            for element in member._froms or (member,):
                tables[_lock_name(compiler, element)] = None
        text += " OF " + ", ".join(tables)
    if lock.nowait:
        text += " NOWAIT"
    if lock.skip_locked:
        text += " SKIP LOCKED"
    return text


def _lock_name(compiler: Any, element: Any) -> str:
    """FOR UPDATE OF takes the name that stands in FROM, without its schema."""
    return str(compiler.name(element.name, "alias"))


def select_precolumns(compiler: Any, statement: Any, context: Context) -> str:
    if says_distinct(statement._pre_columns_clause):
        if statement._distinct_on:
            raise exc.CompileError("Cannot mix ``select.ext(distinct_on(...))`` and ``select.distinct(...)``")
        return ""  # DISTINCT ON says it all
    if not statement._distinct:
        return ""
    if not statement._distinct_on:
        return "DISTINCT "
    written = ", ".join([compiler.render(column, context) for column in statement._distinct_on])
    return f"DISTINCT ON ({written}) "


def regexp_match(compiler: Any, node: Any, context: Context) -> str:
    return _regexp(compiler, node, context, "~")


def not_regexp_match(compiler: Any, node: Any, context: Context) -> str:
    return _regexp(compiler, node, context, "!~")


def _regexp(compiler: Any, node: Any, context: Context, operator: str) -> str:
    flags = node.modifiers.get("flags")
    if flags is None:
        return plain_binary(compiler, node, f" {operator} ", context)
    if flags == "i":
        return plain_binary(compiler, node, f" {operator}* ", context)
    left, right = operands(compiler, node, context)
    return f"{left} {operator} CONCAT('(?', {_flags(compiler, flags)}, ')', {right})"


def _flags(compiler: Any, flags: Any) -> str:
    return str(compiler.render_literal_value(flags, compiler.dialect.string_type))


def regexp_replace(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    flags = node.modifiers.get("flags")
    return f"REGEXP_REPLACE({left}, {right}{'' if flags is None else ', ' + _flags(compiler, flags)})"


def match(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    config = node.modifiers.get("postgresql_regconfig")
    if config is not None:
        right = f"{_flags(compiler, config)}, {right}"
    return f"{left} @@ plainto_tsquery({right})"


def ilike(compiler: Any, node: Any, context: Context) -> str:
    return _ilike(compiler, node, context, " ILIKE ")


def not_ilike(compiler: Any, node: Any, context: Context) -> str:
    return _ilike(compiler, node, context, " NOT ILIKE ")


def _ilike(compiler: Any, node: Any, context: Context, text: str) -> str:
    left, right = operands(compiler, node, context)
    escape = node.modifiers.get("escape")
    return f"{left}{text}{right}" + ("" if escape is None else f" ESCAPE {_flags(compiler, escape)}")


def postgresql_distinct_on(compiler: Any, node: Any, context: Context) -> str:
    if not node._distinct_on:
        return "DISTINCT"
    return f"DISTINCT ON ({', '.join([compiler.render(column, context) for column in node._distinct_on])})"


def json_getitem(compiler: Any, node: Any, context: Context) -> str:
    """A member of JSON with an arrow, of JSONB with an index: only that can be assigned to, and uses an index on it."""
    if (
        compiler.dialect.supports_jsonb_subscripts
        and isinstance(node.left.type.dialect_impl(compiler.dialect), JSONB)
        and node.type._type_affinity.__name__ in _JSON_KINDS
    ):
        return subscripted(compiler, node, context)
    return _json(compiler, node, context, " -> ", " ->> ")


def json_path_getitem(compiler: Any, node: Any, context: Context) -> str:
    return _json(compiler, node, context, " #> ", " #>> ")


_JSON_KINDS = frozenset({"JSON", "Indexable", "NullType"})


def _json(compiler: Any, node: Any, context: Context, as_json: str, as_text: str) -> str:
    """A member as JSON, or, read as another type, its text in a CAST; in parentheses beside other operators."""
    is_json = node.type._type_affinity.__name__ in _JSON_KINDS
    found = plain_binary(compiler, node, as_json if is_json else as_text, context)
    if stands_beside(compiler):
        found = f"({found})"
    if is_json:
        return found
    return f"CAST({found} AS {compiler.dialect.type_compiler_instance.process(node.type)})"


def sequence(compiler: Any, node: Any, context: Context) -> str:
    return f"nextval('{compiler.preparer.format_sequence(node)}')"


def substring(compiler: Any, node: Any, context: Context) -> str:
    written = [compiler.render(argument, context) for argument in node.clauses]
    text = f"SUBSTRING({written[0]} FROM {written[1]}"
    return f"{text} FOR {written[2]})" if len(written) > 2 else f"{text})"


def power(compiler: Any, node: Any, context: Context) -> str:
    return f"power{compiler.render(node.clause_expr, context)}"


def aggregate_strings(compiler: Any, node: Any, context: Context) -> str:
    return f"string_agg{compiler.render(node.clause_expr, context)}"


def delete_from(compiler: Any, parts: Any, context: Context) -> str:
    inside = context.derive(as_from=True)
    return f"{parts[2]} USING {', '.join([compiler.render(element, inside) for element in parts[1]])}"


def array(compiler: Any, node: Any, context: Context) -> str:
    if not node.clauses and not node.type.item_type._isnull:
        return f"ARRAY[]::{compiler.dialect.type_compiler_instance.process(node.type)}"
    inner = context.inner()
    return "ARRAY[" + ", ".join([compiler.render(clause, inner) for clause in node.clauses]) + "]"


def aggregate_order_by(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"{compiler.render(node.target, inner)} ORDER BY {compiler.render(node.order_by, inner)}"


def subscripted(compiler: Any, node: Any, context: Context) -> str:
    """`left[right]`; a call must be in parentheses to be indexed."""
    left, right = operands(compiler, node, context)
    if node.left.__visit_name__ in {"function", "cast"}:
        left = f"({left})"
    return f"{left}[{right}]"


def slice_(compiler: Any, node: Any, context: Context) -> str:
    return f"{_slice_end(compiler, node.start, context)}:{_slice_end(compiler, node.stop, context)}"


def _slice_end(compiler: Any, bound: Any, context: Context) -> str:
    return "" if bound.__visit_name__ == "null" else str(compiler.render(bound, context))


RULES: dict[str, Rule] = {
    **GROUPING_RULES,
    "limit_clause": limit_clause,
    "fetch_clause": fetch_clause,
    "for_update_clause": for_update_clause,
    "select_precolumns": select_precolumns,
    "bitwise_xor_op_binary": _operator(" # "),
    "regexp_match_op_binary": regexp_match,
    "not_regexp_match_op_binary": not_regexp_match,
    "regexp_replace_op_binary": regexp_replace,
    "match_op_binary": match,
    "ilike_op_binary": ilike,
    "not_ilike_op_binary": not_ilike,
    "json_getitem_op_binary": json_getitem,
    "json_path_getitem_op_binary": json_path_getitem,
    "sequence": sequence,
    "substring_func": substring,
    "pow_func": power,
    "aggregate_strings_func": aggregate_strings,
    "delete_from": delete_from,
    "array": array,
    "aggregate_order_by": aggregate_order_by,
    "postgresql_distinct_on": postgresql_distinct_on,
    "getitem_binary": subscripted,
    "hstore_getitem_binary": subscripted,
    "slice": slice_,
}
