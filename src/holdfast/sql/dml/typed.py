"""What a type checker must know of RETURNING: `insert(User).returning(User.id)` gives rows of `int`.

Up to eight columns are spelled out, as for `select()`; beyond that the rows are of `Any`. Only the three `Returning...`
names exist at run time, for annotations: a statement stays the Insert, Update or Delete it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    from ..elements import SQLCoreOperations
    from .insert import ReturningInsert
    from .update import ReturningDelete, ReturningUpdate

    _T = TypeVar("_T")
    _T0 = TypeVar("_T0")
    _T1 = TypeVar("_T1")
    _T2 = TypeVar("_T2")
    _T3 = TypeVar("_T3")
    _T4 = TypeVar("_T4")
    _T5 = TypeVar("_T5")
    _T6 = TypeVar("_T6")
    _T7 = TypeVar("_T7")

    Typed: TypeAlias = SQLCoreOperations[_T] | type[_T]


class TypedInsert:
    """`returning()` of Insert."""

    __slots__ = ()

    if TYPE_CHECKING:

        @overload
        def returning(self, __e0: Typed[_T0], /, *, sort_by_parameter_order: bool = ...) -> ReturningInsert[_T0]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], /, *, sort_by_parameter_order: bool = ...
        ) -> ReturningInsert[_T0, _T1]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /, *, sort_by_parameter_order: bool = ...
        ) -> ReturningInsert[_T0, _T1, _T2]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            /,
            *,
            sort_by_parameter_order: bool = ...,
        ) -> ReturningInsert[_T0, _T1, _T2, _T3]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            /,
            *,
            sort_by_parameter_order: bool = ...,
        ) -> ReturningInsert[_T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            /,
            *,
            sort_by_parameter_order: bool = ...,
        ) -> ReturningInsert[_T0, _T1, _T2, _T3, _T4, _T5]: ...
        @overload
        def returning(
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
            sort_by_parameter_order: bool = ...,
        ) -> ReturningInsert[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
        @overload
        def returning(
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
            sort_by_parameter_order: bool = ...,
        ) -> ReturningInsert[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
        @overload
        def returning(self, *cols: Any, sort_by_parameter_order: bool = ...) -> ReturningInsert[*tuple[Any, ...]]: ...
        def returning(self, *cols: Any, sort_by_parameter_order: bool = ...) -> ReturningInsert[*tuple[Any, ...]]: ...


class TypedUpdate:
    """`returning()` of Update."""

    __slots__ = ()

    if TYPE_CHECKING:

        @overload
        def returning(self, __e0: Typed[_T0], /) -> ReturningUpdate[_T0]: ...
        @overload
        def returning(self, __e0: Typed[_T0], __e1: Typed[_T1], /) -> ReturningUpdate[_T0, _T1]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /
        ) -> ReturningUpdate[_T0, _T1, _T2]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], /
        ) -> ReturningUpdate[_T0, _T1, _T2, _T3]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], /
        ) -> ReturningUpdate[_T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            /,
        ) -> ReturningUpdate[_T0, _T1, _T2, _T3, _T4, _T5]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            /,
        ) -> ReturningUpdate[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
        @overload
        def returning(
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
        ) -> ReturningUpdate[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
        @overload
        def returning(self, *cols: Any) -> ReturningUpdate[*tuple[Any, ...]]: ...
        def returning(self, *cols: Any) -> ReturningUpdate[*tuple[Any, ...]]: ...


class TypedDelete:
    """`returning()` of Delete."""

    __slots__ = ()

    if TYPE_CHECKING:

        @overload
        def returning(self, __e0: Typed[_T0], /) -> ReturningDelete[_T0]: ...
        @overload
        def returning(self, __e0: Typed[_T0], __e1: Typed[_T1], /) -> ReturningDelete[_T0, _T1]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /
        ) -> ReturningDelete[_T0, _T1, _T2]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], /
        ) -> ReturningDelete[_T0, _T1, _T2, _T3]: ...
        @overload
        def returning(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], /
        ) -> ReturningDelete[_T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            /,
        ) -> ReturningDelete[_T0, _T1, _T2, _T3, _T4, _T5]: ...
        @overload
        def returning(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            /,
        ) -> ReturningDelete[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
        @overload
        def returning(
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
        ) -> ReturningDelete[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
        @overload
        def returning(self, *cols: Any) -> ReturningDelete[*tuple[Any, ...]]: ...
        def returning(self, *cols: Any) -> ReturningDelete[*tuple[Any, ...]]: ...
