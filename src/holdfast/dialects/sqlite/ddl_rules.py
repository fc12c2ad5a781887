"""How SQLite's DDL differs: inline AUTOINCREMENT keys, conflict clauses, partial indexes, no ALTER."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import DDL_RULES as COMMON
from ...sql.compiler import Rule, check_index, column_default, index_name
from ...sql.schema import Column
from ..base import parenthesized


def column_specification(compiler: Any, column: Any, context: Any) -> str:
    """A column; an AUTOINCREMENT key carries its PRIMARY KEY itself, as SQLite wants it."""
    text = f"{compiler.preparer.format_column(column)} {compiler.type(column.type, column)}"
    default = column_default(compiler, column)
    if default is not None:
        text += f" DEFAULT {_default_text(column, default)}"
    if not column.nullable:
        text += " NOT NULL" + _conflict(column.dialect_options["sqlite"]["on_conflict_not_null"])
    if column.primary_key:
        text += _inline_key(column)
    if column.computed is not None:
        text += " " + compiler.render(column.computed, None)
    return text


def _default_text(column: Any, default: str) -> str:
    """An expression as a default must be in parentheses; names, numbers and strings need none."""
    argument = column.server_default.arg
    if isinstance(argument, str) or getattr(argument, "__visit_name__", "") in {"true", "false", "null", "bindparam"}:
        return default
    return parenthesized(default)


def _inline_key(column: Any) -> str:
    table = column.table
    if len(table.primary_key.columns) != 1:
        if column.autoincrement is True:
            raise exc.CompileError("SQLite does not support autoincrement for composite primary keys")
        return ""
    wants_auto = table.dialect_options["sqlite"]["autoincrement"]
    if wants_auto and not column.foreign_keys and _is_integer(column):
        return (
            " PRIMARY KEY" + _conflict(column.dialect_options["sqlite"]["on_conflict_primary_key"]) + " AUTOINCREMENT"
        )
    return ""


def _is_integer(column: Any) -> bool:
    return column.type._type_affinity.__name__ == "Integer"  # type: ignore[no-any-return]


def _conflict(action: str | None) -> str:
    return f" ON CONFLICT {action}" if action else ""


def primary_key_constraint(compiler: Any, node: Any, context: Any) -> Any:
    columns = list(node.columns)
    if len(columns) == 1 and _inline_key(columns[0]):
        return None
    text = COMMON["primary_key_constraint"](compiler, node, context)
    return text + _constraint_conflict(node, columns, "on_conflict_primary_key") if text else text


def unique_constraint(compiler: Any, node: Any, context: Any) -> str:
    text = COMMON["unique_constraint"](compiler, node, context)
    return text + _constraint_conflict(node, list(node.columns), "on_conflict_unique") if text else text  # type: ignore[no-any-return]


def _constraint_conflict(node: Any, columns: list[Any], of_column: str) -> str:
    action = node.dialect_options["sqlite"]["on_conflict"]
    if action is None and len(columns) == 1:
        column = columns[0]
        action = column.dialect_options["sqlite"][of_column] if isinstance(column, Column) else None
    return _conflict(action)


def check_constraint(compiler: Any, node: Any, context: Any) -> str:
    text = COMMON["table_or_column_check_constraint"](compiler, node, context)
    return text + _conflict(node.dialect_options["sqlite"]["on_conflict"])  # type: ignore[no-any-return]


def foreign_key_constraint(compiler: Any, node: Any, context: Any) -> Any:
    """SQLite knows no foreign key into another schema (an attached file)."""
    target = next(iter(node.elements)).column.table
    if node.parent.schema != target.schema:
        return None
    preparer = compiler.preparer
    text = COMMON["foreign_key_constraint"](compiler, node, context)
    return text.replace(f"REFERENCES {preparer.format_table(target)}", f"REFERENCES {preparer.quote(target.name)}")


def create_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    check_index(index)
    words = ["CREATE", "UNIQUE INDEX" if index.unique else "INDEX"]
    if node.if_not_exists:
        words.append("IF NOT EXISTS")
    columns = ", ".join([compiler.expression(expression) for expression in index.expressions])
    table = compiler.preparer.format_table(index.table, use_schema=False)
    text = f"{' '.join(words)} {index_name(compiler, index, with_schema=True)} ON {table} ({columns})"
    where = index.dialect_options["sqlite"]["where"]
    return text if where is None else f"{text} WHERE {compiler.expression(where)}"


def post_create_table(compiler: Any, table: Any, context: Any) -> str:
    options = table.dialect_options["sqlite"]
    words = []
    if not options["with_rowid"]:
        words.append("WITHOUT ROWID")
    if options["strict"]:
        words.append("STRICT")
    return "\n " + ",\n ".join(words) if words else ""


def create_view(compiler: Any, node: Any, context: Any) -> str:
    if node.or_replace:
        raise exc.CompileError("SQLite does not support CREATE OR REPLACE VIEW; drop the view first.")
    if node.materialized:
        raise exc.CompileError("SQLite does not support materialized views.")
    return str(COMMON["create_view"](compiler, node, context))


DDL_RULES: dict[str, Rule] = {
    "column_specification": column_specification,
    "primary_key_constraint": primary_key_constraint,
    "unique_constraint": unique_constraint,
    "table_or_column_check_constraint": check_constraint,
    "foreign_key_constraint": foreign_key_constraint,
    "create_index": create_index,
    "post_create_table": post_create_table,
    "create_view": create_view,
}
