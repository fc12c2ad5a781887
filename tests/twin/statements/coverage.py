"""What the generator reaches of the language: classes of nodes, methods of constructs, functions of the package."""

from __future__ import annotations

import inspect
import re

import holdfast
from holdfast.dialects import mysql, postgresql, sqlite
from holdfast.sql import dml, elements, functions, selectable
from holdfast.sql.structure import Node, iterate

from .compare import OURS, built

assert mysql
assert postgresql
assert sqlite

# Classes that no statement of the generator holds, and why.
CLASSES_NOT_REACHED = {
    "CreateConstraint": "what CREATE TABLE makes of each constraint while it is rendered",
    "CreateColumn": "what CREATE TABLE makes of each column while it is rendered",
    "ElementList": "of dialects' own rules",
    "TString": "needs template strings (Python 3.14)",
    "_Placed": "what the compiler puts around a parameter",
}
# Methods of constructs that say nothing about a statement: questions, compiling, the seams of extensions and of the ORM.
NOT_CLAUSES = set(
    [
        "apply_syntax_extension_point",
        "argument_for",
        "as_scalar",
        "compare",
        "compile",
        "corresponding_column",
        "execution_options",
        "get_children",
        "get_dialect_option",
        "get_execution_options",
        "get_final_froms",
        "get_label_style",
        "inner_structure",
        "is_derived_from",
        "operate",
        "options",
        "params",
        "replace_selectable",
        "reverse_operate",
        "shares_lineage",
        "structure",
        "target_alias",
        "unique_params",
        "with_cols",
        "within_group_type",
        "compare_value",
        "render_literal_execute",
        "from_statement",
        "column",
        "select_from",
        "get_referent",
    ]
)
CONSTRUCTS = (
    selectable.Select,
    selectable.CompoundSelect,
    selectable.TextualSelect,
    selectable.CTE,
    selectable.Subquery,
    selectable.Alias,
    selectable.Join,
    selectable.TableValuedAlias,
    selectable.Values,
    selectable.Exists,
    selectable.ScalarSelect,
    dml.Insert,
    dml.Update,
    dml.Delete,
    functions.FunctionElement,
    elements.ColumnElement,
    elements.BindParameter,
)
# Functions of the package that make no part of a statement.
NOT_LANGUAGE = set(
    [
        "create_engine",
        "create_mock_engine",
        "create_pool_from_url",
        "engine_from_config",
        "insert_sentinel",
        "inspect",
        "make_url",
        "quoted_name",
        "result_tuple",
        "tstring",
        "func",
        "modifier",
    ]
)


class Coverage:
    """Which classes and words the recipes have used so far."""

    def __init__(self):
        self.classes = set()
        self.words = set()

    def add(self, recipe):
        text = "\n".join(recipe.lines)
        self.words |= set(re.findall(r"\b(\w+)\(", text))
        statement, failed = built(OURS, recipe)
        if failed is None and isinstance(statement, Node):
            for node in _all_nodes(statement):
                self.classes.update(type(node).__mro__)

    def missed_classes(self):
        return {cls.__name__ for cls in node_classes() - self.classes} - set(CLASSES_NOT_REACHED)

    def missed_methods(self):
        return {
            f"{construct.__name__}.{name}" for construct, name in constructs_methods() if name not in self.words
        } | {name for name in package_functions() if name not in self.words}


def _all_nodes(statement):
    """The nodes of a statement, and those of what its CTEs and aliases hold."""
    try:
        yield from iterate(statement)
    except (AttributeError, NotImplementedError):  # DDL has no children
        yield statement


def node_classes():
    """All classes of nodes with a rule of their own."""
    found, waiting = set(), [Node]
    while waiting:
        for cls in waiting.pop().__subclasses__():
            waiting.append(cls)
            ours = cls.__module__.startswith(("holdfast.sql", "holdfast.dialects"))
            if ours and "__visit_name__" in cls.__dict__:
                found.add(cls)
    return found


def constructs_methods():
    for construct in CONSTRUCTS:
        for name, value in inspect.getmembers(construct):
            if not name.startswith("_") and callable(value) and not inspect.isclass(value) and name not in NOT_CLAUSES:
                yield construct, name


def package_functions():
    return {name for name in holdfast.__all__ if name[0].islower() and callable(getattr(holdfast, name))} - NOT_LANGUAGE
