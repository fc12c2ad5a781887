"""`declared_attr` and what may come from classes that are not mapped themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ...util import Generic

if TYPE_CHECKING:
    from ..attributes import InstrumentedAttribute
    from ..interfaces import Mapped

_T = TypeVar("_T")


_D = TypeVar("_D")


class declared_attr(Generic[_T]):
    """A class-level method of a mixin that makes an attribute for each mapped class.

    `@declared_attr.directive` marks `__tablename__`, `__table_args__` and their like; `@declared_attr.cascading` has the
    method called for subclasses too.
    """

    _is_directive = False
    _cascading = False

    if TYPE_CHECKING:

        @overload
        def __init__(self, fn: Callable[[Any], Mapped[_T]], cascading: bool = False, quiet: bool = False) -> None: ...
        @overload
        def __init__(self, fn: Callable[[Any], _T], cascading: bool = False, quiet: bool = False) -> None: ...

    def __init__(self, fn: Any, cascading: bool = False, quiet: bool = False) -> None:
        if isinstance(fn, classmethod):
            fn = fn.__func__
        self.fget: Callable[[Any], Any] = fn
        self._cascading = cascading
        self.__doc__ = getattr(fn, "__doc__", None)

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: Any) -> InstrumentedAttribute[_T]: ...
        @overload
        def __get__(self, instance: object, owner: Any) -> _T: ...

    def __get__(self, instance: Any, owner: Any) -> Any:
        scan = owner.__dict__.get("_sa_scan")
        if scan is not None:
            # While the class is scanned every attribute is made once.
            if self not in scan.declared:
                scan.declared[self] = self.fget(owner)
            return scan.declared[self]
        return self.fget(owner)

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name

    @classmethod
    def directive(cls, fn: Callable[[Any], _D]) -> declared_attr_directive[_D]:
        """For names that configure (`__tablename__` …), not attributes."""
        return declared_attr_directive(fn)

    class _Stateful:
        """`@declared_attr.cascading`."""

        def __call__(self, fn: Callable[[Any], Mapped[_D]]) -> declared_attr[_D]:
            return declared_attr(fn, cascading=True)

    cascading = _Stateful()


class declared_attr_directive(declared_attr[_T]):
    """`@declared_attr.directive`."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any) -> _T: ...  # type: ignore[override]

    _is_directive = True


def declarative_mixin(cls: type[_T]) -> type[_T]:
    """Mark a class as a mixin (for readers; it changes nothing)."""
    return cls
