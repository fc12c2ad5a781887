"""From a class body to a table and a mapper.

The steps: gather what the class and its mixins declare (`_gather`), complete columns from annotations (`_complete`),
make the table (`_make_table`), make the mapper (`_make_mapper`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...exc import ArgumentError, InvalidRequestError
from ...sql.schema import Column, MetaData, Table
from ...util import NO_ARG, in_body_order, warn
from ..attributes import InstrumentedAttribute, QueryableAttribute, default_constructor
from ..exc import MappedAnnotationError
from ..interfaces import MapperProperty
from ..mapper import Mapper, mapper_or_none
from ..properties import CompositeProperty
from .annotations import (
    MappedAnnotation,
    annotated_extras,
    column_type,
    is_class_var,
    is_nullable,
    mapped_annotation,
    relationship_annotation,
)
from .columns import MappedColumn
from .mixins import declared_attr
from .resolve import NameResolver, register_class

_DIRECTIVES = frozenset({"__tablename__", "__table_args__", "__mapper_args__", "__table__"})
_IGNORED = frozenset({"metadata", "registry", "type_annotation_map"})


class ClassScan:
    """What one class declares, on the way to its mapper."""

    def __init__(self, registry: Any, cls: type, table: Any = None) -> None:
        self.registry = registry
        self.cls = cls
        self.table = table
        self.declared: dict[Any, Any] = {}
        self.attributes: dict[str, Any] = {}  # name -> what it is to be
        self.annotations: dict[str, MappedAnnotation] = {}
        self.columns: dict[str, MappedColumn[Any]] = {}
        self.properties: dict[str, Any] = {}
        self.tablename: Any = None
        self.table_args: Any = None
        self.mapper_args: dict[str, Any] = {}
        self.parent = self._find_parent()
        self.from_mixin: set[str] = set()

    def run(self) -> Mapper:
        type.__setattr__(self.cls, "_sa_scan", self)
        try:
            self._read_directives()
            self._gather()
            self._complete()
            self._make_table()
            mapper = self._make_mapper()
        finally:
            if "_sa_scan" in self.cls.__dict__:
                type.__delattr__(self.cls, "_sa_scan")
        return mapper

    def _find_parent(self) -> Any:
        parents = [mapper for base in self.cls.__bases__ if (mapper := _nearest_mapper(base)) is not None]
        if self.cls.__dict__.get("__mapper_args__") and isinstance(self.cls.__dict__["__mapper_args__"], dict):
            given = self.cls.__dict__["__mapper_args__"].get("inherits")
            if given is not None:
                return mapper_or_none(given)
        if len({id(p) for p in parents}) > 1 and not any(all(p.isa(o) for o in parents) for p in parents):
            names = ", ".join(repr(p.class_) for p in parents)
            raise InvalidRequestError(f"Class {self.cls!r} has multiple mapped bases: [{names}]")
        return parents[0] if parents else None

    # -- gathering --------------------------------------------------------------------------------------------

    def _read_directives(self) -> None:
        cls = self.cls
        for name in ("__tablename__", "__table_args__", "__table__"):
            value = self._directive(name)
            if name == "__tablename__":
                self.tablename = value
            elif name == "__table_args__":
                self.table_args = value
            elif value is not None and self.table is None:
                self.table = value
        value = self._directive("__mapper_args__", inherit_from_mixins=True)
        if callable(value):
            value = value()
        self.mapper_args = dict(value or {})
        if self.table_args is not None and not isinstance(self.table_args, (dict, tuple)):
            raise ArgumentError("__table_args__ value must be a tuple, dict, or None")
        if self.tablename is not None and not isinstance(self.tablename, str):
            raise ArgumentError(f"__tablename__ of {cls.__name__} must be a string, got {self.tablename!r}")

    def _directive(self, name: str, inherit_from_mixins: bool = True) -> Any:
        """A directive of the class itself or of a mixin; not one of a mapped parent."""
        for base in self.cls.__mro__:
            if name not in base.__dict__:
                continue
            if base is not self.cls and _is_mapped(base):
                return None
            value = base.__dict__[name]
            if isinstance(value, declared_attr) or hasattr(value, "__get__"):
                return getattr(self.cls, name)
            return value
        return None

    def _gather(self) -> None:
        """Attributes of the class and its mixins; the class's own win, mixins' come in the order of the MRO."""
        own = dict(self._members(self.cls))
        mixed: dict[str, Any] = {}
        for base in self.cls.__mro__[1:]:
            if base is object or _is_mapped(base) or _is_above_parent(base, self.parent):
                continue
            for name, value in self._members(base):
                if name in own or name in mixed or name in _DIRECTIVES:
                    continue
                if name in self.cls.__dict__ and not isinstance(value, declared_attr):
                    continue
                taken = self._from_mixin(base, name, value)
                if taken is not None:
                    mixed[name] = taken
                    self.from_mixin.add(name)
        self.attributes = {**own, **mixed}

    def _members(self, base: type) -> Iterator[tuple[str, Any]]:
        """Names with values or with `Mapped[...]` annotations of one class body, in order."""
        annotations = base.__dict__.get("__annotations__", {})  # noqa: RUF063 - `inspect` is not imported at start
        for name in in_body_order(list(base.__dict__), list(annotations)):
            if (name.startswith("__") and name not in _DIRECTIVES) or name in _IGNORED:
                if name == "metadata" and isinstance(base.__dict__.get(name), (MappedColumn, Column, MapperProperty)):
                    warn(
                        "Attribute name 'metadata' should be left reserved for the MetaData instance when using a "
                        "Declarative class."
                    )
                continue
            if base is self.cls and name in _DIRECTIVES:
                continue
            value = base.__dict__.get(name)
            annotation = annotations.get(name)
            mapped = (
                None if annotation is None or is_class_var(annotation) else mapped_annotation(annotation, base, name)
            )
            if mapped is not None:
                self.annotations.setdefault(name, mapped)
                yield name, value if name in base.__dict__ else MappedColumn()
            elif isinstance(value, (MappedColumn, Column, MapperProperty, declared_attr)):
                if annotation is not None and not isinstance(value, declared_attr):
                    self._check_annotation(base, name, annotation)
                yield name, value
            elif base is self.cls and isinstance(value, tuple) and len(value) == 1:
                self._check_trailing_comma(name, value[0])

    def _check_annotation(self, base: type, name: str, annotation: Any) -> None:
        if not getattr(self.cls, "__allow_unmapped__", False) and not is_class_var(annotation):
            self._refuse_unmapped(base, name, annotation)

    def _check_trailing_comma(self, name: str, value: Any) -> None:
        if isinstance(value, (MappedColumn, Column, MapperProperty)):
            warn(
                f"Ignoring declarative-like tuple value of attribute '{self.cls.__name__}.{name}': possibly a copy-and-paste error "
                "with a comma accidentally placed at the end of the line?"
            )

    def _refuse_unmapped(self, base: type, name: str, annotation: Any) -> None:
        raise MappedAnnotationError(
            f'Type annotation for "{base.__name__}.{name}" can\'t be correctly interpreted for Annotated Declarative Table form.  '
            f"ORM annotations should normally make use of the ``Mapped[]`` generic type, or other ORM-compatible generic type, as a "
            f"container for the actual type, which indicates the intent that the attribute is mapped: write Mapped[{annotation}]. "
            "Class variables that are not intended to be mapped by the ORM should use ClassVar[].  To allow Annotated Declarative "
            'to disregard legacy annotations which don\'t use Mapped[] to pass, set "__allow_unmapped__ = True" on the class or a '
            "superclass this class.",
            code="zlpr",
        )

    def _from_mixin(self, base: type, name: str, value: Any) -> Any:
        if isinstance(value, declared_attr):
            if value._is_directive:
                return None
            made = getattr(self.cls, name)
            if isinstance(made, Column) and made.table is not None:
                return made
            return made
        if isinstance(value, MappedColumn):
            return value.copy()
        if isinstance(value, Column):
            if value.foreign_keys and any(
                not key._is_copyable for key in value.foreign_keys if hasattr(key, "_is_copyable")
            ):
                raise InvalidRequestError(
                    "Columns with foreign keys to other columns must be declared as @declared_attr callables on declarative mixin "
                    "classes.  For dataclass field() objects, use a lambda:."
                )
            return value._copy()
        if isinstance(value, MapperProperty):
            if name in self.annotations and value.is_relationship is False and not value.is_column:
                return value
            raise InvalidRequestError(
                "Mapper properties (i.e. deferred,column_property(), relationship(), etc.) must be declared as @declared_attr callables on "
                "declarative mixin classes.  For dataclass field() objects, use a lambda:."
            )
        return None

    # -- completing -------------------------------------------------------------------------------------------

    def _complete(self) -> None:
        for name, value in list(self.attributes.items()):
            if isinstance(value, declared_attr):
                value = getattr(self.cls, name)
            if isinstance(value, Column):
                if value.table is not None:
                    self.properties[name] = value
                    continue
                value = _carrier(value, None)
            if isinstance(value, MappedColumn):
                self._complete_column(name, value)
            elif isinstance(value, MapperProperty):
                self._complete_property(name, value)
            elif isinstance(value, (InstrumentedAttribute, QueryableAttribute)):
                continue
            elif value is not None and hasattr(value, "__clause_element__") and not isinstance(value, type):
                self.properties[name] = value

    def _complete_column(self, name: str, value: MappedColumn[Any]) -> None:
        annotation = self.annotations.get(name)
        if annotation is not None and annotation.inner is not None:
            self._apply_annotation(name, value, annotation.inner)
        elif not value.has_type and not value.column.foreign_keys and value.column.name is None and annotation is None:
            pass
        column = value.column
        if column.name is None:
            column.name = name
        if column.key is None:
            column.key = column.name if column.name != name else name
        self.columns[name] = value

    def _apply_annotation(self, name: str, value: MappedColumn[Any], annotation: Any) -> None:
        templates = [extra for extra in annotated_extras(annotation) if isinstance(extra, MappedColumn)]
        for template in templates:
            value.merge(template.copy())
        column = value.column
        if not value.has_nullable and not column.primary_key:
            column.nullable = is_nullable(annotation)
        if not value.has_type and not column.foreign_keys:
            # A column with a foreign key has the type of the column it points at.
            column._set_type(column_type(annotation, self.registry.type_annotation_map_, self.cls, name))

    def _complete_property(self, name: str, value: MapperProperty[Any]) -> None:
        annotation = self.annotations.get(name)
        if value.is_relationship:
            relation: Any = value
            relation.arguments.resolver = NameResolver(self.cls, self.registry, relation)
            if annotation is not None and annotation.inner is not None:
                said = relationship_annotation(annotation.inner, self.cls, name)
                if relation.arguments.argument is None:
                    relation.arguments.argument = said.target
                if relation.uselist is None:
                    relation.uselist = said.uselist
                if said.uselist and relation.collection_class is None:
                    relation.collection_class = said.collection_class
            elif relation.arguments.argument is None and annotation is None:
                raise ArgumentError(
                    f"relationship {self.cls.__name__}.{name} has no target: annotate it, {name}: Mapped[...], or give the class"
                )
        elif isinstance(value, CompositeProperty):
            self._complete_composite(name, value, annotation)
        elif value.is_column:
            self._complete_column_property(name, value, annotation)
        self.properties[name] = value

    def _complete_column_property(self, name: str, value: Any, annotation: MappedAnnotation | None) -> None:
        """Columns that a `column_property()` or `deferred()` brings along belong to the table."""
        for column in value.columns:
            if (
                isinstance(column, Column)
                and column.table is None
                and not any(column is known.column for known in self.columns.values())
            ):
                mapped = _carrier(column, value)
                if annotation is not None and annotation.inner is not None and column is value.columns[0]:
                    self._apply_annotation(name, mapped, annotation.inner)
                if column.name is None:
                    column.name = name
                if column.key is None:
                    column.key = column.name
                self.columns[name if column is value.columns[0] else column.key] = mapped

    def _complete_composite(
        self, name: str, value: CompositeProperty[Any], annotation: MappedAnnotation | None
    ) -> None:
        given = value.composite_class
        if (
            given is not None
            and not isinstance(given, type)
            and not (callable(given) and not isinstance(given, MappedColumn))
        ):
            value.attrs = (given, *value.attrs)
            value.composite_class = None
        if value.composite_class is None and annotation is not None:
            value.composite_class = _single(annotation.inner)
        if annotation is not None and value.return_none_on is None and is_nullable(annotation.inner):
            value.return_none_on = _all_none
        if value.composite_class is None:
            raise ArgumentError(
                f"composite {self.cls.__name__}.{name} has no class: annotate it, or give the class first"
            )
        attrs: list[Any] = []
        fields = getattr(value.composite_class, "__dataclass_fields__", {})
        for field, attr in zip([*fields] + [None] * len(value.attrs), value.attrs, strict=False):
            if isinstance(attr, MappedColumn):
                key = next((k for k, v in self.attributes.items() if v is attr), None)
                if key is None:
                    key = attr.column.name or field
                    assert key is not None
                    if field is not None and not attr.has_type:
                        said = fields[field].type
                        said = (
                            mapped_annotation(f"Mapped[{said}]", self.cls, key)
                            if isinstance(said, str)
                            else MappedAnnotation(said, None)
                        )
                        if said is not None:
                            self.annotations[f"_{name}_{key}"] = said
                            self._apply_annotation(key, attr, said.inner)
                    key = attr.column.name or f"_{name}_{field}"
                    self._complete_column(key, attr)
                attrs.append(key)
            else:
                attrs.append(attr)
        value.attrs = tuple(attrs)

    # -- table ------------------------------------------------------------------------------------------------

    def _make_table(self) -> None:
        args, keywords = self._table_arguments()
        if self.table is not None:
            self._use_given_table()
            return
        if self.tablename is None:
            self._use_parent_table(args)
            return
        ordered = sorted(self.columns.values(), key=lambda c: 0 if c.sort_order is NO_ARG else c.sort_order)
        self.table = Table(self.tablename, self.registry_metadata, *[c.column for c in ordered], *args, **keywords)
        self._columns_to_properties()

    @property
    def registry_metadata(self) -> Any:
        metadata = getattr(self.cls, "metadata", None)
        return metadata if isinstance(metadata, MetaData) else self.registry.metadata

    def _table_arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        given = self.table_args
        if not given:
            return (), {}
        if isinstance(given, dict):
            return (), dict(given)
        if isinstance(given[-1], dict):
            return tuple(given[:-1]), dict(given[-1])
        return tuple(given), {}

    def _use_given_table(self) -> None:
        table = self.table
        for name, mapped in list(self.columns.items()):
            column = mapped.column
            if column.name in table.c:
                self.properties[name] = table.c[column.name]
                continue
            raise ArgumentError(f"Can't add additional column {name!r} when specifying __table__")

    def _use_parent_table(self, args: tuple[Any, ...]) -> None:
        parent = self.parent
        if parent is None:
            raise InvalidRequestError(
                f"Class {self.cls!r} does not have a __table__ or __tablename__ specified and does not inherit from an existing "
                "table-mapped class."
            )
        if args:
            raise ArgumentError("Can't place __table_args__ on an inherited class with no table.")
        table = parent.local_table
        for name, mapped in self.columns.items():
            column = mapped.column
            known = table.c.get(column.name) if column.name in table.c else None
            if known is not None:
                if not mapped.use_existing_column and name not in self.from_mixin:
                    raise ArgumentError(
                        f"Column '{column.name}' on class {self.cls.__name__} conflicts with existing column '{known}'.  If using "
                        "Declarative, consider using the use_existing_column parameter of mapped_column() to resolve conflicts."
                    )
                mapped.column = known
            else:
                if column.primary_key:
                    raise ArgumentError("Can't place primary key columns on an inherited class with no table.")
                table.append_column(column)
        self._columns_to_properties(always=True)

    def _columns_to_properties(self, always: bool = False) -> None:
        for name, mapped in self.columns.items():
            if mapped.mapper_property_to_assign is not None:
                continue  # its property is among the properties already
            made = mapped.as_property()
            if always or made is not mapped.column or name != mapped.column.key:
                self.properties[name] = made

    # -- mapper -----------------------------------------------------------------------------------------------

    def _make_mapper(self) -> Mapper:
        cls = self.cls
        settings = {name: self._setting(value) for name, value in self.mapper_args.items()}
        given = settings.pop("properties", None)
        if given:
            self.properties.update(given)
        if self.parent is not None:
            settings.setdefault("inherits", self.parent)
        table = self.table
        if table is None and self.parent is not None and settings.get("concrete"):
            raise ArgumentError(f"Mapper of {cls.__name__} is concrete and needs a table")
        for name, value in list(self.attributes.items()):
            if (
                isinstance(value, (MappedColumn, Column, MapperProperty))
                and name in cls.__dict__
                and name not in self.properties
            ):
                type.__delattr__(cls, name)
        register_class(self.registry, cls)
        mapper: Mapper[Any] = Mapper(
            cls,
            table,
            self.properties,
            _registry=self.registry,
            _constructor=self.registry.constructor or default_constructor,
            **settings,
        )
        type.__setattr__(cls, "__mapper__", mapper)
        if table is not None or "__table__" not in cls.__dict__:
            type.__setattr__(cls, "__table__", mapper.local_table)
        return mapper

    def _setting(self, value: Any) -> Any:
        """Columns in `__mapper_args__` were named by their attributes in the class body."""
        if isinstance(value, MappedColumn):
            for mapped in self.columns.values():
                if mapped is value or mapped._creation_order == value._creation_order:
                    return mapped.column
            return value.column
        if isinstance(value, (list, tuple)):
            return [self._setting(member) for member in value]
        return value


def _carrier(column: Any, prop: Any) -> MappedColumn[Any]:
    """A plain Column as a mapped column; `prop` is its property if it has one already."""
    carried: MappedColumn[Any] = MappedColumn()
    carried.column = column
    carried.has_nullable = True
    carried.mapper_property_to_assign = prop
    return carried


def _nearest_mapper(base: type) -> Any:
    for cls in base.__mro__:
        mapper = mapper_or_none(cls)
        if mapper is not None:
            return mapper
    return None


def _is_mapped(cls: type) -> bool:
    return "_sa_class_manager" in cls.__dict__


def _is_above_parent(base: type, parent: Any) -> bool:
    """A mixin of the parent has done its work there, unless a cascading attribute says otherwise."""
    return (
        parent is not None
        and issubclass(parent.class_, base)
        and not any(isinstance(value, declared_attr) and value._cascading for value in base.__dict__.values())
    )


def _single(annotation: Any) -> Any:
    members = [m for m in getattr(annotation, "__args__", ()) if m is not type(None)]
    return members[0] if members and not isinstance(annotation, type) else annotation


def _all_none(*values: Any) -> bool:
    return all(value is None for value in values)
