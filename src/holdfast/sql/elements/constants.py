"""NULL, true and false: each exists once."""

from __future__ import annotations

from typing import Any

from ..types import BOOLEANTYPE, NULLTYPE
from .base import ColumnElement
from .roles import COLUMN_ROLES, CONST_EXPR


class SingletonConstant(ColumnElement[Any]):
    """A constant of the language; every call of the class gives the same object."""

    _fields = ()
    _is_singleton_constant = True
    _is_immutable = True
    _froms_memo = ()
    _roles = COLUMN_ROLES | {CONST_EXPR}
    _singleton: Any = None

    def __new__(cls) -> Any:
        """The one object of this class."""
        found = cls.__dict__.get("_singleton")
        if found is None:
            found = super().__new__(cls)
            cls._singleton = found
        return found

    def __reduce__(self) -> Any:
        return type(self), ()

    def _generate(self) -> Any:
        return self


class Null(SingletonConstant):
    """The NULL keyword."""

    __visit_name__ = "null"
    _fields = ()
    type = NULLTYPE


class True_(SingletonConstant):
    """The true constant; 1 where the database has no booleans."""

    __visit_name__ = "true"
    _fields = ()
    type = BOOLEANTYPE

    def _negate(self) -> Any:
        return FALSE


class False_(SingletonConstant):
    """The false constant; 0 where the database has no booleans."""

    __visit_name__ = "false"
    _fields = ()
    type = BOOLEANTYPE

    def _negate(self) -> Any:
        return TRUE


NULL = Null()
TRUE = True_()
FALSE = False_()

CONSTANTS: dict[Any, Any] = {None: NULL, True: TRUE, False: FALSE}


def constant(value: Any) -> Any:
    """The element of None, True, False; elements of them as they are; None for anything else."""
    if value is None:
        return NULL
    if value is True:
        return TRUE
    if value is False:
        return FALSE
    if getattr(value, "_is_singleton_constant", False):
        return value
    return None


def null() -> Null:
    """The NULL constant."""
    return NULL  # type: ignore[no-any-return]


def true() -> True_:
    """The true constant."""
    return TRUE  # type: ignore[no-any-return]


def false() -> False_:
    """The false constant."""
    return FALSE  # type: ignore[no-any-return]
