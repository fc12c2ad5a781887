"""What users give to `relationship()` and when it is known: classes, functions, and strings to be resolved late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...exc import ArgumentError
from ...sql.elements import expect
from ...util import NO_ARG
from .join_condition import plain_column

ORDER_DEFAULT = False


class RelationshipArguments:
    """The arguments of one relationship as given; `resolve` makes classes and expressions of them.

    `resolver` turns a string into what it names; declarative sets it, as only it knows the names of classes.
    """

    __slots__ = (
        "argument",
        "backref",
        "cascade",
        "foreign_keys",
        "order_by",
        "primaryjoin",
        "remote_side",
        "resolver",
        "secondary",
        "secondaryjoin",
    )

    def __init__(self, argument: Any) -> None:
        self.argument = argument
        self.secondary: Any = None
        self.primaryjoin: Any = None
        self.secondaryjoin: Any = None
        self.order_by: Any = False
        self.foreign_keys: Any = None
        self.remote_side: Any = None
        self.backref: Any = None
        self.cascade: Any = NO_ARG
        self.resolver: Callable[[str, str], Any] | None = None

    def value(self, name: str, owner: Any) -> Any:
        """An argument with strings and functions resolved."""
        given = getattr(self, name)
        if isinstance(given, str):
            return self._named(given, name, owner)
        if callable(given) and not isinstance(given, type) and not hasattr(given, "__clause_element__"):
            if not getattr(given, "is_clause_element", False) and not getattr(given, "is_mapper", False):
                return given()
        return given

    def _named(self, text: str, name: str, owner: Any) -> Any:
        if self.resolver is None:
            raise ArgumentError(
                f"relationship '{owner}' names {text!r} as {name}; strings are known in declarative mappings only. "
                "Give the class or a function that returns it."
            )
        return self.resolver(text, name)

    def expression(self, name: str, owner: Any) -> Any:
        """An argument that is an SQL condition, or None."""
        value = self.value(name, owner)
        return None if value is None else expect("on_clause", value)

    def columns(self, name: str, owner: Any) -> list[Any]:
        """An argument that is a column or several; members may be functions or strings too."""
        value = self.value(name, owner)
        if value is None or value is False:
            return []
        members = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
        found = []
        for member in members:
            if isinstance(member, str):
                member = self._named(member, name, owner)
            elif (
                callable(member)
                and not hasattr(member, "__clause_element__")
                and not hasattr(member, "is_clause_element")
            ):
                member = member()
            found.append(member)
        return [plain_column(expect("column_argument", member)) for member in found]

    def ordering(self, owner: Any) -> Any:
        """ORDER BY elements over core columns, or False."""
        value = self.value("order_by", owner)
        if value is False or value is None:
            return False
        members = list(value) if isinstance(value, (list, tuple)) else [value]
        return [expect("order_by", self._named(m, "order_by", owner) if isinstance(m, str) else m) for m in members]
