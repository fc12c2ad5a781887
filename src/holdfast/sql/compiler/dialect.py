"""What the compiler asks of a dialect, with answers that hold for standard SQL.

`CompilerDialect` is complete: `str(statement)` uses one. Dialects of databases derive from it through
`dialects.base` and change data and small hooks; whole constructs they change by rules.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ... import exc
from ...util import immutabledict
from ..elements import false, null, true
from ..types import String, TypeEngine
from .features import Features
from .preparer import IdentifierPreparer
from .rules import DDL_RULES, RULES, TYPE_RULES, Rule, RuleSet
from .type_compiler import TypeCompiler

_TABLES: dict[str, dict[str, Rule]] = {"rules": RULES, "ddl_rules": DDL_RULES, "type_rules": TYPE_RULES}


class CompilerDialect(Features):
    """The compile-time side of a dialect.

    rules, ddl_rules, type_rules: what this dialect lays over the common tables, by visit name.
    colspecs: common type class -> this dialect's own.
    """

    rules: ClassVar[dict[str, Rule]] = {}
    ddl_rules: ClassVar[dict[str, Rule]] = {}
    type_rules: ClassVar[dict[str, Rule]] = {}
    colspecs: ClassVar[dict[type, type]] = {}
    extract_map: ClassVar[dict[str, str]] = {}
    preparer: ClassVar[type[IdentifierPreparer]] = IdentifierPreparer
    type_compiler_cls: ClassVar[type[TypeCompiler]] = TypeCompiler

    alias_text: ClassVar[str] = " AS "
    inner_join_text: ClassVar[str] = " JOIN "
    aggregate_strings_name: ClassVar[str] = "aggregate_strings"
    no_cycle_text: ClassVar[str] = "NO CYCLE"
    has_ilike: ClassVar[bool] = False
    with_recursive: ClassVar[bool] = True
    bind_casts: ClassVar[bool] = False
    returning_with_table: ClassVar[bool] = True
    update_sets_with_table: ClassVar[bool] = False
    labels_returning: ClassVar[bool] = True
    returning_before: ClassVar[bool] = False  # what is returned stands before the rows and conditions
    returning_into: ClassVar[bool] = False  # RETURNING gives its values through parameters
    compound_keywords: ClassVar[dict[str, str]] = {}  # `EXCEPT` -> what the database calls it

    string_type: ClassVar[Any] = String()
    null_element: ClassVar[Any] = null()
    constant_elements: ClassVar[dict[bool, Any]] = {True: true(), False: false()}

    statement_compiler: ClassVar[type[Any]]
    ddl_compiler: ClassVar[type[Any]]

    def __init__(self, paramstyle: str | None = None) -> None:
        self.paramstyle = paramstyle or self.default_paramstyle
        self.positional = self.paramstyle not in {"named", "pyformat"}
        self.empty_parameters: Any = () if self.positional else immutabledict()
        self.identifier_preparer = self.preparer(self)
        self.type_compiler_instance = self.type_compiler_cls(self)
        self._type_impls: dict[Any, Any] = {}

    @property
    def type_compiler(self) -> TypeCompiler:
        return self.type_compiler_instance

    def rule_set(self, table: str) -> RuleSet:
        """The common rules with this dialect's over them; made once per dialect class."""
        cls = type(self)
        sets: dict[str, RuleSet] | None = cls.__dict__.get("_rule_sets")
        if sets is None:
            sets = {}
            setattr(cls, "_rule_sets", sets)
        found = sets.get(table)
        if found is None:
            merged = dict(_TABLES[table])
            for base in reversed(cls.__mro__):
                merged.update(base.__dict__.get(table) or {})
            found = sets[table] = RuleSet(merged, self.name, _TABLES[table])
        return found

    def type_descriptor(self, typeobj: TypeEngine[Any]) -> TypeEngine[Any]:
        """This dialect's own version of a type, or the type itself."""
        for cls in type(typeobj).__mro__:
            own = self.colspecs.get(cls)
            if own is not None:
                return typeobj if issubclass(type(typeobj), own) else typeobj.adapt(own)
        return typeobj

    # ------------------------------------------------------------------ small differences in the text

    def unsupported(self, what: str) -> exc.CompileError:
        return exc.CompileError(f"{self.name} dialect does not support {what}")

    def concat_parts(self, compiler: Any, node: Any, written: str, context: Any, *, lowered: bool = False) -> list[str]:
        """The operands of a concatenation, when one of them is put between others."""
        return [written]

    def concat_text(self, parts: list[str]) -> str:
        """The concatenation of these texts."""
        return " || ".join(parts)

    def float_operand(self, written: str, type_: Any) -> str:
        """The divisor of a division that must keep its fraction; `type_` is its own type if that has one."""
        return f"CAST({written} AS {'NUMERIC' if type_ is None else self.type_compiler_instance.process(type_)})"

    def empty_set_query(self, types: Any) -> str:
        """A query without rows, for an empty list where no IN is around it."""
        columns = ", ".join("1" for _ in types)
        return f"SELECT {columns} WHERE 1!=1"

    def escape_literal(self, written: str) -> str:
        """The text of a literal value, with what the paramstyle gives a meaning made harmless."""
        return written

    def boolean_text(self, value: bool) -> str:
        """A truth value as literal."""
        if not self.supports_native_boolean:
            return "1" if value else "0"
        return "true" if value else "false"

    def format_from_hint(self, written: str, hint: str) -> str:
        return written

    def select_hint(self, hints: dict[Any, str]) -> str:
        """The hints for tables where they stand behind SELECT."""
        return ""

    def values_text(self, lateral: str, values: str, name: str, columns: str) -> str:
        """A named VALUES in FROM."""
        return f"{lateral}({values}){self.alias_text}{name} ({columns})"

    def values_row_text(self, items: str) -> str:
        return f"({items})"

    def bind_cast(self, type_: Any) -> str | None:
        """The type that `::` casts a parameter to, or None for none."""
        return None

    def row_cast(self, type_: Any) -> str:
        """The type that a column of rows in a subquery is cast to before it is inserted."""
        return self.bind_cast(type_) or self.type_compiler_instance.process(type_)

    def default_from(self, statement: Any) -> str:
        """What stands for FROM in a SELECT without one."""
        return ""
