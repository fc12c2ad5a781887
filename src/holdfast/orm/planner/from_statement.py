"""Entities read from the rows of another statement: `select(User).from_statement(...)`, and RETURNING of DML.

The other statement is rendered as it is; what is decided here is only which of its columns is which attribute. Text
without declared columns is matched by name when its first rows arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from ... import exc
from ...sql.elements import ClauseElement, Executable
from ...sql.elements import roles as r
from ...sql.selectable import Maker, describe_entities
from ...sql.structure import CHILD, CHILDREN, Field, statement_key
from ..options import OptionTree
from .columns import ColumnList
from .planned import Planned
from .select import Planning


class FromStatement(ClauseElement, Executable):
    """The entities of a select, to be read from the rows of `element`."""

    __visit_name__ = "from_statement"
    _fields = (Field("_raw_columns", CHILDREN), Field("element", CHILD), Field("_with_options", CHILDREN))
    _roles = frozenset({r.STATEMENT, r.RETURNS_ROWS})
    is_select: ClassVar[bool] = True
    is_from_statement: ClassVar[bool] = True
    _from_obj: ClassVar[tuple[Any, ...]] = ()
    _label_style: Any = None

    def __init__(self, entities: Iterable[Any], element: Any) -> None:
        self._raw_columns = tuple(entities)
        self.element = element

    @property
    def is_dml(self) -> bool:  # type: ignore[override]
        return bool(getattr(self.element, "is_dml", False))

    @property
    def column_descriptions(self) -> list[dict[str, Any]]:
        """What each entity or column that is read is, for programs that ask."""
        return describe_entities(self._raw_columns)

    @property
    def _all_selected_columns(self) -> Any:
        return self.element._all_selected_columns


def from_statement(select: Any, statement: Any) -> FromStatement:
    """What `Select.from_statement()` makes."""
    made = FromStatement(select._raw_columns, statement)
    if select._with_options:
        made._with_options = select._with_options
    if select._execution_options:
        made._execution_options = select._execution_options
    return made


Maker.from_statement = staticmethod(from_statement)


class GivenColumns(ColumnList):
    """The columns that a statement gives, in which entities look theirs up."""

    __slots__ = ("_by_name",)

    def __init__(self, columns: Sequence[Any], names: Sequence[str]) -> None:
        super().__init__()
        for column in columns:
            super().append(column)
        self._by_name = {name: index for index, name in reversed(list(enumerate(names)))}

    def append(self, column: Any) -> int:
        found = self.find(column)
        if found is None:
            raise exc.NoSuchColumnError(
                f"Could not locate column in row for column '{column}'; the statement gives "
                f"{', '.join(self._by_name) or 'no named columns'}"
            )
        return found

    def place(self, column: Any) -> int:
        found = self.find(column)
        return -1 if found is None else found

    def find(self, column: Any) -> int | None:
        """The index of the given column that is, or stands for, `column`, or has its name."""
        if column.is_placeholder:
            column = column.element
        found = self._index.get(id(column))
        if found is not None:
            return found
        for index, item in enumerate(self.items):
            if not getattr(item, "_is_text_clause", False) and item.shares_lineage(column):
                return index
        return self._by_name.get(getattr(column, "name", None) or "")


def plan_given(
    nodes: Sequence[Any], element: Any, columns: Sequence[Any], names: Sequence[str], options: Sequence[Any]
) -> Planned:
    """Plan the reading of entities from given columns; `element` is the statement that gives them."""
    planning = Planning(element, OptionTree(options))
    planning.statement = element
    planning.primary = planning._current = GivenColumns(columns, names)
    items = planning.read_items(nodes)
    planning.waiting.clear()
    return planning.finish_given(items, element, tuple(columns))


def plan_from_statement(statement: FromStatement) -> Planned | None:
    """The plan of `from_statement()`; None for text whose columns are known only when its rows arrive."""
    element = statement.element
    if element._is_text_clause:
        return None
    columns = tuple(_unwrapped(column) for column in element._all_selected_columns)
    names = [str(getattr(column, "name", "")) for column in columns]
    planned = plan_given(statement._raw_columns, element, columns, names, statement._with_options)
    planned.binds = statement_key(statement.structure()).binds
    return planned


def plan_text(statement: FromStatement, names: Sequence[str]) -> Planned:
    """The plan of `from_statement(text(...))` once the names of its columns are known."""
    return plan_given(statement._raw_columns, statement.element, (), names, statement._with_options)


def plan_returning_items(statement: Any) -> tuple[Planned, list[Any]]:
    """The plan of what an INSERT, UPDATE or DELETE returns, and the columns of its RETURNING."""
    planning = Planning(statement, OptionTree(getattr(statement, "_with_options", ())))
    items = planning.read_items(statement._returning)
    planning.waiting.clear()
    columns = [_unwrapped(column) for column in planning.primary]
    return planning.finish_given(items, statement, tuple(columns)), columns


def _unwrapped(column: Any) -> Any:
    return column.element if column.is_placeholder else column
