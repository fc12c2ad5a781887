"""`inspect()`: one question, answered by whoever knows the subject's type.

What lives here: the registry and the question. The boxes to the right register their answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from . import exc

F = TypeVar("F", bound=Callable[..., Any])

_answers: dict[type, Callable[[Any], Any] | None] = {}


if TYPE_CHECKING:
    _T_co = TypeVar("_T_co", covariant=True)

    class Inspected(Protocol[_T_co]):
        """An object that says to type checkers what `inspect()` gives for it."""

        def _inspected(self) -> _T_co: ...

    class InspectedClass(Protocol[_T_co]):
        """A class that says so for itself."""

        @classmethod
        def _inspected_class(cls) -> _T_co: ...


if TYPE_CHECKING:

    @overload
    def inspect(subject: type[InspectedClass[_T_co]], raiseerr: bool = True) -> _T_co: ...
    @overload
    def inspect(subject: Inspected[_T_co], raiseerr: bool = True) -> _T_co: ...
    @overload
    def inspect(subject: Any, raiseerr: bool = True) -> Any: ...


def inspect(subject: Any, raiseerr: bool = True) -> Any:
    """What the library knows about `subject`: a Mapper for a mapped class, an InstanceState for an object, an
    Inspector for an Engine or Connection, and so on.

    Raises NoInspectionAvailable when nothing is known; with `raiseerr=False` returns None instead.
    """
    kind = type(subject)
    for base in kind.__mro__:
        if base in _answers:
            answer = _answers[base]
            found = subject if answer is None else answer(subject)
            if found is not None:
                return found
    if raiseerr:
        raise exc.NoInspectionAvailable(f"No inspection system is available for object of type {kind}")
    return None


def _inspects(*types: type) -> Callable[[F], F]:
    """Register the decorated function as the answer for objects of `types` (and their subclasses)."""

    def decorate(answer: F) -> F:
        for kind in types:
            if kind in _answers:
                raise AssertionError(f"Type {kind} is already registered")
            _answers[kind] = answer
        return answer

    return decorate


C = TypeVar("C", bound=type)


def _self_inspects(kind: C) -> C:
    """Register a class whose objects are their own answer."""
    if kind in _answers:
        raise AssertionError(f"Type {kind} is already registered")
    _answers[kind] = None
    return kind
