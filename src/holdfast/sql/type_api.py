"""The roots of types: the names of `sqlalchemy.sql.type_api`."""

from .operators import (
    ColumnOperators,
    OperatorClass,
    custom_op,
)
from .types import (
    BOOLEANTYPE,
    INTEGERTYPE,
    MATCHTYPE,
    NULLTYPE,
    NUMERICTYPE,
    STRINGTYPE,
    Emulated,
    ExternalType,
    NativeForEmulated,
    SchemaEventTarget,
    TypeDecorator,
    TypeEngine,
    TypeEngineMixin,
    UserDefinedType,
    Variant,
    adapt_type,
    to_instance,
)

__all__ = [
    "BOOLEANTYPE",
    "INTEGERTYPE",
    "MATCHTYPE",
    "NULLTYPE",
    "NUMERICTYPE",
    "STRINGTYPE",
    "ColumnOperators",
    "Emulated",
    "ExternalType",
    "NativeForEmulated",
    "OperatorClass",
    "SchemaEventTarget",
    "TypeDecorator",
    "TypeEngine",
    "TypeEngineMixin",
    "UserDefinedType",
    "Variant",
    "adapt_type",
    "custom_op",
    "to_instance",
]
