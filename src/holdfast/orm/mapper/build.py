"""Putting a mapping together: columns to properties, properties to the class, the primary key.

The order of properties is SQLAlchemy's: those the user named, those inherited, then the other columns of the table.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import Any

from ...exc import ArgumentError, InvalidRequestError
from ...sql.elements import expect
from ..attributes import AttributeDispatch
from ..interfaces import MapperProperty
from ..properties import ColumnProperty
from ..state import instance_str, promote
from .inheritance import configure_inheritance, configure_polymorphic


def build_mapper(mapper: Any, local_table: Any, properties: dict[str, Any]) -> None:
    """Fill in a new mapper."""
    mapper.settings.adder = add_property
    mapper.local_table = None if local_table is None else expect("from_clause", local_table)
    configure_inheritance(mapper)
    if mapper.local_table is None:
        raise ArgumentError(
            f"Mapper '{mapper.class_.__name__}' has no table: give it one, or let it inherit from a mapper"
        )
    _find_tables(mapper)
    _resolve_version(mapper)
    _add_all(mapper, properties)
    _find_primary_key(mapper)
    configure_polymorphic(mapper)
    _find_reconstructor(mapper)


def _find_tables(mapper: Any) -> None:
    if (
        mapper.inherits is not None
        and mapper.persist_selectable is not mapper.local_table
        and not mapper.settings.single
    ):
        mapper.tables = [*mapper.inherits.tables, *_tables_in(mapper.local_table)]
    elif mapper.settings.single and mapper.inherits is not None:
        mapper.tables = mapper.inherits.tables
    else:
        mapper.tables = list(_tables_in(mapper.persist_selectable))


def _tables_in(selectable: Any) -> tuple[Any, ...]:
    """The tables that a FROM element is made of, joins opened."""
    if getattr(selectable, "_is_join", False):
        return (*_tables_in(selectable.left), *_tables_in(selectable.right))
    return (selectable,)


def _resolve_version(mapper: Any) -> None:
    column = mapper.version_id_col
    if column is not None and hasattr(column, "prop"):
        mapper.version_id_col = column.prop.columns[0]


# -- properties -------------------------------------------------------------------------------------------------


def _add_all(mapper: Any, properties: dict[str, Any]) -> None:
    placed = _table_columns(mapper, properties)
    for key, given in properties.items():
        if key not in placed.values():
            add_property(mapper, key, given)
    parent = mapper.inherits
    if parent is not None:
        _inherit_all(mapper, parent, properties, set(placed.values()))
    prefix = mapper.settings.column_prefix or ""
    for column in mapper.persist_selectable.c:
        if column in placed:
            key = placed[column]
            if key not in mapper._props or mapper._props[key].parent is not mapper:
                add_property(mapper, key, properties[key])
                if parent is not None and key in parent._props and parent._props[key].is_column:
                    _append_columns(mapper, mapper._props[key], parent._props[key].columns)
            continue
        if column in mapper._property_of_column:
            continue
        key = prefix + column.key
        if _excluded(mapper, key, column) or _known_above(mapper, parent, column):
            continue
        add_property(mapper, key, column)


def _table_columns(mapper: Any, properties: dict[str, Any]) -> dict[Any, str]:
    """Columns of the mapped table that the user named: they keep their place among the table's columns."""
    own = {id(column) for column in mapper.persist_selectable.c}
    placed: dict[Any, str] = {}
    for key, given in properties.items():
        columns = given.columns if getattr(given, "is_property", False) and given.is_column else [given]
        if isinstance(given, (list, tuple)):
            columns = list(given)
        for column in columns:
            if id(column) in own:
                placed[column] = key
    return placed


def _inherit_all(mapper: Any, parent: Any, properties: dict[str, Any], named: set[str]) -> None:
    for key, prop in parent._props.items():
        if key in named:
            continue
        if key not in mapper._props:
            if not _hidden(mapper, key):
                _inherit(mapper, key, prop)
        elif prop.is_column and mapper._props[key].is_column:
            _append_columns(mapper, mapper._props[key], prop.columns)


def _known_above(mapper: Any, parent: Any, column: Any) -> bool:
    """Whether the parent maps this column of one of its tables: then so does this mapper, under that name."""
    if parent is None or mapper.settings.concrete or column.table is mapper.local_table:
        return False
    inherited = parent._property_of_column.get(column)
    if inherited is None:
        return False
    mapper._property_of_column[column] = mapper._props.get(inherited.key, inherited)
    return True


def _hidden(mapper: Any, key: str) -> bool:
    """Whether the class sets an inherited name to None: then it is not mapped here."""
    return mapper.settings.concrete or (key in mapper.class_.__dict__ and mapper.class_.__dict__[key] is None)


def _excluded(mapper: Any, key: str, column: Any) -> bool:
    settings = mapper.settings
    if settings.include_properties is not None and not _named(settings.include_properties, key, column):
        return not column.primary_key or mapper.inherits is not None
    if settings.exclude_properties is not None and _named(settings.exclude_properties, key, column):
        return True
    parent = mapper.inherits
    # A single-table subclass does not see the columns that its siblings brought to the table.
    return bool(settings.single and parent is not None and column not in parent._property_of_column)


def _named(names: Any, key: str, column: Any) -> bool:
    return any(name is column or (isinstance(name, str) and name == key) for name in names)


def _inherit(mapper: Any, key: str, prop: Any) -> None:
    """Take over a property of the parent; one that the new table has a column for gets that column too."""
    local = None
    if prop.is_column and not mapper.settings.single:
        local = mapper.local_table.c.get(prop.columns[0].key) if hasattr(mapper.local_table.c, "get") else None
        if local is not None and local in prop.columns:
            local = None
    if local is not None:
        own = prop.copy()
        own.columns = [local, *[column for column in prop.columns if column is not local]]
        own.set_parent(mapper, key)
        _register(mapper, key, own)
        return
    _register(mapper, key, prop)


def _append_columns(mapper: Any, prop: Any, columns: list[Any]) -> None:
    for column in columns:
        if column not in prop.columns:
            prop.columns.append(column)
        mapper._property_of_column[column] = prop


def add_property(mapper: Any, key: str, given: Any) -> None:
    """Take a column, an expression or a property into a mapper under a name, and put it on the class."""
    prop = _as_property(mapper, key, given)
    if prop.parent is None or prop.parent is mapper:
        prop.set_parent(mapper, key)
    _register(mapper, key, prop)
    for descendant in mapper.descendants:
        if key not in descendant._props:
            add_inherited(descendant, key, prop)


def add_inherited(mapper: Any, key: str, prop: Any) -> None:
    """Hand a property that the parent got later down to a mapper that inherits."""
    _register(mapper, key, prop)
    for descendant in mapper.descendants:
        if key not in descendant._props:
            add_inherited(descendant, key, prop)


def _register(mapper: Any, key: str, prop: Any) -> None:
    mapper._props[key] = prop
    if prop.is_column:
        for column in prop.columns:
            mapper._property_of_column[column] = prop
    prop.instrument(mapper)
    if not prop.is_relationship or prop._configured:  # else whether it is a collection is not known yet
        attach_validator(mapper, key)


def _as_property(mapper: Any, key: str, given: Any) -> MapperProperty[Any]:
    if isinstance(given, MapperProperty):
        if given.is_column:
            given.columns = [_own_column(mapper, column) for column in given.columns]  # type: ignore[attr-defined]
        return given
    columns = given if isinstance(given, (list, tuple)) else [given]
    if not columns or not all(hasattr(c, "__clause_element__") or hasattr(c, "_is_column_element") for c in columns):
        raise ArgumentError(
            f"WARNING: when configuring property '{key}' on {mapper}, column '{given!r}' conflicts: a Column, an SQL "
            "expression or a MapperProperty is expected"
        )
    return ColumnProperty(*[_own_column(mapper, column) for column in columns])


def _own_column(mapper: Any, column: Any) -> Any:
    """The column of the mapped selectable that stands for `column`, or the expression itself."""
    if hasattr(column, "__clause_element__") and not getattr(column, "is_clause_element", False):
        column = column.__clause_element__()
    if getattr(column, "is_placeholder", False):
        column = column.element
    if getattr(column, "table", None) is mapper.local_table or not hasattr(column, "table"):
        return column
    own = mapper.persist_selectable.corresponding_column(column)
    return column if own is None else own


# -- validators -------------------------------------------------------------------------------------------------


def attach_validator(mapper: Any, key: str) -> None:
    """Have the class's `@validates` method for an attribute, if there is one, see its values."""
    validator = _validator_of(mapper, key)
    if validator is not None and key in mapper.impls:
        add_validator(mapper, key, *validator)


def _validator_of(mapper: Any, key: str) -> Any:
    known = mapper.__dict__.get("_validators_found")
    if known is None:
        known = mapper.__dict__["_validators_found"] = _find_validators(mapper.class_)
        mapper.validators.update(known)
    return known.get(key)


def _find_validators(cls: type) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    found: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {}
    for base in cls.__mro__:
        for method in base.__dict__.values():
            names = getattr(method, "__sa_validators__", None)
            for name in names or ():
                found.setdefault(name, (method, method.__sa_validation_opts__))
    return found


def add_validator(mapper: Any, key: str, method: Callable[..., Any], options: dict[str, Any]) -> None:
    """Have a `@validates` method see every value that is set or added."""
    impl = mapper.impls[key]
    removes = options.get("include_removes", False)
    backrefs = options.get("include_backrefs", True)

    def heard(initiator: Any) -> bool:
        return backrefs or initiator.impl is impl

    def on_value(obj: Any, value: Any, *rest: Any) -> Any:
        if not heard(rest[-1]):
            return value
        return method(obj, key, value, False) if removes else method(obj, key, value)

    def on_many(obj: Any, values: list[Any], initiator: Any) -> None:
        if heard(initiator):
            values[:] = [method(obj, key, value, False) if removes else method(obj, key, value) for value in values]

    def on_added(obj: Any, value: Any, initiator: Any) -> Any:
        return value if initiator.op == "bulk_replace" else on_value(obj, value, initiator)

    def on_removed(obj: Any, value: Any, initiator: Any) -> None:
        if heard(initiator):
            method(obj, key, value, True)

    checks = _checks_of(impl)
    if impl.collection:
        checks._add("append", on_added)
        checks._add("bulk_replace", on_many)
    else:
        checks._add("set", on_value)
    if removes:
        checks._add("remove", on_removed)
    mapper.class_manager.register(key, impl)


def _checks_of(impl: Any) -> AttributeDispatch:
    if impl.checks is None:
        impl.checks = AttributeDispatch()
    checks: AttributeDispatch = impl.checks
    return checks


def add_single_parent_check(mapper: Any, key: str) -> None:
    """Refuse an object that another object of the class has already (`single_parent=True`)."""
    impl = mapper.impls[key]

    def on_value(obj: Any, value: Any, *rest: Any) -> Any:
        # What comes by a backref takes the place of what the other side had.
        if value is not None and rest[-1].impl is impl and impl.has_parent(promote(value)):
            # For a collection the last argument but one is not an old value: a member that comes is always another.
            known = None if impl.collection else obj.__dict__.get(key)
            if known is not value:
                raise InvalidRequestError(
                    f"Instance {instance_str(value)} is already associated with an instance of {mapper.class_} via its "
                    f"{impl.prop} attribute, and is only allowed a single parent.",
                    code="bbf1",
                )
        return value

    _checks_of(impl)._add("append" if impl.collection else "set", on_value)
    mapper.class_manager.register(key, impl)


def _call_without_context(method: Callable[[Any], None], obj: Any, context: Any) -> None:
    method(obj)


def _find_reconstructor(mapper: Any) -> None:
    """The `@reconstructor` method is called for each loaded object, like any listener to its loading."""
    for base in mapper.class_.__mro__:
        for method in base.__dict__.values():
            if getattr(method, "__sa_reconstructor__", False):
                mapper.class_manager.dispatch._add("load", partial(_call_without_context, method))
                return


# -- primary key ------------------------------------------------------------------------------------------------


def _find_primary_key(mapper: Any) -> None:
    given = mapper.settings.primary_key
    parent = mapper.inherits
    if given:
        columns = [_own_column(mapper, expect("column_argument", column)) for column in given]
    elif parent is not None and not mapper.settings.concrete:
        columns = list(parent.primary_key)
    else:
        columns = [column for column in mapper.persist_selectable.primary_key if column in mapper._property_of_column]
    if not columns:
        raise ArgumentError(
            f"Mapper {mapper} could not assemble any primary key columns for mapped table "
            f"'{mapper.persist_selectable.description}'. Mark a column with primary_key=True, or name the columns: "
            '__mapper_args__ = {"primary_key": [...]}.'
        )
    mapper.primary_key = tuple(columns)
    mapper.pk_keys = tuple(_key_of(mapper, column) for column in columns)
    mapper.pk_of = itemgetter(*mapper.pk_keys)
    mapper.identity_of = identity_function(mapper.identity_mapper.class_, mapper.pk_keys)


def _key_of(mapper: Any, column: Any) -> str:
    prop = mapper._property_of_column.get(column)
    if prop is None:
        raise InvalidRequestError(f"The primary key column {column} of {mapper} is not mapped to an attribute")
    key: str = prop.key
    return key


def identity_function(cls: type, keys: tuple[str, ...]) -> Callable[[dict[str, Any]], Any]:
    """What computes an identity key from the values of an object."""
    if len(keys) == 1:
        key = keys[0]
        return lambda present: (cls, (present[key],), None)
    return lambda present: (cls, tuple([present[key] for key in keys]), None)
