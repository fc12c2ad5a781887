"""Rules for what stands in FROM: tables, aliases, joins, subqueries, VALUES, functions that give tables."""

from __future__ import annotations

from typing import Any

from ..functions import FunctionElement
from ..selectable import SelectStatementGrouping
from .context import Context
from .rules import rule


@rule("table")
def table(compiler: Any, node: Any, context: Context) -> str:
    if not (context.as_from or context.extra.get("ashint")):
        return ""
    written = compiler.preparer.format_table(node)
    if compiler.renamed:
        other = compiler.other_name(node)
        written += "" if other is None else compiler.dialect.alias_text + other
    hints = context.extra.get("from_hints")
    if hints:
        return hinted(compiler, node, written, hints)
    return written  # type: ignore[no-any-return]


def hinted(compiler: Any, node: Any, written: str, hints: Any) -> str:
    """The FROM element with the hint that was given for it."""
    text = hints.get(node)
    return compiler.dialect.format_from_hint(written, text) if text else written


@rule("alias", "subquery", "lateral")
def alias(compiler: Any, node: Any, context: Context) -> str:
    if not context.as_from:
        if compiler.stack:
            return compiler.name(node.name, "alias")  # type: ignore[no-any-return]
        written: str = compiler.render(node.element, context)
        return f"LATERAL ({written})" if getattr(node, "_is_lateral", False) else written
    name = compiler.name(node.name, "alias")
    lateral = getattr(node, "_is_lateral", False)
    hints = context.extra.get("from_hints")
    if hints:
        context = _without(context, "from_hints")  # they are for the alias, not for what it names
    inside = _before_name(
        compiler,
        node.element,
        context.derive(extra={**context.extra, "lateral": True}) if lateral else _without(context, "lateral"),
    )
    if not getattr(node.element, "named_with_column", False) and _needs_parentheses(node.element):
        inside = f"({inside})"
    written = f"{inside}{compiler.dialect.alias_text}{name}"
    if lateral:
        written = f"LATERAL {written}"
    if getattr(node, "_render_derived", False):
        written = f"{inside}{compiler.dialect.alias_text}{name}{derived_columns(compiler, node)}"
        written = f"LATERAL {written}" if lateral else written
    return hinted(compiler, node, written, hints) if hints else written


def _before_name(compiler: Any, element: Any, context: Context) -> str:
    """What stands before the name of an alias: of what has another name already, not that one."""
    if element.__visit_name__ == "subquery":
        inner = element.element
        element = SelectStatementGrouping(inner) if inner._is_select_base else inner
    if not compiler.renamed:
        return compiler.render(element, context)  # type: ignore[no-any-return]
    renamed, compiler.renamed = compiler.renamed, {}
    written: str = compiler.render(element, context)
    compiler.renamed = renamed
    return written


def _without(context: Context, key: str) -> Context:
    if key not in context.extra:
        return context
    return context.derive(extra={name: value for name, value in context.extra.items() if name != key})


def _needs_parentheses(element: Any) -> bool:
    if element.__visit_name__ in {"grouping", "select_statement_grouping", "values"}:
        return False
    return not isinstance(element, FunctionElement)


def derived_columns(compiler: Any, node: Any) -> str:
    """`(a, b)` or `(a INTEGER, b VARCHAR)` behind the name of a table-valued alias."""
    typed = getattr(node, "_render_derived_w_types", False)
    parts = []
    for column in node.c:
        part = compiler.name(column.name)
        if typed:
            part += f" {compiler.dialect.type_compiler_instance.process(column.type)}"
        parts.append(part)
    return f"({', '.join(parts)})"


@rule("table_valued_alias")
def table_valued_alias(compiler: Any, node: Any, context: Context) -> str:
    if not context.as_from:
        if not compiler.stack:
            return compiler.render(node.element, context)  # type: ignore[no-any-return]
        return compiler.name(node.name, "alias")  # type: ignore[no-any-return]
    # The name is settled first: it comes before the function's own parameters in the order of numbers.
    name = compiler.name(node.name, "alias")
    inside = compiler.render(node.element, context.derive(as_from=True))
    if getattr(node, "_is_lateral", False):
        inside = f"LATERAL {inside}"
    if getattr(node.element, "_with_ordinality", False) or getattr(node, "_with_ordinality", False):
        if "WITH ORDINALITY" not in inside:
            inside += " WITH ORDINALITY"
    if getattr(node, "joins_implicitly", False) and not getattr(node, "_render_derived", False):
        return f"{inside}{compiler.dialect.alias_text}{name}"
    derived = derived_columns(compiler, node) if getattr(node, "_render_derived", False) else ""
    return f"{inside}{compiler.dialect.alias_text}{name}{derived}"


@rule("table_valued_column")
def table_valued_column(compiler: Any, node: Any, context: Context) -> str:
    return compiler.name(node.name if node.table is None else node.table.name, "alias")  # type: ignore[no-any-return]


@rule("tablesample")
def tablesample(compiler: Any, node: Any, context: Context) -> str:
    name = compiler.name(node.name, "alias")
    written = _before_name(compiler, node.element, context.derive(as_from=True))
    text = f"{written}{compiler.dialect.alias_text}{name} TABLESAMPLE {compiler.render(node._get_method(), context.derive(as_from=False))}"
    if node.seed is not None:
        text += f" REPEATABLE ({compiler.render(node.seed, context.derive(as_from=False))})"
    return text


@rule("join")
def join(compiler: Any, node: Any, context: Context) -> str:
    if not context.as_from:
        context = context.derive(as_from=True)
    rules = compiler.rules
    left = rules[node.left.__class__](compiler, node.left, context)
    right = rules[node.right.__class__](compiler, node.right, context)
    if node.full:
        keyword = " FULL OUTER JOIN "
    elif node.isouter:
        keyword = " LEFT OUTER JOIN "
    else:
        keyword = compiler.dialect.inner_join_text
    onclause = node.onclause
    return f"{left}{keyword}{right} ON {rules[onclause.__class__](compiler, onclause, context.inner())}"


@rule("values")
def values(compiler: Any, node: Any, context: Context) -> str:
    named = context.as_from and node.name is not None
    name = compiler.name(node.name, "alias") if named else ""
    rows = _value_rows(compiler, node, context)
    text = f"VALUES {rows}"
    if not context.as_from:
        return text
    columns = ", ".join([compiler.name(column.name) for column in node._column_args])
    lateral = "LATERAL " if getattr(node, "_is_lateral", False) else ""
    if named:
        return compiler.dialect.values_text(lateral, text, name, columns)  # type: ignore[no-any-return]
    return f"{lateral}({text})"


@rule("scalar_values")
def scalar_values(compiler: Any, node: Any, context: Context) -> str:
    return f"(VALUES {_value_rows(compiler, node, context)})"


def _value_rows(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    if node.literal_binds:
        inner = inner.derive(literal_binds=True)
    types = node._column_types
    rows = []
    for chunk in node._data:
        for row in chunk:
            parts = []
            for value, type_ in zip(row, types, strict=True):
                parts.append(_value(compiler, value, type_, inner))
            rows.append(compiler.dialect.values_row_text(", ".join(parts)))
    return ", ".join(rows)


def _value(compiler: Any, value: Any, type_: Any, context: Context) -> str:
    if hasattr(value, "__visit_name__"):
        return compiler.render(value, context)  # type: ignore[no-any-return]
    bind = compiler.new_bind(None, value, None if type_._isnull else type_)
    return compiler.render(bind, context)  # type: ignore[no-any-return]


@rule("for_update")
def for_update(compiler: Any, node: Any, context: Context) -> str:
    return str(compiler.rules.by_name["for_update_clause"](compiler, node, context))
