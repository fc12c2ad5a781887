"""`mapped_column()`: a column as declarative has it, completed by the annotation beside it."""

from __future__ import annotations

from typing import Any, TypeVar

from ...exc import ArgumentError
from ...sql.elements import SQLCoreOperations
from ...sql.schema import NULL_UNSPECIFIED, Column
from ...sql.types import NULLTYPE
from ...util import NO_ARG
from ..interfaces import Mapped, next_creation_order
from ..properties import ColumnProperty, take_attribute_options

_T = TypeVar("_T")


class MappedColumn(Mapped[_T], SQLCoreOperations[_T]):
    """A column to be mapped: the Column, and what belongs to its attribute."""

    mapper_property_to_assign: Any = None

    def __init__(self, *args: Any, **kw: Any) -> None:
        self.attribute_options = take_attribute_options(kw)
        self.deferred = kw.pop("deferred", NO_ARG)
        self.deferred_group = kw.pop("deferred_group", None)
        self.deferred_raiseload = kw.pop("deferred_raiseload", None)
        self.active_history = kw.pop("active_history", False)
        self.use_existing_column = kw.pop("use_existing_column", False)
        sort_order = kw.pop("sort_order", NO_ARG)
        self.sort_order: Any = sort_order
        insert_default = kw.pop("insert_default", NO_ARG)
        self.has_nullable = kw.get("nullable", NULL_UNSPECIFIED) is not NULL_UNSPECIFIED
        if insert_default is not NO_ARG:
            kw["default"] = insert_default
        elif self.attribute_options.get("default", NO_ARG) is not NO_ARG:
            kw["default"] = self.attribute_options["default"]
        self.has_insert_default = insert_default is not NO_ARG
        if kw.get("key", "") is None:
            kw.pop("key")
        self.column: Any = Column(*args, **kw)
        self._creation_order = next_creation_order()

    def __clause_element__(self) -> Any:
        return self.column

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        return op(self.column, *other, **kwargs)

    def reverse_operate(self, op: Any, other: Any, **kwargs: Any) -> Any:
        return op(other, self.column, **kwargs)

    @property
    def name(self) -> Any:
        return self.column.name

    @property
    def has_type(self) -> bool:
        return self.column.type is not NULLTYPE and type(self.column.type).__name__ != "NullType"

    def copy(self) -> MappedColumn[_T]:
        """A copy for another class (mixins)."""
        made = MappedColumn.__new__(MappedColumn)
        made.__dict__.update(self.__dict__)
        made.column = self.column._copy()
        made._creation_order = self._creation_order
        return made

    def merge(self, other: MappedColumn[Any]) -> None:
        """Take from an `Annotated` template what is not said here."""
        self.column._merge(other.column)
        self.has_nullable = self.has_nullable or other.has_nullable
        if self.sort_order is NO_ARG:
            self.sort_order = other.sort_order
        if self.deferred is NO_ARG:
            self.deferred = other.deferred
        for name, value in other.attribute_options.items():
            self.attribute_options.setdefault(name, value)

    def as_property(self) -> Any:
        """What the mapper gets: the column, or a property when its attribute is special."""
        deferred = self.deferred is True or self.deferred_group is not None or bool(self.deferred_raiseload)
        if not deferred and not self.active_history:
            return self.column
        return ColumnProperty(
            self.column,
            deferred=deferred,
            group=self.deferred_group,
            raiseload=bool(self.deferred_raiseload),
            active_history=self.active_history,
        )

    def __repr__(self) -> str:
        return f"mapped_column({self.column!r})"


def mapped_column(
    __name_pos: Any = None,
    __type_pos: Any = None,
    /,
    *args: Any,
    init: Any = NO_ARG,
    repr: Any = NO_ARG,
    default: Any = NO_ARG,
    default_factory: Any = NO_ARG,
    compare: Any = NO_ARG,
    kw_only: Any = NO_ARG,
    hash: Any = NO_ARG,
    nullable: Any = NULL_UNSPECIFIED,
    primary_key: bool | None = False,
    deferred: Any = NO_ARG,
    deferred_group: str | None = None,
    deferred_raiseload: bool | None = None,
    use_existing_column: bool = False,
    name: str | None = None,
    type_: Any = None,
    autoincrement: Any = "auto",
    doc: str | None = None,
    key: str | None = None,
    index: bool | None = None,
    unique: bool | None = None,
    info: Any = None,
    onupdate: Any = None,
    insert_default: Any = NO_ARG,
    server_default: Any = None,
    server_onupdate: Any = None,
    active_history: bool = False,
    quote: bool | None = None,
    system: bool = False,
    comment: str | None = None,
    sort_order: Any = NO_ARG,
    dataclass_metadata: Any = NO_ARG,
    **kw: Any,
) -> MappedColumn[Any]:
    """A mapped column. The annotation beside it gives type and nullability where they are not given here."""
    parameters = dict(locals())
    for unwanted in ("args", "kw"):
        parameters.pop(unwanted)
    positional = [parameters.pop(name) for name in list(parameters) if name.endswith(("__name_pos", "__type_pos"))]
    parameters.update(kw)
    if parameters["name"] is not None:
        if isinstance(__name_pos, str):
            raise ArgumentError("Column name passed positionally and with the keyword argument 'name'")
    else:
        parameters.pop("name")
    if parameters["type_"] is None:
        parameters.pop("type_")
    if parameters["key"] is None:
        parameters.pop("key")
    given = [value for value in positional if value is not None]
    return MappedColumn(*given, *args, **parameters)
