"""PGDialect: PostgreSQL as data, spoken to as psycopg wants it (`%(name)s`, with casts)."""

from __future__ import annotations

from typing import Any, ClassVar

from ... import exc
from ...sql.compiler import IdentifierPreparer, InsertmanyvaluesSentinelOpts, Rule
from ...sql.ddl import CreateView
from ...sql.schema import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)
from ...sql.types import ARRAY as GenericARRAY
from ...sql.types import JSON as GenericJSON
from ...sql.types import Double, Enum, Float, Interval, Numeric
from ...sql.types import JSONPathType as GenericJSONPathType
from ..base import ON_CONFLICT_RULES, DefaultDialect, asked
from .array import ARRAY
from .ddl_rules import DDL_RULES
from .json import JSON, JSONPathType
from .named_types import ENUM
from .reflect import PGInspector, PGReflection
from .rules import RULES
from .type_names import TYPES_BY_NAME
from .type_rules import TYPE_RULES
from .types import INTERVAL, CastInterval, PGFloat, PGNumeric
from .words import RESERVED_WORDS

# General types whose parameters carry a cast; None: the type's own text. PostgreSQL's own types say so themselves.
_CASTS: dict[str, str | None] = {
    "String": "VARCHAR",
    "Integer": None,
    "Date": None,
    "Uuid": None,
    "ARRAY": None,
}
_WITHOUT_CAST = frozenset({"Enum", "CITEXT"})


class PGIdentifierPreparer(IdentifierPreparer):
    """Names in PostgreSQL."""

    reserved_words = RESERVED_WORDS


class PGDialect(DefaultDialect):
    """PostgreSQL."""

    name = "postgresql"
    driver = "psycopg"
    default_paramstyle: ClassVar[str] = "pyformat"
    preparer: ClassVar[type[IdentifierPreparer]] = PGIdentifierPreparer
    rules: ClassVar[dict[str, Rule]] = {**RULES, **ON_CONFLICT_RULES}
    ddl_rules: ClassVar[dict[str, Rule]] = DDL_RULES
    type_rules: ClassVar[dict[str, Rule]] = TYPE_RULES
    colspecs: ClassVar[dict[type, type]] = {
        GenericARRAY: ARRAY,
        GenericJSON: JSON,
        GenericJSONPathType: JSONPathType,
        Interval: INTERVAL,
        INTERVAL: CastInterval,
        Enum: ENUM,
        Numeric: PGNumeric,
        Float: PGFloat,
    }
    supports_smallserial = True
    # As the newest versions have it, until a server tells that it is older.
    supports_jsonb_subscripts: bool = True
    inspector = PGInspector
    get_table_oid = asked("get_table_oid")
    get_foreign_table_names = asked("get_foreign_table_names")
    has_type = asked("has_type")
    reflection = PGReflection()
    reflection_options: ClassVar[tuple[str, ...]] = ("postgresql_ignore_search_path",)
    ischema_names: ClassVar[dict[str, type]] = TYPES_BY_NAME
    max_identifier_length = 63

    has_ilike: ClassVar[bool] = True
    bind_casts: ClassVar[bool] = True
    supports_native_boolean = True
    supports_native_decimal = True
    supports_native_enum = True
    supports_named_types = True
    supports_native_uuid = True
    supports_native_json_serialization = True
    supports_native_json_deserialization = True
    supports_sequences = True
    sequences_optional = True
    preexecute_autoincrement_sequences = True
    postfetch_lastrowid = False
    supports_identity_columns = True
    supports_comments = True
    supports_constraint_comments = True
    supports_default_values = True
    supports_default_metavalue = True
    supports_empty_insert = False
    supports_multivalues_insert = True
    use_insertmanyvalues = True
    insert_returning = True
    update_returning = True
    update_returning_multifrom = True
    delete_returning = True
    delete_returning_multifrom = True
    insert_executemany_returning = True
    insert_executemany_returning_sort_by_parameter_order = True
    insertmanyvalues_implicit_sentinel = (
        InsertmanyvaluesSentinelOpts.ANY_AUTOINCREMENT
        | InsertmanyvaluesSentinelOpts.USE_INSERT_FROM_SELECT
        | InsertmanyvaluesSentinelOpts.RENDER_SELECT_COL_CASTS
    )
    returns_native_bytes = True
    supports_server_side_cursors = True

    construct_arguments: ClassVar[list[tuple[type, dict[str, Any]]] | None] = [
        (
            Index,
            {
                "using": False,
                "include": None,
                "where": None,
                "ops": {},
                "concurrently": False,
                "with": {},
                "tablespace": None,
                "nulls_not_distinct": None,
            },
        ),
        (
            Table,
            {
                "ignore_search_path": False,
                "tablespace": None,
                "partition_by": None,
                "with_oids": None,
                "with": None,
                "on_commit": None,
                "inherits": None,
                "using": None,
            },
        ),
        (CheckConstraint, {"not_valid": False}),
        (ForeignKeyConstraint, {"not_valid": False}),
        (PrimaryKeyConstraint, {"include": None}),
        (UniqueConstraint, {"include": None, "nulls_not_distinct": None}),
        (CreateView, {"with": None}),
    ]

    def row_cast(self, type_: Any) -> str:
        return "FLOAT" if isinstance(type_, Double) else super().row_cast(type_)

    def bind_cast(self, type_: Any) -> str | None:
        impl = type_._unwrapped_dialect_impl(self)
        name = type(impl).__name__
        if name.startswith("JSON") and name.endswith("IndexType"):
            return "INT" if "Int" in name else "TEXT"
        if impl.render_bind_cast:
            return str(self.type_compiler_instance.process(impl))
        kinds = [cls.__name__ for cls in type(impl).__mro__]
        if not _WITHOUT_CAST.isdisjoint(kinds) or ("Uuid" in kinds and not impl.native_uuid):
            return None
        if "DateTime" in kinds or "Time" in kinds:
            kind = "TIMESTAMP" if "DateTime" in kinds else "TIME"
            return f"{kind} {'WITH' if impl.timezone else 'WITHOUT'} TIME ZONE"
        for kind in kinds:
            if kind == "String" and impl.collation and not impl.length:
                return f"VARCHAR COLLATE {self.identifier_preparer.format_collation(impl.collation)}"
            if kind in _CASTS:
                return _CASTS[kind] or str(self.type_compiler_instance.process(impl))
        return None

    def escape_literal(self, written: str) -> str:
        return written

    def format_from_hint(self, written: str, hint: str) -> str:
        if hint.upper() != "ONLY":
            raise exc.CompileError(f"Unrecognized hint: {hint!r}; the one hint for a table of {self.name} is 'ONLY'.")
        return f"ONLY {written}"
