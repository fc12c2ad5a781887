"""`ColumnProperty`: an attribute that is a column, or an SQL expression."""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq
from typing import Any, ClassVar, TypeVar

from ...exc import ArgumentError
from ...sql.elements import expect
from ..attributes import AttributeDispatch, EntityColumn, ScalarImpl
from ..interfaces import MapperProperty, PropComparator

_T = TypeVar("_T")


class ColumnComparator(PropComparator):
    """Operators of a column attribute: those of the column."""

    is_plain: ClassVar[bool] = True

    def __init__(self, prop: Any, parententity: Any, adapt_to_entity: Any = None) -> None:
        super().__init__(prop, parententity, adapt_to_entity)
        self._element: Any = None

    def __clause_element__(self) -> Any:
        element = self._element
        if element is None:
            column = self.prop.column_for(self._parentmapper)
            entity = self._parententity
            if self._adapt_to_entity is not None:
                column = entity.adapt_element(column)
            element = self._element = EntityColumn(column, entity, self.prop.key, self.prop)
        return element

    @property
    def info(self) -> Any:
        return self.prop.info

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.__clause_element__(), name)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.is_plain = False  # a user's comparator is asked for every operator


class ColumnProperty(MapperProperty[_T]):
    """Configuration of a column attribute. `columns` are the columns it stands for, the first one is read."""

    Comparator = ColumnComparator
    is_column: ClassVar[bool] = True

    def __init__(
        self,
        column: Any,
        *additional_columns: Any,
        group: str | None = None,
        deferred: bool = False,
        raiseload: bool = False,
        comparator_factory: type[PropComparator] | None = None,
        active_history: bool = False,
        expire_on_flush: bool = True,
        info: dict[Any, Any] | None = None,
        doc: str | None = None,
    ) -> None:
        super().__init__(info=info, doc=doc)
        self.columns: list[Any] = [_labelable(c) for c in (column, *additional_columns)]
        self.group = group
        self.deferred = deferred
        self.raiseload = raiseload
        self.comparator_factory = comparator_factory or ColumnComparator
        self.active_history = active_history
        self.expire_on_flush = expire_on_flush
        if doc is None:
            self.doc = next((c.doc for c in self.columns if getattr(c, "doc", None)), None)
        if info is None and getattr(self.columns[0], "info", None):
            self._info = self.columns[0].info

    @property
    def expression(self) -> Any:
        """The first column, as it stands in statements."""
        return self.columns[0]

    @property
    def column(self) -> Any:
        return self.columns[0]

    @property
    def is_expression(self) -> bool:
        """An SQL expression, not a column of a mapped table: it is read and never written."""
        return getattr(self.columns[0], "table", None) is None or not hasattr(self.columns[0], "nullable")

    def column_for(self, mapper: Any) -> Any:
        return self.columns[0]

    def copy(self) -> ColumnProperty[_T]:
        return ColumnProperty(
            *self.columns,
            group=self.group,
            deferred=self.deferred,
            raiseload=self.raiseload,
            comparator_factory=self.comparator_factory,
            active_history=self.active_history,
            expire_on_flush=self.expire_on_flush,
            info=self._info,
            doc=self.doc,
        )

    def instrument(self, mapper: Any) -> None:
        column = self.columns[0]
        impl = ScalarImpl(mapper, self.key, self, AttributeDispatch(), _comparison_of(column.type))
        impl.active_history = self.active_history or bool(getattr(column, "primary_key", False))
        version = mapper.version_id_col
        if version is not None and any(c is version for c in self.columns):
            impl.active_history = True
        impl.deferred = self.deferred
        mapper.add_impl(self.key, impl, self.comparator_factory(self, mapper))

    def __clause_element__(self) -> Any:
        """The property may stand in an expression while its class is declared."""
        return self.expression


def _labelable(column: Any) -> Any:
    if hasattr(column, "__clause_element__"):
        column = column.__clause_element__()
    if getattr(column, "is_placeholder", False):
        column = column.element
    if not getattr(column, "_is_column_element", False) and not getattr(column, "is_clause_element", False):
        raise ArgumentError(f"Column expression or SQL construct expected for column_property(), got {column!r}")
    return expect("labeled_column_expr", column) if getattr(column, "name", None) is None else column


def _comparison_of(type_: Any) -> Any:
    """The type's way to compare two values; `==` itself when the type does not say otherwise."""
    own = getattr(type_, "compare_values", None)
    if own is None or getattr(type_.compare_values, "__func__", None) is _default_comparison(type_):
        return eq
    return own


def _default_comparison(type_: Any) -> Any:
    for base in type(type_).__mro__:
        if base.__name__ == "TypeEngine":
            return base.__dict__.get("compare_values")
    return None


def column_sequence(columns: Any) -> Sequence[Any]:
    """One column or several, as a list."""
    return list(columns) if isinstance(columns, (list, tuple, set)) else [columns]
