"""How MySQL's and MariaDB's DDL differs: AUTO_INCREMENT, inline comments, key prefixes, its own DROP words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ... import exc
from ...sql.compiler import DDL_RULES as COMMON
from ...sql.compiler import Rule, check_index, column_default, comment_text, constraint_name, index_name
from ...sql.elements import BinaryExpression, UnaryExpression
from ...sql.functions import FunctionElement
from ...sql.operators import asc_op, desc_op
from ...sql.types import TIMESTAMP
from ...util import warn_deprecated
from ..base import parenthesized


def column_specification(compiler: Any, column: Any, context: Any) -> str:
    parts = [str(compiler.preparer.format_column(column)), compiler.type(column.type, column)]
    if column.computed is not None:
        parts.append(compiler.render(column.computed, None))
    generated_key = compiler.dialect.is_mariadb and column.computed is not None
    if not column.nullable and not (generated_key and column._user_defined_nullable is not False):
        parts.append("NOT NULL")
    elif isinstance(column.type.dialect_impl(compiler.dialect), TIMESTAMP):
        parts.append("NULL")
    if column.comment is not None:
        parts.append(f"COMMENT {comment_text(compiler, column.comment)}")
    if (
        column.table is not None
        and column is column.table._autoincrement_column
        and (column.server_default is None or column.identity is not None)
        and not (
            compiler.dialect.supports_sequences
            and column.default is not None
            and column.default.is_sequence
            and not column.default.optional
        )
    ):
        parts.append("AUTO_INCREMENT")
    else:
        default = column_default(compiler, column)
        if default is not None:
            parts.append(f"DEFAULT {_default_text(compiler, column, default)}")
    return " ".join(parts)


def _default_text(compiler: Any, column: Any, default: str) -> str:
    """An expression as a default must be in parentheses; words, numbers and strings need none."""
    argument = column.server_default.arg
    takes_expressions = compiler.dialect._support_default_function
    if isinstance(argument, str) or not takes_expressions or _ON_UPDATE.search(default):
        return default
    return parenthesized(default)


_ON_UPDATE = re.compile(r"\bON UPDATE\b", re.IGNORECASE)


def match_clause(compiler: Any, node: Any, context: Any) -> str:
    raise exc.CompileError(
        "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored."
    )


def post_create_table(compiler: Any, table: Any, context: Any) -> str:
    """ENGINE, CHARSET and the like, in MySQL's spelling; the comment last but for partitions."""
    options = {
        key[len(prefix) :].upper(): value
        for prefix in (f"{compiler.dialect.name}_",)
        for key, value in table.dialect_kwargs.items()
        if key.startswith(prefix)
    }
    if table.comment is not None:
        options["COMMENT"] = table.comment
    parts = []
    for name in _in_order(options):
        value = options[name]
        written = comment_text(compiler, value) if name in _QUOTED else str(value)
        words = name.replace("_", " ") if name in _SPACED else name
        parts.append(f"{words} {written}" if name in _WITHOUT_EQUALS else f"{words}={written}")
    return " ".join(parts)


def _in_order(names: Iterable[str]) -> list[str]:
    """As given, but a collation after its character set, and what says how the table is divided last, in its order."""
    waiting = [*(name for name in names if name not in _LAST), *(name for name in _LAST if name in names)]
    ordered: list[str] = []
    while waiting:
        sets_left = any("CHAR" in name for name in waiting)
        chosen = next(name for name in waiting if not ("COLLATE" in name and sets_left))
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


_LAST = ("PARTITION_BY", "PARTITIONS", "SUBPARTITION_BY", "SUBPARTITIONS")
_QUOTED = frozenset({"COMMENT", "PASSWORD", "CONNECTION"})
_SPACED = frozenset(
    {
        "DATA_DIRECTORY",
        "INDEX_DIRECTORY",
        "DEFAULT_CHARACTER_SET",
        "CHARACTER_SET",
        "DEFAULT_CHARSET",
        "DEFAULT_COLLATE",
        "PARTITION_BY",
        "SUBPARTITION_BY",
    }
)
_WITHOUT_EQUALS = frozenset(
    {
        "TABLESPACE",
        "DEFAULT_CHARACTER_SET",
        "CHARACTER_SET",
        "COLLATE",
        "PARTITION_BY",
        "PARTITIONS",
        "SUBPARTITIONS",
        "SUBPARTITION_BY",
    }
)


def create_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    check_index(index)
    options = index.dialect_options[compiler.dialect.name]
    words = ["CREATE"]
    if index.unique:
        words.append("UNIQUE")
    if options["prefix"]:
        words.append(options["prefix"])
    words.append("INDEX")
    if node.if_not_exists:
        words.append("IF NOT EXISTS")
    words.append(index_name(compiler, index, with_schema=False))
    length = options["length"]
    columns = ", ".join([_index_part(compiler, expression, length) for expression in index.expressions])
    text = f"{' '.join(words)} ON {compiler.preparer.format_table(index.table)} ({columns})"
    parser = _shared_option(compiler, index, "with_parser")
    if parser:
        text += f" WITH PARSER {parser}"
    using = _shared_option(compiler, index, "using")
    if using:
        text += f" USING {compiler.preparer.quote(using)}"
    return text


def _shared_option(compiler: Any, item: Any, name: str) -> Any:
    """An option of MySQL's that holds for MariaDB too, unless that is told its own."""
    own, shared = item.dialect_options[compiler.dialect.name][name], item.dialect_options["mysql"][name]
    if own or not shared or compiler.dialect.name == "mysql":
        return own
    dialect = compiler.dialect.name
    warn_deprecated(
        f"Using 'mysql_{name}' with the '{dialect}' dialect is deprecated; please additionally specify "
        f"'{dialect}_{name}'.",
        version="2.1",
    )
    return shared


def _index_part(compiler: Any, expression: Any, length: Any) -> str:
    text = str(compiler.expression(expression))
    is_sorted = getattr(expression, "modifier", None) in {asc_op, desc_op}
    if isinstance(expression, (BinaryExpression, FunctionElement)) or (
        isinstance(expression, UnaryExpression) and not is_sorted
    ):
        text = f"({text})"
    if isinstance(length, dict):
        own = length.get(getattr(expression, "name", None))
        return f"{text}({int(own)})" if own is not None else text
    return f"{text}({int(length)})" if length is not None else text


def primary_key_constraint(compiler: Any, node: Any, context: Any) -> str:
    text = str(COMMON["primary_key_constraint"](compiler, node, context))
    using = _shared_option(compiler, node, "using")
    return f"{text} USING {compiler.preparer.quote(using)}" if text and using else text


def drop_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    text = f"\nDROP INDEX {'IF EXISTS ' if node.if_exists else ''}{index_name(compiler, index, with_schema=False)}"
    return f"{text} ON {compiler.preparer.format_table(index.table)}"


def drop_constraint(compiler: Any, node: Any, context: Any) -> str:
    constraint = node.element
    kind = constraint.__visit_name__
    table = compiler.preparer.format_table(constraint.table)
    if kind == "primary_key_constraint":
        return f"ALTER TABLE {table} DROP PRIMARY KEY"
    name = constraint_name(compiler, constraint)
    if name is None:
        return str(COMMON["drop_constraint"](compiler, node, context))
    if kind == "foreign_key_constraint":
        return f"ALTER TABLE {table} DROP FOREIGN KEY {name}"
    if kind == "unique_constraint":
        return f"ALTER TABLE {table} DROP INDEX {name}"
    if kind.endswith("check_constraint"):
        return f"ALTER TABLE {table} DROP {compiler.dialect.check_word} {name}"
    return str(COMMON["drop_constraint"](compiler, node, context))


def set_table_comment(compiler: Any, node: Any, context: Any) -> str:
    table = node.element
    return f"ALTER TABLE {compiler.preparer.format_table(table)} COMMENT {comment_text(compiler, table.comment)}"


def drop_table_comment(compiler: Any, node: Any, context: Any) -> str:
    return f"ALTER TABLE {compiler.preparer.format_table(node.element)} COMMENT ''"


def set_column_comment(compiler: Any, node: Any, context: Any) -> str:
    column = node.element
    name = compiler.preparer.format_column(column)
    specification = column_specification(compiler, column, None)
    return f"ALTER TABLE {compiler.preparer.format_table(column.table)} CHANGE {name} {specification}"


DDL_RULES: dict[str, Rule] = {
    "column_specification": column_specification,
    "match_clause": match_clause,
    "post_create_table": post_create_table,
    "create_index": create_index,
    "primary_key_constraint": primary_key_constraint,
    "drop_index": drop_index,
    "drop_constraint": drop_constraint,
    "set_table_comment": set_table_comment,
    "drop_table_comment": drop_table_comment,
    "set_column_comment": set_column_comment,
}
