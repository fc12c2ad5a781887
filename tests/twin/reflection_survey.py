"""Everything that an Inspector says about a database, as plain values: the same program for both libraries."""

from __future__ import annotations

import importlib
import re
import warnings

SUBJECTS = (
    *("columns", "pk_constraint", "foreign_keys", "indexes", "unique_constraints", "check_constraints"),
    *("table_comment", "table_options"),
)


def plain(value):
    """A value that can be compared between two libraries."""
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value] if isinstance(value, list) else tuple(plain(one) for one in value)
    if isinstance(value, (str, int, float, bool, type(None))):
        return str(value) if isinstance(value, str) else value
    if hasattr(value, "compile") and hasattr(value, "dialect_impl"):
        return described_type(value)
    if type(value).__name__ == "TextClause":
        return ("text", value.text)
    return repr(value)


def described_type(type_):
    """A type: its class, its repr and what hides from the repr."""
    found = [type(type_).__name__, re.sub(r"\b(sqlalchemy|holdfast)\b", "lib", repr(type_))]
    for name in ("enums", "name", "schema", "collation", "length", "timezone", "precision", "scale", "dimensions"):
        if hasattr(type_, name):
            found.append((name, plain(getattr(type_, name))))
    if hasattr(type_, "item_type"):
        found.append(described_type(type_.item_type))
    if hasattr(type_, "data_type"):
        found += [described_type(type_.data_type), str(type_.default), type_.not_null, str(type_.check)]
    return tuple(found)


def attempt(function, *arguments, **keywords):
    """What a call gives, or the class and words of what it raises."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = plain(function(*arguments, **keywords))
        except NotImplementedError:
            found = "NotImplementedError"
        except Exception as error:
            found = ("raised", type(error).__name__)
    told = [words(one.message)[:60] for one in caught]
    return (found, told) if told else found


def words(error):
    return " ".join(
        re.sub(r"0x[0-9a-f]+", "0x", str(error)).replace("sqlalchemy", "lib").replace("holdfast", "lib").split()
    )


def survey(library, bind, schemas=(None,)):
    """(question, answer) pairs: every question about names, and every subject of every table, one by one and together."""
    sa = importlib.import_module(library)
    reflection = importlib.import_module(library + ".engine.reflection")
    kinds, scopes = reflection.ObjectKind, reflection.ObjectScope
    inspector = sa.inspect(bind)
    found = {"default_schema_name": inspector.default_schema_name}
    for name in ("get_schema_names", "get_temp_table_names", "get_temp_view_names"):
        found[name] = attempt(getattr(inspector, name))
    for schema in schemas:
        tables = set()
        for name in ("table_names", "view_names", "materialized_view_names", "sequence_names", "foreign_table_names"):
            if hasattr(inspector, "get_" + name):
                found[name, schema] = attempt(getattr(inspector, "get_" + name), schema)
                if isinstance(found[name, schema], list):
                    found[name, schema].sort()
                if name != "sequence_names" and isinstance(found[name, schema], list):
                    tables.update(found[name, schema])
        if schema is None:
            for name in ("get_temp_table_names", "get_temp_view_names"):
                tables.update(found[name] if isinstance(found[name], list) else ())
        ordered = inspector.get_sorted_table_and_fkc_names(schema)
        found["sorted", schema] = [(name, sorted({str(key) for key in keys})) for name, keys in ordered]
        found["has_multi_table", schema] = attempt(inspector.has_multi_table, [*sorted(tables), "nothing"], schema)
        for table in (*sorted(tables), "nothing"):
            found["has_table", schema, table] = attempt(inspector.has_table, table, schema)
            found["has_index", schema, table] = attempt(inspector.has_index, table, "ix_1", schema)
            found["view_definition", schema, table] = attempt(inspector.get_view_definition, table, schema)
            for subject in SUBJECTS:
                found[subject, schema, table] = attempt(getattr(inspector, "get_" + subject), table, schema)
        for subject in SUBJECTS:
            many = getattr(inspector, "get_multi_" + subject)
            for kind in ("TABLE", "VIEW", "MATERIALIZED_VIEW", "ANY_VIEW", "ANY"):
                for scope in ("DEFAULT", "TEMPORARY", "ANY"):
                    found["multi", subject, schema, kind, scope] = attempt(
                        many, schema, kind=kinds[kind], scope=scopes[scope]
                    )
            some = [*sorted(tables)[::2], "nothing"]
            found["multi", subject, schema, "some"] = attempt(
                many, schema, filter_names=some, kind=kinds.ANY, scope=scopes.ANY
            )
    return found


def rendered(library, bind, schema=None):
    """What `MetaData.reflect` makes of a database: the DDL of each table, and what its text does not show."""
    sa = importlib.import_module(library)
    schema_module = importlib.import_module(library + ".schema")
    metadata = sa.MetaData()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        metadata.reflect(bind, schema=schema, views=True)
    # Where PostgreSQL's tables inherit, ours come after their parents.
    inherits = any("postgresql_inherits" in dict(table.dialect_kwargs) for table in metadata.tables.values())
    found = {"sorted": sorted(metadata.tables) if inherits else [table.key for table in metadata.sorted_tables]}
    for table in metadata.tables.values():
        for column in table.c:
            if type(column.type).__name__ == "NullType":
                column.type = sa.Integer()
        text = str(schema_module.CreateTable(table).compile(dialect=bind.dialect))
        # SQLAlchemy reads of a CHECK that it is not valid, and of a UNIQUE that it is deferrable, and leaves it at that.
        lines = re.sub(r"(\)) (NOT VALID|DEFERRABLE)(?=, |$)", r"\1", text, flags=re.M).split("\n")
        # The options of a table at its end come in the order of a set in SQLAlchemy.
        found[table.key] = [line if not line.startswith(")") else sorted(line[1:].split()) for line in lines]
        indexes = sorted(table.indexes, key=lambda index: index.name)
        found[table.key, "indexes"] = [
            str(schema_module.CreateIndex(index).compile(dialect=bind.dialect)) for index in indexes
        ]
        found[table.key, "columns"] = [
            (column.name, column.key, column.comment, column.autoincrement, column.nullable) for column in table.c
        ]
        found[table.key, "comment"] = table.comment
        found[table.key, "constraints"] = sorted(
            str((type(one).__name__, str(one.name), one.comment)) for one in table.constraints
        )
    return found


def differences(one, other, path=()):
    """Where two values differ: (path, one's, the other's)."""
    if one == other:
        return []
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(key for key in other if key not in one)]
        return [found for key in keys for found in differences(one.get(key), other.get(key), (*path, key))]
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for number, (left, right) in pairs for found in differences(left, right, (*path, number))]
    return [(path, one, other)]
