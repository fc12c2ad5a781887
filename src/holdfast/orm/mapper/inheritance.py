"""How a mapper inherits: from which mapper, by which join, told apart by which value."""

from __future__ import annotations

from typing import Any

from ...exc import ArgumentError
from ...sql.elements import expect
from ...sql.selectable import join, join_condition
from .registry import mapper_or_none


def configure_inheritance(mapper: Any) -> None:
    """Set what follows from `inherits`: the parent, tables, join and discriminator."""
    settings = mapper.settings
    parent = _parent_of(mapper, settings.inherits)
    mapper.inherits = parent
    mapper.inherit_condition = None
    mapper.polymorphic_on = None
    mapper.polymorphic_identity = settings.polymorphic_identity
    mapper.version_id_generator = settings.version_id_generator
    mapper.version_id_col = settings.version_id_col
    if parent is None:
        mapper.base_mapper = mapper.identity_mapper = mapper
        mapper.persist_selectable = mapper.local_table
        mapper.polymorphic_map = {}
        return
    mapper.base_mapper = parent.base_mapper
    # A concrete subclass numbers its rows by itself.
    mapper.identity_mapper = mapper if settings.concrete else parent.identity_mapper
    if mapper.local_table is None:
        mapper.local_table = parent.local_table
        mapper.persist_selectable = parent.persist_selectable
        settings.single = True
    elif mapper.local_table is parent.local_table:
        mapper.persist_selectable = parent.persist_selectable
        settings.single = True
    elif settings.concrete:
        mapper.persist_selectable = mapper.local_table
    else:
        mapper.inherit_condition = _inherit_condition(mapper, parent)
        mapper.persist_selectable = join(parent.persist_selectable, mapper.local_table, mapper.inherit_condition)
    mapper.polymorphic_map = parent.polymorphic_map
    if mapper.version_id_col is None and parent.version_id_col is not None:
        mapper.version_id_col = parent.version_id_col
        mapper.version_id_generator = parent.version_id_generator
    parent.descendants.append(mapper)


def _parent_of(mapper: Any, inherits: Any) -> Any:
    if inherits is None:
        return None
    parent = mapper_or_none(inherits)
    if parent is None:
        raise ArgumentError(f"Mapper or mapped class expected for inherits, got {inherits!r}")
    if not issubclass(mapper.class_, parent.class_):
        raise ArgumentError(f"Class '{mapper.class_.__name__}' does not inherit from '{parent.class_.__name__}'")
    return parent


def _inherit_condition(mapper: Any, parent: Any) -> Any:
    given = mapper.settings.inherit_condition
    if given is not None:
        return expect("on_clause", given() if callable(given) and not hasattr(given, "__clause_element__") else given)
    try:
        return join_condition(parent.local_table, mapper.local_table)
    except ArgumentError as error:
        raise type(error)(
            f"Can't determine the inherit condition between inherited table '{parent.local_table.description}' and "
            f"inheriting table '{mapper.local_table.description}': {error}. Give the `inherit_condition` mapper argument "
            f"in __mapper_args__ of {mapper.class_.__name__}."
        ) from error


def configure_polymorphic(mapper: Any) -> None:
    """Resolve the discriminator column and enter the mapper's identity in the hierarchy's table."""
    mapper.polymorphic_on = _discriminator(mapper)
    identity = mapper.polymorphic_identity
    if identity is not None:
        known = mapper.polymorphic_map.get(identity)
        if known is not None and known is not mapper:
            mapper.settings.reassigned = known
        mapper.polymorphic_map[identity] = mapper


def _discriminator(mapper: Any) -> Any:
    given = mapper.settings.polymorphic_on
    if given is None:
        parent = mapper.inherits
        return None if parent is None or mapper.settings.concrete else parent.polymorphic_on
    if isinstance(given, str):
        prop = mapper._props.get(given)
        if prop is None:
            raise ArgumentError(
                f"Can't determine polymorphic_on value '{given}' - no attribute is mapped to this name."
            )
        return prop.columns[0]
    if hasattr(given, "prop"):
        return given.prop.columns[0]
    if hasattr(given, "columns") and getattr(given, "is_property", False):
        return given.columns[0]
    column = expect("column_argument", given)
    if getattr(column, "is_placeholder", False):
        column = column.element
    if column not in mapper._property_of_column:
        own = mapper.persist_selectable.corresponding_column(column)
        if own is None:
            if getattr(column, "name", None) is None:
                column = column.label("_sa_polymorphic_on")
            mapper.configure_property(str(column.key), column)
            return column
        column = own
    return column


def discriminator_values(mapper: Any) -> tuple[Any, ...]:
    """The identities of a mapper and all that inherit from it: what a single-table query filters on."""
    return tuple(m.polymorphic_identity for m in mapper.self_and_descendants if not m.settings.polymorphic_abstract)
