"""How PostgreSQL's DDL differs: SERIAL, index methods and options, table options."""

from __future__ import annotations

import re
from typing import Any

from ... import exc
from ...sql.compiler import DDL_RULES as COMMON
from ...sql.compiler import (
    Rule,
    check_index,
    column_default,
    comment_text,
    constraint_name,
    deferrability,
    index_name,
    named,
    phrase,
)
from ...sql.elements import expect
from ...util import warn

# The method of an index; what ON DELETE does, with the columns that it sets.
_METHOD = re.compile(r"^\w+$")
_NAME = r'(?:[\w$]+|"(?:[^"]|"")+")'
_ON_DELETE = re.compile(rf"^\w+(?:\s+\w+)*(?:\s*\(\s*{_NAME}(?:\s*,\s*{_NAME})*\s*\))?$")
_SERIAL = {"BigInteger": "BIGSERIAL", "SmallInteger": "SMALLSERIAL"}


def column_specification(compiler: Any, column: Any, context: Any) -> str:
    text = str(compiler.preparer.format_column(column))
    serial = _serial(compiler, column)
    if serial is not None:
        text += f" {serial}"
    else:
        text += f" {compiler.type(column.type, column)}"
        default = column_default(compiler, column)
        if default is not None:
            text += f" DEFAULT {default}"
    if column.computed is not None:
        text += " " + compiler.render(column.computed, None)
    if column.identity is not None:
        text += " " + compiler.render(column.identity, None)
    if not column.nullable and column.identity is None:
        text += " NOT NULL"
    elif column.nullable and column.identity is not None:
        text += " NULL"
    return text


def computed_column(compiler: Any, node: Any, context: Any) -> str:
    """Columns worked out when read exist since PostgreSQL 18, and are its default; before, all are stored."""
    text = f"GENERATED ALWAYS AS ({compiler.expression(node.sqltext)})"
    if node.persisted:
        return f"{text} STORED"
    if compiler.dialect.supports_virtual_generated_columns:
        return text if node.persisted is None else f"{text} VIRTUAL"
    if node.persisted is False:
        raise exc.CompileError(
            "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to None or True for PostgreSQL support."
        )
    warn(
        f"Computed column {node.column} is being created as 'STORED' since the current PostgreSQL version does not support VIRTUAL "
        "columns. On PostgreSQL 18+, when 'persisted' is not specified, no keyword will be rendered and VIRTUAL will be used by "
        "default. Set 'persisted=True' to ensure STORED behavior across all PostgreSQL versions."
    )
    return f"{text} STORED"


def _serial(compiler: Any, column: Any) -> str | None:
    """SERIAL for the key that the database numbers itself and nothing else has a say in."""
    if (
        not column.primary_key
        or column is not column.table._autoincrement_column
        or column.identity is not None
        or (column.default is not None and not (column.default.is_sequence and column.default.optional))
    ):
        return None
    impl = column.type.dialect_impl(compiler.dialect)
    for cls in type(impl).__mro__:
        if cls.__name__ in _SERIAL:
            return _SERIAL[cls.__name__]
    return "SERIAL"


# ---------------------------------------------------------------------- named types


def create_enum_type(compiler: Any, node: Any, context: Any) -> str:
    type_ = node.element
    literal = compiler.sql_compiler.render_literal_value
    values = ", ".join([literal(value, compiler.dialect.string_type) for value in type_.enums])
    return f"CREATE TYPE {compiler.type(type_)} AS ENUM ({values})"


def drop_enum_type(compiler: Any, node: Any, context: Any) -> str:
    return f"DROP TYPE {compiler.type(node.element)}"


def create_domain_type(compiler: Any, node: Any, context: Any) -> str:
    domain = node.element
    words = [f"CREATE DOMAIN {compiler.preparer.format_type(domain)} AS {compiler.type(domain.data_type)}"]
    if domain.collation is not None and getattr(domain.data_type, "collation", None) is None:
        words.append(f"COLLATE {compiler.preparer.format_collation(domain.collation)}")
    if domain.default is not None:
        default = domain.default
        if isinstance(default, str):
            words.append(f"DEFAULT {compiler.sql_compiler.render_literal_value(default, compiler.dialect.string_type)}")
        else:
            words.append(f"DEFAULT {compiler.expression(default)}")
    if domain.constraint_name is not None:
        words.append(f"CONSTRAINT {compiler.preparer.quote(domain.constraint_name)}")
    if domain.not_null:
        words.append("NOT NULL")
    if domain.check is not None:
        words.append(f"CHECK ({compiler.expression(domain.check)})")
    return " ".join(words)


def drop_domain_type(compiler: Any, node: Any, context: Any) -> str:
    return f"DROP DOMAIN {compiler.preparer.format_type(node.element)}"


# ---------------------------------------------------------------------- constraints and indexes


def exclude_constraint(compiler: Any, node: Any, context: Any) -> str:
    parts = []
    for element, operator in node.elements():
        text = compiler.expression(element)
        operator_class = node.ops.get(getattr(element, "key", None))
        parts.append(f"{text}{f' {operator_class}' if operator_class else ''} WITH {operator}")
    text = f"{named(compiler, node)}EXCLUDE USING {phrase(node.using, _METHOD)} ({', '.join(parts)})"
    if node.where is not None:
        text += f" WHERE ({compiler.expression(node.where)})"
    return text + deferrability(compiler, node)


def _with_included(name: str) -> Rule:
    """The common rule, with INCLUDE behind the columns."""

    def render(compiler: Any, node: Any, context: Any) -> str:
        text = str(COMMON[name](compiler, node, context))
        included = node.dialect_options["postgresql"]["include"]
        if not text or not included:
            return text
        end = deferrability(compiler, node)
        return f"{text.removesuffix(end)}{_included(compiler, included, node.table)}{end}"

    return render


def _included(compiler: Any, included: Any, table: Any) -> str:
    columns = [table.c[one] if isinstance(one, str) else one for one in included]
    return f" INCLUDE ({', '.join([compiler.preparer.quote(column.name) for column in columns])})"


def create_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    check_index(index)
    options = index.dialect_options["postgresql"]
    words = ["CREATE", "UNIQUE INDEX" if index.unique else "INDEX"]
    if options["concurrently"]:
        words.append("CONCURRENTLY")
    if node.if_not_exists:
        words.append("IF NOT EXISTS")
    words.append(index_name(compiler, index, with_schema=False))
    text = f"{' '.join(words)} ON {compiler.preparer.format_table(index.table)} "
    if options["using"]:
        text += f"USING {phrase(options['using'], _METHOD)} "
    text += "(" + ", ".join([_index_expression(compiler, one, options["ops"]) for one in index.expressions]) + ")"
    if options["include"]:
        text += _included(compiler, options["include"], index.table)
    if options["nulls_not_distinct"] is not None:
        text += " NULLS NOT DISTINCT" if options["nulls_not_distinct"] else " NULLS DISTINCT"
    if options["with"]:
        text += f" WITH ({', '.join([f'{name} = {value}' for name, value in options['with'].items()])})"
    if options["tablespace"]:
        text += f" TABLESPACE {compiler.preparer.quote(options['tablespace'])}"
    if options["where"] is not None:
        text += f" WHERE {compiler.expression(expect('ddl_expression', options['where']))}"
    return text


def _index_expression(compiler: Any, expression: Any, operator_classes: Any) -> str:
    text = compiler.expression(expression.self_group())
    if getattr(expression, "element", expression).__visit_name__ in {"binary", "expression_clauselist"}:
        text = text if text.startswith("(") else f"({text})"
    key = getattr(expression, "key", None)
    return f"{text} {operator_classes[key]}" if key is not None and key in operator_classes else text


def drop_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    text = "\nDROP INDEX "
    if index.dialect_options["postgresql"]["concurrently"]:
        text += "CONCURRENTLY "
    return f"{text}{'IF EXISTS ' if node.if_exists else ''}{index_name(compiler, index, with_schema=True)}"


def unique_words(compiler: Any, node: Any, context: Any) -> str:
    distinct = node.dialect_options["postgresql"]["nulls_not_distinct"]
    if distinct is None:
        return ""
    return "NULLS NOT DISTINCT " if distinct else "NULLS DISTINCT "


def _not_valid(name: str) -> Rule:
    def render(compiler: Any, node: Any, context: Any) -> str:
        text = str(COMMON[name](compiler, node, context))
        return text + " NOT VALID" if node.dialect_options["postgresql"]["not_valid"] else text

    return render


def post_create_table(compiler: Any, table: Any, context: Any) -> str:
    options = table.dialect_options["postgresql"]
    text = ""
    inherits = options["inherits"]
    if inherits is not None:
        parents = inherits if isinstance(inherits, (list, tuple)) else (inherits,)
        text += f"\n INHERITS ({', '.join([compiler.preparer.quote(name) for name in parents])})"
    if options["partition_by"]:
        text += f"\n PARTITION BY {options['partition_by']}"
    if options["using"]:
        text += f"\n USING {options['using']}"
    if options["with"]:
        text += f"\n WITH ({', '.join([f'{name} = {value}' for name, value in options['with'].items()])})"
    if options["with_oids"] is True:
        text += "\n WITH OIDS"
    elif options["with_oids"] is False:
        text += "\n WITHOUT OIDS"
    if options["on_commit"]:
        text += f"\n ON COMMIT {options['on_commit'].replace('_', ' ').upper()}"
    if options["tablespace"]:
        text += f"\n TABLESPACE {compiler.preparer.quote(options['tablespace'])}"
    return text


def on_delete(compiler: Any, node: Any, context: Any) -> str:
    return phrase(node.ondelete, _ON_DELETE)


def sequence_type(compiler: Any, sequence: Any, context: Any) -> str:
    return f" AS {compiler.type(sequence.data_type)}" if sequence.data_type is not None else ""


def constraint_comment(compiler: Any, node: Any, context: Any) -> str:
    constraint = node.element
    table = compiler.preparer.format_table(constraint.table)
    if constraint.name is None:
        raise exc.CompileError(f"Can't emit COMMENT ON for constraint {constraint!r}: it has no name")
    text = "NULL" if node.__visit_name__.startswith("drop") else comment_text(compiler, constraint.comment)
    return f"COMMENT ON CONSTRAINT {constraint_name(compiler, constraint)} ON {table} IS {text}"


DDL_RULES: dict[str, Rule] = {
    "column_specification": column_specification,
    "computed_column": computed_column,
    "create_enum_type": create_enum_type,
    "drop_enum_type": drop_enum_type,
    "create_domain_type": create_domain_type,
    "drop_domain_type": drop_domain_type,
    "exclude_constraint": exclude_constraint,
    "primary_key_constraint": _with_included("primary_key_constraint"),
    "unique_constraint": _with_included("unique_constraint"),
    "create_index": create_index,
    "drop_index": drop_index,
    "unique_words": unique_words,
    "foreign_key_constraint": _not_valid("foreign_key_constraint"),
    "table_or_column_check_constraint": _not_valid("table_or_column_check_constraint"),
    "on_delete": on_delete,
    "post_create_table": post_create_table,
    "sequence_type": sequence_type,
    "set_constraint_comment": constraint_comment,
    "drop_constraint_comment": constraint_comment,
}
