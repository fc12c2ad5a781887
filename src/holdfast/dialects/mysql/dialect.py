"""MySQLDialect and MariaDBDialect as data; the drivers derive from them in their own rooms.

Which of the two a server is turns out at the first connection (server.py): `mysql://` serves both.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ...exc import Diagnosis
from ...plan import Plan
from ...pool import QueuePool
from ...sql.compiler import IdentifierPreparer, InsertmanyvaluesSentinelOpts, Rule
from ...sql.dml import Delete, Update
from ...sql.schema import Index, PrimaryKeyConstraint, Table
from ...sql.types import JSON as GenericJSON
from ...sql.types import Enum, Uuid
from ...sql.types import JSONIndexType as GenericJSONIndexType
from ...sql.types import JSONPathType as GenericJSONPathType
from ...sql.types import Time as GenericTime
from ..base import DefaultDialect
from .channel import MySQLChannel
from .connect import code_of, diagnosis_of
from .ddl_rules import DDL_RULES
from .diagnose import diagnose
from .dml import DML_RULES
from .enumerated import ENUM
from .reflect import MySQLReflection
from .rules import RULES, concat_operands
from .server import plan_initialize, set_product
from .type_names import TYPES_BY_NAME
from .type_rules import TYPE_RULES
from .types import JSON, TIME, JSONIndexType, JSONPathType, MariaDBUuid
from .words import RESERVED_WORDS_MARIADB, RESERVED_WORDS_MYSQL

# Numbers of errors after which a connection is of no use. 1053: the server shuts down. 1153: it closes a connection
# that sent more than max_allowed_packet.
_LOST = frozenset({1053, 1153, 1927, 2006, 2013, 2014, 2045, 2055, 4031})


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
        if dialect.ansi_quotes:
            self.initial_quote = self.final_quote = self.escape_quote = '"'


class MySQLDialect(DefaultDialect):
    """MySQL 8, and MariaDB where the server turns out to be that."""

    name = "mysql"
    driver = "mysqldb"
    is_mariadb: bool = False
    check_word: str = "CHECK"
    ansi_quotes: bool = False
    sql_mode: str = ""
    lower_case_table_names: int = 0
    channel_class: type[Any] = MySQLChannel
    reflection = MySQLReflection()
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
        Uuid: MariaDBUuid,
    }
    ischema_names: ClassVar[dict[str, type]] = TYPES_BY_NAME
    supports_native_bit = False
    supports_unicode_statements = True
    supports_server_side_cursors = True
    _allows_uuid_binds = True
    use_mysql_for_share = False
    # Of a server that nobody has asked yet, the text is what all of today's take.
    _requires_alias_for_on_duplicate_key = False
    _support_float_cast = False
    _support_default_function = True
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

    no_cycle_text: ClassVar[str] = "NOCYCLE"

    def __init__(
        self,
        *,
        json_serializer: Any = None,
        json_deserializer: Any = None,
        is_mariadb: bool | None = None,
        **keywords: Any,
    ) -> None:
        if is_mariadb is not None:
            set_product(self, is_mariadb)
        super().__init__(**keywords)
        self._json_serializer = json_serializer
        self._json_deserializer = json_deserializer

    # ------------------------------------------------------------------ text

    def concat_parts(self, compiler: Any, node: Any, written: str, context: Any, *, lowered: bool = False) -> list[str]:
        parts = [compiler.render(operand, context) for operand in concat_operands(node)]
        return [f"lower({part})" for part in parts] if lowered else parts

    def concat_text(self, parts: list[str]) -> str:
        return f"concat({', '.join(parts)})"

    def escape_literal(self, written: str) -> str:
        return written.replace("\\", "\\\\") if self.backslash_escapes and "\\" in written else written

    def boolean_text(self, value: bool) -> str:
        return "true" if value else "false"

    def default_from(self, statement: Any) -> str:
        """MySQL wants a FROM before WHERE."""
        return " FROM DUAL" if statement._where_criteria else ""

    def format_from_hint(self, written: str, hint: str) -> str:
        return f"{written} {hint}"

    def values_row_text(self, items: str) -> str:
        return f"({items})"

    # ------------------------------------------------------------------ for the engine

    @classmethod
    def get_pool_class(cls, url: Any) -> Any:
        return QueuePool

    def make_channel(self, dbapi_connection: Any) -> Any:
        """The channel over a connection of the driver."""
        return self.channel_class(dbapi_connection, self)

    def plan_initialize(self, channel: Any) -> Plan[None]:
        """Product and version, sql_mode, quoting, and what follows from them."""
        return plan_initialize(self, channel)

    def detect_autocommit_setting(self, dbapi_connection: Any) -> bool:
        return bool(dbapi_connection.get_autocommit())

    def is_disconnect(self, error: Any, connection: Any, cursor: Any) -> bool:
        driver = self.loaded_dbapi
        kinds = (driver.OperationalError, driver.ProgrammingError, driver.InterfaceError)
        return isinstance(error, kinds) and code_of(error) in _LOST

    def diagnose_integrity(self, error: Any) -> Diagnosis:
        return diagnose(error, self.is_mariadb)

    def diagnose_connect(self, error: Exception, arguments: list[Any]) -> str | None:
        return diagnosis_of(error)


class MariaDBDialect(MySQLDialect):
    """MariaDB 10.5 and later."""

    name = "mariadb"
    supports_native_uuid = True
    is_mariadb: bool = True
    check_word: str = "CONSTRAINT"
    supports_sequences = True
    sequences_optional = True
    insert_returning = True
    delete_returning = True
    insert_executemany_returning = True
    insert_executemany_returning_sort_by_parameter_order = True
    insertmanyvalues_implicit_sentinel = InsertmanyvaluesSentinelOpts.ANY_AUTOINCREMENT
