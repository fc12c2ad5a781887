"""Column expressions: what stands between SELECT and FROM, after WHERE, in ORDER BY."""

from ..structure import AnonymousName, TruncatedName, conv, quoted_name
from . import roles
from .base import (
    BUILDERS,
    MAKERS,
    ClauseElement,
    ColumnElement,
    DQLDMLClauseElement,
    KeyedColumnElement,
    NamedColumn,
    WrapsColumnExpression,
)
from .binary import BinaryExpression, ExpressionClauseList, OperatorExpression
from .bind import BindParameter, shared_name
from .boolean import BooleanClauseList, ClauseList, ElementList, OrderByList, and_, join_conditions, not_, or_
from .build import operand
from .case import Case, case
from .cast import Cast, TryCast, TypeClause, TypeCoerce, cast, try_cast, type_coerce
from .coerce import expect, expect_each, mapped_element
from .collation import CollationClause
from .column import ColumnClause
from .column_collection import ColumnCollection, DedupeColumnCollection, ReadOnlyColumnCollection
from .constants import FALSE, NULL, TRUE, False_, Null, SingletonConstant, True_, constant, false, null, true
from .constructors import (
    NotNullable,
    Nullable,
    all_,
    any_,
    asc,
    between,
    bindparam,
    bitwise_not,
    collate,
    column,
    desc,
    distinct,
    literal,
    literal_column,
    nulls_first,
    nulls_last,
    nullsfirst,
    nullslast,
    outparam,
)
from .executable import Executable
from .extract import Extract, extract
from .grouping import GroupedElement, Grouping
from .label import Label, LabelReference, TextualLabelReference, label
from .operations import SQLColumnExpression, SQLCoreOperations
from .over import (
    AggregateOrderBy,
    FrameClause,
    FrameClauseType,
    FunctionFilter,
    Over,
    WithinGroup,
    aggregate_order_by,
    funcfilter,
    over,
    within_group,
)
from .savepoint import ReleaseSavepointClause, RollbackToSavepointClause, SavepointClause
from .shortcuts import PLAIN_CLASSES
from .slice import Slice
from .text import AbstractTextClause, TextClause, text
from .tstring import TString, tstring
from .tuples import Tuple, tuple_
from .unary import AsBoolean, CollectionAggregate, UnaryExpression

__all__ = [
    "BUILDERS",
    "FALSE",
    "MAKERS",
    "NULL",
    "PLAIN_CLASSES",
    "TRUE",
    "AbstractTextClause",
    "AggregateOrderBy",
    "AnonymousName",
    "AsBoolean",
    "BinaryExpression",
    "BindParameter",
    "BooleanClauseList",
    "Case",
    "Cast",
    "ClauseElement",
    "ClauseList",
    "CollationClause",
    "CollectionAggregate",
    "ColumnClause",
    "ColumnCollection",
    "ColumnElement",
    "DQLDMLClauseElement",
    "DedupeColumnCollection",
    "ElementList",
    "Executable",
    "ExpressionClauseList",
    "Extract",
    "False_",
    "FrameClause",
    "FrameClauseType",
    "FunctionFilter",
    "GroupedElement",
    "Grouping",
    "KeyedColumnElement",
    "Label",
    "LabelReference",
    "NamedColumn",
    "NotNullable",
    "Null",
    "Nullable",
    "OperatorExpression",
    "OrderByList",
    "Over",
    "ReadOnlyColumnCollection",
    "ReleaseSavepointClause",
    "RollbackToSavepointClause",
    "SQLColumnExpression",
    "SQLCoreOperations",
    "SavepointClause",
    "SingletonConstant",
    "Slice",
    "TString",
    "TextClause",
    "TextualLabelReference",
    "True_",
    "TruncatedName",
    "TryCast",
    "Tuple",
    "TypeClause",
    "TypeCoerce",
    "UnaryExpression",
    "WithinGroup",
    "WrapsColumnExpression",
    "aggregate_order_by",
    "all_",
    "and_",
    "any_",
    "asc",
    "between",
    "bindparam",
    "bitwise_not",
    "case",
    "cast",
    "collate",
    "column",
    "constant",
    "conv",
    "desc",
    "distinct",
    "expect",
    "expect_each",
    "extract",
    "false",
    "funcfilter",
    "join_conditions",
    "label",
    "literal",
    "literal_column",
    "mapped_element",
    "not_",
    "null",
    "nulls_first",
    "nulls_last",
    "nullsfirst",
    "nullslast",
    "operand",
    "or_",
    "outparam",
    "over",
    "quoted_name",
    "roles",
    "shared_name",
    "text",
    "true",
    "try_cast",
    "tstring",
    "tuple_",
    "type_coerce",
    "within_group",
]
