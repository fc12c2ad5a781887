"""Statements of a flush and how objects become their parameters: made once per table, columns and dialect.

What lives here: `InsertShape`, `UpdateShape` and `DeleteShape`, each a plain statement with its generated
extractors, and `Bound`, the same for one dialect. What must not: states, sessions, running anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from ...codegen import build_function
from ...engine.execution import raise_wrapped
from ...sql.dml import delete, insert, update
from ...sql.elements import BindParameter
from ...sql.structure import StatementKey, statement_key
from .emit import emit_arrange, emit_changes, emit_rows, emit_store


class Shape:
    """A statement and the names of the values it takes, in the order in which extractors give them."""

    __slots__ = ("bound", "key", "names", "statement")

    def __init__(self, statement: Any, names: Sequence[str]) -> None:
        self.statement = statement
        self.names = tuple(names)
        self.key: StatementKey = statement_key(statement.structure())
        self.bound: dict[Any, Bound] = {}


class InsertShape(Shape):
    """INSERT of the columns of `feeds`. `returning` are feeds whose values the database gives and the statement (or
    the driver's `lastrowid`) answers; `unknown` the keys of attributes that stay unknown.
    """

    __slots__ = ("feeds", "returning", "rows", "sequential", "unknown")

    def __init__(self, table_feed: Any, feeds: Sequence[Any], returning: Sequence[Any], *, render: bool) -> None:
        statement = insert(table_feed.table)
        if render and returning:
            statement = statement.returning(*[feed.column for feed in returning])
        super().__init__(statement, [feed.name for feed in feeds])
        self.feeds = tuple(feeds)
        self.returning = tuple(returning)
        self.unknown: list[str] = []
        self.rows: Callable[[list[Any]], list[Any]] = build_function(
            "rows", ("dicts",), emit_rows([feed.key for feed in feeds]), {}
        )
        # One integer key that the database counts up: answers can be matched with rows by sorting.
        missing = [feed for feed in returning if feed.is_key and feed not in feeds]
        self.sequential = len(missing) == 1 and missing[0].column.type._type_affinity.__name__ == "Integer"


class UpdateShape(Shape):
    """UPDATE of the columns of `feeds` for one identity; rows are the new values, then the identity.

    exact: makes the rows of states that changed exactly these columns. changes: of those that changed others, too.
    """

    __slots__ = ("changes", "exact", "feeds")

    def __init__(self, table_feed: Any, feeds: Sequence[Any], extra: Sequence[Any] = ()) -> None:
        criteria = identity_criteria((*table_feed.key_columns, *extra))
        super().__init__(
            update(table_feed.table).where(*[criterion for _, criterion in criteria]),
            [*(feed.name for feed in feeds), *(name for name, _ in criteria)],
        )
        self.feeds = tuple(feeds)
        keys = [feed.key for feed in feeds]
        bare = len(table_feed.mapper.pk_keys) == 1
        self.exact: Callable[[list[Any], dict[Any, Any]], list[Any] | None] = build_function(
            "exact", ("states", "objects"), emit_changes(keys, exact=True, bare=bare), {}
        )
        self.changes: Callable[[list[Any]], list[Any] | None] = build_function(
            "changes", ("pairs",), emit_changes(keys, exact=False, bare=bare), {}
        )


class DeleteShape(Shape):
    """DELETE of one identity."""

    __slots__ = ()

    def __init__(self, table: Any, columns: Sequence[Any]) -> None:
        criteria = key_criteria(columns)
        super().__init__(delete(table).where(*[criterion for _, criterion in criteria]), [name for name, _ in criteria])


class AssociationShape(Shape):
    """INSERT of a row of a secondary table."""

    __slots__ = ()

    def __init__(self, table: Any, columns: Sequence[Any]) -> None:
        super().__init__(insert(table), [column.key for column in columns])


class DissociationShape(Shape):
    """DELETE of a row of a secondary table; its criteria stand in the table's order, from whichever end it is removed."""

    __slots__ = ()

    def __init__(self, table: Any, columns: Sequence[Any]) -> None:
        place = {column: number for number, column in enumerate(table.c)}
        ordered = key_criteria(sorted(columns, key=place.__getitem__))
        names = [name for name, _ in key_criteria(columns)]
        super().__init__(delete(table).where(*[criterion for _, criterion in ordered]), names)


def identity_criteria(columns: Sequence[Any]) -> list[tuple[str, Any]]:
    """For each column its parameter's name and `column = :name`; the names never meet those of values."""
    return [(name := f"{column.table.name}_{column.name}", column == parameter_for(column, name)) for column in columns]


def key_criteria(columns: Sequence[Any]) -> list[tuple[str, Any]]:
    """The same for a DELETE, which has no values: its parameters are called as the columns are."""
    return [(column.key, column == parameter_for(column, column.key)) for column in columns]


def parameter_for(column: Any, name: str) -> BindParameter:
    """A required parameter of the column's type."""
    return BindParameter(name, type_=column.type, required=True)


class Bound:
    """A shape for one dialect: the compiled statement and how rows of values become its parameters."""

    __slots__ = ("arrange", "compiled", "names", "store")

    def __init__(self, shape: Shape, compiled: Any) -> None:
        self.compiled = compiled
        self.names = shape.names
        self.arrange = _arranger(shape, compiled)
        self.store = _storer(shape, compiled.dialect) if isinstance(shape, InsertShape) else None

    def parameters(self, rows: list[Any], connection: Any) -> list[Any]:
        """Rows of values as the statement takes them. A value that its type refuses is an error of the statement."""
        arrange = self.arrange
        if arrange is None:
            return rows
        try:
            return arrange(rows)
        except Exception as error:
            refused = next((row for row in rows if _refuses(arrange, row)), rows[0])
            given = [dict(zip(self.names, refused, strict=True))]
            raise_wrapped(error, str(self.compiled), given, connection.engine.hide_parameters)


def _refuses(arrange: Callable[[list[Any]], list[Any]], row: Any) -> bool:
    try:
        arrange([row])
    except Exception:
        return True
    return False


def _arranger(shape: Shape, compiled: Any) -> Callable[[list[Any]], list[Any]] | None:
    """The function from extracted rows to parameters; None if they are the same."""
    places = {name: number for number, name in enumerate(shape.names)}
    constants: dict[str, Any] = {}
    parts: list[tuple[int, bool]] = []
    slots = compiled.recipe.slots
    for number, slot in enumerate(slots):
        place = places.get(slot.name, -1)
        if place < 0:
            constants[f"constant_{number}"] = slot.bind.effective_value
        if slot.processor is not None:
            constants[f"convert_{number}"] = slot.processor
        parts.append((place, slot.processor is not None))
    positional = compiled.recipe.positional
    if positional and parts == [(number, False) for number in range(len(shape.names))]:
        return None
    names = () if positional else [slot.written_name for slot in slots]
    body = emit_arrange(parts, len(shape.names), names) if names or positional else "return [{} for _ in rows]"
    arrange: Callable[[list[Any]], list[Any]] = build_function("arrange", ("rows",), body, constants)
    return arrange


def _storer(shape: InsertShape, dialect: Any) -> Callable[[list[Any], Any], None] | None:
    if not shape.returning:
        return None
    constants: dict[str, Any] = {}
    for number, feed in enumerate(shape.returning):
        processor = feed.column.type.cached_result_processor(dialect)
        if processor is not None:
            constants[f"convert_{number}"] = processor
    converted = {int(name.partition("_")[2]) for name in constants}
    body = emit_store([feed.key for feed in shape.returning], converted)
    store: Callable[[list[Any], Any], None] = build_function("store", ("dicts", "rows"), body, constants)
    return store


_PLAIN: set[type] = {str, int, float, bool, bytes, type(None), list, dict, tuple}


def plain_values(rows: list[Any]) -> bool:
    """Whether no value of `rows` is an SQL expression; asked of the types, of which there are few."""
    seen = set(map(type, chain.from_iterable(rows)))
    return all(cls in _PLAIN or _is_plain(cls) for cls in seen)


def is_expression(value: Any) -> bool:
    """Whether a value set on an attribute is an SQL expression, to be written into the statement."""
    cls = type(value)
    return cls not in _PLAIN and not _is_plain(cls)


def as_expression(value: Any) -> Any:
    """The SQL element of a value that is an expression, or stands for one (`User.age + 1`, `User.age`)."""
    element = getattr(value, "__clause_element__", None)
    return value if element is None else element()


def _is_plain(cls: type) -> bool:
    if hasattr(cls, "__clause_element__") or hasattr(cls, "__visit_name__"):
        return False
    _PLAIN.add(cls)
    return True
