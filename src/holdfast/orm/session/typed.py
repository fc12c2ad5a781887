"""What a type checker must know of a session's statements: the types of the rows they give.

`session.execute(select(User.id, User.name))` is a `Result[int, str]`. Nothing of this exists at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, TypeVarTuple, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...engine.result import CursorResult, Result, ScalarResult
    from ...sql.dml import UpdateBase
    from ...sql.elements import Executable, SQLCoreOperations
    from ...sql.selectable import TypedReturnsRows
    from ..query import Query, RowReturningQuery  # rightward

    _T = TypeVar("_T")
    _O = TypeVar("_O")
    _Ts = TypeVarTuple("_Ts")
    _T0 = TypeVar("_T0")
    _T1 = TypeVar("_T1")
    _T2 = TypeVar("_T2")
    _T3 = TypeVar("_T3")
    _T4 = TypeVar("_T4")
    _T5 = TypeVar("_T5")
    _T6 = TypeVar("_T6")
    _T7 = TypeVar("_T7")

    Typed: TypeAlias = SQLCoreOperations[_T] | type[_T]


class TypedSession:
    """The methods of a Session that run statements."""

    if TYPE_CHECKING:

        @overload
        def execute(
            self,
            statement: TypedReturnsRows[*_Ts],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> Result[*_Ts]: ...
        @overload
        def execute(
            self,
            statement: UpdateBase,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> CursorResult[*tuple[Any, ...]]: ...
        @overload
        def execute(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> Result[*tuple[Any, ...]]: ...
        def execute(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            _parent_execute_state: Any = None,
            _add_event: Any = None,
        ) -> Result[*tuple[Any, ...]]: ...

        @overload
        def scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[_T]: ...
        @overload
        def scalars(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[Any]: ...
        def scalars(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[Any]: ...

        @overload
        def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> _T | None: ...
        @overload
        def scalar(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any: ...
        def scalar(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any: ...

        @overload
        def query(self, _entity: type[_O], /) -> Query[_O]: ...
        @overload
        def query(self, __e0: SQLCoreOperations[_T0], /) -> RowReturningQuery[_T0]: ...
        @overload
        def query(self, __e0: Typed[_T0], __e1: Typed[_T1], /) -> RowReturningQuery[_T0, _T1]: ...
        @overload
        def query(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], /
        ) -> RowReturningQuery[_T0, _T1, _T2]: ...
        @overload
        def query(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], /
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3]: ...
        @overload
        def query(
            self, __e0: Typed[_T0], __e1: Typed[_T1], __e2: Typed[_T2], __e3: Typed[_T3], __e4: Typed[_T4], /
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4]: ...
        @overload
        def query(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            /,
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4, _T5]: ...
        @overload
        def query(
            self,
            __e0: Typed[_T0],
            __e1: Typed[_T1],
            __e2: Typed[_T2],
            __e3: Typed[_T3],
            __e4: Typed[_T4],
            __e5: Typed[_T5],
            __e6: Typed[_T6],
            /,
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4, _T5, _T6]: ...
        @overload
        def query(
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
        ) -> RowReturningQuery[_T0, _T1, _T2, _T3, _T4, _T5, _T6, _T7]: ...
        @overload
        def query(self, *entities: Any, **kwargs: Any) -> Query[Any]: ...
        def query(self, *entities: Any, **kwargs: Any) -> Query[Any]: ...
