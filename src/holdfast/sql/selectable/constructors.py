"""The functions that users call: `select()`, `table()`, `union()`, `exists()`, `alias()` and the like."""

from __future__ import annotations

from typing import Any

from .alias import Alias, Lateral, TableSample
from .base import TableClause
from .compound import CompoundSelect
from .cte import CTE
from .join import Join
from .scalar import Exists, ScalarSelect
from .select import Select
from .subquery import Subquery
from .values import Values


def select(*entities: Any, **unknown: Any) -> Select:
    """A SELECT of columns, tables, expressions or mapped classes."""
    if unknown:
        raise TypeError(f"select() got an unexpected keyword argument {next(iter(unknown))!r}; use its methods instead")
    return Select(*entities)


def table(name: str, *columns: Any, schema: str | None = None, **unknown: Any) -> TableClause:
    """A table by name and columns only; for statements about tables that need no metadata."""
    return TableClause(name, *columns, schema=schema, **unknown)


def values(*columns: Any, name: str | None = None, literal_binds: bool = False) -> Values:
    """Literal rows as a FROM element; `.data()` gives them."""
    return Values(*columns, name=name, literal_binds=literal_binds)


def alias(selectable: Any, name: str | None = None, flat: bool = False) -> Any:
    """An alias of a FROM element."""
    return Alias._factory(selectable, name=name, flat=flat)


def cte(selectable: Any, name: str | None = None, recursive: bool = False) -> CTE:
    """A common table expression of a statement."""
    return CTE._factory(selectable, name=name, recursive=recursive)


def lateral(selectable: Any, name: str | None = None) -> Any:
    """A LATERAL of a select or function."""
    return Lateral._factory(selectable, name=name)


def tablesample(selectable: Any, sampling: Any, name: str | None = None, seed: Any = None) -> TableSample:
    """A TABLESAMPLE of a table."""
    return TableSample._factory(selectable, sampling, name=name, seed=seed)  # type: ignore[no-any-return]


def subquery(selectable: Any, name: str | None = None) -> Subquery:
    """A subquery of a select."""
    return Subquery._factory(selectable, name=name)


def scalar_subquery(selectable: Any) -> ScalarSelect:
    """A select as a column expression."""
    return selectable.scalar_subquery()  # type: ignore[no-any-return]


def join(left: Any, right: Any, onclause: Any = None, isouter: bool = False, full: bool = False) -> Join:
    """`left JOIN right`."""
    return Join(left, right, onclause, isouter, full)


def outerjoin(left: Any, right: Any, onclause: Any = None, full: bool = False) -> Join:
    """`left LEFT OUTER JOIN right`."""
    return Join(left, right, onclause, isouter=True, full=full)


def exists(__argument: Any = None, /) -> Exists:
    """`EXISTS (SELECT ...)`; of a select, a column, or nothing yet (add `.where()`)."""
    return Exists(__argument)


def union(*selects: Any) -> CompoundSelect:
    """UNION of SELECTs."""
    return CompoundSelect._create("union", *selects)


def union_all(*selects: Any) -> CompoundSelect:
    """UNION ALL of SELECTs."""
    return CompoundSelect._create("union_all", *selects)


def except_(*selects: Any) -> CompoundSelect:
    """EXCEPT of SELECTs."""
    return CompoundSelect._create("except", *selects)


def except_all(*selects: Any) -> CompoundSelect:
    """EXCEPT ALL of SELECTs."""
    return CompoundSelect._create("except_all", *selects)


def intersect(*selects: Any) -> CompoundSelect:
    """INTERSECT of SELECTs."""
    return CompoundSelect._create("intersect", *selects)


def intersect_all(*selects: Any) -> CompoundSelect:
    """INTERSECT ALL of SELECTs."""
    return CompoundSelect._create("intersect_all", *selects)
