"""The names a SELECT gives to its columns: label styles, disambiguation, and the keys of its column collection.

The one function for the compiler is `named_columns`. Not here: rendering, cutting and numbering names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ... import exc
from ...util import Enum
from ..structure import Anchor, AnonymousName


class SelectLabelStyle(Enum):
    """How a SELECT labels its columns when their names alone do not tell them apart."""

    LABEL_STYLE_NONE = 0
    LABEL_STYLE_TABLENAME_PLUS_COL = 1
    LABEL_STYLE_DISAMBIGUATE_ONLY = 2
    LABEL_STYLE_LEGACY_ORM = 3
    LABEL_STYLE_DEFAULT = 2


LABEL_STYLE_NONE = SelectLabelStyle.LABEL_STYLE_NONE
LABEL_STYLE_TABLENAME_PLUS_COL = SelectLabelStyle.LABEL_STYLE_TABLENAME_PLUS_COL
LABEL_STYLE_DISAMBIGUATE_ONLY = SelectLabelStyle.LABEL_STYLE_DISAMBIGUATE_ONLY
LABEL_STYLE_DEFAULT = SelectLabelStyle.LABEL_STYLE_DEFAULT
LABEL_STYLE_LEGACY_ORM = SelectLabelStyle.LABEL_STYLE_LEGACY_ORM


_new = object.__new__


class SelectedColumn:
    """One column of a SELECT with its names.

    element: what is rendered. A Label renders its own name.
    label: the name after AS, or None for none. A Label has one here when its name is another column's already.
    key: the key in `.c` of the subquery and `selected_columns`; None for text, which has no column.
    name: what a column of the subquery is called: the label, or the element's own name.
    repeated: the same element stands further left already.
    """

    __slots__ = ("element", "key", "label", "name", "repeated")

    def __init__(self, element: Any, label: Any, key: Any, name: Any, repeated: bool) -> None:
        self.element = element
        self.label = label
        self.key = key
        self.name = name
        self.repeated = repeated

    def __iter__(self) -> Any:
        return iter((self.element, self.label, self.key, self.name))

    def __repr__(self) -> str:
        return f"SelectedColumn({self.element!r}, label={self.label!r}, key={self.key!r}, name={self.name!r})"


def expanded(raw_columns: Iterable[Any]) -> list[Any]:
    """The single columns of a columns clause: FROM elements stand for all of theirs."""
    found: list[Any] = []
    for element in raw_columns:
        cls = type(element)
        if cls in _single:
            found.append(element)
        elif element._is_from_clause:
            found.extend(element._all_selected_columns)
        elif element.__visit_name__ in _SINGLE:
            if cls.__module__.startswith("holdfast."):
                _single.add(cls)
            found.append(element)
        elif element._is_column_element:
            found.extend(element._select_iterable)
        elif getattr(element, "_is_clause_list", False):
            found.extend(element._select_iterable)
        elif element.is_placeholder:
            found.extend(element.expand())
        else:
            found.append(element)
    return found


# What stands for itself alone in a columns clause.
_SINGLE = frozenset({"column", "label", "binary"})
# The classes of such that were met.
_single: set[type] = set()


def named_columns(columns: Sequence[Any], style: SelectLabelStyle, as_from: bool) -> list[SelectedColumn]:
    """Name the columns of a SELECT as its label style asks.

    `as_from`: the SELECT is a FROM element, so that each column must have a name to be referred to; the style
    NONE then disambiguates all the same.
    """
    if as_from and style is LABEL_STYLE_NONE:
        style = LABEL_STYLE_DISAMBIGUATE_ONLY
    if style is LABEL_STYLE_NONE:
        return _named_without_labels(columns)
    return _Naming(style is LABEL_STYLE_TABLENAME_PLUS_COL, as_from).name_all(columns)


def _named_without_labels(columns: Sequence[Any]) -> list[SelectedColumn]:
    found = []
    for column in columns:
        if column._is_text_clause:
            found.append(SelectedColumn(column, None, None, None, False))
            continue
        label = fallback_label(column, False)
        found.append(SelectedColumn(column, label, _plain_key(column, False), label or _own_name(column), False))
    return found


def check_apart(selected: SelectedColumn) -> None:
    """Raise when a column of a subquery would need another name than the label that it was given."""
    if selected.label is not None and selected.element.__visit_name__ == "label":
        raise exc.InvalidRequestError(
            f"Label name {selected.name} is being renamed to an anonymous label due to disambiguation which is not "
            "supported right now.  Please use unique names for explicit labels."
        )


class _Naming:
    """One walk over the columns of one SELECT."""

    def __init__(self, with_table: bool, as_from: bool) -> None:
        self.with_table = with_table
        self.as_from = as_from
        self.taken: dict[str, Any] = {}
        self.unnamed: dict[int, Any] = {}
        self.repeated: dict[Any, int] = {}
        self.keys = KeyMaker()

    def name_all(self, columns: Sequence[Any]) -> list[SelectedColumn]:
        if self.with_table:
            return [self.name(column) for column in columns]
        found = []
        taken, given, as_from = self.taken, self.keys.given, self.as_from
        for column in columns:
            if column.__visit_name__ == "column" and column.table is not None:
                # The commonest of all: a table's column whose name and key are free.
                name, key = column.name, column.key
                if name not in taken and key not in given and name is not None and key is not None:
                    taken[name] = column
                    given[key] = 0
                    selected = _new(SelectedColumn)
                    selected.element = column
                    selected.label = name if as_from else None
                    selected.key = key
                    selected.name = name
                    selected.repeated = False
                    found.append(selected)
                    continue
            found.append(self.name(column))
        return found

    def name(self, column: Any) -> SelectedColumn:
        if column._is_text_clause:
            return SelectedColumn(column, None, None, None, False)
        if column.__visit_name__ == "label":
            return self.name_label(column)
        if _is_column_clause(column) and not column._render_label_in_columns_clause:
            return SelectedColumn(column, None, column.key, column.name, False)
        wanted = _wanted_name(column, self.with_table)
        if wanted is None:
            return self.name_unnamed(column, self.keys.make(_plain_key(column, self.with_table)))
        label, name, repeated = self.choose(column, wanted)
        by_name = self.with_table and hasattr(column, "wrapped_column_expression")
        key = self.keys.make(name if by_name else _plain_key(column, self.with_table))
        return SelectedColumn(column, label, key, name, repeated)

    def choose(self, column: Any, wanted: Any) -> tuple[Any, Any, bool]:
        """The label, the name, and whether the column stands further left already."""
        holder = self.taken.get(wanted)
        if holder is None:
            self.taken[wanted] = column
            return self.needed_label(column, wanted), wanted, False
        if holder is column:
            return self.numbered_apart(column, wanted), wanted, True
        anonymous = self.free_name(column, wanted)
        if self.taken.get(anonymous) is column:
            return self.numbered_apart(column, wanted), anonymous, True
        self.taken[anonymous] = column
        return anonymous, anonymous, False

    def numbered_apart(self, column: Any, wanted: Any) -> Any:
        """The label of a column that stands further left already: `<name>__1`."""
        number = self.repeated[column] = self.repeated.get(column, 0) + 1
        return _own_anonymous(column, AnonymousName.joined(wanted, "_"), number)

    def name_label(self, label: Any) -> SelectedColumn:
        name = label.name
        clashes = self.as_from and self.taken.get(name, label) is not label
        self.taken.setdefault(name, label)
        self.keys.make(label.key)
        return SelectedColumn(label, name if clashes else None, label.key, name, False)

    def name_unnamed(self, column: Any, key: Any) -> SelectedColumn:
        if id(column) in self.unnamed:
            base = "anon" if self.with_table else (column._anon_base or "anon")
            return SelectedColumn(column, self.numbered_apart(column, base), key, column.anon_label, True)
        self.unnamed[id(column)] = column
        return SelectedColumn(column, fallback_label(column, self.as_from), key, column.anon_label, False)

    def needed_label(self, column: Any, wanted: Any) -> Any:
        """The label of a column whose name is free: none where its own text gives the name already."""
        if column.__visit_name__ == "table_valued_column":
            return wanted if self.with_table else None
        if _is_column_clause(column):
            return None if wanted == column.name and not self.as_from else wanted
        return None if _goes_bare(column, self.as_from) else wanted

    def free_name(self, column: Any, wanted: Any) -> Any:
        """The anonymous name of a column whose wanted one is taken: `<name>_1`."""
        if self.with_table:
            return _own_anonymous(column, wanted)
        if not _is_column_clause(column):
            return _own_anonymous(column, AnonymousName.joined(wanted, "_"))
        return _own_anonymous(column, wanted) if isinstance(wanted, AnonymousName) else column.anon_label


def _own_anonymous(column: Any, base: str, number: int = 0) -> Any:
    """An anonymous name of this column under another base; the same one each time.

    Behind a base that is anonymous itself stands one part of the column's own, whatever the base.
    """
    known = column.__dict__.setdefault("_anonymous_names", {})
    if isinstance(base, AnonymousName):
        anchor = known.get(number)
        if anchor is None:
            anchor = known[number] = Anchor("")
        return AnonymousName(*base.parts, anchor)
    found = known.get((base, number))
    if found is None:
        found = known[(base, number)] = AnonymousName.of(base)
    return found


def _is_column_clause(column: Any) -> bool:
    return column.__visit_name__ in _COLUMN_KINDS


# Named by their own text.
_COLUMN_KINDS = frozenset({"column", "table_valued_column", "scalar_function_column"})


def _goes_bare(column: Any, as_from: bool) -> bool:
    """Whether an operator on a column or a label stands at the top of a SELECT, where it is written without a label."""
    if as_from or column.__visit_name__ != "unary" or column.wraps_column_expression:
        return False
    if column._is_collection_aggregate:  # ANY and ALL have no value of their own to be named
        return True
    return _is_column_clause(column.element) or column.element.__visit_name__ == "label"


def _wanted_name(column: Any, with_table: bool) -> Any:
    if with_table:
        return column._tq_label or _wrapped_label(column) or column._non_anon_label
    return column._non_anon_label


def _wrapped_label(column: Any) -> Any:
    """The qualified name of the column that a CAST or the like is named after."""
    wrapped = getattr(column, "wrapped_column_expression", None)
    if wrapped is None or column._non_anon_label is None:
        return None
    return wrapped._tq_label or _wrapped_label(wrapped)


def _own_name(column: Any) -> Any:
    return column.name if _is_column_clause(column) else column._non_anon_label


def fallback_label(column: Any, as_from: bool) -> Any:
    """The label that an expression without a name of its own is given; None when it may go without."""
    kind = column.__visit_name__
    if kind == "label" or _is_column_clause(column):
        return None
    if _goes_bare(column, as_from):
        return None
    return column._non_anon_label or column.anon_label


def _plain_key(column: Any, with_table: bool) -> Any:
    key = (getattr(column, "_tq_key_label", None) if with_table else None) or column._proxy_key
    if key is None or (isinstance(key, AnonymousName) and column.__visit_name__ != "column"):
        return "_no_label"
    return key


class KeyMaker:
    """Hands out keys of a column collection, each once: `id`, `id_1`, `id_2`."""

    __slots__ = ("given",)

    def __init__(self) -> None:
        self.given: dict[Any, int] = {}

    def make(self, key: Any) -> Any:
        number = self.given.get(key)
        if number is None:
            self.given[key] = 0
            return key
        while True:
            number += 1
            fresh = f"{key}_{number}"
            if fresh not in self.given:
                break
        self.given[key] = number
        self.given[fresh] = 0
        return fresh


def selected_keys(columns: Sequence[Any], style: SelectLabelStyle) -> list[tuple[Any, Any]]:
    """(key, column) of `selected_columns`; text has none."""
    keys = KeyMaker()
    with_table = style is LABEL_STYLE_TABLENAME_PLUS_COL
    found = []
    for column in columns:
        if column._is_text_clause:
            continue
        key = _plain_key(column, with_table)
        found.append((key if style is LABEL_STYLE_NONE else keys.make(key), column))
    return found
