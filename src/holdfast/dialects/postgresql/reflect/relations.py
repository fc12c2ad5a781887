"""The relations that a question is about, as a piece of SQL: `r(oid, relname, ...)`, to be joined with what is asked."""

from __future__ import annotations

from typing import Any

from ....engine.interfaces import ObjectKind, ObjectScope
from ....engine.reflection import Selection

# Foreign tables are tables to read, though `get_table_names` leaves them out.
_KINDS = {ObjectKind.TABLE: "rpf", ObjectKind.VIEW: "v", ObjectKind.MATERIALIZED_VIEW: "m"}

# The columns of a relation by number, as JSON.
COLUMN_NAMES = """(SELECT json_object_agg(a.attnum, a.attname) FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = r.oid AND a.attnum > 0)::text"""


def relations(selection: Selection) -> tuple[str, dict[str, Any]]:
    """A FROM item of the selected relations, and its parameters."""
    letters = "".join(letter for kind, letter in _KINDS.items() if kind in selection.kind)
    conditions = [f"c.relkind IN ({', '.join(repr(letter) for letter in letters)})"] if letters else ["false"]
    parameters: dict[str, Any] = {}
    if selection.scope == ObjectScope.DEFAULT:
        conditions.append("c.relpersistence <> 't'")
    elif selection.scope == ObjectScope.TEMPORARY:
        conditions.append("c.relpersistence = 't'")
    if selection.names is not None:
        conditions.append("c.relname = ANY (CAST(:names AS text[]))")
        parameters["names"] = [str(name) for name in selection.names]
    conditions.append(in_schema(selection.schema, parameters))
    if selection.schema is None and selection.names is None:
        conditions.append("n.nspname <> 'pg_catalog'")
    source = f"""(SELECT c.oid, c.relname, c.relkind, c.reloptions, c.reltablespace, c.relam
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE {" AND ".join(conditions)}) AS r"""
    return source, parameters


def in_schema(
    schema: str | None, parameters: dict[str, Any], visible: str = "pg_catalog.pg_table_is_visible(c.oid)"
) -> str:
    """A condition on namespace `n`: the schema named, or for None whatever the search path finds."""
    if schema is None:
        return visible
    parameters["schema"] = str(schema)
    return "n.nspname = :schema"


__all__ = ["COLUMN_NAMES", "in_schema", "relations"]
