"""MSDialect: SQL Server as data, to compile text for. Nothing here connects."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any, ClassVar

from ...sql.compiler import IdentifierPreparer, Rule
from ...sql.schema import Column, Index, PrimaryKeyConstraint, UniqueConstraint
from ...sql.types import Unicode, UnicodeText, Uuid
from ..base import DefaultDialect, text_only
from .ddl_rules import DDL_RULES
from .rules import RULES
from .type_rules import TYPE_RULES
from .types import MSUnicode, MSUnicodeText, MSUuid
from .words import RESERVED_WORDS

_SCHEMA_PART = re.compile(r"\[([^\]]*)\]|([^.]+)")


class MSIdentifierPreparer(IdentifierPreparer):
    """Names in SQL Server: brackets; a schema may have its database before it."""

    reserved_words = RESERVED_WORDS
    initial_quote = "["
    final_quote = "]"
    escape_quote = "]"

    def __init__(self, dialect: Any, **keywords: Any) -> None:
        super().__init__(dialect, quote_case_sensitive_collations=False, **keywords)

    def quote_schema(self, schema: str, force: Any = None) -> str:
        """`database.owner`: each part by itself; what stands in brackets is one part."""
        if getattr(schema, "quote", None):
            return self.quote(schema)
        parts = [match.group(1) or match.group(2) for match in _SCHEMA_PART.finditer(schema)]
        names = [".".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts
        return ".".join([self.quote(name) for name in names])


class MSDialect(DefaultDialect):
    """SQL Server.

    deprecate_large_types: write VARCHAR(max), NVARCHAR(max) and VARBINARY(max) for large types, not TEXT, NTEXT, IMAGE.
    """

    name = "mssql"
    driver = "pyodbc"
    preparer: ClassVar[type[IdentifierPreparer]] = MSIdentifierPreparer
    rules: ClassVar[dict[str, Rule]] = RULES
    ddl_rules: ClassVar[dict[str, Rule]] = DDL_RULES
    type_rules: ClassVar[dict[str, Rule]] = TYPE_RULES
    colspecs: ClassVar[dict[type, type]] = {Unicode: MSUnicode, UnicodeText: MSUnicodeText, Uuid: MSUuid}
    extract_map: ClassVar[dict[str, str]] = {
        "doy": "dayofyear",
        "dow": "weekday",
        "milliseconds": "millisecond",
        "microseconds": "microsecond",
    }
    # Of a server that nobody has asked, the text is what all versions take.
    _supports_offset_fetch = False
    max_identifier_length = 128

    with_recursive: ClassVar[bool] = False
    returning_before: ClassVar[bool] = True
    supports_comments = True
    supports_sequences = True
    sequences_optional = True
    supports_identity_columns = True
    supports_default_values = True
    supports_empty_insert = False
    supports_multivalues_insert = True
    supports_native_decimal = True
    non_native_boolean_check_constraint = False
    favor_returning_over_lastrowid = True
    returns_native_bytes = True
    insert_returning = True
    update_returning = True
    update_returning_multifrom = True
    delete_returning = True
    delete_returning_multifrom = True

    construct_arguments: ClassVar[list[tuple[type, dict[str, Any]]] | None] = [
        (PrimaryKeyConstraint, {"clustered": None}),
        (UniqueConstraint, {"clustered": None}),
        (Index, {"clustered": None, "include": None, "where": None, "columnstore": None}),
        (Column, {"identity_start": None, "identity_increment": None}),
    ]

    def __init__(self, *, deprecate_large_types: bool = False, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.deprecate_large_types = deprecate_large_types

    def concat_text(self, parts: list[str]) -> str:
        return " + ".join(parts)

    def float_operand(self, written: str, type_: Any) -> str:
        return f"({written} + 0.0)"

    def format_from_hint(self, written: str, hint: str) -> str:
        return f"{written} {hint}"

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        """There is no driver of SQL Server in this version."""
        raise text_only("SQL Server", "mssql")
