"""The execution context: everything about one execution, for handlers, default functions and curious users.

It is made when somebody asks for it: a handler, a default, `result.context`. What must not live here: executing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from ... import exc
from ..result import SimpleResultMetaData


class ExecutionContext:
    """One execution: the compiled statement, its parameters as users and as the driver see them, its options."""

    isinsert = isupdate = isdelete = isddl = False
    current_parameters: dict[str, Any] | None = None
    current_column: Any = None
    cursor: Any = None
    reply: Any = None

    def __init__(
        self,
        connection: Any,
        sql: str,
        parameters: Any,
        executemany: bool,
        execution_options: Any,
        compiled: Any = None,
        invoked_statement: Any = None,
        sets: Sequence[Mapping[str, Any]] = (),
        binds: Sequence[Any] = (),
    ) -> None:
        self.root_connection = connection
        self.engine = connection.engine
        self.dialect = connection.dialect
        self.statement = sql
        self._parameters = parameters
        self.executemany = executemany
        self.execution_options = execution_options
        self.compiled = compiled
        self.invoked_statement = invoked_statement
        self._sets = sets
        self._binds = binds
        if compiled is not None:
            self.isinsert = compiled.isinsert
            self.isupdate = compiled.isupdate
            self.isdelete = compiled.isdelete
            self.isddl = compiled.is_ddl

    @property
    def connection(self) -> Any:
        return self.root_connection

    @property
    def parameters(self) -> Any:
        """The parameters as the driver got them, a list of sets."""
        return self._parameters if self.executemany else [self._parameters]

    @property
    def is_text(self) -> bool:
        return self.compiled is None or bool(getattr(self.invoked_statement, "is_text", False))

    @property
    def is_explicit_returning(self) -> bool:
        return bool(self.compiled is not None and self.compiled.returning)

    @property
    def rowcount(self) -> int:
        """The rows that the driver counted; -1 while there is no answer, and where it does not say."""
        count = None if self.reply is None else self.reply.rowcount
        return -1 if count is None else int(count)

    @property
    def prefetch_cols(self) -> Sequence[Any]:
        return self.compiled.prefetch if self.compiled is not None else ()

    @property
    def postfetch_cols(self) -> Sequence[Any]:
        return self.compiled.postfetch if self.compiled is not None else ()

    @cached_property
    def compiled_parameters(self) -> list[dict[str, Any]]:
        """The parameters by name, defaults included, before the types' conversions; a list of sets."""
        compiled = self.compiled
        if compiled is None or not compiled.is_sql:
            return []
        recipe = compiled.recipe
        found = []
        for one in self._sets or ({},):
            values = {}
            for slot in recipe.slots:
                values[slot.name] = recipe.raw_value(slot, self._binds, one)
            found.append(values)
        return found

    def known_parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The values of one set as far as they are known before defaults are worked out, by name."""
        prefetched = {column.key for column in self.compiled.prefetch}
        known = {
            slot.name: slot.current(self._binds).effective_value
            for slot in self.compiled.recipe.slots
            if not slot.required and slot.name not in prefetched
        }
        return {**known, **given}

    def get_current_parameters(self, isolate_multiinsert_groups: bool = True) -> dict[str, Any]:
        """The parameters of the row for which a default function is being called.

        Of a VALUES of many rows: those of its row by the names of columns, or (`isolate_multiinsert_groups=False`) all.
        """
        if self.current_parameters is None:
            raise exc.InvalidRequestError(
                "get_current_parameters() can only be invoked in the context of a Python side column default function"
            )
        if not isolate_multiinsert_groups or not getattr(self.invoked_statement, "_multi_values", None):
            return self.current_parameters
        table, at = self.compiled.insert.table, self.current_column
        # The first row's defaults have the plain name of the column, all else ends with the number of its row.
        row = "_m0" if at.key in table.c else at.key[len(at.column.key) :]
        return {
            column.key: self.current_parameters[name]
            for column in table.c
            for name in ((column.key, column.key + row) if row == "_m0" else (column.key + row,))
            if name in self.current_parameters
        }

    # -- what an INSERT gave back

    @cached_property
    def inserted_primary_key_rows(self) -> list[Any]:
        """The primary keys, one row for each set of parameters; None where a value is not known."""
        insert = self.compiled.insert
        table = insert.table
        names = [column.key for column in table.primary_key]
        make = SimpleResultMetaData(names).row_class
        if self.executemany:
            if insert.implicit_returning and self.reply.rows:
                return [make(values) for values in self._from_returning(table.primary_key)]
            getter = insert.primary_key_getter()
            return [make(getter(None, one)) for one in self.compiled_parameters]
        generated = {}
        if insert.implicit_returning and self.reply.rows:
            generated = dict(
                zip(insert.implicit_returning, self._processed(insert.implicit_returning)[0], strict=False)
            )
        values = insert.primary_key_getter()(self.reply.lastrowid, self.compiled_parameters[0])
        return [
            make(tuple(generated.get(column, value) for column, value in zip(table.primary_key, values, strict=True)))
        ]

    def _from_returning(self, columns: Any) -> list[tuple[Any, ...]]:
        returned = list(self.compiled.insert.implicit_returning)
        indexes = [returned.index(column) if column in returned else None for column in columns]
        parameters = self.compiled_parameters
        rows = self._processed(returned)
        names = [self.compiled.insert.column_parameters.get(column) for column in columns]
        return [
            tuple(
                row[index] if index is not None else given.get(name) for index, name in zip(indexes, names, strict=True)
            )
            for row, given in zip(rows, parameters, strict=False)
        ]

    def _processed(self, columns: Sequence[Any]) -> list[tuple[Any, ...]]:
        processors = [column.type.cached_result_processor(self.dialect) for column in columns]
        if not any(processors):
            return list(self.reply.rows)
        return [
            tuple(value if process is None else process(value) for value, process in zip(row, processors, strict=False))
            for row in self.reply.rows
        ]

    @cached_property
    def returned_default_rows(self) -> list[Any] | None:
        """The values that RETURNING brought without being asked for by `returning()`: keys, and `return_defaults()`."""
        compiled = self.compiled
        insert = getattr(compiled, "insert", None)
        if insert is None or not insert.implicit_returning or not self.reply.rows:
            return None
        columns = insert.implicit_returning
        metadata = SimpleResultMetaData([column.key for column in columns], [(column,) for column in columns])
        return [metadata.row_class(row) for row in self._processed(columns)]


__all__ = ["ExecutionContext"]
