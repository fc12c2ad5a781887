"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL share: the clause as a value, and its rules.

Each database's `insert()` (its room `dml`) puts the clause into the statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ...sql.compiler import Context, Rule
from ...sql.elements import BindParameter, ClauseElement, ColumnCollection, expect
from ...sql.structure import CHILD, NAMES, PAIRS, PLAIN, Field
from ...sql.types import NULLTYPE
from ...util import warn


class OnConflict(ClauseElement):
    """What to do when a row breaks a unique constraint.

    target: the index's columns or expressions, or `constraint`, its name. `assignments` are (column name, value)
    pairs; None does nothing. `previous`: a clause for another constraint, written before this one.
    """

    __visit_name__ = "on_conflict"
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("previous", CHILD),
        Field("constraint", NAMES),
        Field("target", PAIRS),
        Field("index_where", CHILD),
        Field("assignments", PAIRS),
        Field("where", CHILD),
        Field("late_literals", PLAIN),
    )

    def __init__(
        self,
        *,
        index_elements: Sequence[Any] | None = None,
        index_where: Any = None,
        constraint: str | None = None,
        previous: OnConflict | None = None,
        late_literals: bool = False,
    ) -> None:
        self.previous = previous
        self.constraint = constraint
        self.target = None if index_elements is None else (tuple([_element(one) for one in index_elements]),)
        self.index_where = None if index_where is None else expect("where_having", index_where)
        self.assignments: tuple[tuple[Any, Any], ...] | None = None
        self.where: Any = None
        self.late_literals = late_literals

    def update(self, table: Any, set_: Any, where: Any) -> OnConflict:
        """This clause with DO UPDATE."""
        if not isinstance(set_, (Mapping, ColumnCollection)):
            raise ValueError(  # noqa: TRY004 - SQLAlchemy's class
                "set parameter must be a non-empty dictionary or a ColumnCollection such as the `.c.` collection of a "
                f"Table object, got {set_!r:.80}"
            )
        if not set_:
            raise ValueError("set parameter dictionary must not be empty")
        self.assignments = assignments_of(table, set_)
        self.where = None if where is None else expect("where_having", where)
        return self


def _element(value: Any) -> Any:
    """A column name as it is; a mapped attribute as its column."""
    return value.__clause_element__() if hasattr(value, "__clause_element__") else value


def assignments_of(table: Any, values: Any) -> tuple[tuple[Any, Any], ...]:
    """(column name, value) pairs, in the table's order; names of no column behind them, as they are, with a warning."""
    if not isinstance(values, Mapping):
        values = {column.key: column for column in values}
    given = {key if isinstance(key, str) else key.key: value for key, value in values.items()}
    columns = [column for column in table.c if column.key in given]
    pairs = [(column.name, _value(given[column.key], column.type)) for column in columns]
    known = {column.key for column in columns}
    strange = [key for key in given if key not in known]
    if strange:
        names = ", ".join(map(repr, strange))
        warn(f"Additional column names not matching any column keys in table '{table.name}': {names}")
    return tuple(pairs + [(key, _value(given[key], NULLTYPE)) for key in strange])


def _value(value: Any, type_: Any) -> Any:
    if hasattr(value, "__clause_element__"):
        value = value.__clause_element__()
    if isinstance(value, BindParameter):
        return value._with_binary_element_type(type_) if value.type._isnull and type_ is not None else value
    if isinstance(value, ClauseElement):
        return value
    return BindParameter(None, value, type_=type_, unique=True)


def on_conflict(compiler: Any, node: OnConflict, context: Context) -> str:
    text = "" if node.previous is None else compiler.render(node.previous, context) + " "
    text += "ON CONFLICT"
    if node.constraint is not None:
        text += f" ON CONSTRAINT {compiler.quote(node.constraint)}"
    elif node.target is not None:
        bare = context.derive(include_table=False, literal_execute=node.late_literals)
        names = [
            compiler.quote(element) if isinstance(element, str) else compiler.render(element, bare)
            for element in node.target[0]
        ]
        text += f" ({', '.join(names)})"
        if node.index_where is not None:
            text += f" WHERE {compiler.render(node.index_where, bare)}"
    if node.assignments is None:
        return text + " DO NOTHING"
    text += f" DO UPDATE SET {written_assignments(compiler, node.assignments, context)}"
    if node.where is not None:
        text += f" WHERE {compiler.render(node.where, context.derive(include_table=True))}"
    return text


def written_assignments(compiler: Any, pairs: Any, context: Context) -> str:
    """`name = value, ...`."""
    inside = context.derive(include_table=True)
    return ", ".join(
        [f"{compiler.quote(name)} = {compiler.render(value.self_group(), inside)}" for name, value in pairs]
    )


ON_CONFLICT_RULES: dict[str, Rule] = {"on_conflict": on_conflict}
