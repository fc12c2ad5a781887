"""How SQL Server's DDL differs: NULL written out, IDENTITY, clustered keys and indexes, comments as properties."""

from __future__ import annotations

from typing import Any, NoReturn

from ... import exc
from ...sql.compiler import DDL_RULES as COMMON
from ...sql.compiler import Rule, check_index, column_default, comment_text, deferrability, index_name, named


def column_specification(compiler: Any, column: Any, context: Any) -> str:
    """`name TYPE NULL|NOT NULL IDENTITY(start,step) DEFAULT value`."""
    name = compiler.preparer.format_column(column)
    if column.computed is not None:
        return f"{name} {compiler.render(column.computed, None)}"
    if column.table is None:
        raise exc.CompileError(
            f"mssql requires Table-bound columns in order to generate DDL; column {column.name!r} is in no table."
        )
    text = f"{name} {compiler.type(column.type, column)}"
    never_null = not column.nullable or column.primary_key or column.autoincrement is True
    has_sequence = getattr(column.default, "is_sequence", False)
    text += " NOT NULL" if never_null or has_sequence or column.identity is not None else " NULL"
    if _numbers_itself(column):
        text += _identity(compiler, column)
    elif column.identity is None:
        default = column_default(compiler, column)
        if default is not None:
            text += f" DEFAULT {default}"
    return text


def _numbers_itself(column: Any) -> bool:
    if column.identity is not None:
        return True
    if getattr(column.default, "is_sequence", False):
        return False
    if column.autoincrement is True:
        return True
    return column is column.table._autoincrement_column and column.server_default is None


def _identity(compiler: Any, column: Any) -> str:
    options = column.dialect_options["mssql"]
    start, step = options["identity_start"], options["identity_increment"]
    if column.identity is not None:
        if start is not None or step is not None:
            raise exc.CompileError(
                f"Cannot specify options 'mssql_identity_start' and/or 'mssql_identity_increment' while also using the "
                f"'Identity' construct (column {column.name!r}); give start and increment to Identity()."
            )
        return " " + str(compiler.render(column.identity, None))
    return _identity_text(start, step)


def _identity_text(start: Any, step: Any) -> str:
    if start is None and step is None:
        return " IDENTITY"
    return f" IDENTITY({1 if start is None else int(start)},{1 if step is None else int(step)})"


def identity_column(compiler: Any, node: Any, context: Any) -> str:
    return _identity_text(node.start, node.increment).strip()


def computed_column(compiler: Any, node: Any, context: Any) -> str:
    text = f"AS ({compiler.expression(node.sqltext)})"
    return f"{text} PERSISTED" if node.persisted is True else text


def _clustered(item: Any) -> str:
    clustered = item.dialect_options["mssql"]["clustered"]
    if clustered is None:
        return ""
    return "CLUSTERED " if clustered else "NONCLUSTERED "


def _key(words: str) -> Rule:
    def render(compiler: Any, node: Any, context: Any) -> str:
        if not len(node.columns):
            return ""
        written = ", ".join([compiler.preparer.quote(column.name) for column in node.columns])
        return f"{named(compiler, node)}{words} {_clustered(node)}({written}){deferrability(compiler, node)}"

    return render


def create_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    check_index(index)
    options = index.dialect_options["mssql"]
    words = "CREATE " + ("UNIQUE " if index.unique else "") + _clustered(index)
    words += "COLUMNSTORE INDEX" if options["columnstore"] else "INDEX"
    text = f"{words} {index_name(compiler, index, with_schema=False)} ON {compiler.preparer.format_table(index.table)}"
    if len(index.expressions):
        text += f" ({', '.join([compiler.expression(expression) for expression in index.expressions])})"
    if options["include"]:
        names = [column if isinstance(column, str) else column.name for column in options["include"]]
        text += f" INCLUDE ({', '.join([compiler.preparer.quote(index.table.c[name].name) for name in names])})"
    where = options["where"]
    return text if where is None else f"{text} WHERE {compiler.expression(where)}"


def drop_index(compiler: Any, node: Any, context: Any) -> str:
    name = index_name(compiler, node.element, with_schema=False)
    table = compiler.preparer.format_table(node.element.table)
    return f"\nDROP INDEX {'IF EXISTS ' if node.if_exists else ''}{name} ON {table}"


def sequence_type(compiler: Any, sequence: Any, context: Any) -> str:
    return "" if sequence.data_type is None else f" AS {compiler.type_compiler.process(sequence.data_type)}"


def create_view(compiler: Any, node: Any, context: Any) -> str:
    if node.materialized or node.temporary:
        kind = "materialized" if node.materialized else "temporary"
        raise exc.CompileError(f"SQL Server has no {kind} views.")
    text = str(COMMON["create_view"](compiler, node, context))
    return text.replace("CREATE OR REPLACE ", "CREATE OR ALTER ", 1) if node.or_replace else text


def create_table_as(compiler: Any, node: Any, context: Any) -> NoReturn:
    raise exc.CompileError(
        f"SQL Server has no CREATE TABLE AS (table {node.element.name!r}), and holdfast does not write SELECT INTO: "
        "create the table, and use insert().from_select()."
    )


# ---------------------------------------------------------------------- comments


def _property(verb: str) -> Rule:
    """Comments are properties of tables and columns, kept by stored procedures."""

    def render(compiler: Any, node: Any, context: Any) -> str:
        element = node.element
        table = element.table if element.__visit_name__ == "column" else element
        preparer = compiler.preparer
        text = f"execute sp_{verb}extendedproperty 'MS_Description', "
        if verb == "add":
            text += "NULL, " if element.comment is None else f"N{comment_text(compiler, element.comment)}, "
        schema = preparer.schema_for_object(table) or compiler.dialect.default_schema_name or "dbo"
        text += f"'schema', {preparer.quote_schema(schema)}, 'table', {preparer.format_table(table, use_schema=False)}"
        return text if table is element else f"{text}, 'column', {preparer.format_column(element)}"

    return render


DDL_RULES: dict[str, Rule] = {
    "column_specification": column_specification,
    "identity_column": identity_column,
    "computed_column": computed_column,
    "primary_key_constraint": _key("PRIMARY KEY"),
    "unique_constraint": _key("UNIQUE"),
    "create_index": create_index,
    "drop_index": drop_index,
    "sequence_type": sequence_type,
    "create_view": create_view,
    "create_table_as": create_table_as,
    "set_table_comment": _property("add"),
    "drop_table_comment": _property("drop"),
    "set_column_comment": _property("add"),
    "drop_column_comment": _property("drop"),
}
