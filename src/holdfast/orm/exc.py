"""Exceptions of the ORM, with the words that tell which of the user's classes or objects is meant.

What lives here: exception classes. What must not: knowledge of mappers; a message about a class is made from the class.
"""

from __future__ import annotations

from typing import Any, Final

from ..exc import (
    ArgumentError,
    InvalidRequestError,
    MultipleResultsFound,
    NoResultFound,
    SQLAlchemyError,
)

__all__ = [
    "NO_STATE",
    "ConcurrentModificationError",
    "DetachedInstanceError",
    "FlushError",
    "LoaderStrategyException",
    "MappedAnnotationError",
    "MultipleResultsFound",
    "NoResultFound",
    "ObjectDeletedError",
    "ObjectDereferencedError",
    "StaleDataError",
    "UnmappedClassError",
    "UnmappedColumnError",
    "UnmappedError",
    "UnmappedInstanceError",
]

NO_STATE: Final = (AttributeError, KeyError)


class StaleDataError(SQLAlchemyError):
    """An UPDATE or DELETE met a number of rows other than expected: someone else changed them, or no one has them."""


ConcurrentModificationError = StaleDataError


class FlushError(SQLAlchemyError):
    """An impossible condition was met while changes were written."""


class MappedAnnotationError(ArgumentError):
    """A `Mapped[]` annotation cannot be understood as what it stands at."""


class UnmappedError(InvalidRequestError):
    """A mapping was asked for where there is none."""


class ObjectDereferencedError(SQLAlchemyError):
    """An operation cannot go on because its object was garbage collected."""


class DetachedInstanceError(SQLAlchemyError):
    """An attribute must be loaded, and its object belongs to no session."""

    code = "bhk3"


class UnmappedInstanceError(UnmappedError):
    """An object of a class that is not mapped, or a mapped class given where an object is wanted."""

    def __init__(self, obj: object, msg: str | None = None) -> None:
        if not msg:
            msg = _unmapped_instance(obj)
        super().__init__(msg)
        self.obj = obj

    def __reduce__(self) -> tuple[Any, ...]:
        return self.__class__, (None, self.args[0])


class UnmappedClassError(UnmappedError):
    """A class that is not mapped."""

    def __init__(self, cls: Any, msg: str | None = None) -> None:
        if not msg:
            msg = f"Class '{class_name(cls)}' is not mapped"
        super().__init__(msg)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.__class__, (None, self.args[0])


class ObjectDeletedError(InvalidRequestError):
    """The row of an object is gone although the object was known to be in the database."""

    def __init__(self, state: Any, msg: str | None = None) -> None:
        if not msg:
            msg = (
                f"Instance '{state}' has been deleted, or its row is otherwise not present. "
                "Call session.expunge() on it, or session.rollback() if its deletion was part of this transaction."
            )
        super().__init__(msg)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.__class__, (None, self.args[0])


class UnmappedColumnError(InvalidRequestError):
    """A mapper was asked about a column it does not map."""


class LoaderStrategyException(InvalidRequestError):
    """A loader strategy was chosen that the attribute cannot have."""


def class_name(cls: Any) -> str:
    """Module and name of a class, or the repr of what was given instead of one."""
    name = getattr(cls, "__name__", None)
    if name is None:
        return repr(cls)
    return f"{getattr(cls, '__module__', '')}.{name}"


def _unmapped_instance(obj: object) -> str:
    if isinstance(obj, type):
        return (
            f"Class '{class_name(obj)}' is not mapped; was a class (of type '{class_name(type(obj))}') supplied "
            "where an instance was required?"
        )
    name = class_name(type(obj))
    if "_sa_class_manager" in type(obj).__dict__:
        return (
            f"Class '{name}' is mapped, but this instance lacks instrumentation.  This occurs when the instance "
            f"is created before holdfast.orm.mapper({type(obj).__name__}) was called."
        )
    return f"Class '{name}' is not mapped"
