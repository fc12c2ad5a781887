"""What `str(statement)` shows to people, and `statement.compile()` without a dialect.

Anything can be shown: a construct that only some database knows is shown with the rules of that database, or in angle
brackets. Nothing here is sent to a database.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ... import exc
from ...util import late
from . import cte
from .compiled import Compiled
from .compiler import SQLCompiler
from .context import Context
from .ddl_compiler import DDLCompiler
from .dialect import CompilerDialect
from .eager_grouping import GROUPING_RULES
from .rules import Rule
from .rules_operators import operands, subscript
from .type_compiler import TypeCompiler

registry = late("holdfast.dialects.registry")


class StringTypeCompiler(TypeCompiler):
    """Types for people: one without a name of its own shows its class."""

    def process(self, type_: Any, **keywords: Any) -> str:
        if type_._isnull:
            return "NULL"
        name = getattr(type_, "__visit_name__", "")
        if name.isupper() and name not in self.rules.by_name and "get_col_spec" not in dir(type_):
            return str(name)
        try:
            return super().process(type_, **keywords)
        except (exc.CompileError, AttributeError):
            return repr(type_)


def _regexp(text: str) -> Rule:
    def render(compiler: Any, node: Any, context: Context) -> str:
        left, right = operands(compiler, node, context)
        return f"{left} {text} {right}"

    return render


def _regexp_replace(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    return f"<regexp replace>({left}, {right})"


def _json_index(compiler: Any, node: Any, context: Context) -> str:
    left, right = operands(compiler, node, context)
    return f"{left}[{right}]"


def _sequence(compiler: Any, node: Any, context: Context) -> str:
    return f"<next sequence value: {compiler.preparer.format_sequence(node)}>"


def _try_cast(compiler: Any, node: Any, context: Context) -> str:
    inner = context.inner()
    return f"TRY_CAST({compiler.render(node.clause, inner)} AS {compiler.render(node.typeclause, inner)})"


def _array(compiler: Any, node: Any, context: Context) -> str:
    return "ARRAY[" + ", ".join([compiler.render(clause, context.inner()) for clause in node.clauses]) + "]"


def _of_one_database(compiler: Any, node: Any, context: Context) -> str:
    """A construct without a common rule: by the rule of the database that it belongs to."""
    name = getattr(node, "stringify_dialect", "default")
    found = registry.for_string(name) if name != "default" else None
    if found is None:
        raise compiler.rules.unsupported(type(node))
    return str(found.rule_set("rules")[type(node)](compiler, node, context))


CompilerDialect.statement_compiler = SQLCompiler
CompilerDialect.ddl_compiler = DDLCompiler


class StringDialect(CompilerDialect):
    """The dialect of `str()`: standard SQL, and a readable form of what has none."""

    rules: ClassVar[dict[str, Rule]] = {
        **GROUPING_RULES,
        "regexp_match_op_binary": _regexp("<regexp>"),
        "not_regexp_match_op_binary": _regexp("<not regexp>"),
        "regexp_replace_op_binary": _regexp_replace,
        "json_getitem_op_binary": _json_index,
        "json_path_getitem_op_binary": _json_index,
        "sequence": _sequence,
        "try_cast": _try_cast,
        "getitem_binary": subscript,
        "array": _array,
        "clause": _of_one_database,
        "column_element": _of_one_database,
    }
    type_compiler_cls = StringTypeCompiler
    labels_returning: ClassVar[bool] = False
    supports_native_boolean = True
    supports_sequences = True
    supports_identity_columns = True
    supports_default_values = False
    supports_multivalues_insert = True
    supports_comments = True
    insert_returning = update_returning = delete_returning = True

    def format_from_hint(self, written: str, hint: str) -> str:
        return f"{written} [{hint}]"


STRING_DIALECT = StringDialect()


def dialect_of(bind: Any) -> Any:
    """The dialect of an engine or a connection."""
    return bind.dialect


def compile_statement(statement: Any, dialect: Any = None, **keywords: Any) -> Compiled:
    """Compile a statement, an expression or a DDL construct; without a dialect for people to read."""
    if dialect is None:
        dialect = _dialect_for(statement)
    maker = getattr(statement, "_compiler_class", None)
    if maker is not None:
        return maker(dialect, statement, **keywords)  # type: ignore[no-any-return]
    if getattr(statement, "is_ddl", False) or getattr(statement, "_is_ddl_element", False):
        ddl_compiler: type[Compiled] = dialect.ddl_compiler
        return ddl_compiler(dialect, statement, **keywords)
    compiler: type[SQLCompiler] = dialect.statement_compiler
    return compiler(dialect, statement, **keywords)


def _dialect_for(statement: Any) -> Any:
    name = getattr(statement, "stringify_dialect", "default")
    found = registry.for_string(name) if name != "default" else None
    return STRING_DIALECT if found is None else found


def compile_node(node: Any, bind: Any, dialect: Any, keywords: dict[str, Any]) -> Compiled:
    if dialect is None and bind is not None:
        dialect = dialect_of(bind)
    return compile_statement(node, dialect, **keywords)


def stringify_node(node: Any) -> str:
    return str(compile_statement(node))


def stringify_type(type_: Any, dialect: Any) -> str:
    if dialect is None:
        dialect = STRING_DIALECT
    return str(dialect.type_compiler_instance.process(type_))


# The room of CTE rules registers itself when imported; the name is kept for the linter's sake.
assert cte
