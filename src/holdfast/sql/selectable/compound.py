"""Set operations: UNION, INTERSECT, EXCEPT of SELECTs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ... import exc
from ...util import Enum
from ..elements import ColumnCollection, expect
from ..structure import CHILD, CHILDREN, PLAIN, Field
from .labels import SelectedColumn, check_apart
from .selectbase import GenerativeSelect, SelectStatementGrouping
from .statement import read_nodes, read_plain
from .typed import TypedReturnsRows, _Ts


class CompoundKeyword(Enum):
    """The word between the SELECTs of a set operation."""

    UNION = "UNION"
    UNION_ALL = "UNION ALL"
    EXCEPT = "EXCEPT"
    EXCEPT_ALL = "EXCEPT ALL"
    INTERSECT = "INTERSECT"
    INTERSECT_ALL = "INTERSECT ALL"


_KEYWORDS = {
    "union": CompoundKeyword.UNION,
    "union_all": CompoundKeyword.UNION_ALL,
    "except": CompoundKeyword.EXCEPT,
    "except_all": CompoundKeyword.EXCEPT_ALL,
    "intersect": CompoundKeyword.INTERSECT,
    "intersect_all": CompoundKeyword.INTERSECT_ALL,
}


class CompoundSelect(GenerativeSelect, TypedReturnsRows[*_Ts]):
    """SELECTs put together by UNION, INTERSECT or EXCEPT; the first one names the columns."""

    __visit_name__ = "compound_select"
    inherit_cache = True
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("keyword", PLAIN),
        Field("selects", CHILDREN),
        Field("_limit_clause", CHILD),
        Field("_offset_clause", CHILD),
        Field("_fetch_clause", CHILD),
        Field("_order_by_clauses", CHILDREN),
        Field("_group_by_clauses", CHILDREN),
        Field("_for_update_arg", CHILD),
        Field("_independent_ctes", CHILDREN),
    )
    _readers = {**GenerativeSelect._readers, "keyword": read_plain, "selects": read_nodes}
    _auto_correlate = False

    selects: tuple[Any, ...]

    def __init__(self, keyword: CompoundKeyword, *selects: Any) -> None:
        self.keyword = keyword
        self.selects = tuple(
            [expect("compound_element", select).self_group(against=CompoundSelect) for select in selects]
        )

    @classmethod
    def _create(cls, word: str, *selects: Any) -> CompoundSelect:
        return cls(_KEYWORDS[word], *selects)

    def self_group(self, against: Any = None) -> Any:
        return SelectStatementGrouping(self)

    def is_derived_from(self, fromclause: Any) -> bool:
        return any(select.is_derived_from(fromclause) for select in self.selects)

    def set_label_style(self, style: Any) -> Any:
        if style is self._label_style:
            return self
        made = self._with("_label_style", style)
        made.selects = (made.selects[0].set_label_style(style), *made.selects[1:])
        return made

    def get_label_style(self) -> Any:
        return self.selects[0].get_label_style() if self.selects else self._label_style

    def _ensure_disambiguated_names(self) -> Any:
        first = self.selects[0]
        named = first._ensure_disambiguated_names()
        return self if named is first else self._with("selects", (named, *self.selects[1:]))

    @property
    def _all_selected_columns(self) -> Sequence[Any]:
        return self.selects[0]._all_selected_columns if self.selects else ()

    @property
    def selected_columns(self) -> Any:
        """The columns of the first SELECT, which names those of the whole."""
        return self.selects[0].selected_columns if self.selects else ColumnCollection(()).as_readonly()

    @property
    def exported_columns(self) -> Any:
        return self.selected_columns

    def _named_columns(self, as_from: bool = False) -> list[SelectedColumn]:
        return self.selects[0]._named_columns(as_from)  # type: ignore[no-any-return]

    def _proxy_columns(self, target: Any, columns: Any, primary_key: list[Any]) -> None:
        """A column of a set operation stands for the columns at its place in each of the SELECTs."""
        rows = [
            [column for column in select._all_selected_columns if not column._is_text_clause] for select in self.selects
        ]
        named = [selected for selected in self._named_columns(as_from=True) if selected.key is not None]
        for selected, together in zip(named, zip(*rows, strict=False), strict=False):
            check_apart(selected)
            key, proxy = selected.element._make_proxy(
                target,
                name=selected.name,
                key=selected.key,
                name_is_truncatable=True,
                compound_select_cols=list(together),
            )
            columns.add(proxy, key=key)
            if proxy.primary_key:
                primary_key.append(proxy)

    def _check_width(self, number: int) -> None:
        """Raise CompileError when one of the SELECTs has another number of columns than the first."""
        member = self.selects[number]
        if member.__visit_name__ == "textual_select":
            return  # text selects what it selects, whatever of it is known
        width = len(self.selects[0]._all_selected_columns)
        other = len(member._all_selected_columns)
        if other != width:
            raise exc.CompileError(
                "All selectables passed to CompoundSelect must have identical numbers of columns; "
                f"select #1 has {width} columns, select #{number + 1} has {other}"
            )
