"""Rules for the leaves and wrappers of expressions: columns, labels, parameters, literals, casts, cases."""

from __future__ import annotations

import re
from typing import Any

from ... import exc
from .binds import MARK, escape_marks
from .context import Context
from .rules import rule

# A parameter in the user's own text: `:name`, but not `::type` and not `\:`.
# Compiled, and kept by `re`, when the first text is.
_TEXT_BINDS = r"(?<![:\w\x5c]):(\w+)(?!:)"
_ESCAPED_COLON = r"\x5c([:\x5c])"


@rule("column")
def column(compiler: Any, node: Any, context: Context) -> str:
    name = node.name
    if name.__class__ is str and not node.is_literal:
        written = compiler.quoted.get(name) or compiler.quote(name)
    elif name is None:
        raise exc.CompileError(f"Cannot compile Column object until its 'name' is assigned; {node!r} has none yet.")
    elif node.is_literal:
        written = compiler.text(name if name.__class__ is str else compiler.names.settle(name))
    else:
        written = compiler.quote(name if name.__class__ is str else compiler.names.settle(name))
    table = node.table
    if table is None or not context.include_table or not table.named_with_column:
        return written  # type: ignore[no-any-return]
    prefix = compiler.prefixes.get(table)
    if prefix is None:
        prefix = compiler.prefixes[table] = _table_prefix(compiler, table)
    return prefix + written  # type: ignore[no-any-return]


def _table_prefix(compiler: Any, table: Any) -> str:
    other = compiler.other_name(table) if compiler.renamed else None
    if other is not None:
        return f"{other}."
    name = table.name
    written = (compiler.quoted.get(name) if name.__class__ is str else None) or compiler.name(name, "alias")
    preparer = compiler.preparer
    schema = table.schema
    if preparer.schema_translate_map is not None:
        schema = preparer.schema_for_object(table)
    if schema and not compiler.preparer.omit_schema:
        return f"{compiler.preparer.quote_schema(schema)}.{written}."
    return f"{written}."


@rule("entity_column", "marked_column", "from_statement")
def stand_in(compiler: Any, node: Any, context: Context) -> str:
    """What the ORM puts in the place of a column or a statement is written as that."""
    text: str = compiler.render(node.element, context)
    return text


@rule("bundle")
def bundle(compiler: Any, node: Any, context: Context) -> str:
    return ", ".join([compiler.render(expression, context) for expression in node.exprs])


@rule("label")
def label(compiler: Any, node: Any, context: Context) -> str:
    if context.order_label is node:
        return compiler.name(node.name)  # type: ignore[no-any-return]
    if context.in_columns:
        name = compiler.name(node.name)
        element = node.element
        return f"{compiler.rules[element.__class__](compiler, element, context.inner())} AS {name}"
    return compiler.render(node.element, context)  # type: ignore[no-any-return]


@rule("label_reference")
def label_reference(compiler: Any, node: Any, context: Context) -> str:
    """A clause of ORDER BY and its like: written as the label it names, where the select has that label."""
    frame = compiler.stack[-1] if compiler.stack else None
    if frame is None or not compiler.dialect.supports_simple_order_by_label:
        return compiler.render(node.element, context)  # type: ignore[no-any-return]
    named = node.element._order_by_label_element
    if named is not None:
        selected = frame.label(named.name)
        if selected is not None and selected.shares_lineage(named):
            return compiler.render(node.element, context.derive(order_label=named))  # type: ignore[no-any-return]
    return compiler.render(node.element, context)  # type: ignore[no-any-return]


@rule("textual_label_reference")
def textual_label_reference(compiler: Any, node: Any, context: Context) -> str:
    """A string in ORDER BY: the name of something the statement selects from or selects."""
    frame = compiler.stack[-1] if compiler.stack else None
    name = node.element
    if frame is None:  # an expression printed alone
        return compiler.preparer.quote(name)  # type: ignore[no-any-return]
    found = frame.find_text_label(name, froms_first=context.in_columns)
    if found is None:
        raise _unresolved(name)
    if getattr(found, "__visit_name__", "") == "label":
        return compiler.render(found, context.derive(order_label=found))  # type: ignore[no-any-return]
    if not frame.froms and found._tq_label == name:
        return compiler.preparer.quote(name)  # type: ignore[no-any-return]  # a set operation's qualified label
    return compiler.render(found, context)  # type: ignore[no-any-return]


def _unresolved(name: str) -> exc.CompileError:
    return exc.CompileError(
        "Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. Textual SQL expression "
        f"{name!r} should be explicitly declared as text({name!r})"
    )


# ---------------------------------------------------------------------- bound parameters


@rule("bindparam")
def bindparam(compiler: Any, node: Any, context: Context) -> str:
    if context.literal_binds:
        return compiler.literal_bind(node, context)  # type: ignore[no-any-return]
    name = compiler.bind_names.get(node)
    if name is None:
        name = compiler.register_bind(node)
    if compiler.type_wraps.get(node.type) is False:  # the commonest of all: nothing stands around it
        if not (node.expanding or node.literal_execute or context.literal_execute):
            return f"{MARK}{name}{MARK}"
    return write_bind(compiler, node, name, node.type, context)


def write_bind(compiler: Any, node: Any, name: str, type_: Any, context: Context) -> str:
    """The placeholder of a registered parameter, with what its type wants around it."""
    written = f"{MARK}{name}{MARK}"
    if node.expanding or node.literal_execute or context.literal_execute:
        return _late_bind(compiler, node, name, type_, context)
    wrap = compiler.type_wraps.get(type_)
    if wrap is None:
        wrap = compiler.type_wrap(type_)
    return written if wrap is False else wrap(compiler, node, type_, written, context)


def _late_bind(compiler: Any, node: Any, name: str, type_: Any, context: Context) -> str:
    written = f"{MARK}{name}{MARK}"
    compiler.post_compile_params.add(name)
    if node.literal_execute or context.literal_execute:
        compiler.literal_execute_names.add(name)
    if not node.expanding:
        return compiler.around_literal(node, written, context)  # type: ignore[no-any-return]
    wrap = compiler.type_wraps.get(type_)
    if wrap is None:
        wrap = compiler.type_wrap(type_)
    if wrap is not False and name not in compiler.element_wraps:
        before, _, after = wrap(compiler, node, type_, written, context).partition(written)
        compiler.element_wraps[name] = (before, after)
    return f"({written})"


# ---------------------------------------------------------------------- text and constants


@rule("textclause")
def textclause(compiler: Any, node: Any, context: Context) -> str:
    """The user's text: names after a colon become parameters, an escaped colon stays one."""
    binds = node._bindparams

    def bind(match: re.Match[str]) -> str:
        name = match.group(1)
        known = binds.get(name)
        if known is not None:
            return compiler.render(known, context)  # type: ignore[no-any-return]
        return f"{MARK}{compiler.text_bind(name)}{MARK}"

    text = compiler.text(node.text)
    if ":" in text:
        text = re.sub(_TEXT_BINDS, bind, text)
        if "\\" in text:
            text = re.sub(_ESCAPED_COLON, r"\1", text)
    if not compiler.stack:
        compiler.isplaintext = True
    return text  # type: ignore[no-any-return]


@rule("tstring")
def tstring(compiler: Any, node: Any, context: Context) -> str:
    return "".join(
        [compiler.text(part) if isinstance(part, str) else compiler.render(part, context) for part in node.parts]
    )


@rule("null")
def null(compiler: Any, node: Any, context: Context) -> str:
    return "NULL"


@rule("true")
def true(compiler: Any, node: Any, context: Context) -> str:
    return "true" if compiler.dialect.supports_native_boolean else "1"


@rule("false")
def false(compiler: Any, node: Any, context: Context) -> str:
    return "false" if compiler.dialect.supports_native_boolean else "0"


@rule("quoted_name")
def quoted(compiler: Any, node: Any, context: Context) -> str:
    return compiler.quote(node)  # type: ignore[no-any-return]


@rule("collation")
def collation(compiler: Any, node: Any, context: Context) -> str:
    name = compiler.preparer.format_collation(node.collation)
    schema = node.collation_schema
    return str(name) if schema is None else f"{compiler.preparer.quote_schema(schema)}.{name}"


@rule("identifier", "sql_identifier")
def identifier(compiler: Any, node: Any, context: Context) -> str:
    return compiler.quote(node.name)  # type: ignore[no-any-return]


# ---------------------------------------------------------------------- wrappers


@rule("savepoint")
def savepoint(compiler: Any, node: Any, context: Context) -> str:
    return f"SAVEPOINT {compiler.quote(node.ident)}"


@rule("rollback_to_savepoint")
def rollback_to_savepoint(compiler: Any, node: Any, context: Context) -> str:
    return f"ROLLBACK TO SAVEPOINT {compiler.quote(node.ident)}"


@rule("release_savepoint")
def release_savepoint(compiler: Any, node: Any, context: Context) -> str:
    return f"RELEASE SAVEPOINT {compiler.quote(node.ident)}"


@rule("grouping")
def grouping(compiler: Any, node: Any, context: Context) -> str:
    element = node.element
    return f"({compiler.rules[element.__class__](compiler, element, context)})"


@rule("cast")
def cast(compiler: Any, node: Any, context: Context) -> str:
    inside = compiler.render(node.clause, context.inner())
    text = f"CAST({inside} AS {_type_of(compiler, node, context)})"
    collation = getattr(node.type, "collation", None)
    return f"{text} COLLATE {compiler.preparer.format_collation(collation)}" if collation else text


@rule("try_cast")
def try_cast(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.rules.unsupported(type(node))


def _type_of(compiler: Any, node: Any, context: Context) -> str:
    clause = node.typeclause
    return str(compiler.render(clause, context))


@rule("typeclause")
def typeclause(compiler: Any, node: Any, context: Context) -> str:
    types = compiler.dialect.type_compiler_instance
    return types.process(node.type, type_expression=node, identifier_preparer=compiler.preparer)  # type: ignore[no-any-return]


@rule("type_coerce")
def type_coerce(compiler: Any, node: Any, context: Context) -> str:
    return compiler.render(node.typed_expression, context)  # type: ignore[no-any-return]


@rule("extract")
def extract(compiler: Any, node: Any, context: Context) -> str:
    field = compiler.dialect.extract_map.get(node.field, node.field)
    return f"EXTRACT({escape_marks(field)} FROM {compiler.render(node.expr, context.inner())})"


@rule("case")
def case(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    parts = ["CASE"]
    if node.value is not None:
        parts.append(compiler.render(node.value, inner))
    for condition, result in node.whens:
        parts.append(f"WHEN {compiler.render(condition, inner)} THEN {compiler.render(result, inner)}")
    if node.else_ is not None:
        parts.append(f"ELSE {compiler.render(node.else_, inner)}")
    parts.append("END")
    return " ".join(parts)


@rule("tuple")
def tuple_(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return "(" + ", ".join([compiler.render(member, inner) for member in node.clauses]) + ")"


@rule("clauselist")
def clauselist(compiler: Any, node: Any, context: Context) -> str:
    """Clauses with commas, or with nothing, between them; empty ones are left out."""
    separator = " " if node.operator is None else compiler.operator_text(node.operator)
    return written_row(compiler, node.clauses, separator, context)


def written_row(compiler: Any, clauses: Any, separator: str, context: Context) -> str:
    """Clauses with a separator between them; empty ones are left out."""
    rules = compiler.rules
    written = []
    for clause in clauses:
        text = rules[clause.__class__](compiler, clause, context)
        if text:
            written.append(text)
    return separator.join(written)


@rule("expression_clauselist")
def expression_clauselist(compiler: Any, node: Any, context: Context) -> str:
    """Operands with one operator between them."""
    own = compiler.rules.by_name.get(f"{node.operator.__name__}_clauselist")
    if own is not None:
        return own(compiler, node, context)  # type: ignore[no-any-return]
    texts = compiler.rules.texts
    separator = texts.get(node.operator) or compiler.operator_text(node.operator)
    return written_row(compiler, node.clauses, separator, context.inner())


@rule("element_list")
def element_list(compiler: Any, node: Any, context: Context) -> str:
    return "(" + ", ".join([compiler.render(clause, context) for clause in node.clauses]) + ")"


@rule("clause_element", "clause", "column_element")
def custom(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.rules.unsupported(type(node))


@rule("array")
def array(compiler: Any, node: Any, context: Context) -> str:
    raise compiler.rules.unsupported(type(node))


@rule("slice")
def slice_(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"{compiler.render(node.start, inner)}:{compiler.render(node.stop, inner)}"
