"""`func`: any attribute is a function of that name, `func.lower(x)`, `func.package.name(x)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .base import Function
from .registry import REGISTRY
from .typed import TypedFunctions

_DEFAULT = REGISTRY["_default"]
_LIMIT = 1000


class FunctionGenerator(TypedFunctions):
    """Makes calls by name; names with a known type come from the registry.

    A trailing underscore is dropped, so that Python's keywords can be said: `func.select_(...)`.
    """

    # `__dict__` holds the generators that were asked for as attributes, so that the next time it is no call.
    __slots__ = ("__dict__", "_names", "_options")

    def __init__(self, names: tuple[str, ...] = (), options: dict[str, Any] | None = None) -> None:
        self._names = names
        self._options = options

    if not TYPE_CHECKING:  # what it gives is said in typed.py

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            made = FunctionGenerator((*self._names, name.removesuffix("_")), self._options)
            if len(self.__dict__) > _LIMIT:  # a program that makes up names must not leak
                self.__dict__.clear()
            self.__dict__[name] = made
            return made

        def __call__(self, *clauses: Any, **keywords: Any) -> Any:
            names = self._names
            options = {**self._options, **keywords} if self._options else keywords
            if len(names) == 1:
                known = _DEFAULT.get(names[0].lower())
                if known is None:
                    return Function(names[0], *clauses, **options) if options else Function(names[0], *clauses)
                return known(*clauses, **options) if options else known(*clauses)
            known = REGISTRY.get(names[0], {}).get(names[1].lower()) if len(names) == 2 else None
            if known is not None:
                return known(*clauses, **options)
            return Function(names[-1], *clauses, packagenames=names[:-1], **options)

    def __repr__(self) -> str:
        return f"func.{'.'.join(self._names)}" if self._names else "func"


func = FunctionGenerator()
