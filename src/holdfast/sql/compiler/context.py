"""Where in the statement a rule is rendering: a small value handed from rule to rule.

What lasts for a whole SELECT is in a `Frame` on the compiler's stack; what holds for one branch of the tree is in a
`Context`. Both carry facts only.
"""

from __future__ import annotations

from typing import Any

from ..selectable import LABEL_STYLE_TABLENAME_PLUS_COL

_FIELDS = (
    "as_from",
    "in_columns",
    "include_table",
    "literal_binds",
    "literal_execute",
    "order_label",
    "extra",
)
# SQLAlchemy's spelling of the same facts, as users' @compiles functions see and pass them.
_KEYWORDS = {
    "asfrom": "as_from",
    "within_columns_clause": "in_columns",
    "include_table": "include_table",
    "literal_binds": "literal_binds",
    "literal_execute": "literal_execute",
    "render_label_as_label": "order_label",
}
_NO_EXTRA: dict[str, Any] = {}


class Context:
    """Facts about the place of rendering; never changed, `derive()` makes another.

    as_from: in a FROM clause, where a table is declared. in_columns: at the top of a column clause.
    include_table: columns carry their table's name. order_label: the label that may be written as its name.
    extra: keyword arguments that users handed through `compiler.process(...)` or `compile_kwargs`.
    """

    __slots__ = _FIELDS

    def __init__(self) -> None:
        self.as_from = False
        self.in_columns = False
        self.include_table = True
        self.literal_binds = False
        self.literal_execute = False
        self.order_label: Any = None
        self.extra = _NO_EXTRA

    def derive(self, **changes: Any) -> Context:
        """The same place with some facts changed."""
        other: Context = object.__new__(Context)
        other.as_from = self.as_from
        other.in_columns = self.in_columns
        other.include_table = self.include_table
        other.literal_binds = self.literal_binds
        other.literal_execute = self.literal_execute
        other.order_label = self.order_label
        other.extra = self.extra
        for name, value in changes.items():
            setattr(other, name, value)
        return other

    def inner(self) -> Context:
        """The same place one level down: an expression within a clause."""
        if self.as_from or self.in_columns or self.order_label is not None:
            if self.include_table and not (self.literal_binds or self.literal_execute or self.extra):
                return ROOT
            return self.derive(as_from=False, in_columns=False, order_label=None)
        return self

    def with_keywords(self, keywords: dict[str, Any]) -> Context:
        """A context from the keyword arguments of `compiler.process(element, **keywords)`."""
        base = keywords.pop("_context", self)
        if not keywords:
            return base  # type: ignore[no-any-return]
        known = {_KEYWORDS[name]: value for name, value in keywords.items() if name in _KEYWORDS}
        other = {name: value for name, value in keywords.items() if name not in _KEYWORDS}
        if other:
            known["extra"] = {**base.extra, **other}
        return base.derive(**known)  # type: ignore[no-any-return]

    def as_keywords(self) -> dict[str, Any]:
        """Keyword arguments for a user's rule; handing them on to `process` restores this context."""
        keywords = {word: getattr(self, name) for word, name in _KEYWORDS.items() if getattr(self, name) not in _QUIET}
        if not self.include_table:
            keywords["include_table"] = False
        keywords.pop("include_table", None) if self.include_table else None
        keywords.update(self.extra)
        keywords["_context"] = self
        return keywords


_QUIET = (False, None, True)
ROOT = Context()


class Frame:
    """One SELECT (or DML statement) being rendered, seen from the statements inside it.

    froms: what this level and those around it bring, for correlation; own_froms: this level's alone.
    labels: the names that ORDER BY and GROUP BY may use, with the elements they stand for.
    """

    __slots__ = ("_from_columns", "_selected", "correlate_froms", "fills_result", "froms", "own_froms", "statement")

    def __init__(self, statement: Any, correlate_froms: frozenset[Any], own_froms: frozenset[Any]) -> None:
        self.statement = statement
        self.correlate_froms = correlate_froms
        self.own_froms = own_froms
        self.froms: list[Any] = []
        self.fills_result = False
        self._selected: dict[Any, Any] | None = None
        self._from_columns: dict[Any, Any] | None = None

    def label(self, name: Any) -> Any:
        """The selected element of this name, for a label in ORDER BY or GROUP BY; None when there is none."""
        return self._by_label().get(name)

    def find_text_label(self, name: str, *, froms_first: bool) -> Any:
        """The element a plain string names: a selected one, or else a column of what is selected from."""
        found = None if froms_first else self._by_label().get(name)
        return self._by_key().get(name) if found is None else found

    def _by_label(self) -> dict[Any, Any]:
        """The selected elements under the names that they have in the result."""
        found = self._selected
        if found is None:
            found = self._selected = {}
            # A set operation selects from no table: its columns go by the names that they have in its rows.
            style = getattr(self.statement, "_label_style", None)  # an INSERT has none
            qualified = bool(self.froms) or style is LABEL_STYLE_TABLENAME_PLUS_COL
            for column in self.statement._all_selected_columns:
                if column._is_column_element and column._allow_label_resolve:
                    found[(column._tq_label if qualified else None) or column.key] = column
        return found

    def _by_key(self) -> dict[Any, Any]:
        """The columns of what is selected from."""
        found = self._from_columns
        if found is None:
            found = self._from_columns = {}
            for element in self.froms:
                for column in element.c if element._is_from_clause else ():  # text has none that are known
                    if column._allow_label_resolve:
                        found[column.key] = column  # of several, the last one
        return found
