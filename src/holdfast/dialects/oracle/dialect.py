"""OracleDialect: Oracle (12 and later) as data, to compile text for. Nothing here connects."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

from ...sql.compiler import IdentifierPreparer, Rule, SQLCompiler
from ...sql.schema import Identity, Index, Sequence, Table
from ...sql.selectable import CompoundSelect, Select
from ...sql.types import TIMESTAMP as GenericTimestamp
from ...sql.types import Date, DateTime, Interval
from ..base import DefaultDialect, text_only
from .ddl_rules import DDL_RULES
from .rules import RULES
from .type_rules import TYPE_RULES
from .types import DATE, INTERVAL, TIMESTAMP, OracleDate
from .words import RESERVED_WORDS


class OracleIdentifierPreparer(IdentifierPreparer):
    """Names in Oracle: those in lower case are its own upper-case ones, and need no quotes."""

    reserved_words = RESERVED_WORDS
    illegal_initial_characters = frozenset("0123456789$_")

    def parameter_needs_quotes(self, name: str) -> bool:
        """Whether `:name` would not be understood."""
        return (
            name.lower() in self.reserved_words
            or name[0] in self.illegal_initial_characters
            or self._requires_quotes_illegal_chars(name)
        )


class OracleCompiler(SQLCompiler):
    """Names of parameters obey the rules for identifiers in Oracle."""

    def escaped_name(self, name: str) -> str:
        if name in self.post_compile_params:
            # More names are made of it, so quotes cannot stand around it.
            plain = super().escaped_name(name)
            return f"D{plain}" if plain[0] in self.preparer.illegal_initial_characters else plain
        return f'"{name}"' if self.preparer.parameter_needs_quotes(name) else name


class OracleDialect(DefaultDialect):
    """Oracle 12 and later."""

    name = "oracle"
    driver = "oracledb"
    statement_compiler: ClassVar[type[SQLCompiler]] = OracleCompiler
    preparer: ClassVar[type[IdentifierPreparer]] = OracleIdentifierPreparer
    rules: ClassVar[dict[str, Rule]] = RULES
    ddl_rules: ClassVar[dict[str, Rule]] = DDL_RULES
    type_rules: ClassVar[dict[str, Rule]] = TYPE_RULES
    colspecs: ClassVar[dict[type, type]] = {
        DateTime: DATE,
        Date: OracleDate,
        GenericTimestamp: TIMESTAMP,
        Interval: INTERVAL,
    }
    max_identifier_length = 128

    alias_text: ClassVar[str] = " "
    no_cycle_text: ClassVar[str] = "NOCYCLE"
    with_recursive: ClassVar[bool] = False
    returning_into: ClassVar[bool] = True
    compound_keywords: ClassVar[dict[str, str]] = {"EXCEPT": "MINUS"}
    cte_follows_insert = True
    div_is_floordiv = False
    supports_native_boolean = True
    supports_comments = True
    supports_sequences = True
    supports_identity_columns = True
    supports_default_metavalue = True
    supports_empty_insert = False
    supports_simple_order_by_label = False
    requires_name_normalize = True
    postfetch_lastrowid = False
    returns_native_bytes = True
    insert_returning = True
    update_returning = True
    delete_returning = True
    insert_executemany_returning = True
    insert_executemany_returning_sort_by_parameter_order = True
    update_executemany_returning = True
    delete_executemany_returning = True

    construct_arguments: ClassVar[list[tuple[type, dict[str, Any]]] | None] = [
        (Table, {"resolve_synonyms": False, "on_commit": None, "compress": False, "tablespace": None}),
        (Index, {"bitmap": False, "compress": False, "vector": False}),
        (Sequence, {"order": None}),
        (Identity, {"order": None, "on_null": None}),
        (Select, {"fetch_approximate": False}),
        (CompoundSelect, {"fetch_approximate": False}),
    ]

    def boolean_text(self, value: bool) -> str:
        return "1" if value else "0"

    def default_from(self, statement: Any) -> str:
        return " FROM DUAL"

    def select_hint(self, hints: dict[Any, str]) -> str:
        return f"/*+ {' '.join(hints.values())} */ "

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        """There is no driver of Oracle in this version."""
        raise text_only("Oracle", "oracle")
