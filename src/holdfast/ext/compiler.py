"""Rules of one's own for constructs: `@compiles(MyElement)`, `@compiles(Insert, "postgresql")`.

The function is called as `function(element, compiler, **keywords)` and returns SQL. It renders what is inside by
`compiler.process(part, **keywords)`, and calls the built-in rule of a construct by its visit name,
`compiler.visit_insert(element, **keywords)`. Nothing is compiled here; the table of rules is `sql.compiler`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .. import exc
from ..sql.compiler import extend, withdraw

_F = TypeVar("_F", bound=Callable[..., str])

# class -> {dialect name or "default": the user's function}
_functions: dict[type, dict[str, Callable[..., str]]] = {}


def compiles(class_: type[Any], *specs: str) -> Callable[[_F], _F]:
    """Register a function as the rule for a class and its subclasses, for the named dialects or for all."""

    def decorate(function: _F) -> _F:
        known = _functions.setdefault(class_, {})
        for name in specs or ("default",):
            known[name] = function
        _install(class_, specs, function)
        return function

    return decorate


def _install(class_: type[Any], specs: tuple[str, ...], function: Callable[..., str]) -> None:
    if _is_type(class_):

        def render_type(compiler: Any, type_: Any, keywords: Any) -> str:
            return function(type_, compiler, **(keywords or {}))

        extend(class_, specs, render_type)
        return

    def render(compiler: Any, node: Any, context: Any) -> str:
        keywords = context.as_keywords() if hasattr(context, "as_keywords") else {}
        return function(node, compiler, **keywords)

    extend(class_, specs, render)


def _is_type(class_: type[Any]) -> bool:
    return bool(getattr(class_, "_sqla_type", False))


def deregister(class_: type[Any]) -> None:
    """Take back all rules registered for a class."""
    if class_ not in _functions:
        raise exc.ArgumentError(
            f"No @compiles rule is registered for {class_.__name__}; there is nothing to take back."
        )
    del _functions[class_]
    withdraw(class_)


__all__ = ["compiles", "deregister"]
