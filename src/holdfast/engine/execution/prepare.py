"""From a construct to what the driver gets: a prepared statement, cached by the construct's structure.

What lives here: cache entries and how they are found or made. What must not: parameters' values and sending.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...sql.structure import StatementKey
from ...util import warn
from ..result import NO_ROWS, ResultMetaData, metadata_for
from ..row import make_fetch


class Prepared:
    """A compiled statement with what its executions share.

    recipe: how its parameters are put together. varies: its text depends on values (lists). metadata: of its rows,
    known after the first execution. fetch: takes rows from a cursor as they are handed out, or None because values of
    theirs are converted first.
    """

    __slots__ = ("compiled", "fetch", "is_dml", "metadata", "recipe", "sql", "statement", "varies")

    def __init__(self, compiled: Any, binds: Sequence[Any]) -> None:
        self.compiled = compiled
        self.sql: str = compiled.string
        self.statement = compiled.statement
        self.recipe = compiled.recipe
        self.varies: bool = self.recipe.has_expanding
        self.is_dml: bool = compiled.isinsert or compiled.isupdate or compiled.isdelete
        self.metadata: ResultMetaData | None = None
        self.fetch: Callable[[Any], list[Any]] | None = self._fetch

    def metadata_for(self, statement: Any, description: Any) -> ResultMetaData:
        """The metadata of rows, ready for lookups by the parts of `statement`."""
        metadata = self.metadata or self.metadata_of(description)
        if statement is not self.statement and self.metadata is not None:
            metadata.recent.append(statement)
        return metadata

    def _fetch(self, cursor: Any) -> list[Any]:
        """Take rows whose metadata is not known yet: the cursor has their description."""
        metadata = self.metadata_of(cursor.description)
        rows: list[Any] = (
            cursor.fetchall() if metadata.processors is not None else make_fetch(metadata.row_class)(cursor)
        )
        return rows

    def metadata_of(self, description: Any) -> ResultMetaData:
        """The metadata of the rows that the first execution brought."""
        if description is None:
            return NO_ROWS
        compiled = self.compiled
        columns = compiled.result_columns
        names = tuple([column[0] for column in description])
        if not columns:
            return metadata_for(names)
        if compiled.textual_ordered_columns or len(columns) != len(names):
            if compiled.textual_ordered_columns and len(columns) > len(names):
                warn(
                    f"Number of columns in textual SQL ({len(names)}) is smaller than number of columns requested "
                    f"({len(columns)})"
                )
            columns = _match_by_name(columns, names, positional=getattr(compiled, "textual_ordered_columns", False))
        made = ResultMetaData(
            [name if column is None else column.key for name, column in zip(names, columns, strict=True)],
            [() if column is None else tuple(column.objects) for column in columns],
            [
                None if column is None else column.type.cached_result_processor(compiled.dialect, entry[1])
                for column, entry in zip(columns, description, strict=True)
            ],
        )
        made.refuse_repeated()
        self.metadata = made
        self.fetch = make_fetch(made.row_class) if made.processors is None else None
        return made


def _match_by_name(columns: Sequence[Any], names: Sequence[str], positional: bool) -> list[Any]:
    """Known columns put beside the names that the driver reports: in order if their number agrees, else by name."""
    if positional and len(columns) == len(names):
        return list(columns)
    by_name = {column.name: column for column in columns}
    by_lower = {column.name.lower(): column for column in columns}
    return [by_name.get(name) or by_lower.get(name.lower()) for name in names]


def prepared_for(
    connection: Any,
    statement: Any,
    key: StatementKey,
    column_keys: tuple[str, ...] | None = None,
    many: bool = False,
) -> Prepared:
    """The cached entry for a statement, or a new one."""
    translate = connection._schema_translate
    identity = key.identity
    cache = connection._compiled_cache
    if identity is None or cache is None:
        return _prepare(connection, statement, key, column_keys, many, translate)
    if column_keys is None and not many and translate is None:
        cache_key = identity
    else:
        cache_key = (
            identity,
            column_keys,
            many,
            None if translate is None else tuple(sorted(translate.items(), key=repr)),
        )
    found: Prepared | None = cache.get(cache_key)
    if found is None:
        found = _prepare(connection, statement, key, column_keys, many, translate)
        found = cache.keep(cache_key, found) if hasattr(cache, "keep") else cache.setdefault(cache_key, found)
    return found


def _prepare(
    connection: Any, statement: Any, key: StatementKey, column_keys: Any, many: bool, translate: Any
) -> Prepared:
    compiled = connection.dialect.compile_statement(
        statement,
        column_keys=column_keys,
        for_executemany=many,
        schema_translate_map=translate,
        linting=connection.dialect.compiler_linting,
    )
    return Prepared(compiled, key.binds)


__all__ = ["Prepared", "prepared_for"]
