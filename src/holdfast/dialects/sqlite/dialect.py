"""SQLiteDialect: SQLite as data. The drivers (pysqlite, aiosqlite) derive from it in their own rooms."""

from __future__ import annotations

from typing import Any, ClassVar

from ...exc import Diagnosis
from ...sql.compiler import IdentifierPreparer, Rule, TypeCompiler
from ...sql.ddl import CreateView
from ...sql.schema import Column, Constraint, Index, Table
from ...sql.types import JSON as GenericJSON
from ...sql.types import (
    TIMESTAMP as GenericTimestamp,
)
from ...sql.types import (
    Date,
    DateTime,
    JSONIndexType,
    JSONPathType,
    Time,
)
from ..base import ON_CONFLICT_RULES, DefaultDialect
from .application import application_of
from .ddl_rules import DDL_RULES
from .diagnose import diagnose
from .reflect_types import TYPES_BY_NAME
from .rules import RULES
from .type_rules import TYPE_RULES
from .types import DATE, DATETIME, JSON, TIME, TIMESTAMP, SQLiteJSONIndex, SQLiteJSONPath
from .words import RESERVED_WORDS


class SQLiteIdentifierPreparer(IdentifierPreparer):
    """Names in SQLite."""

    reserved_words = RESERVED_WORDS


class SQLiteDialect(DefaultDialect):
    """SQLite 3.35 and later."""

    name = "sqlite"
    default_paramstyle: ClassVar[str] = "qmark"
    preparer: ClassVar[type[IdentifierPreparer]] = SQLiteIdentifierPreparer
    type_compiler_cls: ClassVar[type[TypeCompiler]] = TypeCompiler
    rules: ClassVar[dict[str, Rule]] = {**RULES, **ON_CONFLICT_RULES}
    ddl_rules: ClassVar[dict[str, Rule]] = DDL_RULES
    type_rules: ClassVar[dict[str, Rule]] = TYPE_RULES
    colspecs: ClassVar[dict[type, type]] = {
        GenericTimestamp: TIMESTAMP,
        Date: DATE,
        DateTime: DATETIME,
        Time: TIME,
        GenericJSON: JSON,
        JSONIndexType: SQLiteJSONIndex,
        JSONPathType: SQLiteJSONPath,
    }

    ischema_names: ClassVar[dict[str, type]] = TYPES_BY_NAME
    default_schema_name = "main"
    supports_alter = False
    supports_default_values = True
    supports_default_metavalue = True
    default_metavalue_token = "NULL"  # noqa: S105 - a word of SQL
    supports_empty_insert = False
    supports_multivalues_insert = True
    use_insertmanyvalues = True
    insert_returning = True
    update_returning = True
    update_returning_multifrom = True
    delete_returning = True
    insert_executemany_returning = True
    insert_executemany_returning_sort_by_parameter_order = True
    insert_null_pk_still_autoincrements = True
    supports_sane_rowcount_returning = False
    returns_native_bytes = True
    tuple_in_values = True
    returning_with_table = False
    supports_cast = True
    isolation_levels: ClassVar[tuple[str, ...]] = ("READ UNCOMMITTED", "SERIALIZABLE", "AUTOCOMMIT")

    construct_arguments: ClassVar[list[tuple[type, dict[str, Any]]] | None] = [
        (Table, {"autoincrement": False, "with_rowid": True, "strict": False}),
        (Index, {"where": None}),
        (Column, {"on_conflict_primary_key": None, "on_conflict_not_null": None, "on_conflict_unique": None}),
        (Constraint, {"on_conflict": None}),
        (CreateView, {"if_not_exists": False}),
    ]

    def __init__(
        self,
        *,
        native_datetime: bool = False,
        json_serializer: Any = None,
        json_deserializer: Any = None,
        application: Any = False,
        **keywords: Any,
    ) -> None:
        super().__init__(**keywords)
        self.application = application_of(application)
        self.native_datetime = native_datetime
        self._json_serializer = json_serializer
        self._json_deserializer = json_deserializer

    def diagnose_integrity(self, error: Any) -> Diagnosis:
        return diagnose(str(error))

    def float_operand(self, written: str, type_: Any) -> str:
        return f"({written} + 0.0)"
