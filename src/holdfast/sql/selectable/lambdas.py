"""Statements written as lambdas: `lambda_stmt(lambda: select(t))`, and `+=` with more of them.

A lambda is called at once: finding a statement in the cache costs no more than building it, so there is nothing to put
off. What its variables hold become bound parameters as anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from ... import exc
from ..elements import ClauseElement, expect


class LambdaElement:
    """What lambdas give in a statement; only for `isinstance`."""

    __slots__ = ()


class StatementLambdaElement(LambdaElement):
    """A statement that began as a lambda: it is its statement, and takes further lambdas."""

    __slots__ = ()

    def __add__(self, other: Callable[[Self], Any]) -> Self:
        """`statement + (lambda s: s.where(...))`; mostly written `statement += ...`."""
        return self.add_criteria(other)

    def add_criteria(self, other: Callable[[Self], Any], **options: Any) -> Self:
        """The statement that the function makes of this one. Options about tracking are taken and not needed."""
        return expect("statement", other(self))  # type: ignore[no-any-return]

    def spoil(self) -> Self:
        """This statement: each lambda is called each time in any case."""
        return self


_classes: dict[type, type] = {}


def lambda_stmt(lmb: Callable[[], Any], **options: Any) -> Any:
    """The statement that a function gives, ready for `+=` with functions that add to it.

    Options (`track_on`, `enable_tracking` ...) are SQLAlchemy's and are not needed here.
    """
    given = lmb()
    if not hasattr(given, "__clause_element__") and not isinstance(given, ClauseElement):
        raise exc.ArgumentError(f"Executable SQL or text() construct expected, got {given!r:.80}.")
    statement = expect("statement", given)
    made: Any = object.__new__(_lambda_class(type(statement)))
    made.__dict__.update(statement._generate().__dict__)
    return made


def _lambda_class(cls: type) -> type:
    found = _classes.get(cls)
    if found is None:
        found = _classes[cls] = type(f"Lambda{cls.__name__}", (StatementLambdaElement, cls), {"inherit_cache": True})
    return found


__all__ = ["LambdaElement", "StatementLambdaElement", "lambda_stmt"]
