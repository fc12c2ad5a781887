"""The functions that users call: `select()`, `table()`, `union()`, `exists()`, `alias()` and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from ... import exc
from .alias import Alias, Lateral, LateralFromClause, TableSample
from .base import NamedFromClause, TableClause
from .compound import CompoundSelect
from .cte import CTE
from .join import Join
from .scalar import Exists, ScalarSelect
from .select import Select
from .subquery import Subquery
from .typed import TypedReturnsRows, _Ts
from .values import Values

if TYPE_CHECKING:
    from .typed import _T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8, _T9, Typed

if TYPE_CHECKING:

    @overload
    def select(__e0: Typed[_T0], /) -> Select[_T0]: ...
    @overload
    def select(__e0: Typed[_T0], __e1: Typed[_T1], /) -> Select[_T0, _T1]: ...
    @overload
    def select(__e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /) -> Select[_T0, _T1, _T2]: ...
    @overload
    def select(
        __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], /
    ) -> Select[_T0, _T1, _T2, _T3]: ...
    @overload
    def select(
        __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], /
    ) -> Select[_T0, _T1, _T2, _T3, _T4]: ...
    @overload
    def select(
        __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], __e5: Typed[_T5], /
    ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5]: ...
    @overload
    def select(
        __e0: Typed[_T0],
        __e1: Typed[_T1],
        __e2: Typed[_T2],
        __e3: Typed[_T3],
        __e4: Typed[_T4],
        __e5: Typed[_T5],
        __e6: Typed[_T6],
        /,
    ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
    @overload
    def select(
        __e0: Typed[_T0],
        __e1: Typed[_T1],
        __e2: Typed[_T2],
        __e3: Typed[_T3],
        __e4: Typed[_T4],
        __e5: Typed[_T5],
        __e6: Typed[_T6],
        __e7: Typed[_T7],
        /,
    ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
    @overload
    def select(
        __e0: Typed[_T0],
        __e1: Typed[_T1],
        __e2: Typed[_T2],
        __e3: Typed[_T3],
        __e4: Typed[_T4],
        __e5: Typed[_T5],
        __e6: Typed[_T6],
        __e7: Typed[_T7],
        __e8: Typed[_T8],
        /,
    ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8]: ...
    @overload
    def select(
        __e0: Typed[_T0],
        __e1: Typed[_T1],
        __e2: Typed[_T2],
        __e3: Typed[_T3],
        __e4: Typed[_T4],
        __e5: Typed[_T5],
        __e6: Typed[_T6],
        __e7: Typed[_T7],
        __e8: Typed[_T8],
        __e9: Typed[_T9],
        /,
    ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8, _T9]: ...
    @overload
    def select(*entities: Any) -> Select[*tuple[Any, ...]]: ...


def select(*entities: Any, **unknown: Any) -> Select[*tuple[Any, ...]]:
    """A SELECT of columns, tables, expressions or mapped classes."""
    if unknown:
        raise exc.ArgumentError(
            "Additional keyword arguments are not accepted by this function/method.  The presence of **kw is for pep-484 "
            f"typing purposes: {next(iter(unknown))!r} is said by a method of select()"
        )
    return Select(*entities)


def table(name: str, *columns: Any, schema: str | None = None, **unknown: Any) -> TableClause:
    """A table by name and columns only; for statements about tables that need no metadata."""
    return TableClause(name, *columns, schema=schema, **unknown)


def values(*columns: Any, name: str | None = None, literal_binds: bool = False) -> Values:
    """Literal rows as a FROM element; `.data()` gives them."""
    return Values(*columns, name=name, literal_binds=literal_binds)


def alias(selectable: Any, name: str | None = None, flat: bool = False) -> NamedFromClause:
    """An alias of a FROM element."""
    return Alias._factory(selectable, name=name, flat=flat)  # type: ignore[no-any-return]


def cte(selectable: Any, name: str | None = None, recursive: bool = False) -> CTE:
    """A common table expression of a statement."""
    return CTE._factory(selectable, name=name, recursive=recursive)


def lateral(selectable: Any, name: str | None = None) -> LateralFromClause:
    """A LATERAL of a select or function."""
    return Lateral._factory(selectable, name=name)  # type: ignore[no-any-return]


def tablesample(selectable: Any, sampling: Any, name: str | None = None, seed: Any = None) -> TableSample:
    """A TABLESAMPLE of a table."""
    return TableSample._factory(selectable, sampling, name=name, seed=seed)  # type: ignore[no-any-return]


def subquery(selectable: Any, name: str | None = None) -> Subquery:
    """A subquery of a select."""
    return Subquery._factory(selectable, name=name)


def scalar_subquery(selectable: Any) -> ScalarSelect[Any]:
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


if TYPE_CHECKING:

    @overload
    def union(*selects: TypedReturnsRows[*_Ts]) -> CompoundSelect[*_Ts]: ...
    @overload
    def union(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]: ...


def union(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """UNION of SELECTs."""
    return CompoundSelect._create("union", *selects)


if TYPE_CHECKING:

    @overload
    def union_all(*selects: TypedReturnsRows[*_Ts]) -> CompoundSelect[*_Ts]: ...
    @overload
    def union_all(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]: ...


def union_all(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """UNION ALL of SELECTs."""
    return CompoundSelect._create("union_all", *selects)


if TYPE_CHECKING:

    @overload
    def except_(*selects: TypedReturnsRows[*_Ts]) -> CompoundSelect[*_Ts]: ...
    @overload
    def except_(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]: ...


def except_(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """EXCEPT of SELECTs."""
    return CompoundSelect._create("except", *selects)


if TYPE_CHECKING:

    @overload
    def except_all(*selects: TypedReturnsRows[*_Ts]) -> CompoundSelect[*_Ts]: ...
    @overload
    def except_all(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]: ...


def except_all(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """EXCEPT ALL of SELECTs."""
    return CompoundSelect._create("except_all", *selects)


if TYPE_CHECKING:

    @overload
    def intersect(*selects: TypedReturnsRows[*_Ts]) -> CompoundSelect[*_Ts]: ...
    @overload
    def intersect(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]: ...


def intersect(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """INTERSECT of SELECTs."""
    return CompoundSelect._create("intersect", *selects)


if TYPE_CHECKING:

    @overload
    def intersect_all(*selects: TypedReturnsRows[*_Ts]) -> CompoundSelect[*_Ts]: ...
    @overload
    def intersect_all(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]: ...


def intersect_all(*selects: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """INTERSECT ALL of SELECTs."""
    return CompoundSelect._create("intersect_all", *selects)
