"""The table of rules: who renders what.

A rule is `render(compiler, node, context) -> str`, kept under the visit name of the nodes it renders. A dialect lays
its own table over the common one; `@compiles` functions lie over both, for one class and its subclasses. Finding a
rule happens once per class and dialect; after that it is one dictionary lookup.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar
from weakref import WeakSet

from ... import exc

Rule: TypeAlias = Callable[[Any, Any, Any], Any]
_R = TypeVar("_R", bound="Callable[[Any, Any, Any], Any]")

RULES: dict[str, Rule] = {}
DDL_RULES: dict[str, Rule] = {}
TYPE_RULES: dict[str, Rule] = {}

# How messages call the three tables.
_KINDS = {id(RULES): "SQLCompiler", id(DDL_RULES): "DDLCompiler", id(TYPE_RULES): "TypeCompiler"}

# class -> {dialect name, or "default"} -> rule: what @compiles registered.
_extensions: dict[type, dict[str, Rule]] = {}
_rule_sets: WeakSet[RuleSet] = WeakSet()


def rule(*names: str, table: dict[str, Rule] = RULES) -> Callable[[_R], _R]:
    """Register the decorated function as the rule for these visit names."""

    def register(render: _R) -> _R:
        for name in names:
            table[name] = render
        _tell_rule_sets(table, names, render)
        return render

    return register


def _tell_rule_sets(table: dict[str, Rule], names: tuple[str, ...], render: Rule) -> None:
    """A rule may come late (the ORM is imported after an engine was used): tables made before must learn of it."""
    for rules in list(_rule_sets):
        if rules.common is table:
            for name in names:
                rules.by_name.setdefault(name, render)
            rules.clear()


def constant_rule(text: str) -> Rule:
    """A rule that always writes the same."""

    def render(compiler: Any, node: Any, context: Any) -> str:
        return text

    return render


class RuleSet(dict[type, Rule]):
    """The rules that hold for one dialect, looked up by the node's class."""

    def __init__(self, rules: dict[str, Rule], dialect_name: str, common: dict[str, Rule]) -> None:
        super().__init__()
        self.by_name = rules
        self.common = common
        self.kind = _KINDS.get(id(common), "rules")
        self.dialect_name = dialect_name
        self.operators: dict[Any, Any] = {}
        self.texts: dict[Any, str] = {}
        self.plain_column = rules.get("column")
        _rule_sets.add(self)

    def __repr__(self) -> str:
        return f"<{self.kind} of {self.dialect_name}>"

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __missing__(self, cls: type) -> Rule:
        is_type = self.common is TYPE_RULES
        for base in cls.__mro__:
            registered = _extensions.get(base)
            if registered is not None:
                found = registered.get(self.dialect_name) or registered.get("default")
                if found is not None:
                    self[cls] = found
                    return found
            name = base.__dict__.get("__visit_name__")
            found = self.by_name.get(name) if name is not None else None
            if found is not None:
                self[cls] = found
                return found
            if name is not None and is_type:
                break  # a type is written under its own name or not at all: BYTEA is no BLOB
        raise self.unsupported(cls)

    def built_in(self, cls: type) -> Rule:
        """The rule for a class as if no @compiles function existed."""
        for base in cls.__mro__:
            name = base.__dict__.get("__visit_name__")
            found = self.by_name.get(name) if name is not None else None
            if found is not None:
                return found
            if name is not None and self.common is TYPE_RULES:
                break
        raise self.unsupported(cls)

    def unsupported(self, cls: type) -> Exception:
        registered = [base for base in cls.__mro__ if base in _extensions]
        if registered:
            return exc.UnsupportedCompilationError(
                self,
                cls,
                f"{registered[0]} construct has no default compilation handler",
            )
        return exc.UnsupportedCompilationError(self, cls)


def extend(cls: type, dialect_names: tuple[str, ...], render: Rule) -> None:
    """Put a rule over the built-in one, for a class and its subclasses; used by `ext.compiler`."""
    registered = _extensions.setdefault(cls, {})
    for name in dialect_names or ("default",):
        registered[name] = render
    _forget_found()


def withdraw(cls: type) -> None:
    """Take back what `extend` did for a class."""
    _extensions.pop(cls, None)
    _forget_found()


def _forget_found() -> None:
    for rules in list(_rule_sets):
        rules.clear()
