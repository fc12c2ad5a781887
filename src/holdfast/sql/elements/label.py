"""Labels: an expression under a name, and the name alone where a clause refers to it."""

from __future__ import annotations

from typing import Any, TypeVar

from .. import operators
from ..structure import CHILD, NAMES, TYPE, AnonymousName, Field
from ..types import to_instance
from .base import MAKERS, ColumnElement, NamedColumn
from .coerce import expect
from .operations import SQLCoreOperations
from .roles import EXPRESSION_ELEMENT, NAMED_COLUMN_ROLES

_T = TypeVar("_T")


class Label(NamedColumn[_T]):
    """`element AS name` in a column list; the element itself, or the name, elsewhere."""

    __visit_name__ = "label"
    _fields = (Field("name", NAMES), Field("_element", CHILD), Field("type", TYPE))
    _roles = NAMED_COLUMN_ROLES

    def __init__(self, name: str | None, element: Any, type_: Any = None) -> None:
        inner = element if isinstance(element, ColumnElement) else expect(EXPRESSION_ELEMENT, element)
        while isinstance(inner, Label):
            inner = inner.element
        if name:
            self.name: Any = name
        else:
            self.name = AnonymousName.of(getattr(inner, "name", None))
        self.key = self.name
        self._element = inner
        own = inner.type
        self.type = own if type_ is None or type_ is own else to_instance(type_)
        if inner._is_implicitly_boolean:
            self._is_implicitly_boolean = True

    @property
    def element(self) -> Any:
        """The labeled expression, in parentheses where the label's place asks for them."""
        return self._element.self_group(operators.as_)

    @property
    def _proxies(self) -> Any:  # type: ignore[override]
        return (self._element,)

    @property
    def _tq_label(self) -> Any:
        return self.name

    @property
    def _tq_key_label(self) -> Any:
        return self.key

    @property
    def _order_by_label_element(self) -> Any:
        return self

    @property
    def primary_key(self) -> Any:
        return self._element.primary_key

    @property
    def foreign_keys(self) -> Any:
        return self._element.foreign_keys

    @property
    def _bind_base(self) -> Any:
        return None

    @property
    def _allow_label_resolve(self) -> Any:
        return self._element._allow_label_resolve

    def self_group(self, against: Any = None) -> Any:
        """Beside an operator the label is dropped when its element needs parentheses there."""
        return self._self_group_elements(self._element.self_group(against))

    def _self_group_elements(self, grouped: Any) -> Any:
        if grouped is self._element:
            return self
        return Label(self.name, grouped, type_=self.type)

    def _negate(self) -> Any:
        return Label(self.name, self._element._negate(), type_=self.type)

    def _with_binary_element_type(self, type_: Any) -> Any:
        return self

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        return [self._element]

    def _find_froms(self) -> tuple[Any, ...]:
        return self._element._froms

    def _make_proxy(
        self,
        selectable: Any,
        *,
        name: Any = None,
        key: Any = None,
        compound_select_cols: Any = None,
        **options: Any,
    ) -> tuple[Any, Any]:
        """A column of `selectable` under this label's name, with what the labeled column knows of itself."""
        chosen = self.name if name is None else name
        _, made = self._element._make_proxy(
            selectable, name=chosen, key=key, compound_select_cols=compound_select_cols, **options
        )
        if compound_select_cols is None:
            made._proxies = (self,)
        made.type = self.type
        made.key = key if key is not None else chosen
        return made.key, made


class LabelReference(ColumnElement[_T]):
    """An expression of ORDER BY or GROUP BY that is rendered as a label's name when the statement has that label."""

    __visit_name__ = "label_reference"
    _fields = (Field("element", CHILD),)

    def __init__(self, element: Any) -> None:
        self.element = element
        self.type = element.type

    def _ungroup(self) -> Any:
        return self.element._ungroup()


class TextualLabelReference(ColumnElement[Any]):
    """A string in ORDER BY or GROUP BY: the name of a label or column of the statement."""

    __visit_name__ = "textual_label_reference"
    _fields = (Field("element", NAMES),)
    _froms_memo = ()

    def __init__(self, element: str) -> None:
        self.element = element

    @property
    def _text_clause(self) -> Any:
        return MAKERS["text"](self.element)


def label(name: str | None, element: SQLCoreOperations[_T], type_: Any = None) -> Label[_T]:
    """An expression under a name."""
    return Label(name, element, type_)


MAKERS["label"] = Label
MAKERS["label_reference"] = LabelReference
MAKERS["textual_label_reference"] = TextualLabelReference
