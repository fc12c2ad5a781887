"""Tables, columns, constraints, defaults, indexes and sequences."""

from typing import TYPE_CHECKING

from ...util import late_names
from .base import (
    BLANK_SCHEMA,
    NULL_UNSPECIFIED,
    RETAIN_SCHEMA,
    DDLEvents,
    DDLIf,
    HasConditionalDDL,
    SchemaConst,
    SchemaItem,
)
from .column import Column, insert_sentinel
from .constraints import (
    CheckConstraint,
    ColumnCollectionConstraint,
    ColumnCollectionMixin,
    Constraint,
    PrimaryKeyConstraint,
    UniqueConstraint,
)
from .ddl_request import CheckFirst, DDLRequest
from .defaults import (
    CallableColumnDefault,
    ColumnDefault,
    ColumnElementColumnDefault,
    DefaultClause,
    DefaultGenerator,
    FetchedValue,
    InsertSentinelDefault,
    ScalarElementColumnDefault,
)
from .foreign_key import ForeignKey, ForeignKeyConstraint, ForeignKeyTarget
from .index import Index
from .metadata import MetaData
from .naming import DEFAULT_NAMING_CONVENTION, Naming
from .sequence import Computed, Identity, IdentityOptions, Sequence
from .sort import sort_tables, sort_tables_and_constraints
from .table import Table
from .typed_columns import Named, TypedColumns

if TYPE_CHECKING:
    from .reflected import PlainColumns
else:
    # Only reflection makes them.
    __getattr__, __dir__ = late_names(__name__, {".reflected": "PlainColumns"})

__all__ = [
    "BLANK_SCHEMA",
    "DEFAULT_NAMING_CONVENTION",
    "NULL_UNSPECIFIED",
    "RETAIN_SCHEMA",
    "CallableColumnDefault",
    "CheckConstraint",
    "CheckFirst",
    "Column",
    "ColumnCollectionConstraint",
    "ColumnCollectionMixin",
    "ColumnDefault",
    "ColumnElementColumnDefault",
    "Computed",
    "Constraint",
    "DDLEvents",
    "DDLIf",
    "DDLRequest",
    "DefaultClause",
    "DefaultGenerator",
    "FetchedValue",
    "ForeignKey",
    "ForeignKeyConstraint",
    "ForeignKeyTarget",
    "HasConditionalDDL",
    "Identity",
    "IdentityOptions",
    "Index",
    "InsertSentinelDefault",
    "MetaData",
    "Named",
    "Naming",
    "PlainColumns",
    "PrimaryKeyConstraint",
    "ScalarElementColumnDefault",
    "SchemaConst",
    "SchemaItem",
    "Sequence",
    "Table",
    "TypedColumns",
    "UniqueConstraint",
    "insert_sentinel",
    "sort_tables",
    "sort_tables_and_constraints",
]
