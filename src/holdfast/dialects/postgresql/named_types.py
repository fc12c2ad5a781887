"""Types with a name in the database, ENUM and DOMAIN, and the DDL that creates and drops them."""

from __future__ import annotations

from typing import Any

from ...sql.ddl import ExecutableDDLElement
from ...sql.elements import expect
from ...sql.schema import DDLRequest
from ...sql.types import Enum, NativeForEmulated, Processor, SchemaType, TypeEngine, to_instance
from ...util import NO_ARG, warn

__all__ = ["DOMAIN", "ENUM", "CreateDomainType", "CreateEnumType", "DropDomainType", "DropEnumType", "NamedType"]


class _NamedTypeDDL(ExecutableDDLElement):
    """A statement about one named type."""

    def __init__(self, element: Any) -> None:
        self.element = self.target = element


class CreateEnumType(_NamedTypeDDL):
    """`CREATE TYPE ... AS ENUM`."""

    __visit_name__ = "create_enum_type"


class DropEnumType(_NamedTypeDDL):
    """`DROP TYPE`."""

    __visit_name__ = "drop_enum_type"


class CreateDomainType(_NamedTypeDDL):
    """`CREATE DOMAIN`."""

    __visit_name__ = "create_domain_type"


class DropDomainType(_NamedTypeDDL):
    """`DROP DOMAIN`."""

    __visit_name__ = "drop_domain_type"


class NamedType(SchemaType, TypeEngine[Any]):
    """The base of types that are created and dropped by name.

    `create_all()` creates those of its tables first and `drop_all()` drops them last, unless `create_type=False`.
    """

    def create(self, bind: Any, checkfirst: Any = True, **kw: Any) -> None:
        """Create the type."""
        bind.run_ddl(DDLRequest("create", self), checkfirst)

    def drop(self, bind: Any, checkfirst: Any = True, **kw: Any) -> None:
        """Drop the type."""
        bind.run_ddl(DDLRequest("drop", self), checkfirst)


class ENUM(NamedType, NativeForEmulated, Enum):
    """A named type of strings: `ENUM("red", "green", name="color")`. The general Enum becomes this one here."""

    _type_affinity = Enum._type_affinity
    native_enum = True
    _create_construct: Any = CreateEnumType
    _drop_construct: Any = DropEnumType

    def __init__(self, *enums: Any, name: Any = NO_ARG, create_type: bool = True, **kw: Any) -> None:
        if kw.pop("native_enum", None) is False:
            warn(
                "the native_enum flag does not apply to the sqlalchemy.dialects.postgresql.ENUM datatype; this type "
                "always refers to ENUM.   Use sqlalchemy.types.Enum for non-native enum."
            )
        kw["create_type"] = create_type
        if name is not NO_ARG:
            kw["name"] = name
        Enum.__init__(self, *enums, **kw)

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **kw: Any) -> ENUM:
        """The ENUM that stands for a general Enum."""
        values, arguments = impl._enum_arguments(kw)
        made = cls(*values, **arguments)
        made.schema = impl.schema  # of the table that it is used in, if it was given none
        return made


class DOMAIN(NamedType):
    """A type with conditions of its own on top of another: `DOMAIN("positive", Integer, check="VALUE > 0")`."""

    __visit_name__ = "DOMAIN"
    _create_construct: Any = CreateDomainType
    _drop_construct: Any = DropDomainType

    def __init__(
        self,
        name: str,
        data_type: Any,
        *,
        collation: str | None = None,
        collation_schema: str | None = None,
        default: Any = None,
        constraint_name: str | None = None,
        not_null: bool | None = None,
        check: Any = None,
        create_type: bool = True,
        **kw: Any,
    ) -> None:
        self.data_type = to_instance(data_type)
        self.default = default
        self.collation = collation
        self.collation_schema = collation_schema
        self.constraint_name = constraint_name
        self.not_null = bool(not_null)
        self.check = None if check is None else expect("ddl_expression", check)
        super().__init__(create_type=create_type, name=name, **kw)

    def adapt(self, cls: type[Any], **kw: Any) -> Any:
        """A copy: the arguments that the constructor takes from SchemaType go along."""
        arguments = {
            "collation": self.collation,
            "collation_schema": self.collation_schema,
            "default": self.default,
            "constraint_name": self.constraint_name,
            "not_null": self.not_null,
            "check": self.check,
            "create_type": self.create_type,
            "metadata": self.metadata,
            "quote": self.quote,
        }
        if self._schema_provided:
            arguments["schema"] = self.schema
        made = cls(self.name, self.data_type, **{**arguments, **kw})
        if not self._schema_provided:
            made.schema, made._inherit_schema = self.schema, self._inherit_schema
        if self._variant_mapping:
            made._variant_mapping = self._variant_mapping
        return made

    def _structural_parts(self) -> Any:
        return self.name, self.schema, self.data_type.type_key()

    def bind_processor(self, dialect: Any) -> Processor | None:
        return self.data_type.dialect_impl(dialect).bind_processor(dialect)  # type: ignore[no-any-return]

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        return self.data_type.dialect_impl(dialect).result_processor(dialect, coltype)  # type: ignore[no-any-return]

    @property
    def python_type(self) -> type[Any]:
        return self.data_type.python_type  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"DOMAIN({self.name!r}, {self.data_type!r})"
