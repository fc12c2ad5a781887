"""TextualSelect: SQL text whose columns are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..elements import MAKERS, ColumnClause, ColumnCollection, TextClause, expect
from ..structure import CHILD, CHILDREN, PLAIN, Field
from .labels import LABEL_STYLE_TABLENAME_PLUS_COL, SelectedColumn
from .selectbase import SelectBase
from .statement import read_node, read_nodes, read_plain, read_rows


class TextualSelect(SelectBase):
    """`text(...).columns(...)`: a statement in words with columns that results and subqueries can use."""

    __visit_name__ = "textual_select"
    inherit_cache = True
    is_text = True
    _is_textual = True
    _label_style = LABEL_STYLE_TABLENAME_PLUS_COL
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("element", CHILD),
        Field("column_args", CHILDREN),
        Field("positional", PLAIN),
    )
    _readers = {
        "element": read_node,
        "column_args": read_nodes,
        "positional": read_plain,
        "_with_options": read_rows,
        "_independent_ctes": read_nodes,
        "_independent_ctes_opts": read_plain,
    }

    def __init__(self, text: TextClause, columns: Sequence[Any], positional: bool = False) -> None:
        self.element = text
        self.column_args = tuple([expect("labeled_column_expr", column) for column in columns])
        self.positional = positional

    @property
    def selected_columns(self) -> Any:
        """The columns that the text was declared to give, by name."""
        return ColumnCollection([(column.key, column) for column in self.column_args]).as_readonly()

    @property
    def _all_selected_columns(self) -> Sequence[Any]:
        return self.column_args

    def _named_columns(self, as_from: bool = False) -> list[SelectedColumn]:
        return [SelectedColumn(column, None, column.key, column.name, False) for column in self.column_args]

    def self_group(self, against: Any = None) -> TextualSelect:
        """As it is: what parentheses the text needs it has."""
        return self

    def set_label_style(self, style: Any) -> TextualSelect:
        return self

    def _ensure_disambiguated_names(self) -> TextualSelect:
        return self

    def bindparams(self, *binds: Any, **bind_as_values: Any) -> TextualSelect:
        """Give parameters of the text values or types."""
        return self._with("element", self.element.bindparams(*binds, **bind_as_values))


def _textual_select(text: TextClause, columns: Sequence[Any], types: dict[str, Any]) -> TextualSelect:
    """Positional columns may take a type given by their name; the other names become columns of their own."""
    types = dict(types)
    given = [
        ColumnClause(column.key, types.pop(column.key)) if getattr(column, "key", None) in types else column
        for column in columns
    ]
    named: list[Any] = [ColumnClause(name, type_) for name, type_ in types.items()]
    return TextualSelect(text, [*given, *named], positional=bool(columns) and not named)


MAKERS["textual_select"] = _textual_select
