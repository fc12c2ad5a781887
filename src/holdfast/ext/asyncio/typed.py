"""What a type checker must know of an AsyncSession's statements: the types of the rows they give.

As `orm.session.typed` for the Session; nothing of this exists at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...engine.result import CursorResult, Result, ScalarResult
    from ...sql.dml import UpdateBase
    from ...sql.elements import Executable
    from ...sql.selectable import TypedReturnsRows
    from .result import AsyncResult, AsyncScalarResult

    _T = TypeVar("_T")
    _Ts = TypeVarTuple("_Ts")


class TypedAsyncSession:
    """The methods of an AsyncSession that run statements."""

    if TYPE_CHECKING:

        @overload
        async def execute(
            self,
            statement: TypedReturnsRows[*_Ts],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Result[*_Ts]: ...
        @overload
        async def execute(
            self,
            statement: UpdateBase,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> CursorResult[*tuple[Any, ...]]: ...
        @overload
        async def execute(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Result[*tuple[Any, ...]]: ...
        async def execute(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Result[*tuple[Any, ...]]: ...

        @overload
        async def scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[_T]: ...
        @overload
        async def scalars(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[Any]: ...
        async def scalars(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> ScalarResult[Any]: ...

        @overload
        async def scalar(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> _T | None: ...
        @overload
        async def scalar(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any: ...
        async def scalar(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> Any: ...

        @overload
        async def stream(
            self,
            statement: TypedReturnsRows[*_Ts],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncResult[*_Ts]: ...
        @overload
        async def stream(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncResult[*tuple[Any, ...]]: ...
        async def stream(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncResult[*tuple[Any, ...]]: ...

        @overload
        async def stream_scalars(
            self,
            statement: TypedReturnsRows[_T, *tuple[Any, ...]],
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncScalarResult[_T]: ...
        @overload
        async def stream_scalars(
            self,
            statement: Executable | str,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncScalarResult[Any]: ...
        async def stream_scalars(
            self,
            statement: Any,
            params: Any = None,
            *,
            execution_options: Mapping[str, Any] = ...,
            bind_arguments: Mapping[str, Any] | None = None,
            **kw: Any,
        ) -> AsyncScalarResult[Any]: ...
