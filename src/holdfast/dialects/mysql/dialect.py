"""MySQLDialect and MariaDBDialect: as data, spoken to as PyMySQL wants it (`%s`)."""

from __future__ import annotations

from typing import Any, ClassVar

from ...sql.compiler import IdentifierPreparer, Rule
from ...sql.dml import Delete, Update
from ...sql.schema import Index, PrimaryKeyConstraint, Table
from ...sql.types import JSON as GenericJSON
from ...sql.types import Enum, Uuid
from ...sql.types import JSONIndexType as GenericJSONIndexType
from ...sql.types import JSONPathType as GenericJSONPathType
from ...sql.types import Time as GenericTime
from ..base import DefaultDialect
from .ddl_rules import DDL_RULES
from .dml import DML_RULES
from .enumerated import ENUM
from .rules import MARIADB_RULES, RULES, concat_operands
from .type_names import TYPES_BY_NAME
from .type_rules import TYPE_RULES
from .types import JSON, TIME, JSONIndexType, JSONPathType, MariaDBUuid
from .words import RESERVED_WORDS_MARIADB, RESERVED_WORDS_MYSQL


class MySQLIdentifierPreparer(IdentifierPreparer):
    """Names in MySQL: backticks."""

    reserved_words = RESERVED_WORDS_MYSQL
    initial_quote = "`"
    final_quote = "`"
    escape_quote = "`"

    def __init__(self, dialect: Any, **keywords: Any) -> None:
        super().__init__(dialect, **keywords)
        if dialect.is_mariadb:
            self.reserved_words = RESERVED_WORDS_MARIADB


class MySQLDialect(DefaultDialect):
    """MySQL 8."""

    name = "mysql"
    driver = "pymysql"
    is_mariadb: ClassVar[bool] = False
    check_word: ClassVar[str] = "CHECK"
    default_paramstyle: ClassVar[str] = "format"
    preparer: ClassVar[type[IdentifierPreparer]] = MySQLIdentifierPreparer
    rules: ClassVar[dict[str, Rule]] = {**RULES, **DML_RULES}
    ddl_rules: ClassVar[dict[str, Rule]] = DDL_RULES
    type_rules: ClassVar[dict[str, Rule]] = TYPE_RULES
    colspecs: ClassVar[dict[type, type]] = {
        Enum: ENUM,
        GenericTime: TIME,
        GenericJSON: JSON,
        GenericJSONIndexType: JSONIndexType,
        GenericJSONPathType: JSONPathType,
    }
    ischema_names: ClassVar[dict[str, type]] = TYPES_BY_NAME
    supports_native_bit = False
    supports_unicode_statements = True
    use_mysql_for_share = False
    extract_map: ClassVar[dict[str, str]] = {"milliseconds": "millisecond"}
    max_identifier_length = 255
    max_index_name_length = 64
    max_constraint_name_length = 64

    inner_join_text: ClassVar[str] = " INNER JOIN "
    update_sets_with_table: ClassVar[bool] = True
    backslash_escapes: bool = True
    div_is_floordiv = False
    cte_follows_insert = True
    inline_comments = True
    supports_comments = True
    supports_native_enum = True
    supports_native_decimal = True
    supports_default_metavalue = True
    supports_multivalues_insert = True
    use_insertmanyvalues = True
    insert_null_pk_still_autoincrements = True
    returns_native_bytes = True

    construct_arguments: ClassVar[list[tuple[type, dict[str, Any]]] | None] = [
        (Update, {"limit": None}),
        (Delete, {"limit": None}),
        (Table, {"*": None}),
        (PrimaryKeyConstraint, {"using": None}),
        (Index, {"using": None, "length": None, "prefix": None, "with_parser": None}),
    ]

    def concat_parts(self, compiler: Any, node: Any, written: str, context: Any, *, lowered: bool = False) -> list[str]:
        parts = [compiler.render(operand, context) for operand in concat_operands(node)]
        return [f"lower({part})" for part in parts] if lowered else parts

    def concat_text(self, parts: list[str]) -> str:
        return f"concat({', '.join(parts)})"

    def escape_literal(self, written: str) -> str:
        return written.replace("\\", "\\\\") if self.backslash_escapes and "\\" in written else written

    def default_from(self, statement: Any) -> str:
        """MySQL wants a FROM before WHERE."""
        return " FROM DUAL" if statement._where_criteria else ""

    def format_from_hint(self, written: str, hint: str) -> str:
        return f"{written} {hint}"

    def values_row_text(self, items: str) -> str:
        return f"({items})"


class MariaDBDialect(MySQLDialect):
    """MariaDB 10.5 and later."""

    name = "mariadb"
    rules: ClassVar[dict[str, Rule]] = MARIADB_RULES
    colspecs: ClassVar[dict[type, type]] = {**MySQLDialect.colspecs, Uuid: MariaDBUuid}
    supports_native_uuid = True
    is_mariadb: ClassVar[bool] = True
    check_word: ClassVar[str] = "CONSTRAINT"
    supports_sequences = True
    sequences_optional = True
    insert_returning = True
    delete_returning = True
    insert_executemany_returning = True
