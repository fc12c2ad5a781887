"""Rules for functions: calls, windows, ordered sets, filters, and the names that differ by database."""

from __future__ import annotations

from typing import Any

from .context import Context
from .rules import rule
from .rules_columns import written_row


@rule("function")
def function(compiler: Any, node: Any, context: Context) -> str:
    """A call: the dialect's own rule for the name if there is one, else `name(arguments)`."""
    own = compiler.rules.by_name.get(f"{node.name.lower()}_func") if node.name.__class__ is str or node.name else None
    compiler.function_depth += 1
    if own is not None and not getattr(node, "packagenames", ()):
        text = own(compiler, node, context.inner())
    else:
        text = f"{function_name(compiler, node)}{arguments(compiler, node, context.inner())}"
    compiler.function_depth -= 1
    if getattr(node, "_with_ordinality", False):
        text += " WITH ORDINALITY"
    return text  # type: ignore[no-any-return]


def function_name(compiler: Any, node: Any) -> str:
    """The name with its packages, quoted where it must be; keeps the case that the user wrote."""
    if not node.packagenames and node.name.__class__ is str and node.name.isidentifier() and node.name.isascii():
        return node.name
    names = [*getattr(node, "packagenames", ()), node.name]
    preparer = compiler.preparer
    parts = []
    for name in names:
        forced = getattr(name, "quote", None)
        needs = preparer._requires_quotes_illegal_chars(name) if forced is None else forced
        parts.append(preparer.quote_identifier(name) if needs else preparer._escape_percents(str(name)))
    return ".".join(parts)


def arguments(compiler: Any, node: Any, context: Context) -> str:
    """The arguments in their parentheses."""
    return f"({written_row(compiler, node._arguments, ', ', context)})"


# Functions that the standard writes without parentheses.
for _name, _text in {
    "current_date": "CURRENT_DATE",
    "current_time": "CURRENT_TIME",
    "current_timestamp": "CURRENT_TIMESTAMP",
    "current_user": "CURRENT_USER",
    "session_user": "SESSION_USER",
    "localtime": "LOCALTIME",
    "localtimestamp": "LOCALTIMESTAMP",
    "user": "USER",
    "sysdate": "sysdate",
}.items():
    rule(f"{_name}_func")(
        lambda compiler, node, context, text=_text: (
            text + arguments(compiler, node, context) if node._has_args else text
        )
    )


@rule("cube_func")
def cube(compiler: Any, node: Any, context: Context) -> str:
    return f"CUBE{arguments(compiler, node, context)}"


@rule("rollup_func")
def rollup(compiler: Any, node: Any, context: Context) -> str:
    return f"ROLLUP{arguments(compiler, node, context)}"


@rule("grouping_sets_func")
def grouping_sets(compiler: Any, node: Any, context: Context) -> str:
    return f"GROUPING SETS{arguments(compiler, node, context)}"


@rule("next_value_func")
def next_value(compiler: Any, node: Any, context: Context) -> str:
    return str(compiler.render(node.sequence, context))


@rule("sequence")
def sequence(compiler: Any, node: Any, context: Context) -> str:
    raise NotImplementedError(f"Dialect '{compiler.dialect.name}' does not support sequence increments.")


@rule("over")
def over(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    text = compiler.render(node.element, inner)
    parts = []
    # The frame first: its parameters precede those of the partition in the order of numbers.
    frames = [
        f"{keyword} BETWEEN {compiler.render(frame, inner)}"
        for keyword, frame in (("RANGE", node.range_), ("ROWS", node.rows), ("GROUPS", node.groups))
        if frame is not None
    ]
    if node.partition_by is not None and len(node.partition_by.clauses):
        parts.append(f"PARTITION BY {compiler.render(node.partition_by, inner)}")
    if node.order_by is not None and len(node.order_by.clauses):
        parts.append(f"ORDER BY {compiler.render(node.order_by, inner)}")
    parts += frames
    if node.exclude is not None:
        parts.append(f"EXCLUDE {node.exclude}")
    return f"{text} OVER ({' '.join(parts)})"


@rule("frame_clause")
def frame_clause(compiler: Any, node: Any, context: Context) -> str:
    lower = _bound(compiler, node.lower_type, node.lower_integer_bind, context, "PRECEDING")
    upper = _bound(compiler, node.upper_type, node.upper_integer_bind, context, "FOLLOWING")
    return f"{lower} AND {upper}"


def _bound(compiler: Any, kind: str, bind: Any, context: Context, unbounded: str) -> str:
    if kind == "unbounded":
        return f"UNBOUNDED {unbounded}"
    if kind == "current":
        return "CURRENT ROW"
    return f"{compiler.render(bind, context)} {kind.upper()}"


@rule("withingroup")
def within_group(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"{compiler.render(node.element, inner)} WITHIN GROUP (ORDER BY {compiler.render(node.order_by, inner)})"


@rule("funcfilter")
def function_filter(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"{compiler.render(node.func, inner)} FILTER (WHERE {compiler.render(node.criterion, inner)})"


@rule("aggregateorderby", "aggregateclauseorderby")
def aggregate_order_by(compiler: Any, node: Any, context: Context) -> str:
    """`agg(x ORDER BY y)`, as most databases write it."""
    inner = context.inner()
    call = compiler.render(node.element, inner)
    order = compiler.render(node.order_by, inner)
    return f"{call[:-1]} ORDER BY {order})"


@rule("aggregate_strings_func")
def aggregate_strings(compiler: Any, node: Any, context: Context) -> str:
    return f"{compiler.dialect.aggregate_strings_name}{arguments(compiler, node, context)}"


@rule("function_as_comparison_op_binary")
def function_as_binary(compiler: Any, node: Any, context: Context) -> str:
    return str(compiler.render(node.sql_function, context))


@rule("scalar_function_column")
def scalar_function_column(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"({compiler.render(node.fn, inner)}).{compiler.quote(node.name)}"


@rule("expression_list", "functionelement")
def expression_list(compiler: Any, node: Any, context: Context) -> str:
    return ", ".join([compiler.render(clause, context) for clause in node.clauses])
