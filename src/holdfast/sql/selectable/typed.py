"""What a type checker must know of statements that return rows: the types of their columns.

`select(User.id, User.name)` is a `Select[int, str]`. Checkers have no way to say "the types inside the types of all
arguments", so it is spelled out for up to ten columns; beyond that the rows are of `Any`. Only `TypedReturnsRows` exists at
run time. What must not live here: anything that runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, TypeVarTuple, overload

from ...util import Generic

if TYPE_CHECKING:
    from ..elements import SQLCoreOperations
    from .compound import CompoundSelect
    from .select import Select

    _T = TypeVar("_T")
    _T0 = TypeVar("_T0")
    _T1 = TypeVar("_T1")
    _T2 = TypeVar("_T2")
    _T3 = TypeVar("_T3")
    _T4 = TypeVar("_T4")
    _T5 = TypeVar("_T5")
    _T6 = TypeVar("_T6")
    _T7 = TypeVar("_T7")
    _T8 = TypeVar("_T8")
    _T9 = TypeVar("_T9")

    # What may stand in the columns clause, of a known type: an expression or attribute, or a mapped class.
    Typed: TypeAlias = SQLCoreOperations[_T] | type[_T]

_Ts = TypeVarTuple("_Ts")


class TypedReturnsRows(Generic[*_Ts]):
    """A statement whose rows have columns of these types."""

    __slots__ = ()


class TypedSelect(TypedReturnsRows[*_Ts]):
    """The methods of Select whose result is of another type than the statement they are called on."""

    __slots__ = ()

    if TYPE_CHECKING:

        @overload
        def with_only_columns(self, __e0: Typed[_T0], /, *, maintain_column_froms: bool = ...) -> Select[_T0]: ...
        @overload
        def with_only_columns(
            self, __e0: Typed[_T0], __e1: Typed[_T1], /, *, maintain_column_froms: bool = ...
        ) -> Select[_T0, _T1]: ...
        @overload
        def with_only_columns(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /, *, maintain_column_froms: bool = ...
        ) -> Select[_T0, _T1, _T2]: ...
        @overload
        def with_only_columns(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            /,
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3]: ...
        @overload
        def with_only_columns(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            /,
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def with_only_columns(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            /,
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5]: ...
        @overload
        def with_only_columns(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            /,
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
        @overload
        def with_only_columns(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            __e7: Typed[_T7],
            /,
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
        @overload
        def with_only_columns(
            self,
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
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8]: ...
        @overload
        def with_only_columns(
            self,
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
            *,
            maintain_column_froms: bool = ...,
        ) -> Select[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8, _T9]: ...
        @overload
        def with_only_columns(self, *entities: Any, maintain_column_froms: bool = ...) -> Select[*tuple[Any, ...]]: ...
        def with_only_columns(self, *entities: Any, maintain_column_froms: bool = ...) -> Select[*tuple[Any, ...]]: ...
        @overload
        def add_columns(self, __e0: Typed[_T0], /) -> Select[*_Ts, _T0]: ...
        @overload
        def add_columns(self, __e0: Typed[_T0], __e1: Typed[_T1], /) -> Select[*_Ts, _T0, _T1]: ...
        @overload
        def add_columns(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /
        ) -> Select[*_Ts, _T0, _T1, _T2]: ...
        @overload
        def add_columns(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], /
        ) -> Select[*_Ts, _T0, _T1, _T2, _T3]: ...
        @overload
        def add_columns(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], /
        ) -> Select[*_Ts, _T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def add_columns(self, *entities: Any) -> Select[*tuple[Any, ...]]: ...
        def add_columns(self, *entities: Any) -> Select[*tuple[Any, ...]]: ...
        def column(self, column: Typed[_T]) -> Select[*_Ts, _T]: ...
        def union(self, *other: Any) -> CompoundSelect[*_Ts]: ...
        def union_all(self, *other: Any) -> CompoundSelect[*_Ts]: ...
        def except_(self, *other: Any) -> CompoundSelect[*_Ts]: ...
        def except_all(self, *other: Any) -> CompoundSelect[*_Ts]: ...
        def intersect(self, *other: Any) -> CompoundSelect[*_Ts]: ...
        def intersect_all(self, *other: Any) -> CompoundSelect[*_Ts]: ...
