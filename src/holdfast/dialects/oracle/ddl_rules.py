"""How Oracle's DDL differs: options of tables, indexes and sequences, virtual columns, no ON UPDATE."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import DDL_RULES as COMMON
from ...sql.compiler import Rule, check_index, index_name, phrase, sequence_options
from ...util import warn


def post_create_table(compiler: Any, table: Any, context: Any) -> str:
    options = table.dialect_options["oracle"]
    parts = []
    if options["on_commit"]:
        parts.append(f"\n ON COMMIT {phrase(options['on_commit'].replace('_', ' ').upper())}")
    if options["compress"]:
        compress = options["compress"]
        parts.append("\n COMPRESS" if compress is True else f"\n COMPRESS FOR {phrase(str(compress))}")
    if options["tablespace"]:
        parts.append(f"\n TABLESPACE {compiler.preparer.quote(options['tablespace'])}")
    return "".join(parts)


def create_index(compiler: Any, node: Any, context: Any) -> str:
    index = node.element
    check_index(index)
    options = index.dialect_options["oracle"]
    if options["vector"]:
        raise exc.CompileError(
            f"Index '{index.name}': vector indexes of Oracle are not written by holdfast; execute their text with DDL()."
        )
    words = ["CREATE"]
    if index.unique:
        words.append("UNIQUE")
    if options["bitmap"]:
        words.append("BITMAP")
    columns = ", ".join([compiler.expression(expression) for expression in index.expressions])
    name = index_name(compiler, index, with_schema=True)
    text = f"{' '.join(words)} INDEX {name} ON {compiler.preparer.format_table(index.table)} ({columns})"
    compress = options["compress"]
    if compress is False:
        return text
    return f"{text} COMPRESS" if compress is True else f"{text} COMPRESS {int(compress)}"


def foreign_key_constraint(compiler: Any, node: Any, context: Any) -> str:
    """Oracle's foreign keys do nothing ON UPDATE."""
    if node.onupdate is not None:
        warn(
            "Oracle Database does not contain native UPDATE CASCADE functionality - onupdates will not be rendered for "
            "foreign keys.  Consider using deferrable=True, initially='deferred' or triggers."
        )
    text = str(COMMON["foreign_key_constraint"](compiler, node, context))
    return text if node.onupdate is None else text.replace(f" ON UPDATE {phrase(node.onupdate)}", "")


def drop_table_comment(compiler: Any, node: Any, context: Any) -> str:
    return f"COMMENT ON TABLE {compiler.preparer.format_table(node.element)} IS ''"


def computed_column(compiler: Any, node: Any, context: Any) -> str:
    if node.persisted is True:
        raise exc.CompileError(
            "Oracle Database computed columns do not support 'stored' persistence; set the 'persisted' flag to None or "
            "False for Oracle Database support."
        )
    text = f"GENERATED ALWAYS AS ({compiler.expression(node.sqltext)})"
    return f"{text} VIRTUAL" if node.persisted is False else text


def _options(compiler: Any, node: Any) -> str:
    """The options of a sequence in Oracle's words, and whether its numbers come in the order of the requests."""
    text = sequence_options(compiler, node).replace("NO MINVALUE", "NOMINVALUE").replace("NO MAXVALUE", "NOMAXVALUE")
    order = node.dialect_options["oracle"]["order"]
    if order is not None:
        text = f"{text} {'ORDER' if order else 'NOORDER'}"
    return text.strip()


def identity_column(compiler: Any, node: Any, context: Any) -> str:
    text = f"GENERATED {'ALWAYS' if node.always else 'BY DEFAULT'}"
    if node.dialect_options["oracle"]["on_null"]:
        text += " ON NULL"
    options = _options(compiler, node)
    return f"{text} AS IDENTITY ({options})" if options else f"{text} AS IDENTITY"


def create_sequence(compiler: Any, node: Any, context: Any) -> str:
    text = f"CREATE SEQUENCE {'IF NOT EXISTS ' if node.if_not_exists else ''}"
    text += compiler.preparer.format_sequence(node.element)
    options = _options(compiler, node.element)
    return f"{text} {options}" if options else text


DDL_RULES: dict[str, Rule] = {
    "post_create_table": post_create_table,
    "create_index": create_index,
    "foreign_key_constraint": foreign_key_constraint,
    "drop_table_comment": drop_table_comment,
    "computed_column": computed_column,
    "identity_column": identity_column,
    "create_sequence": create_sequence,
}
