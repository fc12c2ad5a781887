"""Types that users write: UserDefinedType, and the question whether their statements may be cached."""

from __future__ import annotations

from functools import wraps
from typing import Any, TypeVar

from ...util import warn
from ..operators import OperatorClass, OperatorType
from .base import ExternalType, TypeEngine

T = TypeVar("T")

_warned: set[type] = set()


def may_be_cached(type_: Any, root: str) -> bool:
    """Whether a user's type says that it may be part of a cache key. One that does not say is warned about, once."""
    if type_.cache_ok is None:
        kind = type(type_)
        if kind not in _warned:
            _warned.add(kind)
            warn(
                f"{root} {type_!r} will not produce a cache key because the ``cache_ok`` attribute is not set to True.  "
                "This can have significant performance implications including some performance degradations in comparison "
                "to prior SQLAlchemy versions.  Set this attribute to True if this type object's state is safe to use in a "
                "cache key, or False to disable this warning.",
                code="cprf",
            )
        return False
    return bool(type_.cache_ok)


_VARKEYWORDS = 0x08


def _without_keywords(get_col_spec: Any) -> Any:
    """A `get_col_spec(self)` of older programs, callable with keywords."""

    @wraps(get_col_spec)
    def accepting(self: Any, **kw: Any) -> Any:
        return get_col_spec(self)

    return accepting


class UserDefinedType(ExternalType, TypeEngine[T]):
    """The root of types that a database has and holdfast does not know.

    A subclass has `get_col_spec(self, **kw)`, the type's name in DDL, and processors where values need them.
    """

    __visit_name__ = "user_defined"
    operator_classes = OperatorClass.ANY
    _is_root_type = True

    ensure_kwarg = "get_col_spec"

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        own = cls.__dict__.get("get_col_spec")
        code = getattr(own, "__code__", None)
        if code is not None and not code.co_flags & _VARKEYWORDS:
            setattr(cls, "get_col_spec", _without_keywords(own))

    def get_col_spec(self, **kw: Any) -> str:
        raise TypeError(f"{type(self).__name__} has no get_col_spec(): the name of the type in DDL is not known")

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self

    def _make_type_key(self) -> int:
        return super()._make_type_key() if may_be_cached(self, "UserDefinedType") else 0
