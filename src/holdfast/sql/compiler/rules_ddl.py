"""Rules for DDL: tables, columns, constraints, indexes, sequences, schemas, views and comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from ... import exc
from ...util import late
from ..structure import TruncatedName
from .rules import DDL_RULES, Rule
from .rules import rule as _rule

_R = TypeVar("_R", bound=Rule)
hashlib = late("hashlib")
constructs = late("holdfast.sql.ddl")


def rule(*names: str) -> Callable[[_R], _R]:
    """Register a DDL rule for these visit names: `render(compiler, node, context) -> str`."""
    return _rule(*names, table=DDL_RULES)


def _call(compiler: Any, name: str, node: Any, context: Any = None) -> str:
    return str(compiler.rules.by_name[name](compiler, node, context))


# ---------------------------------------------------------------------- text and schemas


@rule("ddl")
def ddl(compiler: Any, node: Any, context: Any) -> str:
    """The user's text, with what the item it is executed for is called."""
    names = dict(node.context)
    target = node.target
    if target is not None and getattr(target, "__visit_name__", "") == "table":
        preparer = compiler.preparer
        names.setdefault("table", preparer.quote(target.name))
        schema = preparer.schema_for_object(target)
        names.setdefault("schema", preparer.quote_schema(schema) if schema else "")
        names.setdefault("fullname", preparer.format_table(target))
    text = node.statement % names
    return text.replace("%", "%%") if compiler.preparer._double_percents else text  # type: ignore[no-any-return]


@rule("create_schema")
def create_schema(compiler: Any, node: Any, context: Any) -> str:
    return (
        f"CREATE SCHEMA {'IF NOT EXISTS ' if node.if_not_exists else ''}{compiler.preparer.format_schema(node.element)}"
    )


@rule("drop_schema")
def drop_schema(compiler: Any, node: Any, context: Any) -> str:
    text = f"DROP SCHEMA {'IF EXISTS ' if node.if_exists else ''}{compiler.preparer.format_schema(node.element)}"
    return text + " CASCADE" if node.cascade else text


# ---------------------------------------------------------------------- tables


@rule("create_table")
def create_table(compiler: Any, node: Any, context: Any) -> str:
    table = node.element
    words = ["CREATE", *[compiler.expression(text) for text, _ in table._prefixes], "TABLE"]
    if node.if_not_exists:
        words.append("IF NOT EXISTS")
    words.append(compiler.preparer.format_table(table))
    suffix = _call(compiler, "create_table_suffix", table)
    parts: list[str] = []
    first_key = False
    for create in node.columns:
        column = create.element
        try:
            is_first = column.primary_key and not first_key
            written = compiler.render(create, _FIRST_KEY if is_first else None)
            first_key = first_key or is_first
        except exc.CompileError as error:
            raise exc.CompileError(
                f"(in table '{table.description}', column '{column.name}'): {error.args[0]}"
            ) from error
        if written is not None:
            parts.append(written)
            checks = " ".join(
                [
                    compiler.render(check, None)
                    for check in sorted(column.constraints, key=_order)
                    if check.__visit_name__.endswith("check_constraint") and _wanted(compiler, check)
                ]
            )
            if checks:
                parts[-1] += " " + checks
    parts += table_constraints(compiler, node)
    body = ", \n\t".join(parts)
    text = " ".join(words) + " " + (suffix + " " if suffix else "") + "("
    text += f"\n\t{body}" if body else ""
    return "\n" + text + "\n)" + _call(compiler, "post_create_table", table) + "\n\n"


class _FirstKey:
    """Context of a column: it is the first of the primary key."""

    __slots__ = ()


_FIRST_KEY = _FirstKey()


def _order(constraint: Any) -> Any:
    return constraint.__dict__.get("_creation_order", 0)


def _wanted(compiler: Any, constraint: Any) -> bool:
    """Whether this constraint is to be created on this database."""
    create_rule = constraint._create_rule
    if create_rule is not None and not create_rule(compiler):
        return False
    condition = getattr(constraint, "_ddl_if", None)
    return condition is None or condition._should_execute(
        constructs.CreateConstraint(constraint), constraint, None, compiler=compiler
    )


@rule("create_table_suffix", "post_create_table")
def nothing(compiler: Any, node: Any, context: Any) -> str:
    return ""


def table_constraints(compiler: Any, node: Any) -> list[str]:
    """The constraints written inside CREATE TABLE: primary key first, then in the order of their making."""
    table = node.element
    constraints = []
    if table.primary_key is not None and len(table.primary_key.columns):
        constraints.append(table.primary_key)
    included = node.include_foreign_key_constraints
    foreign = table.foreign_key_constraints
    omitted = set() if included is None else foreign.difference(included)
    constraints += [one for one in table._sorted_constraints if one is not table.primary_key and one not in omitted]
    written = []
    for constraint in constraints:
        if not _wanted(compiler, constraint):
            continue
        if compiler.dialect.supports_alter and getattr(constraint, "use_alter", False):
            continue
        text = compiler.render(constraint, None)
        if text:
            written.append(text)
    return written


@rule("create_column")
def create_column(compiler: Any, node: Any, context: Any) -> Any:
    column = node.element
    if getattr(column, "system", False):
        return None
    return _call(compiler, "column_specification", column, context)


@rule("column_specification")
def column_specification(compiler: Any, column: Any, context: Any) -> str:
    """`name TYPE DEFAULT ... NOT NULL`."""
    text = f"{compiler.preparer.format_column(column)} {compiler.type(column.type, column)}"
    default = column_default(compiler, column)
    if default is not None:
        text += f" DEFAULT {default}"
    if column.computed is not None:
        text += " " + compiler.render(column.computed, None)
    if column.identity is not None and compiler.dialect.supports_identity_columns:
        text += " " + compiler.render(column.identity, None)
    if not column.nullable and (column.identity is None or not compiler.dialect.supports_identity_columns):
        text += " NOT NULL"
    return text


def column_default(compiler: Any, column: Any) -> str | None:
    """The text of a server default, or None."""
    default = column.server_default
    if default is None or not default.has_argument:
        return None
    if isinstance(default.arg, str):
        return str(compiler.sql_compiler.render_literal_value(default.arg, compiler.dialect.string_type))
    return str(compiler.expression(default.arg))


@rule("drop_table")
def drop_table(compiler: Any, node: Any, context: Any) -> str:
    return f"\nDROP TABLE {'IF EXISTS ' if node.if_exists else ''}{compiler.preparer.format_table(node.element)}"


@rule("create_table_as")
def create_table_as(compiler: Any, node: Any, context: Any) -> str:
    words = ["CREATE", "TEMPORARY TABLE" if node.temporary else "TABLE"]
    if node.if_not_exists:
        words.append("IF NOT EXISTS")
    return f"{' '.join(words)} {compiler.preparer.format_table(node.element)} AS {_select(compiler, node)}"


@rule("create_view")
def create_view(compiler: Any, node: Any, context: Any) -> str:
    words = ["CREATE"]
    if node.or_replace:
        words.append("OR REPLACE")
    if node.temporary:
        words.append("TEMPORARY")
    if node.materialized:
        words.append("MATERIALIZED")
    return f"{' '.join(words)} VIEW {compiler.preparer.format_table(node.element)} AS {_select(compiler, node)}"


def _select(compiler: Any, node: Any) -> str:
    return str(compiler.sql_compiler.statement_text(node.selectable))


@rule("drop_view")
def drop_view(compiler: Any, node: Any, context: Any) -> str:
    kind = "MATERIALIZED VIEW" if node.materialized else "VIEW"
    return f"\nDROP {kind} {'IF EXISTS ' if node.if_exists else ''}{compiler.preparer.format_table(node.element)}"


# ---------------------------------------------------------------------- constraints


def constraint_name(compiler: Any, constraint: Any) -> str | None:
    """The constraint's name in quotes where needed, cut to what the database allows; None without one."""
    name = constraint.name
    if name is None and getattr(constraint, "_type_bound", False):
        constraint.table.metadata._naming.checked(constraint, constraint.table)
    if not name:
        return None
    dialect = compiler.dialect
    most = (
        dialect.max_index_name_length if constraint.__visit_name__ == "index" else dialect.max_constraint_name_length
    ) or dialect.max_identifier_length
    if not isinstance(name, TruncatedName):  # a name that users chose is never cut
        most = dialect.max_identifier_length
    if len(name) > most:
        if not isinstance(name, TruncatedName):
            raise exc.IdentifierError(f"Identifier '{name}' exceeds maximum length of {most} characters")
        digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
        name = f"{name[: max(most - 8, 0)]}_{digest[-4:]}"
    return str(compiler.preparer.quote(name))


def named(compiler: Any, constraint: Any) -> str:
    """`CONSTRAINT name `, or nothing for one without a name."""
    name = constraint_name(compiler, constraint)
    return "" if name is None else f"CONSTRAINT {name} "


def deferrability(compiler: Any, constraint: Any) -> str:
    text = ""
    if constraint.deferrable is not None:
        text += " DEFERRABLE" if constraint.deferrable else " NOT DEFERRABLE"
    if constraint.initially is not None:
        text += f" INITIALLY {phrase(constraint.initially)}"
    return text


WORDS = re.compile(r"^\w+(?:\s+\w+)*$")


def phrase(text: str, allowed: re.Pattern[str] = WORDS) -> str:
    """Words of SQL that users give as a string: nothing else may get into the statement with them."""
    if allowed.match(text) is None:
        raise exc.CompileError(f"Unexpected SQL phrase: {text!r} (matching against {allowed.pattern!r})")
    return text


@rule("primary_key_constraint")
def primary_key_constraint(compiler: Any, node: Any, context: Any) -> str:
    if not len(node.columns):
        return ""
    columns = list(node.columns)
    generated = node._autoincrement_column if node._implicit_generated else None
    if generated is not None:
        columns = [generated, *[column for column in columns if column is not generated]]
    written = ", ".join([compiler.preparer.quote(column.name) for column in columns])
    return f"{named(compiler, node)}PRIMARY KEY ({written}){deferrability(compiler, node)}"


@rule("unique_constraint")
def unique_constraint(compiler: Any, node: Any, context: Any) -> str:
    if not len(node.columns):
        return ""
    written = ", ".join([compiler.preparer.quote(column.name) for column in node.columns])
    words = _call(compiler, "unique_words", node)
    return f"{named(compiler, node)}UNIQUE {words}({written}){deferrability(compiler, node)}"


@rule("unique_words")
def unique_words(compiler: Any, node: Any, context: Any) -> str:
    return ""


@rule("foreign_key_constraint")
def foreign_key_constraint(compiler: Any, node: Any, context: Any) -> str:
    preparer = compiler.preparer
    target = next(iter(node.elements)).column.table
    own = ", ".join([preparer.quote(element.parent.name) for element in node.elements])
    others = ", ".join([preparer.quote(element.column.name) for element in node.elements])
    text = f"{named(compiler, node)}FOREIGN KEY({own}) REFERENCES {preparer.format_table(target)} ({others})"
    if node.match is not None:
        text += _call(compiler, "match_clause", node)
    if node.ondelete is not None:
        text += f" ON DELETE {_call(compiler, 'on_delete', node)}"
    if node.onupdate is not None:
        text += f" ON UPDATE {phrase(node.onupdate)}"
    return text + deferrability(compiler, node)


@rule("on_delete")
def on_delete(compiler: Any, node: Any, context: Any) -> str:
    return phrase(node.ondelete)


@rule("match_clause")
def match_clause(compiler: Any, node: Any, context: Any) -> str:
    return f" MATCH {node.match}"


@rule("table_or_column_check_constraint", "check_constraint", "column_check_constraint")
def check_constraint(compiler: Any, node: Any, context: Any) -> str:
    return f"{named(compiler, node)}CHECK ({compiler.expression(node.sqltext)}){deferrability(compiler, node)}"


@rule("add_constraint")
def add_constraint(compiler: Any, node: Any, context: Any) -> str:
    constraint = node.element
    return f"ALTER TABLE {compiler.preparer.format_table(constraint.table)} ADD {compiler.render(constraint, None)}"


@rule("drop_constraint")
def drop_constraint(compiler: Any, node: Any, context: Any) -> str:
    constraint = node.element
    name = constraint_name(compiler, constraint)
    if name is None:
        raise exc.CompileError(f"Can't emit DROP CONSTRAINT for constraint {constraint!r}; it has no name")
    text = f"ALTER TABLE {compiler.preparer.format_table(constraint.table)} DROP CONSTRAINT "
    return f"{text}{'IF EXISTS ' if node.if_exists else ''}{name}{' CASCADE' if node.cascade else ''}"


@rule("computed_column")
def computed_column(compiler: Any, node: Any, context: Any) -> str:
    text = f"GENERATED ALWAYS AS ({compiler.expression(node.sqltext)})"
    if node.persisted is True:
        text += " STORED"
    elif node.persisted is False:
        text += " VIRTUAL"
    return text


@rule("identity_column")
def identity_column(compiler: Any, node: Any, context: Any) -> str:
    text = f"GENERATED {'ALWAYS' if node.always else 'BY DEFAULT'} AS IDENTITY"
    options = sequence_options(compiler, node)
    return f"{text} ({options})" if options else text


# ---------------------------------------------------------------------- indexes


@rule("create_index")
def create_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    check_index(index)
    words = ["CREATE", "UNIQUE INDEX" if index.unique else "INDEX"]
    if node.if_not_exists:
        words.append("IF NOT EXISTS")
    name = index_name(compiler, index, with_schema=False)
    columns = ", ".join([compiler.expression(expression) for expression in index.expressions])
    return f"{' '.join(words)} {name} ON {compiler.preparer.format_table(index.table)} ({columns})"


def check_index(index: Any) -> None:
    """Raise CompileError for an index that cannot be created."""
    if index.table is None:
        raise exc.CompileError(f"Index '{index.name}' is not associated with any table.")
    if not index.name:
        raise exc.CompileError("CREATE INDEX requires that the index have a name")


def index_name(compiler: Any, index: Any, *, with_schema: bool) -> str:
    name = constraint_name(compiler, index)
    schema = compiler.preparer.schema_for_object(index.table) if index.table is not None else None
    return f"{compiler.preparer.quote_schema(schema)}.{name}" if with_schema and schema else str(name)


@rule("drop_index")
def drop_index(compiler: Any, node: Any, context: Any) -> str:
    if node.element.name is None:
        raise exc.CompileError("DROP INDEX requires that the index have a name")
    return (
        f"\nDROP INDEX {'IF EXISTS ' if node.if_exists else ''}{index_name(compiler, node.element, with_schema=True)}"
    )


# ---------------------------------------------------------------------- sequences


def sequence_options(compiler: Any, options: Any) -> str:
    """INCREMENT BY, START WITH and the like."""
    parts = []
    if options.increment is not None:
        parts.append(f"INCREMENT BY {int(options.increment)}")
    if options.start is not None:
        parts.append(f"START WITH {int(options.start)}")
    if options.minvalue is not None:
        parts.append(f"MINVALUE {int(options.minvalue)}")
    if options.maxvalue is not None:
        parts.append(f"MAXVALUE {int(options.maxvalue)}")
    if options.nominvalue:
        parts.append("NO MINVALUE")
    if options.nomaxvalue:
        parts.append("NO MAXVALUE")
    if options.cache is not None:
        parts.append(f"CACHE {int(options.cache)}")
    if options.cycle is not None:
        parts.append("CYCLE" if options.cycle else compiler.dialect.no_cycle_text)
    return " ".join(parts)


@rule("create_sequence")
def create_sequence(compiler: Any, node: Any, context: Any) -> str:
    sequence = node.element
    text = f"CREATE SEQUENCE {'IF NOT EXISTS ' if node.if_not_exists else ''}"
    text += compiler.preparer.format_sequence(sequence)
    text += _call(compiler, "sequence_type", sequence)
    options = sequence_options(compiler, sequence)
    return f"{text} {options}" if options else text


@rule("sequence_type")
def sequence_type(compiler: Any, sequence: Any, context: Any) -> str:
    return ""


@rule("drop_sequence")
def drop_sequence(compiler: Any, node: Any, context: Any) -> str:
    return f"DROP SEQUENCE {'IF EXISTS ' if node.if_exists else ''}{compiler.preparer.format_sequence(node.element)}"


# ---------------------------------------------------------------------- comments


def comment_text(compiler: Any, text: str) -> str:
    return str(compiler.sql_compiler.render_literal_value(text, compiler.dialect.string_type))


@rule("set_table_comment")
def set_table_comment(compiler: Any, node: Any, context: Any) -> str:
    table = node.element
    return f"COMMENT ON TABLE {compiler.preparer.format_table(table)} IS {comment_text(compiler, table.comment)}"


@rule("drop_table_comment")
def drop_table_comment(compiler: Any, node: Any, context: Any) -> str:
    return f"COMMENT ON TABLE {compiler.preparer.format_table(node.element)} IS NULL"


def _column_name(compiler: Any, column: Any) -> str:
    return str(compiler.preparer.format_column(column, use_table=True, use_schema=True))


@rule("set_column_comment")
def set_column_comment(compiler: Any, node: Any, context: Any) -> str:
    column = node.element
    return f"COMMENT ON COLUMN {_column_name(compiler, column)} IS {comment_text(compiler, column.comment)}"


@rule("drop_column_comment")
def drop_column_comment(compiler: Any, node: Any, context: Any) -> str:
    return f"COMMENT ON COLUMN {_column_name(compiler, node.element)} IS NULL"


@rule("set_constraint_comment", "drop_constraint_comment")
def constraint_comment(compiler: Any, node: Any, context: Any) -> str:
    raise exc.UnsupportedCompilationError(compiler, type(node))
