"""Statements, DDL and types as SQL text. See HOUSE 3.2 and docs/notes/0001-contracts.md, section 6."""

from . import rules_columns, rules_ddl, rules_dml, rules_from, rules_functions, rules_operators, rules_select
from .binds import BindRecipe, BindSlot, required_error
from .compiled import Compiled, ResultColumn
from .compiler import SQLCompiler
from .context import Context, Frame
from .cte import texts_for
from .ddl_compiler import DDLCompiler
from .dialect import CompilerDialect
from .eager_grouping import GROUPING_RULES, stands_beside
from .expand_in import Expanded
from .features import Features
from .insert_info import InsertInfo
from .insertmany import Batch, ManyValues
from .linter import (
    COLLECT_CARTESIAN_PRODUCTS,
    FROM_LINTING,
    NO_LINTING,
    WARN_LINTING,
    FromLinter,
    Linting,
)
from .preparer import IdentifierPreparer
from .result_map import read_type
from .rules import DDL_RULES, RULES, TYPE_RULES, Rule, RuleSet, constant_rule, extend, rule, withdraw
from .rules_ddl import (
    check_index,
    column_default,
    comment_text,
    constraint_name,
    deferrability,
    index_name,
    named,
    phrase,
    sequence_options,
)
from .rules_operators import operands, plain_binary, subscript
from .rules_select import says_distinct
from .sentinel import InsertmanyvaluesSentinelOpts, Sentinel
from .stringify import STRING_DIALECT, StringDialect, compile_node, compile_statement, stringify_node, stringify_type
from .type_compiler import TypeCompiler
from .words import RESERVED_WORDS

__all__ = [
    "COLLECT_CARTESIAN_PRODUCTS",
    "DDL_RULES",
    "FROM_LINTING",
    "GROUPING_RULES",
    "NO_LINTING",
    "RESERVED_WORDS",
    "RULES",
    "STRING_DIALECT",
    "TYPE_RULES",
    "WARN_LINTING",
    "Batch",
    "BindRecipe",
    "BindSlot",
    "Compiled",
    "CompilerDialect",
    "Context",
    "DDLCompiler",
    "Expanded",
    "Features",
    "Frame",
    "FromLinter",
    "IdentifierPreparer",
    "InsertInfo",
    "InsertmanyvaluesSentinelOpts",
    "Linting",
    "ManyValues",
    "ResultColumn",
    "Rule",
    "RuleSet",
    "SQLCompiler",
    "Sentinel",
    "StringDialect",
    "TypeCompiler",
    "check_index",
    "column_default",
    "comment_text",
    "compile_node",
    "compile_statement",
    "constant_rule",
    "constraint_name",
    "deferrability",
    "extend",
    "index_name",
    "named",
    "operands",
    "phrase",
    "plain_binary",
    "read_type",
    "required_error",
    "rule",
    "rules_columns",
    "rules_ddl",
    "rules_dml",
    "rules_from",
    "rules_functions",
    "rules_operators",
    "rules_select",
    "says_distinct",
    "sequence_options",
    "stands_beside",
    "stringify_node",
    "stringify_type",
    "subscript",
    "texts_for",
    "withdraw",
]
