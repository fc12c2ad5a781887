"""Types that take part in the schema: they may bring a CHECK constraint or a database object of their own (an ENUM type).

A type knows no constraint class; the column that is attached to a table asks `schema_types(type_)` and builds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...event import Dispatch, EventTarget
from ...exc import ArgumentError
from ...util import NO_ARG, warn_deprecated
from ..structure import quoted_name
from .base import TypeEngine, TypeEngineMixin
from .construct import constructor_copy

# Shared by all until someone listens to one of them; then that one gets a table of its own.
_SHARED = Dispatch(("before_parent_attach", "after_parent_attach"))
_SHARED._is_of_class = True


class SchemaEventTarget(EventTarget):
    """What is attached to a parent in the schema; handlers of `before_parent_attach` and `after_parent_attach` are told."""

    dispatch: Any = _SHARED

    def _set_parent(self, parent: Any, **kw: Any) -> None:
        """Take note of the parent."""

    def _set_parent_with_dispatch(self, parent: Any, **kw: Any) -> None:
        dispatch = self.dispatch
        for handler in dispatch.before_parent_attach:
            handler(self, parent)
        self._set_parent(parent, **kw)
        for handler in dispatch.after_parent_attach:
            handler(self, parent)


class Emulated(TypeEngineMixin):
    """Types that some databases have natively and others imitate."""

    native: bool = True

    def adapt_to_emulated(self, impltype: type[Any], **kw: Any) -> Any:
        """This type made into an implementation class that imitates it."""
        return constructor_copy(self, impltype, **kw)

    def adapt(self, cls: type[Any], **kw: Any) -> Any:
        if issubclass(cls, NativeForEmulated):
            if self.native:
                new = cls.adapt_emulated_to_native(self, **kw)
            else:
                new = cls.adapt_native_to_emulated(self, **kw)
        elif issubclass(cls, self.__class__):
            new = self.adapt_to_emulated(cls, **kw)
        else:
            new = constructor_copy(self, cls, **kw)
        variants = self._variant_mapping  # type: ignore[attr-defined]
        if variants:
            new._variant_mapping = variants
        return new


class NativeForEmulated(TypeEngineMixin):
    """A database's own type that stands for an emulated one."""

    @classmethod
    def adapt_native_to_emulated(cls, impl: Any, **kw: Any) -> Any:
        return impl.adapt(impl.__class__, **kw)

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **kw: Any) -> Any:
        return constructor_copy(impl, cls, **kw)


def warn_inherit_schema() -> None:
    """Users' `inherit_schema=True` is of an older time; copies of such a type do not come here."""
    warn_deprecated(
        "the ``inherit_schema`` parameter is deprecated.The schema will be inherited from the ``metadata`` object. To "
        "keep using the table schema as the type schema, pass the ``schema`` parameter directly.",
        version="2.1",
    )


class SchemaType(SchemaEventTarget, TypeEngineMixin):
    """A type with a name of its own in the schema, or with a CHECK constraint on its columns."""

    create_constraint: bool = False
    name: str | None
    schema: str | None
    metadata: Any = None
    create_type: bool
    _schema_provided = True
    _inherit_schema = False
    # What creates and drops the type in the database, for types that are objects of their own there.
    _create_construct: Any = None
    _drop_construct: Any = None

    def __init__(
        self,
        name: str | None = None,
        schema: Any = NO_ARG,
        metadata: Any = None,
        inherit_schema: bool = False,
        quote: bool | None = None,
        create_type: bool = True,
        _create_events: bool = True,
        _adapted_from: Any = None,
    ) -> None:
        if inherit_schema:
            warn_inherit_schema()
        self._set_schema_arguments(name, schema, metadata, inherit_schema, create_type, quote)

    def _set_schema_arguments(
        self,
        name: str | None,
        schema: Any,
        metadata: Any,
        inherit_schema: bool,
        create_type: bool,
        quote: bool | None = None,
    ) -> None:
        self.name = name if quote is None or name is None else quoted_name(name, quote)
        self.quote = quote
        self._schema_provided = schema is not NO_ARG
        if schema is not NO_ARG and inherit_schema:
            raise ArgumentError("Ambiguously setting inherit_schema=True while also passing a schema argument")
        self.schema = getattr(metadata, "schema", None) if schema is NO_ARG else schema
        self._inherit_schema = inherit_schema
        self.metadata = metadata
        self.create_type = create_type
        if metadata is not None and name is not None:
            metadata._schema_type_made(self)

    def _used_in(self, table: Any) -> None:
        """Take the schema of the table, or that of its MetaData, if none was given."""
        if self._schema_provided:
            return  # also of types that have no schema at all
        if self._inherit_schema:
            schema = table.schema
        else:
            schema = (table.metadata if self.metadata is None else self.metadata).schema
        if schema != self.schema:
            self.schema = schema
            for memo in ("_type_key", "_memos"):
                self.__dict__.pop(memo, None)

    def _move_to(self, schema: str | None) -> None:
        """Be a type of another schema: that of the table which was copied with this copy."""
        if getattr(self, "name", None) is not None and hasattr(self, "metadata"):
            self.schema, self.metadata, self._schema_provided = schema, None, True

    @property
    def inherit_schema(self) -> bool:
        return self._inherit_schema

    def check_condition(self, column: Any) -> Any:
        """The condition of the CHECK constraint on `column`, or None when this type brings none."""
        return None

    def _should_create_constraint(self, compiler: Any, **kw: Any) -> bool:
        """Whether the constraint is printed on the compiler's dialect; the native type needs none."""
        return False

    def create(self, bind: Any, checkfirst: bool = False) -> None:
        """Emit the DDL of this type, on databases that have such types."""
        implementation = self.dialect_impl(bind.dialect)  # type: ignore[attr-defined]
        if implementation is not self and isinstance(implementation, SchemaType):
            implementation.create(bind, checkfirst=checkfirst)

    def drop(self, bind: Any, checkfirst: bool = False) -> None:
        implementation = self.dialect_impl(bind.dialect)  # type: ignore[attr-defined]
        if implementation is not self and isinstance(implementation, SchemaType):
            implementation.drop(bind, checkfirst=checkfirst)


def named_types(type_: TypeEngine[Any], dialect: Any) -> Iterator[Any]:
    """The types that must exist in the database of this dialect before a column of `type_` can be made."""
    used = type_._unwrapped_dialect_impl(dialect)
    if used._is_array:
        yield from named_types(used.item_type, dialect)  # type: ignore[attr-defined]
    elif isinstance(used, SchemaType) and used._create_construct is not None and used.create_type:
        yield used


def schema_types(type_: TypeEngine[Any]) -> list[Any]:
    """The schema types in `type_`: itself, what a decorator decorates, its variants, an array's element."""
    found: list[Any] = [type_] if isinstance(type_, SchemaType) else []
    if type_._is_type_decorator:
        found += schema_types(type_.impl_instance)  # type: ignore[attr-defined]
    if type_._is_array:
        found += schema_types(type_.item_type)  # type: ignore[attr-defined]
    if type_._variant_mapping:
        for variant in type_._variant_mapping.values():
            found += schema_types(variant)
    return found
