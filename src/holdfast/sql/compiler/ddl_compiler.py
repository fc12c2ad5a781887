"""The compiler of DDL: CREATE, ALTER, DROP. Expressions inside go through a statement compiler with literal values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .binds import unescape_marks
from .compiled import Compiled
from .compiler import SQLCompiler
from .context import ROOT


class DDLCompiler(Compiled):
    """A DDL construct as SQL text; it has no parameters."""

    is_ddl = True
    _rule_table = "ddl_rules"

    def __init__(
        self,
        dialect: Any,
        statement: Any,
        *,
        schema_translate_map: Mapping[str | None, str | None] | None = None,
        compile_kwargs: Mapping[str, Any] | None = None,
        **ignored: Any,
    ) -> None:
        super().__init__(dialect, statement, schema_translate_map, compile_kwargs)
        self.type_compiler = dialect.type_compiler_instance
        self._expressions: Any = None
        self.result_columns: list[Any] = []
        self.insert = None
        # DDL has no parameters, so nothing else takes the escapes of `binds.MARK` out of the names in it.
        self.string = unescape_marks(self.render(statement, self.root))

    @property
    def sql_compiler(self) -> Any:
        """The compiler of expressions inside DDL."""
        found = self._expressions
        if found is None:
            found = self._expressions = _ExpressionCompiler(self.dialect, self.schema_translate_map)
        return found

    def expression(self, node: Any, *, include_table: bool = False) -> str:
        """An expression as DDL has it: values written out, columns without their table."""
        return str(self.sql_compiler.write(node, include_table=include_table))

    def type(self, type_: Any, column: Any = None) -> str:
        """The text of a column's type."""
        return str(self.type_compiler.process(type_, type_expression=column, identifier_preparer=self.preparer))

    @property
    def params(self) -> Any:
        return None

    @property
    def recipe(self) -> Any:
        return self.sql_compiler.recipe

    @property
    def returning(self) -> None:
        return None


class _ExpressionCompiler(SQLCompiler):
    """A statement compiler that starts with nothing and renders expressions one by one."""

    def __init__(self, dialect: Any, schema_translate_map: Any) -> None:
        super().__init__(dialect, dialect.null_element, schema_translate_map=schema_translate_map)

    def statement_text(self, statement: Any) -> str:
        """A whole SELECT inside DDL, its values written out."""
        inner = type(self.dialect).statement_compiler(
            self.dialect,
            statement,
            schema_translate_map=self.schema_translate_map,
            compile_kwargs={"literal_binds": True},
        )
        return str(inner.string)

    def write(self, node: Any, *, include_table: bool) -> str:
        context = ROOT.derive(literal_binds=True, include_table=include_table)
        return self._write([self.render(node, context).replace("\x01\x01", "\x01")])
