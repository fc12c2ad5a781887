"""`column_property()`, `deferred()`, `synonym()`, `composite()`: what users write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from ...sql.elements import SQLCoreOperations
from ...util import NO_ARG
from ..interfaces import Mapped
from .column import ColumnProperty
from .proxy import CompositeProperty, SynonymProperty

_T = TypeVar("_T")

DATACLASS_OPTIONS = (
    "init",
    "repr",
    "default",
    "default_factory",
    "compare",
    "kw_only",
    "hash",
    "dataclass_metadata",
)


def take_attribute_options(arguments: dict[str, Any]) -> dict[str, Any]:
    """Take the dataclass options that were given out of keyword arguments."""
    taken = {}
    for name in DATACLASS_OPTIONS:
        if name in arguments:
            value = arguments.pop(name)
            if value is not NO_ARG:
                taken[name] = value
    return taken


if TYPE_CHECKING:

    @overload
    def column_property(column: SQLCoreOperations[_T], *additional_columns: Any, **options: Any) -> Mapped[_T]: ...
    @overload
    def column_property(column: Any, *additional_columns: Any, **options: Any) -> Mapped[Any]: ...


def column_property(
    column: Any,
    *additional_columns: Any,
    group: str | None = None,
    deferred: bool = False,
    raiseload: bool = False,
    comparator_factory: Any = None,
    active_history: bool = False,
    expire_on_flush: bool = True,
    info: Any = None,
    doc: str | None = None,
    **options: Any,
) -> Mapped[Any]:
    """An attribute that is a column, or an SQL expression that is read with the row."""
    attribute_options = take_attribute_options(options)
    _refuse(options, "column_property")
    made: ColumnProperty[Any] = ColumnProperty(
        column,
        *additional_columns,
        group=group,
        deferred=deferred,
        raiseload=raiseload,
        comparator_factory=comparator_factory,
        active_history=active_history,
        expire_on_flush=expire_on_flush,
        info=info,
        doc=doc,
    )
    made.attribute_options = attribute_options
    return made  # type: ignore[return-value]  # a checker sees the attribute that it becomes


def deferred(
    column: Any,
    *additional_columns: Any,
    group: str | None = None,
    raiseload: bool = False,
    comparator_factory: Any = None,
    active_history: bool = False,
    expire_on_flush: bool = True,
    info: Any = None,
    doc: str | None = None,
    **options: Any,
) -> Any:
    """A column attribute that is loaded when it is first read."""
    if hasattr(column, "mapper_property_to_assign"):
        column.deferred = True
        column.has_nullable = True  # as in SQLAlchemy, the annotation then says the type only
        column.deferred_group = group
        column.deferred_raiseload = raiseload
        return column
    return column_property(
        column,
        *additional_columns,
        group=group,
        deferred=True,
        raiseload=raiseload,
        comparator_factory=comparator_factory,
        active_history=active_history,
        expire_on_flush=expire_on_flush,
        info=info,
        doc=doc,
        **options,
    )


def synonym(
    name: str,
    *,
    map_column: bool | None = None,
    descriptor: Any = None,
    comparator_factory: Any = None,
    info: Any = None,
    doc: str | None = None,
    **options: Any,
) -> Mapped[Any]:
    """Another name for a mapped attribute."""
    attribute_options = take_attribute_options(options)
    _refuse(options, "synonym")
    made: SynonymProperty[Any] = SynonymProperty(name, map_column, descriptor, comparator_factory, info, doc)
    made.attribute_options = attribute_options
    return made  # type: ignore[return-value]  # a checker sees the attribute that it becomes


def composite(
    _class_or_attr: Any = None,
    /,
    *attrs: Any,
    group: str | None = None,
    deferred: bool = False,
    comparator_factory: Any = None,
    active_history: bool = False,
    info: Any = None,
    doc: str | None = None,
    return_none_on: Any = None,
    **options: Any,
) -> Mapped[Any]:
    """Several columns as one value object of a class of the user's."""
    attribute_options = take_attribute_options(options)
    _refuse(options, "composite")
    made: CompositeProperty[Any] = CompositeProperty(
        _class_or_attr,
        *attrs,
        group=group,
        deferred=deferred,
        comparator_factory=comparator_factory,
        active_history=active_history,
        info=info,
        doc=doc,
        return_none_on=return_none_on,
    )
    made.attribute_options = attribute_options
    return made  # type: ignore[return-value]  # a checker sees the attribute that it becomes


def _refuse(options: dict[str, Any], function: str) -> None:
    if options:
        raise TypeError(f"{function}() got an unexpected keyword argument {next(iter(options))!r}")
