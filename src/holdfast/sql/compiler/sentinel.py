"""RETURNING in the order of the parameters: by which column the rows of one INSERT are told apart.

A database may give the rows of an INSERT with many VALUES back in any order. A sentinel is a column whose values are
known before (they come from the program), or that the database counts up in the order of the rows; where there is
none, each row is a statement of its own. What lives here: choosing the sentinel, and sorting rows by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ... import exc
from ...util import IntFlag


class InsertmanyvaluesSentinelOpts(IntFlag):
    """Which generated keys a database counts up in the order of the rows, and what it needs to do so."""

    NOT_SUPPORTED = 1
    AUTOINCREMENT = 2
    IDENTITY = 4
    SEQUENCE = 8
    ANY_AUTOINCREMENT = 14
    USE_INSERT_FROM_SELECT = 16
    RENDER_SELECT_COL_CASTS = 64


class Sentinel:
    """How the rows of an INSERT ... RETURNING get the order of its parameters.

    columns: stand behind the wanted ones in RETURNING, and are taken out of the rows. names: the parameters that give
    them their values. counter: of these, one that the engine fills with running numbers.
    counted: the database counts the column up. by_row: one statement for each row.
    """

    __slots__ = ("by_row", "columns", "counted", "counter", "names")

    def __init__(
        self,
        columns: tuple[Any, ...] = (),
        names: tuple[str, ...] = (),
        *,
        counter: str | None = None,
        counted: bool = False,
        by_row: bool = False,
    ) -> None:
        self.columns = columns
        self.names = names
        self.counter = counter
        self.counted = counted
        self.by_row = by_row

    def ordered(
        self, rows: Sequence[Any], sets: Sequence[Mapping[str, Any]], dialect: Any, description: Any
    ) -> list[Any]:
        """The rows of one statement in the order of its sets of parameters, without the sentinel's columns."""
        count = len(self.columns)
        if not count:
            return list(rows)
        if self.counted or self.by_row:
            if self.counted:
                rows = sorted(rows, key=lambda row: row[-1])
            return [tuple(row)[:-count] for row in rows]
        read = [
            column.type.cached_result_processor(dialect, entry[1])
            for column, entry in zip(self.columns, description[-count:], strict=True)
        ]
        found: dict[Any, Any] = {}
        for row in rows:
            row = tuple(row)
            key = tuple(
                [
                    value if process is None else process(value)
                    for value, process in zip(row[-count:], read, strict=True)
                ]
            )
            found[key] = row[:-count]
        if len(found) != len(sets):
            raise exc.InvalidRequestError(
                f"Sentinel-keyed result set did not produce correct number of rows {len(sets)}; produced {len(found)}.  "
                "Please ensure the sentinel column is fully unique and populated in all cases."
            )
        try:
            return [found[tuple([one[name] for name in self.names])] for one in sets]
        except KeyError as missing:
            raise exc.InvalidRequestError(
                f"Can't match sentinel values in result set to parameter sets; key {missing.args[0]!r} was not found. "
                "There may be a mismatch between the datatype passed to the DBAPI driver vs. that which it returns in a "
                f"result row.  Ensure the given Python value of {self.columns[0]} matches the expected result type "
                "*exactly*, taking care to not rely upon implicit conversions which may occur such as when using "
                "strings in place of UUID or integer values, etc. "
            ) from missing


_BY_ROW = Sentinel(by_row=True)
_Opts = InsertmanyvaluesSentinelOpts


def choose_sentinel(writer: Any) -> Sentinel | None:
    """The sentinel of an INSERT of many rows; None when no order is asked for."""
    statement, table = writer.statement, writer.table
    if not (
        writer.toplevel
        and writer.compiler.for_executemany
        and statement._sort_by_parameter_order
        and (statement._returning or statement._return_defaults)
        and statement.select is None
        and writer.compiler.dialect.insert_executemany_returning
    ):
        return None
    explicit = getattr(table, "_sentinel_column", None)
    found = _marked(writer, explicit) if explicit is not None else _primary_key(writer)
    if found.names and statement._post_values_clause is not None:
        # What an upsert leaves out or changes cannot be found again among several rows.
        return Sentinel(found.columns, by_row=True)
    return found


def _primary_key(writer: Any) -> Sentinel:
    key = list(getattr(writer.table, "primary_key", ()))
    counted = getattr(writer.table, "_autoincrement_column", None)
    if not key or (counted is not None and (len(key) > 1 or not _is_counted_up(writer, counted))):
        return _BY_ROW
    names = [name for column in key if (name := _parameter(writer, column)) is not None]
    if len(names) == len(key):
        return Sentinel(tuple(key), tuple(names))
    if counted is None or counted.key in writer.values:
        return _BY_ROW
    return Sentinel((counted,), counted=True)


def _marked(writer: Any, column: Any) -> Sentinel:
    """The column that the table's author marked, or an error that says why it cannot serve."""
    default = column.default
    if column.server_default is not None and column.identity is None:
        raise exc.InvalidRequestError(
            f"Column {column} can't be a sentinel column because it uses an explicit server side default that's not the "
            "Identity() default."
        )
    is_generated = column.identity is not None or (default is not None and default.is_sequence)
    if default is None and not is_generated and column.nullable:
        raise exc.InvalidRequestError(
            f"Column {column} has been marked as a sentinel column with no default generation function; it at least "
            "needs to be marked nullable=False assuming user-populated sentinel values will be used."
        )
    is_counter = default is not None and default.is_sentinel
    serves = default is None or is_generated or is_counter or default.is_callable
    name = _parameter(writer, column) if serves else None
    if name is not None:
        return Sentinel((column,), (name,))
    if is_counter:
        return Sentinel((column,), (column.key,), counter=column.key)
    if serves and _is_counted_up(writer, column):
        return Sentinel((column,), counted=True)
    raise exc.InvalidRequestError(
        f"Column {column} can't be explicitly marked as a sentinel column when using the {writer.compiler.dialect.name} "
        "dialect, as the particular type of default generation on this column is not currently compatible with this "
        "dialect's specific INSERT..RETURNING syntax which can receive the server-generated value in a deterministic "
        "way.  To remove this error, remove insert_sentinel=True from primary key autoincrement columns; these columns "
        "are automatically used as sentinels for supported dialects in any case."
    )


def _parameter(writer: Any, column: Any) -> str | None:
    """The parameter by which each set gives this column its value, or None."""
    key = column.key
    if key not in writer.values:
        default = column.default
        return key if default is not None and default.is_callable else None
    given = writer.values[key]
    if getattr(given, "is_bind", False):
        return given.key if given.key in (writer.compiler.column_keys or ()) else None
    return key if key in (writer.compiler.column_keys or ()) else None


def _is_counted_up(writer: Any, column: Any) -> bool:
    default = column.default
    if default is not None and default.is_sequence and writer._uses_sequence(default):
        kind = _Opts.SEQUENCE
    else:
        kind = _Opts.AUTOINCREMENT if column.identity is None else _Opts.IDENTITY
    return bool(writer.compiler.dialect.insertmanyvalues_implicit_sentinel & kind)


def row_source(compiler: Any, sentinel: Sentinel, assignments: Sequence[Any]) -> tuple[str, list[str], str] | None:
    """What stands before, in and behind the rows where they are numbered to be counted up in their order; else None.

    `INSERT ... SELECT p0 FROM (VALUES (..., 0), (..., 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter`
    """
    options = compiler.dialect.insertmanyvalues_implicit_sentinel
    if not (sentinel.counted and options & _Opts.USE_INSERT_FROM_SELECT):
        return None
    selected, names, values = [], [], []
    for number, assignment in enumerate(assignments):
        if assignment.column is sentinel.columns[0]:
            selected.append(assignment.text)  # the next value of its sequence, taken in the order of the rows
            continue
        name = f"p{number}"
        names.append(name)
        values.append(assignment.text)
        casts = options & _Opts.RENDER_SELECT_COL_CASTS
        selected.append(f"{name}::{compiler.dialect.row_cast(assignment.column.type)}" if casts else name)
    head = f"SELECT {', '.join(selected)} FROM (VALUES "
    return head, values, f") AS imp_sen({', '.join([*names, 'sen_counter'])}) ORDER BY sen_counter"


__all__ = ["InsertmanyvaluesSentinelOpts", "Sentinel", "choose_sentinel", "row_source"]
